import { type Day, type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Mark, Marks, Payee, Result, SeatState, Taken } from './policy.ts'

/** One person in one class: their place, marks, test and paper. Numbers are masks and a blind form, never plain. */
export type Seat = Marks & {
  readonly id: string
  readonly class: string
  readonly org_path: string
  readonly applicant: string
  readonly number: string
  readonly name: string
  readonly blind: string
  readonly id_masked: string
  readonly phone_masked: string
  readonly way: Payee
  readonly state: SeatState
  readonly joined_at: Date
  readonly joined_by: string
  readonly left_at: Date | null
  readonly reason: string | null
  readonly told_at: Date | null
  readonly told_how: string | null
  readonly admitted_by: string | null
  readonly admitted_why: string | null
  readonly result: Result | null
  readonly sheet: string | null
  readonly paper_number: string | null
  readonly paper_code: string | null
  readonly issued_on: Day | null
  readonly revoked_at: Date | null
  readonly revoked_why: string | null
}

const columns = `id, class, org_path::text as org_path, applicant, number, name, blind, id_masked, phone_masked, way, state, joined_at, joined_by,
  left_at, reason, told_at, told_how, admitted_by, admitted_why, theory, practice, theory_again, practice_again, result, sheet, paper_number,
  paper_code, issued_on, revoked_at, revoked_why`
const insert = sql<Seat>(
  'training.seat.insert',
  `insert into training_seat (tenant_id, id, class, org_path, applicant, number, name, blind, id_masked, phone_masked, way, state, joined_at, joined_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing returning ${columns}`,
)
const update = sql(
  'training.seat.update',
  `update training_seat set state = $3, joined_at = $4, joined_by = $5, left_at = $6, reason = $7, told_at = $8, told_how = $9, admitted_by = $10,
     admitted_why = $11, theory = $12, practice = $13, theory_again = $14, practice_again = $15, result = $16, sheet = $17, paper_number = $18,
     paper_code = $19, issued_on = $20, revoked_at = $21, revoked_why = $22
   where tenant_id = $1 and id = $2`,
)
const ofClass = sql<Seat>(
  'training.seat.of',
  `select ${columns} from training_seat where tenant_id = $1 and class = $2 order by joined_at, id`,
)

/** Everybody who was ever on the roll or waited, in the order of joining. */
export const seatsOf = (tx: Tx, tenant: string, id: string) => tx.all(ofClass, [tenant, id])

export type FreshSeat = Pick<
  Seat,
  | 'id'
  | 'class'
  | 'org_path'
  | 'applicant'
  | 'number'
  | 'name'
  | 'blind'
  | 'id_masked'
  | 'phone_masked'
  | 'way'
  | 'state'
>

/** Null where this applicant has a living place in this class already. */
export function addSeat(tx: Tx, tenant: string, s: FreshSeat, by: string, at: Instant): Promise<Seat | null> {
  const who = [s.applicant, s.number, s.name, s.blind, s.id_masked, s.phone_masked, s.way, s.state]
  return tx.maybe(insert, [tenant, s.id, s.class, s.org_path, ...who, iso(at), by])
}

export function saveSeat(tx: Tx, tenant: string, s: Seat): void {
  const place = [s.state, s.joined_at, s.joined_by, s.left_at, s.reason, s.told_at, s.told_how]
  const test = [s.admitted_by, s.admitted_why, s.theory, s.practice, s.theory_again, s.practice_again, s.result]
  const paper = [s.sheet, s.paper_number, s.paper_code, s.issued_on, s.revoked_at, s.revoked_why]
  tx.write(update, [tenant, s.id, ...place, ...test, ...paper])
}

export type MarkRow = { readonly seat: string; readonly day: Day; readonly mark: Mark }
const marksIn = sql<MarkRow>(
  'training.mark.of',
  `select seat, day, mark from training_mark where tenant_id = $1 and class = $2 order by day, seat`,
)
const saveMark = sql(
  'training.mark.save',
  `insert into training_mark (tenant_id, class, seat, day, org_path, mark, at, by_staff) values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (tenant_id, class, seat, day) do update set mark = excluded.mark, at = excluded.at, by_staff = excluded.by_staff`,
)
export const marksOf = (tx: Tx, tenant: string, id: string) => tx.all(marksIn, [tenant, id])

export function setMark(tx: Tx, tenant: string, seat: Seat, day: Day, mark: Mark, by: string, at: Instant): void {
  tx.write(saveMark, [tenant, seat.class, seat.id, day, seat.org_path, mark, iso(at), by])
}

