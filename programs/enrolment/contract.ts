import type { Day, Instant } from '#core/day.ts'
import type { Facts, Sealed } from '#core/matter.ts'

/**
 * 在册: what goes on after a result. A person (or household) stands in the register of a service from the result on, until
 * somebody confirms that they have left it. One matter of this kind each; opened by the case's result and by nothing else.
 */
export const enrolmentKind = 'enrolment'

/** A member of a household, as the form's row named them. */
export type EnrolledMember = {
  readonly name: string
  readonly idNumber?: Sealed
  readonly relation?: string
  /** The code of the form's own choice (`jobless`, `employed`, …). */
  readonly situation?: string
}

/** What was done for the person or found out: a contact, a review, a change in the household. */
export type EnrolmentRecord = {
  readonly at: Instant
  /** The day on which it took place; the same as the day of `at` unless somebody wrote it down later. */
  readonly on: Day
  readonly by: string
  readonly what: 'contact' | 'review' | 'member' | 'renewal' | 'kept' | 'case' | 'amended'
  /** Codes of the service's own lists. */
  readonly way?: string
  readonly result?: string
  readonly says: string
  /** The day agreed on for the next contact. */
  readonly next?: Day
  /** Nobody was reached: it does not count as a contact. */
  readonly reached?: boolean
  /** Written down after its date: it stays late. */
  readonly late?: true
}

/** Why somebody is to leave the register, before anybody has confirmed it. */
export type ExitProposed = {
  readonly at: Instant
  /** Null: time proposes. */
  readonly by: string | null
  /** A code of the service's list of exits. */
  readonly reason: string
  readonly on: Day
  readonly basis: string
  readonly says: string
  /** Who would confirm it is the one who proposes it: it goes to whoever stands above them. */
  readonly above?: true
}

/** The exit as it was confirmed. `on`: the first day on which they are no longer in the register. */
export type Ended = {
  readonly on: Day
  readonly at: Instant
  readonly by: string | null
  readonly reason: string
  readonly label: string
  readonly basis: string
}

/**
 * The facts of a matter of kind `enrolment`. Look one up by the blind index of `idNumber` (or of a member's number) in
 * `secret`, join `matter` where `kind = 'enrolment'` and `facts->>'service'` is the service.
 * It counts on a day when `since <= day`, (`until` is null or `day <= until`), and (`ended` is null or `day < ended.on`): `isIn`.
 */
export type EnrolmentFacts = Facts & {
  /** JY01, JY02, JY05, JY12. */
  readonly service: string
  readonly serviceName: string
  /** The case whose result opened it, and its number. */
  readonly origin: string
  readonly originNumber: string
  /** The day of the result, on which it was entered into the register. */
  readonly registered: Day
  /** The person, or the applicant of the household. */
  readonly name: string
  readonly idNumber?: Sealed
  readonly phone?: Sealed
  readonly address?: string
  readonly community?: string
  /** The code of the form's choice that the file names: JY02 `category`, JY12 `workType`. */
  readonly category: string | null
  /** JY01, JY02, JY05: the day of the result; JY12: the day on which the flexible employment began. */
  readonly since: Day
  /** Nobody has two at a time, at whatever office: its file says so, or its person says when it begins, changes and ends. */
  readonly once?: true
  /** The last day that was registered; null: until it ends. */
  readonly until: Day | null
  readonly householdNumber?: Sealed
  /** JY05: all members, the applicant included. */
  readonly members?: readonly EnrolledMember[]
  /** Further answers of the case that the file keeps on the card (`keeps:`), by the name of the field. */
  readonly card: Readonly<Record<string, unknown>>
  /** The last day on which the person was in touch; the day of the result at first. */
  readonly contacted: Day
  /** The day from which `until` was counted, and the one on which the holder is reminded of it. */
  readonly termFrom?: Day
  readonly remindOn?: Day
  readonly records: readonly EnrolmentRecord[]
  readonly proposed: ExitProposed | null
  readonly ended: Ended | null
}

/** Whether somebody stands in the register on a day. */
export function isIn({ since, until, ended }: Pick<EnrolmentFacts, 'since' | 'until' | 'ended'>, on: Day): boolean {
  return since <= on && (until === null || on <= until) && (ended === null || on < ended.on)
}
