import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asset } from '#apps/portal/asset.ts'

/** A piece of a page that is safe to send as it is. Only `html` makes one. */
export type Html = { readonly html: string }

type Part = Html | string | number | null | undefined | false | readonly Part[]

/** A piece of HTML: whatever is put in is escaped, unless `html` made it; nothing, false and null leave nothing. */
export function html(words: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: words.reduce((made, word, i) => made + textOf(parts[i - 1]) + word) }
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map(textOf).join('')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** How somebody likes to read: kept in a cookie, chosen by a link, needs no JavaScript. */
export type Look = { readonly large: boolean; readonly contrast: boolean; readonly simple: boolean }

/** The ways to read, in the order of their links; what one is called while it is off, and while it is on. */
export const looks = {
  large: ['大字版', '恢复标准字号'],
  contrast: ['高对比度', '恢复标准颜色'],
  simple: ['长辈版', '恢复完整版'],
} as const satisfies Readonly<Record<keyof Look, readonly [string, string]>>

export const lookNames = Object.keys(looks) as readonly (keyof Look)[]

export const lookCookie = 'shouwen-look'

/** The look in one spelling: what other cookies say, or this one besides, makes no other page. */
export function spelledLook(request: FastifyRequest): string {
  const said = request.cookies[lookCookie]
  if (!said) return ''
  const look = lookOf(request)
  return lookNames.filter((name) => look[name]).join('.')
}

export function lookOf(request: FastifyRequest): Look {
  const words = (request.cookies[lookCookie] ?? '').split('.')
  const is = (word: keyof Look) => words.includes(word)
  return { large: is('large'), contrast: is('contrast'), simple: is('simple') }
}

export type Page = {
  readonly title: string
  readonly main: Html
  /** In a sentence, for whoever finds or passes on the page. */
  readonly says?: string
  /** Beside the portal's own: a stylesheet and a script by their addresses. */
  readonly style?: string
  readonly script?: string
  /** The words on its picture where it is passed on, if it says the same to everybody though it isn't kept. */
  readonly card?: string
  /** The feed of what is listed here, for whoever subscribes by the page's address. */
  readonly feed?: string
  /** A screen in the hall has no menu to walk away by. */
  readonly bare?: boolean
  /** Seconds for which a browser may show it again without asking, 0 asks each time: for what says nothing of anybody. */
  readonly keepSeconds?: number
}

const style = asset(import.meta.dirname, 'style.css', 'text/css; charset=utf-8')
const icon = asset(import.meta.dirname, 'icon.svg', 'image/svg+xml')
const says = '公共就业服务窗口：事项指南、在线查询、表格下载、服务承诺和监督，也可以到窗口当面办理。'

/** The assets that every page needs. */
export const layoutAssets = [style, icon]

/** Marks a page that is the same for everybody; `words` of its query are all that it depends on besides its address and the look. */
export const alike = (...words: readonly string[]) =>
  ({ config: { allow: 'anyone', alike: words }, schema: { hide: true } }) as const

/** Answers with a page in the house's frame. Nothing on it is kept by a shared computer unless the page says so. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page, status = 200): FastifyReply {
  const { keepSeconds } = page
  const kept = keepSeconds !== undefined && {
    'cache-control': keepSeconds === 0 ? 'no-cache' : `public, max-age=${keepSeconds}`,
    vary: 'cookie',
  }
  return reply
    .code(status)
    .headers({ ...pageHeaders, ...kept })
    .send(textOfPage(request, page))
}

function textOfPage(request: FastifyRequest, page: Page): string {
  const here = request.url.split('?')[0] ?? '/'
  return frame(page, lookOf(request), here, addressOf(request, here), cardOf(request, page)).html
}

/**
 * Where a page is, for whoever passes it on: by the house's own address, never by what a request says of itself; of the
 * query only the office, since what was searched for is nobody's to pass on.
 */
function addressOf({ server, query, routeOptions }: FastifyRequest, here: string): string | null {
  if (!server.hasDecorator('address')) return null
  const { office } = query as { readonly office?: unknown }
  const isOf = routeOptions.config.alike?.includes('office') === true && typeof office === 'string'
  return `${server.getDecorator<string>('address')}${here}${isOf ? `?${new URLSearchParams({ office })}` : ''}`
}

/** The picture of a page for whoever passes it on: with its title where everybody gets the same, and nothing that was searched for. */
function cardOf({ server, query, routeOptions }: FastifyRequest, { title, card }: Page): string | null {
  if (!server.hasDecorator('cardOf')) return null
  const { alike: words } = routeOptions.config
  const { office } = query as { readonly office?: unknown }
  const own = words !== undefined && !words.includes('q')
  return server.getDecorator<(card: object) => string>('cardOf')({
    title: card ?? (own ? title.replace(/ · 首问$/, '') : ''),
    office: own && words.includes('office') && typeof office === 'string' ? office.slice(0, 40) : '',
  })
}

