import type { Brand } from '#core/brand.ts'
import type { Instant } from '#core/day.ts'

export type StaffId = Brand<string, 'staff'>
export type PostId = Brand<string, 'post'>
export type OfficeId = Brand<string, 'office'>

export type Level = 'city' | 'district' | 'street' | 'community'
export type Role = 'A' | 'B'

/** From this instant on, up to but not including `until`; `null` means open. */
export type Span = { readonly from: Instant; readonly until: Instant | null }

export type Office = {
  readonly id: OfficeId
  readonly code: string
  readonly name: string
  /** The short name that stands in document numbers. */
  readonly short: string
  readonly level: Level
  readonly places: readonly (Span & { readonly parent: OfficeId | null })[]
}

export type Person = {
  readonly id: StaffId
  readonly username: string
  readonly name: string
  /** 工号, as on the badge. */
  readonly number: string
  readonly active: boolean
  /** One of the three administrators: they keep the system and hold no post. */
  readonly administrator: boolean
  readonly places: readonly (Span & { readonly office: OfficeId })[]
}

export type Post = {
  readonly id: PostId
  readonly office: OfficeId
  readonly code: string
  readonly name: string
  readonly services: readonly string[]
  readonly head: boolean
}

export type Assignment = Span & { readonly post: PostId; readonly role: Role; readonly staff: StaffId }
/** An absence that counts: approved or recorded, cut at the return. What is only asked for isn't here (3.2.3). */
export type Absence = Span & { readonly id: string; readonly staff: StaffId; readonly kind: string }
/** Whom the head named for a post while A and B are both away (5.4). */
export type Arrangement = Span & { readonly post: PostId; readonly staff: StaffId; readonly by: StaffId }

export type RosterData = {
  readonly offices: readonly Office[]
  readonly staff: readonly Person[]
  readonly posts: readonly Post[]
  readonly assignments: readonly Assignment[]
  readonly absences: readonly Absence[]
  readonly arrangements: readonly Arrangement[]
  /** Who answers when no head up the whole tree is there (5.0); null until the system administrator has named somebody. */
  readonly answerable: StaffId | null
}

export type Roster = {
  readonly offices: ReadonlyMap<OfficeId, Office>
  readonly staff: ReadonlyMap<StaffId, Person>
  readonly posts: ReadonlyMap<PostId, Post>
  readonly postsIn: ReadonlyMap<OfficeId, readonly Post[]>
  readonly headPost: ReadonlyMap<OfficeId, Post>
  readonly assignmentsOf: ReadonlyMap<PostId, readonly Assignment[]>
  readonly absencesOf: ReadonlyMap<StaffId, readonly Absence[]>
  readonly arrangementsOf: ReadonlyMap<PostId, readonly Arrangement[]>
  /** Posts in which a person was ever A, B or named: where a search for their posts begins. */
  readonly postsWith: ReadonlyMap<StaffId, readonly PostId[]>
  /** Offices that were ever directly below an office. */
  readonly below: ReadonlyMap<OfficeId, readonly OfficeId[]>
  readonly answerable: StaffId | null
  /** To whom falls what has no head up the tree: never nobody. On duty for it and alarmed, without any power of a head. */
  readonly standby: StaffId
}

export type Uncovered = { readonly clause: '5.4' | '5.5'; readonly says: string }

export type Duty = {
  readonly staff: StaffId
  readonly as: 'A' | 'B' | 'named' | 'head'
  /** The A for whom this person acts; null when A acts or when the post has no A. */
  readonly standsFor: StaffId | null
  /** For the head: the post fell to them and somebody is to be named (5.4) or appointed (5.5). */
  readonly alarm: Uncovered | null
}

export type Standing = Duty & { readonly post: PostId }

/** The snapshot with the indexes that its questions need. */
export function rosterOf(data: RosterData): Roster {
  const named = [...data.assignments, ...data.arrangements]
  const ids = new Map([...Map.groupBy(named, (n) => n.staff)].map(([s, n]) => [s, [...new Set(n.map((x) => x.post))]]))
  const links = data.offices.flatMap((o) =>
    o.places.flatMap((p) => (p.parent ? [{ parent: p.parent, child: o.id }] : [])),
  )
  return {
    offices: new Map(data.offices.map((o) => [o.id, o])),
    staff: new Map(data.staff.map((s) => [s.id, s])),
    posts: new Map(data.posts.map((p) => [p.id, p])),
    postsIn: Map.groupBy(data.posts, (p) => p.office),
    headPost: new Map(data.posts.filter((p) => p.head).map((p) => [p.office, p])),
    assignmentsOf: Map.groupBy(data.assignments, (a) => a.post),
    absencesOf: Map.groupBy(data.absences, (a) => a.staff),
    arrangementsOf: Map.groupBy(data.arrangements, (a) => a.post),
    postsWith: ids,
    below: new Map([...Map.groupBy(links, (l) => l.parent)].map(([p, l]) => [p, [...new Set(l.map((x) => x.child))]])),
    answerable: data.answerable,
    standby: data.answerable ?? firstOf(data.staff),
  }
}

