import type { Page } from '@playwright/test'
import { expect } from '../expect.ts'
import type { Stage } from '../stage.ts'

const tablet = { viewport: { width: 1024, height: 768 } }

/** 人力资源调查（JY04） at the door without a line: nothing is lost, nothing goes twice, nobody sends what another wrote. */
export async function* survey({ sit, see, step }: Stage): AsyncGenerator<string, void, void> {
  const page = await sit(tablet)
  const line = page.context()
  const sent: string[] = []
  page.on('request', (request) => {
    const said = request.method() === 'POST' && request.url().endsWith('/entries') ? request.postDataJSON() : null
    if (said) sent.push(said.number)
  })
  const waiting = page.getByRole('navigation', { name: '本机上的调查表' })
  await step('survey: written without a line, it stays on the tablet', async () => {
    await page.goto('/desk/surveys')
    await signIn(page, 'wang')
    await page.getByRole('button', { name: '季度调查（测试数据）' }).click()
    await page.getByText('登记', { exact: true }).click()
    await expect(page.getByRole('button', { name: /登记一户/ })).toBeVisible()
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await line.setOffline(true)
    await visit(page, 'J101')
    await visit(page, 'C001')
    await expect(waiting.getByRole('button', { name: 'J101 等网络' })).toBeVisible()
    await waiting.getByRole('button', { name: 'C001 等网络' }).click()
  })
  await see(page, 'survey-without-line')
  await step(
    'survey: loaded anew without a line it is still ours, and opens by itself with what was written',
    async () => {
      await page.reload()
      await expect(page.getByRole('status').filter({ hasText: '网络断开' })).toBeVisible()
      expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain('J101')
      const kept = await page.evaluate<string[]>(
        `caches.keys().then((names) => Promise.all(names.map(async (name) => (await caches.open(name)).keys())))
        .then((all) => all.flat().map(({ url }) => new URL(url).pathname))`,
      )
      expect(kept.filter((path) => path !== '/desk/' && !path.startsWith('/desk/assets/'))).toEqual([])
    },
  )
  await step('survey: what the server has is off the tablet; what it refuses says why, at its form', async () => {
    await line.setOffline(false)
    await page.getByText('登记', { exact: true }).click()
    await waiting.getByRole('button', { name: /^C001/ }).click()
    await expect(page.getByRole('alert').filter({ hasText: '没有收下：C001本轮已于' })).toBeVisible()
    await expect(waiting.getByRole('button')).toHaveText(['C001没有收下'])
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('J101')
  })
  await step('survey: who signs in over it neither sees nor sends it, and does not take it away', async () => {
    await visit(page, 'J102', () => line.clearCookies())
    await expect(page.getByText('请重新登录')).toBeVisible()
    await signIn(page, 'li')
    await expect(page.locator('.me')).toContainText('李二')
    await expect(waiting).toBeHidden()
    await page.getByRole('button', { name: '退出' }).click()
    await signIn(page, 'wang')
    await expect(waiting.getByRole('button')).toHaveText(['C001没有收下'])
    expect(sent).toEqual(['J101', 'C001', 'J102'])
  })
}

/** The labels in sight that something else lies over, in the middle of their lower edge. */
function covered(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('.survey form label')].flatMap((label) => {
    const { left, width, top, bottom } = label.getBoundingClientRect()
    if (width === 0 || top < 90 || bottom > innerHeight) return []
    const above = document.elementFromPoint(left + width / 2, bottom - 2)
    return above && (label.contains(above) || above.contains(label)) ? [] : [label.textContent ?? '']
  })`)
}

async function visit(page: Page, number: string, before = async (): Promise<void> => {}): Promise<void> {
  await page.getByRole('button', { name: /登记一户/ }).click()
  const one = page.getByRole('region', { name: /^调查表/ })
  await one.getByLabel('户编号').fill(number)
  if (number === 'J101') expect(await covered(page), 'nothing lies over the questions').toEqual([])
  await one.getByLabel('住址').fill(`幸福里${number}号（测试数据）`)
  await one.getByRole('radiogroup', { name: '调查结果' }).getByText('空户').click()
  await one.getByLabel('情况说明').fill('邻居说已半年无人（测试数据）')
  await before()
  await one.getByRole('button', { name: '填完了，发送' }).click()
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('用户名').fill(username)
  await page.getByRole('textbox', { name: '密码' }).fill('shouwen-demo')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('button', { name: '退出' })).toBeEnabled()
}
