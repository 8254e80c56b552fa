import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openKeys } from '#platform/crypto/seal.ts'
import { tokenOf } from '#rules/quality-service/queue/change.ts'
import { expect } from '../expect.ts'
import { api, type Stage } from '../stage.ts'

/** A number at the kiosk, called at the desk, shown on the hall's screen and at the window: four browsers at once (10.4.4, 10.4.5). */
export async function* queue({ data, desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')
  const kiosk = await sit({ viewport: { width: 1080, height: 1920 } })
  const display = await sit({ viewport: { width: 1920, height: 1080 } })
  const evaluator = await sit({ viewport: { width: 1024, height: 600 } })
  const strip = wang.getByRole('region', { name: '叫号' })

  await step('the head pairs the screens by codes that are shown once', async () => {
    await head.goto('/desk/screens')
    await head.getByRole('button', { name: '显示屏生成配对码' }).click()
    const code = head
      .getByRole('status')
      .filter({ hasText: /^\d+号显示屏配对码/ })
      .locator('b')
    await expect(code).toHaveText(/^\d{6}$/)
    await display.goto('/hall/display')
    await display.getByLabel('6位配对码').fill((await code.textContent()) ?? '')
    await display.getByRole('button', { name: '接入' }).click()
    await expect(display.getByText('现在没有叫号')).toBeVisible()
    for (const [page, url, body, path] of [
      [kiosk, '/api/hall/kiosks', {}, '/hall/kiosk'],
      [evaluator, '/api/hall/pairings', { window: 1 }, '/hall/evaluator'],
    ] as const) {
      const made = await api(head).post(url, { data: body, headers: { 'idempotency-key': randomUUID() } })
      await page.goto(path)
      await page.getByLabel('6位配对码').fill(((await made.json()) as { code: string }).code)
      await page.getByRole('button', { name: '接入' }).click()
    }
  })

  await step('at the kiosk: what for, asked plainly about going first, a number', async () => {
    await kiosk.getByRole('link', { name: /取号排队/ }).click()
    await kiosk.getByRole('link', { name: '失业登记' }).click()
    await expect(kiosk.getByText('前面没有人等候')).toBeVisible()
    await kiosk.getByText('先登记').click()
    await kiosk.getByLabel('怎么称呼您').fill('测试来客')
    await kiosk.getByLabel('想说的事').fill('上月离开单位（测试数据）')
    await see(kiosk, 'queue-kiosk-asks')
    expect(await narrow(kiosk)).toEqual([])
    await kiosk.getByRole('button', { name: '老年人' }).click()
    await expect(kiosk.getByRole('heading', { name: /您的号码\s*A\d{3}/ })).toBeVisible()
    expect(await kiosk.content()).not.toContain('测试来客')
    expect(kiosk.url()).toMatch(/\/hall\/kiosk$/)
  })
  await see(kiosk, 'queue-kiosk-ticket')
  await step(
    'who walks away from a form leaves nothing: after 30 s it asks, 10 s later it is at the start',
    async () => {
      const other = await kiosk.context().newPage()
      await other.clock.install()
      await other.goto('/hall/kiosk')
      await other.getByRole('link', { name: /取号排队/ }).click()
      await other.getByRole('link', { name: '失业登记' }).click()
      await other.getByText('先登记').click()
      await other.getByLabel('怎么称呼您').fill('测试走开')
      await other.clock.runFor(30_500)
      await expect(other.getByRole('alertdialog')).toContainText('您还在使用吗')
      await other.clock.runFor(10_500)
      await expect(other.getByRole('link', { name: /取号排队/ })).toBeVisible()
      await other.goBack()
      await expect(other.getByLabel('怎么称呼您')).toBeHidden()
      expect(await other.content()).not.toContain('测试走开')
      expect(await other.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0])
      await other.close()
    },
  )
  const number = /A\d{3}/.exec((await kiosk.getByRole('heading', { name: /您的号码/ }).textContent()) ?? '')?.[0] ?? ''

  await step('the desk hears of it and calls by one key', async () => {
    await expect(strip).toContainText('等候1人', { timeout: 12_000 })
    await see(wang, 'queue-strip')
    await wang.keyboard.press('q')
    await expect(strip).toContainText(number)
  })

  await step('the hall’s screen and the window show the number, and no name', async () => {
    await expect(display.locator('#call')).toHaveText(`请${number}号到1号窗口`, { timeout: 12_000 })
    await expect(evaluator.getByText(`请${number}号到本窗口`)).toBeVisible({ timeout: 12_000 })
  })
  await see(display, 'queue-display')
  await see(evaluator, 'queue-evaluator')

  await step('received: the first contact begins with what the number says, and the number knows it', async () => {
    await wang.keyboard.press('q')
    const contact = wang.getByRole('dialog', { name: '首问登记' })
    await expect(contact.getByLabel('拟办事项')).toHaveValue('失业登记：上月离开单位（测试数据）')
    await expect(contact.getByLabel('姓名')).toHaveValue('测试来客')
    await contact.getByLabel('拟办事项').focus()
    await wang.keyboard.press('Control+Enter')
    await expect(contact).toBeHidden()
    await expect(strip.getByRole('button', { name: /办完，叫下一个/ })).toBeVisible()
    await expect(evaluator.getByText(`正在为${number}号服务`)).toBeVisible({ timeout: 12_000 })
    await see(wang, 'queue-serving')
  })

  await step('a number taken at the desk, its slip to be printed', async () => {
    await wang.goto('/desk/queue')
    await wang.getByRole('button', { name: '代取号' }).click()
    await wang.getByRole('dialog').getByRole('button', { name: /取号/ }).click()
    await expect(wang.getByRole('dialog')).toBeHidden()
    const link = wang.getByRole('link', { name: '印号票', exact: true })
    const printed = await api(wang).get((await link.getAttribute('href')) ?? '')
    expect((await printed.body()).subarray(0, 5).toString()).toBe('%PDF-')
  })
  await see(wang, 'queue-page')
  const phone = await sit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  await step('the slip’s code on a telephone: what for, written once, and shown no more', async () => {
    const { rows } = (await (await api(wang).get('/api/queue')).json()) as { rows: { id: string; number: string }[] }
    const waiting = rows[0]!
    await phone.goto(`/q/${tokenOf(openKeys(data), waiting.id)}`)
    await expect(phone.getByRole('heading', { name: `排队号 ${waiting.number}` })).toBeVisible()
    await phone.getByRole('link', { name: /先写要办的事/ }).click()
    await phone.getByLabel('怎么称呼您').fill('测试扫码')
    await phone.getByLabel('想说的事').fill('问培训报名（测试数据）')
    await see(phone, 'queue-phone-form')
    await phone.getByRole('button', { name: '交给窗口' }).click()
    await expect(phone.getByRole('main')).toContainText('已经交给窗口')
    expect(await phone.content()).not.toContain('测试扫码')
  })
  await see(phone, 'queue-phone-done')

  await step('the network of the screen was away while a number was called: it is shown afterwards', async () => {
    await display.context().setOffline(true)
    await strip.getByRole('button', { name: /办完，叫下一个/ }).click()
    await expect(strip).toContainText('已叫号')
    await expect(display.locator('#lost')).toBeVisible({ timeout: 15_000 })
    await display.context().setOffline(false)
    await expect(display.locator('#call')).not.toContainText(number, { timeout: 15_000 })
    await expect(display.locator('#last')).toContainText(number)
  })
  await step('received: what was written on the telephone begins the first contact', async () => {
    await strip.getByRole('button', { name: /到了，开始登记/ }).click()
    const contact = wang.getByRole('dialog', { name: '首问登记' })
    await expect(contact.getByLabel('姓名')).toHaveValue('测试扫码')
    await expect(contact.getByLabel('拟办事项')).toHaveValue('问培训报名（测试数据）')
    await contact.getByLabel('拟办事项').focus()
    await wang.keyboard.press('Control+Enter')
    await expect(contact).toBeHidden()
  })
  await head.goto('/desk/queue')
  await expect(head.getByRole('heading', { name: '排队统计' })).toBeVisible()
  await expect(head.getByRole('link', { name: '导出CSV' })).toBeVisible()
  await see(head, 'queue-head')
}

/** What is too small for an unsure finger: under 44 px (domain: elder-friendly figures). */
function narrow(page: Page) {
  return page
    .locator('html')
    .evaluate((html) =>
      [...html.querySelectorAll('a:not(.skip), button, summary, input:not([type=hidden])')]
        .filter((one) => one.checkVisibility() && Math.min(one.clientHeight, one.clientWidth) < 44)
        .map((one) => `${one.localName} ${one.textContent?.trim().slice(0, 20)}`),
    )
}
