import type { Instant } from '#core/day.ts'
import { type Absence, covers, type OfficeId, type StaffId } from '#core/roster.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'

/** Somebody is away from the post for some minutes, as declared (4.2.3). Ends by itself when the office shuts. */
export type Out = {
  readonly id: string
  readonly staff: StaffId
  readonly office: OfficeId
  readonly why: string
  readonly from: Instant
  /** When they said that they would be back. */
  readonly backBy: Instant
  readonly until: Instant
}

/** Those out at some instant, as they stand in the version's row. */
export function outsIn(text: string): readonly Out[] {
  return JSON.parse(text) as readonly Out[]
}

/** The one leaving under which a person is out now, or null. */
export function outNow(office: Pick<OfficeSnapshot, 'outs'>, staff: StaffId, at: Instant): Out | null {
  return office.outs.find((out) => out.staff === staff && covers(out, at)) ?? null
}

/**
 * The place with those who are out just now: their deputies act meanwhile (5.1.b). Only the absences of these few are
 * new; everything else is the snapshot's own, so that going out for five minutes costs no second reading of the place.
 */
export function withOuts(office: OfficeSnapshot, outs: readonly Out[]): OfficeSnapshot {
  if (outs.length === 0) return office
  const absencesOf = new Map(office.roster.absencesOf)
  for (const { id, staff, from, until } of outs) {
    const absence: Absence = { id, staff, kind: 'out', from, until }
    absencesOf.set(staff, [...(absencesOf.get(staff) ?? []), absence])
  }
  return { ...office, outs, roster: { ...office.roster, absencesOf } }
}
