import { type Instant, instant, iso } from '#core/day.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'
import type { Write } from '#office/store.ts'
import type { Administrator } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'

const staffInsert = sql(
  'person.insert',
  `insert into staff (tenant_id, id, username, name, number, phone_sealed) values ($1, $2, $3, $4, $5, $6)`,
)
export type NewPerson = {
  readonly id: StaffId
  readonly username: string
  readonly name: string
  readonly number: string
  /** Sealed; null where none was given. */
  readonly phone: string | null
}
export function insertPerson(tenant: string, p: NewPerson): Write {
  return { statement: staffInsert, values: [tenant, p.id, p.username, p.name, p.number, p.phone] }
}

const staffSave = sql(
  'person.save',
  `update staff set name = $3, number = $4, phone_sealed = coalesce($5, phone_sealed) where tenant_id = $1 and id = $2`,
)
/** Name, number and, where one is given, phone. */
export function savePerson(tenant: string, p: Omit<NewPerson, 'username'>): Write {
  return { statement: staffSave, values: [tenant, p.id, p.name, p.number, p.phone] }
}

const activeSave = sql('person.active', `update staff set active = $3 where tenant_id = $1 and id = $2`)
export function saveActive(tenant: string, staff: StaffId, active: boolean): Write {
  return { statement: activeSave, values: [tenant, staff, active] }
}

const placeInsert = sql(
  'person.place.insert',
  `insert into staff_place (tenant_id, staff, org, valid_from) values ($1, $2, $3, $4)`,
)
const placeEnd = sql(
  'person.place.end',
  `update staff_place set valid_until = $3 where tenant_id = $1 and staff = $2 and valid_until is null`,
)
export function insertStay(tenant: string, staff: StaffId, org: OfficeId, from: Instant): Write {
  return { statement: placeInsert, values: [tenant, staff, org, iso(from)] }
}
export function endStay(tenant: string, staff: StaffId, until: Instant): Write {
  return { statement: placeEnd, values: [tenant, staff, iso(until)] }
}

const seatEnd = sql(
  'person.seats.end',
  `update post_assignment set valid_until = $3
   where tenant_id = $1 and staff = $2 and valid_from < $3 and (valid_until is null or valid_until > $3)`,
)
/** Whatever they are A or B of ends then; the posts are open from that instant on and alarm (5.5). */
export function endSeats(tenant: string, staff: StaffId, until: Instant): Write {
  return { statement: seatEnd, values: [tenant, staff, iso(until)] }
}

const lockSave = sql('account.lock', `update staff set locked_at = $3 where tenant_id = $1 and id = $2`)
export function saveLocked(tenant: string, staff: StaffId, at: Instant | null): Write {
  return { statement: lockSave, values: [tenant, staff, at === null ? null : iso(at)] }
}

const onceSave = sql(
  'account.password-once',
  `update staff set password_hash = $3, password_once = true where tenant_id = $1 and id = $2`,
)
export function savePasswordOnce(tenant: string, staff: StaffId, hash: string): Write {
  return { statement: onceSave, values: [tenant, staff, hash] }
}

const powerSave = sql('account.administrator', `update staff set administrator = $3 where tenant_id = $1 and id = $2`)
export function saveAdministrator(tenant: string, staff: StaffId, kind: Administrator | null): Write {
  return { statement: powerSave, values: [tenant, staff, kind] }
}

/** Somebody who is to move or leave and hands over first (5.5). `to` null: leaves the service. */
export type Departure = {
  readonly id: string
  readonly staff: StaffId
  readonly office: OfficeId
  readonly to: OfficeId | null
  readonly from: Instant
  readonly askedBy: StaffId
  readonly askedAt: Instant
}

const departureInsert = sql(
  'departure.insert',
  `insert into departure (tenant_id, id, staff, org, to_org, from_at, asked_by, asked_at, state) values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting')`,
)
const departureSave = sql(
  'departure.save',
  `update departure set state = $3, decided_by = $4, decided_at = $5 where tenant_id = $1 and id = $2`,
)
const departures = sql<{
  id: string
  staff: StaffId
  org: OfficeId
  to_org: OfficeId | null
  from_at: Date
  asked_by: StaffId
  asked_at: Date
}>(
  'departure.waiting',
  `select id, staff, org, to_org, from_at, asked_by, asked_at from departure where tenant_id = $1 and state = 'waiting' order by asked_at, id`,
)
export function insertDeparture(tenant: string, d: Departure): Write {
  const values = [tenant, d.id, d.staff, d.office, d.to, iso(d.from), d.askedBy, iso(d.askedAt)]
  return { statement: departureInsert, values }
}
export function saveDeparture(
  tenant: string,
  id: string,
  state: 'done' | 'withdrawn',
  staff: StaffId,
  at: Instant,
): Write {
  return { statement: departureSave, values: [tenant, id, state, staff, iso(at)] }
}
/** Who waits for a head's word, the oldest first. Few: read whole. */
export async function waitingDepartures(tx: Tx, tenant: string): Promise<readonly Departure[]> {
  const at = (date: Date) => instant(date.getTime())
  return (await tx.all(departures, [tenant])).map((d) => ({
    ...{ id: d.id, staff: d.staff, office: d.org, to: d.to_org, from: at(d.from_at) },
    ...{ askedBy: d.asked_by, askedAt: at(d.asked_at) },
  }))
}

/** An open matter on a person's or a post's hands. */
export type Held = { readonly id: string; readonly number: string; readonly title: string }

const heldBy = sql<Held>(
  'ground.held.staff',
  `select distinct m.id, m.number, m.title from desk d join matter m on m.tenant_id = $1 and m.id = d.matter_id
   where d.tenant_id = $1 and d.post = any($2) and m.closed_at is null and (m.holder_staff = $3 or m.offered_staff = $3)
   order by m.number limit 200`,
)
const heldAt = sql<{ count: number }>(
  'ground.held.posts',
  `select count(distinct matter_id)::int as count from desk where tenant_id = $1 and post = any($2)`,
)
const screens = sql<{ count: number }>(
  'ground.screens',
  `select count(*)::int as count from device where tenant_id = $1 and office = any($2) and revoked_at is null and token_hash is not null and ($3::int is null or number = $3)`,
)
const nameTaken = sql<{ one: number }>('ground.username', `select 1 as one from staff where username = $1`)

/** The open matters that a person answers for or was offered, behind these posts (5.5). */
export function heldByStaff(tx: Tx, tenant: string, posts: readonly PostId[], staff: StaffId): Promise<Held[]> {
  return tx.all(heldBy, [tenant, posts, staff])
}

/** How many open matters lie on these posts' desks; which they are isn't told. */
export async function heldAtPosts(tx: Tx, tenant: string, posts: readonly PostId[]): Promise<number> {
  return (await tx.one(heldAt, [tenant, posts])).count
}

/** How many screens are paired in these offices, or at one window. */
export async function screensIn(
  tx: Tx,
  tenant: string,
  offices: readonly OfficeId[],
  number: number | null = null,
): Promise<number> {
  return (await tx.one(screens, [tenant, offices, number])).count
}

/** Is the user name somebody's already, of whatever tenant? People sign in before the tenant is known. */
export async function usernameTaken(tx: Tx, username: string): Promise<boolean> {
  return (await tx.maybe(nameTaken, [username])) !== null
}
