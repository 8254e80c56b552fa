import { type Day, type Instant, iso } from '#core/day.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'
import type { AccountState } from './accounts.ts'
import { batchStates, type PayableKind, type rowStates } from './contract.ts'
import { keepAccount, leaveAccount, listedColumns, type PayableRow } from './payables.ts'

export type BatchState = keyof typeof batchStates
export type Batch = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly number: string
  readonly kind: PayableKind
  readonly until_day: Day
  readonly state: BatchState
  readonly owner: string
  readonly due_day: Day
  readonly made_by: string
  readonly made_at: Date
  readonly count: number
  readonly fen: number
  readonly hash: string | null
  readonly frozen_by: string | null
  readonly frozen_at: Date | null
  readonly approved_by: string | null
  readonly approved_at: Date | null
  readonly returned: string | null
  /** How many of its rows the bank has sent back. */
  readonly sent_back: number
  /** While it is to be looked at: who has looked at rows of it, and at how many nobody has. */
  readonly checkers: readonly string[]
  readonly unchecked: number
}

/** One sum in one batch: the amount as it went in, and what became of it there. */
export type BatchRow = {
  readonly payable: string
  readonly state: keyof typeof rowStates
  readonly fen: number
  readonly count: number
  readonly checked_by: string | null
  readonly reason: string | null
  readonly paid_on: Day | null
}
/** The same with whom it is for, the account as the batch was frozen with it. */
export type Listed = BatchRow & {
  readonly payee: PayableRow
  /** Of a unit's account that the row has: how it stands now, `replaced` where another was told since; null for persons. */
  readonly account_state: AccountState | 'replaced' | null
}

const columns = `id, org_path::text as org_path, office, number, kind, until_day, state, owner, due_day, made_by, made_at, count, fen, hash,
  frozen_by, frozen_at, approved_by, approved_at, returned,
  (select count(*)::int from payment_row r where r.tenant_id = payment_batch.tenant_id and r.batch = payment_batch.id and r.state = 'returned')
    as sent_back,
  case when payment_batch.state = 'frozen' then (select coalesce(array_agg(distinct r.checked_by::text) filter (where r.checked_by is not null), '{}')
    from payment_row r where r.tenant_id = payment_batch.tenant_id and r.batch = payment_batch.id and r.state = 'in') else '{}' end as checkers,
  case when payment_batch.state = 'frozen' then (select count(*)::int from payment_row r where r.tenant_id = payment_batch.tenant_id
    and r.batch = payment_batch.id and r.state = 'in' and r.checked_by is null) else 0 end as unchecked`
