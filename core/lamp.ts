import type { Clock } from '#core/clock.ts'
import type { Instant } from '#core/day.ts'

export type Lamp = 'green' | 'yellow' | 'red'

/**
 * Whether the limit was missed: once it was, it stays so, stopped or extended. Exactly at the due time is still in
 * time.
 */
export function isLate(clock: Clock, at: Instant): boolean {
  return clock.lateSince !== null || (clock.is === 'running' && clock.dueAt !== null && at > clock.dueAt)
}

/**
 * Red: late. Yellow: running, and inside its warning time. Green: everything else, paused and stopped in time included.
 */
export function lamp(clock: Clock, at: Instant): Lamp {
  if (isLate(clock, at)) return 'red'
  return clock.is === 'running' && clock.yellowAt !== null && at >= clock.yellowAt ? 'yellow' : 'green'
}
