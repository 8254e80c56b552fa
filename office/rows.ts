import type { Closure, Intervals, Notice } from '#core/calendar.ts'
import type { Day, Weekday } from '#core/day.ts'
import type { Level, OfficeId, PostId, Role, StaffId } from '#core/roster.ts'
import type { LeaveKind, LeaveState, Listening, OutsideBody, Settings, Way } from '#office/snapshot.ts'
import type { Administrator } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Dated = { readonly valid_from: Date; readonly valid_until: Date | null }

const tenant = sql<{ code: string; name: string; answerable: StaffId | null }>(
  'office.rows.tenant',
  `select code, name, answerable from tenant where tenant_id = $1`,
)
const organizations = sql<{
  id: OfficeId
  code: string
  name: string
  short: string
  level: Level
  address: string
  phone: string
  supervision_phone: string
  settings: Settings
  closed_at: Date | null
}>(
  'office.rows.organization',
  `select id, code, name, short, level, address, phone, supervision_phone, settings, closed_at from organization where tenant_id = $1 order by code`,
)
const organizationPlaces = sql<Dated & { org: OfficeId; parent: OfficeId | null; path: string }>(
  'office.rows.organization_place',
  `select org, parent, path::text as path, valid_from, valid_until from organization_place where tenant_id = $1 order by valid_from`,
)
const staff = sql<{
  id: StaffId
  username: string
  name: string
  number: string
  active: boolean
  administrator: Administrator | null
}>(
  'office.rows.staff',
  `select id, username, name, number, active, administrator from staff where tenant_id = $1 order by number`,
)
const staffPlaces = sql<Dated & { staff: StaffId; org: OfficeId }>(
  'office.rows.staff_place',
  `select staff, org, valid_from, valid_until from staff_place where tenant_id = $1 order by valid_from`,
)
const posts = sql<{
  id: PostId
  org: OfficeId
  code: string
  name: string
  duties: string
  services: string[]
  is_head: boolean
  closed_at: Date | null
}>(
  'office.rows.post',
  `select id, org, code, name, duties, services, is_head, closed_at from post where tenant_id = $1 order by org, is_head, code`,
)
const assignments = sql<Dated & { post: PostId; role: Role; staff: StaffId }>(
  'office.rows.post_assignment',
  `select post, role, staff, valid_from, valid_until from post_assignment where tenant_id = $1 order by valid_from`,
)
const windows = sql<{ org: OfficeId; number: number; name: string; post: PostId }>(
  'office.rows.service_window',
  `select org, number, name, post from service_window where tenant_id = $1 and closed_at is null order by org, number`,
)
const hours = sql<{ org: OfficeId; weekday: Weekday; opens: number; closes: number }>(
  'office.rows.opening_hours',
  `select org, weekday, opens, closes from opening_hours where tenant_id = $1 order by org, weekday, opens`,
)
const schemes = sql<{ org: OfficeId; valid_from: Day; week: readonly Intervals[] }>(
  'office.rows.hours_scheme',
  `select distinct on (org, valid_from) org, valid_from, week from hours_scheme
   where tenant_id = $1 order by org, valid_from, set_at desc`,
)
const closures = sql<Closure & { org: OfficeId; day: Day }>(
  'office.rows.closure',
  `select org, day, shuts as "from", reopens as "to", reason as why from closure where tenant_id = $1 order by org, day, shuts`,
)
const absences = sql<{
  id: string
  org: OfficeId
  staff: StaffId
  kind: LeaveKind
  from_at: Date
  until_at: Date
  reason: string
  state: LeaveState
  asked_by: StaffId | null
  asked_at: Date
  decided_by: StaffId | null
  decided_at: Date | null
  says: string | null
  returned_at: Date | null
}>(
  'office.rows.absence',
  `select id, org, staff, kind, from_at, until_at, reason, state, asked_by, asked_at, decided_by, decided_at, says, returned_at
   from absence where tenant_id = $1 and until_at > $2 order by from_at, id`,
)
const arrangements = sql<{ post: PostId; staff: StaffId; named_by: StaffId; from_at: Date; until_at: Date }>(
  'office.rows.arrangement',
  `select post, staff, named_by, from_at, until_at from arrangement where tenant_id = $1 and until_at > $2 order by named_at`,
)
const outside = sql<OutsideBody>(
  'office.rows.outside_body',
  `select id, in_system as "inSystem", role, name, matters, phone, address, hours from outside_body where tenant_id = $1 order by name`,
)
const receivers = sql<{ id: string; org: OfficeId; way: Way; config: Listening }>(
  'office.rows.receiver',
  `select id, org, way, config from receiver where tenant_id = $1 and is_on and removed_at is null order by made_at`,
)
const notices = sql<Notice>(
  'office.rows.holiday_notice',
  `select distinct on (year) year, version, source, issued, off, work from holiday_notice
   where tenant_id = $1 order by year, imported_at desc`,
)

/** All rows of one tenant's place in one flight. Absences and arrangements that ended before `since` are left out. */
export async function readRows(tx: Tx, tenantId: string, since: string) {
  const [place, people, desk, time] = await Promise.all([
    Promise.all([
      tx.one(tenant, [tenantId]),
      tx.all(organizations, [tenantId]),
      tx.all(organizationPlaces, [tenantId]),
    ]),
    Promise.all([
      tx.all(staff, [tenantId]),
      tx.all(staffPlaces, [tenantId]),
      tx.all(posts, [tenantId]),
      tx.all(assignments, [tenantId]),
    ]),
    Promise.all([
      tx.all(windows, [tenantId]),
      tx.all(absences, [tenantId, since]),
      tx.all(arrangements, [tenantId, since]),
      tx.all(outside, [tenantId]),
    ]),
    Promise.all([
      tx.all(hours, [tenantId]),
      tx.all(closures, [tenantId]),
      tx.all(notices, [tenantId]),
      tx.all(schemes, [tenantId]),
      tx.all(receivers, [tenantId]),
    ]),
  ])
  return {
    tenant: place[0],
    organizations: place[1],
    organizationPlaces: place[2],
    staff: people[0],
    staffPlaces: people[1],
    posts: people[2],
    assignments: people[3],
    windows: desk[0],
    absences: desk[1],
    arrangements: desk[2],
    outside: desk[3],
    hours: time[0],
    closures: time[1],
    notices: time[2],
    schemes: time[3],
    receivers: time[4],
  }
}

export type Rows = Awaited<ReturnType<typeof readRows>>
