import type { TSchema } from 'typebox'
import type { Instant } from '#core/day.ts'
import type { Problem } from '#core/refusal.ts'
import { duty, type OfficeId, officeOf, type PostId, type StaffId } from '#core/roster.ts'
import { isNode } from '#core/shape.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'

type Node = Readonly<Record<string, unknown>>

/** Where the choices are looked for: the office of the matter, whose post is taken already, and below which office to look. */
export type Ground = {
  readonly place: OfficeId
  readonly taken: PostId | null
  /** The office of whoever fills the form in: they may name it and those below it. */
  readonly own?: OfficeId
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
  const { roster, organizations, outside } = office
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
    body: (node) =>
      outside
        .filter(({ inSystem }) => inSystem === (node['x-scope'] === 'inside'))
        .map(({ id, name }) => ({ const: id, title: name })),
    office: () => {
      const top = organizations.get(own ?? place)?.path
      return [...organizations.values()]
        .filter(({ closedAt }) => closedAt === null)
        .filter(({ path }) => path === top || path.startsWith(`${top}.`))
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
  const { properties } = shape as { readonly properties?: Readonly<Record<string, Node>> }
  return Object.entries(properties ?? {}).flatMap(([name, field]): Problem[] => {
    const value = input[name]
    if (typeof value !== 'string') return []
    const widget = field['x-widget']
    const inSystem = field['x-scope'] === 'inside'
    if (widget === 'body' && !office.outside.some((body) => body.id === value && body.inSystem === inSystem))
      return [{ at: `/${name}`, says: `通讯录里没有这个${inSystem ? '系统内' : '系统外'}单位` }]
    if (widget === 'staff' && officeOf(office.roster, value as StaffId, at) !== place)
      return [{ at: `/${name}`, says: '这个单位没有这位工作人员' }]
    return []
  })
}
