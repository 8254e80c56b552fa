import { dayOf, type Instant } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { figureKey, ownFigures, type Value } from '#core/service/figure.ts'
import { type Book, bookOf, type Own } from '#core/sums/book.ts'
import { fenOf } from '#core/sums/money.ts'
import { ownFigureAt } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { AmountKey } from '#regulation/amounts.ts'

/** The figure of a service that is the same as an amount of the calculators, and how it is written there. */
export type Twin = {
  readonly service: string
  readonly key: string
  readonly as: 'whole' | 'years' | 'yuan' | 'percent' | 'share'
}

/** One truth: what an office sets for a service's conditions is what its calculators reckon with. */
// biome-ignore format: one amount, one row
export const twins = {
  'subsidy.most': { service: 'JY13', key: 'mostMonths', as: 'whole' },
  'subsidy.graduate': { service: 'JY13', key: 'mostMonthsGraduate', as: 'whole' },
  'subsidy.left': { service: 'JY13', key: 'leftSchoolYears', as: 'years' },
  'subsidy.cap': { service: 'JY13', key: 'mostShare', as: 'share' },
  'subsidy.local': { service: 'JY13', key: 'localShare', as: 'share' },
  'hires.local': { service: 'JY10', key: 'standard', as: 'yuan' },
  'hires.months': { service: 'JY10', key: 'mostMonths', as: 'whole' },
  'hires.registered': { service: 'JY10', key: 'registeredMonths', as: 'whole' },
  'trader.months': { service: 'JY11', key: 'mostMonths', as: 'whole' },
  'loan.person': { service: 'JY09', key: 'ceilingPerson', as: 'yuan' },
  'loan.small': { service: 'JY09', key: 'ceilingSmall', as: 'yuan' },
  'loan.partners': { service: 'JY09', key: 'partnersPercent', as: 'percent' },
  'loan.termPerson': { service: 'JY09', key: 'termPerson', as: 'whole' },
  'loan.termSmall': { service: 'JY09', key: 'termSmall', as: 'whole' },
} as const satisfies Partial<Record<AmountKey, Twin>>

/** A figure as the calculators count: money in fen, years in months, a share as so many of so many; null where it can't be. */
export function amountOf(value: Value, as: Twin['as']): { readonly amount: number; readonly of?: number } | null {
  if (typeof value === 'string') {
    const [, amount, of] = (as === 'share' && /^(\d+)\/(\d+)$/.exec(value)) || []
    return amount === undefined ? null : { amount: Number(amount), of: Number(of) }
  }
  if (value === null) return null
  if (as === 'share') return { amount: Math.floor(value * 10_000), of: 10_000 }
  const amount = as === 'yuan' ? fenOf(value) : as === 'years' ? value * 12 : value
  if (amount === null || !Number.isSafeInteger(amount)) return null
  return as === 'percent' ? { amount, of: 100 } : { amount }
}

/** The amounts of an office on a day: what it, or the nearest office above, has set from a day on, over the program's. */
export function ownBook(office: OfficeSnapshot, id: OfficeId, at: Instant): Book {
  const own = Object.entries<Twin>(twins).flatMap(([key, { service, key: name, as }]) => {
    const stored = ownFigures(ownFigureAt(office, id, figureKey(service, name), at))
    const newest = stored.findLast(({ from }) => from <= dayOf(at))
    const amount = newest ? amountOf(newest.value, as) : null
    return newest && amount
      ? [[key, { ...amount, source: newest.source, since: newest.from } satisfies Own] as const]
      : []
  })
  return bookOf(Object.fromEntries(own))
}
