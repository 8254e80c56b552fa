import { expect } from '../expect.ts'
import { hardship } from '../forms.ts'
import { isIn, move, offer, open, record, review, take } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

const person = '测试示'
const missing = '户口簿或居住证明'

/** Everything that a limited case goes through: told once, put right, accepted, two pairs of eyes, shown, approved (7.4, 8). */
export async function* publicNotice({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')

  await step('incomplete: one notice lists what is missing, on paper; accepting is closed', async () => {
    await open(wang, 'JY02', person, hardship)
    await offer(wang, '逐项审查').click()
    await see(wang, 'review-form')
    await wang.keyboard.press('Escape')
    await review(wang, { [missing]: '没有带来' })
    await expect(offer(wang, '受理')).toHaveAttribute('aria-disabled', 'true')
    await move(wang, '一次性告知')
    await isIn(wang, '待补正')
  })
  await see(wang, 'told-once')

  await step('the notice opens, says what is missing, and is confirmed by its code', async () => {
    await expect(wang.getByRole('main')).toContainText(missing)
    const sheets = await record(wang, '文书')
    const notice = sheets.getByRole('listitem').filter({ hasText: '一次性告知书' })
    const paper = await api(wang).get((await notice.getByRole('link', { name: '打开 PDF' }).getAttribute('href')) ?? '')
    expect(paper.headers()['content-type']).toBe('application/pdf')
    const again = await api(wang).get((await notice.getByRole('link', { name: '打开 PDF' }).getAttribute('href')) ?? '')
    expect(Buffer.compare(await paper.body(), await again.body()), 'the same bytes again').toBe(0)
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await notice.textContent()) ?? '')?.[0] ?? ''
    const anyone = await sit()
    await anyone.goto(`/verify/${code}`)
    await expect(anyone.getByText('确有这份文书')).toBeVisible()
    await expect(anyone.getByText('一次性告知书')).toBeVisible()
  })

  await step('supplemented, whole, accepted with a promised date, first review', async () => {
    await offer(wang, '收到补正').click()
    await wang.getByRole('region', { name: '收到补正' }).getByRole('checkbox', { name: missing }).check({ force: true })
    await wang.keyboard.press('Control+Enter')
    await isIn(wang, '审查材料')
    await review(wang)
    await move(wang, '受理')
    await isIn(wang, '初审')
    await expect(await record(wang, '文书')).toContainText('受理')
    await move(wang, '初审通过', { 意见: '情况属实' })
    await isIn(wang, '复核比对')
    await expect(offer(wang, '复核比对通过').and(wang.locator('[aria-disabled=false]'))).toHaveCount(0)
  })

  await step('a second pair of eyes; shown to the public, not to be ended early', async () => {
    const zhao = await desk('zhao')
    await take(zhao, person)
    await move(zhao, '复核比对通过', { 意见: '比对无误' })
    await isIn(wang, '公示')
    await expect(offer(wang, '公示期满')).toHaveAttribute('aria-disabled', 'true')
    await see(wang, 'public-notice')
  })

  yield '2026-12-01T09:30:00+08:00'

  await step('the notice is over; the district approves; finished with its result', async () => {
    const later = await desk('wang')
    const district = await desk('district')
    await later.getByRole('navigation').getByRole('link', { name: '查找' }).click()
    await later.getByRole('searchbox').or(later.getByRole('textbox')).first().fill(person)
    await later.getByRole('main').getByRole('link').filter({ hasText: person }).first().click()
    // Time ends the notice by itself; whoever comes first, the person may.
    await expect(later.getByRole('heading', { level: 1 })).toContainText(person)
    if ((await later.getByRole('heading', { level: 1 }).textContent())?.endsWith('公示')) await move(later, '公示期满')
    await isIn(later, '核准')
    await take(district, person)
    await see(district, 'district-approves')
    await move(district, '核准同意', { 意见: '同意认定' })
    await isIn(later, '待发结果')
    await move(later, '办结并发放结果')
    await isIn(later, '已办结')
    await expect(await record(later, '文书')).toContainText('就业困难人员认定通知书')
    await see(later, 'limited-done')
    const flow = await record(later, '流程图')
    await expect(flow).toBeVisible()
    await see(later, 'flow-chart')
  })
}
