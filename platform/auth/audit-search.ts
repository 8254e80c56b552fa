import { type Day, type Instant, instant } from '#core/day.ts'
import type { AuditRecord, AuditRow } from '#platform/auth/audit.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** Which lines: of a period, of some people, of some act; null asks for all. Newest first, from below `before` on. */
export type AuditWanted = {
  readonly from: Day
  readonly until: Day
  readonly staff: readonly string[] | null
  /** Who acted, or whom it was about. */
  readonly who: string | null
  /** A word within the act, such as `account` or `export`. */
  readonly what: string | null
  readonly failedOnly: boolean
  readonly before: { readonly day: Day; readonly seq: number } | null
  readonly limit: number
}

export type AuditFound = Pick<AuditRecord, 'day' | 'seq' | 'at' | 'staffId' | 'what' | 'about' | 'succeeded' | 'says'>

type Row = Omit<AuditRow, 'tenant_id' | 'previous' | 'hash'>

const columns = 'day, seq, at, staff_id, what, about, succeeded, says'
const wanted = `a.tenant_id = $1 and a.day between $2 and $3 and (a.day, a.seq) < ($4::date, $5)
     and ($6::uuid[] is null or a.staff_id = any($6)) and ($7::uuid is null or a.staff_id = $7 or a.about = $7::text)
     and ($8::text is null or position($8 in a.what) > 0) and (not $9::boolean or not a.succeeded)`
const newest = 'order by day desc, seq desc limit $10'
const line = (lead: string) => `select a.* from audit a where ${wanted} and ${lead} ${newest}`
const searchBy = (name: string, lines: string) =>
  sql<Row>(`audit.search${name}`, `select ${columns} from (${lines}) a ${newest}`)
/** Walks of one index each, newest first, by what narrows most of all that is asked for; several are merged. */
const searches = {
  who: searchBy('-who', `(${line('a.staff_id = $7')}) union (${line('a.about = $7::text')})`),
  // The acts are few: each is found by one look into the index, and those that have the word are walked.
  what: searchBy(
    '-what',
    `with recursive act (what) as (
       (select what from audit where tenant_id = $1 order by what limit 1)
       union all select (select n.what from audit n where n.tenant_id = $1 and n.what > act.what order by n.what limit 1) from act where act.what is not null)
     select r.* from act cross join lateral (${line('a.what = act.what')}) r where position($8 in act.what) > 0`,
  ),
  failed: searchBy('-failed', line('not a.succeeded')),
  staff: searchBy(
    '-staff',
    `select r.* from unnest($6::uuid[]) as s(staff) cross join lateral (${line('a.staff_id = s.staff')}) r`,
  ),
  all: searchBy('', line('true')),
}
function searchFor({ who, what, failedOnly, staff }: AuditWanted) {
  if (who) return searches.who
  if (what) return searches.what
  if (failedOnly) return searches.failed
  return staff ? searches.staff : searches.all
}
const failed = sql<Row>(
  'audit.failed-sign-ins',
  `select ${columns} from audit
   where tenant_id = $1 and what in ('sign-in', 'lockout') and not succeeded and staff_id = any($2)
   order by day desc, seq desc limit $3`,
)
const days = sql<{ day: Day; seq: number }>(
  'audit.days',
  `select day, seq from audit_day where tenant_id = $1 and day between $2 and $3 order by day`,
)

/** A page of lines, the newest first. */
export async function searchAudit(tx: Tx, tenant: string, asked: AuditWanted): Promise<readonly AuditFound[]> {
  const { from, until, staff, who, what, failedOnly, before, limit } = asked
  const below = before ?? { day: '9999-12-31', seq: 0 }
  const values = [tenant, from, until, below.day, below.seq, staff, who, what, failedOnly, limit]
  return (await tx.all(searchFor(asked), values)).map(found)
}

/** The last failed sign-ins of these people, the newest first. */
export async function failedSignIns(
  tx: Tx,
  tenant: string,
  staff: readonly string[],
  limit: number,
): Promise<readonly AuditFound[]> {
  return (await tx.all(failed, [tenant, staff, limit])).map(found)
}

/** The days of a period that have lines, and how many. */
export function auditDays(tx: Tx, tenant: string, from: Day, until: Day): Promise<{ day: Day; seq: number }[]> {
  return tx.all(days, [tenant, from, until])
}

function found({ staff_id: staffId, at, ...row }: Row): AuditFound & { readonly at: Instant } {
  return { ...row, staffId, at: instant(at.getTime()) }
}
