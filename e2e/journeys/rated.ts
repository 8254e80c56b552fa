import type { Page } from '@playwright/test'
import { day } from '#core/day.ts'
import { ratingMark } from '#matter/rating-mark.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { expect } from '../expect.ts'
import { contact, fill, move } from '../hands.ts'
import type { Stage } from '../stage.ts'

type Served = { readonly id: string; readonly number: string }

/** A rating made every way that needs no window: the code on the slip by an old telephone, a paper out of the box that two opened (10.5.1). */
export async function* rated({ data, desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const li = await desk('li')
  const zhao = await desk('zhao')
  const phone = await sit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  let first: Served = { id: '', number: '' }
  let second: Served = first
  let address = ''

  await step('two visitors are served', async () => {
    first = await served(wang, '咨询失业登记要带什么', '测试扫')
    second = await served(wang, '咨询培训报名', '测试纸')
    const number = encodeURIComponent(first.number)
    address = `/rate?number=${number}&t=${ratingMark(openKeys(data), first.id, 'qr', day('2099-12-31'))}`
  })

  await step('who has no paper in hand gets the words with the link, taken at the desk', async () => {
    await wang.getByRole('tab', { name: /^文书/ }).click()
    await wang.getByRole('button', { name: '取评价短信' }).click()
    await expect(wang.getByLabel('短信文字（含评价链接）')).toHaveValue(/请您评价这次服务：http/)
  })
  await see(wang, 'rated-invite')

  await step('the code on the slip opens the form on an old telephone: nothing to type, nothing chosen', async () => {
    await phone.goto(address)
    await expect(phone.getByText(`编号${first.number}`)).toBeVisible()
    await expect(phone.getByLabel('查询码')).toHaveCount(0)
    await expect(phone.locator('input[name=level]:checked')).toHaveCount(0)
  })
  await see(phone, 'rated-phone')
  await step('rated by keyboard alone', async () => {
    await phone.locator('#level-5').focus()
    for (let i = 0; i < 3; i++) await phone.keyboard.press('ArrowRight')
    await expect(phone.locator('#level-2')).toBeChecked()
    await phone.getByText('窗口人员业务不熟练').click()
    await phone.getByLabel(/意见建议/).fill('等了一会儿才找到材料清单（测试数据）')
    await see(phone, 'rated-phone-chosen')
    await phone.getByRole('button', { name: '提交评价' }).click()
    await expect(phone.getByRole('heading', { name: '谢谢您的评价' })).toBeVisible()
  })
  await see(phone, 'rated-thanks')
  await step('a second try is told politely', async () => {
    await phone.goto(address)
    await expect(phone.getByRole('heading', { name: '这次服务已经评价过' })).toBeVisible()
    await expect(phone.getByRole('button', { name: '提交评价' })).toHaveCount(0)
  })
  await see(phone, 'rated-before')

  await step('two open the box: one puts it on record, the other confirms under their own name', async () => {
    await li.goto('/desk/opinion-box')
    await expect(li.getByRole('heading', { level: 1, name: '意见箱' })).toBeVisible()
    await see(li, 'rated-box-empty')
    await li.getByRole('button', { name: '登记开箱' }).click()
    const form = li.getByRole('dialog', { name: '登记开箱' })
    await fill(form, { 一起开箱的人: '赵三', 箱内纸张数: '1' })
    await see(li, 'rated-box-opening')
    await form.getByRole('button', { name: /登记/ }).click()
    await expect(li.getByText('待第二人确认')).toBeVisible()
    await zhao.goto('/desk/opinion-box')
    await zhao.getByRole('button', { name: '情况属实，确认开箱' }).click()
    await expect(zhao.getByText('已确认开箱')).toBeVisible()
  })

  const paper = { 这张纸是: '评价表', 评价等级: '满意', 写明的编号: second.number, 写的话: '说得清楚（测试数据）' }
  await step('one enters the paper from its scan', async () => {
    await li.reload()
    await li.getByRole('button', { name: '录入一张' }).click()
    const form = li.getByRole('dialog')
    await form
      .getByLabel(/扫描件/)
      .setInputFiles({ name: 'paper.png', mimeType: 'image/png', buffer: await scanned(li, paper) })
    await expect(form.getByRole('img', { name: '这张纸的扫描件' })).toBeVisible()
    await fill(form, paper)
    await see(li, 'rated-box-enter')
    await form.getByRole('button', { name: /^录入/ }).click()
    await expect(li.getByText('待核对')).toBeVisible()
  })
  await step(
    'the other checks it against the scan: a differing entry does not count, an agreeing one does',
    async () => {
      await zhao.reload()
      await zhao.getByRole('button', { name: '对照扫描件核对' }).click()
      const form = zhao.getByRole('dialog')
      await expect(form.getByRole('img', { name: '这张纸的扫描件' })).toBeVisible()
      await fill(form, { ...paper, 评价等级: '基本满意' })
      await see(zhao, 'rated-box-check')
      await form.getByRole('button', { name: /^核对/ }).click()
      await expect(zhao.getByText(/两人录的不一致：评价等级/)).toBeVisible()
      await see(zhao, 'rated-box-differs')
      await zhao.getByRole('button', { name: '对照扫描件核对' }).click()
      await fill(form, paper)
      await form.getByRole('button', { name: /^核对/ }).click()
      await expect(zhao.getByText('已计入评价').first()).toBeVisible()
    },
  )
  await see(zhao, 'rated-box-done')

  await step('whom it concerns sees that there is a paper, and nothing of it', async () => {
    await wang.goto('/desk/opinion-box')
    await expect(wang.getByText('与您有关，由别人录入、核对')).toBeVisible()
    await expect(wang.getByText('说得清楚')).toHaveCount(0)
  })
}

async function served(page: Page, matter: string, name: string): Promise<Served> {
  const opened = page.waitForResponse(
    (answer) => answer.url().endsWith('/api/matters') && answer.request().method() === 'POST',
  )
  await contact(page, matter, name)
  const body = (await (await opened).json()) as { matter: Served }
  await move(page, '当场答复', { 答复内容: '已说明（测试数据）' })
  return body.matter
}

/** A sheet of paper as a scanner sees it: the words as they were written. 测试数据. */
async function scanned(beside: Page, paper: Readonly<Record<string, string>>): Promise<Buffer> {
  const sheet = await beside.context().newPage()
  const lines = Object.entries(paper).map(([name, says]) => `<p>${name}：${says}</p>`)
  await sheet.setContent(`<h1>窗口服务评价表（测试数据）</h1>${lines.join('')}`)
  const picture = await sheet.screenshot({ clip: { x: 0, y: 0, width: 640, height: 360 } })
  await sheet.close()
  return picture
}
