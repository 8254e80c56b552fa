import { type Day, isDay } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import {
  citizenProblems,
  creditProblems,
  mobileProblems,
  phoneProblems,
  tidyCitizen,
  tidyCredit,
} from '#core/numbers.ts'
import type { Problem } from '#core/refusal.ts'
import { evaluate } from '#core/service/expression.ts'
import type { Field, FieldType, Service } from '#core/service/format.ts'
import { scopeOf } from '#core/service/scope.ts'

export type Answers = Readonly<Record<string, unknown>>

/**
 * Reads a form as it was typed. Answers the tidy form — only fields of the service that apply, empty ones left out —
 * or every problem at once, each at its pointer (`/form/idNumber`), so that nobody is sent back twice (8.1).
 */
export function readForm(
  service: Service,
  input: unknown,
  today: Day,
): { readonly form: Answers } | { readonly problems: readonly Problem[] } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { problems: [{ at: '/form', says: '请填写申请表' }] }
  }
  const names = new Set(service.form.map((field) => field.name))
  const strangers = Object.keys(input).filter((name) => !names.has(name))
  const tidy = tidied(service.form, input)
  const scope = scopeOf(tidy, today)
  const fields = service.form.filter((field) => !field.when || evaluate(service, field.when, scope) === true)
  const problems = [
    ...strangers.map((name) => ({ at: pointer(name), says: '申请表没有这一项' })),
    ...fields.flatMap((field) => problemsOf(field, tidy[field.name], today, bornIn(tidy))),
  ]
  if (problems.length > 0) return { problems }
  const given = fields.filter((field) => tidy[field.name] !== undefined)
  return { form: Object.fromEntries(given.map((field) => [field.name, tidy[field.name]])) }
}

/** The problems of some answers that are typed anew, beside those that stay as they are (`kept`, personal numbers sealed). */
export function problemsIn(service: Service, typed: unknown, kept: Answers, today: Day): readonly Problem[] {
  if (typeof typed !== 'object' || typed === null) return [{ at: '/form', says: '请填写申请表' }]
  const tidy = tidied(service.form, typed)
  const born = bornIn({ ...kept, ...tidy })
  const given = service.form.filter(({ name }) => name in typed && tidy[name] !== undefined)
  const left = service.form.filter(({ name, type, min }) => type === 'date' && min === 'birth' && !(name in typed))
  return [
    ...given.flatMap((field) => problemsOf(field, tidy[field.name], today, born)),
    ...left.flatMap((field) =>
      kept[field.name] === undefined ? [] : problemsOf(field, kept[field.name], today, born),
    ),
  ]
}

/** The birthday in the citizen number of a form, plain or sealed; null without a sound one. */
function bornIn({ idNumber }: Answers): Day | null {
  if (isSealed(idNumber)) return idNumber.born !== undefined && isDay(idNumber.born) ? idNumber.born : null
  return typeof idNumber === 'string' && /^\d{17}[\dX]$/.test(idNumber) && isDay(birthOf(idNumber))
    ? (birthOf(idNumber) as Day)
    : null
}

const birthOf = (id: string): string => `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`

/** What is wrong with one answer, if anything; a missing one is wrong only where the field is required. */
export function problemsOf(field: Field, value: unknown, today: Day, born: Day | null = null): readonly Problem[] {
  if (value === undefined) return field.required ? [{ at: pointer(field.name), says: `请填写${field.label}` }] : []
  const says = checks[field.type](value, field, today, born)
  return says.map((text) => ({ at: pointer(field.name), says: `${field.label}：${text}` }))
}

function pointer(name: string): string {
  return `/form/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function tidied(fields: readonly Field[], input: object): Record<string, unknown> {
  const entries = Object.entries(input)
  const typeOf = new Map(fields.map((field) => [field.name, field.type]))
  const tidy = entries.map(([name, value]): [string, unknown] => [name, tidyAnswer(typeOf.get(name), value)])
  return Object.fromEntries(tidy.filter(([, value]) => value !== undefined))
}

/** Empty is absent: an empty text, list or null is no answer. */
function tidyAnswer(type: FieldType | undefined, value: unknown): unknown {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (text === '') return undefined
  if (type === 'idNumber') return tidyCitizen(text)
  return type === 'creditCode' ? tidyCredit(text) : text
}

type Check = (value: unknown, field: Field, today: Day, born: Day | null) => readonly string[]

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
}

/** A check of a text that has its own spelling. */
function spelled(problems: (text: string, today: Day, field: Field, born: Day | null) => readonly string[]): Check {
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

function dateProblems(text: string, { min, max }: Field, today: Day, born: Day | null): readonly string[] {
  if (!isDay(text)) return ['应为真实的日期，写作 2026-11-23 的样子']
  if (min === 'birth' && born !== null && text < born) return ['不能早于公民身份号码中的出生日期']
  const [from, to] = [min, max].map((bound) => (bound === 'today' ? today : bound))
  if (typeof from === 'string' && from !== 'birth' && text < from)
    return [min === 'today' ? '不能早于今天' : `不能早于${from}`]
  if (typeof to === 'string' && text > to) return [max === 'today' ? '不能晚于今天' : `不能晚于${to}`]
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

function listed(value: unknown, field: Field): readonly string[] {
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

function choiceSays({ options }: Field): string {
  return `请从选项中选择：${options?.map(({ label }) => label).join('、') ?? ''}`
}
