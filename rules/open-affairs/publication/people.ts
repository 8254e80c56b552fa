import type { Instant } from '#core/day.ts'
import { leaderOf, lineOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import type { Stand } from '#office/register.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Row } from './store.ts'

/** Writes for an office: whoever belongs to it, and whoever leads it. */
export function writes({ office, org, staff, at, leads }: Stand): boolean {
  return leads || officeOf(office.roster, staff, at) === org.id
}

/** The head or a superior, and none of those whose words they are (nobody approves their own). */
export function mayJudge({ leads, staff }: Stand, { authors }: Pick<Row, 'authors'>): boolean {
  return leads && !authors.includes(staff)
}

/** The nearest head up the line who wrote none of it; null where there is none. */
export function reviewerOf(
  { roster }: OfficeSnapshot,
  office: string,
  authors: readonly string[],
  at: Instant,
): StaffId | null {
  const heads = lineOf(roster, office as OfficeId, at).flatMap((each) => leaderOf(roster, each, at) ?? [])
  return heads.find((head) => !authors.includes(head)) ?? null
}
