import { type Instant, iso } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { assignedTo, covers, duty, type OfficeId, type PostId, type StaffId } from '#core/roster.ts'
import { notMet } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

type Seat = { readonly id: StaffId; readonly name: string; readonly number: string } | null
export type SchemeRow = {
  readonly post: { readonly id: PostId; readonly name: string }
  readonly duties: string
  readonly A: Seat
  readonly B: Seat
}
/** The scheme as it stood from one instant to the next change of it; `until` null: it stands now. */
export type SchemeVersion = {
  readonly from: Instant
  readonly until: Instant | null
  readonly rows: readonly SchemeRow[]
}

/** All versions of an office's A/B scheme, the newest first: each change of an appointment begins another (5.5). */
export function schemesOf(office: OfficeSnapshot, place: OfficeId, at: Instant): readonly SchemeVersion[] {
  const posts = office.roster.postsIn.get(place) ?? []
  const spans = posts.flatMap(({ id }) => office.roster.assignmentsOf.get(id) ?? [])
  const turns = spans.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])])
  const begins = [...new Set(turns)].sort((a, b) => a - b).filter((from) => from <= at)
  return begins
    .map((from, i) => ({ from, until: begins[i + 1] ?? null, rows: schemeAt(office, place, from) }))
    .toReversed()
}

/** Who is A and who is B of each post of an office at an instant. */
export function schemeAt(office: OfficeSnapshot, place: OfficeId, at: Instant): readonly SchemeRow[] {
  const { roster } = office
  const seat = (post: PostId, role: 'A' | 'B'): Seat => {
    const found = roster.assignmentsOf.get(post)?.findLast((a) => a.role === role && covers(a, at))
    const person = found && roster.staff.get(found.staff)
    return person ? { id: person.id, name: person.name, number: person.number } : null
  }
  return (roster.postsIn.get(place) ?? []).map(({ id, name }) => ({
    ...{ post: { id, name }, duties: office.duties.get(id) ?? '' },
    ...{ A: seat(id, 'A'), B: seat(id, 'B') },
  }))
}

/** A scheme as it goes over the wire. */
export function schemeView({ from, until, rows }: SchemeVersion) {
  return { from: iso(from), until: until && iso(until), rows }
}

export type Openable = { readonly number: number; readonly name: string; readonly refusal: Refusal | null }

/** The windows where this person stands now, and why one of them can't be opened: its post lacks its A or its B (5.5). */
export function openable(office: OfficeSnapshot, place: OfficeId, by: By): readonly Openable[] {
  return (office.windows.get(place) ?? [])
    .filter(({ post }) => duty(office.roster, post, by.at).staff === by.staff)
    .map(({ number, name, post }) => ({ number, name, refusal: unopened(office, post, `${number}号窗口`, by.at) }))
}

/** Why a window can't be opened: a post without A or without B has nobody behind it when one is away (5.5). */
export function unopened(office: OfficeSnapshot, post: PostId, window: string, at: Instant): Refusal | null {
  const lacks = lackOf(office, post, at)
  return lacks ? notMet('5.5', `${window}缺${lacks}，不能开窗；请单位负责人先调整AB角`) : null
}

/** Which of A and B a post lacks; null when it has both, two people. */
export function lackOf(office: OfficeSnapshot, post: PostId, at: Instant): 'A角' | 'B角' | null {
  const a = assignedTo(office.roster, post, 'A', at)
  const b = assignedTo(office.roster, post, 'B', at)
  if (a === null) return 'A角'
  return b === null || b === a ? 'B角' : null
}
