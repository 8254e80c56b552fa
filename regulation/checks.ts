import { type About, type CheckItem, type Unit, units } from '#regulation/checks/item.ts'
import { personItems } from '#regulation/checks/person.ts'
import { venueItems } from '#regulation/checks/venue.ts'
import { windowItems } from '#regulation/checks/window.ts'

export { type About, abouts, type Bound, type CheckItem, type Kind, type Unit, units } from '#regulation/checks/item.ts'

/** The version of the checklist that new inspections are made with. Another item, wording, bound or weight is another version. */
export const checksVersion = 1

const all: readonly CheckItem[] = [...personItems, ...windowItems, ...venueItems]

/** The checklist as it was in a version: an inspection keeps the one it was begun with. */
export function checksOf(version: number = checksVersion): readonly CheckItem[] {
  return all.filter(({ since, until }) => since <= version && (until === undefined || version < until))
}

/** Which part of the checklist an inspection takes. */
export const templates = {
  full: '全面检查',
  early: '开门前检查',
  people: '仪容举止和纪律检查',
  window: '窗口环境检查',
  venue: '场所设施检查',
} as const
export type Template = keyof typeof templates

const part: Readonly<Record<Template, (item: Pick<CheckItem, 'about' | 'early'>) => boolean>> = {
  full: () => true,
  early: ({ early }) => early === true,
  people: ({ about }) => about === 'person',
  window: ({ about }) => about === 'window',
  venue: ({ about }) => about === 'venue',
}

/** Whether an item belongs to a template. */
export function belongs(item: Pick<CheckItem, 'about' | 'early'>, template: Template): boolean {
  return part[template](item)
}

/** What a template asks about, so that the plan knows whether it needs people or windows. */
export function asksAbout(template: Template): readonly About[] {
  return [
    ...new Set(
      checksOf()
        .filter((item) => belongs(item, template))
        .map(({ about }) => about),
    ),
  ]
}

/** An amount as people say it: `10厘米`, `占1/6`. */
export function amountSaid(amount: number, unit: Unit, of?: number): string {
  return unit === 'share' ? `${amount}/${of ?? 1}` : `${amount}${units[unit]}`
}

/** The bound of a measured item in words; empty for one that is judged by eye. */
export function boundSaid({ kind }: Pick<CheckItem, 'kind'>): string {
  if (kind.is === 'seen') return ''
  const { bound, unit } = kind
  return 'atMost' in bound
    ? `不超过${amountSaid(bound.atMost, unit, bound.of)}`
    : `不少于${amountSaid(bound.atLeast, unit, bound.of)}`
}
