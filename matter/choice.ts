import type { TSchema } from 'typebox'
import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { duty } from '#core/roster.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'

type Node = Readonly<Record<string, unknown>>

/**
 * Writes the office's own choices into a form: the posts that may receive, with who is on duty there now, and the bodies
 * of the directory. So a form can be filled from the offer alone.
 */
export function withChoices(
  shape: TSchema,
  office: OfficeSnapshot,
  { office: place, custody }: Pick<Matter, 'office' | 'custody'>,
  at: Instant,
): TSchema {
  const walk = (node: Node): Node => {
    if (node['x-widget'] === 'post') return { ...node, oneOf: posts() }
    if (node['x-widget'] === 'body') return { ...node, oneOf: bodies(node['x-scope'] === 'inside') }
    const { properties } = node
    if (typeof properties !== 'object' || properties === null) return node
    return {
      ...node,
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, walk(value as Node)])),
    }
  }
  const posts = () =>
    (office.roster.postsIn.get(place) ?? [])
      .filter(({ id }) => id !== custody.holder.post)
      .map(({ id, name }) => ({
        const: id,
        title: `${name}（${nameOf(office, duty(office.roster, id, at).staff)}）`,
      }))
  const bodies = (inside: boolean) =>
    office.outside.filter(({ inSystem }) => inSystem === inside).map(({ id, name }) => ({ const: id, title: name }))
  return walk({ ...shape })
}
