import { type Day, type Instant, instant, iso } from '#core/day.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { type Mark, markSays } from '#office/attendance.ts'
import { enter } from '#office/ledger.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = Omit<Mark, 'at' | 'notedAt'> & { readonly at: Date; readonly notedAt: Date }

const columns = `id, office, staff, day, what, at, minutes, against, windows, noted_at as "notedAt", noted_by as "notedBy", why, corrects`
const ofPerson = sql<Row>(
  'attendance.of-person',
  `select ${columns} from attendance where tenant_id = $1 and staff = $2 and day = $3 order by noted_at, id`,
)
const ofOffices = sql<Row>(
  'attendance.of-offices',
  `select ${columns} from attendance where tenant_id = $1 and office = any($2::uuid[]) and day between $3 and $4 order by staff, day, noted_at, id`,
)
const first = sql<{ day: Day }>(
  'attendance.first',
  `select day from attendance where tenant_id = $1 and office = $2 order by day limit 1`,
)
const insert = sql(
  'attendance.insert',
  `insert into attendance (tenant_id, id, org_path, office, staff, day, what, at, minutes, against, windows, noted_at, noted_by, why, corrects)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
)

/** One person's marks of a day, in the order in which they were made. */
export async function marksOf(tx: Tx, tenant: string, staff: StaffId, day: Day): Promise<readonly Mark[]> {
  return (await tx.all(ofPerson, [tenant, staff, day])).map(read)
}

/** All marks of some offices through some days, by person and day. */
export async function marksIn(
  tx: Tx,
  tenant: string,
  offices: readonly OfficeId[],
  [from, to]: readonly [Day, Day],
): Promise<readonly Mark[]> {
  return offices.length === 0 ? [] : (await tx.all(ofOffices, [tenant, offices, from, to])).map(read)
}

/** The day of an office's first mark: before it nobody was expected to sign in; null when there is none yet. */
export async function firstDay(tx: Tx, tenant: string, office: OfficeId): Promise<Day | null> {
  return (await tx.maybe(first, [tenant, office]))?.day ?? null
}

/** Keeps a mark with its line in the register, in the caller's transaction. */
export function keepMark(tx: Tx, office: OfficeSnapshot, by: By, mark: Mark): void {
  const path = office.organizations.get(mark.office)?.path ?? ''
  const { id, day, what, at, minutes, against, windows, notedAt, notedBy, why, corrects } = mark
  tx.write(insert, [
    ...[by.tenant, id, path, mark.office, mark.staff, day, what, iso(at), minutes, against, windows],
    ...[iso(notedAt), notedBy, why, corrects],
  ])
  enter(tx, {
    ...{ tenant: by.tenant, path, register: 'attendance', entry: mark.staff, at: by.at, staff: by.staff },
    ...{ clause: '4.2.1', act: why === null ? `attendance.${what}` : 'attendance.correct' },
    ...{ says: markSays(office, mark), what: { mark: id, day, at: iso(at), minutes, corrects } },
  })
}

function read(row: Row): Mark {
  return { ...row, at: time(row.at), notedAt: time(row.notedAt) }
}

function time(date: Date): Instant {
  return instant(date.getTime())
}
