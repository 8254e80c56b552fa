import { DAYS, FIRST_YEAR, indexOf, nameOf, outside } from '#core/calendar/range.ts'
import {
  addMonths,
  type Day,
  dayOf,
  type Instant,
  instant,
  instantAt,
  minuteOf,
  type Weekday,
  yearOf,
} from '#core/day.ts'

export { buildCalendar } from '#core/calendar/build.ts'

/**
 * One year's holiday arrangement of the State Council. `off` ranges include both ends. `version` changes with the
 * content.
 */
export type Notice = {
  readonly year: number
  readonly source: string
  readonly issued: string | null
  readonly off: readonly (readonly [Day, Day])[]
  readonly work: readonly Day[]
  readonly version: string
}

/** Minutes of the day, from ≤ m < to; 0 … 1440. */
export type Interval = readonly [from: number, to: number]
export type Intervals = readonly Interval[]

/**
 * Opening hours: for each weekday (0 = Sunday) its intervals in order. A make-up working day is worked as `makeUpAs`.
 */
export type Hours = {
  readonly week: readonly [Intervals, Intervals, Intervals, Intervals, Intervals, Intervals, Intervals]
  readonly makeUpAs: Weekday
}

/** One office shut on one day: wholly (both ends null), or from and until a minute of the day. */
export type Closure = {
  readonly day: Day
  readonly from: number | null
  readonly to: number | null
  readonly why: string
}

export type LaterHours = { readonly from: Day; readonly hours: Hours }

export type CalendarInput = {
  readonly version: string
  readonly notices: readonly Notice[]
  readonly hours: Hours
  /** Hours from a day on, in any order: days before it keep theirs, so a change never moves a date already past. */
  readonly later?: readonly LaterHours[]
  readonly closures: readonly Closure[]
  /**
   * Whether a natural-day limit that ends on an ordinary weekend runs on to the next working day. Default true (domain
   * 4.2).
   */
  readonly saturdayRolls?: boolean
}

/** What one office's time is made of, with running totals by day, so that every question is answered by look-up. */
export type Calendar = {
  readonly version: string
  readonly notices: ReadonlyMap<number, Notice>
  readonly closures: readonly Closure[]
  readonly hours: Hours
  /** By day index: intervals of the day, after closures. Empty on days that are not worked. */
  readonly open: readonly Intervals[]
  /** By day index: working days before that day. */
  readonly workedBefore: Int32Array
  /** By rank of a working day: its day index. */
  readonly workingDays: Int32Array
  /** By day index: working minutes before that day. */
  readonly minutesBefore: Int32Array
  /** By day index: the first day on which a natural-day limit may end, from that day on. */
  readonly endsOn: Int32Array
  /** By year since FIRST_YEAR: 1 when its notice is known. */
  readonly known: Uint8Array
}

export type Reckoned = { readonly day: Day; readonly provisional: boolean }

/** The same hours Monday to Friday, none at the weekend, make-up days as a Monday. */
export function weekHours(intervals: Intervals): Hours {
  return { week: [[], intervals, intervals, intervals, intervals, intervals, []], makeUpAs: 1 }
}

/** Whether this office works on that day. Without a notice for the year this is the weekend rule: see `isKnown`. */
export function isWorkingDay(cal: Calendar, on: Day): boolean {
  const index = indexOf(on)
  return worked(cal, index + 1) > worked(cal, index)
}

/** Whether the holiday notice of the day's year is in the calendar. */
export function isKnown(cal: Calendar, on: Day): boolean {
  return cal.known[yearOf(on) - FIRST_YEAR] === 1
}

/**
 * The n-th working day after `from`, which itself isn't counted (民法典 201). n = 0: `from`, or the next working day
 * when it rests. n < 0 counts back. Provisional when a day on the way lies in a year without a notice.
 */
export function workingDaysAfter(cal: Calendar, from: Day, n: number): Reckoned {
  const index = indexOf(from)
  const rank = n > 0 ? worked(cal, index + 1) + whole(n) - 1 : worked(cal, index) + whole(n)
  const end = cal.workingDays[rank]
  if (end === undefined) throw outside()
  return { day: nameOf(end), provisional: n > 0 ? isGuessed(cal, index + 1, end) : isGuessed(cal, index, end) }
}

/** Working days after `a` up to and with `b`; negative when `b` is earlier. */
export function workingDaysBetween(cal: Calendar, a: Day, b: Day): number {
  return worked(cal, indexOf(b) + 1) - worked(cal, indexOf(a) + 1)
}

/**
 * The end of a limit of n natural days: the day after `from` is day one (民法典 201); where the last day is a rest day
 * the end is the next working day (203). `raw` is the last day before that.
 */
export function naturalDaysAfter(cal: Calendar, from: Day, n: number): Reckoned & { readonly raw: Day } {
  return rolled(cal, indexOf(from) + whole(n))
}

/** The end of a limit of days by its own unit. */
export function daysAfter(
  cal: Calendar,
  from: Day,
  { amount, unit }: { readonly amount: number; readonly unit: 'workingDays' | 'naturalDays' },
): Day {
  return (unit === 'workingDays' ? workingDaysAfter : naturalDaysAfter)(cal, from, amount).day
}