/** For the pages of this scope: whoever reads a page reads its refusals as a page too (too many tries, away, wrong origin). */
export function tellAsPages(app: FastifyInstance, look: Pick<Page, 'style' | 'bare'> = {}): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isProblem = String(reply.getHeader('content-type')).startsWith('application/problem+json')
    const { accept = '' } = request.headers
    const wantsPage = accept.includes('text/html') || (request.method === 'GET' && !accept.includes('json'))
    if (!isProblem || typeof payload !== 'string' || !wantsPage) return payload
    const { says } = JSON.parse(payload) as { readonly says: string }
    reply.headers(pageHeaders).removeHeader('content-length')
    const main = html`<h1>没有成功</h1>${alert(says)}<p>${back(request)}</p>`
    return textOfPage(request, { ...look, title: '没有成功', main })
  })
}

/** An address that nobody can read leads to nothing again: then to the beginning. */
const back = ({ url }: FastifyRequest): Html => {
  const [path = '/'] = url.split('?')
  return path.includes('%00')
    ? html`<a class="button" href="/">返回首页</a>`
    : html`<a class="button" href="${path}">返回重试</a>`
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none';style-src 'self';script-src 'self';img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
} as const

function frame(page: Page, look: Look, here: string, address: string | null, card: string | null): Html {
  const { title, main, says: own, style: sheet, script, bare, feed } = page
  const worn = lookNames.filter((name) => look[name]).join(' ')
  return html`<!doctype html>
<html lang="zh-CN"${worn && html` class="${worn}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${own ?? says}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${own ?? says}">
<meta property="og:type" content="website">
${address && html`<meta property="og:url" content="${address}">`}
${card && html`<meta property="og:site_name" content="首问 · 公共就业服务"><meta property="og:image" content="${card}"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630"><meta name="twitter:card" content="summary_large_image">`}
<meta name="theme-color" content="#0b4f9e">
<link rel="icon" type="image/svg+xml" href="${icon.url}">
<link rel="stylesheet" href="${style.url}">
${sheet && html`<link rel="stylesheet" href="${sheet}">`}
${feed && html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${feed}">`}
${script && html`<script type="module" src="${script}"></script>`}
</head>
<body>
<a class="skip" href="#main">跳到主要内容</a>
${!bare && header(look, here)}
<main id="main" tabindex="-1">${main}</main>
${
  !bare &&
  html`<footer><p>不会上网也能办：所有事项都可以到窗口办理，由工作人员帮助填写。</p>
<p class="links row"><a href="/search">站内查找</a><a href="/calendar">办公日历</a><a href="/promises">服务承诺</a><a href="/open">政务公开</a><a href="/news">信息发布</a><a href="/forms">表格样张</a></p></footer>`
}
</body>
</html>
`
}

type Link = readonly [to: string, name: string]
/** What every page leads to; the short way leads to what one person does most. */
const whole: readonly Link[] = [
  ['/apply', '网上申请'],
  ['/track', '办事进度'],
  ['/rate', '评价服务'],
  ['/verify', '查验文书'],
  ['/tools', '计算器'],
  ['/courses', '培训班'],
  ['/jobs', '招聘岗位'],
  ['/search', '查找'],
]
const short = whole.filter(([to]) => to === '/apply' || to === '/track' || to === '/rate')

function header(look: Look, here: string): Html {
  const link = (name: keyof Look) => {
    const [off, on] = looks[name]
    const set = look[name] ? `normal-${name}` : name
    return html`<a href="/look?set=${set}&amp;back=${here}">${look[name] && html`<span aria-hidden="true">✓ </span>`}${look[name] ? on : off}</a>`
  }
  // What is folded away on a small screen lies beside its fold, so that a wide one shows it without any.
  return html`<header>
<a class="home" href="/">首问 · 公共就业服务</a>
<details class="menu"><summary>菜单</summary></details>
<nav aria-label="主要功能">
${(look.simple ? short : whole).map(
  ([to, name]) => html`<a href="${to}">${name}</a>
`,
)}</nav>
<nav aria-label="显示方式" class="look">
${lookNames.map(link)}
</nav>
</header>`
}

/** What went wrong, above the form: where reading goes on, and read out by a screen reader at once. */
export function alert(says: string | null): Html | null {
  return says === null
    ? null
    : html`<p class="alert" role="alert" tabindex="-1" autofocus><strong>没有成功：</strong>${says}</p>`
}
