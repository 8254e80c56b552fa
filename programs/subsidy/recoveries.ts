import { type Day, type Instant, iso } from '#core/day.ts'
import type { Month } from '#core/sums/month.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'
import type { recoveryStates } from './contract.ts'

export type Recovery = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly payable: string
  readonly number: string
  readonly name: string
  readonly from_month: Month | null
  readonly to_month: Month | null
  readonly fen: number
  readonly got: number
  readonly reason: string
  readonly due_day: Day
  readonly state: keyof typeof recoveryStates
  readonly made_by: string
  readonly made_at: Date
}

const columns = `id, org_path::text as org_path, office, payable, number, name, from_month, to_month, fen, got, reason, due_day, state, made_by, made_at`
const insert = sql<Recovery>(
  'payment-recovery.insert',
  `insert into payment_recovery (tenant_id, id, org_path, office, payable, number, name, from_month, to_month, fen, reason, due_day, state, made_by, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', $13, $14) on conflict do nothing returning ${columns}`,
)
const byId = sql<Recovery>(
  'payment-recovery.by-id',
  `select ${columns} from payment_recovery where tenant_id = $1 and id = $2`,
)
const lock = sql<Recovery>(
  'payment-recovery.lock',
  `select ${columns} from payment_recovery where tenant_id = $1 and id = $2 for update`,
)
const update = sql<Recovery>(
  'payment-recovery.update',
  `update payment_recovery set state = $3, got = $4 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const page = sql<Recovery>(
  'payment-recovery.page',
  `select r.* from unnest($2::uuid[]) as o(office) cross join lateral (
     select ${columns} from payment_recovery where tenant_id = $1 and office = o.office and id < ${orLast('$3')}
       and ($4::text is null or state = $4) order by id desc limit $5
   ) r order by r.id desc limit $5`,
)
const late = sql<Recovery>(
  'payment-recovery.late',
  `select ${columns} from payment_recovery where tenant_id = $1 and state = 'open' and due_day < $2 order by due_day, id limit 200`,
)

const openOf = sql<{ id: string }>(
  'payment-recovery.open-of',
  `select id from payment_recovery where tenant_id = $1 and payable = $2 and state = 'open'`,
)

type Fresh = Omit<Recovery, 'got' | 'state' | 'made_at'>

/** Null where something of this sum is being asked back already. */
export function addRecovery(tx: Tx, tenant: string, r: Fresh, at: Instant): Promise<Recovery | null> {
  const what = [r.from_month, r.to_month, r.fen, r.reason, r.due_day, r.made_by]
  return tx.maybe(insert, [tenant, r.id, r.org_path, r.office, r.payable, r.number, r.name, ...what, iso(at)])
}
export const saveRecovery = (tx: Tx, tenant: string, r: Recovery) => tx.one(update, [tenant, r.id, r.state, r.got])
export const findRecovery = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockRecovery = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
/** What is asked back and hasn't come by its day. */
export const lateRecoveries = (tx: Tx, tenant: string, today: Day) => tx.all(late, [tenant, today])
export const recoveryPage = (
  tx: Tx,
  tenant: string,
  offices: readonly string[],
  state: string,
  after: string,
  limit: number,
) => tx.all(page, [tenant, offices, after || null, state || null, limit])
/** What is being asked back of a sum now; null where nothing is. */
export const recoveryOf = (tx: Tx, tenant: string, payable: string) => tx.maybe(openOf, [tenant, payable])
