import { workingDaysAfter } from '#core/calendar.ts'
import { addDays, dayOf, type Instant, instant, instantAt, iso, weekday } from '#core/day.ts'
import { type Why, whySays } from '#core/desk.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import type { Lamp } from '#core/view.ts'
import { named } from '#matter/page.ts'
import { type NamedRow, serviceOf } from '#matter/rows.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { firstId, sql, type Tx } from '#platform/db/db.ts'

/** What may be asked of the list of what is due (限时清单, 7.4). `tomorrow` is the next working day. */
export const whens = {
  late: '已超期',
  soon: '将到期',
  today: '今天到期',
  tomorrow: '下一工作日到期',
  week: '本周到期',
  paused: '暂停计时',
  all: '全部',
} as const
export type When = keyof typeof whens

type Row = NamedRow & {
  readonly office: string
  readonly why: Why
  readonly clock: string | null
  readonly due: string
  readonly yellow_at: Date | null
  readonly late: boolean
  readonly law_at: Date | null
  readonly paused: string | null
  readonly held: boolean
  readonly holder_post: string
  readonly holder_staff: string
}

const beside = `left join clock law on law.tenant_id = $1 and law.matter_id = e.id and law.name = 'statutory' and law.is_now = 'running'
   left join lateral (
     select p.why from clock c join clock_pause p on p.tenant_id = c.tenant_id and p.matter_id = c.matter_id and p.clock = c.name and p.until_at is null
     where c.tenant_id = $1 and c.matter_id = e.id and c.is_now = 'paused' limit 1
   ) stands on true
   order by e.due_at, e.id`
const shown = `e.id, e.number, e.kind, e.service, e.service_version, e.title, e.state, e.office, e.why, e.clock, e.due_at::text as due, e.yellow_at, e.late,
     e.holder_post, e.holder_staff, law.due_at as law_at, stands.why as paused`

/**
 * Of a whole office: the most urgent rows of all its posts first, and only then their matters, so that two hundred posts cost
 * no more than a page. A row that is not the holder's is a step to go by (`held` false): the cursor passes it.
 */
const officePage = sql<Row>(
  'due.office',
  `with top as materialized (
     select d.* from unnest($2::uuid[]) as mine(post) cross join lateral (
       select post, matter_id, why, clock, due_at, yellow_at, late from desk
       where tenant_id = $1 and desk.post = mine.post and (due_at, matter_id) > ($3::timestamptz, $4::uuid)
         and due_at >= $5::timestamptz and due_at <= $6::timestamptz and (not $7::boolean or late or due_at < $8::timestamptz)
         and (not $11::boolean or not late and due_at >= $8 and yellow_at <= $8)
       order by due_at, matter_id limit $10
     ) d order by d.due_at, d.matter_id limit $10
   )
   select ${shown}, e.held from (
     select m.id, m.number, m.kind, m.service, m.service_version, m.title, m.state, m.office, m.holder_post, m.holder_staff,
       top.why, top.clock, top.due_at, top.yellow_at, top.late, m.holder_post = top.post and m.concerns is distinct from $9::uuid as held
     from top join matter m on m.tenant_id = $1 and m.id = top.matter_id
   ) e ${beside}`,
)

/**
 * A walk of each post's own index, in the order of due time; the walks are merged. Of a whole office a matter is shown once,
 * where it is held. The statutory limit and what stands are read beside, for the rows of the page alone.
 */
const page = sql<Row>(
  'due.page',
  `select ${shown}, true as held
   from (
     select d.* from unnest($2::uuid[]) as mine(post) cross join lateral (
       select m.id, m.number, m.kind, m.service, m.service_version, m.title, m.state, m.office, m.holder_post, m.holder_staff,
         d.why, d.clock, d.due_at, d.yellow_at, d.late
       from desk d join matter m on m.tenant_id = d.tenant_id and m.id = d.matter_id
       where d.tenant_id = $1 and d.post = mine.post and (d.due_at, d.matter_id) > ($3::timestamptz, $4::uuid)
         and d.due_at >= $5::timestamptz and d.due_at <= $6::timestamptz
         and (not $7::boolean or d.late or d.due_at < $8::timestamptz)
         and (not $9::boolean or exists (select from clock c where c.tenant_id = $1 and c.matter_id = d.matter_id and c.is_now = 'paused'))
         and ($10::text is null or m.kind = $10) and ($11::text is null or m.service = $11)
         and (not $12::boolean or m.holder_post = d.post) and (not $12::boolean or m.concerns is distinct from $13::uuid)
         and (not $15::boolean or not d.late and d.due_at >= $8 and d.yellow_at <= $8)
       order by d.due_at, d.matter_id limit $14
     ) d order by d.due_at, d.id limit $14
   ) e ${beside}`,
)

type Count = {
  readonly place: string
  readonly late: number
  readonly soon: number
  readonly today: number
  readonly tomorrow: number
  readonly week: number
  readonly paused: number
  readonly all: number
}
const bucketed = `count(*) filter (where late or due_at < $3::timestamptz)::int as late,
     count(*) filter (where not late and due_at >= $3 and yellow_at <= $3)::int as soon,
     count(*) filter (where due_at >= $4::timestamptz and due_at < $5::timestamptz)::int as today,
     count(*) filter (where due_at >= $6::timestamptz and due_at < $7::timestamptz)::int as tomorrow,
     count(*) filter (where due_at >= $4 and due_at < $8::timestamptz)::int as week,
     count(*) filter (where matter_id in (select matter_id from clock where tenant_id = $1 and is_now = 'paused'))::int as paused, count(*)::int as all`
