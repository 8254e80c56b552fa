import { addMonths, type Day, day } from '#core/day.ts'
import { amounts } from '#regulation/amounts.ts'

/** The three old statutory ages: men 60, women 55 (干部, 灵活就业), women 50 (工人). */
export type Worker = 'man60' | 'woman55' | 'woman50'

/**
 * `month` is `YYYY-MM`, in which the statutory age is reached; `delayed` is in months; early and late are the elastic
 * bounds.
 */
export type Retirement = {
  readonly month: string
  readonly delayed: number
  readonly age: { readonly years: number; readonly months: number }
  readonly earliest: string
  readonly latest: string
}

/**
 * Birth month of the first who are delayed, how many birth months share one month of delay, the most, and the old age
 * in months.
 */
export const schedules = {
  man60: { from: '1965-01', step: 4, cap: 36, old: 60 * 12 },
  woman55: { from: '1970-01', step: 4, cap: 36, old: 55 * 12 },
  woman50: { from: '1975-01', step: 2, cap: 60, old: 50 * 12 },
} as const satisfies Record<Worker, { from: string; step: number; cap: number; old: number }>

const elastic = amounts['retire.elastic'].amount

/**
 * When someone born on that day reaches the statutory age (全国人大常委会 2024-09-13 decision, in force from
 * 2025-01-01).
 */
export function retirement(worker: Worker, birth: Day): Retirement {
  const { from, step, cap, old } = schedules[worker]
  const index = monthsBetween(from, birth)
  const delayed = index < 0 ? 0 : Math.min(cap, Math.floor(index / step) + 1)
  const month = (months: number) => addMonths(day(`${birth.slice(0, 7)}-01`), months).slice(0, 7)
  const age = old + delayed
  return {
    month: month(age),
    delayed,
    age: { years: Math.floor(age / 12), months: age % 12 },
    // Up to three years earlier, but never before the old age; up to three years later by agreement.
    earliest: month(Math.max(old, age - elastic)),
    latest: month(age + elastic),
  }
}

/** Months from that day's month to the month of retirement; 0 or less: reached. Basis of 距法定退休不足5年. */
export function monthsToRetirement(worker: Worker, birth: Day, on: Day): number {
  return monthsBetween(on, retirement(worker, birth).month)
}

function monthsBetween(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
}
