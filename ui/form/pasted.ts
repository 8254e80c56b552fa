import { withoutIdle } from '#core/unseen.ts'
import { faultsIn } from '#ui/form/rules.ts'
import { choicesOf, fieldsOf, type Schema, widgetOf } from '#ui/form/schema.ts'

/** One cell of a table that was pasted: what it came to, or why it came to nothing. */
export type Cell = {
  readonly name: string
  readonly raw: string
  readonly value: unknown
  readonly fault: string | null
}
export type Pasted = {
  /** Whether the first line told which column is which. */
  readonly isHeaded: boolean
  /** Columns of the table for which the form has no place. */
  readonly unused: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[]
}

/** Whether a text is a piece of a table: cells parted by tabs. */
export const isTable = (text: string): boolean => /\t/.test(text.trimEnd())

/** Lines of cells as a spreadsheet copies them: parted by tabs, a cell with a break in it within quotes. */
export function cellsIn(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const [, quoted, bare = '', end] = found
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? bare).trim())
    if (end === '') break
    if (end !== '\t') rows.push([])
  }
  return rows
}

/** Reads a piece of a table into rows of a form, by the names in its first line, else in the order of the form's own columns. */
export function readPasted(text: string, item: Schema): Pasted {
  const fields = fieldsOf(item)
  const lines = cellsIn(text).map((cells, n) => ({ cells, line: n + 1 }))
  const [first] = lines
  const heads = first?.cells.map((words) => fieldNamed(fields, words)) ?? []
  const isHeaded = heads.filter((name) => name !== undefined).length >= Math.min(2, fields.length)
  const rows = (isHeaded ? lines.slice(1) : lines).filter(({ cells }) => cells.some((words) => words !== ''))
  const counted =
    !isHeaded &&
    isCounted(
      rows.map(({ cells }) => cells),
      fields.length,
    )
  const names = isHeaded ? heads : [...(counted ? [undefined] : []), ...fields.map(([name]) => name)]
  const widest = Math.max(0, ...rows.map(({ cells }) => cells.length))
  const unused = Array.from({ length: widest }, (_, n) => n).filter(
    (n) => names[n] === undefined && !(counted && n === 0),
  )
  return {
    isHeaded,
    unused: unused.map((n) => (isHeaded && first?.cells[n]) || `第${n + 1}栏`),
    rows: rows.map(({ cells, line }) => ({
      line,
      cells: fields.map(([name, field]): Cell => {
        const at = names.indexOf(name)
        const raw = (at >= 0 && cells[at]) || ''
        return { name, raw, ...cellOf(field, raw, item.required?.includes(name) ?? false) }
      }),
    })),
  }
}

/** The rows as the form keeps them: what was not understood is left out, a number that is wrong stays to be put right. */
export const rowsIn = ({ rows }: Pasted): readonly Readonly<Record<string, unknown>>[] =>
  rows.map(({ cells }) =>
    Object.fromEntries(cells.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]))),
  )

const plain = (words: string): string =>
  withoutIdle(words)
    .normalize('NFKC')
    .replaceAll(/[\s*＊:：]/g, '')
    .replaceAll(/\([^)]*\)/g, '')
    .toLowerCase()

function fieldNamed(fields: ReturnType<typeof fieldsOf>, words: string): string | undefined {
  return fields.find(([, { title = '' }]) => words !== '' && plain(title) === plain(words))?.[0]
}

/** Whether the first column only counts the lines. */
function isCounted(rows: readonly (readonly string[])[], most: number): boolean {
  return (
    rows.length > 0 && rows.every((cells, n) => cells.length > most && Number(cells[0]) === n + Number(rows[0]?.[0]))
  )
}

type Read = { readonly value: unknown; readonly fault: string | null }
const none: Read = { value: undefined, fault: null }
const not = (fault: string): Read => ({ value: undefined, fault })

function cellOf(field: Schema, raw: string, required: boolean): Read {
  if (raw === '') return required ? not('没有填') : none
  const widget = widgetOf(field)
  const read = readers[widget]?.(raw, field) ?? { value: raw, fault: null }
  if (read.fault !== null) return read
  const [fault = null] = faultsIn(field, read.value)
  return { ...read, fault }
}

const readers: Readonly<Record<string, (raw: string, field: Schema) => Read>> = {
  choice: chosen,
  choices: (raw, field) => several(raw, field),
  yesNo: (raw) => {
    const is = yes.has(plain(raw)) ? true : no.has(plain(raw)) ? false : undefined
    return is === undefined ? not('要写是或否') : { value: is, fault: null }
  },
  date: (raw) => dated(raw, 'day'),
  month: (raw) => dated(raw, 'month'),
  number: counted,
  idNumber: (raw) => numbered(raw),
  creditCode: (raw) => numbered(raw),
  bankCard: (raw) => numbered(raw),
  mobile: (raw) => numbered(raw),
  phone: (raw) => numbered(raw),
  ...Object.fromEntries(
    ['staff', 'post', 'office', 'body', 'photos', 'dateTime'].map((widget) => [widget, () => not('请在表里另选')]),
  ),
}

const yes = new Set(['是', '有', '对', '√', 'y', 'yes', 'true', '1'])
const no = new Set(['否', '无', '没有', '不是', '×', 'x', 'n', 'no', 'false', '0'])

function chosen(raw: string, field: Schema): Read {
  const choices = choicesOf(field)
  const found = choices.find(({ label, value }) => [label, String(value)].some((one) => plain(one) === plain(raw)))
  return found
    ? { value: found.value, fault: null }
    : not(
        `要写${choices
          .slice(0, 8)
          .map(({ label }) => label)
          .join('、')}${choices.length > 8 ? '等' : ''}`,
      )
}

function several(raw: string, field: Schema): Read {
  const all = raw.split(/[、,，;；\n]/).filter((one) => one.trim() !== '')
  const read = all.map((one) => chosen(one, field.items ?? {}))
  const wrong = read.find(({ fault }) => fault !== null)
  return wrong ?? { value: read.map(({ value }) => value), fault: null }
}

function counted(raw: string): Read {
  const bare = raw.normalize('NFKC').replaceAll(/[,\s]|元|个月|月$/g, '')
  const value = Number(bare)
  return bare === '' || !Number.isFinite(value) ? not('要写数字') : { value, fault: null }
}

/** Long numbers that a spreadsheet took for a quantity have lost their last digits: nobody can put them right here. */
function numbered(raw: string): Read {
  const bare = withoutIdle(raw).normalize('NFKC').replaceAll(/[\s']/g, '').toUpperCase()
  if (/^\d(\.\d+)?E\+\d+$/.test(bare)) return not('号码被表格改成了科学计数，请在表格里把这一栏设为文本、填好后再复制')
  return { value: bare, fault: null }
}

const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})?\s*日?)?$/
const together = /^(\d{4})(\d{2})(\d{2})?$/

/** Days and months as people and spreadsheets write them. */
function dated(raw: string, what: 'day' | 'month'): Read {
  const bare = raw
    .normalize('NFKC')
    .replace(/\s+\d{1,2}:\d{2}(:\d{2})?$/, '')
    .trim()
  const [, year, month, day] = written.exec(bare) ?? together.exec(bare) ?? []
  if (!year || !month || (what === 'day' && !day))
    return not(what === 'day' ? '要写年月日，如2026-11-23' : '要写年月，如2026-11')
  const text = `${year}-${month.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text) return not('没有这一天')
  return { value: what === 'day' ? text : text.slice(0, 7), fault: null }
}
