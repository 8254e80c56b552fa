import { addDays, type Day, dayOf, type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Mark } from './store.ts'

/** A transaction's lines lie in the journal once it is surely over; what is read twice does no harm. */
const settleMs = 10 * 60_000

type Dirty = { readonly office: string; readonly day: Day }

const dayOfAt = (column: string) => `(${column} at time zone 'Asia/Shanghai')::date`
/** All days that a matter counts on: where it opened, closed, was rated, was ordered about. Given all of them, an old one too. */
const daysOf = (matters: string) => `
  select m.office, ${dayOfAt('d.at')}::text as day
  from (${matters}) m cross join lateral (
    select m.opened_at as at union all select m.closed_at
    union all select r.at from rating r where r.tenant_id = $1 and r.matter_id = m.id
    union all select l.since from lateness l where l.tenant_id = $1 and l.matter_id = m.id and l.clock = 'reply'
    union all select to_timestamp((o->>'at')::bigint / 1000.0) from jsonb_array_elements(m.facts->'orders') o where m.kind = 'complaint'
  ) d where d.at is not null`

const moved = sql<Dirty>(
  'figure.moved',
  `select distinct office, day from (${daysOf(`
    select id, office, kind, opened_at, closed_at, case when kind = 'complaint' then facts else '{}' end as facts from matter
    where tenant_id = $1 and kind in ('contact', 'petition', 'case', 'complaint')
      and id = any(array(select matter_id from journal where tenant_id = $1 and at >= $2))`)}
   union all select office, ${dayOfAt('rated_at')}::text from rating_handling where tenant_id = $1 and excluded_at >= $2
   union all select office, day::text from queue_ticket where tenant_id = $1 and day >= $3) e order by day desc, office`,
)
const all = sql<Dirty>(
  'figure.all',
  `select distinct office, day from (${daysOf(`
    select id, office, kind, opened_at, closed_at, case when kind = 'complaint' then facts else '{}' end as facts from matter
    where tenant_id = $1 and kind in ('contact', 'petition', 'case', 'complaint')`)}
   union all select office, day::text from queue_ticket where tenant_id = $1) e order by day desc, office`,
)
/** Where working days were counted by a calendar that is no longer so. */
const used = sql<Dirty>(
  'figure.used',
  `select distinct office, day::text as day from figure_day where tenant_id = $1 and office = any($2::uuid[]) and done > 0 order by day desc, office`,
)

/** Every office and day that may say something else than when the mark was set; all there are without one. Newest first. */
export async function dirtyDays(
  tx: Tx,
  tenant: string,
  mark: Mark | null,
  calendars: Mark['calendars'],
): Promise<readonly Dirty[]> {
  if (!mark?.at) return tx.all(all, [tenant])
  const since: Instant = instant(mark.at.getTime() - settleMs)
  const changed = Object.keys(calendars).filter((id) => mark.calendars[id] !== calendars[id])
  const [some, more] = await Promise.all([
    tx.all(moved, [tenant, iso(since), addDays(dayOf(since), -1)]),
    changed.length > 0 ? tx.all(used, [tenant, changed]) : [],
  ])
  return [...new Map([...some, ...more].map((one) => [`${one.office} ${one.day}`, one])).values()]
}
