import { strToU8, Zip, ZipDeflate } from 'fflate'
import { boldStyle, escaped, frameOf, head, markedStyle, ns, writable } from './workbook.ts'

export { xlsxType } from './workbook.ts'

/** One column: its title, its width in characters, and what stands in it. Dates come as text, spoken. */
export type ExcelColumn<Row> = {
  readonly title: string
  readonly width?: number
  readonly value: (row: Row) => string | number | null
  /** Whether a row's cell stands out: something is wrong with it. */
  readonly marked?: (row: Row) => boolean
  /** Who somebody is: `value` covers it, and this stands there where whole names and numbers are asked for and may be had. */
  readonly whole?: (row: Row) => string | number | null
}

export type ExcelSheet<Row> = {
  /** Name of the sheet in the book. */
  readonly sheet: string
  readonly columns: readonly ExcelColumn<Row>[]
  readonly rows: Iterable<Row> | AsyncIterable<Row>
  /** A line above the titles of each sheet, in sight and on each printed page: whose copy this is. */
  readonly heading?: string
}

/** What Excel can hold: signs in a cell, lines on a sheet; more lines go on on the next sheet. */
const longest = 32_767
const mostLines = 1_000_000

/** Signs of XML that are gathered before they are packed. */
const flush = 1 << 16

/** A sheet as it is written: its lines, the first of them titles; `after`: what follows the lines, as XML (lists to choose from). */
export type Leaf = {
  readonly sheet: string
  readonly widths: readonly number[]
  readonly lines: Iterable<Cells> | AsyncIterable<Cells>
  readonly after?: string
  /** A line above the titles. */
  readonly heading?: string
  /** Lines that go on one sheet; as many as Excel holds unless said. */
  readonly most?: number
}
type Value = string | number | null
/** A cell, or one that stands out: something is wrong with it. */
type Cells = readonly (Value | { readonly marked: Value })[]

/**
 * A table as an Excel book, in pieces as they are made: bold titles that stay in sight, text as text. Nothing in it is ever
 * run as a formula. Whatever the number of rows, only some of them are in memory.
 */
export function bookOf<Row>({ sheet, columns, rows, heading }: ExcelSheet<Row>): AsyncGenerator<Uint8Array> {
  async function* lines() {
    yield columns.map(({ title }) => title)
    for await (const row of rows)
      yield columns.map(({ value, marked }) => (marked?.(row) ? { marked: value(row) } : value(row)))
  }
  const widths = columns.map(({ title, width }) => width ?? Math.max(10, title.length * 2 + 2))
  return packed([{ sheet, widths, lines: lines(), ...(heading && { heading, after: footOf(heading) }) }])
}

/** As `bookOf`, in one piece: for what is known to be small. */
export async function excel<Row>(sheet: ExcelSheet<Row>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(bookOf(sheet)))
}

/** A small book of several sheets, in one piece. */
export async function excelOf(leaves: readonly Leaf[]): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(packed(leaves)))
}

async function* packed(leaves: readonly Leaf[]): AsyncGenerator<Uint8Array> {
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
  const names: string[] = []
  for (const leaf of leaves) {
    let open: ZipDeflate | null = null
    for await (const { xml, begins, ends } of xmlOf(leaf)) {
      if (begins) {
        names.push(begins)
        open = part(`xl/worksheets/sheet${names.length}.xml`)
      }
      open?.push(strToU8(xml), ends)
      yield* ready
      ready = []
    }
  }
  for (const [name, text] of frameOf(names)) part(name).push(strToU8(text), true)
  zip.end()
  yield* ready
}

type Piece = { readonly xml: string; readonly begins: string | null; readonly ends: boolean }

/** The XML of a sheet and of those that go on where it is full, in pieces; the first of each names it. */
async function* xmlOf({ sheet, widths, lines, after = '', heading, most = mostLines }: Leaf): AsyncGenerator<Piece> {
  const foot = `</sheetData>${after}</worksheet>`
  const above = heading === undefined ? 0 : 1
  const top = headOf(widths, above + 1) + (heading === undefined ? '' : lineOf(1, [heading], boldStyle))
  let begins: string | null = sheet
  let count = above
  let sheets = 1
  let titles: Cells = []
  let xml = top
  for await (const cells of lines) {
    if (count === above && sheets === 1) titles = cells
    if (count >= most) {
      yield { xml: xml + foot, begins, ends: true }
      sheets += 1
      begins = `${sheet.slice(0, 25)} (${sheets})`
      xml = top + lineOf(above + 1, titles, boldStyle)
      count = above + 1
    }
    count += 1
    xml += lineOf(count, cells, count === above + 1 ? boldStyle : 0)
    if (xml.length < flush) continue
    yield { xml, begins, ends: false }
    xml = ''
    begins = null
  }
  yield { xml: xml + foot, begins, ends: true }
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

/** What stays in sight: the first so many lines. */
function headOf(widths: readonly number[], stays: number): string {
  const cols = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  const view = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${stays}" topLeftCell="A${stays + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  return `${head}<worksheet ${ns}>${view}<cols>${cols.join('')}</cols><sheetData>`
}

function lineOf(line: number, cells: Cells, plain: number): string {
  const written = cells.map((cell, i) => {
    const marked = typeof cell === 'object' && cell !== null
    const value = marked ? cell.marked : cell
    const style = marked ? markedStyle : plain
    const at = `r="${letters(i)}${line}"${style ? ` s="${style}"` : ''}`
    if (value === null || value === '') return marked ? `<c ${at}/>` : ''
    if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(harmless(value))}</t></is></c>`
  })
  return `<row r="${line}">${written.join('')}</row>`
}

/** The same line under each printed page; Excel takes no more than 255 signs there, and `&` for an order of its own. */
function footOf(heading: string): string {
  const text = harmless(heading).slice(0, 120).replaceAll('&', '&&')
  return `<headerFooter><oddFooter>${escaped(`&L${text}`)}</oddFooter></headerFooter>`
}

/** A column's letters: 0 → A, 26 → AA. */
export function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
}
