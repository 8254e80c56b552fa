import { expect } from '../expect.ts'
import { hardship, unemployed } from '../forms.ts'
import { fill, form, move, offer, record, send, take } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

const person = '测试站'
const shared = ['公民身份号码', '手机号码', '常住地址']
const own = (all: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(all).filter(([label]) => !shared.includes(label)))

/** Two services in one sitting (6.4, 10.1.2); later one of them is late, and the visitor is told why (7.4, 7.5). */
export async function* sitting({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const main = wang.getByRole('main')

  await step('two services chosen; what they share is asked once', async () => {
    await wang.goto('/desk/sitting')
    const pick = wang.getByRole('combobox', { name: '事项' })
    for (const code of ['JY01', 'JY02']) {
      await pick.fill(code)
      await wang.locator('.ant-select-item-option', { hasText: code }).first().waitFor()
      await wang.keyboard.press('Enter')
    }
    await wang.keyboard.press('Escape')
    await expect(main.getByRole('textbox', { name: /^\* 姓名/ })).toHaveCount(1)
    const part = (title: string) => main.getByRole('group', { name: title, exact: true })
    await fill(part('各事项共用的信息（只填一次）'), {
      姓名: person,
      ...Object.fromEntries(Object.entries(hardship).filter(([label]) => shared.includes(label))),
    })
    await fill(part('失业登记'), own(unemployed))
    await fill(part('就业困难人员认定'), own(hardship))
    await see(wang, 'sitting-form')
    await wang.keyboard.press('Control+Enter')
    await expect(main).toContainText('一次办理 2 项')
  })

  await step('shared papers looked at once; done and accepted together, with one receipt', async () => {
    const lines = main.locator('.review [role=radiogroup]')
    await lines.first().waitFor()
    for (let at = 0; at < (await lines.count()); at++) {
      await lines.nth(at).getByRole('radio').first().focus()
      await wang.keyboard.press('1')
      await expect(lines.nth(at).getByRole('radio').first()).toBeChecked()
    }
    await see(wang, 'sitting-review')
    await main.getByRole('button', { name: /保存审查/ }).click()
    await main.getByRole('button', { name: '按审查结果处理并出具回执' }).click()
    const receipt = main.getByRole('link', { name: /一站式受理回执/ })
    await expect(receipt).toBeVisible()
    await expect(main).toContainText('已办结')
    await expect(main).toContainText('2026年12月7日')
    const paper = await api(wang).get((await receipt.getAttribute('href')) ?? '')
    expect(paper.headers()['content-type']).toBe('application/pdf')
  })
  await see(wang, 'sitting-done')

  yield '2026-12-08T09:30:00+08:00'

  const later = await desk('wang')
  const head = await desk('head')

  await step('late: on the list and on the register, with its clause and its post', async () => {
    // Time makes its own moves once a minute.
    const known = async () => (await (await api(later).get('/api/lateness')).text()).includes(person)
    await expect.poll(known, { timeout: 120_000, intervals: [2_000] }).toBe(true)
    await later.goto('/desk/lateness')
    const line = later.getByRole('main').getByRole('row').filter({ hasText: person })
    await expect(line).toContainText('期限届满没有办结')
    await expect(line).toContainText('待说明')
    await see(later, 'lateness')
    await later.goto('/desk/due')
    await expect(later.getByRole('main').getByRole('row').filter({ hasText: person }).first()).toContainText('已超期')
    await see(later, 'due')
  })

  await step('explained by the holder, approved by the head, printed and public', async () => {
    await take(later, person)
    await offer(later, '说明超期原因').click()
    await fill(form(later, '说明超期原因'), {
      超期原因: '部门数据比对没有按时反馈',
      情况说明: '参保比对结果晚到三天',
      正在采取的措施: '已取得结果，正在复核',
      新的预计办结日期: '20261211',
    })
    await see(later, 'explain-form')
    await send(later, '说明超期原因')
    await head.goto(later.url())
    await offer(head, '同意并公布超期说明').click()
    await expect(form(head, '同意并公布超期说明')).toContainText('参保比对结果晚到三天')
    await head.keyboard.press('Escape')
    await move(head, '同意并公布超期说明', { 审核意见: '情况属实' })
    await expect(await record(head, '文书')).toContainText('超期说明告知书')
    const number = /[\w-]+-B-2026-\d{6}/.exec((await head.getByRole('main').textContent()) ?? '')?.[0] ?? ''
    const list = (await (await api(later).get('/api/sittings')).json()) as { rows: { id: string }[] }
    const one = (await (await api(later).get(`/api/sittings/${list.rows[0]?.id}`)).json()) as {
      cases: { number: string; visitorCode: string }[]
    }
    const code = one.cases.find((row) => row.number === number)?.visitorCode ?? ''
    const visitor = await sit()
    await visitor.goto(`/track?number=${number}`)
    await visitor.getByLabel(/查询码/).fill(code)
    await visitor.getByRole('button', { name: '查询' }).click()
    await expect(visitor.getByText('参保比对结果晚到三天')).toBeVisible()
  })
}
