import type { TSchema } from 'typebox'
import type { Instant } from '#core/day.ts'
import { type BodyRole, bodyRoles } from '#core/field.ts'
import type { Problem } from '#core/refusal.ts'
import { duty, type OfficeId, officeOf, type PostId, type StaffId } from '#core/roster.ts'
import { isNode } from '#core/shape.ts'
import { nameOf } from '#matter/setting.ts'
import { organizationsBelow } from '#office/below.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'

type Node = Readonly<Record<string, unknown>>

/** Where the choices are looked for: the office of the matter, whose post is taken already, and below which office to look. */
export type Ground = {
  readonly place: OfficeId
  readonly taken: PostId | null
  /** The office of whoever fills the form in: they may name it and those below it. */
  readonly own?: OfficeId
}

/** The entries of the directory that a field may name: in the system or outside it, of the role that it asks for. */
export function bodiesFor(field: Node, { outside }: Pick<OfficeSnapshot, 'outside'>): OfficeSnapshot['outside'] {
  const { 'x-scope': scope, 'x-role': asked } = field
  return outside.filter(
    ({ inSystem, role }) => inSystem === (scope === 'inside') && (asked === undefined || role === asked),
  )
}

/**
 * Writes the office's own choices into a form: the posts that may receive, with who is on duty there now, its people, the
 * bodies of the directory, the offices below. So a form can be filled from the offer alone. Windows are only proposed: a
 * visitor who doesn't know which it was says where it is.
 */
export function withChoices(
  shape: TSchema,
  office: OfficeSnapshot,
  { place, taken, own }: Ground,
  at: Instant,
): TSchema {
  const { roster, organizations } = office
  const windows = office.windows.get(place) ?? []
  const lists: Readonly<Record<string, (node: Node) => readonly Node[]>> = {
    post: () =>
      (roster.postsIn.get(place) ?? [])
        .filter(({ id }) => id !== taken)
        .map(({ id, name }) => ({ const: id, title: `${name}（${nameOf(office, duty(roster, id, at).staff)}）` })),
    staff: () =>
      [...roster.staff.values()]
        .filter(({ id }) => officeOf(roster, id, at) === place)
        .map(({ id, name }) => ({ const: id, title: name })),
    body: (node) => bodiesFor(node, office).map(({ id, name }) => ({ const: id, title: name })),
    office: () => {
      const top = organizations.get(own ?? place)
      return (top ? organizationsBelow(office, top.path) : [])
        .filter(({ closedAt }) => closedAt === null)
        .map(({ id, name }) => ({ const: id, title: name }))
    },
  }
  const walk = (node: Node): Node => {
    const list = lists[String(node['x-widget'])]
    if (list) return { ...node, oneOf: list(node) }
    if (node['x-widget'] === 'window') return { ...node, examples: windows.map(({ name }) => name) }
    const { properties, items } = node
    return {
      ...node,
      ...(isNode(items) && { items: walk(items) }),
      ...(isNode(properties) && {
        properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, walk(value as Node)])),
      }),
    }
  }
  return walk({ ...shape })
}

/**
 * What a filled form names that is not there: a body that the directory does not have in that place, somebody who does not
 * belong to the office. A form that offers choices has to hold to them whoever sends it (2.3.2.a, 2.3.3).
 */
export function strangersIn(
  shape: TSchema,
  input: Readonly<Record<string, unknown>>,
  office: OfficeSnapshot,
  place: OfficeId,
  at: Instant,
): readonly Problem[] {
  const walk = (field: Node, value: unknown, at: string): readonly Problem[] => {
    const { properties, items } = field
    if (Array.isArray(value)) return isNode(items) ? value.flatMap((one, n) => walk(items, one, `${at}/${n}`)) : []
    if (!isNode(value)) return typeof value === 'string' ? strange(field, value).map((says) => ({ at, says })) : []
    if (!isNode(properties)) return []
    return Object.entries(properties).flatMap(([name, one]) =>
      isNode(one) ? walk(one, value[name], `${at}/${name}`) : [],
    )
  }
  const strange = (field: Node, value: string): readonly string[] => {
    const { 'x-widget': widget, 'x-scope': scope, 'x-role': role } = field
    if (widget === 'body' && !bodiesFor(field, office).some(({ id }) => id === value))
      return [
        isRole(role)
          ? `通讯录的系统外单位里没有登记这个${bodyRoles[role]}`
          : `通讯录里没有这个${scope === 'inside' ? '系统内' : '系统外'}单位`,
      ]
    const isElsewhere = widget === 'staff' && officeOf(office.roster, value as StaffId, at) !== place
    return isElsewhere ? ['这个单位没有这位工作人员'] : []
  }
  return walk({ ...shape }, input, '')
}

const isRole = (word: unknown): word is BodyRole => typeof word === 'string' && word in bodyRoles