/** Does the span hold at this instant? Half-open: the end belongs to what comes next. */
export function covers(span: Span, at: Instant): boolean {
  return span.from <= at && (span.until === null || at < span.until)
}

/** The absence that keeps a person away at this instant, or null: they are there. */
export function absenceAt(roster: Roster, staff: StaffId, at: Instant): Absence | null {
  return roster.absencesOf.get(staff)?.find((a) => covers(a, at)) ?? null
}

/** The office above, as the tree stood at this instant; null at the top. */
export function superiorOffice(roster: Roster, office: OfficeId, at: Instant): OfficeId | null {
  return roster.offices.get(office)?.places.find((p) => covers(p, at))?.parent ?? null
}

/** The office itself, then its superiors up to the top. Ends even if the data went in a circle. */
export function lineOf(roster: Roster, office: OfficeId, at: Instant): readonly OfficeId[] {
  const line: OfficeId[] = []
  for (let o: OfficeId | null = office; o !== null && !line.includes(o); o = superiorOffice(roster, o, at)) line.push(o)
  return line
}

/** Is `lower` below `upper` (or the same office) at this instant? */
export function isWithin(roster: Roster, lower: OfficeId, upper: OfficeId, at: Instant): boolean {
  return lower === upper || lineOf(roster, lower, at).includes(upper)
}

/** Where a person belongs at this instant; null for a leaver. */
export function officeOf(roster: Roster, staff: StaffId, at: Instant): OfficeId | null {
  return roster.staff.get(staff)?.places.find((p) => covers(p, at))?.office ?? null
}

/** Who is appointed A or B of a post. A leaver or mover no longer counts (5.5), present or not doesn't matter here. */
export function assignedTo(roster: Roster, post: PostId, role: Role, at: Instant): StaffId | null {
  const found = roster.assignmentsOf
    .get(post)
    ?.findLast((a) => a.role === role && covers(a, at) && serves(roster, a.staff, post, at))
  return found?.staff ?? null
}

/** One person for the post at this instant, always (5.0): A unless away, else B, else the one named, else the head, up the tree. */
export function duty(roster: Roster, post: PostId, at: Instant): Duty {
  return atPost(roster, post, at) ?? fallen(roster, post, at)
}

/** The posts a person stands for now: as A, as B for whom, named, or because they fell to them as head. "My desk". */
export function postsOf(roster: Roster, staff: StaffId, at: Instant): readonly Standing[] {
  const found = new Map<PostId, Standing>()
  const heads: OfficeId[] = []
  const take = (post: PostId): boolean => {
    const now = duty(roster, post, at)
    if (now.staff !== staff) return false
    found.set(post, { ...now, post })
    const seat = roster.posts.get(post)
    if (seat?.head) heads.push(seat.office)
    return true
  }
  for (const post of roster.postsWith.get(staff) ?? []) if (!found.has(post)) take(post)
  if (staff === roster.standby)
    for (const o of roster.offices.keys()) if (headOf(roster, o, at) === staff) heads.push(o)
  const seen = new Set<OfficeId>()
  for (let office = heads.pop(); office !== undefined; office = heads.pop()) {
    if (seen.has(office)) continue
    seen.add(office)
    for (const post of roster.postsIn.get(office) ?? []) if (!found.has(post.id)) take(post.id)
    for (const child of roster.below.get(office) ?? []) {
      const seat = roster.headPost.get(child)
      if (superiorOffice(roster, child, at) === office && (!seat || duty(roster, seat.id, at).staff === staff))
        heads.push(child)
    }
  }
  return [...found.values()]
}

/** Does this person lead the office now: its head, the head's B, the one named, or the superior to whom the seat fell? */
export function isHeadOf(roster: Roster, staff: StaffId, office: OfficeId, at: Instant): boolean {
  return leaderOf(roster, office, at) === staff
}