/**
 * The end of a limit of n months: the matching day, or the month's last (民法典 202), then as for natural days (203).
 */
export function monthsAfter(cal: Calendar, from: Day, n: number): Reckoned & { readonly raw: Day } {
  return rolled(cal, indexOf(addMonths(from, whole(n))))
}

/**
 * The instant at which n working minutes have gone by since `at` (begun minutes rounded down). Time outside the opening
 * hours doesn't count; minutes used up exactly at a break end at its beginning. n = 0: `at`, or the next opening.
 */
export function workingMinutesAfter(
  cal: Calendar,
  at: Instant,
  n: number,
): { readonly at: Instant; readonly provisional: boolean } {
  const from = indexOf(dayOf(at))
  if (whole(n) < 0) throw new RangeError(`minutes can't be negative: ${n}`)
  const target = minutesUntil(cal, from, minuteOf(at)) + n
  if (n === 0 && isOpen(cal, from, minuteOf(at))) {
    return { at: instantAt(nameOf(from), minuteOf(at)), provisional: isGuessed(cal, from, from) }
  }
  // Nothing used up yet and the door shut: the next minute's beginning is the next opening.
  const end = dayWithMinute(cal, n === 0 ? target + 1 : target)
  const into = target - minutesBefore(cal, end)
  const minute = n === 0 ? minuteAfter(openOn(cal, end), into + 1) - 1 : minuteAfter(openOn(cal, end), into)
  return { at: instantAt(nameOf(end), minute), provisional: isGuessed(cal, from, end) }
}

/** Working minutes from `a` to `b`, begun minutes of both rounded down; negative when `b` is earlier. */
export function workingMinutesBetween(cal: Calendar, a: Instant, b: Instant): number {
  return minutesUntil(cal, indexOf(dayOf(b)), minuteOf(b)) - minutesUntil(cal, indexOf(dayOf(a)), minuteOf(a))
}

/** The office's intervals on that day, after closures; empty on a rest day. */
export function openingsOn(cal: Calendar, on: Day): Intervals {
  return openOn(cal, indexOf(on))
}

/**
 * When that day ends for a limit: the office's closing time (民法典 203), or 24:00 on a day without opening hours,
 * given as its last millisecond so that the instant still lies in the day.
 */
export function endOf(cal: Calendar, on: Day): Instant {
  const closing = openingsOn(cal, on).at(-1)?.[1]
  return closing === undefined || closing === 1440 ? instant(instantAt(on, 1440) - 1) : instantAt(on, closing)
}

/**
 * Whether a year between the two days (both included) has no notice, so that anything reckoned across it is a guess.
 */
export function isProvisional(cal: Calendar, from: Day, to: Day): boolean {
  return isGuessed(cal, indexOf(from), indexOf(to))
}

/** The first day on which a natural-day limit may end, from that day on (民法典 203). */
export function rolledFrom(cal: Calendar, on: Day): Day {
  return rolled(cal, indexOf(on)).day
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number: ${n}`)
  return n
}

function worked(cal: Calendar, index: number): number {
  return cal.workedBefore[index] ?? 0
}

function minutesBefore(cal: Calendar, index: number): number {
  return cal.minutesBefore[index] ?? 0
}

function openOn(cal: Calendar, index: number): Intervals {
  return cal.open[index] ?? []
}

function isOpen(cal: Calendar, index: number, minute: number): boolean {
  return openOn(cal, index).some(([from, to]) => from <= minute && minute <= to)
}

function isGuessed(cal: Calendar, a: number, b: number): boolean {
  const first = yearOf(nameOf(Math.min(a, b))) - FIRST_YEAR
  const last = yearOf(nameOf(Math.max(a, b))) - FIRST_YEAR
  for (let year = first; year <= last; year += 1) if (cal.known[year] === 0) return true
  return false
}

function rolled(cal: Calendar, raw: number): Reckoned & { readonly raw: Day } {
  const end = cal.endsOn[raw] ?? -1
  if (end < 0) throw outside()
  return { day: nameOf(end), raw: nameOf(raw), provisional: isGuessed(cal, raw, end) }
}

function minutesUntil(cal: Calendar, index: number, minute: number): number {
  let sum = minutesBefore(cal, index)
  for (const [from, to] of openOn(cal, index)) sum += Math.max(0, Math.min(to, minute) - from)
  return sum
}

/** The day on which the running total reaches `target`: 15 comparisons over 50 years. */
function dayWithMinute(cal: Calendar, target: number): number {
  let low = 0
  let high = DAYS
  while (low < high) {
    const middle = (low + high) >> 1
    if (minutesBefore(cal, middle + 1) >= target) high = middle
    else low = middle + 1
  }
  if (low >= DAYS) throw outside()
  return low
}

/** The minute of the day at which `count` (≥ 1) of its open minutes have gone by. */
function minuteAfter(intervals: Intervals, count: number): number {
  let left = count
  for (const [from, to] of intervals) {
    if (left <= to - from) return from + left
    left -= to - from
  }
  throw outside()
}
