import { DAYS, FIRST, FIRST_YEAR, indexOf, LAST_YEAR } from '#core/calendar/range.ts'
import type { Calendar, CalendarInput, Closure, Interval, Intervals, Notice } from '#core/calendar.ts'
import { weekdayAt } from '#core/day.ts'

/**
 * The calendar of one office. Weekends rest; a notice's `off` days rest and its `work` days are worked; a whole-day
 * closure makes a day a rest day for this office; a half-day closure takes minutes only. Where two notices speak of the
 * same day (New Year's bridge lies in the December before) the later year's holds. RangeError for hours that overlap.
 */
export function buildCalendar(input: CalendarInput): Calendar {
  for (const { week } of [input.hours, ...(input.later ?? []).map(({ hours }) => hours)])
    for (const intervals of week) ordered(intervals)
  const notices = new Map(input.notices.toSorted((a, b) => a.year - b.year).map((notice) => [notice.year, notice]))
  const kinds = dayKinds([...notices.values()], input.closures)
  const open = openings(kinds, input)
  const totals = runningTotals(kinds, open)
  const known = Uint8Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) =>
    notices.has(FIRST_YEAR + index) ? 1 : 0,
  )
  const endsOn = lastDays(kinds, input.saturdayRolls ?? true)
  return {
    version: input.version,
    notices,
    closures: input.closures,
    hours: input.hours,
    open,
    ...totals,
    endsOn,
    known,
  }
}

/** What a day is: worked, an ordinary weekend, a holiday or closure; `make-up` is a weekend day that is worked. */
type DayKind = 'worked' | 'make-up' | 'weekend' | 'off'

function dayKinds(notices: readonly Notice[], closures: readonly Closure[]): DayKind[] {
  const kinds = Array.from({ length: DAYS }, (_, index): DayKind => {
    const weekday = weekdayAt(FIRST + index)
    return weekday === 0 || weekday === 6 ? 'weekend' : 'worked'
  })
  for (const { off, work } of notices) {
    for (const [first, last] of off) kinds.fill('off', indexOf(first), indexOf(last) + 1)
    for (const on of work) kinds[indexOf(on)] = 'make-up'
  }
  for (const { day, from, to } of closures) if (from === null && to === null) kinds[indexOf(day)] = 'off'
  return kinds
}

function openings(kinds: readonly DayKind[], { hours: first, later = [], closures }: CalendarInput): Intervals[] {
  const changes = later.toSorted((a, b) => indexOf(a.from) - indexOf(b.from))
  let hours = first
  const open = kinds.map((kind, index) => {
    for (let next = changes[0]; next && indexOf(next.from) <= index; next = changes[0]) hours = changes.shift()!.hours
    if (kind === 'worked') return hours.week[weekdayAt(FIRST + index)]
    return kind === 'make-up' ? hours.week[hours.makeUpAs] : []
  })
  for (const { day, from, to } of closures) {
    const index = indexOf(day)
    open[index] = (open[index] ?? []).flatMap((interval) => without(interval, from ?? 0, to ?? 1440))
  }
  return open
}

function without([from, to]: Interval, shut: number, reopen: number): Interval[] {
  const kept: Interval[] = [
    [from, Math.min(to, shut)],
    [Math.max(from, reopen), to],
  ]
  return shut >= reopen ? [[from, to]] : kept.filter(([start, end]) => start < end)
}

function runningTotals(kinds: readonly DayKind[], open: readonly Intervals[]) {
  const workedBefore = new Int32Array(DAYS + 1)
  const minutesBefore = new Int32Array(DAYS + 1)
  const workingDays: number[] = []
  for (const [index, kind] of kinds.entries()) {
    const isWorked = kind === 'worked' || kind === 'make-up'
    const minutes = (open[index] ?? []).reduce((sum, [from, to]) => sum + to - from, 0)
    if (isWorked) workingDays.push(index)
    workedBefore[index + 1] = workingDays.length
    minutesBefore[index + 1] = (minutesBefore[index] ?? 0) + minutes
  }
  return { workedBefore, minutesBefore, workingDays: Int32Array.from(workingDays) }
}

function lastDays(kinds: readonly DayKind[], weekendRolls: boolean): Int32Array {
  const endsOn = new Int32Array(DAYS)
  let next = -1
  for (let index = DAYS - 1; index >= 0; index -= 1) {
    const kind = kinds[index]
    if (kind === 'worked' || kind === 'make-up' || (kind === 'weekend' && !weekendRolls)) next = index
    endsOn[index] = next
  }
  return endsOn
}

function ordered(intervals: Intervals): void {
  let end = 0
  for (const [from, to] of intervals) {
    const fits = Number.isInteger(from) && Number.isInteger(to) && from >= end && to > from && to <= 1440
    if (!fits) throw new RangeError(`opening hours overlap or are out of order: ${from}-${to}`)
    end = to
  }
}
