import { openingsOn } from '#core/calendar.ts'
import type { Hold } from '#core/custody.ts'
import { addDays, dayOf, type Instant, instantAt } from '#core/day.ts'
import { duty, lineOf, type OfficeId, type StaffId } from '#core/roster.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'

type Wanted = { readonly code: string; readonly opens: { readonly handler: { readonly post?: string } } }

/**
 * Who answers for what comes in online at an office, from that instant (2.1): whoever is on duty at the post that the service
 * names, else at a post that does the service, else at any window; where there is none, the head.
 */
export function firstAsked(
  { roster, closedPosts, windows }: OfficeSnapshot,
  office: OfficeId,
  at: Instant,
  service: Wanted | null = null,
): Hold | null {
  const posts = (roster.postsIn.get(office) ?? []).filter(({ id, head }) => !head && !closedPosts.has(id))
  const manned = new Set((windows.get(office) ?? []).map(({ post }) => post))
  const ways = [
    ...posts.filter(({ code, services }) => service && code === service.opens.handler.post && services.length > 0),
    ...posts.filter(({ services }) => service && services.includes(service.code)),
    ...posts.filter(({ id }) => manned.has(id)),
  ]
  const head = roster.headPost.get(office)
  const [found] = [...ways, ...(head ? [head] : [])]
  return found ? { post: found.id, staff: duty(roster, found.id, at).staff } : null
}

/** Who takes this service at an office at that instant, post by post, with the windows where they sit (6.2); nobody: none. */
export function handlersAt(
  { roster, closedPosts, windows }: OfficeSnapshot,
  office: OfficeId,
  at: Instant,
  service: Wanted,
): readonly { readonly post: string; readonly windows: readonly string[]; readonly staff: StaffId }[] {
  const all = roster.postsIn.get(office) ?? []
  const open = all.filter(({ id, head }) => !head && !closedPosts.has(id))
  const doing = open.filter(({ services }) => services.includes(service.code))
  return doing.map(({ id, name }) => ({
    post: name,
    windows: (windows.get(office) ?? []).filter((window) => window.post === id).map((window) => window.name),
    staff: duty(roster, id, at).staff,
  }))
}

/** Who answers for a complaint that comes in online: the head of the office, and of whom it is about, the head above (10.5.3). */
export function complaintsTo(
  { roster }: OfficeSnapshot,
  office: OfficeId,
  about: string | null,
  at: Instant,
): Hold | null {
  for (const id of lineOf(roster, office, at)) {
    const post = roster.headPost.get(id)
    const staff = post && duty(roster, post.id, at).staff
    if (post && staff && staff !== about) return { post: post.id, staff }
  }
  return null
}

/** The offices that take this service online: those with windows whose posts do it. */
export function officesFor(office: OfficeSnapshot, code: string | null): readonly Organization[] {
  const { roster, organizations, windows } = office
  const does = (id: OfficeId) =>
    code === null || (roster.postsIn.get(id) ?? []).some(({ services }) => services.includes(code))
  return [...organizations.values()]
    .filter(({ id }) => windows.get(id)?.length && roster.headPost.has(id) && does(id))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** When the office works next: null while it is open; also null where the calendar knows no opening within a month. */
export function opensNext({ calendar }: OfficeSnapshot, office: OfficeId, at: Instant): Instant | null {
  const days = calendar(office)
  for (let n = 0; n < 31; n += 1) {
    const on = addDays(dayOf(at), n)
    for (const [from, to] of openingsOn(days, on)) {
      if (instantAt(on, from) <= at && at < instantAt(on, to)) return null
      if (instantAt(on, from) > at) return instantAt(on, from)
    }
  }
  return null
}
