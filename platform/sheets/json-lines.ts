import type { ExcelSheet } from './excel.ts'

export const jsonLinesType = 'application/x-ndjson; charset=utf-8'

/**
 * The same table as one JSON object a line, in pieces as they are made, for whoever reads it by program: each value under the
 * first word of its column's title.
 */
export async function* jsonLinesOf<Row>({ columns, rows }: ExcelSheet<Row>): AsyncGenerator<Uint8Array> {
  const keys = columns.map(({ title }) => title.split(' ')[0] ?? title)
  for await (const row of rows) {
    const line = Object.fromEntries(columns.map(({ value }, nth) => [keys[nth], value(row)]))
    yield Buffer.from(`${JSON.stringify(line)}\n`)
  }
}
