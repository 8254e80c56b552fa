import type { ClauseId } from '#regulation/clauses.ts'

/** One field that is wrong: where (JSON pointer into the input), what to put right, and its own clause where that is another than the move's. */
export type Problem = { readonly at: string; readonly says: string; readonly clause?: ClauseId }

/**
 * An expected "no", returned and never thrown. `code` is stable, `says` is for people (Chinese),
 * `clause` is the rule that closes the door where it is the regulation that does.
 */
export type Refusal = {
  readonly refused:
    | 'not-signed-in'
    | 'not-seen'
    | 'no-such-move'
    | 'not-from-here'
    | 'stale'
    | 'not-yours'
    | 'not-met'
    | 'bad-input'
    | 'key-reused'
    | 'too-many'
  readonly clause: ClauseId | null
  readonly says: string
  readonly problems?: readonly Problem[]
}

/** Tells a refusal from a result. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}
