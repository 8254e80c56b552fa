import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { troubles } from '#apps/portal/apply-form.ts'
import { officeChoice, send } from '#apps/portal/apply-parts.ts'
import { type Needs, shown, trap, typedForm } from '#apps/portal/apply-pass.ts'
import { receipt } from '#apps/portal/apply-receipt.ts'
import { all, one, tooLong, uuid } from '#apps/portal/form.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Problem, type Refusal } from '#core/refusal.ts'
import type { Service } from '#core/service/format.ts'
import { current } from '#office/current.ts'
import type { Organization } from '#office/snapshot.ts'
import { idempotent } from '#platform/http/once.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { isByOffice } from '#rules/quality-service/application/contract.ts'
import { officesFor } from '#rules/quality-service/application/first.ts'
import { type Asking, openAsked, tooManyAsked } from '#rules/quality-service/application/send.ts'
import { scopeOf, told } from '#rules/quality-service/visitor/claim.ts'

type Typed = Readonly<Record<string, string>>
/** How many signs a text may have; the page says so. */
const most = { words: 1_000, name: 60, phone: 20 } as const
type OfOne = { Params: { code: string } }

/** What nobody applies for because the office goes to people: online one asks to be called (2.1). */
export function requestPages(app: FastifyInstance, needs: Needs): void {
  const { world, place } = needs
  app.get<OfOne>('/apply/:code/ask', shown, (request, reply) =>
    reply.redirect(`/apply/${encodeURIComponent(request.params.code)}`, 303),
  )

  app.post<OfOne>('/apply/:code/ask', typedForm, async (request, reply) => {
    const at = world.now()
    const service = world.catalogue.get(request.params.code)?.service
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    if (!service || !isByOffice(service)) return reply.redirect('/apply', 303)
    const orgs = officesFor(office, service.code)
    const typed = Object.fromEntries(
      ['office', 'name', 'phone', 'words', 'once', 'site'].map((name) => [name, one(request.body, name, all)]),
    )
    const { name = '', phone = '', words = '' } = typed
    const org = orgs.find(({ code }) => code === typed['office'])
    const wrong = [
      ...(request.unfit ?? []),
      ...tooLong(request.body, most),
      ...(org && typed['site'] === '' ? [] : [{ at: '/office', says: '请选择一个服务点' }]),
      ...(name ? [] : [{ at: '/name', says: '请填写姓名或单位名称' }]),
      ...(phone ? [] : [{ at: '/phone', says: '请填写联系电话，以便工作人员找您' }]),
    ]
    const input = {
      ...{ channel: 'web', inquiry: 'service', name, phone },
      matter: `网上提出：${service.name}${words && `。${words}`}`,
    }
    const done =
      org && wrong.length === 0
        ? await openOnce(
            needs,
            typed['once'] ?? '',
            { kind: 'contact', office: org.id, input, service },
            request.ip,
            at,
          )
        : wrongs(wrong)
    if (isRefusal(done))
      return send(request, reply, service.name, requestForm(service, orgs, typed, done), problemOf(done).status)
    const main = await world.db.read(scopeOf(place), (tx) => receipt(needs, tx, done, at, null))
    return send(request, reply, '已经提交', main ?? html`<h1>已经提交</h1>`, 201)
  })
}

const wrongs = (problems: readonly Problem[]): Refusal => ({
  refused: 'bad-input',
  clause: '2.1',
  says: `有${problems.length}处要填或者要改：`,
  problems,
})

/**
 * Opens what was asked, once for a form: pressed twice, or sent again by going back, it is the same matter that is
 * answered. The form's own word stands where a script has its key. `address`: from where; of complaints only so many an hour
 * are taken from one, whichever door they come to.
 */
export async function openOnce(
  { world, place }: Needs,
  once: string,
  asking: Asking,
  address: string,
  at: Instant,
): Promise<string | Refusal> {
  if (!uuid.test(once)) return stale
  const made = await world.db.transaction(scopeOf(place), async (tx) => {
    const hash = JSON.stringify([asking.kind, asking.office])
    const first = await idempotent(tx, { tenant: place.tenant, actor: 'visitor', key: once, requestHash: hash, at })
    if (isRefusal(first)) return stale
    if ('replay' in first) return { id: String(first.replay.body), tell: null }
    const refused = await tooManyAsked({ world, place }, tx, asking, address, at)
    if (refused) return refused
    const opened = await openAsked({ world, place }, tx, asking, at)
    if (isRefusal(opened)) return opened
    const { id } = opened.held.matter
    first.keep(201, id)
    return { id, tell: opened }
  })
  if (isRefusal(made)) return made
  if (made.tell) told(world, place.tenant, made.tell)
  return made.id
}

const stale: Refusal = { refused: 'bad-input', clause: null, says: '这一页已经过期，请重新打开再填一次' }

/** The word of a form by which it is done once. */
export const onceField = (typed: Typed): Html =>
  html`<input type="hidden" name="once" value="${uuid.test(typed['once'] ?? '') ? typed['once'] : randomUUID()}">`

export function requestForm(
  service: Service,
  orgs: readonly Organization[],
  typed: Typed,
  refusal: Refusal | null,
): Html {
  const wrong = (name: string): Html | false => {
    const own = (refusal?.problems ?? []).filter(({ at }) => at.replace(/^\/input/, '') === `/${name}`)
    return own.length > 0 && html`<p class="wrong">${own.map(({ says }) => says).join('；')}</p>`
  }
  return html`<h1>${service.name}</h1>
${
  refusal &&
  troubles(
    refusal.says,
    (refusal.problems ?? []).map((one) => ({ ...one, at: `/form${one.at.replace(/^\/input/, '')}` })),
  )
}
<p>${service.summary}</p>
<p class="state">这一项由工作人员主动联系您，不用申请。想参加或者有情况要说明的，留下姓名和电话，首问责任人会联系您。</p>
<form class="stack" method="post" action="/apply/${service.code}/ask">
${trap}${onceField(typed)}
${officeChoice(orgs, typed['office'] ?? '')}
<div><label for="name">姓名或单位名称</label>${wrong('name')}<input type="text" id="name" name="name" value="${typed['name']}" maxlength="60" autocomplete="name" aria-required="true"></div>
<div><label for="phone">联系电话</label>${wrong('phone')}<input type="text" id="phone" name="phone" value="${typed['phone']}" maxlength="20" inputmode="tel" autocomplete="tel" aria-required="true"></div>
<div><label for="words">要说的话<span class="hint">（可以不填，最多${most.words}个字）</span></label>${wrong('words')}<textarea id="words" name="words" rows="4">${typed['words']}</textarea></div>
<div><button type="submit">请工作人员联系我</button></div>
</form>
<p><a href="/services/${service.code}">看办事指南</a></p>`
}
