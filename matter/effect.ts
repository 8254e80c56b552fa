import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import type { Refusal } from '#core/refusal.ts'
import type { SheetKind } from '#core/sheet.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
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
  readonly process: Process
  readonly office: OfficeSnapshot
  /** What was made for somebody in the same move. */
  readonly paper: SheetKind | null
}

/** What an opening has not: nothing was there before, and no paper is made by it. */
export const born = { before: null, paper: null } as const

const effects: Effect[] = []

/** Adds a rule's effect; called once, when the house is put together. */
export function registerEffect(effect: Effect): void {
  if (!effects.includes(effect)) effects.push(effect)
}

/** Runs all effects of a change; the first refusal counts. */
export async function effectsOf(tx: Tx, tenant: string, change: Change): Promise<Refusal | null> {
  for (const effect of effects) {
    const refusal = await effect(tx, tenant, change)
    if (refusal) return refusal
  }
  return null
}
