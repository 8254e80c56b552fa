import type { CalendarInput, Notice } from '#core/calendar.ts'
import { type Instant, instant, iso } from '#core/day.ts'
import type { Arrangement, Assignment, PostId, Role } from '#core/roster.ts'
import type { ClosureAsk } from '#office/closure.ts'
import type { Chained } from '#office/journal.ts'
import type { By, Leave } from '#office/snapshot.ts'
import { type Statement, sql, type Tx } from '#platform/db/db.ts'

/** A row to be written, decided but not yet sent. */
export type Write = { readonly statement: Statement<unknown>; readonly values: readonly unknown[] }

/**
 * How often the place was changed, and the journal's last link: the same pair is the same content, in any database.
 * `outs` is who is out for some minutes just now, which changes without a new version.
 */
export type Version = { readonly version: number; readonly hash: string; readonly outs?: string }

/** The version that every command raises; readers compare it inside their transaction, so a cache is exact. $1 tenant. */
export const versionOf = sql<Version>(
  'office.version',
  `select version, hash, outs::text as outs from office_version where tenant_id = $1`,
)

const lock = sql<Version>(
  'office.lock',
  `select version, hash, outs::text as outs from office_version where tenant_id = $1 for update`,
)

/** Holds all other changes of this tenant's place until the transaction ends. */
export function lockVersion(tx: Tx, tenant: string): Promise<Version> {
  return tx.one(lock, [tenant])
}

const raise = sql('office.raise', `update office_version set version = $2, hash = $3 where tenant_id = $1`)
const append = sql(
  'office.journal.append',
  `insert into office_journal (tenant_id, seq, at, org, staff, act, clause, says, what, previous, hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)

/** The journal's line and the version it makes: written together or not at all. */
export function raiseVersion(e: Chained): readonly Write[] {
  const line = [
    e.tenant,
    e.seq,
    iso(e.at),
    e.office,
    e.staff,
    e.act,
    e.clause,
    e.says,
    JSON.stringify(e.what),
    e.previous,
    e.hash,
  ]
  return [
    { statement: append, values: line },
    { statement: raise, values: [e.tenant, e.seq, e.hash] },
  ]
}

const absenceInsert = sql(
  'office.absence.insert',
  `insert into absence (tenant_id, id, org, staff, kind, from_at, until_at, reason, state, asked_by, asked_at, decided_by, decided_at, says)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
)

export function insertAbsence(tenant: string, l: Leave): Write {
  const values = [
    tenant,
    l.id,
    l.office,
    l.staff,
    l.kind,
    iso(l.from),
    iso(l.until),
    l.reason,
    l.state,
    l.askedBy,
    iso(l.askedAt),
  ]
  return { statement: absenceInsert, values: [...values, l.decidedBy, isoOrNull(l.decidedAt), l.says] }
}

const absenceSave = sql(
  'office.absence.save',
  `update absence set state = $3, decided_by = $4, decided_at = $5, says = $6, returned_at = $7 where tenant_id = $1 and id = $2`,
)

export function saveAbsence(tenant: string, l: Leave): Write {
  const values = [tenant, l.id, l.state, l.decidedBy, isoOrNull(l.decidedAt), l.says, isoOrNull(l.returnedAt)]
  return { statement: absenceSave, values }
}

const arrangementInsert = sql(
  'office.arrangement.insert',
  `insert into arrangement (tenant_id, id, post, staff, from_at, until_at, named_by, named_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

export function insertArrangement(
  tenant: string,
  a: Omit<Arrangement, 'until'> & { readonly id: string; readonly until: Instant; readonly at: Instant },
): Write {
  return {
    statement: arrangementInsert,
    values: [tenant, a.id, a.post, a.staff, iso(a.from), iso(a.until), a.by, iso(a.at)],
  }
}

const assignmentEnd = sql(
  'office.assignment.end',
  `update post_assignment set valid_until = $4
   where tenant_id = $1 and post = $2 and role = $3 and valid_from < $4 and (valid_until is null or valid_until > $4)`,
)

/** What stood in the role until then, ends then. */
export function endAssignment(tenant: string, post: PostId, role: Role, from: Instant): Write {
  return { statement: assignmentEnd, values: [tenant, post, role, iso(from)] }
}

const assignmentInsert = sql(
  'office.assignment.insert',
  `insert into post_assignment (tenant_id, post, role, staff, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6)`,
)

export function insertAssignment(tenant: string, a: Assignment): Write {
  return { statement: assignmentInsert, values: [tenant, a.post, a.role, a.staff, iso(a.from), isoOrNull(a.until)] }
}

const closureInsert = sql(
  'office.closure.insert',
  `insert into closure (tenant_id, id, org, day, shuts, reopens, reason, closed_by, closed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

export function insertClosure(by: By, c: ClosureAsk): Write {
  return {
    statement: closureInsert,
    values: [by.tenant, c.id, c.office, c.day, c.from, c.to, c.why, by.staff, iso(by.at)],
  }
}

const noticeInsert = sql(
  'office.notice.insert',
  `insert into holiday_notice (tenant_id, year, version, source, issued, off, work, imported_by, imported_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

export function insertNotice(tenant: string, n: Notice, by: string | null, at: Instant): Write {
  const values = [
    tenant,
    n.year,
    n.version,
    n.source,
    n.issued,
    JSON.stringify(n.off),
    JSON.stringify(n.work),
    by,
    iso(at),
  ]
  return { statement: noticeInsert, values }
}

const calendarInsert = sql(
  'office.calendar.insert',
  `insert into calendar_version (tenant_id, version, input, made_at) values ($1, $2, $3, $4) on conflict (tenant_id, version) do nothing`,
)

/** Keeps what a calendar was made of: its dates can be counted again years later. */
export function insertCalendar(tenant: string, input: CalendarInput, at: Instant): Write {
  return { statement: calendarInsert, values: [tenant, input.version, JSON.stringify(input), iso(at)] }
}

const calendarRead = sql<{ input: CalendarInput }>(
  'office.calendar.read',
  `select input from calendar_version where tenant_id = $1 and version = $2`,
)

/** What the calendar of that version was made of, or null when it was never kept. */
export async function calendarInput(tx: Tx, tenant: string, version: string): Promise<CalendarInput | null> {
  return (await tx.maybe(calendarRead, [tenant, version]))?.input ?? null
}

const journalRead = sql<Omit<Chained, 'at'> & { readonly at: Date }>(
  'office.journal.read',
  `select tenant_id as tenant, seq, at, org as office, staff, act, clause, says, what, previous, hash
   from office_journal where tenant_id = $1 order by seq`,
)

/** The whole journal of a tenant's place in order, for `broken` to go through. */
export async function journalLines(tx: Tx, tenant: string): Promise<readonly Chained[]> {
  const rows = await tx.all(journalRead, [tenant])
  return rows.map((row) => ({ ...row, at: instant(row.at.getTime()) }))
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : iso(at)
}
