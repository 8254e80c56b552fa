import { addDays, addMonths, type Day } from '#core/day.ts'
import { monthOf, type Span } from '#rules/figures/policy.ts'

/** Stretches that are asked for most, by today. */
export const periods = { month: '本月', last: '上月', quarter: '本季度', year: '本年', own: '自定' } as const
export type Period = keyof typeof periods
export const isPeriod = (word: string | undefined): word is Period => word !== undefined && Object.hasOwn(periods, word)

/** From which day until which; the days that are given where it is one's own. */
export function periodOf(period: Period, today: Day, own: { readonly from?: string; readonly until?: string }): Span {
  const first = monthOf(today)
  if (period === 'last') return { from: addMonths(first, -1), until: addDays(first, -1) }
  if (period === 'quarter') return { from: addMonths(first, -((Number(first.slice(5, 7)) - 1) % 3)), until: today }
  if (period === 'year') return { from: `${first.slice(0, 4)}-01-01` as Day, until: today }
  if (period === 'own') return { from: (own.from ?? first) as Day, until: (own.until ?? today) as Day }
  return { from: first, until: today }
}
