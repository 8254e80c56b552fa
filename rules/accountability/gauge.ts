import { column, type Source } from '#office/gauge.ts'
import { sql } from '#platform/db/db.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'

const open = sql<{ office: string; count: number }>(
  'gauge.accounts',
  `select office, count(*)::int as count from account where tenant_id = $1 and office = any($2::uuid[]) and closed_at is null and staff <> $3::uuid
   group by office`,
)

/** What was proposed and has not come to an end (2.4, 7.6); nobody counts what is about themselves. */
export const accountGauge: Source<GaugeKey> = {
  keys: ['accounts'],
  count: async (tx, { tenant, offices, staff }) => ({
    accounts: column(await tx.all(open, [tenant, offices, staff]), ({ count }) => count),
  }),
}
