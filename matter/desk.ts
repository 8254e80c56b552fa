import { type Instant, instant, iso } from '#core/day.ts'
import { type Why, whySays } from '#core/desk.ts'
import { postsOf, type StaffId } from '#core/roster.ts'
import type { DeskPage, DeskRow, Lamp } from '#core/view.ts'
import { named } from '#matter/page.ts'
import { type NamedRow, serviceOf } from '#matter/rows.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { firstId, sql, type Tx } from '#platform/db/db.ts'

type Row = NamedRow & {
  readonly why: Why
  readonly clock: string | null
  readonly due: string
  readonly yellow_at: Date | null
  readonly late: boolean
  readonly post: string
  readonly holder_post: string
  readonly holder_staff: string
  readonly concerns: string | null
}

const filtered = `(due_at, matter_id) > ($3::timestamptz, $4::uuid)
         and ($5::text is null or case $5 when 'red' then late or due_at < $6::timestamptz
           when 'yellow' then not late and due_at >= $6 and yellow_at <= $6
           else not late and due_at >= $6 and (yellow_at is null or yellow_at > $6) end)
         and ($8::text is null or exists (select from matter k where k.tenant_id = $1 and k.id = desk.matter_id and k.kind = $8))
         and ($9::text[] is null or desk.why = any($9))
       order by due_at, matter_id limit $7`

/**
 * Each post's desk is a short walk of its own index, and one of what rested there and has woken; the walks are merged by due
 * time. What still rests is not walked over: `offset 0` keeps the planner from walking all by due time to find the woken.
 */
const page = sql<Row>(
  'desk.page',
  `select m.id, m.number, m.kind, m.service, m.service_version, m.title, m.state, d.why, d.clock, d.due_at::text as due, d.yellow_at, d.late, d.post,
     m.holder_post, m.holder_staff, m.concerns
   from (
     select e.* from unnest($2::uuid[]) as mine(post)
     cross join lateral (
       (select * from desk where tenant_id = $1 and desk.post = mine.post and wakes_at is null and ${filtered})
       union all
       (select * from (select * from desk where tenant_id = $1 and desk.post = mine.post and wakes_at <= $6 offset 0) desk where ${filtered})
     ) e
   ) d join matter m on m.tenant_id = $1 and m.id = d.matter_id
   order by d.due_at, d.matter_id limit $7`,
)
type Counts = { readonly red: number; readonly yellow: number; readonly green: number; readonly resting: number }
/** What rests is counted by the person, who may stand in several registers. */
const counts = sql<Counts>(
  'desk.counts',
  `select count(*) filter (where late or due_at < $3::timestamptz) as red,
     count(*) filter (where not late and due_at >= $3 and yellow_at <= $3) as yellow,
     count(*) filter (where not late and due_at >= $3 and (yellow_at is null or yellow_at > $3)) as green,
     (select count(distinct coalesce(who.blind, rests.matter_id::text)) from (
        select matter_id from desk where tenant_id = $1 and post = any($2::uuid[]) and wakes_at > $3::timestamptz and ($4::text[] is null or why = any($4))
      ) rests left join lateral (
        select blind from secret s where s.tenant_id = $1 and s.matter_id = rests.matter_id and s.field = 'idNumber' order by version desc limit 1
      ) who on true) as resting
   from (select distinct on (matter_id) late, due_at, yellow_at from (
           select matter_id, late, due_at, yellow_at, why from desk where tenant_id = $1 and post = any($2::uuid[]) and wakes_at is null
           union all
           select matter_id, late, due_at, yellow_at, why from desk where tenant_id = $1 and post = any($2) and wakes_at <= $3
         ) on_it where $4::text[] is null or why = any($4) order by matter_id, due_at) e`,
)

export type DeskAsk = {
  readonly tenant: string
  readonly staff: StaffId
  readonly at: Instant
  readonly lamp: Lamp | null
  readonly kind: string | null
  readonly cursor: string | null
  readonly limit: number
  /** Only what lies there for one of these reasons. */
  readonly whys?: readonly Why[]
}

/** What lies on the desks that this person stands for now, most urgent first (5.1.a, 7.4). */
export async function deskPage(
  world: Pick<World, 'processes'>,
  tx: Tx,
  office: OfficeSnapshot,
  ask: DeskAsk,
): Promise<DeskPage> {
  const { tenant, staff, at, lamp, kind, cursor, limit, whys = null } = ask
  const standing = new Map(postsOf(office.roster, staff, at).map((one) => [one.post as string, one]))
  // What is about a person lies on their own desk, not on that of a post where somebody may stand in.
  const posts = [...standing.keys(), staff]
  const [due, id] = after(cursor)
  const [rows, [count]] = await Promise.all([
    tx.all(page, [tenant, posts, due, id, lamp, iso(at), limit + 1, kind, whys]),
    cursor === null ? tx.all(counts, [tenant, posts, iso(at), whys]) : [],
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  // Who stands in for a post sees nothing of what is hidden from whom it concerns (10.5.1, 10.5.4).
  const isHidden = (row: Row) =>
    row.concerns === staff && world.processes.of(row.kind, serviceOf(row))?.hidesFrom === 'concerned'
  const unique = shown.filter((row, i) => shown.findIndex((other) => other.id === row.id) === i && !isHidden(row))
  return {
    rows: unique.map((row) => rowView(world, office, row, standing.get(row.post)?.standsFor ?? null, at)),
    next: rows.length > limit && last ? `${last.due}~${last.id}` : null,
    counts: count ?? { green: 0, yellow: 0, red: 0, resting: 0 },
  }
}

function after(cursor: string | null): readonly [string, string] {
  const [due, id] = cursor?.split('~') ?? []
  return due && id ? [due, id] : ['-infinity', firstId]
}

/** A cursor that this program made; anything else is refused before it reaches the database. */
export const cursorForm = '^(infinity|\\d{4}-\\d{2}-\\d{2} [0-9:.+-]{8,24})~[0-9a-f-]{36}$'

function rowView(
  world: Pick<World, 'processes'>,
  office: OfficeSnapshot,
  row: Row,
  standsFor: StaffId | null,
  at: Instant,
): DeskRow {
  const process = world.processes.of(row.kind, serviceOf(row))
  const due = row.due === 'infinity' ? null : instant(Date.parse(row.due))
  const red = row.late || (due !== null && due < at)
  const yellow = !red && row.yellow_at !== null && row.yellow_at.getTime() <= at
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    kindLabel: process?.title ?? row.kind,
    title: row.title,
    state: row.state,
    stateLabel: process?.states[row.state]?.label ?? row.state,
    why: row.why,
    whyLabel: whySays(row.why, process),
    clock: (row.clock && process?.clocks[row.clock]?.label) ?? null,
    dueAt: due === null ? null : iso(due),
    lamp: red ? 'red' : yellow ? 'yellow' : 'green',
    late: red,
    holder: named(office, row.holder_staff, row.holder_post),
    standingFor: standsFor && named(office, standsFor),
  }
}
