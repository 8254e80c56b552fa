import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { changing } from '#matter/once.ts'
import type { World } from '#matter/world.ts'
import { Claim, ClaimedRating } from '#rules/quality-service/contract.ts'
import { type Place, prove, rate, scopeOf, told, unknown } from '#rules/quality-service/visitor/claim.ts'
import { publicMatter } from '#rules/quality-service/visitor/view.ts'

/** Doors at which a code is typed: few tries a minute from one address, beside the lock of `prove`. */
export const guarded = { strict: true, rateLimit: { max: 60, timeWindow: 60_000 } } as const

export type RatingNeeds = { readonly world: World; readonly place: Place }

/** What a visitor does from outside with the number and the code on their slip: follow, and rate. */
export const ratingRoutes: FastifyPluginAsyncTypebox<RatingNeeds> = async (app, { world, place }) => {
  app.get(
    '/api/visitor/matters',
    { config: { allow: 'anyone', ...guarded }, schema: { summary: '凭编号和查询码查办理进度', querystring: Claim } },
    async (request, reply) => {
      const at = world.now()
      const matter = await prove(world, place, request.query, request.ip, at)
      if (isRefusal(matter)) return reply.refuse(matter)
      const view = await world.db.read(scopeOf(place), (tx) => publicMatter(world, tx, place.tenant, matter, at))
      return view ?? reply.refuse(unknown)
    },
  )

  app.post(
    '/api/visitor/ratings',
    { config: { allow: 'anyone', ...guarded }, schema: { summary: '凭编号和查询码评价', body: ClaimedRating } },
    async (request, reply) => {
      if (request.session) return reply.refuse(byStaff)
      const at = world.now()
      const { number, code, ...said } = request.body
      const matter = await prove(world, place, { number, code }, request.ip, at)
      if (isRefusal(matter)) return reply.refuse(matter)
      const actor = { tenantId: place.tenant, orgPath: place.path, actor: `visitor ${matter}` }
      return changing(world.db, actor, at, request, reply, async (tx, gate) => {
        const moved = await rate(world, tx, place, { matter, ...said, channel: 'code' }, at, gate)
        if (isRefusal(moved)) return moved
        const body = await publicMatter(world, tx, place.tenant, matter, at)
        return { status: 201, body, after: () => told(world, place.tenant, moved) }
      })
    },
  )
}

/** The visitor rates, and nobody who is signed in as staff: not with a visitor's code, not from a window's screen (10.5.1). */
export const byStaff: Refusal = {
  refused: 'not-yours',
  clause: '10.5.1',
  says: '评价只能由服务对象本人作出，工作人员不能代评',
}
