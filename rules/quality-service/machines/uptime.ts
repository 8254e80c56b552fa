import { type Calendar, isWorkingDay, openingsOn, workingMinutesBetween } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instant, instantAt } from '#core/day.ts'

/** A stretch in which a machine did not work; `until` null: it still does not. */
export type Down = { readonly from: Instant; readonly until: Instant | null }

/** Minutes of office hours (10.3.3): it worked, it was broken, or nobody looked and it did not report. */
export type Uptime = {
  readonly up: number
  readonly down: number
  readonly unseen: number
  readonly seenDays: number
  readonly days: number
  /** Share of the minutes that are accounted for, in percent, one decimal; null before the first of them. */
  readonly percent: number | null
}

/**
 * How a machine worked in office hours from `from` until `until`, by the office's own calendar. Only a day on which it was
 * seen counts as working; a day without a look is told as such and not taken for good.
 */
export function uptime(
  calendar: Calendar,
  period: { readonly from: Instant; readonly until: Instant },
  seen: ReadonlySet<string>,
  downs: readonly Down[],
): Uptime {
  const total = { up: 0, down: 0, unseen: 0, seenDays: 0, days: 0 }
  for (let on = dayOf(period.from); instantAt(on, 0) < period.until; on = addDays(on, 1)) {
    const minutes = minutesOn(calendar, on, period)
    if (minutes === 0) continue
    const broken = Math.min(
      minutes,
      downs.reduce((sum, down) => sum + downOn(calendar, on, period, down), 0),
    )
    total.days += 1
    total.down += broken
    if (seen.has(on)) {
      total.seenDays += 1
      total.up += minutes - broken
    } else total.unseen += minutes - broken
  }
  const known = total.up + total.down
  return { ...total, percent: known === 0 ? null : Math.round((total.up / known) * 1000) / 10 }
}

function minutesOn(calendar: Calendar, on: Day, period: { readonly from: Instant; readonly until: Instant }): number {
  if (!isWorkingDay(calendar, on) && openingsOn(calendar, on).length === 0) return 0
  const [from, until] = dayWithin(on, period)
  return from < until ? workingMinutesBetween(calendar, from, until) : 0
}

function downOn(
  calendar: Calendar,
  on: Day,
  period: { readonly from: Instant; readonly until: Instant },
  down: Down,
): number {
  const [first, last] = dayWithin(on, period)
  const from = instant(Math.max(first, down.from))
  const until = instant(Math.min(last, down.until ?? last))
  return from < until ? workingMinutesBetween(calendar, from, until) : 0
}

function dayWithin(on: Day, { from, until }: { readonly from: Instant; readonly until: Instant }): [Instant, Instant] {
  return [instant(Math.max(instantAt(on, 0), from)), instant(Math.min(instantAt(on, 1440), until))]
}
