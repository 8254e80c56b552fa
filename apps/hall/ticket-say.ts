import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { shown, typedForm } from '#apps/hall/entrance.ts'
import { all, one, tooLong } from '#apps/portal/form.ts'
import { alert, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { dayOf } from '#core/day.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { idOf } from '#platform/auth/token.ts'
import { problemOf } from '#platform/http/refuse.ts'
import type { HallNeeds } from '#rules/quality-service/hall/routes.ts'
import { type Said, saidLimits } from '#rules/quality-service/queue/contract.ts'
import { numberOf } from '#rules/quality-service/queue/policy.ts'
import { saysFirst, unsaid } from '#rules/quality-service/queue/say.ts'
import { type Ticket, ticketByToken } from '#rules/quality-service/queue/store.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

export type OfToken = { Params: { token: string } }

/** What the visitor wrote for the window; null for nothing. */
export function saidIn(body: unknown): Said | null {
  const name = one(body, 'name', all)
  const matter = one(body, 'matter', all)
  return name || matter ? { ...(name && { name }), ...(matter && { matter }) } : null
}

/** What of it can't be taken, or is more than there is room for. */
export const saidWrong = ({ body, unfit }: FastifyRequest): readonly Problem[] => [
  ...(unfit ?? []),
  ...tooLong(body, saidLimits),
]

/** The two fields of it, at the kiosk and on a telephone, with what was typed and what is wrong with it. */
export function saidFields(typed: Said | null, wrong: readonly Problem[]): Html {
  const field = (name: 'name' | 'matter', label: string) => {
    const own = wrong.filter(({ at }) => at === `/${name}`)
    return html`<label for="said-${name}">${label}</label>
${own.length > 0 && html`<p class="wrong">${own.map(({ says }) => says).join('；')}</p>`}
<input type="text" id="said-${name}" name="${name}" value="${typed?.[name]}" maxlength="${saidLimits[name]}" autocomplete="off">`
  }
  return html`${field('name', '怎么称呼您')}
${field('matter', '想说的事')}`
}

/** Of these pages nobody is told, and nothing on them is kept. */
export const unnoticed = { 'x-robots-tag': 'noindex' } as const

/**
 * Self-registration from one's own telephone: the slip's secret opens one form, which takes one answer until the number is
 * served or its day is over. What was written is shown to nobody but the window (2.1, 10.4.4).
 */
export function saying(app: FastifyInstance, { world, place, called }: HallNeeds): void {
  app.get<OfToken>('/q/:token/say', shown, async (request, reply) => {
    const token = idOf(request.params.token)
    const found = token && (await world.db.read(scopeOf(place), (tx) => ticketByToken(tx, place.tenant, token)))
    if (!found) return unknownSlip(request, reply)
    return send(request, reply, found, unsaid(found, dayOf(world.now())))
  })

  app.post<OfToken>('/q/:token/say', typedForm, async (request, reply) => {
    const token = idOf(request.params.token)
    const said = saidIn(request.body)
    if (!token) return unknownSlip(request, reply)
    const wrong = saidWrong(request)
    if (wrong.length > 0) {
      const found = await world.db.read(scopeOf(place), (tx) => ticketByToken(tx, place.tenant, token))
      return found ? send(request, reply, found, illegible(wrong), said) : unknownSlip(request, reply)
    }
    const made = await world.db.transaction(scopeOf(place), (tx) =>
      saysFirst(tx, place.tenant, token, said, world.now()),
    )
    if (!made) return unknownSlip(request, reply)
    if (made.refusal) return send(request, reply, made.ticket, made.refusal, said)
    called({ tenant: place.tenant, path: made.ticket.org_path })
    return reply.redirect(`/q/${request.params.token}`, 303)
  })
}

const illegible = (problems: readonly Problem[]): Refusal => ({
  refused: 'bad-input',
  clause: '10.4.4',
  says: `有${problems.length}处要改，还没有交给窗口`,
  problems,
})

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  ticket: Ticket,
  refusal: Refusal | null,
  typed: Said | null = null,
): FastifyReply {
  const number = numberOf(ticket)
  const back = request.url.split('?')[0]?.replace(/\/say$/, '')
  const isOpen = refusal === null || refusal.refused === 'bad-input'
  const main = html`<h1>${number}号：先写要办的事</h1>
${alert(refusal?.says ?? null)}
${
  isOpen &&
  html`<p>写下来，叫到您时窗口的工作人员就能看到，少说一遍。可以不写，也可以只写一样；只能写一次。</p>
<form class="stack" method="post" action="${back}/say" autocomplete="off">
${saidFields(typed, refusal?.problems ?? [])}
<p class="hint">不用填身份证号、银行卡号。填的内容只给叫您号的工作人员看，登记后或当天结束即清除，这里不再显示。</p>
<div><button type="submit">交给窗口</button></div></form>`
}
<p><a class="button" href="${back}">看还有几个人</a></p>`
  const status = refusal ? problemOf(refusal).status : 200
  return sendPage(request, reply.headers(unnoticed), { title: `排队号 ${number} · 首问`, main }, status)
}

/** The same for a secret that never was and for one that is mistyped. */
export function unknownSlip(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const main = html`<h1>没有这个号码</h1><p>请重新扫描号票上的二维码，或者问大厅工作人员。</p>`
  return sendPage(request, reply.headers(unnoticed), { title: '没有这个号码', main }, 404)
}
