import type { Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { saveSettings } from '#office/ground-store.ts'
import { keeps, leads } from '#office/keeper.ts'
import { type NumberKey, numbers, ownNumber } from '#office/number.ts'
import { badInput, notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { isToConfirm } from '#regulation/confidence.ts'

export type SettingAsk = {
  readonly office: OfficeId
  readonly key: string
  /** Null: back to the default. */
  readonly amount: number | null
}

/** Which way an office may move a number: the law's maximum only down, its minimum only up, a citizen's right not at all. */
export type Way = 'down' | 'up' | 'fixed' | 'free'

/** What must not shrink: how long records are kept, what the regulation measures at least, how early one comes. */
const least = /\.keep$|^venue\.|^arrive\./

function wayOf(key: NumberKey): Way {
  const { confidence, region } = numbers[key]
  if (key.startsWith('remedy.')) return 'fixed'
  if (least.test(key)) return 'up'
  if (confidence === 'S') return 'down'
  return region === '全国' && key !== 'unemployed.warn' ? 'down' : 'free'
}

const units: Readonly<Record<string, string>> = {
  workingDays: '个工作日',
  naturalDays: '日',
  months: '个月',
  workingMinutes: '分钟',
  times: '次',
  percent: '%',
  minutes: '分钟',
  share: '',
  cm: '厘米',
  m2: '平方米',
}

const ways: Readonly<Record<Way, string>> = {
  down: '依法依规为上限，只能缩短',
  up: '依法依规为下限，只能提高',
  fixed: '法定权利期限，不能改',
  free: '可自行设定',
}

/** Every number that an office works by: its own, the default with its source, and whether it waits to be confirmed. */
export function settingsView(office: OfficeSnapshot, id: OfficeId) {
  const org = office.organizations.get(id)
  return Object.entries(numbers).map(([key, { label, amount, unit, source, since, confidence }]) => ({
    ...{ key, label, unit: units[unit] ?? unit, default: amount, own: ownNumber(org, key), source, since },
    ...{ toConfirm: isToConfirm(confidence), way: wayOf(key as NumberKey), wayLabel: ways[wayOf(key as NumberKey)] },
  }))
}

/** The head sets one of the office's numbers; clocks that run already keep theirs. */
export function changeSetting(office: OfficeSnapshot, by: By, ask: SettingAsk): Refusal | Change<SettingAsk> {
  const o = office.organizations.get(ask.office)
  if (!o || !(leads(office, by, ask.office) || keeps(office, by, ask.office))) return notSeen('没有这个单位')
  if (!leads(office, by, ask.office)) return notYours('7.4', '时限和阈值由单位负责人或上级设定')
  if (!Object.hasOwn(numbers, ask.key)) return badInput('7.4', '/key', '没有这项设置')
  const key = ask.key as NumberKey
  const wrong = ask.amount === null ? null : wrongAmount(key, ask.amount)
  if (wrong) return wrong
  const { [key]: _, ...others } = o.settings
  const { label, unit, amount } = numbers[key]
  const words = ask.amount === null ? `恢复为默认值${amount}${units[unit]}` : `设为${ask.amount}${units[unit]}`
  return {
    writes: [saveSettings(by.tenant, ask.office, { ...others, ...(ask.amount === null ? {} : { [key]: ask.amount }) })],
    line: {
      ...{ act: 'office.setting', clause: '7.4', office: ask.office },
      what: { key, amount: ask.amount, before: ownNumber(o, key) },
      says: `${nameOf(office.roster, by.staff)}将${o.name}的“${label}”${words}`,
    },
    result: ask,
  }
}

function wrongAmount(key: NumberKey, given: number): Refusal | null {
  const { amount, unit, label } = numbers[key]
  const say = (says: string) => badInput('7.4', '/amount', says)
  if (unit !== 'share' && !Number.isInteger(given)) return say('请填整数')
  if (given < (amount === 0 ? 0 : unit === 'share' ? 0.01 : 1)) return say('数值过小')
  const way = wayOf(key)
  if (way === 'fixed') return say(`${label}是法定权利期限，不能改`)
  if (way === 'down' && given > amount) return say(`${label}不能长于或多于${words(amount, unit)}`)
  if (way === 'up' && given < amount) return say(`${label}不能短于或少于${words(amount, unit)}`)
  if (unit === 'percent' && given > 100) return say('不能超过100%')
  const most = Math.max(amount * 3, amount + 10)
  return given > most ? say(`${label}最多${words(most, unit)}`) : null
}

function words(amount: number, unit: string): string {
  return `${unit === 'share' ? amount.toFixed(2) : amount}${units[unit] ?? ''}`
}
