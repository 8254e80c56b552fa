import { expect } from '../expect.ts'
import { fill, form, isIn, menu, move, row, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const title = '汇总登记情况（测试数据）'

/** A day at the post: signing in, stepping out, handing over before a leave, and a task set by the head (3.2.3, 4.2.1, 4.2.3, 5.1, 5.3). */
export async function* duty({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const zheng = await desk('zheng')
  const head = await desk('head')
  await step('the head hears of who is absent without a word', async () => {
    await head.goto('/desk/')
    await expect(head.getByRole('list', { name: '在岗提醒' })).toContainText('郑六')
  })

  await step('one key signs in, and late is said at once', async () => {
    await expect(zheng.getByText('今天还没有签到')).toBeVisible()
    await zheng.keyboard.press('g')
    await expect(zheng.getByText('今天还没有签到')).toBeHidden()
    await menu(zheng, '值岗', '签到与在岗')
    await expect(zheng.getByText(/晚到\d+分/).first()).toBeVisible()
  })
  await see(zheng, 'duty')

  await step('stepping out is declared; B has the desk meanwhile; one key brings it back', async () => {
    await zheng.keyboard.press('g')
    await expect(zheng.getByRole('dialog', { name: '离岗报备' })).toContainText('吴五')
    await zheng.getByLabel('去向').fill('取件')
    await zheng.keyboard.press('Enter')
    await expect(zheng.getByRole('button', { name: '返岗' }).first()).toBeVisible()
    await menu(head, '值岗', '签到与在岗')
    await expect(head.getByRole('row').filter({ hasText: '郑六' }).first()).toContainText('报备离岗')
    await zheng.keyboard.press('g')
    await expect(zheng.getByRole('row').filter({ hasText: '郑六' }).first()).toContainText('在岗')
  })
  await see(head, 'duty-head')

  await step('the head puts a mark right and says why; what stood before stays', async () => {
    await head.getByRole('row').filter({ hasText: '郑六' }).getByRole('button', { name: '记录和更正' }).click()
    await head.getByLabel('实际时间').fill('08:50')
    await head.getByLabel('理由').fill('签到机故障（测试）')
    await head.keyboard.press('Control+Enter')
    const dialog = head.getByRole('dialog')
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await see(head, 'duty-marks')
    await head.keyboard.press('Escape')
    await expect(head.getByRole('row').filter({ hasText: '郑六' }).first()).toContainText('08:50（更正）')
  })

  await step('a task set by the head lies on the desk like other work', async () => {
    await menu(head, '值岗', '交办任务')
    await head.getByRole('button', { name: '交办新任务' }).click()
    await fill(head.getByRole('main'), {
      ...{ 承办岗位: '信息采集岗', 任务: title, 具体要求: '按社区汇总', 限几个工作日报结果: '3' },
    })
    await see(head, 'task-new')
    await head.keyboard.press('Control+Enter')
    await zheng.goto('/desk/')
    await expect(row(zheng, title)).toBeVisible()
    await take(zheng, title)
    await move(zheng, '接收任务', {})
    await move(zheng, '报告结果', { 办理结果: '已汇总上报（测试数据）' })
    await isIn(zheng, '已报结果待确认')
    await head.goto('/desk/')
    await take(head, title)
    await move(head, '确认办结', {})
    await isIn(head, '已确认办结')
  })

  await step('leave is handed over before it begins: the leaver writes, B signs', async () => {
    await menu(zheng, '值岗', '休假与AB角')
    await zheng.getByRole('button', { name: '我要请假' }).click()
    const asked = { 类别: '培训', 从: '20261124 0830', 到: '20261125 1700', 事由: '业务培训（测试）' }
    await fill(form(zheng, '请假'), asked)
    await zheng.keyboard.press('Control+Enter')
    await expect(form(zheng, '请假')).toBeHidden()
    await zheng.getByRole('button', { name: '填写交接单' }).click()
    await form(zheng, '填写离岗交接单').getByLabel('交代的要点').fill('一个社区周三交数')
    await zheng.keyboard.press('Control+Enter')
    await expect(form(zheng, '填写离岗交接单')).toBeHidden()
    const wu = await desk('wu')
    await menu(wu, '值岗', '休假与AB角')
    const handed = wu.getByRole('article').filter({ hasText: '郑六培训' })
    await expect(handed).toContainText('一个社区周三交数')
    await wu.getByRole('button', { name: '已清点，签收交接' }).click()
    await expect(wu.getByRole('link', { name: '打开离岗交接单' })).toBeVisible()
    await see(wu, 'takeover')
  })
}
