import type { Instant } from '#core/day.ts'
import { liesIn } from '#core/path.ts'
import { isHeadOf, isWithin, officeOf, type StaffId } from '#core/roster.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import type { Accounts, Login } from '#platform/auth/sign-in.ts'
import type { Who } from '#platform/auth/who.ts'
import { type Db, sql } from '#platform/db/db.ts'

const columns = `username, tenant_id as "tenantId", id as "staffId", password_hash as "passwordHash",
 active and locked_at is null as active`
const byUsername = sql<Login>('office.login.username', `select ${columns} from staff where username = $1`)
const byStaff = sql<Login>('office.login.staff', `select ${columns} from staff where id = $1`)
const doorOf = sql<{ once: boolean; locked: boolean }>(
  'office.login.door',
  `select password_once as once, locked_at is not null as locked from staff where tenant_id = $1 and id = $2`,
)
const savePassword = sql(
  'office.login.password',
  `update staff set password_hash = $3, password_once = false where tenant_id = $1 and id = $2`,
)

/** What signing in needs to know of people. A password isn't part of the place: changing it raises no version. */
export function accountsOf(db: Db): Accounts {
  return {
    findLogin: (tx, by) => ('username' in by ? tx.maybe(byUsername, [by.username]) : tx.maybe(byStaff, [by.staffId])),
    findStaff: (tenant, staff, at) =>
      db.plain(async (tx) => {
        const [office, door] = await Promise.all([current(tx, tenant, at), tx.maybe(doorOf, [tenant, staff])])
        const who = whoOf(office, staff as StaffId, at)
        if (!who || !door || door.locked) return null
        return door.once ? { ...who, mustChangePassword: true } : who
      }),
    savePassword: (tx, tenant, staff, hash) => tx.write(savePassword, [tenant, staff, hash]),
  }
}

/** The person as the office knows them at this instant; null for a leaver and for an account no longer active. */
export function whoOf(office: OfficeSnapshot, staff: StaffId, at: Instant): Who | null {
  const { roster, organizations, administrators } = office
  const person = roster.staff.get(staff)
  const own = officeOf(roster, staff, at)
  const organization = own && organizations.get(own)
  if (!person?.active || !organization) return null
  const former = formerPaths(office, organization, at)
  return {
    staffId: staff,
    tenantId: office.tenant.id,
    orgId: organization.id,
    orgPath: organization.path,
    ...(former.length > 0 && { formerPaths: former }),
    name: person.name,
    administrator: administrators.get(staff) ?? null,
    isHead: isHeadOf(roster, staff, organization.id, at),
  }
}

/** Where this office and those now below it stood before: what they did then lies under those paths. */
function formerPaths({ roster, organizations }: OfficeSnapshot, own: Organization, at: Instant): readonly string[] {
  const moved = [...organizations.values()].filter((o) => o.paths.length > 1 && isWithin(roster, o.id, own.id, at))
  const outside = moved.flatMap((o) => o.paths).filter((p) => !liesIn(p, own.path))
  return [...new Set(outside)]
}
