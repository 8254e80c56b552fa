import { expect } from '../expect.ts'
import { contact, fill, form, isIn, menu, move, offer, record, row, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const person = '测试代'
const errand = '测试卡'

/** B knows what A has, does it while A is out for a while or on leave, and hands it back by itself (3.2.3, 5.1). */
export async function* deputy({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const li = await desk('li')
  await step('B reads what A has in hand, before anything happens (5.1.a)', async () => {
    await contact(wang, '询问补贴发到哪张卡', errand)
    await menu(li, '值岗', '签到与在岗')
    const brief = li.getByRole('article').filter({ hasText: '综合窗口一：A角王一' })
    await expect(brief).toContainText('只读')
    await expect(brief.getByRole('row').filter({ hasText: errand })).toBeVisible()
    await see(li, 'deputy-brief')
  })

  await step(
    'A steps out: B’s desk has it at once, does it in A’s name, and A’s return takes it back (3.2.3)',
    async () => {
      const home = wang.getByRole('button', { name: /^返岗/ })
      if (await wang.getByRole('button', { name: /^签到/ }).isVisible()) await wang.keyboard.press('Alt+g')
      await expect(wang.getByRole('button', { name: /^离岗/ })).toBeVisible()
      await wang.keyboard.press('Alt+g')
      await wang.getByLabel('去向').fill('送件')
      await wang.keyboard.press('Enter')
      await expect(home).toBeVisible()
      await li.goto('/desk/')
      await expect(row(li, errand)).toContainText('代 王一')
      await take(li, errand)
      await move(li, '补全来人信息', { 单位: '测试补贴单位' })
      await wang.keyboard.press('Alt+g')
      await expect(home).toBeHidden()
      await expect(row(li, errand)).toHaveCount(0)
      await take(wang, errand)
      await expect(await record(wang, '经过')).toContainText(/李二.*代\s*王一|代\s*王一.*李二/)
      await expect(offer(li, '当场答复').and(li.locator('[aria-disabled=false]'))).toHaveCount(0)
    },
  )

  await step('what B did meanwhile waits for A, who signs for it the same day (5.1.c)', async () => {
    await menu(wang, '值岗', '签到与在岗')
    const brief = wang.getByRole('article').filter({ hasText: '短时离岗（送件）' })
    await expect(brief).toContainText(errand)
    await see(wang, 'short-hand-back')
    await brief.getByRole('button', { name: '签收，没有资料要交还' }).click()
    await expect(brief).toHaveCount(0)
  })

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
    const asked = head.getByRole('row').filter({ hasText: '王一' }).getByRole('button', { name: '审批' })
    await expect(asked).toBeVisible()
    await see(head, 'leave-to-decide')
    await asked.click()
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
    const deputy = await desk('li')
    await expect(row(deputy, person)).toContainText('代 王一')
    await take(deputy, person)
    await see(deputy, 'deputy-desk')
    await move(deputy, '当场答复', { 答复内容: '已说明条件和材料（测试数据）' })
    await isIn(deputy, '已答复办结')
    const trail = await record(deputy, '经过')
    await expect(trail).toContainText('李二')
    await expect(trail).toContainText(/代\s*王一/)
    const away = await desk('wang')
    await expect(row(away, person)).toHaveCount(0)
  })

  // Time makes its own moves once a minute: the same hour as others that wait for one.
  yield '2026-12-08T09:30:00+08:00'

  await step('back: the brief of what was done is there, and A confirms it', async () => {
    const back = await desk('wang')
    const brief = back.getByRole('article').filter({ hasText: person })
    await expect(async () => {
      await back.goto('/desk/office')
      await expect(brief).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 80_000 })
    await see(back, 'hand-back')
    await brief.getByRole('button', { name: '签收，没有资料要交还' }).click()
    await expect(brief).toContainText('已签收')
    await expect(brief.getByRole('link', { name: '打开交接单' })).toBeVisible()
  })
}
