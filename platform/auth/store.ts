import { type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** A session as the database has it. */
export type StoredSession = {
  readonly tenantId: string
  readonly staffId: string
  readonly seenAt: Instant
  readonly expiresAt: Instant
}

const load = sql<{ tenant_id: string; staff_id: string; seen_at: Date; expires_at: Date }>(
  'session.load',
  `select tenant_id, staff_id, seen_at, expires_at from session where token_hash = $1`,
)
const insert = sql(
  'session.open',
  `insert into session (token_hash, tenant_id, staff_id, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)`,
)
const touch = sql('session.touch', `update session set seen_at = $2 where token_hash = $1 and seen_at < $2`)
const end = sql('session.end', `delete from session where token_hash = $1`)
const endOthers = sql<{ token_hash: string }>(
  'session.end_others',
  `delete from session where tenant_id = $1 and staff_id = $2 and token_hash <> $3 returning token_hash`,
)
const living = sql<{ token_hash: string }>(
  'session.living',
  `select token_hash from session where token_hash = any($1) and seen_at > $2 and expires_at > $3`,
)
const sweep = sql('session.sweep', `delete from session where seen_at <= $1 or expires_at <= $2`)

export async function findSession(tx: Tx, id: string): Promise<StoredSession | null> {
  const row = await tx.maybe(load, [id])
  if (!row) return null
  const at = (date: Date) => instant(date.getTime())
  return { tenantId: row.tenant_id, staffId: row.staff_id, seenAt: at(row.seen_at), expiresAt: at(row.expires_at) }
}

export function openSession(tx: Tx, id: string, { tenantId, staffId, seenAt, expiresAt }: StoredSession): void {
  tx.write(insert, [id, tenantId, staffId, iso(seenAt), iso(expiresAt)])
}

export function touchSession(tx: Tx, id: string, seen: Instant): void {
  tx.write(touch, [id, iso(seen)])
}

export function endSession(tx: Tx, id: string): void {
  tx.write(end, [id])
}

/** Ends a person's sessions but one; all of them with the empty id. Answers the ids that ended. */
export async function endOtherSessions(
  tx: Tx,
  tenantId: string,
  staffId: string,
  but = '',
): Promise<readonly string[]> {
  return (await tx.all(endOthers, [tenantId, staffId, but])).map((row) => row.token_hash)
}

/** Which of these sessions still live: used since `idleSince`, not expired at `at`. */
export async function livingSessions(
  tx: Tx,
  ids: readonly string[],
  idleSince: Instant,
  at: Instant,
): Promise<ReadonlySet<string>> {
  return new Set((await tx.all(living, [ids, iso(idleSince), iso(at)])).map((row) => row.token_hash))
}

const signedIn = sql<{ staff_id: string; count: number; since: Date; seen: Date }>(
  'session.people',
  `select staff_id, count(*)::int as count, min(created_at) as since, max(seen_at) as seen from session
   where tenant_id = $1 and expires_at > $2 and seen_at > $2::timestamptz - interval '30 minutes'
   group by staff_id order by max(seen_at) desc`,
)

/** Who is signed in now, how often, since when, last seen. */
export async function peopleSignedIn(tx: Tx, tenant: string, at: Instant) {
  return (await tx.all(signedIn, [tenant, iso(at)])).map(({ staff_id, count, since, seen }) => ({
    ...{ staffId: staff_id, count, since: instant(since.getTime()), seen: instant(seen.getTime()) },
  }))
}

/** Removes what ended by itself; for a daily job. */
export function sweepSessions(tx: Tx, idleSince: Instant, at: Instant): void {
  tx.write(sweep, [iso(idleSince), iso(at)])
}
