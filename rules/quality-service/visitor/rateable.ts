import type { Matter } from '#core/matter.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import type { Tx } from '#platform/db/db.ts'
import { visitOfMatter } from '#rules/quality-service/policy.ts'
import { isRated } from '#rules/quality-service/store.ts'

/** What a visitor may rate by this matter, and whether they may now. */
export type Rateable = { readonly matter: Matter; readonly is: 'not-yet' | 'open' | 'given' }

/**
 * A case that goes on after the visit can't be rated yet, but the visit at which it was handed in can: who has the case's paper
 * rates that visit (一次一评), and the case itself when it is done on another day (一事一评).
 */
export async function rateable(
  { processes }: Pick<World, 'processes'>,
  tx: Tx,
  tenant: string,
  id: string,
): Promise<Rateable | null> {
  const one = async (matter: Matter): Promise<Rateable> => {
    const row = processes.of(matter.kind, matter.service)?.moves['rate']
    const given = matter.facts['rating'] !== undefined || (await isRated(tx, tenant, visitOfMatter(matter)))
    return { matter, is: given ? 'given' : row?.from.includes(matter.state) ? 'open' : 'not-yet' }
  }
  const held = await readMatter(tx, tenant, id)
  if (!held) return null
  const own = await one(held.matter)
  const { contact } = held.matter.facts
  if (own.is !== 'not-yet' || typeof contact !== 'string') return own
  const first = await readMatter(tx, tenant, contact)
  const visit = first && (await one(first.matter))
  return visit && visit.is !== 'not-yet' ? visit : own
}
