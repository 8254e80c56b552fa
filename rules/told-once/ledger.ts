import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { CaseFacts } from './contract.ts'

/** What a ledger says against a case, and the conditions that it decides. */
export type LedgerFault = { readonly of: readonly string[]; readonly says: string }

/** Whether this change was the review itself, and not what follows from it. */
export function wasChecked(before: Matter, after: Matter): boolean {
  const [old, now] = [before, after].map((one) => (one.facts as CaseFacts).review)
  return after.state === 'reviewing' && now !== undefined && JSON.stringify(old) !== JSON.stringify(now)
}

/** Whether the case goes on with this change: into another state, neither closed nor (back) in its review (8.1). */
export function goesOn(before: Matter | null, after: Matter): boolean {
  const inReview = after.state === 'reviewing' || after.state === 'supplementing'
  return before !== null && before.state !== after.state && after.closedAt === null && !inReview
}

/**
 * Refuses a review that calls a condition met against the ledger, all of them at once: what is known now belongs into the
 * one notice, not into a refusal at acceptance (8.1).
 */
export function againstLedger(
  { review }: CaseFacts,
  faults: readonly LedgerFault[],
  names: Readonly<Record<string, string>>,
): Refusal | null {
  const wrong = faults.flatMap(({ of, says }) => {
    const met = review?.conditions.find(({ id, result }) => of.includes(id) && result === 'yes')
    return met ? [`“${names[met.id] ?? met.id}”与台账不符：${says}`] : []
  })
  if (wrong.length === 0) return null
  return { refused: 'not-met', clause: '8.2', says: `${wrong.join('；')}。这一项请审为不符合，写入一次性告知` }
}
