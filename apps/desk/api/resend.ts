import { useEffect } from 'react'
import { Outage, Refused } from '#apps/desk/api/call.ts'

/** How the way to the server is: well, in use, away for now; or this machine could not keep what was written. */
export type Line = 'well' | 'sending' | 'away' | 'unkept'

const againMs = 5000

/** Over by itself: no network, a server that is busy or ill, too many requests at once; the same goes again. */
export function passes(error: unknown): boolean {
  return error instanceof Outage || (error instanceof Refused && (error.status >= 500 || error.status === 429))
}

/** Sends what waits a moment after it was written, again while the line is away, and at once when it may be back. */
export function useResend(
  what: unknown,
  waits: boolean,
  line: Line,
  settleMs: number,
  flush: () => Promise<void>,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written since begins the moment anew
  useEffect(() => {
    if (!waits) return
    const wait = setTimeout(() => void flush(), line === 'away' ? againMs : settleMs)
    const back = () => void flush()
    window.addEventListener('online', back)
    document.addEventListener('visibilitychange', back)
    return () => {
      clearTimeout(wait)
      window.removeEventListener('online', back)
      document.removeEventListener('visibilitychange', back)
    }
  }, [what, waits, line, settleMs, flush])
}
