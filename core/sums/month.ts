import type { Brand } from '#core/brand.ts'
import { type Day, day } from '#core/day.ts'

/** A calendar month, `YYYY-MM`. Compares as text. */
export type Month = Brand<string, 'month'>

/** Months from the first to the last, both included. */
export type Span = { readonly from: Month; readonly to: Month }

const FORM = /^\d{4}-(0[1-9]|1[0-2])$/

/** Whether the text is a month from the year 1 on. */
export function isMonth(text: unknown): text is Month {
  return typeof text === 'string' && FORM.test(text) && !text.startsWith('0000')
}

/** The month that the text names. RangeError when there is none. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`)
  return text
}

export function monthOf(on: Day): Month {
  return month(on.slice(0, 7))
}

export function firstDayOf(of: Month): Day {
  return day(`${of}-01`)
}

/** Months since the year 0, for arithmetic. */
export function monthNumber(of: Month): number {
  return Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7)) - 1
}

/** The month with this number; the inverse of `monthNumber`. */
export function monthAt(number: number): Month {
  const year = Math.floor(number / 12)
  return month(`${String(year).padStart(4, '0')}-${String(number - year * 12 + 1).padStart(2, '0')}`)
}

/** The month `count` months later (earlier when negative). */
export function addToMonth(from: Month, count: number): Month {
  return monthAt(monthNumber(from) + count)
}

/** How many months lie from `a` to `b`; 0 for the same, negative when `b` is earlier. */
export function monthsBetween(a: Month, b: Month): number {
  return monthNumber(b) - monthNumber(a)
}

/** How many months a span holds, both ends included; 0 when it ends before it begins. */
export function monthsIn({ from, to }: Span): number {
  return Math.max(0, monthsBetween(from, to) + 1)
}

/** Every month of a span, the first first. */
export function monthsOf(span: Span): readonly Month[] {
  return Array.from({ length: monthsIn(span) }, (_, n) => addToMonth(span.from, n))
}

/** What two spans share; null when that is nothing. */
export function shared(a: Span, b: Span): Span | null {
  const from = a.from > b.from ? a.from : b.from
  const to = a.to < b.to ? a.to : b.to
  return from <= to ? { from, to } : null
}

export function wholeYear(year: number): Span {
  return { from: month(`${year}-01`), to: month(`${year}-12`) }
}

/** What of a span of months counts in a year: from the first month on no more than `most` in all. */
export function spanOfYear({ from, to }: Span, year: number, most: number): Span | null {
  const last = addToMonth(from, most - 1)
  return shared({ from, to: to < last ? to : last }, wholeYear(year))
}

/** How many months that is. */
export function monthsOfYear(span: Span, year: number, most: number): number {
  const counted = spanOfYear(span, year, most)
  return counted ? monthsIn(counted) : 0
}

/** 2026年1月 */
export function spokenMonth(of: Month): string {
  return `${Number(of.slice(0, 4))}年${Number(of.slice(5, 7))}月`
}

/** 2026年1月至2026年6月 */
export function spokenSpan({ from, to }: Span): string {
  return from === to ? spokenMonth(from) : `${spokenMonth(from)}至${spokenMonth(to)}`
}
