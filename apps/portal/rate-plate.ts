import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { html, sendPage } from '#apps/portal/layout.ts'
import { posted, send } from '#apps/portal/rate.ts'
import { rated, saidIn } from '#apps/portal/rate-said.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type BadgePlace, placeOfBadge } from '#rules/badges/public.ts'
import { byStaff, guarded, type RatingNeeds } from '#rules/quality-service/routes.ts'
import { prove } from '#rules/quality-service/visitor/claim.ts'
import { proveTicket, ticketIn } from '#rules/quality-service/visitor/ticket.ts'

const counted = { config: { allow: 'anyone', ...guarded }, schema: { hide: true } } as const
type OfCode = { Params: { code: string } }

/**
 * The square code on a window's plate or on somebody's badge: whoever was just served there rates that visit, proved by the
 * number and code of today's slip, or by number and query code of a paper. Without a visit nobody rates (10.5.1).
 */
export function ratePlatePages(app: FastifyInstance, needs: RatingNeeds): void {
  const { world, place } = needs
  const found = (code: string) => placeOfBadge(world.db, place, code, world.now())

  app.get<OfCode>('/rate/at/:code', counted, async (request, reply) => {
    const plate = await found(request.params.code)
    return plate ? form(request, reply, plate, null) : unknownPlate(request, reply)
  })

  app.post<OfCode>('/rate/at/:code', posted, async (request, reply) => {
    const plate = await found(request.params.code)
    if (!plate) return unknownPlate(request, reply)
    const refusal = await ratedAt(needs, request, plate)
    return refusal ? form(request, reply, plate, refusal) : reply.redirect('/rate/thanks', 303)
  })
}

async function ratedAt(needs: RatingNeeds, request: FastifyRequest, plate: BadgePlace): Promise<Refusal | null> {
  const said = saidIn(request)
  if (isRefusal(said)) return said
  const { world, place } = needs
  const at = world.now()
  const { body, ip } = request
  const claim = { number: one(body, 'number', 60), code: one(body, 'code', 40) }
  const matter = ticketIn(claim.number)
    ? await proveTicket(world, place, plate, claim, ip, at)
    : await prove(world, place, claim, ip, at)
  return isRefusal(matter) ? matter : rated(needs, { ...said, matter, channel: 'plate' }, at)
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, place, code }: BadgePlace,
  refusal: Refusal | null,
): FastifyReply {
  reply.headers({ 'x-robots-tag': 'noindex' })
  const number = one(request.body, 'number', 60)
  const fields = html`<p class="state">您评价的是刚才在${place}的这一次服务${name && `（${name}）`}。</p>
<label for="number">号码</label>
<p class="hint" id="number-hint">号票上的排队号，如“A012”；没有号票的，填单子上的编号</p>
<input type="text" id="number" name="number" value="${number}" required maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="number-hint">
<label for="code">评价码或查询码</label>
<p class="hint" id="code-hint">号票上的6位评价码，或者单子上的8位查询码，大小写都可以。两样都没有的，请填纸质评价表投入意见箱。</p>
<input type="text" id="code" name="code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">`
  return send(request, reply, `/rate/at/${code}`, fields, refusal ?? (request.session ? byStaff : null))
}

function unknownPlate(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const main = html`<h1>这个评价码不能用了</h1><p class="state">窗口或者证牌已经更换。请扫新的二维码，或者用单子上的编号和查询码评价。</p>
<p><a class="button" href="/rate">用编号和查询码评价</a></p>`
  return sendPage(request, reply, { title: '评价服务 · 首问', main }, 404)
}
