import type { Day } from '#core/day.ts'
import { addToMonth, type Month, month, monthOf, monthsBetween } from '#core/sums/month.ts'
import { amounts } from '#regulation/amounts.ts'

/** The three old statutory ages: men 60, women 55 (干部, 灵活就业), women 50 (工人). */
export type Worker = 'man60' | 'woman55' | 'woman50'

/**
 * `month` is `YYYY-MM`, in which the statutory age is reached; `delayed` is in months; early and late are the elastic
 * bounds.
 */
export type Retirement = {
  readonly month: Month
  readonly delayed: number
  readonly age: { readonly years: number; readonly months: number }
  readonly earliest: Month
  readonly latest: Month
}

/**
 * Birth month of the first who are delayed, how many birth months share one month of delay, the most, and the old age
 * in months.
 */
export const schedules = {
  man60: { from: month('1965-01'), step: 4, cap: 36, old: 60 * 12 },
  woman55: { from: month('1970-01'), step: 4, cap: 36, old: 55 * 12 },
  woman50: { from: month('1975-01'), step: 2, cap: 60, old: 50 * 12 },
} as const satisfies Record<Worker, { from: Month; step: number; cap: number; old: number }>

const elastic = amounts['retire.elastic'].amount

/**
 * When someone born on that day reaches the statutory age (全国人大常委会 2024-09-13 decision, in force from
 * 2025-01-01).
 */
export function retirement(worker: Worker, birth: Day): Retirement {
  const { from, step, cap, old } = schedules[worker]
  const born = monthOf(birth)
  const index = monthsBetween(from, born)
  const delayed = index < 0 ? 0 : Math.min(cap, Math.floor(index / step) + 1)
  const age = old + delayed
  return {
    month: addToMonth(born, age),
    delayed,
    age: { years: Math.floor(age / 12), months: age % 12 },
    // Up to three years earlier, but never before the old age; up to three years later by agreement.
    earliest: addToMonth(born, Math.max(old, age - elastic)),
    latest: addToMonth(born, age + elastic),
  }
}

/** Months from that day's month to the month of retirement; 0 or less: reached. Basis of 距法定退休不足5年. */
export function monthsToRetirement(worker: Worker, birth: Day, on: Day): number {
  return monthsBetween(monthOf(on), retirement(worker, birth).month)
}
