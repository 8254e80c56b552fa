import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { cursorForm, deskPage } from '#matter/desk.ts'
import { findsOf } from '#matter/find.ts'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import { search } from '#matter/search.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'

const limit = Type.Integer({ minimum: 1, maximum: 100, default: 20 })
const OfDesk = Type.Object({
  lamp: Type.Optional(Type.Enum(['green', 'yellow', 'red'])),
  kind: Type.Optional(Type.String({ maxLength: 40 })),
  /** Only what waits for this person's own word: an approval, or the step that is theirs. */
  decide: Type.Optional(Type.Boolean()),
  cursor: Type.Optional(Type.String({ pattern: cursorForm })),
  limit,
})
const OfSearch = Type.Object({
  q: Type.String({
    ...{ title: '查找内容', minLength: 2, maxLength: 100, pattern: '\\S\\s*\\S' },
    'x-too-long': '请改短再查，只写编号、姓名或事项里的几个字',
  }),
  limit,
})

/** My desk, most urgent first, and the search. */
export const listRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/desk',
    { config: { allow: 'staff' }, schema: { summary: '我的事项', querystring: OfDesk } },
    (request) => {
      const who = whoOf(request)
      const at = world.now()
      const { lamp = null, kind = null, cursor = null } = request.query
      return world.db.read(scopeOf(who), async (tx) => {
        const office = await current(tx, who.tenantId, at)
        return deskPage(world, tx, office, {
          tenant: who.tenantId,
          staff: who.staffId,
          at,
          lamp,
          kind,
          cursor,
          limit: request.query.limit,
          ...(request.query.decide && { whys: ['ask', 'turn'] }),
        })
      })
    },
  )

  app.get(
    '/api/search',
    { config: { allow: 'staff' }, schema: { summary: '查找事项、服务、人员和单位', querystring: OfSearch } },
    (request) => {
      const who = whoOf(request)
      return world.db.read(scopeOf(who), async (tx) => {
        const at = world.now()
        const { q, limit } = request.query
        const office = await current(tx, who.tenantId, at)
        const watch = { tenant: who.tenantId, office, staff: who.staffId, at }
        const [rows, others] = await Promise.all([
          search(world, tx, office, who, q, limit),
          findsOf(tx, watch, world, q),
        ])
        return { rows, others }
      })
    },
  )
}
