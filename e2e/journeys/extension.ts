import { expect } from '../expect.ts'
import { hardship } from '../forms.ts'
import { fill, form, isIn, move, offer, open, record, review, send, take } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

const person = '测试延'
const asked = { 申请延长工作日数: '5', 延期理由: '需要到原单位核实情况', 已采取的措施: '已电话联系原单位' }

/** More time: asked for before the date, granted by another person who is above, told to the party, once (7.5). */
export async function* extension({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')

  await step('an accepted case; more time than the office may give is refused at its field', async () => {
    await open(wang, 'JY02', person, hardship)
    await review(wang)
    await move(wang, '受理')
    await isIn(wang, '初审')
    await expect(wang.getByRole('main')).toContainText('2026年12月7日')
    await offer(wang, '申请延期').click()
    await see(wang, 'extension-form')
    await fill(form(wang, '申请延期'), { ...asked, 申请延长工作日数: '30' })
    await wang.keyboard.press('Control+Enter')
    await expect(form(wang, '申请延期').getByText('延期最多 10 个工作日', { exact: true })).toBeVisible()
    await fill(form(wang, '申请延期'), asked)
    await send(wang, '申请延期')
  })

  await step('who asked cannot grant', async () => {
    await expect(offer(wang, '批准延期并告知').and(wang.locator('[aria-disabled=false]'))).toHaveCount(0)
  })

  await step('granted by the head and told; the paper is for the visitor', async () => {
    await take(head, person)
    await move(head, '批准延期并告知', { 审批意见: '情况属实，同意延期', 告知当事人方式: '电话' })
    await expect(head.getByRole('main')).toContainText('2026年12月14日')
    await take(wang, person)
    const sheets = await record(wang, '文书')
    await expect(sheets).toContainText('延期办理告知书')
    const paper = await api(wang).get(
      (await sheets
        .getByRole('listitem')
        .filter({ hasText: '延期办理告知书' })
        .getByRole('link', { name: '打开 PDF' })
        .getAttribute('href')) ?? '',
    )
    expect(paper.headers()['content-type']).toBe('application/pdf')
  })
  await see(wang, 'extended')

  await step('a second time is closed and says by which clause', async () => {
    await expect(offer(wang, '申请延期')).toHaveAttribute('aria-disabled', 'true')
    await offer(wang, '申请延期').focus()
    await expect(wang.getByRole('tooltip').filter({ hasText: '每件办件只能延期一次（依据 7.5）' })).toBeVisible()
    const trail = await record(wang, '经过')
    await expect(trail).toContainText('批准延期并告知当事人')
  })
}
