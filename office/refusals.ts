import type { Refusal } from '#core/refusal.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** What a stranger hears: the same words whether it exists elsewhere or not at all. */
export function notSeen(says: string): Refusal {
  return { refused: 'not-seen', clause: null, says }
}

export function notYours(clause: ClauseId, says: string): Refusal {
  return { refused: 'not-yours', clause, says }
}

export function notMet(clause: ClauseId, says: string): Refusal {
  return { refused: 'not-met', clause, says }
}

/** One field that is wrong, told where it is. */
export function badInput(clause: ClauseId | null, at: string, says: string): Refusal {
  return { refused: 'bad-input', clause, says, problems: [{ at, says }] }
}
