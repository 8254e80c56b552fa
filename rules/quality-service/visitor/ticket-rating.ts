import type { Instant } from '#core/day.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { Tx } from '#platform/db/db.ts'
import { addressFor } from './mark.ts'
import { rateable } from './rateable.ts'

/** What the holder of a queue slip may do about its visit: the slip's own secret proved that they were there (10.5.1). */
export type TicketRating = { readonly is: 'open'; readonly to: string } | { readonly is: 'not-yet' | 'given' }

/** Nothing to rate before the window has registered what the number came for, and finished it. */
export async function ratingOfTicket(
  world: Pick<World, 'processes' | 'address' | 'keys'>,
  tx: Tx,
  tenant: string,
  matter: string | null,
  at: Instant,
): Promise<TicketRating> {
  const found = matter ? await rateable(world, tx, tenant, matter) : null
  if (found?.is !== 'open') return { is: found?.is ?? 'not-yet' }
  const { organizations } = await current(tx, tenant, at)
  const { id, number, office } = found.matter
  const org = organizations.get(office)
  if (!org) return { is: 'not-yet' }
  const address = addressFor(world, { id, number }, org, 'qr', at)
  return { is: 'open', to: address.slice(world.address.length) }
}
