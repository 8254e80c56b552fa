import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { APIRequestContext, Browser, BrowserContext, Page } from '@playwright/test'
import { expect } from './expect.ts'
import type { Server } from './server.ts'

export const out = fileURLToPath(new URL('./out/', import.meta.url))
const screen = { width: 1366, height: 768 }
const password = 'shouwen-demo'

/** Where journeys are played: the program, the browser, and who is at it. */
export type Stage = ReturnType<typeof openStage>
type Step = (name: string, play: () => Promise<void>) => Promise<void>

type StageParts = {
  readonly server: Server
  readonly browser: Browser
  readonly step: Step
  /** Whether pages that are seen leave a picture to look at. */
  readonly pictures: boolean
}

export function openStage({ server, browser, step, pictures }: StageParts) {
  mkdirSync(out, { recursive: true })
  const seats = new Map<string, Page>()
  const contexts: BrowserContext[] = []
  const faults: string[] = []
  let begun = { hour: 0, at: 0 }

  const sit = async (options: { javaScriptEnabled?: boolean; viewport?: typeof screen } = {}): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: server.address,
      locale: 'zh-CN',
      viewport: screen,
      reducedMotion: 'reduce',
      ...options,
    })
    context.setDefaultTimeout(15_000)
    contexts.push(context)
    if (options.javaScriptEnabled === false) scriptless.add(context)
    else await context.addInitScript(moveClock, begun.hour - begun.at)
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
    page.on('response', (answer) => answer.status() >= 500 && faults.push(`${answer.status()} ${answer.url()}`))
    return page
  }

  return {
    step,
    address: server.address,
    data: server.data,
    /** The program at an hour of the office; whoever sat at it signs in again. */
    async at(hour: string): Promise<void> {
      for (const context of contexts.splice(0)) await context.close()
      seats.clear()
      await server.at(hour)
      begun = { hour: Date.parse(hour), at: Date.now() }
    },
    /** A browser of nobody's: a visitor, the screen at a window. */
    sit,
    /** The desk of this person, signed in. */
    async desk(username: string): Promise<Page> {
      const known = seats.get(username)
      if (known) return known
      const page = await sit()
      await page.goto('/desk/')
      await page.getByLabel('用户名').fill(username)
      await page.getByRole('textbox', { name: '密码' }).fill(password)
      await page.getByRole('button', { name: '登录' }).click()
      await expect(page.getByRole('button', { name: '退出' })).toBeVisible()
      seats.set(username, page)
      return page
    },
    /**
     * Takes a picture, counts what keeps people from using the page (WCAG 2.0 and 2.1, A and AA), and looks whether it
     * would have to be pushed sideways on a smaller screen.
     */
    async see(page: Page, name: string): Promise<void> {
      // To look at, not a check: a browser that can't draw just now fails nothing.
      if (pictures) await page.screenshot({ path: join(out, `${name}.png`) }).catch(() => null)
      await step(`${name}: axe`, async () => {
        const told = await violations(await scripted(page))
        expect(told, told.join('\n')).toEqual([])
      })
      await step(`${name}: width`, async () => {
        const wide = await tooWide(page)
        expect(wide, wide.join('\n')).toEqual([])
      })
    },
    /** What broke in any browser so far; taken out by being read. */
    faults: () => faults.splice(0),
    async picture(name: string): Promise<void> {
      for (const [n, context] of contexts.entries())
        for (const page of context.pages())
          await page.screenshot({ path: join(out, `${name}-${n}.png`) }).catch(() => null)
    },
  }
}

/** The sizes at which a page has to fit: 1280×800, as that zoomed to 150 %, and a tablet lying and standing. */
const sizes = [
  { width: 1280, height: 800 },
  { width: 853, height: 533 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
] as const

/**
 * What would scroll sideways at its own size or one of these, with what sticks out; a wide table may scroll inside its own box. What
 * hovers for a moment is left out: it is placed anew when the window has its size.
 */
async function tooWide(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize()
  const told: string[] = []
  for (const size of before ? [before, ...sizes] : sizes) {
    await page.setViewportSize(size)
    told.push(...(await overflow(page)))
  }
  if (before) await page.setViewportSize(before)
  return told
}

/** What makes the page scroll sideways as wide as it is now, in a sentence. */
export async function overflow(page: Page): Promise<readonly string[]> {
  const out = await page.locator('html').evaluate((html) => {
    const hovering = [...html.querySelectorAll('.ant-tooltip')]
    for (const one of hovering) one.style.display = 'none'
    const pages = [html, ...html.querySelectorAll('body, main, .page')]
    const over = pages.find(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
    const edge = over ? over.getBoundingClientRect().left + over.clientWidth + 1 : 0
    const out = [...(over?.querySelectorAll('*') ?? [])].filter((one) => one.getBoundingClientRect().right > edge)
    for (const one of hovering) one.style.display = ''
    const named = out.slice(0, 4).map((one) => `<${one.localName} class="${one.getAttribute('class') ?? ''}">`)
    return over ? `${over.localName} ${over.scrollWidth} > ${over.clientWidth}: ${named.join(' ')}` : null
  })
  return out ? [`at ${page.viewportSize()?.width}: ${out}`] : []
}

/** What keeps people from using a page that has its scripts (WCAG 2.0 and 2.1, A and AA), each as a paragraph. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    // No frames of others are here; the other mode opens a page of its own each time.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze()
  return found.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes
        .slice(0, 4)
        .map(({ target, failureSummary }) => `  ${target} ${failureSummary?.replaceAll('\n', ' ')}`)
        .join('\n')}`,
  )
}

/** The page itself, or for one without scripts its likeness in a browser that has them: axe is a script. */
async function scripted(page: Page): Promise<Page> {
  if (!scriptless.has(page.context())) return page
  const twin =
    twins.get(page.context()) ??
    (await (await page.context().browser()!.newContext({ viewport: page.viewportSize() })).newPage())
  twins.set(page.context(), twin)
  const body = await page.content()
  await twin.unroute('**/*').catch(() => null)
  await twin.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await twin.goto(page.url())
  return twin
}

const scriptless = new WeakSet<BrowserContext>()
const twins = new WeakMap<BrowserContext, Page>()

/** A request with the cookies of a page, as its own script would send it. */
export function api(page: Page): APIRequestContext {
  return page.context().request
}

/** Runs in the browser: its clock goes with the program's, so that “today” is the same day on both sides. */
function moveClock(by: number): void {
  const Real = Date
  class Moved extends Real {
    constructor(...given: [] | [number | string]) {
      super(...((given.length > 0 ? given : [Real.now() + by]) as [number]))
    }
    static override now(): number {
      return Real.now() + by
    }
  }
  globalThis.Date = Moved as DateConstructor
}

/** A dot of a picture: what a phone would send, as small as it gets. */
export const picture = {
  name: '照片.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}
