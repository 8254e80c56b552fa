import { expect } from '../expect.ts'
import { contact, fill, isIn, move, offer, record, row, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const person = '测试诉'
const title = '投诉3号就业援助窗口：服务态度'
const order = { 督办意见: '查清经过，向投诉人道歉并整改', 回复期限: '3' }
const answers = [
  { 答复内容: '已向您致歉', 处理结果: '已批评教育', 整改情况: '增加一名引导员' },
  { 答复内容: '已安排专人接待', 处理结果: '调整窗口人员', 整改情况: '每天检查在岗' },
  { 答复内容: '已按您的意见改正', 处理结果: '全员培训', 整改情况: '公示服务承诺' },
] as const

/** A complaint between two organizations: three orders until it is good enough, seen from above (10.5.2–10.5.5). */
export async function* complaint({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')
  const district = await desk('district')
  const city = await desk('city')

  await step('a first contact becomes a complaint with its words; what does not apply is not asked', async () => {
    await contact(wang, '投诉窗口不理人', person, '5')
    await offer(wang, '转为投诉').click()
    await expect(wang.getByRole('heading', { level: 1 })).toContainText('登记投诉')
    const form = wang.getByRole('main')
    await expect(form.getByLabel('投诉事项')).toHaveValue(/投诉窗口不理人/)
    await expect(form.getByLabel('投诉人姓名')).toHaveValue(person)
    await expect(form.getByText('被投诉的窗口')).toHaveCount(0)
    await fill(form, { 投诉方式: '现场', 投诉对象: '窗口', 匿名投诉: '是' })
    await expect(form.getByLabel('投诉人姓名')).toHaveCount(0)
    await fill(form, {
      ...{ 匿名投诉: '否', 被投诉的窗口: '3号就业援助窗口', 投诉类别: '服务态度', 诉求: '请道歉（测试数据）' },
      ...{ 投诉人姓名: person, 投诉人电话: '13800138000' },
    })
  })
  await see(wang, 'complaint-form')

  await step('nothing is decided before the complainant was heard; then it goes to the superior', async () => {
    await wang.keyboard.press('Control+Enter')
    await isIn(wang, '收到待核实')
    await expect(wang.getByRole('main')).toContainText('服务态度')
    await expect(offer(wang, '按立案处理受理')).toHaveAttribute('aria-disabled', 'true')
    await move(wang, '联系投诉人了解情况', { 联系方式: '电话', 了解到的情况: '等候时无人应答（测试数据）' })
    await move(wang, '按立案处理受理', { 受理意见: '请上级督办' })
    await isIn(wang, '已立案待督办')
    await expect(await record(wang, '文书')).toContainText('投诉登记表')
  })

  await step('the superior signs an order with its date; the city sees it, the other district does not', async () => {
    await take(district, title)
    await move(district, '签发督办表', order)
    await isIn(district, '督办办理中')
    await city.goto('/desk/supervision')
    const line = city.getByRole('table', { name: '督办清单' }).getByRole('row').filter({ hasText: title })
    await expect(line).toContainText('第1次')
    await expect(line).toContainText('2026年11月26日')
    const sun = await desk('sun')
    await sun.goto('/desk/supervision')
    await expect(sun.getByText('没有正在督办的投诉')).toBeVisible()
  })
  await see(city, 'supervision')

  await step('twice not good enough, twice another order; the third answer is', async () => {
    for (const [n, { 答复内容, 处理结果, 整改情况 }] of answers.entries()) {
      await take(wang, title)
      await move(wang, '答复投诉人', { 答复方式: '当面', 答复内容, 投诉人意见: n < 2 ? '仍有意见' : '没有意见' })
      await take(head, title)
      await move(head, '书面回报结果和整改', { 处理结果, 整改情况 })
      await take(district, title)
      if (n < 2) await move(district, '再次督办', { ...order, 督办意见: `第${n + 1}次整改不到位，请继续整改` })
    }
    await expect(offer(district, '再次督办')).toHaveAttribute('aria-disabled', 'true')
    const rounds = district.getByRole('tabpanel', { name: /^督办/ })
    await expect(rounds.getByRole('heading', { name: /^第\d次督办/ })).toHaveCount(3)
    await expect(rounds.getByText('不符合要求，再次督办')).toHaveCount(2)
    await expect(rounds.getByRole('link', { name: /督〔/ })).toHaveCount(3)
    await expect(rounds.getByRole('link', { name: /督复〔/ })).toHaveCount(3)
  })
  await see(district, 'complaint-rounds')

  await step('concluded, off the desk, in the register with the name covered', async () => {
    await move(district, '审核合格并办结', { 核实结论: '属实', 审核意见: '符合要求' })
    await isIn(district, '督办办结')
    await expect(row(head, title)).toHaveCount(0)
    await head.goto('/desk/registers/complaint')
    await head.getByRole('textbox', { name: '查找' }).fill(person)
    const line = head.getByRole('row').filter({ hasText: '3号就业援助窗口' }).filter({ hasText: '属实' })
    await expect(line).toHaveCount(1)
    await expect(line).not.toContainText(person)
    await line.getByRole('link').click()
    await isIn(head, '督办办结')
  })
  await see(head, 'complaint-concluded')

  await step('the chain stays in sight of every level above: how many orders, how long, how it ended', async () => {
    await city.goto('/desk/supervision?stage=ended')
    const line = city.getByRole('table', { name: '已办结的督办' }).getByRole('row').filter({ hasText: title })
    await expect(line).toContainText('共3次')
    await expect(line).toContainText('属实')
    await see(city, 'supervision-ended')
  })

  await step('found true, it leads its head on to what may follow', async () => {
    await head.getByRole('link', { name: '到责任追究台账提出责任追究' }).click()
    await expect(head.getByRole('heading', { name: '属实的投诉，还没有提出追究的' })).toBeVisible()
  })
}
