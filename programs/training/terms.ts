import { dayOf } from '#core/day.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { counted, figureKey, inForce } from '#core/service/figure.ts'
import { type Fen, fenOf } from '#core/sums/money.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { ownFigureAt } from '#matter/setting.ts'
import type { Stand } from '#office/register.ts'
import { isToConfirm } from '#regulation/confidence.ts'
import type { Code, Terms } from './policy.ts'

/** The service's figure for this office today; null: nobody has told it yet. */
export function figureFor(catalogue: Catalogue, { office, org, at }: Stand, code: Code, key: string): number | null {
  const setting = catalogue.get(code)?.service.settings?.find((one) => one.key === key)
  if (!setting) return null
  const value = counted(inForce(setting, ownFigureAt(office, org.id, figureKey(code, key), at), dayOf(at)))
  return typeof value === 'number' ? value : null
}

/** What is paid for one who qualifies, and by which paper; null until the office has filled it in. */
export function standardFor(catalogue: Catalogue, stand: Stand, code: Code) {
  const yuan = figureFor(catalogue, stand, code, 'standard')
  const standard: Fen | null = yuan === null ? null : fenOf(yuan)
  const setting = catalogue.get(code)?.service.settings?.find((one) => one.key === 'standard')
  return standard === null || standard === 0 || !setting
    ? null
    : { standard, source: sourceOf(stand, code, setting.source) }
}

/** The paper by which the office set its own standard; else the file's source. */
function sourceOf({ office, org, at }: Stand, code: Code, source: string): string {
  const own = ownFigureAt(office, org.id, figureKey(code, 'standard'), at)
  const last = Array.isArray(own)
    ? (own.findLast((one) => String(one?.from) <= dayOf(at)) as { source?: unknown })
    : null
  return last?.source ? String(last.source) : source
}

type Given = { readonly attendance?: number; readonly theory?: number; readonly practice?: number }

const decided = [
  ['attendance', 'attendanceShare', '出勤率下限'],
  ['theory', 'passTheory', '理论合格分数'],
  ['practice', 'passPractice', '实操合格分数'],
] as const satisfies readonly (readonly [keyof Given, string, string])[]

/** The figures that whoever approves a class has to say, since the office hasn't set them. */
export function unsetTerms(catalogue: Catalogue, stand: Stand, code: Code): readonly string[] {
  return decided.flatMap(([name, key]) => (figureFor(catalogue, stand, code, key) === null ? [name] : []))
}

/** What a class is measured by from its approval on; what the office hasn't set, whoever approves must say. */
export function termsFor(catalogue: Catalogue, stand: Stand, code: Code, given: Given) {
  const figure = (key: string) => figureFor(catalogue, stand, code, key)
  const problems: Problem[] = []
  const said: Partial<Record<keyof Given, number>> = {}
  for (const [name, key, label] of decided) {
    const set = figure(key)
    const value = set ?? given[name]
    const says =
      value === undefined
        ? `本单位还没有定${label}（待本单位确认），请批准人在这里确定，或先在政策标准里填写`
        : set !== null && given[name] !== undefined && given[name] !== set
          ? `本单位的${label}是${set}，要改请先改政策标准`
          : null
    if (says) problems.push({ at: `/${name}`, says })
    else if (value !== undefined) said[name] = value
  }
  const [first] = problems
  if (first) return { refused: 'bad-input', clause: '6.2', says: first.says, problems } satisfies Refusal
  const { attendance = 0, theory = 0, practice = 0 } = said
  const days = (key: string, least: number) => Math.max(least, figure(key) ?? least)
  const terms: Terms = {
    ...{ attendance, theory, practice, timesAYear: figure('timesAYear'), pastDays: days('pastDays', 0) },
    ...{ testDays: days('testDays', 1), paperDays: days('paperDays', 1), subsidyDays: days('subsidyDays', 1) },
  }
  return terms
}

/** The limits of a class that are not set: a person decides, and says so. */
export function undecided(catalogue: Catalogue, stand: Stand, code: Code): readonly string[] {
  return [
    ...(figureFor(catalogue, stand, code, 'mostPlaces') === null ? ['每班人数上限'] : []),
    ...(figureFor(catalogue, stand, code, 'leastHours') === null ? ['每班总学时下限'] : []),
  ]
}

/** The figures of a service as the desk shows them beside its classes: which are still to be confirmed by the office. */
export function figuresShown(catalogue: Catalogue, stand: Stand, code: Code) {
  return (catalogue.get(code)?.service.settings ?? []).map(({ key, label, unit, source, confidence }) => {
    const own = ownFigureAt(stand.office, stand.org.id, figureKey(code, key), stand.at)
    const value = figureFor(catalogue, stand, code, key)
    return {
      key,
      label,
      unit,
      source,
      value,
      toConfirm: own === undefined && (value === null || isToConfirm(confidence)),
    }
  })
}
