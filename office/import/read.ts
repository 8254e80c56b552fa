import { createHash } from 'node:crypto'
import { setImmediate as yielded } from 'node:timers/promises'
import type { Refusal } from '#core/refusal.ts'
import { meantBy, writtenIn } from '#office/import/cell.ts'
import type { ImportColumn, ImportKind, ImportLine } from '#office/import/kind.ts'
import type { RowProblem } from '#office/import/store.ts'
import { exampleMark, noteTitle } from '#office/import/template.ts'
import { badInput } from '#office/refusals.ts'
import { rowsOf, type SheetRow } from '#platform/sheets/reading.ts'
import { BadZip } from '#platform/sheets/unzip.ts'

/** What goes in together as it was read, and what is wrong with it before anybody judges it. */
export type ReadUnit = { readonly lines: readonly ImportLine[]; readonly problems: readonly RowProblem[] }

/** Between so many rows others get their turn. */
const breath = 200

/**
 * The units of a book, one after the other: titles looked at first, each cell read by its column, lines of one unit gathered. A
 * book that can't be read at all is refused as a whole by throwing `Unreadable`.
 */
export async function* unitsIn(
  bytes: Buffer,
  kind: ImportKind,
  columns: readonly ImportColumn[],
): AsyncGenerator<ReadUnit> {
  const rows = refusing(rowsOf(bytes), kind)
  const seen = new Map<string, number>()
  let heads: ReadonlyMap<number, ImportColumn | 'note'> | null = null
  let open: { readonly key: string; readonly lines: Read[] } | null = null
  let count = 0
  for await (const row of rows) {
    if (heads === null) {
      heads = headsOf(row, columns, kind)
      continue
    }
    if (isExample(row, heads)) continue
    if (++count > kind.most)
      throw new Unreadable(badInput(kind.clause, '/file', `一次最多${kind.most}行，请分成几个文件`))
    if (count % breath === 0) await yielded()
    const line = lineOf(row, heads, columns)
    const key = kind.together?.(line.line) ?? `row ${row.row}`
    if (open && open.key === key && key !== '' && open.lines.length < 100) open.lines.push(line)
    else {
      if (open) yield unitOf(kind, open.lines, seen)
      open = { key, lines: [line] }
    }
  }
  if (open) yield unitOf(kind, open.lines, seen)
  if (count === 0)
    throw new Unreadable(badInput(kind.clause, '/file', '表里没有可以导入的行；第1行应为栏目名称，从第2行起填写'))
}

/** A book that is refused whole, with why. */
export class Unreadable extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.says)
    this.refusal = refusal
  }
}

async function* refusing(rows: AsyncGenerator<SheetRow>, { clause }: ImportKind): AsyncGenerator<SheetRow> {
  try {
    yield* rows
  } catch (error) {
    throw error instanceof BadZip ? new Unreadable(badInput(clause, '/file', error.says)) : error
  }
}

type Read = { readonly line: ImportLine; readonly problems: readonly RowProblem[] }

/** Which column of the book is which; every column of the kind must be there, and none that nobody knows. */
function headsOf({ row, cells }: SheetRow, columns: readonly ImportColumn[], { clause }: ImportKind) {
  const found = new Map<number, ImportColumn | 'note'>()
  const strange: string[] = []
  for (const [at, cell] of cells) {
    const title = cell.is === 'text' ? cell.text.replace(/[*＊]\s*$/, '').trim() : ''
    const column = columns.find((one) => one.title === title)
    if (title === noteTitle) found.set(at, 'note')
    else if (column) found.set(at, column)
    else strange.push(title || '（空）')
  }
  const missing = columns.filter((column) => ![...found.values()].includes(column)).map(({ title }) => title)
  const twice = columns
    .filter((column) => [...found.values()].filter((one) => one === column).length > 1)
    .map(({ title }) => title)
  const faults = [
    ...(row === 1 ? [] : ['第1行应为栏目名称']),
    ...(missing.length > 0 ? [`缺少栏目：${missing.join('、')}`] : []),
    ...(strange.length > 0 ? [`多出栏目：${strange.slice(0, 10).join('、')}`] : []),
    ...(twice.length > 0 ? [`栏目重复：${twice.join('、')}`] : []),
  ]
  if (faults.length > 0) throw new Unreadable(badInput(clause, '/file', `${faults.join('；')}。请用下载的模板填写`))
  return found
}

function isExample({ cells }: SheetRow, heads: ReadonlyMap<number, ImportColumn | 'note'>): boolean {
  return [...cells].some(
    ([at, cell]) => heads.get(at) === 'note' && cell.is === 'text' && cell.text.trim().startsWith(exampleMark),
  )
}

function lineOf(
  { row, cells }: SheetRow,
  heads: ReadonlyMap<number, ImportColumn | 'note'>,
  columns: readonly ImportColumn[],
): Read {
  const at = new Map([...heads].flatMap(([n, column]) => (column === 'note' ? [] : [[column.name, n] as const])))
  const values: Record<string, unknown> = {}
  const written: Record<string, string> = {}
  const problems: RowProblem[] = []
  for (const column of columns) {
    const cell = cells.get(at.get(column.name) ?? -1)
    const meant = meantBy(column, cell)
    if ('says' in meant) {
      problems.push({ row, column: column.name, says: meant.says })
      if (cell) written[column.name] = writtenIn(cell)
    } else if (meant.value !== undefined) values[column.name] = meant.value
  }
  return { line: { row, values, ...(Object.keys(written).length > 0 && { written }) }, problems }
}

function unitOf(kind: ImportKind, read: readonly Read[], seen: Map<string, number>): ReadUnit {
  const lines = read.map(({ line }) => line)
  const first = lines[0]?.row ?? 0
  const twice = kind.once({ lines }).flatMap(({ key, column }): RowProblem[] => {
    // A cell that could not be read is wrong by itself, and like no other.
    if (lines.every(({ values }) => values[column] === undefined)) return []
    const before = seen.get(key)
    if (before !== undefined) return [{ row: first, column, says: `与第${before}行重复` }]
    seen.set(key, first)
    return []
  })
  return { lines, problems: [...read.flatMap(({ problems }) => problems), ...twice] }
}

/** The identity under which a unit of a job is entered, whenever it is tried: made of both, so that it comes out the same. */
export function unitId(job: string, nth: number): string {
  const hex = createHash('sha256').update(`${job} ${nth}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
