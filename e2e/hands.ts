import type { Locator, Page } from '@playwright/test'
import { expect } from './expect.ts'

/** What stands at the bench: what a clerk finds by its words, and does by hand. */

/** The buttons of what can be done with the matter in hand. */
export function offers(page: Page): Locator {
  return page.getByRole('toolbar', { name: '可办操作' })
}

/** One of them by its words; the clause that stands behind it belongs to its name. */
export function offer(page: Page, label: string): Locator {
  return offers(page).getByRole('button', { name: new RegExp(`^${label}( |$)`) })
}

/** The form of the move being made. */
export function form(page: Page, label: string): Locator {
  return page.getByRole('region', { name: label, exact: true })
}

export type Filling = Readonly<Record<string, string>>

/** Opens the move's form, fills it, sends it, and waits until it is gone. */
export async function move(page: Page, label: string, filling: Filling = {}): Promise<void> {
  await offer(page, label).click()
  await fill(form(page, label), filling)
  await send(page, label)
}

/** Sends the open form by key, as who types does. */
export async function send(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(form(page, label), `${label}: sent and closed`).toBeHidden()
}

/** Fields by their labels: choices by their digit, several of them parted by 、, the rest typed. */
export async function fill(inside: Locator, filling: Filling): Promise<void> {
  for (const [label, value] of Object.entries(filling)) {
    const group = inside.getByRole('radiogroup', { name: label, exact: true })
    const several = inside.getByRole('group', { name: label, exact: true })
    const field = inside.getByLabel(label).and(inside.locator('input:not([type=radio]), textarea')).first()
    await expect(group.or(several).or(field).first()).toBeVisible()
    if ((await group.count()) > 0) await choose(group, value)
    else if ((await several.count()) > 0) await tick(several, value.split('、'))
    else if ((await field.getAttribute('role')) === 'combobox') await look(field, value)
    else await type(field, value)
  }
}

/** Picks an option of a group by the digit that is drawn beside it. */
async function choose(group: Locator, option: string): Promise<void> {
  const labels = await group.locator('label').allInnerTexts()
  const at = labels.findIndex((label) =>
    label
      .replace(/^\s*\d\s*/, '')
      .trim()
      .startsWith(option),
  )
  expect(at, `“${option}” among ${labels.join('、')}`).toBeGreaterThanOrEqual(0)
  await group.getByRole('radio').first().focus()
  await group.page().keyboard.press(String(at + 1))
  await expect(group.getByRole('radio').nth(at)).toBeChecked()
}

/** Ticks these of a group by the digits that are drawn beside them. */
async function tick(group: Locator, options: readonly string[]): Promise<void> {
  const labels = (await group.locator('label').allInnerTexts()).map((label) => label.replace(/^\s*\d\s*/, '').trim())
  await group.getByRole('checkbox').first().focus()
  for (const option of options) {
    const at = labels.indexOf(option)
    expect(at, `“${option}” among ${labels.join('、')}`).toBeGreaterThanOrEqual(0)
    await group.page().keyboard.press(String(at + 1))
    await expect(group.getByRole('checkbox').nth(at)).toBeChecked()
  }
}

/** Finds an entry of a list by a part of its words. */
async function look(field: Locator, words: string): Promise<void> {
  const page = field.page()
  await field.click()
  await field.pressSequentially(words)
  const options = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
  await expect(options.first(), `${words} found`).toContainText(words)
  await page.keyboard.press('Enter')
}

async function type(field: Locator, value: string): Promise<void> {
  await field.fill(value)
  // A calendar that hangs open would cover the next field.
  if (/^20\d{2}(0[1-9]|1[0-2])(\d{2}( \d{4})?)?$/.test(value)) await field.press('Enter')
}

/** Answers every open line of a review with its first key, from wherever it begins; a line named in `wanting` with its second. */
export async function review(page: Page, wanting: Filling = {}): Promise<void> {
  await offer(page, '逐项审查').click()
  const lines = form(page, '逐项审查').getByRole('radiogroup')
  await lines.first().waitFor()
  for (let at = 0; at < (await lines.count()); at++) {
    const name = (await lines.nth(at).getAttribute('aria-label')) ?? ''
    const reason = wanting[name]
    await expect(
      lines.nth(at).getByRole('radio', { checked: false }).first(),
      `the cursor is on ${name}`,
    ).toBeAttached()
    await lines.nth(at).getByRole('radio').first().focus()
    await page.keyboard.press(reason ? '2' : '1')
    await expect(
      lines
        .nth(at)
        .getByRole('radio')
        .nth(reason ? 1 : 0),
      `${name} is answered`,
    ).toBeChecked()
    if (reason) await form(page, '逐项审查').getByLabel(`${name}：说明`).fill(reason)
  }
  await send(page, '逐项审查')
}

/** The state of the matter in hand, as its title says it. */
export async function isIn(page: Page, state: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toContainText(state)
}

/** Shows one part of the record. */
export async function record(page: Page, tab: string): Promise<Locator> {
  await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
  return page.getByRole('tabpanel', { name: new RegExp(`^${tab}`) })
}

/** A first contact, registered by keyboard; its page is then in hand. */
export async function contact(page: Page, matter: string, name: string, inquiry = '1'): Promise<void> {
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog', { name: '首问登记' })
  await expect(dialog.getByLabel('拟办事项')).toBeVisible()
  await page.keyboard.press('1')
  await page.keyboard.press(inquiry)
  await page.keyboard.type(`${matter}（测试数据）`)
  await page.keyboard.press('Tab')
  await page.keyboard.type(name)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(matter)
}

/** Picks a service by its code, once the catalogue is there: who types ahead of it picks nothing. */
export async function pick(page: Page, service: string): Promise<void> {
  await page.getByLabel('事项', { exact: true }).pressSequentially(service)
  await expect(page.locator('.ant-select-item-option-active')).toContainText(service)
  await page.keyboard.press('Enter')
}

/** The form of a service, ready to be filled. */
export async function ask(page: Page, service: string): Promise<Locator> {
  await menu(page, '办理', '办件')
  await pick(page, service)
  await expect(page.getByRole('textbox', { name: /^\* (姓名|单位名称)/ })).toBeVisible()
  return page.getByRole('main')
}

/** A case of a service for somebody; its page is then in hand. */
export async function open(page: Page, service: string, name: string, filling: Filling): Promise<void> {
  await fill(await ask(page, service), { 姓名: name, ...filling })
  await page.keyboard.press('Control+Enter')
  await isIn(page, '审查材料')
}

/** The line of my matters with these words. */
export function row(page: Page, words: string): Locator {
  return page.getByRole('list', { name: '全部事项' }).getByRole('link').filter({ hasText: words })
}

/** Takes a matter from the left into the hand. */
export async function take(page: Page, words: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: '工作台' }).click()
  const more = page.getByRole('complementary', { name: '我的事项' }).getByRole('button', { name: '再看一些' })
  await expect(async () => {
    await expect(row(page, words).or(more).first()).toBeVisible()
    // On a full desk it may lie further down than the first page of it.
    if ((await row(page, words).count()) === 0) await more.click()
    expect(await row(page, words).count()).toBeGreaterThan(0)
  }).toPass({ timeout: 15_000 })
  await row(page, words).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(words)
}

/** Goes to a page by its group in the main navigation. */
export async function menu(page: Page, group: string, name: string): Promise<void> {
  const nav = page.getByRole('navigation', { name: '主导航' })
  await nav.getByRole('button', { name: group }).click()
  await nav.getByRole('link', { name, exact: true }).click()
}
