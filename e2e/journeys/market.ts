import type { Locator, Page } from '@playwright/test'
import { expect } from '../expect.ts'
import { demand, seeker, vacancy } from '../forms.ts'
import { ask, fill, isIn, move, open, record, review } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

const company = '测试装备公司'
const person = '测试求'

/** A small labour market: a company's vacancy, mended until it may be published, a seeker, sent with a letter, hired (1.3, JY03, JY07). */
export async function* market({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const zhao = await desk('zhao')
  let anyone: Page
  // Whoever comes anew: a browser keeps the list for a minute.
  const visit = async (): Promise<Locator> => {
    anyone = await sit({ javaScriptEnabled: false })
    await anyone.goto('/jobs')
    await expect(anyone.getByRole('heading', { level: 1 })).toHaveText('招聘岗位')
    return anyone.getByRole('listitem').filter({ hasText: company })
  }

  await step('what a company needs becomes a draft in the book of vacancies', async () => {
    const asked = await ask(wang, 'JY03')
    await fill(asked, { 单位名称: company, ...demand })
    await asked.getByRole('button', { name: '再加一行' }).click()
    const job = asked.locator('.row')
    await fill(job, { 岗位: '钳工', 人数: '1', '月薪下限（元）': '4000', '月薪上限（元）': '5500' })
    await fill(job, { 招聘条件: '持钳工证' })
    await wang.keyboard.press('Control+Enter')
    await isIn(wang, '审查材料')
    await review(wang)
    await move(wang, '受理')
    await move(wang, '核对需求通过', { 意见: '与单位核对过' })
    await vacancies(wang)
    await expect(line(wang)).toContainText('草稿')
    await expect(await visit()).toHaveCount(0)
  })

  await step('a word that shuts people out is marked at its place; a fee is not let through', async () => {
    await edit(wang, { 招聘条件: '限男性，入职收押金500元', ...vacancy })
    await expect(line(wang)).toContainText('有2处用词要核对')
    await line(wang).getByRole('button', { name: '钳工', exact: true }).click()
    const marks = wang.getByRole('dialog').getByRole('note')
    await expect(marks).toContainText('“限男性”涉及性别')
    await expect(marks).toContainText('“押金”涉及押金')
    await see(wang, 'market-flagged')
    await wang.keyboard.press('Escape')
    await act(wang, '提交审核')
    await expect(wang.getByRole('status').filter({ hasText: '不能发布' })).toContainText('押金')
    await expect(line(wang)).toContainText('草稿')
  })

  await step('mended, sent on; who wrote it can’t publish it, another person does', async () => {
    await edit(wang, { 招聘条件: '持钳工证' })
    await expect(line(wang)).not.toContainText('用词要核对')
    await line(wang).getByRole('button', { name: '提交审核', exact: true }).click()
    await expect(line(wang)).toContainText('待审核')
    await expect(line(wang).getByRole('button', { name: '审核', exact: true })).toHaveCount(0)
    await vacancies(zhao)
    await line(zhao).getByRole('button', { name: '审核', exact: true }).click()
    const text = zhao.getByRole('dialog', { name: '钳工', exact: true })
    await expect(text).toContainText('持钳工证')
    await see(zhao, 'market-review')
    await text.getByRole('button', { name: '审核通过并发布' }).click()
    const form = zhao.getByRole('dialog', { name: '审核通过并发布：钳工' })
    await fill(form, { 审核意见: '对照最低工资文件，不低于（测试数据）' })
    await zhao.keyboard.press('Control+Enter')
    await expect(form).toBeHidden()
    await expect(line(zhao)).toContainText('正在发布')
  })
  await see(zhao, 'market-vacancies')

  await step('everybody reads it, without a script', async () => {
    const job = await visit()
    await expect(job).toContainText('4,000至5,500元/月')
    await job.getByRole('link', { name: '钳工' }).click()
    await expect(anyone.getByRole('heading', { level: 1 })).toHaveText('钳工')
    await expect(anyone.getByText('应聘不收取任何费用')).toBeVisible()
    await expect(anyone.getByText('13800000079')).toHaveCount(0)
  })
  await see(anyone!, 'public-job')

  await step('a seeker is registered; what fits is shown with its reasons; sent with a letter', async () => {
    await open(wang, 'JY07', person, seeker)
    await review(wang)
    await move(wang, '即时办结')
    await isIn(wang, '已办结')
    await wang.goto('/desk/market')
    const row = wang.getByRole('row').filter({ hasText: person })
    await row.getByRole('button', { name: '找岗位' }).click()
    const fitting = wang.getByRole('dialog', { name: `适合${person}的岗位` })
    const pair = fitting.locator('.pairs > li').filter({ hasText: company })
    await expect(pair).toContainText('正是期望的岗位')
    await expect(pair).toContainText('不低于期望')
    await see(wang, 'market-fitting')
    await pair.getByRole('button', { name: '推荐', exact: true }).click()
    await wang.getByRole('button', { name: '本人愿意，推荐' }).click()
    await expect(fitting.getByRole('status')).toContainText('已推荐')
    const url = await fitting.getByRole('link', { name: /打印岗位推荐信/ }).getAttribute('href')
    expect((await api(wang).get(url ?? '')).headers()['content-type']).toBe('application/pdf')
    await wang.keyboard.press('Escape')
  })

  await step('the employer answers: hired, the vacancy is filled and out of the public’s sight', async () => {
    await wang.goto('/desk/market?tab=referrals')
    const sent = wang.getByRole('row').filter({ hasText: person })
    await expect(sent).toContainText('已推荐待反馈')
    await see(wang, 'market-referrals')
    await sent.getByRole('button', { name: '登记反馈' }).click()
    await isIn(wang, '已推荐待反馈')
    await move(wang, '登记录用到岗', { 到岗日期: '20261201', 签订劳动合同: '已签订' })
    await isIn(wang, '已录用到岗')
    await expect(await record(wang, '文书')).toContainText('岗位推荐信')
    await vacancies(wang)
    await expect(line(wang)).toContainText('已招满')
    await expect(line(wang)).toContainText('1/1')
    await expect(await visit()).toHaveCount(0)
  })
}

async function vacancies(page: Page): Promise<void> {
  await page.goto('/desk/market?tab=vacancies')
  await expect(line(page)).toBeVisible()
}

const line = (page: Page): Locator => page.getByRole('row').filter({ hasText: company })

/** What else can be done with the vacancy, behind its one button. */
async function act(page: Page, label: string): Promise<void> {
  await line(page).getByRole('button', { name: '办理钳工' }).click()
  await page.getByRole('menuitem', { name: label }).click()
}

async function edit(page: Page, filling: Readonly<Record<string, string>>): Promise<void> {
  await line(page).getByRole('button', { name: '补全', exact: true }).click()
  const form = page.getByRole('dialog', { name: '补全：钳工' })
  await fill(form, filling)
  await page.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
}
