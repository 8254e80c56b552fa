import { dayOf } from '#core/day.ts'
import type { Effect } from '#matter/effect.ts'
import { linkTo } from './store.ts'

/** What is opened by hand while somebody sits at the window. */
const kinds: readonly string[] = ['contact', 'case', 'petition', 'complaint']

/**
 * A ticket is tied to what was registered for its visitor, in the transaction that registers it: whoever opens it is first
 * responsible from this second (2.1), and no window can break off in between.
 */
export const queueEffect: Effect = async (tx, tenant, { before, after, at }) => {
  if (before !== null || !kinds.includes(after.kind)) return null
  const { channel } = after.facts
  if (channel !== undefined && channel !== 'visit') return null
  linkTo(tx, tenant, {
    staff: after.custody.first.staff,
    day: dayOf(at),
    matter: after.id,
    at,
    isHere: after.kind === 'contact',
  })
  return null
}