const insert = sql<Batch>(
  'payment-batch.insert',
  `insert into payment_batch (tenant_id, id, org_path, office, number, kind, until_day, state, owner, due_day, made_by, made_at, count, fen)
   values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $8, $10, 0, 0) returning ${columns}`,
)
const byId = sql<Batch>('batch.by-id', `select ${columns} from payment_batch where tenant_id = $1 and id = $2`)
const lock = sql<Batch>(
  'payment-batch.lock',
  `select ${columns} from payment_batch where tenant_id = $1 and id = $2 for update`,
)
const update = sql<Batch>(
  'payment-batch.update',
  `update payment_batch set state = $3, owner = $4, due_day = $5, count = $6, fen = $7, hash = $8, frozen_by = $9, frozen_at = $10,
     approved_by = $11, approved_at = $12, returned = $13
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
/** Each state's list is a walk of one index, newest first; the walks are merged. */
const page = sql<Batch>(
  'payment-batch.page',
  `select ${columns} from (
     select r.* from unnest($4::text[]) as s(state) cross join lateral (
       select * from payment_batch where tenant_id = $1 and office = $2 and state = s.state and id < ${orLast('$3')}
         and ($5::text is null or kind = $5) order by id desc limit $6
     ) r order by r.id desc limit $6
   ) payment_batch order by id desc`,
)
const openOnes = sql<Batch>(
  'payment-batch.open-ones',
  `select ${columns} from payment_batch where tenant_id = $1 and state in ('open', 'frozen', 'approved') order by due_day, id limit 200`,
)
const rowColumns = 'r.payable, r.state, r.fen, r.count, r.checked_by, r.reason, r.paid_on'
const rows = sql<
  BatchRow &
    PayableRow &
    Pick<Listed, 'account_state'> & { readonly row_state: BatchRow['state']; readonly row_fen: number }
>(
  'payment-batch.rows',
  `select ${listedColumns}, r.payable, r.state as row_state, r.fen as row_fen, r.count as row_count, r.checked_by, r.reason, r.paid_on,
     case when a.blind = coalesce(r.account_blind, p.account_blind) then a.state when a.id is not null then 'replaced' end as account_state
   from payment_row r join payable p on p.tenant_id = r.tenant_id and p.id = r.payable
   left join payee_account a on a.tenant_id = p.tenant_id and a.office = p.office and a.unit = p.unit
   where r.tenant_id = $1 and r.batch = $2 order by p.office, r.payable`,
)
const addRows = sql<{ payable: string }>(
  'payment-batch.add-rows',
  `insert into payment_row (tenant_id, batch, payable, org_path, state, fen, count)
   select p.tenant_id, $2, p.id, p.org_path, 'in', p.fen, p.count from payable p where p.tenant_id = $1 and p.id = any($3::uuid[]) order by p.id
   on conflict (tenant_id, batch, payable) do update set state = 'in', fen = excluded.fen, reason = null, checked_by = null, paid_on = null, ${leaveAccount}
     where payment_row.state = 'struck'
   returning payable`,
)
const toBatch = sql<{ id: string }>(
  'payment-batch.take',
  `update payable set state = $3 where tenant_id = $1 and id = any($2::uuid[]) and state = any($4::text[]) returning id`,
)
const take = sql<{ id: string }>(
  'payment-batch.take-in',
  `update payable p set state = 'batched', batch = b.id, batch_number = b.number from payment_batch b
   where p.tenant_id = $1 and p.id = any($2::uuid[]) and p.state = 'waiting' and b.tenant_id = $1 and b.id = $3 returning p.id`,
)
/** What is paid to a unit is paid where its office has it now; where that was closed, nowhere yet. */
const refresh = sql(
  'payment-batch.unit-accounts',
  `update payable p set account_name = case a.state when 'open' then a.name end, bank = case a.state when 'open' then a.bank end,
     account_masked = case a.state when 'open' then a.masked end, account_blind = case a.state when 'open' then a.blind end,
     account_field = null, account_cipher = case a.state when 'open' then a.cipher end
   from payment_row r, payee_account a
   where r.tenant_id = $1 and r.batch = $2 and r.state = 'in' and p.tenant_id = $1 and p.id = r.payable and a.tenant_id = $1
     and a.office = p.office and a.unit = p.unit`,
)
const rowOf = sql<BatchRow>(
  'payment-batch.row',
  `select ${rowColumns} from payment_row r where r.tenant_id = $1 and r.batch = $2 and r.payable = $3 for update`,
)
const saveRow = sql<{ payable: string }>(
  'payment-batch.save-row',
  `update payment_row set state = $4, checked_by = $5, reason = $6, paid_on = $7 where tenant_id = $1 and batch = $2 and payable = $3
   returning payable`,
)
const check = sql<{ payable: string }>(
  'payment-batch.check-rows',
  `update payment_row set checked_by = coalesce(checked_by, $4) where tenant_id = $1 and batch = $2 and payable = any($3::uuid[]) and state = 'in'
   returning payable`,
)
const keep = sql(
  'payment-batch.keep-rows',
  `update payment_row r set checked_by = null, ${keepAccount} from payable p
   where r.tenant_id = $1 and r.batch = $2 and r.state = 'in' and p.tenant_id = r.tenant_id and p.id = r.payable`,
)
const pay = sql<{ payable: string }>(
  'payment-batch.pay-rows',
  `update payment_row set state = 'paid', paid_on = $4 where tenant_id = $1 and batch = $2 and payable = any($3::uuid[]) and state = 'in' returning payable`,
)

type Fresh = Pick<Batch, 'id' | 'org_path' | 'office' | 'number' | 'kind' | 'until_day' | 'owner' | 'due_day'>

export function addBatch(tx: Tx, tenant: string, b: Fresh, at: Instant): Promise<Batch> {
  const what = [b.id, b.org_path, b.office, b.number, b.kind, b.until_day, b.owner, b.due_day]
  return tx.one(insert, [tenant, ...what, iso(at)])
}

export function saveBatch(tx: Tx, tenant: string, b: Batch): Promise<Batch> {
  const frozen = [b.hash, b.frozen_by, b.frozen_at, b.approved_by, b.approved_at, b.returned]
  return tx.one(update, [tenant, b.id, b.state, b.owner, b.due_day, b.count, b.fen, ...frozen])
}

export const findBatch = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockBatch = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
/** Every batch that isn't over, in this scope, the one due first first. */
export const openBatches = (tx: Tx, tenant: string) => tx.all(openOnes, [tenant])

export type BatchFilter = { readonly state?: string; readonly kind?: string; readonly after?: string }

/** The office's batches, newest first, a page at a time. */
export function batchPage(tx: Tx, tenant: string, office: string, { state, kind, after }: BatchFilter, limit: number) {
  return tx.all(page, [tenant, office, after || null, state ? [state] : Object.keys(batchStates), kind || null, limit])
}

/** What is and was in a batch, by office. */
export async function rowsOfBatch(tx: Tx, tenant: string, batch: string): Promise<readonly Listed[]> {
  const found = await tx.all(rows, [tenant, batch])
  return found.map(({ row_state: state, row_fen: fen, checked_by, reason, paid_on, account_state, ...payee }) => ({
    ...{ payable: payee.id, state, fen, count: payee.count, checked_by, reason, paid_on, payee, account_state },
  }))
}

/** Takes what waits into a batch; answers what came in. RangeError when one that was locked is in another after all. */
export async function takeIn(tx: Tx, tenant: string, batch: string, ids: readonly string[]): Promise<void> {
  const taken = await tx.all(take, [tenant, ids, batch])
  const added = await tx.all(addRows, [tenant, batch, ids])
  if (taken.length !== ids.length || added.length !== ids.length) throw new RangeError('what was locked went elsewhere')
}

export const findRow = (tx: Tx, tenant: string, batch: string, payable: string) =>
  tx.maybe(rowOf, [tenant, batch, payable])
export function putRow(tx: Tx, tenant: string, batch: string, r: BatchRow) {
  return tx.one(saveRow, [tenant, batch, r.payable, r.state, r.checked_by, r.reason, r.paid_on])
}
/** Marks rows as looked at, each by whoever looked first; answers those that were there to be. */
export const checkRows = (tx: Tx, tenant: string, batch: string, ids: readonly string[], by: string) =>
  tx.all(check, [tenant, batch, ids, by])
/** Brings the accounts of units up to what holds now, before the rows keep them. */
export const refreshUnits = (tx: Tx, tenant: string, batch: string): void => tx.write(refresh, [tenant, batch])
/** The rows as they are to be approved: each keeps the account of its sum, and is to be looked at (again). */
export const keepRows = (tx: Tx, tenant: string, batch: string): void => tx.write(keep, [tenant, batch])
/** Marks rows as paid; answers those that were still in. */
export const payRows = (tx: Tx, tenant: string, batch: string, ids: readonly string[], on: Day) =>
  tx.all(pay, [tenant, batch, ids, on])
/** Brings sums from one state to another; answers those that were there. */
export const turnPayables = (tx: Tx, tenant: string, ids: readonly string[], from: readonly string[], to: string) =>
  tx.all(toBatch, [tenant, ids, to, from])
