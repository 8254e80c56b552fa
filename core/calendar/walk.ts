import type { CalendarInput, Interval } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instant, instantAt, minuteOf, weekday, yearOf } from '#core/day.ts'

/**
 * The same questions as the calendar answers, asked of the raw rules one day or minute at a time. Far too slow to use;
 * tests hold the calendar's tables and the clock against it.
 */
export function walk(input: CalendarInput) {
  const notices = input.notices.toSorted((a, b) => b.year - a.year)
  const isShut = (on: Day) => input.closures.some((c) => c.day === on && c.from === null && c.to === null)
  const isMakeUp = (on: Day) => notices.some(({ work }) => work.includes(on))
  const isHoliday = (on: Day) => notices.some(({ off }) => off.some(([first, last]) => first <= on && on <= last))
  const isWeekend = (on: Day) => weekday(on) === 0 || weekday(on) === 6
  const isWorked = (on: Day) => !isShut(on) && (isMakeUp(on) || (!isHoliday(on) && !isWeekend(on)))
  const mayEnd = (on: Day) =>
    isWorked(on) || (input.saturdayRolls === false && isWeekend(on) && !isHoliday(on) && !isShut(on))
  const isKnown = (on: Day) => notices.some(({ year }) => year === yearOf(on))

  const changes = (input.later ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const hoursAt = (on: Day) => changes.findLast(({ from }) => from <= on)?.hours ?? input.hours
  const hoursOf = (on: Day): readonly Interval[] =>
    isWorked(on) ? hoursAt(on).week[isMakeUp(on) ? hoursAt(on).makeUpAs : weekday(on)] : []
  const isOpen = (on: Day, minute: number) =>
    hoursOf(on).some(([from, to]) => from <= minute && minute < to) &&
    !input.closures.some((c) => c.day === on && (c.from ?? 0) <= minute && minute < (c.to ?? 1440))
  const endOf = (on: Day): Instant => {
    for (let minute = 1440; minute > 0; minute -= 1) {
      if (isOpen(on, minute - 1)) return minute === 1440 ? instant(instantAt(on, 1440) - 1) : instantAt(on, minute)
    }
    return instant(instantAt(on, 1440) - 1)
  }
  const next = (from: Day, holds: (on: Day) => boolean): Day => (holds(from) ? from : next(addDays(from, 1), holds))
  /** The n-th day after `from` that `counts`. */
  const nth = (from: Day, n: number, counts: (on: Day) => boolean): Day =>
    Array.from({ length: n }).reduce<Day>((on) => next(addDays(on, 1), counts), from)
  /** When the n-th open minute after `at` that `counts` has gone by. */
  const nthMinute = (at: Instant, n: number, counts: (minute: Instant) => boolean): Instant => {
    let now = instantAt(dayOf(at), minuteOf(at))
    for (let left = n; left > 0; now = instant(now + 60_000))
      if (isOpen(dayOf(now), minuteOf(now)) && counts(now)) left -= 1
    return now
  }
  return { isWorked, mayEnd, isKnown, isOpen, endOf, next, nth, nthMinute }
}
