import type { Page } from '@playwright/test'
import { day } from '#core/day.ts'
import { ratingMark } from '#matter/rating-mark.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { expect } from '../expect.ts'
import { fill, isIn, move, offer, record, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

type Served = { readonly id: string; readonly number: string }
const title = '差评核查：非常不满意'
const posted = '已增开窗口，缩短等候时间（测试数据）'

/** A bad rating from the evaluator's own telephone to their verdict on what was done; a mistaken one is struck out by the district (10.5.1). */
export async function* badRating({ data, desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')
  const district = await desk('district')
  const phone = await sit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const rate = async ({ id, number }: Served, level: number, item: string, words: string) => {
    const mark = ratingMark(openKeys(data), id, 'qr', day('2099-12-31'))
    await phone.goto(`/rate?number=${encodeURIComponent(number)}&t=${mark}`)
    await phone.locator('#level-5').focus()
    for (let i = 5; i > level; i--) await phone.keyboard.press('ArrowRight')
    await expect(phone.locator(`#level-${level}`)).toBeChecked()
    await phone.getByText(item).click()
    await phone.getByLabel(/意见建议/).fill(words)
    await phone.getByRole('button', { name: '提交评价' }).click()
    await expect(phone.getByRole('heading', { name: '谢谢您的评价' })).toBeVisible()
  }

  await step('a visitor is served and rates the visit very bad', async () => {
    const visit = await served(wang, '咨询创业培训报名', '测试评')
    await rate(visit, 1, '服务态度差、效率低', '等了四十分钟（测试数据）')
  })

  await step('it lies on the head’s desk at once; on the clerk’s there is nothing', async () => {
    await take(head, title)
    await isIn(head, '待联系评价人')
    const beside = await record(head, '评价和系统记录')
    await expect(beside).toContainText('等了四十分钟')
    await expect(beside).toContainText('服务态度差、效率低')
    await expect(beside).toContainText('记录说明不了')
    await wang.goto('/desk/')
    await expect(wang.getByText(title)).toHaveCount(0)
    await wang.goto('/desk/ratings')
    await expect(wang.getByRole('heading', { name: '我的评价' })).toBeVisible()
    await expect(wang.getByText('等了四十分钟')).toHaveCount(0)
    await expect(wang.getByRole('heading', { name: '评价台账' })).toHaveCount(0)
  })
  await see(head, 'bad-rating-head')

  await step('heard, verified, put right at once, answered', async () => {
    await expect(offer(head, '登记核实情况')).toHaveCount(0)
    await move(head, '联系评价人', { 联系方式: '电话', 评价人反映的情况: '说叫号太慢（测试数据）' })
    await isIn(head, '核实处理中')
    await expect(offer(head, '立行立改')).toHaveAttribute('aria-disabled', 'true')
    await move(head, '登记核实情况', { 核实结论: '属实', 核实情况: '当天只开一个窗口（测试数据）' })
    await move(head, '立行立改', { 整改情况: '增开二号窗口（测试数据）', 向社会公开的说明: posted })
    await isIn(head, '待反馈评价人')
    await move(head, '反馈评价人', { 反馈方式: '电话', 反馈内容: '已告知增开窗口（测试数据）' })
    await isIn(head, '待回访')
  })
  await step('followed up: the person’s own verdict closes it', async () => {
    await move(head, '回访满意', { 回访方式: '电话', 评价人的意见: '可以（测试数据）' })
    await isIn(head, '回访满意，办结')
    await expect(head.getByRole('tabpanel', { name: '评价和系统记录' })).toContainText('增开二号窗口')
  })
  await see(head, 'bad-rating-settled')

  await step('the clerk is told what was found, and not who rated', async () => {
    await wang.goto('/desk/ratings')
    const line = wang.getByRole('row').filter({ hasText: '服务态度差、效率低' })
    await expect(line).toContainText('属实，立行立改')
    await expect(line).toContainText('2026年11月30日前可以申诉')
    await expect(wang.getByText('测试评')).toHaveCount(0)
  })
  await see(wang, 'bad-rating-own')

  await step('a mistaken one is appealed against by the clerk', async () => {
    const visit = await served(wang, '咨询退休手续', '测试错')
    await rate(visit, 2, '窗口人员业务不熟练', '按错了（测试数据）')
    await take(head, '差评核查：不满意')
    await move(head, '联系评价人', { 联系方式: '电话', 评价人反映的情况: '说按错了（测试数据）' })
    await move(head, '登记核实情况', { 核实结论: '不属实', 核实情况: '评价人按错（测试数据）' })
    await wang.goto('/desk/ratings')
    const line = wang.getByRole('row').filter({ hasText: '窗口人员业务不熟练' })
    await line.getByRole('button', { name: '申诉' }).click()
    const form = wang.getByRole('dialog', { name: /^对差评提出申诉/ })
    await fill(form, { 申诉情形: '误评', 申诉理由和依据: '评价人在电话里说按错了（测试数据）' })
    await see(wang, 'bad-rating-appeal')
    await form.getByRole('button', { name: /提出申诉/ }).click()
    await expect(form).toBeHidden()
    await expect(line).toContainText('待上级复核')
    await expect(line.getByRole('button', { name: '申诉' })).toHaveCount(0)
  })

  await step('the head at home can’t decide it; the district does', async () => {
    await take(district, '差评申诉：不满意')
    await expect(district.getByRole('main')).toContainText('按错')
    await move(district, '申诉成立，不计入统计', { 认定的事实和理由: '和核实情况一致（测试数据）' })
    await isIn(district, '申诉成立，不计入')
    await see(district, 'bad-rating-granted')
    await head.goto('/desk/ratings')
    const line = head.getByRole('row').filter({ hasText: '窗口人员业务不熟练' })
    await expect(line).toContainText('不计入统计（冯七）')
  })
  await see(head, 'bad-rating-register')

  await step('everybody reads what was put right, and nothing of whose rating it was', async () => {
    await phone.goto('/evaluations?office=sljd')
    await expect(phone.getByRole('heading', { level: 1, name: '评价和整改' })).toBeVisible()
    await expect(phone.getByText(posted)).toBeVisible()
    await expect(phone.getByText('等了四十分钟')).toHaveCount(0)
    await expect(phone.getByText('测试评')).toHaveCount(0)
  })
  await see(phone, 'bad-rating-public')
}

/** A contact with a telephone, answered at once. 测试数据. */
async function served(page: Page, matter: string, name: string): Promise<Served> {
  await page.goto('/desk/')
  await expect(page.getByRole('main')).toBeVisible()
  await page.waitForLoadState('networkidle')
  const opened = page.waitForResponse(
    (answer) => answer.url().endsWith('/api/matters') && answer.request().method() === 'POST',
  )
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog', { name: '首问登记' })
  await expect(dialog.getByLabel('拟办事项')).toBeVisible()
  await page.keyboard.press('1')
  await page.keyboard.press('1')
  await page.keyboard.type(`${matter}（测试数据）`)
  await page.keyboard.press('Tab')
  await page.keyboard.type(name)
  await dialog.getByLabel('联系电话').fill('13800138000')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  const body = (await (await opened).json()) as { matter: Served }
  await expect(page.getByRole('heading', { level: 1 })).toContainText(matter)
  await move(page, '当场答复', { 答复内容: '已说明（测试数据）' })
  return body.matter
}
