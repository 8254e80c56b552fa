import { iso } from '#core/day.ts'
import { column, type Source } from '#office/gauge.ts'
import { sql } from '#platform/db/db.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'

const open = sql<{ office: string; open: number; late: number }>(
  'gauge.inspections',
  `select office, count(*)::int as open, count(*) filter (where late or due_at < $3::timestamptz)::int as late
   from inspection where tenant_id = $1 and office = any($2::uuid[]) and closed_at is null group by office`,
)

/** Inspections and what they order, still open and late (6.3, 6.6). */
export const inspectionGauge: Source<GaugeKey> = {
  keys: ['inspections', 'rectify'],
  count: async (tx, { tenant, offices, at }) => {
    const rows = await tx.all(open, [tenant, offices, iso(at)])
    return { inspections: column(rows, (row) => row.open), rectify: column(rows, ({ late }) => late) }
  },
}
