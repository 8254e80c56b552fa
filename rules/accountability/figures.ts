import { addDays, type Day, instantAt, iso } from '#core/day.ts'
import { nameOf } from '#matter/setting.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Rung, rungs } from './contract.ts'
import { type Asked, counted } from './list.ts'

type Row = {
  readonly office: string
  readonly clause: string
  readonly rung: Rung
  readonly all: number
  readonly open: number
  readonly confirmed: number
  readonly dismissed: number
  readonly withdrawn: number
  readonly appealed: number
  readonly aggravated: number
  readonly days: number | null
}

/** Time to the decision in natural days, one decimal. */
const counts = sql<Row>(
  'account.figures',
  `select office, clause, rung, count(*)::int as all, count(*) filter (where closed_at is null)::int as open,
     count(*) filter (where decided_at is not null and state <> 'withdrawn')::int as confirmed, count(*) filter (where state = 'dismissed')::int as dismissed,
     count(*) filter (where state = 'withdrawn')::int as withdrawn, count(*) filter (where appealed)::int as appealed,
     count(*) filter (where aggravated)::int as aggravated,
     round((avg(extract(epoch from decided_at - opened_at)) / 86400)::numeric, 1)::float8 as days
   from account where tenant_id = $1 and office = any($2::uuid[]) and ($3::timestamptz is null or opened_at >= $3) and ($4::timestamptz is null or opened_at < $4)
   group by office, clause, rung order by office, clause, rung`,
)
const months = sql<{ month: string; all: number; confirmed: number; dismissed: number }>(
  'account.months',
  `select to_char(opened_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as all,
     count(*) filter (where decided_at is not null and state <> 'withdrawn')::int as confirmed, count(*) filter (where state = 'dismissed')::int as dismissed
   from account where tenant_id = $1 and office = any($2::uuid[]) and ($3::timestamptz is null or opened_at >= $3) and ($4::timestamptz is null or opened_at < $4)
   group by 1 order by 1 desc limit 24`,
)
const excused = sql<{ office: string; all: number; excused: number; waiting: number }>(
  'breach.figures',
  `select office, count(*)::int as all, count(excused)::int as excused, count(*) filter (where looked_at is null)::int as waiting
   from breach where tenant_id = $1 and office = any($2::uuid[]) and ($3::timestamptz is null or since >= $3) and ($4::timestamptz is null or since < $4)
   group by office order by office`,
)

/** Counts per office, clause and rung, per month, and how many breaches of the record were nobody's. No names at all. */
export async function figuresOf(tx: Tx, asked: Asked, from: Day | null, until: Day | null) {
  const { tenant, staff, office, at } = asked
  const span = [from && iso(instantAt(from, 0)), until && iso(instantAt(addDays(until, 1), 0))]
  const values = [tenant, counted(office, staff, at), ...span]
  const [rows, byMonth, record] = await Promise.all([
    tx.all(counts, values),
    tx.all(months, values),
    tx.all(excused, values),
  ])
  return {
    rows: rows.map((row) => ({ ...row, office: nameOf(office, row.office), rungLabel: rungs[row.rung] })),
    months: byMonth,
    record: record.map((row) => ({ ...row, office: nameOf(office, row.office) })),
  }
}
