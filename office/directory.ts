import type { BodyRole } from '#core/field.ts'
import { officeOf } from '#core/roster.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { postView } from '#office/view.ts'

/** Where a visitor or a matter can go: posts of one's own office (2.3.2.b), the system (2.3.2.a), bodies outside it (2.3.3). */
export function directoryView(office: OfficeSnapshot, by: By, asked: string, role?: BodyRole) {
  const words = asked.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const found = (...texts: readonly (string | undefined)[]) =>
    words.every((word) => texts.some((text) => text?.toLowerCase().includes(word)))
  const own = officeOf(office.roster, by.staff, by.at)
  const posts = (own ? (office.roster.postsIn.get(own) ?? []) : []).map((post) => postView(office, post.id, by.at))
  const organizations = [...office.organizations.values()].filter(
    (o) => o.closedAt === null && o.id !== own && found(o.name, o.short, o.address),
  )
  const bodies = office.outside.filter((body) => found(body.name, body.matters))
  return {
    posts: posts.filter((p) => found(p.name, p.duties, p.A?.name, p.B?.name, p.onDuty.staff.name, ...p.services)),
    inSystem: [
      ...organizations.map(({ id, name, phone, address }) => ({
        id,
        name,
        phone,
        address,
        matters: '公共就业服务',
        hours: '',
      })),
      ...bodies.filter((b) => b.inSystem).map(({ inSystem: _, ...body }) => body),
    ],
    outside: bodies
      .filter((b) => !b.inSystem && (role === undefined || b.role === role))
      .map(({ inSystem: _, ...body }) => body),
  }
}
