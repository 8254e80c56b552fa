import { addDays, type Day, type Instant, instantAt, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type OfficeSums, type PlaceSums, placeKeys, type WindowSums, windowKeys } from './contract.ts'

/** An office's row has all of them. */
export const officeKeys = [...windowKeys, ...placeKeys]

/** An office as its rows name it. */
export type Office = { readonly id: string; readonly path: string }
export type WindowRow = WindowSums & { readonly post: string; readonly service: string }
export type DayRows = { readonly windows: readonly WindowRow[]; readonly place: OfficeSums }

const columns = (keys: readonly string[]) => keys.join(', ')
const typed = (keys: readonly string[]) => keys.map((key) => `${key} bigint`).join(', ')
const added = (keys: readonly string[]) => keys.map((key) => `sum(${key})::bigint as ${key}`).join(', ')
const inMonth = `day >= $3::date and day < $3::date + interval '1 month'`

const clearDay = sql('figure.clear-day', `delete from figure_day where tenant_id = $1 and office = $2 and day = $3`)
const clearPlace = sql(
  'figure.clear-place',
  `delete from figure_place_day where tenant_id = $1 and office = $2 and day = $3`,
)
const clearMonth = sql(
  'figure.clear-month',
  `delete from figure_month where tenant_id = $1 and office = $2 and day = $3`,
)
const clearPlaceMonth = sql(
  'figure.clear-place-month',
  `delete from figure_place_month where tenant_id = $1 and office = $2 and day = $3`,
)
const putDay = sql(
  'figure.put-day',
  `insert into figure_day (tenant_id, office, day, org_path, post, service, ${columns(windowKeys)})
   select $1, $2, $3, $4, post, service, ${columns(windowKeys)}
   from jsonb_to_recordset($5) as one (post uuid, service text, ${typed(windowKeys)})`,
)
const putPlace = sql(
  'figure.put-place',
  `insert into figure_place_day (tenant_id, office, day, org_path, ${columns(officeKeys)})
   select $1, $2, $3, $4, ${columns(officeKeys)} from jsonb_to_recordset($5) as one (${typed(officeKeys)})`,
)
const putMonth = sql(
  'figure.put-month',
  `insert into figure_month (tenant_id, office, day, org_path, post, service, ${columns(windowKeys)})
   select $1, $2, $3, $4, post, service, ${added(windowKeys)} from figure_day
   where tenant_id = $1 and office = $2 and ${inMonth} group by post, service`,
)
const putPlaceMonth = sql(
  'figure.put-place-month',
  `insert into figure_place_month (tenant_id, office, day, org_path, ${columns(officeKeys)})
   select $1, $2, $3, $4, ${added(officeKeys)} from figure_place_day where tenant_id = $1 and office = $2 and ${inMonth} group by tenant_id`,
)
const dayWindows = sql<WindowRow>(
  'figure.day',
  `select post, service, ${columns(windowKeys)} from figure_day where tenant_id = $1 and office = $2 and day = $3 order by post, service`,
)
const dayPlace = sql<OfficeSums>(
  'figure.place',
  `select ${columns(officeKeys)} from figure_place_day where tenant_id = $1 and office = $2 and day = $3`,
)

/** What is kept of an office and a day; null where nothing is. */
export async function keptOf(tx: Tx, tenant: string, office: string, day: Day): Promise<DayRows | null> {
  const [windows, place] = await Promise.all([
    tx.all(dayWindows, [tenant, office, day]),
    tx.maybe(dayPlace, [tenant, office, day]),
  ])
  return place && { windows, place }
}

/** A day on which nothing was. */
export const isEmpty = ({ windows, place }: DayRows): boolean =>
  windows.length === 0 && Object.values(place).every((count) => count === 0)

/** Puts a day in the place of what was counted of it before; a day on which nothing was leaves no row. */
export function replaceDay(tx: Tx, tenant: string, { id, path }: Office, day: Day, rows: DayRows): void {
  tx.write(clearDay, [tenant, id, day])
  tx.write(clearPlace, [tenant, id, day])
  if (isEmpty(rows)) return
  tx.write(putDay, [tenant, id, day, path, JSON.stringify(rows.windows)])
  tx.write(putPlace, [tenant, id, day, path, JSON.stringify([rows.place])])
}

/** Makes a month from its days anew. */
export function replaceMonth(tx: Tx, tenant: string, { id, path }: Office, month: Day): void {
  tx.write(clearMonth, [tenant, id, month])
  tx.write(clearPlaceMonth, [tenant, id, month])
  tx.write(putMonth, [tenant, id, month, path])
  tx.write(putPlaceMonth, [tenant, id, month, path])
}

export type Opened = { readonly post: string; readonly service: string | null; readonly count: number }
export type Closed = {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly post: string
  readonly service: string | null
  readonly opened_at: Date
  readonly closed_at: Date
  readonly contact: string | null
  readonly hands: number
  readonly started_at: Date | null
  readonly stopped_at: Date | null
  readonly kept: boolean | null
  readonly pauses: readonly (readonly [from: number, until: number])[]
}
export type Rated = {
  readonly post: string
  readonly service: string | null
  readonly level: 1 | 2 | 3 | 4 | 5
  /** Taken out by another office on an appeal (10.5.1). */
  readonly excluded: boolean
  readonly count: number
}
export type Ticket = {
  readonly state: string
  readonly passes: number
  readonly waited: number | null
  readonly served: number | null
}
export type Heard = {
  readonly opens: boolean
  readonly closes: boolean
  readonly state: string
  readonly cause: string
  readonly finding: string | null
  readonly orders: readonly number[]
  /** When the time to answer an order ran out. */
  readonly late: readonly number[]
}
export type Visitors = Pick<PlaceSums, 'visitors' | 'served' | 'several' | 'sittings'>

