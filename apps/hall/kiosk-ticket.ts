import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { pairing, shown, typedForm } from '#apps/hall/entrance.ts'
import { hereOf } from '#apps/hall/kiosk.ts'
import { named } from '#apps/hall/kiosk-guide.ts'
import { type Here, keeps, screen, send, style } from '#apps/hall/kiosk-parts.ts'
import { type OfToken, saidFields, saidIn, saidWrong, saying, unknownSlip, unnoticed } from '#apps/hall/ticket-say.ts'
import { one, readForms } from '#apps/portal/form.ts'
import { alert, type Html, html, sendPage, tellAsPages } from '#apps/portal/layout.ts'
import { openingsOn } from '#core/calendar.ts'
import { clockTime, dayOf, instant, minuteOf, parseInstant, spoken, spokenAt } from '#core/day.ts'
import type { Problem } from '#core/refusal.ts'
import type { CatalogueEntry } from '#matter/catalogue.ts'
import { idOf } from '#platform/auth/token.ts'
import { qrOf } from '#platform/sheets/badges.ts'
import { opensNext } from '#rules/quality-service/application/first.ts'
import type { HallNeeds } from '#rules/quality-service/hall/routes.ts'
import { take, whereOf } from '#rules/quality-service/queue/change.ts'
import { ticketCode } from '#rules/quality-service/queue/code.ts'
import { type LaneReason, laneReasons, type Said } from '#rules/quality-service/queue/contract.ts'
import { numberOf, zoneFor } from '#rules/quality-service/queue/policy.ts'
import { addressOf } from '#rules/quality-service/queue/slip.ts'
import { planOf, ticketByToken, waitingOf } from '#rules/quality-service/queue/store.ts'
import { type PublicTicket, publicTicket, waitOf, wishOf } from '#rules/quality-service/queue/view.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'
import { ratingOfTicket, type TicketRating } from '#rules/quality-service/visitor/ticket-rating.ts'

type OfService = { Params: { code: string } }

/** A number at the kiosk, and the page where whoever has it sees how far the line is (10.4.4, 10.4.5). */
export const ticketPages: FastifyPluginAsync<HallNeeds> = async (app, needs) => {
  readForms(app)
  taking(app, needs)
  await app.register(async (within) => {
    tellAsPages(within)
    following(within, needs)
    saying(within, needs)
  })
}

function taking(app: FastifyInstance, needs: HallNeeds): void {
  const { world, place, called } = needs
  const list = () => world.catalogue.list()
  tellAsPages(app, { style: style.url, bare: true })

  app.get('/hall/kiosk/take', shown, async (request, reply) => {
    const here = await hereOf(needs, request)
    if (!here) return pairing(request, reply, screen, null, 401)
    return send(request, reply, '取号', takesNow(here) ? wishes(list()) : shut(here))
  })

  app.get<OfService>('/hall/kiosk/take/:code', shown, async (request, reply) => {
    const here = await hereOf(needs, request)
    if (!here) return pairing(request, reply, screen, null, 401)
    const { code } = request.params
    if (!isWish(list(), code)) return send(request, reply, '没有这个事项', unknownWish, 404)
    if (!takesNow(here)) return send(request, reply, '取号', shut(here))
    const says = await waitFor(needs, here, serviceOf(code))
    // What was typed and left stays nowhere, with or without a script.
    reply.header('refresh', '120; url=/hall/kiosk')
    return send(request, reply, '取号', question(code, wishOf(world.catalogue, serviceOf(code)), says))
  })

  app.post<OfService>('/hall/kiosk/take/:code', typedForm, async (request, reply) => {
    const here = await hereOf(needs, request)
    if (!here) return pairing(request, reply, screen, null, 401)
    const { code } = request.params
    const asked = one(request.body, 'asked', 40)
    if (!isWish(list(), code) || !/^[0-9a-f-]{36}$/.test(asked))
      return send(request, reply, '没有这个事项', unknownWish, 404)
    if (!takesNow(here)) return send(request, reply, '取号', shut(here), 422)
    const wrong = saidWrong(request)
    if (wrong.length > 0) {
      const says = await waitFor(needs, here, serviceOf(code))
      reply.header('refresh', '120; url=/hall/kiosk')
      const again = { asked, typed: saidIn(request.body), wrong }
      return send(request, reply, '取号', question(code, wishOf(world.catalogue, serviceOf(code)), says, again), 422)
    }
    const said = one(request.body, 'priority', 20)
    const priority = Object.hasOwn(laneReasons, said) ? (said as LaneReason) : null
    const wish = {
      service: serviceOf(code),
      priority,
      by: here.device.id,
      how: 'kiosk',
      asked,
      said: saidIn(request.body),
    } as const
    const stand = { tenant: place.tenant, org: here.org, at: here.at }
    const scope = { tenant: place.tenant, paths: [here.device.path] }
    const made = await world.db.transaction(scope, async (tx) => {
      const ticket = await take(tx, world.keys, stand, wish)
      const [{ plan }, wait] = await Promise.all([
        planOf(tx, place.tenant, here.org.id),
        waitOf(tx, whereOf(stand), waitingOf(ticket), here.at),
      ])
      return { ticket, zone: plan.zones.find(({ letter }) => letter === ticket.zone)?.name ?? '', wait }
    })
    called({ tenant: place.tenant, path: here.device.path })
    const told = {
      ...{ number: numberOf(made.ticket), zone: made.zone, wait: made.wait.says, priority },
      ...{ wish: wishOf(world.catalogue, made.ticket.service), at: instant(made.ticket.made_at.getTime()) },
      ...{ to: addressOf(world, made.ticket.id), code: ticketCode(world.keys, made.ticket.id) },
    }
    // A browser whose script is off goes back to the start by this; the script has a countdown of its own.
    return send(request, reply.header('refresh', '60; url=/hall/kiosk'), '您的号码', slip(here, told))
  })
}

