import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect } from '../expect.ts'
import { api, overflow, type Stage, violations } from '../stage.ts'

/** The ways to read, as their cookie has them; '' is the usual one. */
const modes = ['', 'large', 'contrast', 'simple'] as const
const widths = [360, 1280] as const

/** What somebody applies with (测试数据), as the form posts it. */
const answers = {
  ...{ name: '测试处处', idNumber: '220203197512311068', mobile: '13900000068' },
  ...{ address: '示例街道测试路6号', community: '示例社区', unemployedSince: '2026-01-05' },
  ...{ category: 'older', monthlyIncome: 0, employed: false, ownsBusiness: false, wantsWork: true, agreesNotice: true },
}

/** `light`: another page of a kind that is looked at whole already; what it says may still push it sideways. */
type View = { readonly path: string; readonly mode: string; readonly width: number; readonly light?: boolean }

/** What is not in the sitemap because it is about somebody, is an error, or is for the hall. */
const others = [
  ...['/track', '/rate', '/rate/thanks', '/verify', '/verify/AAAA-AAAA-AAAA', '/badge/AAAAAAAAAA', '/plan/sljd'],
  ...['/search?q=sydj', '/search?q=zzzz', '/jobs?q=zzzz', '/apply/JY01', '/no-such-page', '/q/AAAAAAAA'],
  ...['/tools/retirement?birth=x', '/hall/kiosk'],
]
/** The same page as the kiosk's while it isn't paired, with another name. */
const unpaired = ['/hall/display', '/hall/evaluator']
const atKiosk = [
  ...['/hall/kiosk', '/hall/kiosk/guide', '/hall/kiosk/guide/JY13', '/hall/kiosk/wish', '/hall/kiosk/slip/JY13'],
  ...['/hall/kiosk/people', '/hall/kiosk/plan', '/hall/kiosk/track', '/hall/kiosk/take', '/hall/kiosk/take/JY01'],
]

/**
 * One public page of each kind as it usually is and in each way to read, on a small phone or on a screen: nothing that axe
 * finds; and on a small phone no page at all to be pushed sideways. A kind is what the sitemap lists: a new one is walked by itself.
 */