/** A matter on two of the posts counts once; grouped by the place where it lies. */
const counts = sql<Count>(
  'due.counts',
  `select place, ${bucketed} from (
     select matter_id, min(org_path::text) as place, bool_or(late) as late, min(due_at) as due_at, min(yellow_at) as yellow_at from desk
     where tenant_id = $1 and post = any($2::uuid[]) group by matter_id
   ) e group by place`,
)

export type DueAsk = {
  readonly tenant: string
  readonly staff: StaffId
  readonly at: Instant
  readonly place: OfficeId
  readonly posts: readonly string[]
  /** Of an office: a matter once, where it is held; else whatever lies on these posts. */
  readonly held: boolean
  readonly when: When
  readonly kind: string | null
  readonly service: string | null
  readonly cursor: string | null
  readonly limit: number
}

/** The hours between which a matter falls due to be in a part of the list. */
export function spanOf(
  office: OfficeSnapshot,
  place: OfficeId,
  when: When,
  at: Instant,
): readonly [from: string, until: string] {
  const today = dayOf(at)
  const next = workingDaysAfter(office.calendar(place), today, 1).day
  const midnight = (day: typeof today) => iso(instantAt(day, 0))
  const before = (day: typeof today) => iso(instant(instantAt(day, 0) - 1))
  if (when === 'today') return [midnight(today), before(addDays(today, 1))]
  if (when === 'tomorrow') return [midnight(next), before(addDays(next, 1))]
  if (when === 'week') return [midnight(today), before(addDays(today, ((7 - weekday(today)) % 7) + 1))]
  return ['-infinity', 'infinity']
}

export type DueRow = ReturnType<typeof rowOf>

/** One page of what is due, most urgent first. */
export async function duePage(world: Pick<World, 'processes'>, tx: Tx, office: OfficeSnapshot, ask: DueAsk) {
  const { tenant, staff, at, place, posts, held, when, kind, service, cursor, limit } = ask
  const [due = '-infinity', id = firstId] = cursor?.split('~') ?? []
  const from = [tenant, posts, due, id, ...spanOf(office, place, when, at), when === 'late', iso(at)]
  const isPlain = held && when !== 'paused' && kind === null && service === null
  const most = isPlain ? Math.ceil(limit * 1.5) + 1 : limit + 1
  const rows = isPlain
    ? await tx.all(officePage, [...from, staff, most, when === 'soon'])
    : await tx.all(page, [...from, when === 'paused', kind, service, held, staff, most, when === 'soon'])
  // Never between two rows of one matter: the cursor would pass the other by.
  const beyond = rows[most - 1]
  const taken = rows.slice(0, most - 1).filter(({ id: one }) => one !== beyond?.id)
  const last = taken.at(-1)
  return {
    // A matter that lies on two of my posts is shown where it is first.
    rows: taken
      .filter((row, i) => row.held && taken.findIndex((one) => one.id === row.id && one.held) === i)
      .map((row) => rowOf(world, office, row, at)),
    next: rows.length >= most && last ? `${last.due}~${last.id}` : null,
  }
}

/** How many there are in each part of the list, by the place where they lie. */
export async function dueCounts(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, posts, at, place }: Pick<DueAsk, 'tenant' | 'posts' | 'at' | 'place'>,
) {
  const [today, until] = spanOf(office, place, 'today', at)
  const [next, nextUntil] = spanOf(office, place, 'tomorrow', at)
  const [, week] = spanOf(office, place, 'week', at)
  const rows = await tx.all(counts, [tenant, posts, iso(at), today, until, next, nextUntil, week])
  const total = (key: Exclude<keyof Count, 'place'>) => rows.reduce((sum, row) => sum + row[key], 0)
  return {
    counts: {
      late: total('late'),
      soon: total('soon'),
      today: total('today'),
      tomorrow: total('tomorrow'),
      week: total('week'),
      paused: total('paused'),
      all: total('all'),
    },
    places: rows.map(({ place: path, ...count }) => {
      const one = office.byPath.get(path)
      return { id: one?.id ?? path, name: one?.name ?? path, ...count }
    }),
  }
}

function rowOf(world: Pick<World, 'processes'>, office: OfficeSnapshot, row: Row, at: Instant) {
  const process = world.processes.of(row.kind, serviceOf(row))
  const due = row.due === 'infinity' ? null : instant(Date.parse(row.due))
  const red = row.late || (due !== null && due < at)
  const yellow = !red && row.yellow_at !== null && row.yellow_at.getTime() <= at
  return {
    ...{ id: row.id, number: row.number, kind: row.kind, kindLabel: process?.title ?? row.kind, title: row.title },
    stateLabel: process?.states[row.state]?.label ?? row.state,
    office: office.organizations.get(row.office as OfficeId)?.name ?? '',
    whyLabel: whySays(row.why, process),
    clock: (row.clock && process?.clocks[row.clock]?.label) ?? null,
    dueAt: due === null ? null : iso(due),
    lamp: (red ? 'red' : yellow ? 'yellow' : 'green') as Lamp,
    late: red,
    lawAt: row.law_at && iso(instant(row.law_at.getTime())),
    paused: row.paused,
    holder: named(office, row.holder_staff, row.holder_post),
  }
}
