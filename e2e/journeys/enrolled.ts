import { expect } from '../expect.ts'
import { unemployed } from '../forms.ts'
import { ask, fill, form, isIn, menu, move, offer, open, record, review, send, take } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

const person = '测试册'
const idNumber = '220202199001010776'

/** From the result into the register of the unemployed, a month's contact, and out again by two people, on paper (1.3, 7.4, 8.4). */
export async function* enrolled({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const zhao = await desk('zhao')
  const entry = () => wang.getByRole('table', { name: '在册台账' }).getByRole('row').filter({ hasText: person })

  await step(
    'a registration that is finished stands in the register of itself, masked, with its next date',
    async () => {
      await open(wang, 'JY01', person, { ...unemployed, 公民身份号码: idNumber })
      await review(wang)
      await move(wang, '即时办结')
      await isIn(wang, '已办结')
      await menu(wang, '业务', '在册台账')
      await expect(wang.getByRole('heading', { level: 1 })).toHaveText('在册台账')
      await wang.getByRole('main').getByRole('link', { name: '失业人员在册', exact: true }).click()
      await expect(wang).toHaveURL(/service=JY01/)
      await wang.getByRole('textbox', { name: '查找', exact: true }).fill(person)
      await expect(entry()).toContainText('220202********0776')
      await expect(entry()).toContainText('2026年12月23日')
    },
  )
  await see(wang, 'enrolled-register')

  await step('from there the month’s contact: written down, the next one a month on', async () => {
    await entry().getByRole('link', { name: person }).click()
    await isIn(wang, '在册')
    await offer(wang, '登记月度联系').click()
    await fill(form(wang, '登记月度联系'), {
      约定下次联系: '20261210',
      联系方式: '打电话',
      联系结果: '推荐岗位',
      '说了什么、有什么需要': '推荐超市理货员，本人愿意去面试（测试数据）',
    })
    await see(wang, 'enrolled-contact')
    await send(wang, '登记月度联系')
    const kept = await record(wang, '在册记录')
    await expect(kept.getByRole('table', { name: '在册记录' })).toContainText('推荐岗位')
    await expect(kept).toContainText('约定2026年12月10日再联系')
  })
  await see(wang, 'enrolled-entry')

  await step('who comes again, to another window, is known before the case is opened', async () => {
    const li = await desk('li')
    await fill(await ask(li, 'JY07'), { 姓名: person, 公民身份号码: idNumber })
    await li.keyboard.press('Tab')
    const known = li.getByRole('status').filter({ hasText: '此人在册情况' })
    await expect(known).toContainText('失业人员在册')
    await expect(known).toContainText('王一')
    await see(li, 'enrolled-known')
    await known.getByRole('link', { name: '失业人员在册' }).click()
    await isIn(li, '在册')
  })

  await step('the clerk proposes an exit, and can’t confirm it', async () => {
    await move(wang, '提出退出', {
      退出原因: '被用人单位录用',
      凭什么认定: '参保比对，2026年11月23日',
      情况说明: '已在测试公司参保',
    })
    await isIn(wang, '退出待确认')
    await expect(offer(wang, '确认退出并告知本人').and(wang.locator('[aria-disabled=false]'))).toHaveCount(0)
  })

  await step('the review post confirms it; the paper says why and how to come back', async () => {
    await take(zhao, person)
    await offer(zhao, '确认退出并告知本人').click()
    await fill(form(zhao, '确认退出并告知本人'), { 确认意见: '比对属实', 怎样告知本人: '电话' })
    await see(zhao, 'enrolled-leaving')
    await send(zhao, '确认退出并告知本人')
    await isIn(zhao, '已退出')
    const sheets = await record(zhao, '文书')
    await expect(sheets).toContainText('退出')
    const url = await sheets.getByRole('link', { name: '打开 PDF' }).first().getAttribute('href')
    const paper = await api(zhao).get(url ?? '')
    expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf'])
  })
  await see(zhao, 'enrolled-left')

  await step('out of the register, kept as one who left, with day and reason', async () => {
    await wang.goto(`/desk/enrolments?service=JY01&state=left&q=${encodeURIComponent(person)}`)
    await expect(entry()).toContainText('被用人单位录用')
    await expect(entry()).toContainText('已退出')
  })
}
