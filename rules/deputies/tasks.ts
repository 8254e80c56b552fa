import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { instant, iso } from '#core/day.ts'
import { liesIn } from '#core/path.ts'
import { isHeadOf, nameOf, type OfficeId, officeOf, type PostId, postsOf, type StaffId } from '#core/roster.ts'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql } from '#platform/db/db.ts'
import { byOf } from './place.ts'
import { task } from './process.ts'

const cursorForm = '^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+(Z|[+-]\\d{2}:\\d{2})~[0-9a-f-]{36}$'
const Asked = Type.Object(
  {
    which: Type.Optional(
      Type.Union([Type.Literal('all'), Type.Literal('set'), Type.Literal('mine')], { title: '范围', default: 'all' }),
    ),
    open: Type.Optional(Type.Boolean({ title: '只看未办结', default: true })),
    cursor: Type.Optional(Type.String({ pattern: cursorForm, maxLength: 90 })),
  },
  { additionalProperties: false },
)

type Row = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly state: string
  readonly office: OfficeId
  readonly first_staff: StaffId
  readonly holder_post: PostId
  readonly holder_staff: StaffId
  readonly percent: number | null
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly due_at: Date | null
  readonly late_since: Date | null
}

const page = sql<Row>(
  'task.page',
  `select m.id, m.number, m.title, m.state, m.office, m.first_staff, m.holder_post, m.holder_staff, (m.facts->>'percent')::int as percent,
     m.opened_at, m.closed_at, c.due_at, c.late_since
   from unnest($2::uuid[]) as seen(office)
   cross join lateral (
     select * from matter where tenant_id = $1 and matter.office = seen.office and kind = 'task' and (opened_at, id) < ($3::timestamptz, $4::uuid)
       and (not $5 or closed_at is null) and ($6::uuid is null or first_staff = $6)
       and ($7::uuid[] is null or holder_post = any($7) or partner = any($7) or first_staff = $8)
     order by opened_at desc, id desc limit 31
   ) m
   left join clock c on c.tenant_id = $1 and c.matter_id = m.id and c.name = 'result'
   order by m.opened_at desc, m.id desc limit 31`,
)

/** Tasks that were set, with how far they are: all of the offices one leads, else those one has a part in (5.3). */
export const taskRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/tasks',
    { config: { allow: 'staff' }, schema: { summary: '交办任务列表', querystring: Asked } },
    (request) => {
      const who = whoOf(request)
      const by = byOf(who, world.now())
      const { which = 'all', open = true, cursor } = request.query
      const [from = iso(instant(by.at + 1)), last = lastId] = cursor?.split('~') ?? []
      return world.db.read(scopeOf(who), async (tx) => {
        const office = await current(tx, by.tenant, by.at)
        const { places, leads } = seenBy(office, by)
        const posts = postsOf(office.roster, by.staff, by.at).map(({ post }) => post)
        const mine = which === 'mine' || (which === 'all' && !leads) ? posts : null
        const set = which === 'set' ? by.staff : null
        const rows = await tx.all(page, [
          by.tenant,
          places,
          from,
          last,
          open,
          set,
          mine,
          which === 'mine' ? null : by.staff,
        ])
        const end = rows[29]
        const next = rows.length > 30 && end ? `${iso(instant(end.opened_at.getTime()))}~${end.id}` : null
        return { maySet: leads, rows: rows.slice(0, 30).map((row) => viewOf(office, row)), next }
      })
    },
  )
}

/** The offices whose tasks one may look through: one's own, and for who leads one, those below. */
function seenBy({ roster, organizations }: OfficeSnapshot, by: By) {
  const own = officeOf(roster, by.staff, by.at)
  const led = [...organizations.keys()].filter((id) => isHeadOf(roster, by.staff, id, by.at))
  const paths = led.flatMap((id) => organizations.get(id)?.path ?? [])
  const below = [...organizations.values()].filter(({ path }) => paths.some((top) => liesIn(path, top)))
  const places = [...new Set([...(own ? [own] : []), ...below.map(({ id }) => id)])]
  return { places, leads: led.length > 0 }
}

function viewOf(office: OfficeSnapshot, row: Row) {
  const timed = (date: Date | null) => date && iso(instant(date.getTime()))
  return {
    ...{ id: row.id, number: row.number, title: row.title, state: row.state, percent: row.percent ?? 0 },
    stateLabel: task.states[row.state as keyof typeof task.states]?.label ?? row.state,
    office: { id: row.office, name: office.organizations.get(row.office)?.name ?? '' },
    by: { id: row.first_staff, name: nameOf(office.roster, row.first_staff) },
    holder: {
      ...{ id: row.holder_staff, name: nameOf(office.roster, row.holder_staff) },
      post: office.roster.posts.get(row.holder_post)?.name ?? '',
    },
    ...{ openedAt: timed(row.opened_at), closedAt: timed(row.closed_at), dueAt: timed(row.due_at) },
    late: row.late_since !== null,
  }
}
