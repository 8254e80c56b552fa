import { amountSaid, belongs, boundSaid, type CheckItem, checksOf, type Kind, units } from '#regulation/checks.ts'
import type { Answer, Finding, InspectionFacts, Kept, Measured, Result, Score, Subject } from './contract.ts'

/** One line to be answered: an item for one person, one window, or the place. */
export type Line = { readonly key: string; readonly item: CheckItem; readonly of: string | null }

type Scope = Pick<InspectionFacts, 'template' | 'version' | 'own' | 'off' | 'people' | 'windows'>

/** The items of an inspection: its version's, without what the office leaves out, with what it adds. */
export function itemsOf({ template, version, own, off }: Omit<Scope, 'people' | 'windows'>): readonly CheckItem[] {
  const fixed = checksOf(version).filter((item) => !(item.optional && off.includes(item.id)))
  return [...fixed, ...own].filter((item) => belongs(item, template))
}

/** Every line to be answered, item by item: the order of the tablet and of the sheet. */
export function linesOf(scope: Scope): readonly Line[] {
  return itemsOf(scope).flatMap((item): Line[] => {
    if (item.about === 'venue') return [{ key: item.id, item, of: null }]
    const whom = item.about === 'person' ? scope.people : scope.windows
    return whom.map((of) => ({ key: keyOf(item.id, of), item, of }))
  })
}

export function keyOf(item: string, of: string | null | undefined): string {
  return of ? `${item}@${of}` : item
}

/** Thousandths, so that exactly one sixth, or exactly ten centimetres, is within the bound whatever binary makes of it. */
const exact = (value: number) => Math.round(value * 1000)

/** Whether a measured value is within its bound; the bound itself is. */
export function isWithin({ amount, of = 1 }: Measured, kind: Extract<Kind, { is: 'measured' }>): boolean {
  const { bound } = kind
  const whole = bound.of ?? 1
  const measured = exact(amount) * exact(whole)
  return 'atMost' in bound ? measured <= exact(bound.atMost) * exact(of) : measured >= exact(bound.atLeast) * exact(of)
}

/** Counted things come whole. */
const whole: ReadonlySet<string> = new Set(['minutes', 'rings', 'times', 'pieces'])

/** What is wrong with an answer to an item, by the field: nothing when it can be kept. */
export function faultOf({ kind }: CheckItem, { result, value }: Answer): readonly { at: string; says: string }[] {
  if (result === 'clear') return []
  if (kind.is === 'seen') {
    if (value) return [{ at: '/value', says: '这一项由检查人判断，不填数值' }]
    return result ? [] : [{ at: '/result', says: '请选择符合、不符合或不适用' }]
  }
  if (result === 'na') return []
  if (result) return [{ at: '/result', says: '这一项按测量值判断，请填数值' }]
  if (!value) return [{ at: '/value', says: '请填测量的数值' }]
  if (value.unit !== kind.unit) return [{ at: '/value/unit', says: `单位应为${units[kind.unit]}` }]
  return impossible(value)
}

const most = 100_000

/** What cannot be, whatever is measured: less than nothing, half a ring, a part larger than its whole. */
export function impossible({ amount, of, unit }: Measured): readonly { at: string; says: string }[] {
  if (amount < 0) return [{ at: '/value/amount', says: '数值不能小于0' }]
  if (of !== undefined && of <= 0) return [{ at: '/value/of', says: '台面面积应大于0' }]
  if (Math.max(amount, of ?? 0) > most) return [{ at: '/value/amount', says: `数值不能大于${most}` }]
  const decimals = [amount, of ?? 0].some((one) => exact(one) / 1000 !== one)
  if (decimals) return [{ at: '/value/amount', says: '小数最多三位' }]
  if (whole.has(unit) && !Number.isInteger(amount)) return [{ at: '/value/amount', says: '应为整数' }]
  if (unit === 'share') {
    if (of === undefined) return [{ at: '/value/of', says: '请填台面面积' }]
    return amount <= of ? [] : [{ at: '/value/amount', says: '文件面积不能大于台面面积' }]
  }
  return of === undefined ? [] : [{ at: '/value/of', says: '只有占比才填整体数值' }]
}

/** An answer as kept: a measured one judged by its bound. Ask `faultOf` first. */
export function keptOf({ kind }: Pick<CheckItem, 'kind'>, { result, value, note, photos }: Answer): Kept | null {
  if (result === 'clear') return null
  const judged: Result =
    kind.is === 'measured' && value ? (isWithin(value, kind) ? 'pass' : 'fail') : ((result ?? 'na') as Result)
  const said = note?.trim()
  return { result: judged, ...(value && { value }), ...(said && { note: said }), ...(photos?.length && { photos }) }
}

/** What a line still wants before the inspection can be finished; null: nothing. */
export function wantOf({ kind }: Pick<CheckItem, 'kind'>, kept: Kept | null | undefined): string | null {
  if (!kept) return '还没有检查'
  if (kept.result === 'na' && !kept.note) return '不适用须说明原因'
  if (kept.result === 'fail' && kind.is === 'seen' && !kept.note && !kept.photos?.length) return '不符合须有说明或照片'
  return null
}

/** Lines that still want something, with what. */
export function wanting(facts: InspectionFacts): readonly { readonly line: Line; readonly says: string }[] {
  return linesOf(facts).flatMap((line) => {
    const says = wantOf(line.item, facts.answers[line.key])
    return says ? [{ line, says }] : []
  })
}

/** Weights of what passed over weights of what applied, times a hundred, to one decimal; null when nothing applied. */
export function scoreOf(facts: Pick<InspectionFacts, 'answers'> & Scope): Score | null {
  let passed = 0
  let applicable = 0
  for (const { key, item } of linesOf(facts)) {
    const result = facts.answers[key]?.result
    if (!result || result === 'na') continue
    applicable += item.weight
    if (result === 'pass') passed += item.weight
  }
  return applicable === 0 ? null : { passed, applicable, score: Math.round((passed * 1000) / applicable) / 10 }
}

/** The score with the way it was reckoned, as people read it. */
export function scoreSaid({ passed, applicable, score }: Score): string {
  return `${score}分 = 合格项权重${passed} ÷ 适用项权重${applicable} × 100`
}

/** Failed items as evidence. */
export function findingsOf(facts: InspectionFacts): readonly Finding[] {
  return linesOf(facts).flatMap(({ key, item, of }): Finding[] => {
    const kept = facts.answers[key]
    if (kept?.result !== 'fail') return []
    const { value, note, photos = [] } = kept
    const subject: Subject = of === null ? {} : item.about === 'person' ? { staff: of } : { window: of }
    const { id, clause, words } = item
    return [{ key, item: id, clause, words, subject, ...(value && { value }), ...(note && { note }), photos }]
  })
}

/** A value as people say it: `11厘米（不超过10厘米）`. */
export function valueSaid({ amount, of, unit }: Measured, item?: CheckItem): string {
  const bound = item ? boundSaid(item) : ''
  return `${amountSaid(amount, unit, of)}${bound && `（${bound}）`}`
}
