import type { Page } from '@playwright/test'
import { expect } from '../expect.ts'
import { insured } from '../forms.ts'
import { fill, isIn, move, open, record, review, take } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

const person = '测试补'
const masked = '220202********0792'

/** A subsidy from the counter to the bank's list: approved, gathered by one, looked at by another, approved by a third, paid (7.4, 8.2, JY13). */
export async function* subsidy({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')

  await step('taken in, looked at by two, shown to the public', async () => {
    await open(wang, 'JY13', person, { ...insured, 银行户名: person })
    await review(wang)
    await move(wang, '受理')
    await move(wang, '初审通过', { 意见: '缴费属实' })
    const zhao = await desk('zhao')
    await take(zhao, person)
    await expect(zhao.getByRole('main')).toContainText('居民身份证')
    await see(zhao, 'subsidy-second')
    await move(zhao, '复核通过', { 意见: '逐月核对无误' })
    await isIn(zhao, '公示')
  })

  yield '2026-12-01T09:30:00+08:00'

  await step('the district approves what nobody objected to', async () => {
    const later = await desk('wang')
    const district = await desk('district')
    await later.goto(`/desk/search?q=${encodeURIComponent(person)}`)
    await later.getByRole('main').getByRole('link').filter({ hasText: person }).first().click()
    await expect(later.getByRole('heading', { level: 1 })).toContainText(person)
    if ((await later.getByRole('heading', { level: 1 }).textContent())?.endsWith('公示')) await move(later, '公示期满')
    await isIn(later, '审批')
    await take(district, person)
    await move(district, '审批同意', { 意见: '同意补贴' })
  })

  await step('one gathers what is approved in a batch and hands it on', async () => {
    const chen = await desk('chen')
    await chen.goto('/desk/subsidies')
    await expect(chen.getByRole('row').filter({ hasText: masked })).toContainText('3,000.00元')
    await see(chen, 'subsidy-waiting')
    await chen.getByText('批次', { exact: true }).click()
    await chen.getByRole('button', { name: '编制批次' }).click()
    const form = chen.getByRole('dialog', { name: '编制批次' })
    await fill(form, { 计划拨付完成日期: '20261215' })
    // The Enter that confirms a day sends nothing.
    await expect(form).toBeVisible()
    await chen.keyboard.press('Control+Enter')
    await expect(form).toBeHidden()
    await openBatch(chen, '汇集中')
    await chen.getByRole('button', { name: '提交复核审批' }).click()
    await expect(chen.getByText('待复核审批', { exact: true })).toBeVisible()
    await expect(chen.getByRole('button', { name: '选中的复核通过' })).toHaveCount(0)
  })

  await step('another looks at it row by row, and a third approves what was seen', async () => {
    const district = await desk('district')
    await district.goto('/desk/subsidies?tab=batches')
    await openBatch(district, '待复核审批')
    const approve = district.getByRole('button', { name: /^审批同意/ })
    await expect(approve).toBeDisabled()
    await see(district, 'subsidy-batch')
    await district.getByRole('checkbox', { name: /^选中/ }).check()
    await district.getByRole('button', { name: '选中的复核通过' }).click()
    await expect(district.getByRole('row').filter({ hasText: masked })).toContainText('✓ 冯七')
    await expect(approve).toHaveCount(0)
    const city = await desk('city')
    await city.goto(district.url())
    await expect(city.getByRole('button', { name: /^审批同意/ })).toBeEnabled()
    await see(city, 'subsidy-approval')
    await city.getByRole('button', { name: /^审批同意/ }).click()
    const form = city.getByRole('dialog', { name: /^审批同意/ })
    await expect(form).toBeVisible()
    await city.keyboard.press('Control+Enter')
    await expect(form).toBeHidden()
    await expect(city.getByText('待拨付', { exact: true })).toBeVisible()
  })

  await step('the list for the bank comes whole only with a reason; paid, and the ledger says so', async () => {
    const chen = await desk('chen')
    await chen.reload()
    await chen.getByRole('button', { name: '完整账号Excel' }).click()
    const why = chen.getByRole('dialog', { name: '导出完整账号的拨付名册' })
    await fill(why, { 导出理由: '送代发银行（测试数据）' })
    const coming = chen.waitForResponse((answer) => answer.url().endsWith('/whole.xlsx'))
    const [book] = await Promise.all([coming, chen.waitForEvent('download'), chen.keyboard.press('Control+Enter')])
    expect([book.status(), book.headers()['content-type']]).toEqual([200, expect.stringContaining('spreadsheet')])
    const list = await chen.getByRole('link', { name: '名册PDF' }).getAttribute('href')
    expect((await api(chen).get(list ?? '')).headers()['content-type']).toBe('application/pdf')
    await chen.getByRole('button', { name: '登记拨付（全部）' }).click()
    const form = chen.getByRole('dialog', { name: /^登记拨付/ })
    await fill(form, { 拨付日期: '20261201', 拨款凭证号: '测试凭证1' })
    await chen.keyboard.press('Control+Enter')
    await expect(form).toBeHidden()
    await expect(chen.getByText('已拨付完', { exact: true })).toBeVisible()
    await expect(chen.getByRole('row').filter({ hasText: masked })).toContainText('已拨付')
  })
  await see(await desk('chen'), 'subsidy-paid')

  await step('the person’s result is handed out', async () => {
    const later = await desk('wang')
    await later.reload()
    await isIn(later, '待发结果')
    await move(later, '办结并发放结果')
    await isIn(later, '已办结')
    await expect(await record(later, '文书')).toContainText('社会保险补贴')
  })
}

/** Opens the batch that is in this state. */
async function openBatch(page: Page, state: string): Promise<void> {
  await page.getByRole('row').filter({ hasText: state }).getByRole('button', { name: /^打开/ }).click()
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(state)
}
