import type { Environment } from '@marcbachmann/cel-js'
import { addDays, addMonths, day } from '#core/day.ts'
import {
  fenFrom,
  monthsBetween,
  monthsInclusive,
  monthsInYear,
  quotaOf,
  yearlyQuotas,
  yearsBetween,
} from '#core/service/span.ts'
import { yuan } from '#core/sums/money.ts'
import { monthOf, spokenMonth } from '#core/sums/month.ts'

/** What an expression counts with, beside what the language has: days, months, quotas, and numbers of both kinds together. */

/**
 * Months and days, and what is reckoned by them. `monthsLater` is the day by which so many calendar months are full (民法典
 * 202), `daysLater` the one so many days on. A span of which the last day is named (a contract to 31 December) is full with
 * that day: `months(from, dayAfter(to))`.
 */
export function countMonths(environment: Environment): void {
  environment
    .registerFunction('months(string, string): int', (from: string, to: string) => BigInt(monthsBetween(from, to)))
    .registerFunction('years(string, string): int', (from: string, to: string) => BigInt(yearsBetween(from, to)))
    .registerFunction('monthsInclusive(string, string): int', (from: string, to: string) =>
      BigInt(monthsInclusive(from, to)),
    )
    .registerFunction('monthsLater(string, double): string', (from: string, count: number) =>
      addMonths(day(from), count),
    )
    .registerFunction('dayAfter(string): string', (of: string) => addDays(day(of), 1))
    .registerFunction('daysLater(string, double): string', (from: string, count: number) => addDays(day(from), count))
    .registerFunction('later(string, string): string', (a: string, b: string) => (a > b ? a : b))
    .registerFunction('earlier(string, string): string', (a: string, b: string) => (a < b ? a : b))
    .registerFunction(
      'monthsInYear(string, string, int, double): int',
      (from: string, to: string, year: bigint, most: number) => BigInt(monthsInYear(from, to, Number(year), most)),
    )
    .registerFunction('spokenMonth(string): string', (text: string) =>
      spokenMonth(monthOf(day(`${text.slice(0, 7)}-01`))),
    )
    .registerFunction('yuan(double): string', (amount: number) => `${yuan(fenFrom(amount))}元`)
    .registerFunction('quotaOf(double, double): double', quotaOf)
    .registerFunction('yearlyQuotas(string, double, double, double): string', yearlyQuotas)
}

const sums: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

/** CEL keeps whole numbers and others apart; people who write `form.income == 36` don't. */
export function mixNumbers(environment: Environment): void {
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b))
  for (const [sign, sum] of Object.entries(sums)) {
    environment.registerOperator(`double ${sign} int: double`, (a: number, b: bigint) => sum(a, Number(b)))
    environment.registerOperator(`int ${sign} double: double`, (a: bigint, b: number) => sum(Number(a), b))
  }
}
