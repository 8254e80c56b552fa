import { buildCalendar, type CalendarInput, weekHours, workingDaysAfter, workingMinutesAfter } from '#core/calendar.ts'
import { addDays, day, instant, instantAt } from '#core/day.ts'
import { dueOf } from '#core/due.ts'
import { publishedNotices } from '#core/notice.ts'
import { sittings } from '#office/story.ts'

export type DatesRate = { readonly workingDays: number; readonly dueDates: number; readonly workingMinutes: number }

/** Deadlines a second, in this process: the n-th working day, a whole due date with its warning, working minutes. */
export function measureDates(seconds: number): DatesRate {
  const input: CalendarInput = { version: 'bench', notices: publishedNotices, hours: weekHours(sittings), closures: [] }
  const cal = buildCalendar(input)
  const starts = Array.from({ length: 512 }, (_, i) => addDays(day('2025-01-01'), i))
  const moments = starts.map((start, i) => instant(instantAt(start, 540) + (i % 400) * 60_000))
  const limit = { amount: 10, unit: 'workingDays', rule: 'bench', source: 'bench' } as const
  const courses = moments.map((startedAt, i) => ({
    limit: { ...limit, amount: 1 + (i % 30) },
    startedAt,
    pauses: [],
    extensions: [],
  }))
  let sink = 0
  const rate = (one: (i: number) => number): number => {
    for (let i = 0; i < 20_000; i++) sink += one(i & 511)
    let count = 0
    const from = performance.now()
    while (performance.now() - from < seconds * 1000) {
      for (let i = 0; i < 4096; i++) sink += one(i & 511)
      count += 4096
    }
    return count / ((performance.now() - from) / 1000)
  }
  const found = {
    workingDays: rate((i) => workingDaysAfter(cal, starts[i]!, 1 + (i % 30)).day.length),
    dueDates: rate((i) => dueOf(cal, courses[i]!).dueAt),
    workingMinutes: rate((i) => workingMinutesAfter(cal, moments[i]!, 60 + i).at),
  }
  if (!Number.isFinite(sink)) throw new Error('nothing was reckoned')
  return found
}
