import type { Brand } from '#core/brand.ts'
import type { Clock } from '#core/clock.ts'
import type { Custody } from '#core/custody.ts'
import type { Instant } from '#core/day.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'

export type MatterId = Brand<string, 'matter'>

/** The matter's own data, folded from the inputs of its moves. Personal numbers are `Sealed` in it, never plain. */
export type Facts = Readonly<Record<string, unknown>>

/**
 * One piece of business. Three facts that change together and are kept apart: state (how far),
 * custody (who answers), clocks (by when).
 */
export type Matter<F extends Facts = Facts> = {
  readonly id: MatterId
  readonly number: string
  readonly kind: string
  readonly service: { readonly code: string; readonly version: string } | null
  readonly office: OfficeId
  readonly state: string
  /** Grows by one with each line of the journal. */
  readonly version: number
  readonly custody: Custody
  /** Whose step it is when it is not the holder's: a reviewer, an approver. The holder still answers for it. */
  readonly turn: PostId | null
  /** The other posts whose step it is at the same time (并联, 6.4); absent when there are none. */
  readonly beside?: readonly PostId[]
  /** Who works on it together with the holder (5.2); the holder answers for it all the same. */
  readonly partner?: PostId
  /** The member of staff whom it is about: they are heard, and decide nothing of it. */
  readonly concerns?: StaffId
  /** Who has been asked to decide something beside the main road (an extension, a disputed hand-over). */
  readonly asked: PostId | null
  readonly clocks: readonly Clock[]
  readonly facts: F
  readonly openedAt: Instant
  readonly closedAt: Instant | null
}

/** A personal number as the program keeps it: masked for people, blind for look-up; the number itself is encrypted apart. */
export type Sealed = {
  readonly sealed: string
  readonly masked: string
  readonly blind: string
  /** What conditions need of a citizen number, so that it need not be opened for them. */
  readonly born?: string
  readonly sex?: 'male' | 'female'
}

/** Tells a sealed personal number from other values. */
export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && 'sealed' in value && 'blind' in value
}
