import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { claimFields } from '#apps/portal/claim.ts'
import { levelChoice } from '#apps/portal/faces.ts'
import { one } from '#apps/portal/form.ts'
import { alert, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { chosenIn, isOnPhone, problemsOf, rated, saidIn } from '#apps/portal/rate-said.ts'
import { dayOf, type Instant, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { current } from '#office/current.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { byStaff, guarded, type RatingNeeds } from '#rules/quality-service/routes.ts'
import { prove, scopeOf } from '#rules/quality-service/visitor/claim.ts'
import { proveMark } from '#rules/quality-service/visitor/mark.ts'
import { rateable } from '#rules/quality-service/visitor/rateable.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const
/** A form carries no key; one rating a visit makes a second press harmless. */
export const posted = {
  config: { allow: 'anyone', key: 'none', tellsUnfit: true, ...guarded },
  schema: { hide: true },
} as const
/** Of a page with somebody's mark in its address no search engine is told. */
const unnoticed = { 'x-robots-tag': 'noindex' } as const

/** Rating with the number and code on one's slip, or by the square code on it or the link in a message, as a plain form. */
export function ratePages(app: FastifyInstance, needs: RatingNeeds): void {
  app.get('/rate', shown, async (request, reply) => {
    const [number, mark] = [one(request.query, 'number', 60), one(request.query, 't', 60)]
    return mark ? marked(needs, request, reply, { number, mark }) : typed(request, reply, number, null)
  })

  app.get('/rate/thanks', shown, (request, reply) =>
    sendPage(request, reply, {
      title: '谢谢您的评价',
      main: html`<h1>谢谢您的评价</h1><p class="state">已经收到。评价内容会用来改进服务；不满意的，会有专人联系核实。</p><p><a class="button" href="/">返回首页</a></p>`,
    }),
  )

  app.post('/rate', posted, async (request, reply) => {
    const [number, mark] = [one(request.body, 'number', 60), one(request.body, 't', 60)]
    const refusal = mark
      ? await ratedByMark(needs, request, { number, mark })
      : await ratedByCode(needs, request, number)
    if (!refusal) return reply.redirect('/rate/thanks', 303)
    return mark ? marked(needs, request, reply, { number, mark }, refusal) : typed(request, reply, number, refusal)
  })
}

type Marked = { readonly number: string; readonly mark: string }

async function ratedByCode(needs: RatingNeeds, request: FastifyRequest, number: string): Promise<Refusal | null> {
  const said = saidIn(request)
  if (isRefusal(said)) return said
  const at = needs.world.now()
  const { body, ip } = request
  const matter = await prove(needs.world, needs.place, { number, code: one(body, 'code', 40) }, ip, at)
  if (isRefusal(matter)) return matter
  return rated(needs, { ...said, matter, channel: isOnPhone(request) ? 'mobile' : 'code' }, at)
}

async function ratedByMark(needs: RatingNeeds, request: FastifyRequest, claim: Marked): Promise<Refusal | null> {
  const said = saidIn(request)
  if (isRefusal(said)) return said
  const at = needs.world.now()
  const proved = await proveMark(needs.world, needs.place, claim, request.ip, at)
  return isRefusal(proved) ? proved : rated(needs, { ...said, matter: proved.id, channel: proved.asked }, at)
}

/** What a holder of the mark sees: whose visit it is by office and day, never what for; else the form with number and code. */
async function marked(
  needs: RatingNeeds,
  request: FastifyRequest,
  reply: FastifyReply,
  claim: Marked,
  refusal: Refusal | null = null,
): Promise<FastifyReply> {
  const { world, place } = needs
  const at = world.now()
  reply.headers(unnoticed)
  const proved = await proveMark(world, place, claim, request.ip, at)
  if (isRefusal(proved)) return typed(request, reply, claim.number, proved)
  const visit = await visitOf(needs, proved.id, at)
  if (!visit) return typed(request, reply, claim.number, refusal)
  if (visit.is === 'given') return said(request, reply, '已经评价过', given, refusal)
  if (visit.is === 'not-yet') return said(request, reply, '还没有办完', notYet, refusal)
  const about = html`<p class="state">您评价的是${visit.on}到${visit.office}办事的这一次（编号${claim.number}）。</p>
<input type="hidden" name="number" value="${claim.number}"><input type="hidden" name="t" value="${claim.mark}">`
  return send(request, reply, '/rate', about, refusal ?? (request.session ? byStaff : null))
}

async function visitOf({ world, place }: RatingNeeds, id: string, at: Instant) {
  const [found, office] = await world.db.read(scopeOf(place), (tx) =>
    Promise.all([rateable(world, tx, place.tenant, id), current(tx, place.tenant, at)]),
  )
  if (!found) return null
  const { matter, is } = found
  return { is, on: spoken(dayOf(matter.openedAt)), office: office.organizations.get(matter.office)?.name ?? '' }
}

const given = html`<h1>这次服务已经评价过</h1><p class="state">谢谢您。一次服务只评价一次，您的评价已经记下，不会改动，也不能再评一次。</p>
<p>还有别的意见，可以<a href="/say">投诉或者提意见</a>。</p><p><a class="button" href="/">返回首页</a></p>`
const notYet = html`<h1>还没有办完</h1><p class="state">这件事还在办理，办完以后再扫这个二维码或者打开这个链接评价。</p>
<p><a class="button" href="/track">看办到哪一步</a></p>`

function said(
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  main: Html,
  refusal: Refusal | null,
): FastifyReply {
  return sendPage(request, reply, { title: `${title} · 首问`, main }, refusal ? problemOf(refusal).status : 200)
}

function typed(request: FastifyRequest, reply: FastifyReply, number: string, refusal: Refusal | null): FastifyReply {
  return send(request, reply, '/rate', claimFields(number), refusal)
}

/** The one form, whatever way leads to it: what proves the visit, the five levels, and nothing chosen (10.5.1). */
export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  action: string,
  fields: Html,
  refusal: Refusal | null,
): FastifyReply {
  const main = html`<h1>评价服务</h1>
<p>评价自愿，由您自己作出，工作人员不能代为评价。一次到访评价一次。</p>
${alert(refusal?.says ?? null)}
<form class="stack" method="post" action="${action}">
${fields}
${levelChoice(chosenIn(request.body), problemsOf(refusal, '/words'))}
<div><button type="submit">提交评价</button></div>
</form>`
  return sendPage(
    request,
    reply,
    { title: '评价服务 · 首问', says: '凭编号和查询码评价这次服务，自愿，由您自己作出。', main },
    refusal ? problemOf(refusal).status : 200,
  )
}
