import { type Day, type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** A case that came to its result, and how its promised limit ran (6.0, 7.4). Pauses in milliseconds, as they were. */
export type Finished = {
  readonly service: string
  readonly day: Day
  readonly started_at: Date
  readonly stopped_at: Date
  readonly kept: boolean
  readonly pauses: readonly (readonly [from: number, until: number])[]
}

/** What the person took back themselves is nothing that was promised and kept. */
const finished = sql<Finished>(
  'fulfilment.finished',
  `select m.service, (m.closed_at at time zone 'Asia/Shanghai')::date::text as day, c.started_at, c.stopped_at,
     c.late_since is null and (c.due_at is null or c.stopped_at <= c.due_at) as kept,
     coalesce((select json_agg(json_build_array(extract(epoch from p.from_at) * 1000, extract(epoch from coalesce(p.until_at, c.stopped_at)) * 1000))
       from clock_pause p where p.tenant_id = $1 and p.matter_id = m.id and p.clock = 'limit'), '[]') as pauses
   from matter m join clock c on c.tenant_id = $1 and c.matter_id = m.id and c.name = 'limit' and c.is_now = 'stopped'
   where m.tenant_id = $1 and m.office = $2 and m.closed_at >= $3 and m.closed_at < $4 and m.kind = 'case' and m.service is not null
     and m.state <> 'withdrawn'`,
)
const counted = sql<{ readonly last: Day | null }>(
  'fulfilment.counted',
  `select max(day)::text as last from fulfilment where tenant_id = $1 and office = $2`,
)
const clear = sql(
  'fulfilment.clear',
  `delete from fulfilment where tenant_id = $1 and office = $2 and day >= $3 and day <= $4`,
)
const put = sql(
  'fulfilment.put',
  `insert into fulfilment (tenant_id, org_path, office, service, day, done, kept, used_days)
   select $1, $2, $3, one.service, one.day, one.done, one.kept, one.used
   from unnest($4::text[], $5::date[], $6::int[], $7::int[], $8::int[]) as one (service, day, done, kept, used)`,
)
const sums = sql<Sum>(
  'fulfilment.sums',
  `select service, sum(done)::int as done, sum(kept)::int as kept, sum(used_days)::int as used from fulfilment
   where tenant_id = $1 and office = $2 and day >= $3 and day <= $4 group by service`,
)

/** Of one service: results given, of these within the promised limit, and all working days that they took. */
export type Sum = { readonly service: string; readonly done: number; readonly kept: number; readonly used: number }
export type DaySum = Sum & { readonly day: Day }

/** The cases of an office that came to a result in a time. */
export const finishedIn = (tx: Tx, tenant: string, office: string, from: Instant, until: Instant) =>
  tx.all(finished, [tenant, office, iso(from), iso(until)])

/** The last day that is counted of an office; null before the first. */
export const lastCounted = async (tx: Tx, tenant: string, office: string): Promise<Day | null> =>
  (await tx.one(counted, [tenant, office])).last

type Span = { readonly from: Day; readonly until: Day }

/** Puts a span's days in the place of what was counted of it before. */
export function replaceDays(
  tx: Tx,
  tenant: string,
  { id, path }: { readonly id: string; readonly path: string },
  { from, until }: Span,
  rows: readonly DaySum[],
): void {
  tx.write(clear, [tenant, id, from, until])
  const column = <Key extends keyof DaySum>(key: Key) => rows.map((row) => row[key])
  if (rows.length > 0)
    tx.write(put, [tenant, path, id, column('service'), column('day'), column('done'), column('kept'), column('used')])
}

/** How an office kept what it promises, service by service, in a span of days. */
export const sumsOf = (tx: Tx, tenant: string, office: string, { from, until }: Span) =>
  tx.all(sums, [tenant, office, from, until])
