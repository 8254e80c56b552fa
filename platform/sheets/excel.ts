import { strToU8, Zip, ZipDeflate } from 'fflate'
import { escaped, frameOf, head, ns, writable } from './workbook.ts'

export { xlsxType } from './workbook.ts'

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
  readonly rows: Iterable<Row> | AsyncIterable<Row>
}

/** What Excel can hold: signs in a cell, lines on a sheet; more lines go on on the next sheet. */
const longest = 32_767
export const mostLines = 1_000_000

/** Signs of XML that are gathered before they are packed. */
const flush = 1 << 16

/**
 * A table as an Excel book, in pieces as they are made: bold titles that stay in sight, text as text. Nothing in it is ever
 * run as a formula. Whatever the number of rows, only some of them are in memory.
 */
export async function* bookOf<Row>({ sheet, columns, rows }: ExcelSheet<Row>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    ready.push(piece)
  })
  const part = (name: string) => {
    const file = new ZipDeflate(name, { level: 3 })
    zip.add(file)
    return file
  }
  const whole = (name: string, xml: string) => part(name).push(strToU8(xml), true)
  let sheets = 0
  let lines = 0
  let xml = ''
  let open: ZipDeflate | null = null
  const begin = () => {
    sheets += 1
    lines = 1
    open = part(`xl/worksheets/sheet${sheets}.xml`)
    xml = headOf(columns)
  }
  const end = () => {
    open?.push(strToU8(`${xml}</sheetData></worksheet>`), true)
  }
  begin()
  for await (const row of rows) {
    if (lines > mostLines) {
      end()
      begin()
    }
    lines += 1
    xml += lineOf(
      lines,
      columns.map(({ value }) => value(row)),
      0,
    )
    if (xml.length < flush) continue
    ;(open as ZipDeflate | null)?.push(strToU8(xml))
    xml = ''
    yield* ready
    ready = []
  }
  end()
  for (const [name, text] of frameOf(sheet, sheets)) whole(name, text)
  zip.end()
  yield* ready
}

/** As `bookOf`, in one piece: for what is known to be small. */
export async function excel<Row>(sheet: ExcelSheet<Row>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(bookOf(sheet)))
}

/** For the header content-disposition: a Chinese file name that every browser saves under. */
export function attached(name: string): string {
  const plain = name.replaceAll(/[^ -~]/g, '_').replaceAll(/["\\]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`
}

/** Text that a spreadsheet might run, here or once saved as CSV, is led by an apostrophe; what XML can't hold is dropped. */
export function harmless(text: string): string {
  const held = writable(text)
  const led = /^[\t\r\n ]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/.test(held) ? `'${held}` : held
  return led.slice(0, longest)
}

function headOf(columns: readonly ExcelColumn<never>[]): string {
  const widths = columns.map(
    ({ title, width }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width ?? Math.max(10, title.length * 2 + 2)}" customWidth="1"/>`,
  )
  const view =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  const titles = lineOf(
    1,
    columns.map(({ title }) => title),
    1,
  )
  return `${head}<worksheet ${ns}>${view}<cols>${widths.join('')}</cols><sheetData>${titles}`
}

function lineOf(line: number, values: readonly (string | number | null)[], style: number): string {
  const cells = values.map((value, i) => {
    if (value === null || value === '') return ''
    const at = `r="${letters(i)}${line}"${style ? ` s="${style}"` : ''}`
    if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(harmless(value))}</t></is></c>`
  })
  return `<row r="${line}">${cells.join('')}</row>`
}

/** A column's letters: 0 → A, 26 → AA. */
function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
}