export async function* everyone({ address, desk, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const head = await desk('head')
  const visitors = await Promise.all([0, 1, 2].map(() => sit({ viewport: { width: 1280, height: 800 } })))
  const all: string[] = []
  await step('the sitemap names the public pages', async () => {
    const map = await (await api(visitors[0]!).get('/sitemap.xml')).text()
    all.push(...[...map.matchAll(/<loc>[^<]*?:\/\/[^/]+([^<]*)<\/loc>/g)].map(([, path]) => path || '/'))
    expect(onePerKind(all).length).toBeGreaterThan(14)
  })
  const tools = all.filter((path) => path.startsWith('/tools/'))
  const whole = [...new Set([...onePerKind(all), ...tools, ...others])]
  const rest = [...all, ...unpaired].filter((path) => !whole.includes(path))
  const views = [
    ...usual(whole),
    ...rest.map((path) => ({ path, mode: '', width: widths[0], light: true })),
    ...inEachWay([...new Set([...onePerKind(all), ...others])]),
  ]
  for (const mode of modes)
    await step(`${views.filter((view) => view.mode === mode).length} public views, ${mode || 'usual'}: axe`, () =>
      share(
        visitors,
        views.filter((view) => view.mode === mode),
        address,
      ),
    )
  const [applicant, , tapper] = visitors as [Page, Page, Page]
  await step(
    'an application in hand: its steps, the receipt, and how far it is, in each way to read: axe',
    async () => {
      const { post } = formsOf(applicant)
      await post('/apply/JY02', { office: 'sljd', site: '' })
      await post('/apply/form', { ...answers, go: 'next' })
      const steps = ['/apply/form', '/apply/materials', '/apply/check']
      await share([applicant], [...usual(steps), ...both(steps)], address)
      await post('/apply/check', { truly: 'yes' })
      const after = ['/apply/done', '/track/matter']
      await share([applicant], [...usual(after), ...inEachWay(after)], address)
      await expect(applicant.getByRole('main')).toContainText('审查材料')
    },
  )
  await step('asked too often: a page that says so, in each way to read: axe', async () => {
    const { post } = formsOf(tapper)
    for (let taps = 0; taps < 60; taps += 1) await post('/apply/leave', {})
    await tapper.route('**/apply/leave', async (route) => {
      const response = await route.fetch({ method: 'POST' })
      expect([response.status(), await response.text()]).toEqual([429, expect.stringContaining('操作过于频繁')])
      await route.fulfill({ response })
    })
    await share([tapper], [...usual(['/apply/leave']), ...inEachWay(['/apply/leave'])], address)
  })
  for (const [url, data, kind, paths] of [
    ['/api/hall/kiosks', {}, 'kiosk', atKiosk],
    ['/api/hall/displays', {}, 'display', ['/hall/display']],
    ['/api/hall/pairings', { window: 2 }, 'evaluator', ['/hall/evaluator']],
  ] as const) {
    const screen = await sit({ viewport: { width: 1280, height: 800 } })
    await step(`a screen is paired: ${kind}`, async () => {
      const made = await api(head).post(url, { data, headers: { 'idempotency-key': randomUUID() } })
      const { code } = (await made.json()) as { code: string }
      expect((await api(screen).post('/api/hall/pair', { data: { code, kind } })).status()).toBe(201)
    })
    await step(`pages of the ${kind}, usual and large with high contrast: axe`, () =>
      share([screen], [...usual(paths), ...both(paths)], address),
    )
    await screen.close()
  }
}

/** Each page on one of the two widths, turn by turn. */
const usual = (paths: readonly string[]): readonly View[] =>
  paths.map((path, n) => ({ path, mode: '', width: widths[n % widths.length]! }))

/** Each kind of page in each way to read that isn't the usual one. */
const inEachWay = (paths: readonly string[]): readonly View[] =>
  paths.flatMap((path, n) => modes.slice(1).map((mode, m) => ({ path, mode, width: widths[(n + m) % widths.length]! })))

/** Each in large type with high contrast, on the other of the two widths. */
const both = (paths: readonly string[]): readonly View[] =>
  paths.map((path, n) => ({ path, mode: 'large.contrast', width: widths[(n + 1) % widths.length]! }))

/** What a browser without a script posts; answers as they come. */
function formsOf(page: Page) {
  const post = (url: string, form: Readonly<Record<string, string | number | boolean>>) =>
    api(page).post(url, { form, maxRedirects: 0, headers: { accept: 'text/html' } })
  return { post }
}

/** The first of each kind: addresses that differ only in a number, a code or the name of one of many. */
function onePerKind(paths: readonly string[]): readonly string[] {
  const kindOf = (path: string) => path.replace(/^(\/[a-z]+)\/.+/, '$1/:one')
  return [...Map.groupBy(paths, kindOf).values()].map(([first]) => first!)
}

/** Several pages look at once; all that is found is told together. */
async function share(pages: readonly Page[], views: readonly View[], address: string): Promise<void> {
  const left = [...views]
  const told: string[] = []
  const walk = async (page: Page) => {
    for (let view = left.shift(); view; view = left.shift()) told.push(...(await seen(page, address, view)))
  }
  await Promise.all(pages.map(walk))
  expect(told, told.join('\n')).toEqual([])
}

async function seen(
  page: Page,
  address: string,
  { path, mode, width, light = false }: View,
): Promise<readonly string[]> {
  await page.context().addCookies([{ name: 'shouwen-look', value: mode, url: address }])
  await page.setViewportSize({ width, height: 800 })
  await page.goto(path)
  const found = [...(light ? [] : await violations(page)), ...(await overflow(page))]
  const classes = (await page.locator('html').getAttribute('class')) ?? ''
  const isWorn = mode.split('.').every((one) => classes.includes(one))
  if (!isWorn) found.push(`is not shown in ${mode}`)
  return found.map((says) => `${path} at ${width} ${mode}: ${says}`)
}
