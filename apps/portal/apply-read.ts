import { several } from '#apps/portal/form.ts'
import type { Answers } from '#core/service/form.ts'
import type { Column, Field } from '#core/service/format.ts'
import { rowsAtMost, rowsAtOnce } from '#rules/quality-service/application/contract.ts'

/** Reads what a page's form posted into answers as the API takes them; what can't be read stays as typed, to be refused by its name. */

const mostTyped = 4_000

/** The answers after a page was posted: of the fields that it showed what it says, of the others what was kept. */
export function readAnswers(fields: readonly Field[], kept: Answers, body: unknown): Answers {
  const more = moreOf(body)
  const read = fields.map((field): [string, unknown] => [
    field.name,
    field.type === 'rows'
      ? rowsIn(field, body, more?.name === field.name ? more.rows : 0)
      : valueIn(field, field.name, body),
  ])
  const all = { ...kept, ...Object.fromEntries(read) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** The same where nobody knows which fields the page showed: only those of which something was posted are read. */
export function readShown(fields: readonly Field[], kept: Answers, body: unknown): Answers {
  const posted = Object.keys(typeof body === 'object' && body !== null ? body : {})
  const shown = fields.filter(({ name }) => posted.some((one) => one === name || one.startsWith(`${name}.`)))
  return readAnswers(shown, kept, body)
}

/** Which field is to have more rows, and how many: `members.5`. */
export function moreOf(body: unknown): { readonly name: string; readonly rows: number } | null {
  const [name = '', count = '1'] = (several(body, 'more')[0] ?? '').split('.')
  const rows = rowsAtOnce.find((one) => String(one) === count)
  return name === '' || rows === undefined ? null : { name, rows }
}

/** The rows as posted, empty ones between others left out; where there are to be `more`, after as many as were shown. */
function rowsIn(field: Field, body: unknown, more: number): readonly Answers[] | undefined {
  const { name, columns = [] } = field
  const most = rowsAtMost(field)
  const rows = Array.from({ length: most }, (_, n): Answers => {
    const cells = columns.map((column) => [column.name, valueIn(column, `${name}.${n}.${column.name}`, body)] as const)
    return Object.fromEntries(cells.filter(([, cell]) => cell !== undefined))
  })
  const given = rows.filter((row) => Object.keys(row).length > 0)
  const shown =
    rows.findLastIndex((_, n) => columns.some((column) => isPosted(body, `${name}.${n}.${column.name}`))) + 1
  const count = more === 0 ? given.length : Math.min(most, Math.max(shown, given.length) + more)
  const all = [...given, ...Array.from({ length: count - given.length }, () => ({}))]
  return all.length > 0 ? all : undefined
}

const isPosted = (body: unknown, at: string): boolean => several(body, at).length > 0

function valueIn(field: Field | Column, at: string, body: unknown): unknown {
  const values = several(body, at).map((value) => value.slice(0, mostTyped).replaceAll('\r\n', '\n').trim())
  if (field.type === 'list') {
    const items = (field.options ? values : values.flatMap((value) => value.split('\n'))).map((one) => one.trim())
    const given = items.filter((one) => one !== '')
    return given.length > 0 ? given : undefined
  }
  const [first = ''] = values
  if (first === '') return undefined
  const plain = field.type === 'text' || field.type === 'longText' ? first : first.normalize('NFKC')
  switch (field.type) {
    case 'yesNo':
      return plain === 'true' ? true : plain === 'false' ? false : plain
    case 'number':
    case 'integer':
    case 'money':
      return numberIn(plain)
    case 'date':
      return dateIn(plain)
    case 'month':
      return monthIn(plain)
    default:
      return plain
  }
}

function numberIn(words: string): unknown {
  const bare = words.replaceAll(/[,\s]|元$|人$|个$/g, '')
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : words
}

/** 2026年1月5日, 2026/1/5 and 20260105 are days too. */
function dateIn(words: string): string {
  const [, y, m = '', d = ''] =
    /^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?$/.exec(words) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(words) ??
    []
  return y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : words
}

function monthIn(words: string): string {
  const [, y, m = ''] = /^(\d{4})\s*[-年/.]?\s*(\d{1,2})\s*月?$/.exec(words) ?? []
  return y ? `${y}-${m.padStart(2, '0')}` : words
}