const serviceOf = (code: string): string | null => (code === 'ask' ? null : code)

function isWish(list: readonly CatalogueEntry[], code: string): boolean {
  return code === 'ask' || list.some((entry) => entry.code === code)
}

/** What a visitor came for: each is a door to a number. */
function wishes(list: readonly CatalogueEntry[]): Html {
  return keeps(html`<h1>取号：您来办什么</h1>
<ul class="doors few"><li><a href="/hall/kiosk/take/ask"><strong>我有问题要问</strong><small>政策咨询、反映情况、投诉和建议；不知道选哪个也选这里</small></a></li></ul>
<ul class="rows">${list.map(({ code, name }) => html`<li><a href="/hall/kiosk/take/${code}"><strong>${name}</strong></a></li>`)}</ul>`)
}

/** What was typed, where it is asked again because of something in it; pressed again it is the same number. */
type Again = { readonly asked: string; readonly typed: Said | null; readonly wrong: readonly Problem[] }

/** Asked plainly and believed: nobody has to show a paper to go first. */
function question(
  code: string,
  wish: string,
  wait: string,
  again: Again = { asked: randomUUID(), typed: null, wrong: [] },
): Html {
  const { asked, typed, wrong } = again
  const reasons = Object.entries(laneReasons).map(
    ([key, name]) => html`<button type="submit" name="priority" value="${key}" class="quiet">${name}</button>`,
  )
  return html`<h1>${wish}</h1>
${wrong.length > 0 && alert(`先登记的内容有${wrong.length}处要改，改好后再点取号`)}
<p class="state">${wait}</p>
<form method="post" action="/hall/kiosk/take/${code}" autocomplete="off">
<input type="hidden" name="asked" value="${asked}">
<div class="lanes"><button type="submit" name="priority" value="">取号</button></div>
<details${wrong.length > 0 && html` open`}><summary>先登记，到窗口少说一遍（可以不填）</summary>
<p>填的内容只给叫您号的工作人员看，登记后即从号码上清除。不用填身份证号。</p>
${saidFields(typed, wrong)}
<p>填好后点上面的“取号”，或者下面适合您的一种。</p></details>
<h2>需要优先照顾吗？</h2>
<p>您是下面哪一种，就点哪一个，取优先号。不用出示证件。</p>
<div class="lanes">${reasons}</div></form>
<p><a class="button quiet" href="/hall/kiosk/take">换一件事</a></p>`
}

type Told = {
  readonly number: string
  readonly zone: string
  readonly wish: string
  readonly wait: string
  readonly priority: LaneReason | null
  readonly at: Here['at']
  readonly to: string
  readonly code: string
}

/** The slip: the number, how long, and a code for one's own telephone. Nobody's name is on it. */
function slip({ org }: Here, { number, zone, wish, wait, priority, at, to, code }: Told): Html {
  return html`<article class="slip ticket">
<h1>您的号码<b class="called">${number}</b></h1>
<p>${org.name}　${zone}${priority && '　优先'}</p>
<p><strong>${wish}</strong></p>
<p class="state">${wait}</p>
<p>请看大厅显示屏，叫到您的号码再到窗口。没听到也不要紧，过号后隔几个号还会再叫。</p>
<div class="scan">${{ html: named(qrOf(to)) }}<p>手机扫码，随时看还有几个人，也可以先写要办的事；办完以后再扫一次，评价服务<br>评价码 <strong>${code}</strong>，扫窗口桌牌上的码评价时填写<br>${spoken(dayOf(at))} ${clockTime(minuteOf(at))}取号</p></div>
</article>
<p class="hint">打印不出来也不要紧：号码已经取到，记住${number}，或者扫码。号票上没有您的任何信息。</p>
<p class="acts"><button type="button" data-print hidden>打印号票</button> <a class="button quiet" href="/hall/kiosk">好了，返回首页</a></p>`
}

const unknownWish = html`<h1>没有这个事项</h1><p><a class="button" href="/hall/kiosk/take">重新选择</a></p>`

