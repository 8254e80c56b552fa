import type { StaffId } from '#core/roster.ts'
import type { Door } from '#office/ground-view.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'

const doors = sql<Door>(
  'office.doors',
  `select id, phone, phone_sealed as "phoneSealed", locked_at is not null as locked,
     password_hash is not null as "hasPassword", password_once as once
   from staff where tenant_id = $1 and id = any($2)`,
)

/** What is kept of these people's accounts beside the snapshot. */
export function doorsOf(tx: Tx, tenant: string, people: readonly StaffId[]): Promise<Door[]> {
  return people.length === 0 ? Promise.resolve([]) : tx.all(doors, [tenant, people])
}

/** The seal's place of a person's own phone. */
export function sealedPhone(keys: Pick<Keys, 'seal'>, tenant: string, staff: StaffId, phone: string): string {
  return keys.seal({ tenant, matter: staff, field: 'phone' }, phone)
}

/** Opens a person's own phone, to be masked. */
export function phoneOf(keys: Pick<Keys, 'open'>, tenant: string): (door: Door) => string {
  return ({ id, phone, phoneSealed }) =>
    phoneSealed === null ? phone : keys.open({ tenant, matter: id, field: 'phone' }, phoneSealed)
}
