import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { instant, iso } from '#core/day.ts'
import { changing, whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { lastId, sql } from '#platform/db/db.ts'

type Row = {
  readonly id: string
  readonly at: Date
  readonly matter_id: string | null
  readonly clause: string
  readonly says: string
  readonly seen_at: Date | null
}

const mine = sql<Row>(
  'alarm.mine',
  `select id, at, matter_id, clause, says, seen_at from alarm
   where tenant_id = $1 and staff = $2 and ($3::boolean or seen_at is null) and (at, id) < ($4::timestamptz, $5::uuid)
   order by at desc, id desc limit $6`,
)
const unseen = sql<{ unseen: number }>(
  'alarm.unseen',
  `select count(*)::int as unseen from (select from alarm where tenant_id = $1 and staff = $2 and seen_at is null limit 100) few`,
)
const see = sql<{ id: string }>(
  'alarm.see',
  `update alarm set seen_at = coalesce(seen_at, $3) where tenant_id = $1 and staff = $2 and id = any($4::uuid[]) returning id`,
)

const Asked = Type.Object({
  all: Type.Optional(Type.Boolean({ title: '包括已阅', default: false })),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{4}-[0-9T:.+Z-]{10,30}~[0-9a-f-]{36}$' })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
})
const Seen = Type.Object(
  { ids: Type.Array(Type.String({ format: 'uuid' }), { title: '提醒', minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
)
const newest = ['infinity', lastId] as const

/** What somebody was told, and that they took note of it. */
export const alarmRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/alarms',
    { config: { allow: 'staff', passive: true }, schema: { summary: '我的超期提醒', querystring: Asked } },
    (request) => {
      const who = whoOf(request)
      const { all = false, cursor, limit } = request.query
      const [at, id] = cursor?.split('~') ?? newest
      return world.db.read(scopeOf(who), async (tx) => {
        const [rows, { unseen: count }] = await Promise.all([
          tx.all(mine, [who.tenantId, who.staffId, all, at, id, limit + 1]),
          tx.one(unseen, [who.tenantId, who.staffId]),
        ])
        const last = rows[limit - 1]
        const next = rows.length > limit && last ? `${last.at.toISOString()}~${last.id}` : null
        return { rows: rows.slice(0, limit).map(viewOf), unseen: count, next }
      })
    },
  )
  app.post(
    '/api/alarms/seen',
    { config: { allow: 'staff' }, schema: { summary: '已阅提醒', body: Seen } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, { ...who, actor: who.staffId }, at, request, reply, async (tx, gate) => {
        await gate
        const done = await tx.all(see, [who.tenantId, who.staffId, iso(at), request.body.ids])
        return { status: 200, body: { seen: done.map(({ id }) => id) } }
      })
    },
  )
}

function viewOf({ id, at, matter_id, clause, says, seen_at }: Row) {
  const time = (date: Date) => iso(instant(date.getTime()))
  return { id, at: time(at), matter: matter_id, clause, says, seenAt: seen_at && time(seen_at) }
}
