import { expect } from '../expect.ts'
import { fill, form, isIn, move, offer, send } from '../hands.ts'
import type { Stage } from '../stage.ts'

/** What must be open and is not: written, read by somebody else, public at once, hung up in the hall (1.2, 1.5, 1.6). */
export async function* open({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const head = await desk('head')
  const district = await desk('district')
  const row = (page: typeof head) => page.getByRole('main').getByRole('row').filter({ hasText: '工作纪律' }).first()
  let at = ''

  await step('the board says what is missing, and leads to it', async () => {
    await head.goto('/desk/disclosures')
    await expect(row(head)).toContainText('还没有公开')
    await see(head, 'open-gaps')
    await row(head).getByRole('link').click()
    await isIn(head, '待起草')
    at = head.url()
  })

  await step('what tells of a person is refused by place and clause; what was typed stays', async () => {
    await offer(head, '起草').click()
    await fill(form(head, '起草'), { 标题: '工作纪律（测试数据）', 正文: '违者找张某13900000031' })
    await head.keyboard.press('Control+Enter')
    await expect(form(head, '起草')).toContainText('个人手机号码')
    await fill(form(head, '起草'), { 正文: '准时到岗，不得擅自离岗。' })
    await send(head, '起草')
    await isIn(head, '已起草待提交')
    await move(head, '提交审核')
  })

  await step('the superior reads it whole and lets it out', async () => {
    await district.goto(at)
    await expect(district.getByRole('main')).toContainText('不得擅自离岗')
    await see(district, 'open-judge')
    await move(district, '批准公开')
    await isIn(district, '公开中，渠道待补')
  })

  await step('the notice board in the hall is recorded with its evidence', async () => {
    await head.goto(at)
    await move(head, '登记公开渠道', { 渠道: '公告栏', '在哪里、怎样公开的': '大厅东侧公告栏' })
    await isIn(head, '公开中')
    await head.goto('/desk/disclosures?view=register')
    await expect(row(head)).toContainText('公开中')
    await see(head, 'open-register')
  })
}
