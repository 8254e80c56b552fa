import { workingDaysBetween } from '#core/calendar.ts'
import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import { duty, isHeadOf, type OfficeId, officeOf, type PostId } from '#core/roster.ts'
import type { Lamp, Name } from '#core/view.ts'
import { nameOf } from '#matter/setting.ts'
import { officesWithin } from '#office/below.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { firstId, lastId, sql, type Tx } from '#platform/db/db.ts'
import { causes, type Finding, findings, type Order } from '#rules/quality-service/complaint.ts'
import { complaint } from '#rules/quality-service/process.ts'

/** What a case that was opened goes through, and the clock that runs there (10.5.5.b, c). */
export type Stage = 'filed' | 'ordered' | 'replied'

/** The head of an office sees what is ordered there and in all offices below; nobody else does. */
export function supervised(office: OfficeSnapshot, staff: string, at: Instant): readonly string[] {
  const { roster } = office
  const place = officeOf(roster, staff as never, at)
  if (!place || !isHeadOf(roster, staff as never, place, at)) return []
  return officesWithin(office, place, at)
}

type Row = {
  readonly id: string
  readonly office: string
  readonly number: string
  readonly title: string
  readonly state: Stage
  readonly turn: string | null
  readonly cause: keyof typeof causes
  readonly round: number
  readonly latest: Order | null
  /** When the first order of the chain was signed. */
  readonly first: string | null
  readonly direct: boolean | null
  readonly started_at: Date
  readonly due: string
  readonly due_at: Date
  readonly yellow_at: Date | null
  readonly late: boolean
}

// The same words as in the index's own condition, so that it is used.
export const openOrders = `m.kind = 'complaint' and m.state in ('filed', 'ordered', 'replied')`
export const clockOfState = `c.name = case m.state when 'filed' then 'order' when 'ordered' then 'reply' else 'judge' end`

/** All open orders of the offices, most urgent first: few at a time, as each is one complaint between two organizations. */
const page = sql<Row>(
  'orders.page',
  `select m.id, m.office, m.number, m.title, m.state, m.turn, m.facts->>'cause' as cause,
     coalesce(jsonb_array_length(m.facts->'orders'), 0) as round, m.facts->'orders'->-1 as latest, (m.facts->'orders'->0->>'at')::bigint as first, (m.facts->>'isAboutHead')::boolean as direct,
     c.started_at, c.due_at::text as due, c.due_at, c.yellow_at, c.due_at < $3::timestamptz as late
   from matter m join clock c on c.tenant_id = m.tenant_id and c.matter_id = m.id and ${clockOfState}
   where m.tenant_id = $1 and m.office = any($2::uuid[]) and ${openOrders} and c.is_now = 'running'
     and ($4::text is null or m.state = $4) and (not $5::boolean or c.due_at < $3)
     and (c.due_at, m.id) > ($6::timestamptz, $7::uuid) and m.concerns is distinct from $9::uuid
   order by c.due_at, m.id limit $8`,
)
const sums = sql<{
  office: string
  filed: number
  ordered: number
  replied: number
  late: number
  /** Late by the office itself: the rest is the lateness of those above. */
  unanswered: number
}>(
  'orders.sums',
  `select m.office, count(*) filter (where m.state = 'filed')::int as filed, count(*) filter (where m.state = 'ordered')::int as ordered,
     count(*) filter (where m.state = 'replied')::int as replied, count(*) filter (where c.due_at < $3::timestamptz)::int as late,
     count(*) filter (where m.state = 'ordered' and c.due_at < $3)::int as unanswered
   from matter m join clock c on c.tenant_id = m.tenant_id and c.matter_id = m.id and ${clockOfState}
   where m.tenant_id = $1 and m.office = any($2::uuid[]) and ${openOrders} and c.is_now = 'running' and m.concerns is distinct from $4::uuid
   group by m.office`,
)

/** Chains that came to an end, the newest first: what was ordered, how often, for how long, and how it ended (10.5.5.c). */
const ended = sql<Ended>(
  'orders.ended',
  `select e.* from unnest($2::uuid[]) as mine(office) cross join lateral (
     select m.id, m.office, m.number, m.title, m.facts->>'cause' as cause, jsonb_array_length(m.facts->'orders') as round,
       m.facts->'orders'->-1 as latest, (m.facts->'orders'->0->>'at')::bigint as first, m.closed_at, m.closed_at::text as closed, m.state,
       m.facts->>'finding' as finding, m.facts->>'outcome' as outcome,
       exists (select from lateness l where l.tenant_id = $1 and l.matter_id = m.id and l.clock in ('order', 'reply', 'judge')) as late
     from matter m where m.tenant_id = $1 and m.office = mine.office and m.kind = 'complaint' and m.closed_at is not null and m.facts ? 'orders'
       and (m.closed_at, m.id) < ($3::timestamptz, $4::uuid) and m.concerns is distinct from $6::uuid
     order by m.closed_at desc, m.id desc limit $5
   ) e order by e.closed_at desc, e.id desc limit $5`,
)
type Ended = {
  readonly id: string
  readonly office: string
  readonly number: string
  readonly title: string
  readonly cause: keyof typeof causes
  readonly round: number
  readonly latest: Order
  readonly first: string
  readonly closed_at: Date
  readonly closed: string
  readonly state: keyof typeof complaint.states
  readonly finding: Finding | null
  readonly outcome: string | null
  readonly late: boolean
}

