import { expect } from '../expect.ts'
import { contact, fill, form, isIn, menu, move, record, row, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const person = '测试代'

/** A asks for leave, the head approves, B's desk does A's matters by itself, and hands back by itself (3.2.3, 5.1). */
export async function* deputy({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  await step('leave is asked for before it begins', async () => {
    await contact(wang, '询问社会保险补贴的条件', person)
    await menu(wang, '值岗', '休假与AB角')
    await wang.getByRole('button', { name: '我要请假' }).click()
    await see(wang, 'leave-form')
    await fill(form(wang, '请假'), { 类别: '请假', 从: '20261124 0830', 到: '20261125 1700', 事由: '私事（测试）' })
    await wang.keyboard.press('Control+Enter')
    await expect(form(wang, '请假')).toBeHidden()
    await expect(wang.getByRole('row').filter({ hasText: '王一' }).filter({ hasText: '周四审批' })).toBeVisible()
  })
  await see(wang, 'leave-asked')

  await step('approved by the head, not by who asked', async () => {
    await expect(wang.getByRole('button', { name: '审批' })).toHaveCount(0)
    const head = await desk('head')
    await menu(head, '值岗', '休假与AB角')
    await expect(head.getByRole('button', { name: '审批' })).toBeVisible()
    await see(head, 'leave-to-decide')
    await head.getByRole('button', { name: '审批' }).click()
    await fill(form(head, '审批王一的请假'), { 是否批准: '批准', 意见: '同意' })
    await head.keyboard.press('Control+Enter')
    await expect(form(head, '审批王一的请假')).toBeHidden()
    await expect(
      head
        .getByRole('row')
        .filter({ hasText: '王一' })
        .filter({ hasText: /已批准|批准/ })
        .first(),
    ).toBeVisible()
  })

  yield '2026-11-24T09:30:00+08:00'

  await step('the deputy’s desk shows it for A, and does it in A’s name', async () => {
    const li = await desk('li')
    await expect(row(li, person)).toContainText('代 王一')
    await take(li, person)
    await see(li, 'deputy-desk')
    await move(li, '当场答复', { 答复内容: '已说明条件和材料（测试数据）' })
    await isIn(li, '已答复办结')
    const trail = await record(li, '经过')
    await expect(trail).toContainText('李二')
    await expect(trail).toContainText(/代\s*王一/)
    const away = await desk('wang')
    await expect(row(away, person)).toHaveCount(0)
  })

  yield '2026-12-01T09:30:00+08:00'

  await step('back: the brief of what was done is there, and A confirms it', async () => {
    const back = await desk('wang')
    const brief = back.getByRole('article').filter({ hasText: person })
    await expect(async () => {
      await back.goto('/desk/office')
      await expect(brief).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 80_000 })
    await see(back, 'hand-back')
    await expect(brief.getByRole('link', { name: '打开交接单' })).toBeVisible()
    await brief.getByRole('button', { name: '已看过，确认交接' }).click()
    await expect(brief).toContainText('已确认')
  })
}
