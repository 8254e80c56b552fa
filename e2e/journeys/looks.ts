import type { Page } from '@playwright/test'
import { expect } from '../expect.ts'
import type { Stage } from '../stage.ts'

/** The public pages for everyone: on a 360-pixel phone without a script, in each way to read, and by keyboard alone. */
export async function* looks({ see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const phone = await sit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  await step('what is promised stands beside what was done', async () => {
    await phone.goto('/')
    await phone
      .getByRole('link', { name: /^服务承诺/ })
      .first()
      .click()
    await expect(phone.getByRole('main')).toContainText('10个工作日')
  })
  await see(phone, 'portal-promises')
  await step('the days on which the office is open', async () => {
    await phone.getByRole('link', { name: '办公日历' }).click()
    await expect(phone.getByRole('main')).toContainText('没有另外写明的日子')
  })
  await see(phone, 'portal-calendar')
  await step('a service found by its initials', async () => {
    await phone.getByRole('link', { name: '站内查找' }).click()
    await phone.getByLabel('找什么').fill('sydj')
    await phone.getByRole('button', { name: '查找' }).click()
    await expect(phone.getByRole('link', { name: '失业登记', exact: true })).toBeVisible()
  })
  await see(phone, 'portal-search')

  await step('长辈版: few, large, with room to hit; the figures that the norm names', async () => {
    await phone.goto('/')
    await phone.getByRole('link', { name: '长辈版' }).click()
    await expect(phone.getByRole('link', { name: /打电话问一问/ })).toBeVisible()
    expect(await figures(phone)).toEqual({ small: [], tight: [], narrow: [] })
  })
  await see(phone, 'portal-simple')
  await step('长辈版 with high contrast', async () => {
    await phone.getByRole('link', { name: '高对比度' }).click()
    await expect(phone.locator('html')).toHaveClass('contrast simple')
  })
  await see(phone, 'portal-simple-contrast')

  const desk = await sit({ javaScriptEnabled: false })
  await step('by keyboard alone: past the menu, to a service, its guide', async () => {
    await desk.goto('/')
    await desk.keyboard.press('Tab')
    await expect(desk.getByRole('link', { name: '跳到主要内容' })).toBeFocused()
    await desk.keyboard.press('Enter')
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await desk.keyboard.press('Tab')
      if ((await desk.locator(':focus').innerText()) === '失业登记') break
    }
    await desk.keyboard.press('Enter')
    await expect(desk.getByRole('heading', { level: 1, name: '失业登记' })).toBeVisible()
  })
}

/**
 * What falls short of the ministry's figures for elders: text under 18 px, lines under 1.3, things to press under 44 px or
 * 60 px where they are what the page is for. Pages are checked in their own likeness: no script of theirs is needed.
 */
export function figures(page: Page) {
  return page.locator('html').evaluate((html) => {
    const found: { small: string[]; tight: string[]; narrow: string[] } = { small: [], tight: [], narrow: [] }
    for (const one of html.querySelectorAll('main *')) {
      if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())) continue
      const style = one.computedStyleMap()
      const size = Number.parseFloat(String(style.get('font-size')))
      const line = Number.parseFloat(String(style.get('line-height')))
      const words = `${one.localName} ${one.textContent?.trim().slice(0, 20)}`
      if (!(size >= 18)) found.small.push(words)
      if (!((String(style.get('line-height')).endsWith('px') ? line / size : line) >= 1.3)) found.tight.push(words)
    }
    for (const one of html.querySelectorAll('a:not(.skip), button, input:not([type=hidden], .trap *)')) {
      if (!one.checkVisibility()) continue
      // What is pressed of a choice is its whole line.
      const { width, height } = (one.closest('label') ?? one).getBoundingClientRect()
      const least = one.closest('.big') ? 60 : 44
      if (height < least || width < 44) found.narrow.push(`${one.localName} ${one.textContent?.trim().slice(0, 20)}`)
    }
    return found
  })
}