/** One chain of orders that came to an end. */
export type ChainLine = ReturnType<typeof chainOf>

/** Chains that came to an end in these offices, and where the next page begins. */
export async function chainsPage(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, staff, offices, cursor, limit }: Pick<OrdersAsk, 'tenant' | 'staff' | 'offices' | 'cursor' | 'limit'>,
) {
  const [closed = 'infinity', id = lastId] = cursor?.split('~') ?? []
  const rows = await tx.all(ended, [tenant, offices, closed, id, limit + 1, staff])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => chainOf(office, row)),
    next: rows.length > limit && last ? `${last.closed}~${last.id}` : null,
  }
}

function chainOf(office: OfficeSnapshot, row: Ended) {
  const began = instant(Number(row.first))
  const closed = instant(row.closed_at.getTime())
  return {
    ...{
      id: row.id,
      number: row.number,
      title: row.title,
      office: { id: row.office, name: nameOf(office, row.office) },
    },
    ...{ cause: causes[row.cause], round: row.round, order: row.latest.number, opinion: row.latest.opinion },
    ...{
      stateLabel: complaint.states[row.state].label,
      finding: row.finding && findings[row.finding],
      outcome: row.outcome,
    },
    ...{ firstAt: iso(began), closedAt: iso(closed), late: row.late },
    /** Working days from the first order to the end. */
    chain: workingDaysBetween(office.calendar(row.office as OfficeId), dayOf(began), dayOf(closed)),
  }
}

export type OrdersAsk = {
  readonly tenant: string
  /** Who asks: what is complained of them is not on their list (10.5.4). */
  readonly staff: string
  readonly offices: readonly string[]
  readonly at: Instant
  readonly stage: Stage | null
  readonly late: boolean
  readonly cursor: string | null
  readonly limit: number
}
export const ordersCursor = '^\\d{4}-\\d{2}-\\d{2} [0-9:.+-]{8,24}~[0-9a-f-]{36}$'
const first = ['-infinity', firstId]

/** One line of 督办: a complaint that lies between two organizations, in which round, since when and until when. */
export type OrderLine = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly office: { readonly id: string; readonly name: string }
  readonly stage: Stage
  readonly stageLabel: string
  readonly cause: string
  /** How many orders were signed; 0 while the first one waits for its signature. */
  readonly round: number
  readonly order: string | null
  readonly opinion: string | null
  /** The head is complained of: the superior looks into it, no order goes down (10.5.3). */
  readonly direct: boolean
  /** Working days since this round began. */
  readonly age: number
  /** Working days since the first order of the chain; null while none is signed (10.5.5.c). */
  readonly chain: number | null
  readonly dueAt: string
  readonly lamp: Lamp
  readonly late: boolean
  readonly turn: Name | null
}

/** Open orders of these offices, most urgent first, and where the next page begins. */
export async function ordersPage(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, staff, offices, at, stage, late, cursor, limit }: OrdersAsk,
): Promise<{ readonly rows: readonly OrderLine[]; readonly next: string | null }> {
  const after = cursor?.split('~') ?? first
  const rows = await tx.all(page, [tenant, offices, iso(at), stage, late, ...after, limit + 1, staff])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => lineOf(office, row, at)),
    next: rows.length > limit && last ? `${last.due}~${last.id}` : null,
  }
}

/** How the offices stand, each on a line; those without an open order are left out. */
export async function ordersSums(
  tx: Tx,
  office: OfficeSnapshot,
  ask: Pick<OrdersAsk, 'tenant' | 'staff' | 'offices' | 'at'>,
) {
  const rows = await tx.all(sums, [ask.tenant, ask.offices, iso(ask.at), ask.staff])
  return rows
    .map(({ office: id, ...counts }) => ({ id, name: nameOf(office, id), ...counts }))
    .toSorted((a, b) => b.late - a.late || a.name.localeCompare(b.name, 'zh'))
}

function lineOf(office: OfficeSnapshot, row: Row, at: Instant): OrderLine {
  const { roster } = office
  const due = instant(row.due_at.getTime())
  const isYellow = row.yellow_at !== null && row.yellow_at.getTime() <= at
  const turn = row.turn && roster.posts.has(row.turn as PostId) ? duty(roster, row.turn as PostId, at).staff : null
  const calendar = office.calendar(row.office as OfficeId)
  return {
    ...{ id: row.id, number: row.number, title: row.title },
    office: { id: row.office, name: nameOf(office, row.office) },
    ...{ stage: row.state, stageLabel: complaint.states[row.state].label, cause: causes[row.cause], round: row.round },
    order: row.latest?.number ?? null,
    opinion: row.latest?.opinion ?? null,
    direct: row.direct === true,
    age: workingDaysBetween(calendar, dayOf(instant(row.started_at.getTime())), dayOf(at)),
    chain: row.first === null ? null : workingDaysBetween(calendar, dayOf(instant(Number(row.first))), dayOf(at)),
    dueAt: iso(due),
    lamp: row.late ? 'red' : isYellow ? 'yellow' : 'green',
    late: row.late,
    turn: turn && { id: turn, name: nameOf(office, turn), post: nameOf(office, row.turn!) },
  }
}
