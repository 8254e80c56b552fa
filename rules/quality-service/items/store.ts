import { type Day, type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ItemKind } from './contract.ts'

export type Row = {
  readonly id: string
  readonly office: string
  readonly kind: ItemKind
  readonly name: string
  readonly place: string
  readonly required: number
  readonly quantity: number
  readonly keeper: string
  readonly interval_days: number
  readonly checked_on: Day | null
  readonly next_on: Day
  readonly note: string
  readonly removed_at: Date | null
}

const columns =
  'id, office, kind, name, place, required, quantity, keeper, interval_days, checked_on, next_on, note, removed_at'
const insert = sql<Row>(
  'item.insert',
  `insert into item (tenant_id, id, org_path, office, kind, name, place, required, quantity, keeper, interval_days, next_on, note, added_at, added_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing returning ${columns}`,
)
const update = sql<Row>(
  'item.update',
  `update item set name = $3, place = $4, required = $5, quantity = $6, keeper = $7, interval_days = $8, checked_on = $9, next_on = $10,
     note = $11, removed_at = $12
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const lock = sql<Row>('item.lock', `select ${columns} from item where tenant_id = $1 and id = $2 for update`)
const byId = sql<Row>('item.by-id', `select ${columns} from item where tenant_id = $1 and id = $2`)
const list = sql<Row>(
  'item.list',
  `select ${columns} from item where tenant_id = $1 and office = $2 and removed_at is null order by next_on, id limit 2000`,
)
const listIn = sql<Row>(
  'item.list-in',
  `select ${columns} from item where tenant_id = $1 and office = any($2::uuid[]) and removed_at is null order by next_on, id`,
)
const named = sql<{ id: string }>(
  'item.named',
  `select id from item where tenant_id = $1 and office = $2 and kind = $3 and name = $4 and removed_at is null`,
)

export const itemsOf = (tx: Tx, tenant: string, office: string) => tx.all(list, [tenant, office])
/** The same of many offices at once. */
export const itemsIn = (tx: Tx, tenant: string, offices: readonly string[]) => tx.all(listIn, [tenant, offices])
export const lockItem = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export const findItem = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
/** The living item of this kind and name, if the office has one. */
export const itemNamed = (tx: Tx, tenant: string, office: string, kind: string, name: string) =>
  tx.maybe(named, [tenant, office, kind, name])

type Fresh = Omit<Row, 'checked_on' | 'removed_at'> & { readonly path: string }

/** Null where the office has this item already. */
export function addItem(tx: Tx, tenant: string, i: Fresh, by: string, at: Instant): Promise<Row | null> {
  const kept = [i.kind, i.name, i.place, i.required, i.quantity, i.keeper, i.interval_days, i.next_on, i.note]
  return tx.maybe(insert, [tenant, i.id, i.path, i.office, ...kept, iso(at), by])
}

export function saveItem(tx: Tx, tenant: string, i: Row): Promise<Row> {
  const kept = [i.name, i.place, i.required, i.quantity, i.keeper, i.interval_days, i.checked_on, i.next_on, i.note]
  return tx.one(update, [tenant, i.id, ...kept, i.removed_at])
}
