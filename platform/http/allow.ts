import type { Administrator, Who } from '#platform/auth/who.ts'

/**
 * One kind of caller.
 * `anyone` needs no sign-in; `signed-in` is every account, the three administrators too; `staff` is every account with
 * business, so none of the three; `by-process` is staff whom the process table judges next; `head` heads an organization;
 * `visitor` and `device` prove themselves by other means than a session (see `Proofs`).
 */
export type Caller =
  | 'anyone'
  | 'signed-in'
  | 'staff'
  | 'by-process'
  | 'head'
  | 'visitor'
  | 'device'
  | { readonly administrator: Administrator }

/** Who may call a route: one kind of caller, or any of several. */
export type Allow = Caller | readonly Caller[]

/** How callers without a session prove themselves: a visitor's code, a paired device's token. */
export type Proof = 'visitor' | 'device'

/** The callers that a route lets in, always as a list. */
export function callersOf(allow: Allow): readonly Caller[] {
  return isList(allow) ? allow : [allow]
}

/** Whether a session of `who` may call a route that lets in `caller`. Says nothing about visitors and devices. */
export function admits(caller: Caller, who: Who | null): boolean {
  if (caller === 'anyone') return true
  if (caller === 'visitor' || caller === 'device' || who === null) return false
  if (caller === 'signed-in') return true
  if (typeof caller === 'object') return who.administrator === caller.administrator
  if (who.administrator !== null) return false
  return caller === 'head' ? who.isHead : true
}

/** The caller as one word, for the API document. */
export function callerWord(caller: Caller): string {
  return typeof caller === 'object' ? `administrator:${caller.administrator}` : caller
}

function isList(allow: Allow): allow is readonly Caller[] {
  return Array.isArray(allow)
}
