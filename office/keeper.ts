import { isHeadOf, isSuperiorOf, isWithin, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

/** Does the system administrator keep this office: their own, or one below it. Nobody keeps beside or above. */
export function keeps(office: OfficeSnapshot, by: By, target: OfficeId): boolean {
  if (office.administrators.get(by.staff) !== 'system') return false
  const own = officeOf(office.roster, by.staff, by.at)
  return own !== null && isWithin(office.roster, target, own, by.at)
}

/** Does the person lead this office now, as its head or from above? */
export function leads({ roster }: OfficeSnapshot, by: By, target: OfficeId): boolean {
  return isHeadOf(roster, by.staff, target, by.at) || isSuperiorOf(roster, by.staff, target, by.at)
}

/** An office that this person may look at to change it; what is beside or above is not there for them. */
export function reaches(office: OfficeSnapshot, by: By, target: OfficeId): boolean {
  return office.organizations.has(target) && (keeps(office, by, target) || leads(office, by, target))
}

/** The office that a person belongs to or is yet to come to, for who administers them; null for a leaver. */
export function homeOf({ roster }: OfficeSnapshot, staff: StaffId, by: By): OfficeId | null {
  return officeOf(roster, staff, by.at) ?? roster.staff.get(staff)?.places.find((p) => p.from > by.at)?.office ?? null
}

/** Where the person last was, also after they left. */
export function lastOf({ roster }: OfficeSnapshot, staff: StaffId): OfficeId | null {
  return roster.staff.get(staff)?.places.at(-1)?.office ?? null
}

/**
 * May the system administrator appoint here? Only to found: while the office has no head of its own, or for the head's
 * post where that role is empty. From then on A and B are the head's and the superior's (5.5); nobody who makes accounts
 * also gives the powers of a running office (等保三员分立).
 */
export function founds(office: OfficeSnapshot, by: By, target: OfficeId, emptySeat: boolean): boolean {
  return keeps(office, by, target) && (emptySeat || !hasHead(office, by, target))
}

function hasHead({ roster }: OfficeSnapshot, by: By, target: OfficeId): boolean {
  const seat = roster.headPost.get(target)
  return (
    seat !== undefined && (roster.assignmentsOf.get(seat.id) ?? []).some((a) => a.until === null || a.until > by.at)
  )
}
