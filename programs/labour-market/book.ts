import { addMonths, type Day, dayOf, type Instant, isDay } from '#core/day.ts'
import { initialsOf } from '#core/initials.ts'
import { isSealed } from '#core/matter.ts'
import type { OfficeId } from '#core/roster.ts'
import { figureKey, inForce, ownFigures, type Value } from '#core/service/figure.ts'
import type { Service } from '#core/service/format.ts'
import { fenOf } from '#core/sums/money.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { ownFigureAt } from '#matter/setting.ts'
import { type NumberKey, numberOf } from '#office/number.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { SeekerData, VacancyData, Wishes } from './contract.ts'
import { criteria, type SeekerSide, type VacancySide, type Weights, weightKeys } from './policy.ts'
import type { Minimum } from './review.ts'
import { areasOf, educationRank, pairsOf, placeOf, plain, plains, skillRank } from './shared.ts'
import type { Seeker, SeekerKept } from './store.ts'
import type { Vacancy, VacancyKept } from './vacancies.ts'

/** What the books hold of the words that were written, made comparable; and the office's own numbers for them. */

type Answers = Readonly<Record<string, unknown>>
type Market = NonNullable<Service['market']>

/** Reads an answer by the book's word for it, as the service's file says. */
export function answersOf(market: Market, form: Answers, row?: Answers) {
  const of = (field: string): unknown => {
    const from = market.fields[field]
    const value = from === undefined ? undefined : (row?.[from] ?? form[from])
    const code = market.codes?.[field]?.[String(value)]
    return code ?? value
  }
  const text = (field: string): string | undefined => {
    const value = of(field)
    if (isSealed(value)) return value.masked
    return typeof value === 'string' && value.trim() !== '' ? value : undefined
  }
  const list = (field: string): string[] => {
    const value = of(field)
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }
  const number = (field: string): number | undefined => {
    const value = of(field)
    return typeof value === 'number' ? value : undefined
  }
  return { of, text, list, number }
}

const amount = (yuan: number | undefined): number => fenOf(yuan ?? 0) ?? 0

/** Of a seeker's wishes what is matched, and what finds them. */
export function seekerSide(data: SeekerData): Omit<SeekerKept, keyof Seeker> & SeekerSide {
  const wanted = plain(data.wantedJob)
  const others = plains(data.otherJobs)
  const skills = plains(data.skills)
  return {
    ...{ wanted, others, skills, grams: pairsOf([wanted, ...others, ...skills].filter((one) => one !== '')) },
    ...{ place: placeOf(data.workPlace), areas: areasOf(data.workPlace), kinds: data.kinds },
    education: data.education === undefined ? null : (educationRank[data.education] ?? null),
    skill: data.skillLevel === undefined ? null : (skillRank[data.skillLevel] ?? null),
    ...{ pay_low: amount(data.payLow), start_from: data.startFrom as Day },
    words: pairsOf(sought(data.name, data.wantedJob, ...data.otherJobs, ...data.skills, data.workPlace)),
  }
}

type Indexed = Omit<VacancySide, 'until_day'> &
  Pick<VacancyKept, 'grams' | 'words' | 'headcount' | 'from_day' | 'until_day'>

/** Of a vacancy what is matched, and what finds it. A draft has what was said so far. */
export function vacancySide(data: VacancyData, today: Day): Indexed {
  const terms = plains([data.jobTitle ?? '', data.jobType ?? ''])
  const from_day = isDay(data.publishFrom) ? data.publishFrom : today
  return {
    ...{ terms, grams: pairsOf(terms), headcount: data.headcount ?? 1, kind: data.workKind ?? 'full' },
    ...{
      education: educationRank[data.educationAtLeast ?? 'any'] ?? 0,
      skill: skillRank[data.skillAtLeast ?? 'none'] ?? 0,
    },
    ...{ pay_unit: data.payUnit ?? 'month', pay_low: amount(data.payLow), pay_top: amount(data.payTop) },
    ...{ place: placeOf(data.workPlace ?? ''), areas: areasOf(data.workPlace ?? '') },
    words: pairsOf(sought(data.jobTitle ?? '', data.jobType ?? '', data.company ?? '', data.workPlace ?? '')),
    ...{ from_day, until_day: isDay(data.publishUntil) ? data.publishUntil : from_day },
  }
}

