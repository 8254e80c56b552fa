import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isWorkingDay } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instant, instantAt, iso } from '#core/day.ts'
import { assignedTo, duty, nameOf, type PostId } from '#core/roster.ts'
import { reading } from '#matter/door.ts'
import { type NamedRow, serviceOf } from '#matter/rows.ts'
import type { World } from '#matter/world.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { byOf } from './place.ts'

type Row = NamedRow & {
  readonly post: PostId
  readonly due: Date | null
  readonly late: boolean
  readonly said_at: Date | null
  readonly says: string | null
}

/** What lies on A's desk, each with the last thing done to it since then. A short walk of each desk's own index. */
const open = sql<Row>(
  'daily.open',
  `select d.post, m.id, m.number, m.title, m.kind, m.service, m.service_version, m.state,
     case when isfinite(d.due_at) then d.due_at end as due, d.late or d.due_at < $4::timestamptz as late, j.at as said_at, j.says
   from unnest($2::uuid[]) as mine(post)
   cross join lateral (select * from desk where tenant_id = $1 and desk.post = mine.post order by due_at, matter_id limit 50) d
   join matter m on m.tenant_id = $1 and m.id = d.matter_id
   left join lateral (select at, says from journal where tenant_id = $1 and matter_id = m.id and at >= $3::timestamptz order by seq desc limit 1) j on true
   order by d.post, d.due_at, d.matter_id`,
)
const closed = sql<NamedRow & { post: PostId }>(
  'daily.closed',
  `select id, number, title, kind, service, service_version, state, holder_post as post from matter
   where tenant_id = $1 and office = any($2::uuid[]) and closed_at >= $3 and holder_post = any($4::uuid[]) order by closed_at desc limit 50`,
)

/** The posts whose B this person is: what they have to know of, should A be away tomorrow (5.1.a). */
function watchedBy({ roster }: OfficeSnapshot, by: By): readonly PostId[] {
  return (roster.postsWith.get(by.staff) ?? []).filter(
    (post) => assignedTo(roster, post, 'B', by.at) === by.staff && assignedTo(roster, post, 'A', by.at) !== by.staff,
  )
}

/** B's daily brief: A's desk as it lies, to be read and not touched, and what changed since the working day before (5.1.a). */
export const dailyRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/office/brief',
    { config: { allow: 'staff', passive: true }, schema: { summary: 'B角每日简报：A角在办事项和变化（只读）' } },
    (request, reply) =>
      reading(world, request, reply, (tx, { who, at, office }) => briefOf(world, tx, office, byOf(who, at))),
  )
}

async function briefOf(world: Pick<World, 'processes'>, tx: Tx, office: OfficeSnapshot, by: By) {
  const posts = watchedBy(office, by)
  const places = [...new Set(posts.flatMap((post) => office.roster.posts.get(post)?.office ?? []))]
  const since = sinceOf(office, by, places[0])
  if (posts.length === 0) return { since: iso(since), posts: [] }
  const [rows, gone] = await Promise.all([
    tx.all(open, [by.tenant, posts, iso(since), iso(by.at)]),
    tx.all(closed, [by.tenant, places, iso(since), posts]),
  ])
  const label = (row: NamedRow) => {
    const process = world.processes.of(row.kind, serviceOf(row))
    return process?.confidential
      ? null
      : { kind: process?.title ?? row.kind, state: process?.states[row.state]?.label ?? row.state }
  }
  return {
    since: iso(since),
    posts: posts.map((post) => {
      const a = assignedTo(office.roster, post, 'A', by.at)
      const now = duty(office.roster, post, by.at).staff
      return {
        post: { id: post, name: office.roster.posts.get(post)?.name ?? '' },
        A: a && { id: a, name: nameOf(office.roster, a) },
        // While B acts, A's matters are on B's own desk.
        acting: now === by.staff,
        matters: rows.flatMap((row) => {
          const said = row.post === post ? label(row) : null
          return said ? [{ ...matterView(row), kindLabel: said.kind, stateLabel: said.state }] : []
        }),
        closed: gone.flatMap((row) => {
          const said = row.post === post ? label(row) : null
          return said ? [{ id: row.id, number: row.number, title: row.title, stateLabel: said.state }] : []
        }),
      }
    }),
  }
}

function matterView(row: Row) {
  const timed = (date: Date | null) => date && iso(instant(date.getTime()))
  return {
    ...{ id: row.id, number: row.number, title: row.title, dueAt: timed(row.due), late: row.late },
    changed: row.says === null ? null : { at: timed(row.said_at) ?? '', says: row.says },
  }
}

/** The beginning of the office's working day before today: on Monday that is Friday. */
function sinceOf(
  office: OfficeSnapshot,
  by: By,
  place: Parameters<OfficeSnapshot['calendar']>[0] | undefined,
): Instant {
  let day: Day = addDays(dayOf(by.at), -1)
  const calendar = place && office.calendar(place)
  for (let tries = 0; calendar && tries < 15 && !isWorkingDay(calendar, day); tries += 1) day = addDays(day, -1)
  return instantAt(day, 0)
}
