import { type Instant, instant, iso } from '#core/day.ts'
import { assemble } from '#office/assemble.ts'
import { outsIn, withOuts } from '#office/out.ts'
import { readRows } from '#office/rows.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Version, versionOf } from '#office/store.ts'
import type { Tx } from '#platform/db/db.ts'

/** Absences of before are history: the journal tells them, the roster of today doesn't need them. */
const remembered = 400 * 86_400_000

type Kept = { readonly is: Version; readonly office: OfficeSnapshot }

const kept = new Map<string, Kept>()
/** The same place with those who are out just now: made once for each answer to who they are. */
const outside = new WeakMap<OfficeSnapshot, Kept>()

/** The cheap statement that tells the version now; send it along with the first flight, then ask `fresh`. Values: `[tenant]`. */
export const officeVersion = versionOf

/** The snapshot in memory if it is of exactly this version, else null: then `snapshot` reads it. Costs nothing. */
export function fresh(tenant: string, is: Version): OfficeSnapshot | null {
  const had = kept.get(tenant)
  return had?.is.version === is.version && had.is.hash === is.hash ? present(had.office, is) : null
}

/** What was in memory last, of whatever version: for choosing what to send before the version is known. Never judge by it. */
export function latest(tenant: string): OfficeSnapshot | null {
  return kept.get(tenant)?.office ?? null
}

/** The tenant's place at this version, from memory or read whole in one flight. */
export async function snapshot(tx: Tx, tenant: string, is: Version, at: Instant): Promise<OfficeSnapshot> {
  const had = fresh(tenant, is)
  if (had) return had
  const rows = await readRows(tx, tenant, iso(instant(at - remembered)))
  // A change may have been committed between the two looks; what was read is then newer than the version says.
  const after = await tx.one(versionOf, [tenant])
  if (after.version !== is.version) return snapshot(tx, tenant, after, at)
  const office = assemble(tenant, is.version, rows)
  kept.set(tenant, { is, office })
  return present(office, after)
}

/** The tenant's place as it is for this transaction: one look at the version, and nothing more if it hasn't changed. */
export async function current(tx: Tx, tenant: string, at: Instant): Promise<OfficeSnapshot> {
  return snapshot(tx, tenant, await tx.one(versionOf, [tenant]), at)
}

function present(office: OfficeSnapshot, is: Version): OfficeSnapshot {
  const { outs = '[]' } = is
  if (outs === '[]') return office
  const had = outside.get(office)
  if (had?.is.outs === outs) return had.office
  const made = withOuts(office, outsIn(outs))
  outside.set(office, { is, office: made })
  return made
}
