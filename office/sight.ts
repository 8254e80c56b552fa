import type { Instant } from '#core/day.ts'
import { officeOf, type StaffId, superiorOffice } from '#core/roster.ts'
import { current } from '#office/current.ts'
import { accountsWithin } from '#office/login.ts'
import type { Sight } from '#platform/auth/audit-routes.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'

/** Whose lines of the audit somebody may read: at the top everybody's, further down those of their own office and below. */
export async function sightOf(tx: Tx, { tenantId, staffId }: Who, at: Instant): Promise<Sight> {
  const office = await current(tx, tenantId, at)
  const own = officeOf(office.roster, staffId, at)
  const isTop = own !== null && superiorOffice(office.roster, own, at) === null
  return {
    staff: isTop ? null : accountsWithin(office, { tenant: tenantId, staff: staffId, at }),
    nameOf: (id) => office.roster.staff.get(id as StaffId)?.name ?? null,
  }
}
