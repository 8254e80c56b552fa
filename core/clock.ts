import type { Calendar } from '#core/calendar.ts'
import { type Instant, spokenAt } from '#core/day.ts'
import { dueOf, type Warning } from '#core/due.ts'

export { isLate, lamp } from '#core/lamp.ts'
export { proofOf } from '#core/proof.ts'

export type Unit = 'workingDays' | 'naturalDays' | 'months' | 'workingMinutes'

/** How long, and by which rule: `rule` is the id of the setting or service limit, `source` the words people read. */
export type Limit = {
  readonly amount: number
  readonly unit: Unit
  readonly rule: string
  readonly source: string
  /** When the lamp turns yellow; the usual warning where it is left out. */
  readonly warn?: Warning
}

export type Pause = { readonly from: Instant; readonly until: Instant | null; readonly why: string }
export type Extension = { readonly amount: number; readonly at: Instant }

/**
 * One named limit running on one matter. Its dates follow from start, limit, pauses, extensions and calendar alone, so
 * folding the same moves again gives the same value. The limit is copied in: a rule changed later doesn't move it.
 */
export type Clock = {
  readonly name: string
  readonly limit: Limit
  readonly is: 'running' | 'paused' | 'stopped'
  readonly startedAt: Instant
  /** Null while paused. */
  readonly dueAt: Instant | null
  readonly yellowAt: Instant | null
  readonly pauses: readonly Pause[]
  readonly extensions: readonly Extension[]
  readonly stoppedAt: Instant | null
  /** The due time that was first missed. Once set it stays. */
  readonly lateSince: Instant | null
  /** The due date crosses a year without a holiday notice. */
  readonly provisional: boolean
  /** The version of the calendar that gave the dates. */
  readonly calendar: string
}

/**
 * Begins a limit. The starting day isn't counted (民法典 201). `receiptCutoff`: what comes in after closing time or on
 * a rest day counts as received on that day, so day one is the next day; for working days this gives the same date as
 * receiving it on the next working day's eve, and it is never to the visitor's harm.
 */
export function startClock(cal: Calendar, name: string, limit: Limit, at: Instant): Clock {
  if (!Number.isSafeInteger(limit.amount) || limit.amount < 0) throw new RangeError(`not a limit: ${limit.amount}`)
  const facts = { name, limit, is: 'running', startedAt: at, pauses: [], extensions: [] } as const
  return dated(cal, {
    ...facts,
    dueAt: null,
    yellowAt: null,
    stoppedAt: null,
    lateSince: null,
    provisional: false,
    calendar: cal.version,
  })
}

/**
 * Stops the count until `resumeClock`. What had run stays counted; a limit already missed stays missed. Throws unless
 * running.
 */
export function pauseClock(clock: Clock, at: Instant, why: string): Clock {
  expect(clock, 'running', at)
  const pauses = [...clock.pauses, { from: at, until: null, why }]
  return { ...lapseClock(clock, at), is: 'paused', dueAt: null, yellowAt: null, provisional: false, pauses }
}

/** Ends the open pause and dates the clock anew. Throws unless paused. */
export function resumeClock(cal: Calendar, clock: Clock, at: Instant): Clock {
  expect(clock, 'paused', at)
  return dated(cal, { ...clock, is: 'running', pauses: lifted(clock.pauses, at) })
}

/** Lengthens the limit in its own unit. A paused clock is dated when it resumes. Throws when stopped. */
export function extendClock(cal: Calendar, clock: Clock, amount: number, at: Instant): Clock {
  expect(clock, clock.is === 'paused' ? 'paused' : 'running', at)
  if (!Number.isSafeInteger(amount) || amount < 1) throw new RangeError(`not an extension: ${amount}`)
  const extended = { ...lapseClock(clock, at), extensions: [...clock.extensions, { amount, at }] }
  return clock.is === 'paused' ? extended : dated(cal, extended)
}

/** Ends the clock for good; one already stopped stays as it was. Stopped after its due time, it is late for ever. */
export function stopClock(clock: Clock, at: Instant): Clock {
  if (clock.is === 'stopped') return clock
  return { ...lapseClock(clock, at), is: 'stopped', stoppedAt: at, pauses: lifted(clock.pauses, at) }
}

/** Records that the due time has passed: `lateSince` becomes that due time, once. Not due yet: the clock as it was. */
export function lapseClock(clock: Clock, at: Instant): Clock {
  const missed = clock.is === 'running' && clock.lateSince === null && clock.dueAt !== null && at > clock.dueAt
  return missed ? { ...clock, lateSince: clock.dueAt } : clock
}

/**
 * The same clock by another calendar, for use after a notice or closure has come in. Run it over every running clock,
 * not only provisional ones: a notice may also name days in the December before. Paused and stopped clocks stay as they
 * are. Let the clock lapse first, so that what was late remains late; show `movedBy` in the journal, never change in
 * silence.
 */
export function recomputeClock(cal: Calendar, clock: Clock): Clock {
  return clock.is === 'running' ? dated(cal, clock) : clock
}

/** What a recomputation moved, as a sentence for the journal; null when the date and its standing are as before. */
export function movedBy(before: Clock, after: Clock): string | null {
  if (before.dueAt === null || after.dueAt === null) return null
  const settled = before.provisional && !after.provisional ? '，不再是暂算日期' : ''
  if (before.dueAt !== after.dueAt) {
    const way = after.dueAt < before.dueAt ? '提前' : '推后'
    const versions = `日历由${before.calendar}改为${after.calendar}`
    return `到期时间由${spokenAt(before.dueAt)}${way}为${spokenAt(after.dueAt)}${settled}（${versions}）。`
  }
  return settled === '' ? null : `到期时间${spokenAt(after.dueAt)}经复核不变${settled}（日历${after.calendar}）。`
}

function dated(cal: Calendar, clock: Clock): Clock {
  return { ...clock, ...dueOf(cal, clock), calendar: cal.version }
}

function lifted(pauses: readonly Pause[], at: Instant): readonly Pause[] {
  return pauses.map((pause) => (pause.until === null ? { ...pause, until: at } : pause))
}

/** Offers and guards keep people from these; reaching one is a bug and not a refusal. */
function expect(clock: Clock, is: Clock['is'], at: Instant): void {
  if (clock.is !== is) throw new Error(`clock ${clock.name} is ${clock.is}, not ${is}`)
  const last = clock.pauses.at(-1)
  if (at < (last?.until ?? last?.from ?? clock.startedAt))
    throw new RangeError(`clock ${clock.name} can't run backwards`)
}
