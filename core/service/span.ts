import { day } from '#core/day.ts'
import { type Fen, fenOf, inYuan, part, shareOut, yuan } from '#core/sums/money.ts'
import { addToMonth, type Month, monthNumber, monthOf, monthsOfYear, type Span } from '#core/sums/month.ts'

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
  return monthNumber(monthIn(to)) - monthNumber(monthIn(from)) + 1
}

const monthIn = (text: string): Month => monthOf(day(text.length === 7 ? `${text}-01` : text))

/** The months of a year from one month (or day in it) to another, no more than `most` from the first on. */
export function monthsInYear(from: string, to: string, year: number, most: number): number {
  return monthsOfYear({ from: monthIn(from), to: monthIn(to) }, year, most)
}

/** Months of all ÷ 12 × a yearly standard in yuan, less than a fen left out. RangeError for a broken amount. */
export function quotaOf(months: number, standard: number): number {
  return inYuan(part(fenFrom(standard), months, 12, 'down'))
}

/** An amount in yuan in fen. RangeError for a broken amount. */
export function fenFrom(amount: number): Fen {
  const fen = fenOf(amount)
  if (fen === null) throw new RangeError(`not an amount: ${amount}`)
  return fen
}

/** What a yearly standard comes to in each calendar year of `most` months less those used, the parts making up the whole. */
export function yearlyQuotas(from: string, most: number, used: number, standard: number): string {
  const first = monthIn(from)
  const span: Span = { from: first, to: addToMonth(first, most - used - 1) }
  const years = yearsOf(span)
  const months = years.map((year) => monthsOfYear(span, year, most))
  const parts = shareOut(fenFrom(standard), months, 12)
  return years.map((year, n) => `${year}年${months[n]}个月${yuan(parts[n]!)}元`).join('，')
}

function yearsOf({ from, to }: Span): readonly number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)
}

/** RangeError when the text is no day. */
function partsOf(text: string): [number, number, number] {
  const known = day(text)
  return [Number(known.slice(0, 4)), Number(known.slice(5, 7)), Number(known.slice(8, 10))]
}