/** Somebody whose application was approved, and who waits for a class. */
export type Applicant = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly number: string
  readonly service: string
  readonly subject_key: string
  readonly subject: string
  readonly name: string
  readonly blind: string
  readonly id_masked: string
  readonly phone_masked: string
  readonly provider: string
  readonly way: Payee
  readonly approved_at: Date
  readonly state: 'waiting' | 'placed' | 'done' | 'out'
}
const person = `id, org_path::text as org_path, office, number, service, subject_key, subject, name, blind, id_masked, phone_masked, provider, way,
  approved_at, state`
const addPerson = sql(
  'training.applicant.insert',
  `insert into training_applicant (tenant_id, id, org_path, office, number, service, subject_key, subject, name, blind, id_masked, phone_masked,
     provider, way, approved_at, state)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'waiting') on conflict do nothing`,
)
const fitting = sql<Applicant>(
  'training.applicant.fitting',
  `select ${person} from training_applicant
   where tenant_id = $1 and service = $2 and subject_key = $3 and state = 'waiting' and org_path <@ $4::ltree order by approved_at, id limit 500`,
)
const line = sql<Applicant>(
  'training.applicant.line',
  `select ${person} from training_applicant
   where tenant_id = $1 and state = 'waiting' and org_path <@ $2::ltree and ($3::timestamptz is null or (approved_at, id) > ($3, $4::uuid))
   order by approved_at, id limit $5`,
)
const lockThem = sql<Applicant>(
  'training.applicant.lock',
  `select ${person} from training_applicant where tenant_id = $1 and id = any($2::uuid[]) order by id for update`,
)
const settle = sql(
  'training.applicant.state',
  `update training_applicant set state = $3, reason = $4 where tenant_id = $1 and id = $2`,
)

export function addApplicant(tx: Tx, tenant: string, a: Omit<Applicant, 'state' | 'approved_at'>, at: Instant): void {
  const what = [a.number, a.service, a.subject_key, a.subject, a.name, a.blind, a.id_masked, a.phone_masked]
  tx.write(addPerson, [tenant, a.id, a.org_path, a.office, ...what, a.provider, a.way, iso(at)])
}
type Wanted = { readonly service: string; readonly subject_key: string; readonly org_path: string }
export const fittingApplicants = (tx: Tx, tenant: string, { service, subject_key, org_path }: Wanted) =>
  tx.all(fitting, [tenant, service, subject_key, org_path])
export function applicantLine(tx: Tx, tenant: string, path: string, after: string | undefined, limit: number) {
  const [at = null, id = null] = after ? after.split('_') : []
  return tx.all(line, [tenant, path, at, id, limit])
}
export const lockApplicants = (tx: Tx, tenant: string, ids: readonly string[]) => tx.all(lockThem, [tenant, ids])
export function setApplicant(tx: Tx, tenant: string, id: string, state: Applicant['state'], why: string | null = null) {
  tx.write(settle, [tenant, id, state, why])
}

const holdPerson = sql<{ blind: string }>(
  'training.person.lock',
  `insert into training_person (tenant_id, blind, at) values ($1, $2, $3)
   on conflict (tenant_id, blind) do update set at = excluded.at returning blind`,
)
const takenBy = sql<Taken>(
  'training.taken.of',
  `select subject_key, from_day, until_day, state from training_taken where tenant_id = $1 and blind = $2 order by from_day`,
)
const take = sql<{ seat: string }>(
  'training.taken.add',
  `insert into training_taken (tenant_id, seat, blind, service, subject_key, from_day, until_day, state) values ($1, $2, $3, $4, $5, $6, $7, 'in')
   on conflict do nothing returning seat`,
)
const takenState = sql(
  'training.taken.state',
  `update training_taken set state = $3 where tenant_id = $1 and seat = $2`,
)

/** What somebody has had, with that person's row locked: of two classes at one instant the second sees the first. */
export async function lockTaken(tx: Tx, tenant: string, blind: string, at: Instant): Promise<readonly Taken[]> {
  await tx.one(holdPerson, [tenant, blind, iso(at)])
  return tx.all(takenBy, [tenant, blind])
}
type Place = { readonly service: string; readonly subject_key: string; readonly from_day: Day; readonly until_day: Day }
/** Writes that this person is on a roll; false where the same was taken before. */
export async function takePlace(tx: Tx, tenant: string, seat: Seat, of: Place): Promise<boolean> {
  const { service, subject_key, from_day, until_day } = of
  return (await tx.maybe(take, [tenant, seat.id, seat.blind, service, subject_key, from_day, until_day])) !== null
}
export function setTaken(tx: Tx, tenant: string, seat: string, state: Taken['state']): void {
  tx.write(takenState, [tenant, seat, state])
}
