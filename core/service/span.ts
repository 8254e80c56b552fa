import { day } from '#core/day.ts'
import { monthNumber, monthOf } from '#core/sums/month.ts'

/** Whole months from one day to another (`2026-01-31` → `2026-02-28` is 0); negative when `to` is earlier. */
export function monthsBetween(from: string, to: string): number {
  if (to < from) return -monthsBetween(to, from)
  const [fromYear, fromMonth, fromDay] = partsOf(from)
  const [toYear, toMonth, toDay] = partsOf(to)
  const months = (toYear - fromYear) * 12 + (toMonth - fromMonth)
  return toDay < fromDay ? months - 1 : months
}

/** Whole years from one day to another: an age. Someone born on 29 February is a year older on 1 March. */
export function yearsBetween(from: string, to: string): number {
  return Math.trunc(monthsBetween(from, to) / 12)
}

/** Months from one to another with both counted (`2026-01` → `2026-06` is 6), by months or by days in them; 0 or less when `to` is earlier. */
export function monthsInclusive(from: string, to: string): number {
  const count = (text: string) => monthNumber(monthOf(day(text.length === 7 ? `${text}-01` : text)))
  return count(to) - count(from) + 1
}

/** RangeError when the text is no day. */
function partsOf(text: string): [number, number, number] {
  const known = day(text)
  return [Number(known.slice(0, 4)), Number(known.slice(5, 7)), Number(known.slice(8, 10))]
}