/** Whom what falls to the head reaches now. Never nobody, so it says nothing of powers: those are `isHeadOf`'s to tell. */
export function headOf(roster: Roster, office: OfficeId, at: Instant): StaffId {
  return leaderOf(roster, office, at) ?? roster.standby
}

/** Who leads the office now: an empty seat falls to the superior's head. Null while no head up the tree is there. */
export function leaderOf(roster: Roster, office: OfficeId, at: Instant): StaffId | null {
  for (const o of lineOf(roster, office, at)) {
    const seat = roster.headPost.get(o)
    const acting = seat && atPost(roster, seat.id, at)
    if (acting) return acting.staff
  }
  return null
}

/** Does this person lead an office above this one? One's own superior is never oneself by the same seat. */
export function isSuperiorOf(roster: Roster, staff: StaffId, office: OfficeId, at: Instant): boolean {
  return lineOf(roster, office, at)
    .slice(1)
    .some((above) => isHeadOf(roster, staff, above, at))
}

export type Gap = { readonly post: PostId; readonly kind: 'no-a' | 'no-b' | 'both-away' } & Uncovered

/** What the head of an office has to put right now: posts without A or B (5.5), both away and nobody named (5.4). */
export function gaps(roster: Roster, office: OfficeId, at: Instant): readonly Gap[] {
  return (roster.postsIn.get(office) ?? []).flatMap(({ id: post, name }): Gap[] => {
    const a = assignedTo(roster, post, 'A', at)
    const b = assignedTo(roster, post, 'B', at)
    const found: Gap[] = []
    if (a === null) found.push({ post, kind: 'no-a', clause: '5.5', says: `${name}没有A角，请及时调整AB角` })
    if (b === null || b === a) found.push({ post, kind: 'no-b', clause: '5.5', says: `${name}没有B角，请及时调整AB角` })
    if (a !== null && b !== null && !atPost(roster, post, at))
      found.push({ post, kind: 'both-away', clause: '5.4', says: `${name}的A角、B角都不在岗，请指定人员代办` })
    return found
  })
}

/** A person's name as shown; an id that is unknown shows as such instead of failing a page. */
export function nameOf(roster: Roster, staff: StaffId): string {
  return roster.staff.get(staff)?.name ?? '（未知人员）'
}

/** Where nobody is named: the first person of business, so that the roster never answers nobody (5.0). */
function firstOf(staff: readonly Person[]): StaffId {
  const first = staff.find((s) => s.active && !s.administrator) ?? staff[0]
  return first?.id ?? ('00000000-0000-0000-0000-000000000000' as StaffId)
}

/** Of the office, or of one above it: a community desk may have its B in the street office. */
function serves(roster: Roster, staff: StaffId, post: PostId, at: Instant): boolean {
  const person = roster.staff.get(staff)
  const office = roster.posts.get(post)?.office
  if (!person?.active || person.administrator || office === undefined) return false
  const now = person.places.filter((p) => covers(p, at))
  return now.some((p) => p.office === office) || now.some((p) => isWithin(roster, office, p.office, at))
}

/** A → B → the one named, each only if there. No step beyond: a deputy has no deputy of their own. */
function atPost(roster: Roster, post: PostId, at: Instant): Duty | null {
  const a = assignedTo(roster, post, 'A', at)
  if (a !== null && !absenceAt(roster, a, at)) return { staff: a, as: 'A', standsFor: null, alarm: null }
  const b = assignedTo(roster, post, 'B', at)
  if (b !== null && !absenceAt(roster, b, at)) return { staff: b, as: 'B', standsFor: a, alarm: null }
  const named = roster.arrangementsOf
    .get(post)
    ?.findLast((n) => covers(n, at) && serves(roster, n.staff, post, at) && !absenceAt(roster, n.staff, at))
  return named ? { staff: named.staff, as: 'named', standsFor: a, alarm: null } : null
}

function fallen(roster: Roster, post: PostId, at: Instant): Duty {
  const seat = roster.posts.get(post)
  const a = assignedTo(roster, post, 'A', at)
  const alarm: Uncovered =
    a === null
      ? { clause: '5.5', says: `${seat?.name ?? '本岗位'}没有A角，B角也不在岗，请及时调整AB角` }
      : { clause: '5.4', says: `${seat?.name ?? '本岗位'}的A角、B角都不在岗，请指定人员代办` }
  return { staff: seat ? headOf(roster, seat.office, at) : roster.standby, as: 'head', standsFor: a, alarm }
}
