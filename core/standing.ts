import type { Hold } from '#core/custody.ts'
import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import type { Relation } from '#core/relation.ts'
import {
  absenceAt,
  assignedTo,
  duty,
  isHeadOf,
  isSuperiorOf,
  leaderOf,
  type OfficeId,
  officeOf,
  type PostId,
  postsOf,
  type Roster,
  type StaffId,
} from '#core/roster.ts'

/** Relations that give a part in a matter; the others come with the place alone. */
const parts: ReadonlySet<Relation> = new Set([
  'first',
  'holder',
  'deputy',
  'receiver',
  'turn',
  'partner',
  'concerned',
  'head',
  'superior',
  'time',
])

/** Whether somebody has a part in a matter, or merely works where it lies: what decides about confidential ones. */
export function hasPart(as: ReadonlySet<Relation>): boolean {
  return [...as].some((relation) => parts.has(relation))
}

/**
 * Whether who stands so to a matter may know of it at all: of what is confidential only those who have a part in it (2.4); whom
 * it is about only where the table doesn't hide it from them (10.5.4); of what is not said yet only those above (6.6).
 */
export function mayKnow(
  { confidential, hidesFrom, states }: Pick<Process, 'confidential' | 'hidesFrom' | 'states'>,
  as: ReadonlySet<Relation>,
  state: string,
): boolean {
  if (states[state]?.unsaid) return as.has('superior') || as.has('time')
  if (hidesFrom && as.has(hidesFrom)) return false
  return !confidential || hasPart(as)
}

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
  // Nobody decides on oneself: whom a matter is about stands in no other relation to it.
  if (matter.concerns === staff) return { as: new Set<Relation>(['concerned']), at: own }
  const as = new Set<Relation>()
  const on = (post: PostId | null | undefined) => (post ? duty(roster, post, at).staff === staff : false)
  const { holder, first, offered } = matter.custody
  if (on(holder.post)) as.add(holder.staff === staff ? 'holder' : 'deputy')
  if (on(offered?.to.post)) as.add('receiver')
  // Who merely stands in where no head is named decides nothing for that head.
  const isLed = (post: PostId) => {
    const seat = roster.posts.get(post)
    return !seat?.head || leaderOf(roster, seat.office, at) !== null
  }
  if (turnsOf(matter).some((post) => on(post) && isLed(post))) as.add('turn')
  if (on(matter.partner)) as.add('partner')
  if (first.staff === staff || on(first.post)) as.add('first')
  for (const relation of atPlace(roster, matter.office, staff, at)) as.add(relation)
  return { as, at: own }
}

/** Who a person is to a place, whatever the matter: also who they are to a matter about to be opened there. */
export function atPlace(roster: Roster, office: OfficeId, staff: StaffId, at: Instant): ReadonlySet<Relation> {
  const as = new Set<Relation>()
  if (isHeadOf(roster, staff, office, at)) as.add('head')
  if (officeOf(roster, staff, at) === office) as.add('window')
  if (isSuperiorOf(roster, staff, office, at)) as.add('superior')
  return as
}

/** The posts whose step it is: one, or several side by side (6.4). */
export function turnsOf({ turn, beside = [] }: Pick<Matter, 'turn' | 'beside'>): readonly PostId[] {
  return turn === null ? beside : [turn, ...beside]
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
  const posts: Partial<Record<Relation, readonly (PostId | undefined)[]>> = {
    receiver: [offered?.to.post],
    turn: turnsOf(matter),
    partner: [matter.partner],
    head: [roster.headPost.get(matter.office)?.id],
  }
  const acts = (posts[relation] ?? []).flatMap((post) => (post ? duty(roster, post, at) : []))
  return acts.find((one) => one.staff === staff)?.standsFor ?? null
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
