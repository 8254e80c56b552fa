import type { Instant } from '#core/day.ts'
import { liesIn } from '#core/path.ts'
import { isWithin, type OfficeId } from '#core/roster.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'

type Tree = Pick<OfficeSnapshot, 'organizations'>

/** The organization at a path and all below it, where they stood last; those that are shut too: what happened there stays. */
export function organizationsBelow({ organizations }: Tree, path: string): readonly Organization[] {
  return [...organizations.values()].filter((one) => liesIn(one.path, path))
}

/** The same by their ids: where somebody whose place this path is may look. */
export function officesBelow(tree: Tree, path: string): readonly OfficeId[] {
  return organizationsBelow(tree, path).map(({ id }) => id)
}

/** An office and all that were below it at an instant. */
export function officesWithin(
  { roster, organizations }: Pick<OfficeSnapshot, 'roster' | 'organizations'>,
  top: OfficeId,
  at: Instant,
): readonly OfficeId[] {
  return [...organizations.keys()].filter((id) => isWithin(roster, id, top, at))
}
