import { type Calendar, openingsOn } from '#core/calendar.ts'
import { addDays, dayOf, type Instant, instant, instantAt } from '#core/day.ts'
import {
  type Absence,
  absenceAt,
  assignedTo,
  covers,
  type Duty,
  duty,
  leaderOf,
  lineOf,
  type OfficeId,
  type PostId,
  type Roster,
  type Span,
  type StaffId,
} from '#core/roster.ts'

export type Stretch = { readonly from: Instant; readonly until: Instant }

/** The roster as it would be with one more absence: what a leave would do, before it is granted. */
export function supposing(roster: Roster, absence: Absence): Roster {
  const absencesOf = new Map(roster.absencesOf)
  absencesOf.set(absence.staff, [...(absencesOf.get(absence.staff) ?? []), absence])
  return { ...roster, absencesOf }
}

/** The stretches within the period in which neither A nor B of a post is there (5.4). */
export function uncovered(roster: Roster, post: PostId, period: Stretch): readonly Stretch[] {
  const appointed = roster.assignmentsOf.get(post) ?? []
  const spans: readonly Span[] = [
    ...appointed,
    ...appointed.flatMap((a) => [
      ...(roster.absencesOf.get(a.staff) ?? []),
      ...(roster.staff.get(a.staff)?.places ?? []),
    ]),
  ]
  const turns = [...edges(spans, period), period.until]
  const found: { from: Instant; until: Instant }[] = []
  for (const [i, from] of turns.slice(0, -1).entries()) {
    if (there(roster, post, 'A', from) || there(roster, post, 'B', from)) continue
    const until = turns[i + 1] ?? period.until
    const last = found.at(-1)
    if (last?.until === from) last.until = until
    else found.push({ from, until })
  }
  return found
}

/** The posts in which a person is A or B at some time of the period. */
export function seatsOf(roster: Roster, staff: StaffId, period: Stretch): readonly PostId[] {
  return (roster.postsWith.get(staff) ?? []).filter((post) =>
    roster.assignmentsOf.get(post)?.some((a) => a.staff === staff && overlaps(a, period)),
  )
}

/** The posts for which a person was named while A and B are away: whoever was named and goes leaves a hole too (5.4). */
export function stoodInBy(roster: Roster, staff: StaffId, period: Stretch): readonly PostId[] {
  return (roster.postsWith.get(staff) ?? []).filter((post) =>
    roster.arrangementsOf.get(post)?.some((n) => n.staff === staff && overlaps(n, period)),
  )
}

/** Is somebody named for the whole of this hole, and there through it? */
export function isNamedFor(roster: Roster, post: PostId, hole: Stretch): boolean {
  const named = roster.arrangementsOf.get(post) ?? []
  return named.some(
    (n) => n.from <= hole.from && (n.until === null || hole.until <= n.until) && !awayWithin(roster, n.staff, hole),
  )
}

/** Is the person away for any moment of the period? */
export function awayWithin(roster: Roster, staff: StaffId, period: Stretch): boolean {
  return roster.absencesOf.get(staff)?.some((a) => overlaps(a, period)) ?? false
}

/**
 * Who decides on a person's leave: the head of their office, never themselves, so for a head the next one up (3.2.3). With
 * no such head up the tree the B of the topmost, else whoever was named to answer for all (5.0); null while there is none.
 */
export function deciderOf(roster: Roster, staff: StaffId, office: OfficeId, at: Instant): StaffId | null {
  const line = lineOf(roster, office, at)
  const above = line.map((o) => leaderOf(roster, o, at)).find((head) => head !== null && head !== staff)
  if (above) return above
  const seat = roster.headPost.get(line.at(-1) ?? office)
  const last = [seat ? assignedTo(roster, seat.id, 'B', at) : null, roster.answerable]
  return last.find((one) => one !== null && one !== staff) ?? null
}

/** Half-open spans that share a moment. */
export function overlaps(a: Span, b: Span): boolean {
  return (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until)
}

function there(roster: Roster, post: PostId, role: 'A' | 'B', at: Instant): boolean {
  const staff = assignedTo(roster, post, role, at)
  return staff !== null && !absenceAt(roster, staff, at)
}

function edges(spans: readonly Span[], period: Stretch): readonly Instant[] {
  const all = spans.flatMap((s) => (s.until === null ? [s.from] : [s.from, s.until]))
  const inside = all.filter((at) => covers(period, at))
  return [...new Set([period.from, ...inside])].sort((a, b) => a - b)
}

/** Who stands at a post through a period, one stretch after another; neighbours with the same answer are one. */
export function dutyOver(
  roster: Roster,
  post: PostId,
  period: Stretch,
): readonly (Stretch & { readonly duty: Duty })[] {
  const away = [...roster.absencesOf.values()].flat().filter((a) => overlaps(a, period))
  const seats = [
    roster.posts.get(post),
    ...lineOf(roster, roster.posts.get(post)?.office ?? ('' as OfficeId), period.from).map((o) =>
      roster.headPost.get(o),
    ),
  ]
  const appointed = seats.flatMap((seat) => [
    ...(roster.assignmentsOf.get(seat?.id ?? post) ?? []),
    ...(roster.arrangementsOf.get(seat?.id ?? post) ?? []),
  ])
  const turns = [...edges([...away, ...appointed], period), period.until]
  const found: { from: Instant; until: Instant; duty: Duty }[] = []
  for (const [i, from] of turns.slice(0, -1).entries()) {
    const until = turns[i + 1] ?? period.until
    const now = duty(roster, post, from)
    const last = found.at(-1)
    if (last && last.duty.staff === now.staff && last.duty.as === now.as && last.duty.standsFor === now.standsFor)
      last.until = until
    else found.push({ from, until, duty: now })
  }
  return found
}

/** Whether the office is open for any minute of it. */
export function isWorked(calendar: Calendar, { from, until }: Stretch): boolean {
  const last = dayOf(instant(until - 1))
  for (let on = dayOf(from); on <= last; on = addDays(on, 1)) {
    const opens = openingsOn(calendar, on)
    if (opens.some(([first, end]) => instantAt(on, first) < until && from < instantAt(on, end))) return true
  }
  return false
}
