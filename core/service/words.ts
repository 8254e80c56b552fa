import { isDay, spoken } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import type { Field, Service } from '#core/service/format.ts'
import { isSealedType } from '#core/service/schema.ts'
import { isMonth, spokenMonth } from '#core/sums/month.ts'

/** What the program itself fills in a result text; a form's own fields of these names stand back. */
export const resultNames = ['name', 'office', 'service', 'number', 'date', 'approver', 'phone', 'result'] as const
/** What it fills in a public notice. */
export const noticeNames = ['name', 'office', 'service', 'number', 'date', 'from', 'to', 'phone', 'result'] as const

type Answers = Readonly<Record<string, unknown>>
type Asked = Pick<Field, 'type' | 'options' | 'columns'>
/** What an id is called on paper. */
type NameOf = (id: string) => string

/** Stands where a text names an answer that this person did not have to give. */
export const unanswered = '（未填写）'

/**
 * Every answer of a form in the words in which a paper says it, by the name of its field: labels for codes, dates as
 * 2026年11月23日, sums with 元, personal numbers masked, people of the office by name. Nothing is empty.
 */
export function answersInWords(
  { form }: Pick<Service, 'form'>,
  answers: Answers,
  nameOf: NameOf,
): Readonly<Record<string, string>> {
  return Object.fromEntries(form.map((field) => [field.name, answerSays(field, answers[field.name], nameOf)]))
}

/** One answer in words. */
export function answerSays({ type, options, columns }: Asked, value: unknown, nameOf: NameOf): string {
  if (isSealed(value)) return value.masked
  if (Array.isArray(value) && columns) return value.map((row) => rowSays(columns, row, nameOf)).join('；') || unanswered
  if (Array.isArray(value)) return value.map((one) => labelOf(options, String(one))).join('、') || unanswered
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return type === 'money' ? `${plain(value)}元` : String(value)
  if (typeof value !== 'string' || value.trim() === '') return unanswered
  if (type === 'staff') return nameOf(value)
  if (type === 'date' && isDay(value)) return spoken(value)
  if (isSealedType(type)) return hiddenNumber(value)
  if (type === 'month' && isMonth(value)) return spokenMonth(value)
  return labelOf(options, value)
}

/** A number that is kept sealed and lies open all the same (a test, an import) is not printed whole either. */
function hiddenNumber(value: string): string {
  const kept = value.length > 8 ? 4 : 0
  return `${value.slice(0, kept && 3)}${'*'.repeat(value.length - (kept ? kept + 3 : 0))}${kept ? value.slice(-kept) : ''}`
}

const plain = (sum: number): string => (Number.isInteger(sum) ? String(sum) : sum.toFixed(2))

function labelOf(options: Asked['options'], code: string): string {
  return options?.find((one) => one.code === code)?.label ?? code
}

/** A row is told by what was answered in it, column by column. */
function rowSays(columns: NonNullable<Asked['columns']>, row: unknown, nameOf: NameOf): string {
  if (typeof row !== 'object' || row === null) return unanswered
  const cells = columns.map((column) => answerSays(column, (row as Answers)[column.name], nameOf))
  return cells.filter((cell) => cell !== unanswered).join('，') || unanswered
}

/** A person's name in public: the surname, and of longer names the last sign too (个人信息保护法 art. 25): 测*甲. */
export function publicName(name: string): string {
  const signs = [...name]
  if (signs.length < 2) return '*'
  const [first = ''] = signs
  return signs.length === 2 ? `${first}*` : `${first}${'*'.repeat(signs.length - 2)}${signs.at(-1)}`
}
