import { type ExcelSheet, harmless } from './excel.ts'

export const csvType = 'text/csv; charset=utf-8'

/** So that a spreadsheet takes the file for UTF-8. */
const mark = '\ufeff'

/**
 * The same table as a list of lines (RFC 4180), in pieces as they are made: every text in quotation marks, and none that a
 * spreadsheet would run. The line above the titles stays away: whoever reads a list by program begins with the titles.
 */
export async function* csvOf<Row>({ columns, rows }: ExcelSheet<Row>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(mark + lineOf(columns.map(({ title }) => title)))
  for await (const row of rows) yield Buffer.from(lineOf(columns.map(({ value }) => value(row))))
}

function lineOf(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return ''
  return typeof cell === 'number' ? String(cell) : `"${harmless(cell).replaceAll('"', '""')}"`
}
