import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { instant, iso } from '#core/day.ts'
import { changing, whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { otherAlarms } from '#office/alarm.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql } from '#platform/db/db.ts'
import { alarmsOf } from './alarms.ts'
import { attendanceRoutes } from './attendance.ts'
import { dailyRoutes } from './daily.ts'
import { presenceRoutes } from './presence.ts'
import { schemeRoutes } from './scheme.ts'
import { takeoverRoutes } from './takeover-routes.ts'
import { taskRoutes } from './tasks.ts'

type Row = {
  readonly absence: string
  readonly staff: string
  readonly from_at: Date
  readonly until_at: Date
  readonly brief: unknown
  readonly sheet: string | null
  readonly made_at: Date
  readonly acknowledged_at: Date | null
  readonly says: string | null
}

const columns = 'absence, staff, from_at, until_at, brief, sheet, made_at, acknowledged_at, says'
const list = sql<Row>(
  'handback.list',
  `select ${columns} from handback where tenant_id = $1 and office = $2 order by made_at desc limit 100`,
)
const one = sql<Row>('handback.one', `select ${columns} from handback where tenant_id = $1 and absence = $2 for update`)
const acknowledge = sql<Row>(
  'handback.acknowledge',
  `update handback set acknowledged_at = $3, says = $4 where tenant_id = $1 and absence = $2 returning ${columns}`,
)

const OfAbsence = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Acknowledgement = Type.Object(
  { says: Type.Optional(Type.String({ title: '意见', maxLength: 500 })) },
  { additionalProperties: false },
)

/** The briefs that a deputy hands back, and A's word that they were received (5.1.c). */
export const deputyRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  for (const plugin of [presenceRoutes, attendanceRoutes, schemeRoutes, takeoverRoutes, dailyRoutes, taskRoutes])
    await app.register(plugin, { world })
  app.get('/api/office/handbacks', { config: { allow: 'staff' }, schema: { summary: '代行交接单' } }, (request) => {
    const who = whoOf(request)
    return world.db.read(scopeOf(who), async (tx) => {
      const office = await current(tx, who.tenantId, world.now())
      return { handbacks: (await tx.all(list, [who.tenantId, who.orgId])).map((row) => viewOf(row, office)) }
    })
  })

  app.get(
    '/api/office/alarms',
    { config: { allow: 'staff', passive: true }, schema: { summary: '需要本人处理的在岗问题' } },
    (request) => {
      const who = whoOf(request)
      const at = world.now()
      return world.db.read(scopeOf(who), async (tx) => {
        const watch = { tenant: who.tenantId, office: await current(tx, who.tenantId, at), staff: who.staffId, at }
        const [own, others] = await Promise.all([
          alarmsOf(tx, watch.tenant, watch.office, watch.staff, at),
          otherAlarms(tx, watch),
        ])
        return { alarms: [...own, ...others] }
      })
    },
  )

  app.post(
    '/api/office/handbacks/:id/acknowledgement',
    { config: { allow: 'staff' }, schema: { summary: '确认收到代行交接', params: OfAbsence, body: Acknowledgement } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, { ...who, actor: who.staffId }, at, request, reply, async (tx, gate) => {
        const [row] = await Promise.all([tx.maybe(one, [who.tenantId, request.params.id]), gate])
        if (!row) return { refused: 'not-seen', clause: '5.1.c', says: '没有这份交接单' }
        if (row.staff !== who.staffId) return { refused: 'not-yours', clause: '5.1.c', says: '应由返岗的A角本人确认' }
        if (row.acknowledged_at) return { refused: 'not-from-here', clause: '5.1.c', says: '已经确认过' }
        const done = await tx.one(acknowledge, [who.tenantId, row.absence, iso(at), request.body.says ?? null])
        return { status: 200, body: viewOf(done, await current(tx, who.tenantId, at)) }
      })
    },
  )
}

const timed = (date: Date): string => iso(instant(date.getTime()))

function viewOf(row: Row, office: OfficeSnapshot) {
  return {
    id: row.absence,
    staff: { id: row.staff, name: nameOf(office, row.staff) },
    from: timed(row.from_at),
    until: timed(row.until_at),
    brief: row.brief,
    url: row.sheet && `/api/sheets/${row.sheet}.pdf`,
    madeAt: timed(row.made_at),
    acknowledgedAt: row.acknowledged_at && timed(row.acknowledged_at),
    says: row.says,
  }
}
