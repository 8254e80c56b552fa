import { type Instant, instant } from '#core/day.ts'
import type { ClockStart } from '#platform/config.ts'

/** The program's clock: the real one, or for a demonstration one that stands, starts elsewhere or is moved. */
export function clockOf(start: ClockStart | null): () => Instant {
  if (start === null) return () => instant(Date.now())
  if (start.is === 'fixed') return () => instant(start.atMs)
  const by = start.is === 'moved' ? start.byMs : start.atMs - Date.now()
  return () => instant(Date.now() + by)
}
