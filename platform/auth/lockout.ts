import { createHash } from 'node:crypto'
import { type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** How many failures close a door, and for how many minutes since the last of them. */
export type Lock = { readonly failures: number; readonly minutes: number }

/** By account: 5 failures, 30 minutes (domain 5.3). By address: softer, a whole office may stand behind one. */
export const accountLock: Lock = { failures: 5, minutes: 30 }
export const addressLock: Lock = { failures: 50, minutes: 15 }

const look = sql<{ count: number; last_at: Date }>(
  'failure.look',
  `select count, last_at from sign_in_failure where key = $1`,
)
const add = sql<{ count: number }>(
  'failure.add',
  `insert into sign_in_failure (key, count, last_at) values ($1, 1, $2)
   on conflict (key) do update set last_at = excluded.last_at,
     count = case when sign_in_failure.last_at <= $3 then 1 else sign_in_failure.count + 1 end
   returning count`,
)
const clear = sql('failure.clear', `delete from sign_in_failure where key = $1`)
const sweep = sql('failure.sweep', `delete from sign_in_failure where last_at <= $1`)

/** The keys are hashes: neither names nor addresses lie about in the table. */
export function accountKey(username: string): string {
  return `account ${createHash('sha256').update(username.trim().toLowerCase()).digest('base64url')}`
}

export function addressKey(address: string): string {
  return `address ${createHash('sha256').update(address).digest('base64url')}`
}

/** Until when the door is closed, or null when it is open; of several locks the longest that has fallen to. */
export async function lockedUntil(
  tx: Tx,
  key: string,
  locks: Lock | readonly Lock[],
  at: Instant,
): Promise<Instant | null> {
  const row = await tx.maybe(look, [key])
  return row && closedUntil(row, [locks].flat(), at)
}

function closedUntil(row: { count: number; last_at: Date }, locks: readonly Lock[], at: Instant): Instant | null {
  const shut = locks.filter(({ failures }) => row.count >= failures)
  if (shut.length === 0) return null
  const until = instant(row.last_at.getTime() + Math.max(...shut.map(({ minutes }) => minutes)) * 60_000)
  return at < until ? until : null
}

const stand = sql(
  'failure.stand',
  `insert into sign_in_failure (key, count, last_at) values ($1, 0, 'epoch') on conflict (key) do nothing`,
)
const hold = sql<{ count: number; last_at: Date }>(
  'failure.hold',
  `select count, last_at from sign_in_failure where key = $1 for update`,
)

/**
 * The same as `lockedUntil`, and nobody else tries this door until the transaction has ended: a hundred tries at one instant
 * are counted one after another. Whoever holds several takes them in one order everywhere.
 */
export async function heldUntil(tx: Tx, key: string, locks: readonly Lock[], at: Instant): Promise<Instant | null> {
  tx.write(stand, [key])
  const row = await tx.one(hold, [key])
  return closedUntil(row, locks, at)
}

const lookAmong = sql<{ key: string; last_at: Date }>(
  'failure.look-among',
  `select key, last_at from sign_in_failure where key = any($1) and count >= $2 and last_at > $3`,
)

/** Which of these doors are closed, and until when. */
export async function lockedAmong(
  tx: Tx,
  keys: readonly string[],
  lock: Lock,
  at: Instant,
): Promise<readonly { readonly key: string; readonly until: Instant }[]> {
  const rows = await tx.all(lookAmong, [keys, lock.failures, iso(instant(at - lock.minutes * 60_000))])
  return rows.map(({ key, last_at }) => ({ key, until: instant(last_at.getTime() + lock.minutes * 60_000) }))
}

/** Writes down a failure; answers how many there are by now. Failures older than the lock no longer count. */
export async function addFailure(tx: Tx, key: string, lock: Lock, at: Instant): Promise<number> {
  return (await tx.one(add, [key, iso(at), iso(instant(at - lock.minutes * 60_000))])).count
}

/** Opens the door again: after a right password, or by the security administrator. */
export function clearFailures(tx: Tx, key: string): void {
  tx.write(clear, [key])
}

/** Removes what no longer locks anybody; for a daily job. */
export function sweepFailures(tx: Tx, before: Instant): void {
  tx.write(sweep, [iso(before)])
}
