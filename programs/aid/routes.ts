import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addDays, addMonths, type Day, dayOf, instantAt, iso } from '#core/day.ts'
import { nameOf, type OfficeId, officeOf, postsOf, type StaffId } from '#core/roster.ts'
import { reading } from '#matter/door.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { notSeen } from '#office/refusals.ts'
import { type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { aidChores } from './chores.ts'
import { aid } from './process.ts'
import { aidFigures, type DueRow, dueUntil } from './store.ts'

const Asked = Type.Object(
  {
    office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
    whose: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('all')], { title: '范围', default: 'mine' })),
    days: Type.Optional(Type.Integer({ title: '看到几天以后', minimum: 0, maximum: 31, default: 7 })),
  },
  { additionalProperties: false },
)

/** 就业援助 (JY06): what is due today and in the next days, and how many stand where. */
export const aidRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  registerChores(aidChores)
  app.get(
    '/api/aids/due',
    { config: { allow: 'staff' }, schema: { summary: '就业援助：今日约见和到期措施', querystring: Asked } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at, office }) => {
        const staff = who.staffId as StaffId
        const { whose = 'mine', days = 7 } = request.query
        const place = (request.query.office ?? officeOf(office.roster, staff, at)) as OfficeId | null
        if (place === null || !sees(office, staff, place, at)) return notSeen('没有这个单位')
        const today = dayOf(at)
        const posts = whose === 'mine' ? postsOf(office.roster, staff, at).map(({ post }) => post) : null
        const since = iso(instantAt(addMonths(today, -12), 0))
        const [rows, figures] = await Promise.all([
          dueUntil(tx, who.tenantId, place, addDays(today, days), posts),
          aidFigures(tx, who.tenantId, place, iso(at), since),
        ])
        return { today, figures, rows: rows.map((row) => viewOf(office, row, today)) }
      }),
  )
}

function viewOf({ roster }: OfficeSnapshot, row: DueRow, today: Day) {
  return {
    matter: row.matter_id,
    number: row.number,
    title: row.title,
    helper: nameOf(roster, row.holder_staff as StaffId),
    is: row.part === 0 ? 'appointment' : 'measure',
    on: row.on_day,
    says: row.says,
    overdue: row.on_day < today,
    isToday: row.on_day === today,
    stateLabel: aid.states[row.state as keyof typeof aid.states]?.label ?? row.state,
  }
}