/** Said before anything is chosen: when the next number may be taken, and what can be done meanwhile. */
function shut({ office, org, at }: Here): Html {
  const opens = opensNext(office, org.id, at)
  const from = opens === null ? null : instant(opens - earlyMinutes * 60_000)
  const says =
    from === null
      ? '开始办公的时间请看门口公布的'
      : `${dayOf(from) === dayOf(at) ? `今天${clockTime(minuteOf(from))}` : spokenAt(from)}开始取号`
  return html`<h1>现在不取号</h1><p class="state">${says}。急事请拨打${org.phone}。</p>
<p>办事指南和材料清单现在就能看：<a class="button" href="/hall/kiosk/wish">带走材料清单</a> <a class="button quiet" href="/hall/kiosk/guide">看办事指南</a></p>`
}

/** How long before opening the first number may be taken, in minutes. */
const earlyMinutes = 60

/** From an hour before the office opens until it closes, at noon too. */
function takesNow({ office, org, at }: Here): boolean {
  const openings = openingsOn(office.calendar(org.id), dayOf(at))
  const [first, last] = [openings[0], openings.at(-1)]
  const now = minuteOf(at)
  return first !== undefined && last !== undefined && now >= first[0] - earlyMinutes && now < last[1]
}

/** How long somebody would wait who took an ordinary number now. */
function waitFor({ world, place }: HallNeeds, here: Here, service: string | null): Promise<string> {
  return world.db.read({ tenant: place.tenant, paths: [here.device.path] }, async (tx) => {
    const { plan } = await planOf(tx, place.tenant, here.org.id)
    const { letter } = zoneFor(plan, service)
    const last = { zone: letter, lane: 'common', since: here.at, origin: letter, seq: Number.MAX_SAFE_INTEGER } as const
    return (await waitOf(tx, whereOf({ tenant: place.tenant, org: here.org, at: here.at }), last, here.at)).says
  })
}

/** The public page of a slip: how far the line is, for whoever has its secret. It says nothing of anybody. */
function following(app: FastifyInstance, { world, place }: HallNeeds): void {
  app.get<OfToken>('/q/:token', shown, async (request, reply) => {
    const token = idOf(request.params.token)
    const at = world.now()
    const found =
      token &&
      (await world.db.read(scopeOf(place), async (tx) => {
        const ticket = await ticketByToken(tx, place.tenant, token)
        if (!ticket) return null
        const [seen, rates] = await Promise.all([
          publicTicket(tx, ticket, place.tenant, at),
          ratingOfTicket(world, tx, place.tenant, ticket.matter_id, at),
        ])
        return { ...seen, rates }
      }))
    reply.headers(unnoticed)
    return found ? progress(request, reply, found, dayOf(at)) : unknownSlip(request, reply)
  })
}

type Followed = PublicTicket & { readonly rates: TicketRating }

function progress(request: FastifyRequest, reply: FastifyReply, ticket: Followed, today: string): FastifyReply {
  const here = request.url.split('?')[0]
  const isOver = ticket.day !== today || ticket.state === 'done' || ticket.state === 'absent'
  const main = html`<h1>排队号 ${ticket.number}</h1>
<p class="state" role="status"><strong>${ticket.day === today ? stateOf(ticket) : `这是${spoken(ticket.day)}的号码，已经过了。`}</strong></p>
${ticket.wait && ticket.day === today && html`<p>${ticket.wait.says}。${ticket.lane === 'priority' && '您是优先号。'}</p>`}
<p class="hint">${clockTime(minuteOf(parseInstant(ticket.takenAt)))}取号。${!isOver && '本页每20秒自动更新；叫号以大厅显示屏为准。'}</p>
${ticket.rates.is === 'open' && html`<p><a class="button" href="${ticket.rates.to}">评价这次服务</a></p><p class="hint">评价自愿，由您自己作出，一次到访评价一次。</p>`}
${ticket.rates.is === 'given' && html`<p>这次服务已经评价，谢谢您。</p>`}
${ticket.hasSaid && html`<p>您写的事已经交给窗口，叫到您时工作人员看得到。</p>`}
${!isOver && html`<p><a class="button" href="${here}">现在更新</a>${ticket.maySay && html` <a class="button" href="${here}/say">先写要办的事，到窗口少说一遍</a>`}</p>`}`
  if (!isOver) reply.header('refresh', '20')
  return sendPage(request, reply, { title: `排队号 ${ticket.number} · 首问`, main })
}

function stateOf({ state, window, passes }: PublicTicket): string {
  if (state === 'called') return `请现在到${window}号窗口`
  if (state === 'serving') return `正在${window}号窗口办理`
  if (state === 'done') return '已经办完，谢谢您'
  if (state === 'absent') return '叫号时您没有到。请到服务台或任一窗口说明，工作人员帮您排回原位'
  return passes > 0 ? '刚才叫号您没有到，隔几个号会再叫，请留在大厅' : '请等候叫号'
}
