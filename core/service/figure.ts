import type { Day } from '#core/day.ts'
import { isDay } from '#core/day.ts'
import { type Service, type ServiceSetting, settingUnitLabels } from '#core/service/format.ts'
import type { Fault } from '#core/service/shape.ts'

/** Figures of policy: ceilings, months, shares. The service's file has the default, an office its own, each from a day on. */

/** What conditions read as `setting.key`; a key that is missing makes the condition a question to a person. */
export type Figures = Readonly<Record<string, number | string>>
export type Value = ServiceSetting['value']
/** An office's own value from a day on; null: back to the default of the file. */
export type OwnFigure = { readonly value: Value; readonly from: Day; readonly source: string }

/** The name under which an office keeps its own values and a journal line the one that was heard. */
export const figureKey = (service: string, key: string): string => `service.${service}.${key}`

/** The same for a setting of a service: one that is shared has the name of its owner's. */
export const settingKey = (service: string, { key, of = service }: Pick<ServiceSetting, 'key' | 'of'>): string =>
  figureKey(of, key)

/**
 * What keeps a service from sharing a setting with another. Only what offices fill in is shared: a default would be each
 * file's own. `find`: a service as it is in force; undefined where there is none.
 */
export function sharedFaults(
  { code, settings = [] }: Pick<Service, 'code' | 'settings'>,
  find: (code: string) => Pick<Service, 'settings'> | undefined,
): readonly Fault[] {
  return settings.flatMap((setting, n) => {
    const { of } = setting
    if (of === undefined) return []
    const owner = of === code ? undefined : find(of)?.settings?.find(({ key }) => key === setting.key)
    const says = notShared(setting, of, owner)
    return says ? [{ path: ['settings', n, 'of'], says: `${setting.label}：${says}` }] : []
  })
}

function notShared({ key, unit, value }: ServiceSetting, of: string, owner: ServiceSetting | undefined): string | null {
  if (!owner) return `${of} 没有 ${key} 这项标准，不能共用`
  if (owner.of !== undefined) return `${of} 的 ${key} 取自 ${owner.of}，请直接写 of: ${owner.of}`
  if (unit !== owner.unit) return `unit 与 ${of} 的不一致，那里为 ${owner.unit}`
  return value === null && owner.value === null ? null : `与 ${of} 共用的标准由各单位设定，两处的 value 都应为 null`
}

/** A value as conditions count with it: a fraction as its quotient. */
export function counted(value: Value): number | string | null {
  const [, above, below] = (typeof value === 'string' && /^(\d+)\/(\d+)$/.exec(value)) || []
  return above === undefined ? value : Number(above) / Number(below)
}

/** Whether the default of the file holds on a day. */
function holds({ from, to }: Pick<ServiceSetting, 'from' | 'to'>, on: Day): boolean {
  return (from === null || from <= on) && (to === undefined || on <= to)
}

/** What is stored of an office's own values, oldest first; what isn't one is left out. */
export function ownFigures(stored: unknown): readonly OwnFigure[] {
  if (!Array.isArray(stored)) return []
  const found = stored.flatMap((one: unknown): OwnFigure[] => {
    const { value, from, source } = (one ?? {}) as Partial<OwnFigure>
    const isValue = value === null || typeof value === 'number' || typeof value === 'string'
    return isValue && isDay(from) ? [{ value, from, source: String(source ?? '') }] : []
  })
  return found.toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

/** The value in force on a day: the newest of the office's own that has begun, else the file's; null where none is known. */
export function inForce(setting: ServiceSetting, own: unknown, on: Day): Value {
  const newest = ownFigures(own).findLast(({ from }) => from <= on)
  if (newest && newest.value !== null) return newest.value
  return holds(setting, on) ? setting.value : null
}

/** All figures of a service on a day, each as `find` has it, else as its file says. */
export function figuresOn(
  { settings = [] }: Pick<Service, 'settings'>,
  on: Day,
  find: (setting: ServiceSetting) => Value = (setting) => inForce(setting, [], on),
): Figures {
  return Object.fromEntries(
    settings.flatMap((setting) => {
      const value = counted(find(setting))
      return value === null ? [] : [[setting.key, value] as const]
    }),
  )
}

/** A value in words: `300000元`, `2/3`; what nobody has told yet is `待本单位填写`. */
export function figureSays({ unit }: Pick<ServiceSetting, 'unit'>, value: Value): string {
  return value === null ? '待本单位填写' : `${value}${settingUnitLabels[unit]}`
}

/** More than this nobody means, whatever the setting: a slip of the hand, told as one. */
const most: Partial<Readonly<Record<ServiceSetting['unit'], number>>> = {
  ...{ yuan: 100_000_000, yuanPerYear: 10_000_000, yuanPerMonth: 1_000_000, yuanPerHour: 10_000 },
  ...{ months: 600, years: 100, times: 1000, persons: 100_000, hours: 10_000, days: 3660, points: 1000, percent: 200 },
}
const whole: readonly ServiceSetting['unit'][] = ['months', 'years', 'times', 'persons', 'hours', 'days', 'points']

type Bounded = Pick<ServiceSetting, 'unit' | 'min' | 'max' | 'law'> & { readonly source?: string }

/** Why a value can't be one of this setting, by its unit and by what the law leaves open (`min`, `max`); null when it can. */
export function figureFault(setting: Bounded, value: Value): string | null {
  const { unit } = setting
  if (value === null) return null
  if (unit === 'day') return isDay(value) ? null : '应为真实的日期，写作 2026-11-23 的样子'
  if (unit === 'share') {
    const part = counted(value)
    const isPart = typeof part === 'number' && part > 0 && part <= 1
    return isPart ? outOfBounds(setting, value) : '应为不大于1的分数或小数，如 2/3'
  }
  if (typeof value !== 'number') return '应为数'
  if (value < 0) return '不能小于0'
  if (unit === 'monthOfYear') return Number.isInteger(value) && value >= 1 && value <= 12 ? null : '应为1至12的月份'
  if (whole.includes(unit) && !Number.isInteger(value)) return '应为整数'
  if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-6) return '最多写两位小数'
  return value > (most[unit] ?? Number.POSITIVE_INFINITY)
    ? `不能超过${figureSays(setting, most[unit] ?? null)}`
    : outOfBounds(setting, value)
}

