import type { Instant } from '#core/day.ts'
import type { PostId, StaffId } from '#core/roster.ts'

/** A person at a post: the person is named on paper, the post decides who stands in (5.1.b). */
export type Hold = { readonly post: PostId; readonly staff: StaffId }

/**
 * Who answers for a matter. Never nobody: `holder` is not optional. Offered is not taken (2.3.2.b): until the receiver
 * accepts, the holder answers. `first` stays on the record for ever (2.1) and owes the answer until it is given.
 */
export type Custody = {
  readonly first: Hold
  readonly holder: Hold
  readonly offered: { readonly to: Hold; readonly at: Instant } | null
  /** How often a receiver has sent it back; the head decides after the second time. */
  readonly bounces: number
}

export type CustodyMove = 'offer' | 'accept' | 'decline' | 'recall' | 'appoint'

/** The first second: whoever is asked first answers for it (2.1). */
export function takeFirst(by: Hold): Custody {
  return { first: by, holder: by, offered: null, bounces: 0 }
}

/**
 * What a move makes of custody. `to` is the receiver of an offer or an appointment.
 * Throws when the table asks for the impossible (accepting what was not offered): that is a bug of the table.
 */
export function pass(custody: Custody, move: CustodyMove, to: Hold | null, at: Instant): Custody {
  switch (move) {
    case 'offer':
      return { ...custody, offered: { to: must(to), at } }
    case 'accept':
      return { ...custody, holder: must(custody.offered).to, offered: null, bounces: 0 }
    case 'decline':
      must(custody.offered)
      return { ...custody, offered: null, bounces: custody.bounces + 1 }
    case 'recall':
      must(custody.offered)
      return { ...custody, offered: null }
    case 'appoint':
      return { ...custody, holder: must(to), offered: null, bounces: 0 }
  }
}

function must<T>(value: T | null): T {
  if (value === null) throw new RangeError('custody: nothing is offered, or nobody is named')
  return value
}
