import type { Calendar, Closure, Hours, LaterHours, Notice } from '#core/calendar.ts'
import type { Instant } from '#core/day.ts'
import type { BodyRole } from '#core/field.ts'
import type { Refusal } from '#core/refusal.ts'
import { isWithin, type Office, type OfficeId, officeOf, type PostId, type Roster, type StaffId } from '#core/roster.ts'

import type { Out } from '#office/out.ts'
import { notSeen } from '#office/refusals.ts'
import type { Administrator } from '#platform/auth/who.ts'

export type LeaveKind = 'leave' | 'sick' | 'training' | 'official' | 'other' | 'absent'
export type LeaveState = 'requested' | 'approved' | 'refused' | 'cancelled' | 'recorded'

/** An absence as it is kept: asked for, decided, come back from (3.2.3). The roster sees only those that count. */
export type Leave = {
  readonly id: string
  readonly office: OfficeId
  readonly staff: StaffId
  readonly kind: LeaveKind
  readonly from: Instant
  readonly until: Instant
  readonly reason: string
  readonly state: LeaveState
  /** Null: time recorded it. */
  readonly askedBy: StaffId | null
  readonly askedAt: Instant
  readonly decidedBy: StaffId | null
  readonly decidedAt: Instant | null
  readonly says: string | null
  readonly returnedAt: Instant | null
}

export type Settings = Readonly<Record<string, unknown>>

/** An office with what a visitor is told of it. */
export type Organization = Office & {
  /** ltree path, city first; where it stood last. */
  readonly path: string
  /** Every path it ever had: matters keep the one under which they were opened. */
  readonly paths: readonly string[]
  /** Shut for good; it stays for what happened there. */
  readonly closedAt: Instant | null
  readonly address: string
  readonly phone: string
  readonly supervisionPhone: string
  readonly settings: Settings
}

export type Window = {
  readonly office: OfficeId
  readonly number: number
  readonly name: string
  readonly post: PostId
}

/** Where a visitor can be sent: a department of the system (2.3.2.a), or a body outside it (2.3.3). */
export type OutsideBody = {
  readonly id: string
  readonly inSystem: boolean
  /** What it does for the guaranteed loans (JY09); null: nothing. */
  readonly role: BodyRole | null
  readonly name: string
  readonly matters: string
  readonly phone: string
  readonly address: string
  readonly hours: string
}

/** How something goes out: to a program, to letter boxes of the staff, to the visitor's telephone. */
export type Way = 'webhook' | 'mail' | 'sms'
/** What a receiver wants to hear of; more stands beside it, for whoever sends. */
export type Listening = {
  readonly kinds?: readonly string[]
  readonly events: readonly string[]
  /** Own words, by the event. */
  readonly words?: Readonly<Record<string, string>>
}

/** Who outside hears of what happens at an office and below it, while it is switched on. */
export type Receiver = Listening & { readonly id: string; readonly path: string; readonly way: Way }

/** All of one tenant's place at one version: never changed, replaced whole. */
export type OfficeSnapshot = {
  readonly tenant: { readonly id: string; readonly code: string; readonly name: string }
  readonly version: number
  readonly roster: Roster
  readonly organizations: ReadonlyMap<OfficeId, Organization>
  readonly byPath: ReadonlyMap<string, Organization>
  readonly duties: ReadonlyMap<PostId, string>
  /** The three administrators and which of the three each is. */
  readonly administrators: ReadonlyMap<StaffId, Administrator>
  readonly windows: ReadonlyMap<OfficeId, readonly Window[]>
  readonly leaves: ReadonlyMap<string, Leave>
  readonly leavesOf: ReadonlyMap<StaffId, readonly Leave[]>
  /** Who is out for some minutes, as declared (4.2.3); the roster has them as absences. */
  readonly outs: readonly Out[]
  readonly hours: ReadonlyMap<OfficeId, Hours>
  /** Hours from a day on, in the order of their days. */
  readonly laterHours: ReadonlyMap<OfficeId, readonly LaterHours[]>
  /** Posts that were shut for good: nobody is responsible by them any more, their names stay. */
  readonly closedPosts: ReadonlySet<PostId>
  readonly closures: ReadonlyMap<OfficeId, readonly Closure[]>
  readonly notices: readonly Notice[]
  readonly outside: readonly OutsideBody[]
  readonly receivers: readonly Receiver[]
  /** One office's working time, built when first asked for and shared by offices with the same hours and closures. */
  readonly calendar: (office: OfficeId) => Calendar
}

/** Who acts in an office command, and when. */
export type By = { readonly tenant: string; readonly staff: StaffId; readonly at: Instant }

/** May this person see what goes on in that office: their own, or one below it. Nobody looks sideways or up. */
export function sees(office: OfficeSnapshot, staff: StaffId, target: OfficeId, at: Instant): boolean {
  const own = officeOf(office.roster, staff, at)
  return own !== null && isWithin(office.roster, target, own, at)
}

/** An office that is asked for and not seen is as if it were not there, in whatever list; null where none is named. */
export function unseen(office: OfficeSnapshot, staff: StaffId, asked: string | undefined, at: Instant): Refusal | null {
  return asked === undefined || sees(office, staff, asked as OfficeId, at) ? null : notSeen('没有这个单位')
}
