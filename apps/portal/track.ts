import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { claimFields } from '#apps/portal/claim.ts'
import { one } from '#apps/portal/form.ts'
import { alert, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { day, dayOf, parseInstant, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { guarded, type RatingNeeds } from '#rules/quality-service/routes.ts'
import { prove, scopeOf, unknown } from '#rules/quality-service/visitor/claim.ts'
import { type PublicMatter, publicMatter } from '#rules/quality-service/visitor/view.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const
/** Posted though it changes nothing: an address with the code in it would stay in the history of a shared computer. */
const posted = { config: { allow: 'anyone', key: 'none', ...guarded }, schema: { hide: true } } as const

/** Following a matter with its number and code. */
export function trackPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/track', shown, (request, reply) => form(request, reply, one(request.query, 'number', 60), null))

  app.post('/track', posted, async (request, reply) => {
    const at = world.now()
    const claim = { number: one(request.body, 'number', 60), code: one(request.body, 'code', 40) }
    const id = await prove(world, place, claim, request.ip, at)
    if (isRefusal(id)) return form(request, reply, claim.number, id)
    const matter = await world.db.read(scopeOf(place), (tx) => publicMatter(world, tx, place.tenant, id, at))
    if (!matter) return form(request, reply, claim.number, unknown)
    return sendPage(request, reply, { title: '办事进度 · 首问', main: progress(matter) })
  })
}

function form(request: FastifyRequest, reply: FastifyReply, number: string, refusal: Refusal | null): FastifyReply {
  const main = html`<h1>办事进度</h1>
${alert(refusal?.says ?? null)}
<form class="stack" method="post" action="/track">${claimFields(number)}<div><button type="submit">查询</button></div></form>`
  return sendPage(request, reply, { title: '办事进度 · 首问', main }, refusal ? problemOf(refusal).status : 200)
}

/** What is told of a matter that was proved. `inHall`: on a screen of the hall, from where no link leads away. */
export function progress(matter: PublicMatter, inHall = false): Html {
  const { number, kindLabel, stateLabel, office, openedAt, closedAt, supplementBy, sheets, rating } = matter
  return html`<h1>${kindLabel}</h1>
<p class="state">现在：<strong>${stateLabel}</strong></p>
<dl>
<dt>编号</dt><dd>${number}</dd>
<dt>登记日期</dt><dd>${dated(openedAt)}</dd>
${closedAt && html`<dt>办结日期</dt><dd>${dated(closedAt)}</dd>`}
${promised(matter.promised)}
${explained(matter.delay)}
${supplementBy && html`<dt>请您补齐材料</dt><dd>${spoken(day(supplementBy))}之前</dd>`}
<dt>承办单位</dt><dd>${office.name}，电话 ${office.phone}</dd>
</dl>
${
  sheets.length > 0 &&
  html`<h2>已经出具的文书</h2><div class="wide"><table><thead><tr><th scope="col">文书</th><th scope="col">文号</th><th scope="col">日期</th><th scope="col">验证码</th></tr></thead><tbody>
${sheets.map(({ title, number: no, code, issuedAt }) => html`<tr><th scope="row">${title}</th><td>${no}</td><td>${dated(issuedAt)}</td><td>${inHall ? code : html`<a href="/verify/${code}">${code}</a>`}</td></tr>`)}</tbody></table></div>`
}
${rating === 'open' && !inHall && html`<p><a class="button" href="/rate?number=${number}">评价这次服务</a></p>`}
${rating === 'given' && html`<p>这次服务已经评价，谢谢您。</p>`}`
}

function promised(promise: PublicMatter['promised']): Html | null {
  if (!promise) return null
  const { day: on, paused, provisional, late } = promise
  const says = paused ? `暂停计时（${paused}），恢复后告知新的日期` : on ? spoken(day(on)) : '尚未确定'
  return html`<dt>答应您的日期</dt><dd>${says}${provisional && '（次年放假安排公布后可能调整）'}${late && html` <span class="shut">已超过期限，您可以拨打监督电话</span>`}</dd>`
}

/** 超期说明: why it is late, what is done, and the new day (7.5). */
function explained(delay: PublicMatter['delay']): Html | null {
  if (!delay) return null
  const { told, reason, words, doing, expected } = delay
  return html`<dt>超期说明</dt><dd>${spoken(told)}公布：${reason}。${words}<br>正在采取的措施：${doing}${expected && html`<br>预计办结日期：${spoken(day(expected))}`}</dd>`
}

function dated(iso: string): string {
  return spoken(dayOf(parseInstant(iso)))
}