/** A row with what finds it, ready to be written back. */
export const keptSeeker = (seeker: Seeker): SeekerKept => ({ ...seeker, ...seekerSide(seeker.data) })
export const keptVacancy = (vacancy: Vacancy): VacancyKept => ({
  ...vacancy,
  ...vacancySide(vacancy.data, vacancy.from_day),
  ...{ from_day: vacancy.from_day, until_day: vacancy.until_day },
})

/** A seeker's words after they changed their wishes. */
export function wished(data: SeekerData, { kinds, ...wishes }: Wishes): SeekerData {
  return { ...data, ...wishes, kinds }
}

export type Ground = {
  readonly catalogue: Catalogue
  readonly office: OfficeSnapshot
  readonly place: OfficeId
  readonly at: Instant
}

/** A figure of policy of the service, as it stands for this office today; null where nobody has told it. */
function figureOf({ catalogue, office, place, at }: Ground, code: string, key: string): Value {
  const setting = catalogue.get(code)?.service.settings?.find((one) => one.key === key)
  return setting ? inForce(setting, ownFigureAt(office, place, figureKey(code, key), at), dayOf(at)) : null
}

/** The local minimum wage that the office has filled in. */
export function minimumOf(ground: Ground): Minimum {
  const of = (key: string) => {
    const value = figureOf(ground, 'JY08', key)
    return typeof value === 'number' ? fenOf(value) : null
  }
  return { month: of(minimumKeys.month), hour: of(minimumKeys.hour) }
}

const minimumKeys = { month: 'minimumWage', hour: 'minimumHourlyWage' } as const

/** The minimum wage that this office, or the nearest one above, has set, and since when; null where it holds none. */
export function minimumSet({ office, place, at }: Omit<Ground, 'catalogue'>, per: keyof typeof minimumKeys) {
  const own = ownFigures(ownFigureAt(office, place, figureKey('JY08', minimumKeys[per]), at))
  const set = own.findLast(({ from }) => from <= dayOf(at))
  const least = typeof set?.value === 'number' ? fenOf(set.value) : null
  return set === undefined || least === null ? null : { least, since: set.from }
}

/** How much each criterion weighs here; what is no number weighs nothing. */
export function weightsOf(ground: Ground): Weights {
  const of = (key: string): number => {
    const value = figureOf(ground, 'JY07', key)
    return typeof value === 'number' && value >= 0 ? Math.round(value) : 0
  }
  return Object.fromEntries(
    Object.keys(criteria).map((name) => [name, of(weightKeys[name as keyof Weights])]),
  ) as Weights
}

function wholeOf(ground: Ground, code: string, key: string, otherwise: number): number {
  const value = figureOf(ground, code, key)
  return typeof value === 'number' && value >= 1 ? Math.floor(value) : otherwise
}

/** By how many months one click renews an entry. */
export const renewMonths = (ground: Ground, book: 'JY07' | 'JY08'): number => wholeOf(ground, book, 'renewMonths', 1)
/** How many may be on their way to one place at once. */
export const referralsPerPlace = (ground: Ground): number => wholeOf(ground, 'JY08', 'referralsPerPlace', 1)

/** The last day on which an entry that ends is called soon over. */
export function soonOf({ office, place, at }: Pick<Ground, 'office' | 'place' | 'at'>): Day {
  const days = numberOf(office, place, 'market.soon' satisfies NumberKey)
  return dayOf((at + days * 86_400_000) as Instant)
}

/** Renewed from today or from its last day, whichever is later, by so many months. */
export function renewedUntil(until: Day, today: Day, months: number): Day {
  return addMonths(until > today ? until : today, months)
}

/** What an entry is looked for by: its words, and their initials as they are typed. */
const sought = (...texts: readonly string[]): string[] => plains(texts.flatMap((text) => [text, initialsOf(text)]))
