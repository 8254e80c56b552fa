import { type Day, isDay } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { holdsName, nameSays } from '#core/names.ts'
import {
  bankCard,
  citizenProblems,
  creditProblems,
  mobileProblems,
  phoneProblems,
  tidyCard,
  tidyCitizen,
  tidyCredit,
} from '#core/numbers.ts'
import type { Column, Field, FieldType } from '#core/service/format.ts'
import { unseenSays } from '#core/unseen.ts'

/** A field or a column of rows: what has one answer. */
type One = Field | Column

/** What is wrong with one given answer, in words without its name; empty when it is right. Rows are judged by `rows.ts`. */
export function faultsOf(field: One, value: unknown, today: Day, born: Day | null): readonly string[] {
  return checks[field.type](value, field, today, born)
}

/** The birthday in a citizen number, plain or sealed; null without a sound one. */
export function bornOf(idNumber: unknown): Day | null {
  if (isSealed(idNumber)) return idNumber.born !== undefined && isDay(idNumber.born) ? idNumber.born : null
  return typeof idNumber === 'string' && /^\d{17}[\dX]$/.test(idNumber) && isDay(birthOf(idNumber))
    ? (birthOf(idNumber) as Day)
    : null
}

const birthOf = (id: string): string => `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`

/** Empty is absent: an empty text, list or null is no answer. */
export function tidyAnswer(type: FieldType | undefined, value: unknown): unknown {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (text === '') return undefined
  if (type === 'idNumber') return tidyCitizen(text)
  if (type === 'bankCard') return tidyCard(text)
  if (type === 'householdNumber') return text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  return type === 'creditCode' ? tidyCredit(text) : text
}

type Check = (value: unknown, field: One, today: Day, born: Day | null) => readonly string[]

/** How a day and a month are told: their part of a day, and their words. */
const spans = {
  date: { signs: 10, unreal: '应为真实的日期，写作 2026-11-23 的样子', now: '今天', birth: '出生日期' },
  month: { signs: 7, unreal: '应为真实的月份，写作 2026-11 的样子', now: '本月', birth: '出生月份' },
} as const

const whole = amount(0)
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const checks: Record<FieldType, Check> = {
  text: written(100),
  longText: written(2000),
  idNumber: spelled(citizenProblems),
  creditCode: spelled(creditProblems),
  mobile: spelled(mobileProblems),
  phone: spelled(phoneProblems),
  date: within('date'),
  number: amount(6),
  money: amount(2),
  choice: (value, field) => (field.options?.some(({ code }) => code === value) ? [] : [choiceSays(field)]),
  yesNo: (value) => (typeof value === 'boolean' ? [] : ['请选择是或否']),
  list: listed,
  integer: (value, field, today, born) =>
    Number.isSafeInteger(value) ? whole(value, field, today, born) : ['应为整数'],
  month: within('month'),
  bankCard: spelled((text) => bankCard(text).problems),
  householdNumber: written(30),
  rows: (value) => (Array.isArray(value) ? [] : ['应为列表']),
  // Whether they belong to the office is the door's to say.
  staff: (value) => (typeof value === 'string' && uuid.test(value) ? [] : ['请从本单位工作人员中选择']),
}

/** A check of a text that has its own spelling. */
function spelled(problems: (text: string, today: Day, field: One, born: Day | null) => readonly string[]): Check {
  return (value, field, today, born) => (typeof value === 'string' ? problems(value, today, field, born) : ['应为文字'])
}

function written(usual: number): Check {
  return (value, { name, type, min, max }) => {
    if (typeof value !== 'string') return ['应为文字']
    const [least, most] = [typeof min === 'number' ? min : 1, typeof max === 'number' ? max : usual]
    const wrong = textProblems(value, type, least, most)
    const unnamed = wrong.length === 0 && type === 'text' && holdsName(name) ? nameSays(value) : null
    return unnamed ? [unnamed] : wrong
  }
}

/** Control characters, halves of characters, and marks that turn the reading direction: nothing a person means to type. */
const unprintable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

/** Rare characters are counted as one and are all allowed: a name is written as it is. */
function textProblems(text: string, type: FieldType, least: number, most: number): readonly string[] {
  const visible = type === 'longText' ? text.replaceAll(/[\r\n\t]/g, '') : text
  const unseen = unseenSays(visible, unprintable)
  if (unseen) return [unseen]
  const length = [...text].length
  if (length < least) return [`至少${least}个字，现为${length}个`]
  return length > most ? [`最多${most}个字，现为${length}个`] : []
}

/** A day or a month among its bounds; a month is bounded by the month of a day. */
function within(span: keyof typeof spans): Check {
  const { signs, unreal, now, birth } = spans[span]
  return spelled((text, today, { min, max }, born) => {
    if (!isDay(span === 'month' ? `${text}-01` : text)) return [unreal]
    if (min === 'birth' && born !== null && text < born.slice(0, signs)) return [`不能早于公民身份号码中的${birth}`]
    const [from, to] = [min, max].map((bound) => {
      const on = bound === 'today' ? today : bound
      return typeof on === 'string' ? on.slice(0, signs) : null
    })
    if (from && min !== 'birth' && text < from) return [`不能早于${min === 'today' ? now : from}`]
    return to && text > to ? [`不能晚于${max === 'today' ? now : to}`] : []
  })
}

function amount(decimals: number): Check {
  return (value, { type, min, max }) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return ['应为数字']
    const least = typeof min === 'number' ? min : type === 'money' ? 0 : Number.NEGATIVE_INFINITY
    if (value < least) return [`不能小于${least}`]
    if (typeof max === 'number' && value > max) return [`不能大于${max}`]
    return Number(value.toFixed(decimals)) === value ? [] : [`最多${decimals}位小数`]
  }
}

function listed(value: unknown, field: One): readonly string[] {
  if (!Array.isArray(value)) return ['应为列表']
  const items: readonly unknown[] = value
  const texts = items.filter((item) => typeof item === 'string')
  if (texts.length < items.length) return ['应为列表']
  const codes = field.options?.map(({ code }) => code)
  if (codes && texts.some((item) => !codes.includes(item))) return [choiceSays(field)]
  if (new Set(texts).size < texts.length) return ['有重复的项']
  if (typeof field.min === 'number' && texts.length < field.min) return [`至少${field.min}项`]
  const most = typeof field.max === 'number' ? field.max : 50
  if (texts.length > most) return [`最多${most}项`]
  return codes ? [] : texts.flatMap((text) => textProblems(text, 'text', 1, 100))
}

function choiceSays({ options }: One): string {
  return `请从选项中选择：${options?.map(({ label }) => label).join('、') ?? ''}`
}
