import type { Page } from '@playwright/test'
import { asksForLeave, importantPetition, inspected, ordered, praised } from '../before.ts'
import { expect } from '../expect.ts'
import { fill, form, isIn, menu, move, offer, row, send, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const visitor = '测试领'
const task = '核对一季度补贴名册（测试数据）'
const away = ['2026-12-07T08:30:00+08:00', '2026-12-07T17:00:00+08:00'] as const

/** A head's day: what waits is seen at once, decided with a word, and nobody decides on oneself (2.4, 3.2.3, 3.3.2, 5.3–5.5, 7.4, 7.5). */
export async function* head({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const head = await desk('head')
  const zhao = await desk('zhao')
  const li = await desk('li')
  const district = await desk('district')
  await asksForLeave(await desk('wu'), ...away)
  await asksForLeave(zhao, ...away)
  const petition = await importantPetition(li, visitor)
  const inspection = await inspected(district)

  await step('what waits stands on the first page, the most urgent first', async () => {
    await head.goto('/desk/')
    await expect(row(head, visitor)).toBeVisible()
    await expect(head.getByRole('region', { name: /^等您决定/ })).toContainText('请假')
  })
  await see(head, 'head-morning')

  await step('A goes; when B asks for the same day, somebody has to be named first (5.4)', async () => {
    await menu(head, '值岗', '休假与AB角')
    await decideLeave(head, '吴五', {})
    await leaveOf(head, '赵三').getByRole('button', { name: '审批' }).click()
    await fill(form(head, '审批赵三的请假'), { 是否批准: '批准', 意见: '同意' })
    await head.keyboard.press('Control+Enter')
    await expect(form(head, '审批赵三的请假').getByRole('alert').first()).toBeVisible()
    await see(head, 'head-both-away')
    await fill(form(head, '审批赵三的请假'), { 代办人员: '郑六' })
    await expect(form(head, '审批赵三的请假').locator('.fields').getByText('为必填项')).toHaveCount(0)
    await head.keyboard.press('Control+Enter')
    await expect(form(head, '审批赵三的请假')).toBeHidden()
    await expect(leaveOf(head, '赵三')).toContainText('批准')
  })

  await step('the A/B scheme is confirmed, and the table for the wall is there (5.5)', async () => {
    await head.getByRole('button', { name: '复核无误，确认并出公示表' }).click()
    await expect(head.getByRole('link', { name: '打印AB角公示表' })).toBeVisible()
  })
  await see(head, 'head-scheme')

  await step('more time for a case, asked for by the counter, is granted and told (7.5)', async () => {
    await take(head, '测试吴')
    await move(head, '批准延期并告知', { 审批意见: '情况属实，同意', 告知当事人方式: '电话' })
  })

  await step('an important petition has the leader’s word (3.3.2)', async () => {
    await take(head, visitor)
    await offer(head, '领导批示').click()
    await fill(form(head, '领导批示'), { 批示意见: '抓紧核实，三日内答复', 办结后回访: '是' })
    await see(head, 'head-approval')
    await send(head, '领导批示')
    await li.goto(`/desk/matters/${petition.id}`)
    await expect(li.getByRole('main')).toContainText('抓紧核实')
  })

  await step('a task is set, with its day (5.3)', async () => {
    await menu(head, '值岗', '交办任务')
    await head.getByRole('button', { name: '交办新任务' }).click()
    await fill(head.getByRole('main'), {
      ...{ 承办岗位: '复核岗', 任务: task, 具体要求: '逐户核对', 限几个工作日报结果: '5' },
    })
    await head.keyboard.press('Control+Enter')
    await expect(head.getByRole('heading', { level: 1 })).toContainText(task)
    await menu(head, '值岗', '交办任务')
    await expect(head.getByRole('row').filter({ hasText: task })).toContainText('赵三')
  })
  await see(head, 'head-tasks')

  await step('everything with a limit, of the whole office and of those below (7.2)', async () => {
    await menu(head, '办理', '限时清单')
    await head.getByText('本单位', { exact: true }).click()
    await expect(head.getByRole('row').filter({ hasText: '测试孙' })).toBeVisible()
    await see(head, 'head-due')
    await head.getByText('各单位', { exact: true }).click()
    await expect(head.getByRole('region', { name: '各单位' })).toContainText('示例街道')
  })
  await see(head, 'head-due-below')

  await step('the inspection’s finding is confirmed; its rectification shows who owes what by when (6.6)', async () => {
    await menu(head, '检查', '检查')
    await head.getByRole('row').filter({ hasText: inspection.number }).getByRole('link').click()
    await offer(head, '确认检查结果').click()
    await send(head, '确认检查结果')
    await ordered(district, inspection)
    await head.reload()
    await isIn(head, '整改中')
    await expect(head.getByRole('main')).toContainText('综合窗口二')
  })
  await see(head, 'head-rectification')

  await step(
    'a breach that the system proposed from its record: the person is heard, the head dismisses it with a reason (2.4)',
    async () => {
      await menu(head, '台账', '责任追究')
      const line = head.getByRole('row').filter({ hasText: '赵三' }).filter({ hasText: '系统按记录提出' }).first()
      await expect(line).toContainText('待告知当事人')
      await see(head, 'head-accountability')
      await line.getByRole('link').first().click()
      await isIn(head, '待告知当事人')
      await expect(head.getByRole('main')).toContainText('证据')
      await move(head, '告知当事人并听取陈述', {})
      await zhao.goto(head.url())
      await isIn(zhao, '听取陈述申辩')
      await see(zhao, 'concerned')
      await move(zhao, '陈述和申辩', { 陈述和申辩: '当时正在接待另一位群众（测试数据）' })
      await expect(offer(zhao, '不予追究').and(zhao.locator('[aria-disabled=false]'))).toHaveCount(0)
      await head.reload()
      await expect(head.getByRole('tabpanel', { name: /^登记内容/ })).toContainText('当时正在接待另一位群众')
      await see(head, 'head-account')
      await move(head, '不予追究', { 情形: '事实不成立', 理由: '监控显示确在接待（测试数据）' })
      await isIn(head, '不予追究')
    },
  )

  await step('a commendation that a colleague proposed is confirmed (2.4.0)', async () => {
    await praised(li, 'wang', 'sljd-S-2026-000001')
    await menu(head, '登记簿', '表扬登记')
    const line = head.getByRole('row').filter({ hasText: '王一' }).filter({ hasText: '一次办好' })
    await line.getByRole('button', { name: '确认' }).click()
    const dialog = head.getByRole('dialog', { name: '确认对王一的表扬' })
    await fill(dialog, { 是否确认: '确认表扬', 意见: '属实' })
    await head.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(line).toContainText('属实')
  })
  await see(head, 'head-commendations')

  await step('a register goes out as a book, with a reason that stays on record', async () => {
    await menu(head, '登记簿', '首问登记簿')
    await head.getByRole('button', { name: '导出Excel' }).click()
    const dialog = head.getByRole('dialog', { name: '导出Excel' })
    await fill(dialog, { 导出理由: '月度汇总（测试）' })
    await see(head, 'head-export')
    const saved = Promise.all([head.waitForEvent('download'), head.waitForResponse('**/export')])
    await head.keyboard.press('Control+Enter')
    const [, answer] = await saved
    expect(decodeURIComponent(answer.headers()['content-disposition'] ?? '')).toContain('首问登记')
    await expect(dialog).toBeHidden()
  })

  yield '2026-11-24T09:30:00+08:00'

  await step(
    'the next morning one key signs in, and lateness of the day before is told to the head (4.2.1, 7.4)',
    async () => {
      const next = await desk('head')
      await expect(next.getByText('今天还没有签到')).toBeVisible()
      await next.keyboard.press('g')
      await expect(next.getByText('今天还没有签到')).toBeHidden()
      await next.getByRole('link', { name: /^超期提醒/ }).click()
      await expect(next.getByRole('heading', { level: 1 })).toContainText('提醒')
      await see(next, 'head-alarms')
    },
  )
}

/** The line of somebody's leave that is asked for or decided. */
const leaveOf = (page: Page, name: string) =>
  page
    .getByRole('region', { name: '请假和离岗' })
    .getByRole('row')
    .filter({ hasText: name })
    .filter({ hasText: '12月7日' })

async function decideLeave(page: Page, name: string, more: Record<string, string>): Promise<void> {
  await leaveOf(page, name).getByRole('button', { name: '审批' }).click()
  await fill(form(page, `审批${name}的请假`), { 是否批准: '批准', 意见: '同意', ...more })
  await page.keyboard.press('Control+Enter')
  await expect(form(page, `审批${name}的请假`)).toBeHidden()
  await expect(leaveOf(page, name).getByRole('button', { name: '审批' })).toHaveCount(0)
}
