/** The media type of what `excel` makes. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** One column: its title, its width in characters, and what stands in it. Dates come as text, spoken. */
export type ExcelColumn<Row> = {
  readonly title: string
  readonly width?: number
  readonly value: (row: Row) => string | number | null
}

export type ExcelSheet<Row> = {
  /** Name of the sheet in the book. */
  readonly sheet: string
  readonly columns: readonly ExcelColumn<Row>[]
  readonly rows: Iterable<Row>
}

/** A cell's longest text, by Excel. */
const longest = 32_767

/** A table as an Excel book: bold titles that stay in sight, text as text. Nothing in it is ever run as a formula. */
export async function excel<Row>({ sheet, columns, rows }: ExcelSheet<Row>): Promise<Buffer> {
  const { default: write } = await import('write-excel-file/node')
  const titles = columns.map(({ title }) => ({ value: title, fontWeight: 'bold', backgroundColor: '#EEEEEE' }) as const)
  const body = [...rows].map((row) => columns.map(({ value }) => cellOf(value(row))))
  return write([titles, ...body], {
    sheet: nameOf(sheet),
    columns: columns.map(({ title, width }) => ({ width: width ?? Math.max(10, title.length * 2 + 2) })),
    stickyRowsCount: 1,
  }).toBuffer()
}

/** For the header content-disposition: a Chinese file name that every browser saves under. */
export function attached(name: string): string {
  const plain = name.replaceAll(/[^ -~]/g, '_').replaceAll(/["\\]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`
}

function cellOf(value: string | number | null) {
  if (value === null || value === '') return null
  return typeof value === 'number' ? { value } : { value: harmless(value), type: String }
}

/** Text that a spreadsheet might run, here or once saved as CSV, is led by an apostrophe; what XML can't hold is dropped. */
export function harmless(text: string): string {
  const held = text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
  const led = /^[\t\r\n ]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/.test(held) ? `'${held}` : held
  return led.slice(0, longest)
}

/** At most 31 characters, and none that Excel forbids. */
function nameOf(sheet: string): string {
  return sheet.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31) || '表'
}
