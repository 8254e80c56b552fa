import { type Day, isDay } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import {
  bankCard,
  citizenProblems,
  creditProblems,
  mobileProblems,
  phoneProblems,
  tidyCitizen,
  tidyCredit,
} from '#core/numbers.ts'
import type { Column, Field, FieldType } from '#core/service/format.ts'

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
  if (type === 'bankCard') return text.replaceAll(/[\s-]/g, '')
  return type === 'creditCode' ? tidyCredit(text) : text
}

type Check = (value: unknown, field: One, today: Day, born: Day | null) => readonly string[]

const checks: Record<FieldType, Check> = {
  text: written(100),
  longText: written(2000),
  idNumber: spelled(citizenProblems),
  creditCode: spelled(creditProblems),
  mobile: spelled(mobileProblems),
  phone: spelled(phoneProblems),
  date: spelled((text, today, field, born) => dateProblems(text, field, today, born)),
  number: amount(6),
  money: amount(2),
  choice: (value, field) => (field.options?.some(({ code }) => code === value) ? [] : [choiceSays(field)]),
  yesNo: (value) => (typeof value === 'boolean' ? [] : ['请选择是或否']),
  list: listed,
  integer: (value, field) =>
    typeof value === 'number' && Number.isSafeInteger(value) ? amount(0)(value, field, '' as Day, null) : ['应为整数'],
  month: spelled((text, today, field, born) => monthProblems(text, field, today, born)),
  bankCard: spelled((text) => bankCard(text).problems),
  rows: (value) => (Array.isArray(value) ? [] : ['应为列表']),
}

/** A check of a text that has its own spelling. */
function spelled(problems: (text: string, today: Day, field: One, born: Day | null) => readonly string[]): Check {
  return (value, field, today, born) => (typeof value === 'string' ? problems(value, today, field, born) : ['应为文字'])
}

function written(usual: number): Check {
  return (value, { type, min, max }) =>
    typeof value === 'string'
      ? textProblems(value, type, typeof min === 'number' ? min : 1, typeof max === 'number' ? max : usual)
      : ['应为文字']
}

/** Control characters, halves of characters, and marks that turn the reading direction: nothing a person means to type. */
const unprintable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

/** Rare characters are counted as one and are all allowed: a name is written as it is. */
function textProblems(text: string, type: FieldType, least: number, most: number): readonly string[] {
  const visible = type === 'longText' ? text.replaceAll(/[\r\n\t]/g, '') : text
  if (unprintable.test(visible)) return ['含有不能显示的字符，请重新输入']
  const length = [...text].length
  if (length < least) return [`至少${least}个字，现为${length}个`]
  return length > most ? [`最多${most}个字，现为${length}个`] : []
}

function dateProblems(text: string, { min, max }: One, today: Day, born: Day | null): readonly string[] {
  if (!isDay(text)) return ['应为真实的日期，写作 2026-11-23 的样子']
  if (min === 'birth' && born !== null && text < born) return ['不能早于公民身份号码中的出生日期']
  const [from, to] = [min, max].map((bound) => (bound === 'today' ? today : bound))
  if (typeof from === 'string' && from !== 'birth' && text < from)
    return [min === 'today' ? '不能早于今天' : `不能早于${from}`]
  if (typeof to === 'string' && text > to) return [max === 'today' ? '不能晚于今天' : `不能晚于${to}`]
  return []
}

/** A month is judged by its first day, a bound that is a day by its month. */
function monthProblems(text: string, { min, max }: One, today: Day, born: Day | null): readonly string[] {
  if (!isDay(`${text}-01`)) return ['应为真实的月份，写作 2026-11 的样子']
  if (min === 'birth' && born !== null && text < born.slice(0, 7)) return ['不能早于公民身份号码中的出生月份']
  const [from, to] = [min, max].map((bound) => (bound === 'today' ? today.slice(0, 7) : bound))
  if (typeof from === 'string' && from !== 'birth' && text < from.slice(0, 7))
    return [min === 'today' ? '不能早于本月' : `不能早于${from.slice(0, 7)}`]
  if (typeof to === 'string' && text > to.slice(0, 7))
    return [max === 'today' ? '不能晚于本月' : `不能晚于${to.slice(0, 7)}`]
  return []
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