/**
 * What is wrong with the bounds that a file gives an office's own value: each has to be a value of the unit, and the least no
 * more than the most. Null: nothing. Without this no office could ever set the figure, and would be told so by its own head.
 */
export function boundsFault({ unit, min, max }: Bounded): string | null {
  if (min === undefined && max === undefined) return null
  if (unit === 'day' || unit === 'monthOfYear') return '日期和月份不能写 min、max'
  for (const [name, bound] of Object.entries({ min, max })) {
    const wrong = bound === undefined ? null : figureFault({ unit }, bound)
    if (wrong) return `${name} ${wrong}`
  }
  const [least, top] = [counted(min ?? null), counted(max ?? null)]
  const crossed = least !== null && top !== null && Number(least) > Number(top)
  return crossed ? `下限${figureSays({ unit }, min!)}大于上限${figureSays({ unit }, max!)}，本单位填不了任何数` : null
}

type Ordered = Pick<ServiceSetting, 'key' | 'label' | 'unit' | 'below' | 'notAbove'>

/** The pairs of settings of which one has to stay below the other, or to be no more than it. */
export function ordersIn<S extends Ordered>(settings: readonly S[]): readonly { readonly less: S; readonly more: S }[] {
  return settings.flatMap((less) =>
    [less.below, less.notAbove].flatMap((key) => {
      const more = settings.find((one) => one.key === key)
      return more ? [{ less, more }] : []
    }),
  )
}

/** Why two values do not go together, said of the first; null where they do, or one of them is not known yet. */
export function orderFault(less: Ordered, value: Value, more: Ordered, other: Value): string | null {
  const [a, b] = [counted(value), counted(other)]
  if (a === null || b === null) return null
  const isStrict = less.below === more.key
  const isRight = typeof a === 'number' && typeof b === 'number' ? (isStrict ? a < b : a <= b + 1e-9) : a <= b
  return isRight
    ? null
    : `“${less.label}”为${figureSays(less, value)}，${isStrict ? '应小于' : '不能超过'}“${more.label}”的${figureSays(more, other)}`
}

/** What is wrong with the order that a file asks of its settings, and with its own values by that order. */
export function orderFaults(settings: readonly ServiceSetting[]): readonly Fault[] {
  const named = settings.flatMap((less, n) =>
    (['below', 'notAbove'] as const).flatMap((word) => {
      const more = settings.find(({ key }) => key === less[word])
      if (less[word] === undefined || (more && more !== less && more.unit === less.unit)) return []
      return [
        { path: ['settings', n, word], says: `${less.label}：${word} 应为另一项同单位的标准，没有 ${less[word]}` },
      ]
    }),
  )
  const crossed = ordersIn(settings).flatMap(({ less, more }) => {
    const says = orderFault(less, less.value, more, more.value)
    return says ? [{ path: ['settings', settings.indexOf(less)], says }] : []
  })
  return [...named, ...crossed]
}

function outOfBounds(setting: Bounded, value: Value): string | null {
  const { min, max, law, source } = setting
  const [least, given, top] = [min ?? null, value, max ?? null].map(counted)
  const by = (bound: 'min' | 'max') => (source && (law === bound || law === 'both') ? `，依据：${source}` : '')
  if (typeof least === 'number' && Number(given) < least)
    return `不能小于${figureSays(setting, min ?? null)}${by('min')}`
  return typeof top === 'number' && Number(given) > top + 1e-9
    ? `不能超过${figureSays(setting, max ?? null)}${by('max')}`
    : null
}
