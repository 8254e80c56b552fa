import { addDays, type Day, type Instant, instant, instantAt, iso } from '#core/day.ts'
import { isHeadOf, isSuperiorOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import { type BreachCode, breaches, type Rung, rungs } from './contract.ts'
import { accountability } from './process.ts'

type Row = {
  readonly matter_id: string
  readonly office: string
  readonly number: string
  readonly staff: string
  readonly kind: BreachCode
  readonly clause: string
  readonly rung: Rung
  readonly state: string
  readonly from_record: boolean
  readonly aggravated: boolean
  readonly appealed: boolean
  readonly opened_at: Date
  readonly opened: string
  readonly due_at: Date | null
  readonly decided_at: Date | null
  readonly closed_at: Date | null
  readonly outcome: string | null
}

const columns = `matter_id, account.office, number, staff, kind, clause, rung, state, from_record, aggravated, appealed, opened_at, opened_at::text as opened,
  due_at, decided_at, closed_at, outcome`
/** Each office's register is a short walk of its own index; the walks are merged by time. */
const list = sql<Row>(
  'account.list',
  `select e.* from unnest($2::uuid[]) as mine(office)
   cross join lateral (
     select ${columns} from account where tenant_id = $1 and account.office = mine.office and staff <> $3::uuid
       and ($4::text is null or case $4 when 'open' then closed_at is null when 'closed' then closed_at is not null else state = $4 end)
       and ($5::text is null or clause = $5) and ($6::text is null or rung = $6)
       and ($7::timestamptz is null or opened_at >= $7) and ($8::timestamptz is null or opened_at < $8)
       and ($9::text is null or starts_with(number, $9) or staff = any($10::uuid[]))
       and (opened_at, matter_id) < ($11::timestamptz, $12::uuid)
     order by opened_at desc, matter_id desc limit $13
   ) e order by e.opened_at desc, e.matter_id desc limit $13`,
)
const own = sql<Row>(
  'account.own',
  `select ${columns} from account where tenant_id = $1 and staff = $2 order by opened_at desc, matter_id desc limit 200`,
)

export type Wanted = {
  readonly office?: string
  readonly state?: string
  readonly clause?: string
  readonly rung?: string
  readonly from?: Day
  readonly until?: Day
  readonly q?: string
}

/** The offices whose register this person keeps: those they head, and all below. Empty for everybody else. */
export function managed(office: OfficeSnapshot, staff: StaffId, at: Instant): readonly OfficeId[] {
  const { roster } = office
  return [...office.organizations.keys()].filter(
    (id) => isHeadOf(roster, staff, id, at) || isSuperiorOf(roster, staff, id, at),
  )
}

/** The offices whose figures without names this person sees: those they keep, else their own. */
export function counted(office: OfficeSnapshot, staff: StaffId, at: Instant): readonly OfficeId[] {
  const kept = managed(office, staff, at)
  const at_ = officeOf(office.roster, staff, at)
  return kept.length > 0 || !at_ ? kept : [at_]
}

export type Asked = {
  readonly tenant: string
  readonly staff: StaffId
  readonly office: OfficeSnapshot
  readonly at: Instant
}

/** The register for whoever keeps it, newest first, never their own cases; a page of it. */
export async function accountPage(tx: Tx, asked: Asked, wanted: Wanted, cursor: string | null, limit: number) {
  const { tenant, staff, office, at } = asked
  const offices = managed(office, staff, at).filter((id) => wanted.office === undefined || id === wanted.office)
  const [opened = 'infinity', id = lastId] = cursor?.split('~') ?? []
  const { state = null, clause = null, rung = null, from, until, q = null } = wanted
  const named = q ? [...office.roster.staff.values()].filter(({ name }) => name.includes(q)).map((one) => one.id) : []
  const rows = await tx.all(list, [
    ...[tenant, offices, staff, state, clause, rung, start(from), start(until && addDays(until, 1)), q, named],
    ...[opened, id, limit + 1],
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => viewOf(row, office, at)),
    next: rows.length > limit && last ? `${last.opened}~${last.matter_id}` : null,
  }
}

/** What was ever proposed about this person, with how it ended: one's own record. */
export async function ownAccounts(tx: Tx, { tenant, staff, office, at }: Asked) {
  return (await tx.all(own, [tenant, staff])).map((row) => viewOf(row, office, at))
}

const excusedOf = sql<{
  key: string
  office: string
  number: string | null
  source: string | null
  since: Date
  excused: string
}>(
  'breach.excused',
  `select b.key, b.office, m.number, b.source, b.since, b.excused from breach b left join matter m on m.tenant_id = b.tenant_id and m.id = b.source
   where b.tenant_id = $1 and b.office = any($2::uuid[]) and b.excused is not null order by b.since desc limit 100`,
)

/** What the record shows to be late or wrong and is nobody's, with the reason: the newest hundred, for whoever keeps the register. */
export async function excusedBreaches(tx: Tx, { tenant, staff, office, at }: Asked) {
  const rows = await tx.all(excusedOf, [tenant, managed(office, staff, at)])
  return rows.map(({ key, number, source, since, excused, office: place }) => ({
    ...{ key, number, matter: source, office: nameOf(office, place), since: timed(since), says: excused },
  }))
}

const start = (day: Day | undefined): string | null => (day ? iso(instantAt(day, 0)) : null)
const timed = (date: Date | null): string | null => date && iso(instant(date.getTime()))

export type AccountView = ReturnType<typeof viewOf>

function viewOf(row: Row, office: OfficeSnapshot, at: Instant) {
  return {
    id: row.matter_id,
    number: row.number,
    office: nameOf(office, row.office),
    staff: { id: row.staff, name: nameOf(office, row.staff) },
    breach: row.kind,
    breachLabel: breaches[row.kind].label,
    clause: row.clause,
    rung: row.rung,
    rungLabel: row.decided_at ? rungs[row.rung] : null,
    state: row.state,
    stateLabel: accountability.states[row.state as keyof typeof accountability.states]?.label ?? row.state,
    closed: row.closed_at !== null,
    fromRecord: row.from_record,
    aggravated: row.aggravated,
    appealed: row.appealed,
    /** A valid complaint may still join it (7.6). */
    mayJoin: row.from_record && row.clause === '2.4.1' && ['proposed', 'hearing', 'deciding'].includes(row.state),
    openedAt: timed(row.opened_at),
    dueAt: timed(row.due_at),
    late: row.due_at !== null && row.due_at.getTime() < at,
    decidedAt: timed(row.decided_at),
    closedAt: timed(row.closed_at),
    outcome: row.outcome,
  }
}
