import {
  type Calendar,
  endOf,
  isProvisional,
  rolledFrom,
  workingDaysAfter,
  workingDaysBetween,
  workingMinutesAfter,
  workingMinutesBetween,
} from '#core/calendar.ts'
import type { Clock } from '#core/clock.ts'
import { addDays, addMonths, type Day, dayOf, daysBetween, type Instant, instant } from '#core/day.ts'

/**
 * When the lamp turns yellow: so many working days left (of a limit in minutes: so many minutes), or so much of the limit
 * used; whichever comes first (domain 9).
 */
export type Warning = { readonly daysLeft: number; readonly usedPercent: number; readonly minutesLeft?: number }

export const usualWarning: Warning = { daysLeft: 1, usedPercent: 80 }

/** The facts of a clock that its dates follow from. */
export type Course = Pick<Clock, 'limit' | 'startedAt' | 'pauses' | 'extensions'>
export type Due = { readonly dueAt: Instant; readonly yellowAt: Instant; readonly provisional: boolean }

/**
 * When a running clock is due, from its facts alone: start, limit, pauses, extensions. RangeError while a pause is
 * open.
 *
 * Days. The starting day isn't counted (民法典 201). A day is counted when the clock ran at its end, the end being the
 * office's closing time, or 24:00 without opening hours (203). So a pause lengthens the limit by just the days whose
 * end it crossed: one asked and lifted on the same day costs the visitor nothing, and the day on which the visitor
 * brings what was missing already counts for them. The limit falls due at the end of its last day; a natural-day or
 * month limit runs on from a rest day to the next working day (203).
 *
 * Minutes. Working minutes from the start; those inside pauses are added. Begun minutes are rounded down.
 */
export function dueOf(cal: Calendar, course: Course): Due {
  if (course.limit.unit === 'workingMinutes') return minutesDue(cal, course)
  return course.limit.unit === 'workingDays' ? workingDaysDue(cal, course) : naturalDaysDue(cal, course)
}

/** The limit with its extensions, in its own unit. */
export function amountOf({ limit, extensions }: Pick<Clock, 'limit' | 'extensions'>): number {
  return extensions.reduce((sum, extension) => sum + extension.amount, limit.amount)
}

/** The days whose end a pause crossed, both included; null when it crossed none. An open pause has no last day. */
export function daysOfPause(cal: Calendar, from: Instant, until: Instant): readonly [Day, Day] | null {
  const first = from < endOf(cal, dayOf(from)) ? dayOf(from) : addDays(dayOf(from), 1)
  const last = until >= endOf(cal, dayOf(until)) ? dayOf(until) : addDays(dayOf(until), -1)
  return first <= last ? [first, last] : null
}

function workingDaysDue(cal: Calendar, course: Course): Due {
  const start = dayOf(course.startedAt)
  const amount = amountOf(course)
  const count = (n: number) =>
    pastPauses(
      cal,
      course,
      n,
      (k) => workingDaysAfter(cal, start, k).day,
      (a, b) => workingDaysBetween(cal, a, b),
    )
  const due = lastDay(cal, course, count(amount), (from) => workingDaysAfter(cal, from, 0).day)
  const { daysLeft, usedPercent } = course.limit.warn ?? usualWarning
  const used = Math.max(0, Math.min(amount - daysLeft, Math.ceil((amount * usedPercent) / 100)))
  const warned = used === 0 ? start : count(used)
  return {
    dueAt: endOf(cal, due),
    yellowAt: amount === 0 ? course.startedAt : later(course.startedAt, endOf(cal, warned)),
    provisional: isProvisional(cal, due > start ? addDays(start, 1) : due, due),
  }
}

/** The last day of a natural-day or month limit, before it runs on from a rest day. */
export function rawDayOf(cal: Calendar, course: Course): Day {
  return naturalDay(cal, course, lengthInDays(course))
}

function naturalDay(cal: Calendar, course: Course, n: number): Day {
  return pastPauses(cal, course, n, (k) => addDays(dayOf(course.startedAt), k), daysBetween)
}

function naturalDaysDue(cal: Calendar, course: Course): Due {
  const length = lengthInDays(course)
  const raw = rawDayOf(cal, course)
  const due = lastDay(cal, course, raw, (from) => rolledFrom(cal, from))
  const { daysLeft, usedPercent } = course.limit.warn ?? usualWarning
  const used = endOf(cal, naturalDay(cal, course, Math.ceil((length * usedPercent) / 100)))
  const left = endOf(cal, workingDaysAfter(cal, due, -daysLeft).day)
  return {
    dueAt: endOf(cal, due),
    yellowAt: length === 0 ? course.startedAt : later(course.startedAt, instant(Math.min(used, left))),
    provisional: isProvisional(cal, raw, due),
  }
}

/** Minutes are for limits within a day or two: the share that is used turns the lamp, or the minutes that are left. */
function minutesDue(cal: Calendar, course: Course): Due {
  const count = (n: number) => {
    let total = n
    let end = workingMinutesAfter(cal, course.startedAt, total)
    for (const { from, until } of course.pauses) {
      if (from >= end.at) break
      total += workingMinutesBetween(cal, from, closed(until))
      end = workingMinutesAfter(cal, course.startedAt, total)
    }
    return end
  }
  const amount = amountOf(course)
  const { at, provisional } = count(amount)
  const { usedPercent, minutesLeft = 0 } = course.limit.warn ?? usualWarning
  // Of a limit shorter than the warning, the share alone decides: a lamp that is yellow from the start says nothing.
  const left = minutesLeft < amount ? amount - minutesLeft : amount
  const used = Math.min(left, Math.ceil((amount * usedPercent) / 100))
  return { dueAt: at, yellowAt: amount === 0 ? course.startedAt : later(course.startedAt, count(used).at), provisional }
}

/**
 * A month limit is as many days as lie between the start and its matching day, so that a pause of days can lengthen it.
 */
function lengthInDays(course: Course): number {
  const amount = amountOf(course)
  const start = dayOf(course.startedAt)
  return course.limit.unit === 'months' ? daysBetween(start, addMonths(start, amount)) : amount
}

/** The n-th counted day: the pauses before it push it on, each by the days whose end it crossed. */
function pastPauses(
  cal: Calendar,
  course: Course,
  n: number,
  nth: (n: number) => Day,
  between: (a: Day, b: Day) => number,
): Day {
  let total = n
  let end = nth(total)
  for (const { from, until } of course.pauses) {
    if (from >= endOf(cal, end)) break
    const crossed = daysOfPause(cal, from, closed(until))
    if (!crossed) continue
    // The starting day is out of the count already: a pause that crosses its end takes nothing for it.
    const first = crossed[0] === dayOf(course.startedAt) ? crossed[0] : addDays(crossed[0], -1)
    total += between(first, crossed[1])
    end = nth(total)
  }
  return end
}

/**
 * The day itself; where it ended before the clock began, or while the clock stood, the next `open` day at whose end it
 * ran.
 */
function lastDay(cal: Calendar, course: Course, from: Day, open: (from: Day) => Day): Day {
  let due = open(from)
  while (endOf(cal, due) <= course.startedAt) due = open(addDays(due, 1))
  for (const pause of course.pauses) {
    const crossed = daysOfPause(cal, pause.from, closed(pause.until))
    if (crossed && crossed[0] <= due && due <= crossed[1]) due = open(addDays(crossed[1], 1))
  }
  return due
}

function closed(until: Instant | null): Instant {
  if (until === null) throw new RangeError('a paused clock has no due date')
  return until
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}
