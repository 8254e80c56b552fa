import type { Hold } from '#core/custody.ts'
import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Relation } from '#core/relation.ts'
import {
  absenceAt,
  assignedTo,
  duty,
  isHeadOf,
  isSuperiorOf,
  officeOf,
  type PostId,
  postsOf,
  type Roster,
  type StaffId,
} from '#core/roster.ts'

export type Standing = {
  readonly as: ReadonlySet<Relation>
  /** The post from which this person acts. */
  readonly at: Hold
}

/**
 * Who this person is to this matter at this instant, computed here and nowhere else. A deputy is one line:
 * whoever is on duty for the holder's post and is not the holder. Null: a person without any post.
 */
export function standingOf(roster: Roster, matter: Matter, staff: StaffId, at: Instant): Standing | null {
  const own = homePost(roster, staff, at)
  if (!own) return null
  const as = new Set<Relation>()
  const on = (post: PostId | null | undefined) => (post ? duty(roster, post, at).staff === staff : false)
  const { holder, first, offered } = matter.custody
  if (on(holder.post)) as.add(holder.staff === staff ? 'holder' : 'deputy')
  if (on(offered?.to.post)) as.add('receiver')
  if (on(matter.turn)) as.add('turn')
  if (first.staff === staff || on(first.post)) as.add('first')
  if (isHeadOf(roster, staff, matter.office, at)) as.add('head')
  const office = officeOf(roster, staff, at)
  if (office === matter.office) as.add('window')
  if (isSuperiorOf(roster, staff, matter.office, at)) as.add('superior')
  return { as, at: own }
}

/** For whom somebody acts when they use this relation, or null when it is their own seat (5.1.b: the journal says so). */
export function standsFor(
  roster: Roster,
  matter: Matter,
  relation: Relation,
  staff: StaffId,
  at: Instant,
): StaffId | null {
  const { holder, first, offered } = matter.custody
  if (relation === 'deputy') return holder.staff
  if (relation === 'first') return first.staff === staff ? null : first.staff
  const post = { receiver: offered?.to.post, turn: matter.turn, head: roster.headPost.get(matter.office)?.id }[
    relation as string
  ]
  const { standsFor: whom, staff: acting } = post ? duty(roster, post, at) : { standsFor: null, staff: null }
  return acting === staff ? whom : null
}

/**
 * The post a person acts from on their own account: where they are A, else any they stand for, else one whose B they are.
 * Null while they are away: whoever is on leave does not act (5.1.b).
 */
export function homePost(roster: Roster, staff: StaffId, at: Instant): Hold | null {
  if (absenceAt(roster, staff, at)) return null
  const standing = postsOf(roster, staff, at)
  const post = (standing.find(({ as }) => as === 'A') ?? standing[0])?.post ?? deputised(roster, staff, at)
  return post ? { post, staff } : null
}

function deputised(roster: Roster, staff: StaffId, at: Instant): PostId | undefined {
  return roster.postsWith.get(staff)?.find((post) => assignedTo(roster, post, 'B', at) === staff)
}
