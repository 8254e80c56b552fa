import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Tx } from '#platform/db/db.ts'

/**
 * What a rule keeps beside the matter because lists and figures need it by itself, written in the same transaction.
 * A refusal takes the whole move back.
 */
export type Effect = (tx: Tx, tenant: string, change: Change) => Promise<Refusal | null>
export type Change = {
  readonly before: Matter | null
  readonly after: Matter
  readonly path: string
  readonly at: Instant
}

const effects: Effect[] = []

/** Adds a rule's effect; called once, when the house is put together. */
export function registerEffect(effect: Effect): void {
  if (!effects.includes(effect)) effects.push(effect)
}

/** Runs all effects of a change; the first refusal counts. */
export async function effectsOf(
  tx: Tx,
  tenant: string,
  before: Matter | null,
  after: Matter,
  path: string,
  at: Instant,
): Promise<Refusal | null> {
  for (const effect of effects) {
    const refusal = await effect(tx, tenant, { before, after, path, at })
    if (refusal) return refusal
  }
  return null
}
