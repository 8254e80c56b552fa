import { createHash } from 'node:crypto'
import { type Day, dayOf, type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** One line: who did what about whom, when, and whether it worked (domain 5.3). `says` is the sentence for the auditor. */
export type AuditLine = {
  readonly tenantId: string
  readonly at: Instant
  readonly staffId: string | null
  readonly what: string
  readonly about: string | null
  readonly succeeded: boolean
  readonly says: string
}

/** The beginning of a line about what somebody did. */
export const lineFor = (
  { tenantId, staffId }: Pick<AuditLine, 'tenantId'> & { readonly staffId: string },
  at: Instant,
): Pick<AuditLine, 'tenantId' | 'staffId' | 'at'> => ({ tenantId, staffId, at })

/** A line as stored: with its place in the day's chain. */
export type AuditRecord = AuditLine & {
  readonly day: Day
  readonly seq: number
  readonly previous: string
  readonly hash: string
}

/** The same in the table. */
export type AuditRow = {
  readonly tenant_id: string
  readonly day: Day
  readonly seq: number
  readonly at: Date
  readonly staff_id: string | null
  readonly what: string
  readonly about: string | null
  readonly succeeded: boolean
  readonly says: string
  readonly previous: string
  readonly hash: string
}

const place = sql<{ seq: number; hash: string }>(
  'audit.place',
  `insert into audit_day (tenant_id, day, seq, hash) values ($1, $2, 1, '')
   on conflict (tenant_id, day) do update set seq = audit_day.seq + 1 returning seq, hash`,
)
const dayBefore = sql<{ hash: string }>(
  'audit.day-before',
  `select hash from audit_day where tenant_id = $1 and day < $2 order by day desc limit 1`,
)
const append = sql(
  'audit.append',
  `insert into audit (tenant_id, day, seq, at, staff_id, what, about, succeeded, says, previous, hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)
const close = sql('audit.close', `update audit_day set hash = $3 where tenant_id = $1 and day = $2`)
const linesOf = sql<AuditRow>(
  'audit.lines',
  `select tenant_id, day, seq, at, staff_id, what, about, succeeded, says, previous, hash from audit
   where tenant_id = $1 and day = $2 and seq > $3 order by seq limit $4`,
)
const endOf = sql<{ seq: number; hash: string }>(
  'audit.end',
  `select seq, hash from audit_day where tenant_id = $1 and day = $2`,
)

/**
 * Adds a line to the day's chain in the caller's transaction. The first line of a day is chained to the last of the
 * day before, so that a whole day can't go missing either.
 */
export async function audit(tx: Tx, line: AuditLine): Promise<void> {
  const { tenantId, at } = line
  const day = dayOf(at)
  const { seq, hash } = await tx.one(place, [tenantId, day])
  const previous = seq > 1 ? hash : ((await tx.maybe(dayBefore, [tenantId, day]))?.hash ?? '')
  const sealed = auditHash({ ...line, day, seq, previous })
  const { staffId, what, about, succeeded, says } = line
  tx.write(append, [tenantId, day, seq, iso(at), staffId, what, about, succeeded, says, previous, sealed])
  tx.write(close, [tenantId, day, sealed])
}

/** SM3 over the line and the one before it. */
export function auditHash(line: Omit<AuditRecord, 'hash'>): string {
  const { tenantId, day, seq, at, staffId, what, about, succeeded, says, previous } = line
  const words = [previous, tenantId, day, seq, iso(at), staffId, what, about, succeeded, says]
  return createHash('sm3').update(JSON.stringify(words)).digest('hex')
}

/** A day's lines after `seq`, in order. */
export async function auditLines(
  tx: Tx,
  tenantId: string,
  day: Day,
  after: number,
  limit: number,
): Promise<AuditRecord[]> {
  return (await tx.all(linesOf, [tenantId, day, after, limit])).map((row) => ({
    tenantId: row.tenant_id,
    day: row.day,
    seq: row.seq,
    at: instant(row.at.getTime()),
    staffId: row.staff_id,
    what: row.what,
    about: row.about,
    succeeded: row.succeeded,
    says: row.says,
    previous: row.previous,
    hash: row.hash,
  }))
}

/** The number of the first line of the day that is changed, missing or out of order; null when the chain is whole. */
export async function firstBrokenAudit(tx: Tx, tenantId: string, day: Day): Promise<number | null> {
  let previous = (await tx.maybe(dayBefore, [tenantId, day]))?.hash ?? ''
  let seq = 0
  for (;;) {
    const lines = await auditLines(tx, tenantId, day, seq, 1000)
    for (const line of lines) {
      seq += 1
      if (line.seq !== seq || line.previous !== previous || line.hash !== auditHash(line)) return seq
      previous = line.hash
    }
    if (lines.length === 0) break
  }
  const end = await tx.maybe(endOf, [tenantId, day])
  return (end?.seq ?? 0) === seq && (end?.hash ?? previous) === previous ? null : seq + 1
}