const openedOn = sql<Opened>(
  'figure.opened',
  `select first_post as post, service, count(*)::int as count from matter
   where tenant_id = $1 and office = $2 and opened_at >= $3 and opened_at < $4 and kind in ('contact', 'petition', 'case') group by 1, 2`,
)
const closedOn = sql<Closed>(
  'figure.closed',
  `select m.id, m.kind, m.state, m.holder_post as post, m.service, m.opened_at, m.closed_at, m.facts->>'contact' as contact,
     (select count(*)::int from custody u where u.tenant_id = $1 and u.matter_id = m.id and u.how = 'held') as hands,
     c.started_at, c.stopped_at, c.late_since is null and (c.due_at is null or c.stopped_at <= c.due_at) as kept,
     coalesce((select json_agg(json_build_array(extract(epoch from p.from_at) * 1000, extract(epoch from coalesce(p.until_at, c.stopped_at)) * 1000))
       from clock_pause p where p.tenant_id = $1 and p.matter_id = m.id and p.clock = 'limit'), '[]') as pauses
   from matter m left join clock c on c.tenant_id = $1 and c.matter_id = m.id and c.name = 'limit' and c.is_now = 'stopped'
   where m.tenant_id = $1 and m.office = $2 and m.closed_at >= $3 and m.closed_at < $4 and m.kind in ('contact', 'petition', 'case', 'complaint')`,
)
const ratedOn = sql<Rated>(
  'figure.rated',
  `select r.post, m.service, r.level, h.excluded_at is not null as excluded, count(*)::int as count
   from rating r join matter m on m.tenant_id = $1 and m.id = r.matter_id left join rating_handling h on h.tenant_id = $1 and h.visit = r.visit
   where r.tenant_id = $1 and r.office = $2 and r.at >= $3 and r.at < $4 group by 1, 2, 3, 4`,
)
const visitorsOn = sql<Visitors>(
  'figure.visitors',
  `select count(*)::int as visitors, count(*) filter (where posts = 1)::int as served, count(*) filter (where services > 1)::int as several,
     count(*) filter (where services > 1 and posts = 1)::int as sittings
   from (
     select s.blind, count(distinct m.first_post) as posts, count(distinct m.service) as services
     from matter m join secret s on s.tenant_id = $1 and s.matter_id = m.id and s.field = 'form.idNumber' and s.version = 1
     where m.tenant_id = $1 and m.office = $2 and m.opened_at >= $3 and m.opened_at < $4 and m.service is not null group by s.blind
   ) e`,
)
const ticketsOn = sql<Ticket>(
  'figure.tickets',
  `select state, passes, round(extract(epoch from first_at - made_at))::int as waited,
     case when state = 'done' then round(extract(epoch from ended_at - served_at))::int end as served
   from queue_ticket where tenant_id = $1 and office = $2 and day = $3`,
)
const heardOn = sql<Heard>(
  'figure.heard',
  `select opened_at >= $3 as opens, coalesce(closed_at >= $3 and closed_at < $4, false) as closes, state, facts->>'cause' as cause, facts->>'finding' as finding,
     coalesce((select json_agg((o->>'at')::bigint order by n) from jsonb_array_elements(facts->'orders') with ordinality as e (o, n)), '[]') as orders,
     coalesce((select json_agg((extract(epoch from l.since) * 1000)::bigint) from lateness l where l.tenant_id = $1 and l.matter_id = matter.id and l.clock = 'reply'), '[]') as late
   from matter where tenant_id = $1 and office = $2 and kind = 'complaint' and opened_at < $4 and (closed_at is null or closed_at >= $3)`,
)

/** All that the record says of an office and a day. */
export async function recordOf(tx: Tx, tenant: string, office: string, day: Day) {
  const span = [tenant, office, iso(instantAt(day, 0)), iso(instantAt(addDays(day, 1), 0))]
  const [opened, closed, rated, visitors, tickets, heard] = await Promise.all([
    tx.all(openedOn, span),
    tx.all(closedOn, span),
    tx.all(ratedOn, span),
    tx.one(visitorsOn, span),
    tx.all(ticketsOn, [tenant, office, day]),
    tx.all(heardOn, span),
  ])
  return { opened, closed, rated, visitors, tickets, heard }
}
export type DayRecord = Awaited<ReturnType<typeof recordOf>>

export type Mark = { readonly at: Date | null; readonly calendars: Readonly<Record<string, string>> }
const mark = sql<Mark & { readonly left: number; readonly all: number }>(
  'figure.mark',
  `select at, calendars, days_left as left, days_all as all from figure_mark where tenant_id = $1`,
)
const setMark = sql(
  'figure.set-mark',
  `insert into figure_mark (tenant_id, at, calendars) values ($1, $2, $3)
   on conflict (tenant_id) do update set at = excluded.at, calendars = excluded.calendars, days_left = 0, days_all = 0`,
)
const setLeft = sql(
  'figure.set-left',
  `insert into figure_mark (tenant_id, calendars, days_left, days_all) values ($1, '{}', $2, $3)
   on conflict (tenant_id) do update set days_left = excluded.days_left, days_all = excluded.days_all`,
)

/** How far the record was read; null before the first time. */
export const markOf = (tx: Tx, tenant: string) => tx.maybe(mark, [tenant])
export const putMark = (tx: Tx, tenant: string, at: Instant, calendars: Mark['calendars']): void =>
  tx.write(setMark, [tenant, iso(at), JSON.stringify(calendars)])

/** How much of a long count is left. */
export const putLeft = (tx: Tx, tenant: string, left: number, all: number): void =>
  tx.write(setLeft, [tenant, left, all])
