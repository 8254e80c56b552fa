import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  letIn,
  type Needs,
  namedIn,
  passOf,
  posted,
  shown,
  shutOut,
  style,
  typedForm,
} from '#apps/portal/apply-pass.ts'
import { claimFields } from '#apps/portal/claim.ts'
import { all, one, tooLong } from '#apps/portal/form.ts'
import { alert, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { calendarOf } from '#apps/portal/track-days.ts'
import { actions, call, mostReason, told } from '#apps/portal/track-story.ts'
import { day, dayOf, type Instant, parseInstant, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { printSheet } from '#matter/print.ts'
import { readMatter } from '#matter/store.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { withdraw } from '#rules/quality-service/application/answer.ts'
import { prove, scopeOf, unknown } from '#rules/quality-service/visitor/claim.ts'
import type { Pass } from '#rules/quality-service/visitor/pass.ts'
import { provePhone } from '#rules/quality-service/visitor/phone.ts'
import { ownPaper, storyOf } from '#rules/quality-service/visitor/story.ts'
import { type PublicMatter, publicMatter } from '#rules/quality-service/visitor/view.ts'

/** Following a matter: by its number and code everything that is the visitor's to do, by number and telephone reading alone. */
export function trackPages(app: FastifyInstance, needs: Needs): void {
  const { world, place } = needs
  app.get('/track', shown, (request, reply) => form(request, reply, one(request.query, 'number', 60), null))

  // Posted though it changes nothing: an address with the code in it would stay in the history of a shared computer.
  app.post('/track', posted, async (request, reply) => {
    const at = world.now()
    const number = one(request.body, 'number', 60)
    const pass = await proved(needs, request, number, at)
    if (isRefusal(pass)) return form(request, reply, number, pass)
    const main = await pageOf(needs, pass, at)
    if (!main) return form(request, reply, number, unknown)
    letIn(reply, needs, 'track', pass, at)
    return send(request, reply, '办事进度', main)
  })

  app.get('/track/matter', shown, async (request, reply) => {
    const at = world.now()
    const pass = passOf(request, needs, 'track', at)
    const main = pass && (await pageOf(needs, pass, at))
    return main ? send(request, reply, '办事进度', main) : form(request, reply, '', again)
  })

  app.post('/track/leave', posted, (_request, reply) => {
    shutOut(reply, 'track')
    return reply.redirect('/track', 303)
  })

  app.post('/track/withdraw', typedForm, async (request, reply) => {
    const at = world.now()
    const pass = passOf(request, needs, 'track', at)
    if (pass?.what !== 'matter') return form(request, reply, '', again)
    const reason = one(request.body, 'reason', all)
    const not = await otherThan(needs, request, pass)
    if (not) return other(request, reply, not, reason)
    const [wrong] = [...(request.unfit ?? []), ...tooLong(request.body, { reason: mostReason })]
    const isSure = reason !== '' && one(request.body, 'sure') === 'yes'
    const refusal = wrong ? illegible(wrong.says) : isSure ? await withdraw(needs, pass.id, reason, at) : unsure
    if (!refusal) return reply.redirect('/track/matter', 303)
    const main = await pageOf(needs, pass, at, refusal, reason)
    return main ? send(request, reply, '办事进度', main, problemOf(refusal).status) : form(request, reply, '', again)
  })

  app.get<{ Params: { code: string } }>('/track/sheets/:code.pdf', shown, async (request, reply) => {
    const pass = passOf(request, needs, 'track', world.now())
    // By telephone nobody gets a paper: the code stands on it.
    if (pass?.what !== 'matter') return form(request, reply, '', again)
    const id = await world.db.read(scopeOf(place), (tx) => ownPaper(tx, place.tenant, pass.id, request.params.code))
    const printed = id && (await printSheet(world.db, scopeOf(place), id))
    if (!printed) return form(request, reply, '', again)
    const name = `inline; filename*=UTF-8''${encodeURIComponent(printed.name)}`
    return reply
      .type('application/pdf')
      .headers({ 'content-disposition': name, 'cache-control': 'no-store' })
      .send(printed.bytes)
  })

  app.get('/track/deadlines.ics', shown, async (request, reply) => {
    const at = world.now()
    const pass = passOf(request, needs, 'track', at)
    const not = pass && (await otherThan(needs, request, pass))
    if (not) return other(request, reply, not)
    const found =
      pass &&
      (await world.db.read(scopeOf(place), async (tx) => {
        const [matter, story] = await Promise.all([
          publicMatter(world, tx, place.tenant, pass.id, at),
          storyOf(world, tx, place.tenant, pass.id, at),
        ])
        return matter && { matter, days: story?.days ?? [] }
      }))
    if (!found) return form(request, reply, '', again)
    return reply
      .type('text/calendar; charset=utf-8')
      .headers({ 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="deadlines.ics"' })
      .send(calendarOf(found.matter, found.days, at))
  })
}

const again: Refusal = {
  refused: 'not-signed-in',
  clause: null,
  says: '请输入编号和查询码。为了保护您的信息，一小时没有操作就要重新输入；补材料、下载文书、撤回申请要用查询码。',
}
const illegible = (says: string): Refusal => ({ refused: 'bad-input', clause: '8.4', says: `撤回的原因：${says}` })
const unsure: Refusal = { refused: 'bad-input', clause: '8.4', says: '要撤回的，请写明原因，并勾选“确定撤回”' }

/** By code where one was typed, else by telephone; the refusal never says which part was wrong. */
async function proved(
  { world, place }: Needs,
  { body, ip }: FastifyRequest,
  number: string,
  at: Instant,
): Promise<Pass | Refusal> {
  const code = one(body, 'code', 40)
  const phone = one(body, 'phone', 40)
  const id =
    code === '' && phone !== ''
      ? await provePhone(world, place, { number, phone }, ip, at)
      : await prove(world, place, { number, code }, ip, at)
  return isRefusal(id) ? id : { what: code === '' ? 'look' : 'matter', id }
}

async function pageOf(
  { world, place }: Needs,
  { id, what }: Pass,
  at: Instant,
  refusal: Refusal | null = null,
  reason = '',
): Promise<Html | null> {
  const found = await world.db.read(scopeOf(place), async (tx) => {
    const [matter, story] = await Promise.all([
      publicMatter(world, tx, place.tenant, id, at),
      storyOf(world, tx, place.tenant, id, at),
    ])
    return matter && { matter, story }
  })
  if (!found) return null
  const isWhole = what === 'matter'
  return html`${alert(refusal?.says ?? null)}${progress(found.matter, false, isWhole)}${found.story && told(found.story)}${actions(found.story, found.matter.number, isWhole, found.matter.office.supervisionPhone, refusal && { reason, says: refusal.says })}`
}

function send(request: FastifyRequest, reply: FastifyReply, title: string, main: Html, status = 200): FastifyReply {
  return sendPage(request, reply, { title: `${title} · 首问`, main, style: style.url }, status)
}

/** The matter that this browser opened since, where the page that asks was shown for another; else null. */
export async function otherThan(
  { world, place }: Needs,
  request: FastifyRequest,
  { id }: Pass,
): Promise<string | null> {
  const named = namedIn(request)
  if (named === '') return null
  const held = await world.db.read(scopeOf(place), (tx) => readMatter(tx, place.tenant, id))
  return held && held.matter.number !== named ? held.matter.number : null
}

/** Nothing was done to either; what was typed is on the page, to be taken along. */
export function other(request: FastifyRequest, reply: FastifyReply, open: string, typed = ''): FastifyReply {
  const named = namedIn(request)
  const says = `刚才那一页是${named}的，这个浏览器后来打开的是${open}。为了不弄错，刚才这一步没有做，两件都没有变。要接着办${named}，请输入它的查询码，再做一次。`
  const kept =
    typed !== '' &&
    html`<label for="kept">您刚才填的（可以复制）</label><textarea id="kept" rows="4" readonly>${typed}</textarea>`
  return form(request, reply, named, { refused: 'stale', clause: '8.4', says }, kept)
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  number: string,
  refusal: Refusal | null,
  kept: Html | false = false,
): FastifyReply {
  const main = html`<h1>办事进度</h1>
${alert(refusal?.says ?? null)}
${kept}
<form class="stack" method="post" action="/track">${claimFields(number)}<div><button type="submit">查询</button></div></form>
<h2>没有查询码</h2>
<p>可以用办理时留下的电话查看进度；补材料、下载文书、撤回申请要用查询码，请到窗口凭身份证件取得。</p>
<form class="stack" method="post" action="/track">
<label for="number-2">单子上的号码</label><input type="text" id="number-2" name="number" value="${number}" required maxlength="60" autocomplete="off" autocapitalize="none" spellcheck="false">
<label for="phone">办理时留下的电话</label><input type="text" id="phone" name="phone" required maxlength="40" inputmode="tel" autocomplete="off">
<div><button type="submit">用电话看进度</button></div></form>`
  return sendPage(
    request,
    reply,
    { title: '办事进度 · 首问', says: '凭编号和查询码查看办到哪一步，补材料、下载文书。', main, style: style.url },
    refusal ? problemOf(refusal).status : 200,
  )
}

/**
 * What is told of a matter that was proved. `inHall`: on a screen of the hall, from where no link leads away; `isWhole`: by its
 * code, so that the papers can be read too.
 */
export function progress(matter: PublicMatter, inHall = false, isWhole = false): Html {
  const { number, kindLabel, stateLabel, office, handler, openedAt, closedAt, supplementBy, sheets, rating } = matter
  return html`<h1>${kindLabel}</h1>
<p class="state">现在：<strong>${stateLabel}</strong></p>
<dl>
<dt>编号</dt><dd>${number}</dd>
<dt>登记日期</dt><dd>${dated(openedAt)}</dd>
${closedAt && html`<dt>办结日期</dt><dd>${dated(closedAt)}</dd>`}
${promised(matter, inHall)}
${explained(matter.delay)}
${supplementBy && html`<dt>请您补齐材料</dt><dd>${spoken(day(supplementBy))}之前</dd>`}
<dt>承办单位</dt><dd>${office.name}，电话 ${inHall ? office.phone : call(office.phone)}</dd>
${handler && html`<dt>负责处理</dt><dd>上级单位${handler.name}，电话 ${inHall ? handler.phone : call(handler.phone)}</dd>`}
</dl>
${
  sheets.length > 0 &&
  html`<h2 id="papers">已经出具的文书</h2><div class="wide" role="region" aria-labelledby="papers" tabindex="0"><table><thead><tr><th scope="col">文书</th><th scope="col">文号</th><th scope="col">日期</th><th scope="col">验证码</th></tr></thead><tbody>
${sheets.map(({ title, number: no, code, issuedAt }) => html`<tr><th scope="row">${isWhole ? html`<a href="/track/sheets/${code}.pdf">${title}</a>` : title}</th><td>${no}</td><td>${dated(issuedAt)}</td><td>${inHall ? code : html`<a href="/verify/${code}">${code}</a>`}</td></tr>`)}</tbody></table></div>`
}
${rating === 'open' && !inHall && html`<p><a class="button" href="/rate?number=${number}">评价这次服务</a></p>`}
${rating === 'given' && html`<p>这次服务已经评价，谢谢您。</p>`}`
}

function promised({ promised: promise, office, handler }: PublicMatter, inHall: boolean): Html | null {
  if (!promise) return null
  const { label, day: on, paused, provisional, late } = promise
  const says = paused ? `暂停计时（${paused}），恢复后告知新的日期` : on ? spoken(day(on)) : '尚未确定'
  const phone = (handler ?? office).supervisionPhone || office.supervisionPhone
  return html`<dt>${label ?? '答应您的日期'}</dt><dd>${says}${provisional && '（次年放假安排公布后可能调整）'}${late && html` <span class="shut">已超过期限，您可以拨打监督电话${inHall ? phone : call(phone)}</span>`}</dd>`
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
