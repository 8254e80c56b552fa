import type { Clock, Limit } from '#core/clock.ts'
import type { Instant } from '#core/day.ts'
import type { Warning } from '#core/due.ts'
import { type SettingKey, settings } from '#regulation/limits.ts'

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

/** The settings of an office that turn its lamps (7.4); each has a built-in default in `regulation/limits.ts`. */
export const lampKeys = ['yellow.left', 'yellow.used', 'yellow.minutes'] as const satisfies readonly SettingKey[]

/** When this office's lamps turn yellow: its own settings, else the built-in ones. What is no sound number is left out. */
export function warningOf(own: Readonly<Record<string, unknown>>): Warning {
  const of = (key: (typeof lampKeys)[number], most: number): number => {
    const value = own[key]
    return typeof value === 'number' && value >= 0 && value <= most ? Math.round(value) : settings[key].amount
  }
  return {
    daysLeft: of('yellow.left', 60),
    usedPercent: of('yellow.used', 100),
    minutesLeft: of('yellow.minutes', 480),
  }
}

/** A limit that warns as the office has set it; one that says itself when it warns keeps its own. */
export function warned(limit: Limit, own: Readonly<Record<string, unknown>>): Limit {
  return limit.warn ? limit : { ...limit, warn: warningOf(own) }
}
