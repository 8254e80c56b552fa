import type { Alarm } from '#core/alarm.ts'
import { type Instant, iso } from '#core/day.ts'
import { newId } from '#matter/id.ts'
import { sql, type Tx } from '#platform/db/db.ts'

const insert = sql(
  'alarm.insert',
  `insert into alarm (tenant_id, id, org_path, staff, at, matter_id, about, clause, says)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, staff, about) do nothing`,
)

export type Where = {
  readonly tenant: string
  readonly path: string
  readonly matter: string | null
  readonly at: Instant
}

/** Tells people; the same thing is told to the same person once. */
export function tell(tx: Tx, { tenant, path, matter, at }: Where, alarms: readonly Alarm[]): void {
  for (const { staff, about, clause, says } of alarms)
    tx.write(insert, [tenant, newId(at), path, staff, iso(at), matter, about, clause, says])
}
