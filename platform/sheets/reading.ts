import { StringDecoder } from 'node:string_decoder'
import { BadZip, openZip, piecesOf, textOf, type Zip } from '#platform/sheets/unzip.ts'

/** What stands in a cell. A formula is named, never worked out: its last result may be anybody's. */
export type Cell =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly value: number }
  /** A number that the book shows as a day: `2026-11-23`, and the time of day left out. */
  | { readonly is: 'day'; readonly day: string }
  | { readonly is: 'yes'; readonly value: boolean }
  | { readonly is: 'formula' }
  | { readonly is: 'error' }

/** A row that has something in it: its number as Excel counts, and its cells by column, from 0. */
export type SheetRow = { readonly row: number; readonly cells: ReadonlyMap<number, Cell> }

/** How much a book may hold, so that a small file can't fill the memory. */
const most = { part: 4_000_000, strings: 64_000_000, sheet: 400_000_000, string: 32_767, columns: 200 }

/**
 * The rows of a book's first sheet, one after the other, as they are unpacked: a book of any length takes the room of a few
 * rows and of its shared strings. Throws `BadZip` (words for people) for what isn't a plain .xlsx.
 */
export async function* rowsOf(bytes: Buffer): AsyncGenerator<SheetRow> {
  if (bytes.readUInt32BE(0) === 0xd0cf11e0)
    throw new BadZip('这是旧格式（.xls）或加了密码的文件，请另存为不加密码的.xlsx')
  const zip = openZip(bytes)
  if ([...zip.held.keys()].some((path) => /vbaProject|macrosheets/i.test(path)))
    throw new BadZip('文件里有宏，请另存为不带宏的.xlsx')
  const book = await textOf(zip, 'xl/workbook.xml', most.part)
  const path = await firstSheet(zip, book)
  const strings = zip.held.has('xl/sharedStrings.xml') ? await stringsOf(zip) : []
  const days = zip.held.has('xl/styles.xml')
    ? dayStyles(plainXml(await textOf(zip, 'xl/styles.xml', most.part)))
    : new Set<number>()
  const epoch = /<workbookPr[^>]*date1904="(1|true)"/.test(book) ? 1904 : 1900
  for await (const { head, body } of elements(zip, path, 'row', most.sheet)) {
    const cells = cellsIn(body, { strings, days, epoch })
    const row = Number(attribute(head, 'r'))
    if (cells.size > 0 && Number.isSafeInteger(row)) yield { row, cells }
  }
}

async function firstSheet(zip: Zip, book: string): Promise<string> {
  const id = /<(?:\w+:)?sheet\s[^>]*?\br:id="([^"]+)"/.exec(plainXml(book))?.[1]
  const rels = await textOf(zip, 'xl/_rels/workbook.xml.rels', most.part)
  const link = [...rels.matchAll(/<Relationship\s[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => attribute(tag, 'Id') === id)
  const target = link && attribute(link, 'Target')
  if (!target) throw new BadZip('工作簿里没有工作表')
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
}

/** A part that defines its own words is none that Excel writes, and never read. */
function plainXml(text: string): string {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new BadZip('文件含有不允许的内容')
  return text
}

async function stringsOf(zip: Zip): Promise<readonly string[]> {
  const strings: string[] = []
  for await (const { body } of elements(zip, 'xl/sharedStrings.xml', 'si', most.strings)) strings.push(textIn(body))
  return strings
}

/** The texts of an element joined, the reading aids (`rPh`) left out. */
function textIn(body: string): string {
  const bare = body.includes('<rPh') ? body.replaceAll(/<rPh[\s\S]*?<\/rPh>/g, '') : body
  let text = ''
  for (const [, found = ''] of bare.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)) text += found
  return entities(text).slice(0, most.string)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function entities(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text
  return text
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, name) => {
      if (name) return named[name] ?? whole
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

type Element = { readonly head: string; readonly body: string }

/** Every element of a name in a part, in order, while it is being unpacked. None of them lies within another. */
async function* elements(zip: Zip, path: string, name: string, limit: number): AsyncGenerator<Element> {
  const decoder = new StringDecoder('utf8')
  const open = new RegExp(`<${name}(?=[\\s>/])[^>]*>`, 'g')
  const close = `</${name}>`
  let text = ''
  let first = true
  for await (const piece of piecesOf(zip, path, limit)) {
    text += decoder.write(piece)
    if (first) plainXml(text.slice(0, 2_000))
    first = false
    let at = 0
    for (;;) {
      open.lastIndex = at
      const found = open.exec(text)
      if (!found) break
      const from = found.index + found[0].length
      if (found[0].endsWith('/>')) {
        at = from
        continue
      }
      const to = text.indexOf(close, from)
      if (to === -1) break
      yield { head: found[0], body: text.slice(from, to) }
      at = to + close.length
    }
    text = text.slice(at)
    if (text.length > most.part) throw new BadZip('表格的一行太长')
  }
}

type Book = { readonly strings: readonly string[]; readonly days: ReadonlySet<number>; readonly epoch: number }

function cellsIn(body: string, book: Book): ReadonlyMap<number, Cell> {
  const cells = new Map<number, Cell>()
  for (const [, head = '', inner] of body.matchAll(/<c((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    if (inner === undefined) continue
    const column = columnOf(attribute(head, 'r') ?? '')
    const cell = cellOf(head, inner, book)
    if (cell && column !== null && column < most.columns) cells.set(column, cell)
  }
  return cells
}

function cellOf(head: string, inner: string, { strings, days, epoch }: Book): Cell | null {
  if (/<f[\s>/]/.test(inner)) return { is: 'formula' }
  const type = attribute(head, 't') ?? 'n'
  if (type === 'inlineStr') return written(textIn(inner))
  const value = /<v(?:\s[^>]*)?>([^<]*)<\/v>/.exec(inner)?.[1]
  if (value === undefined || value === '') return null
  if (type === 's') return written(strings[Number(value)] ?? '')
  if (type === 'str') return written(entities(value))
  if (type === 'b') return { is: 'yes', value: value === '1' }
  if (type === 'e') return { is: 'error' }
  if (type === 'd') return { is: 'day', day: value.slice(0, 10) }
  const number = Number(value)
  if (!Number.isFinite(number)) return { is: 'error' }
  return days.has(Number(attribute(head, 's') ?? 0)) ? dayCell(number, epoch) : { is: 'number', value: number }
}

function written(text: string): Cell | null {
  return text.trim() === '' ? null : { is: 'text', text }
}

/** Excel counts days from 1899-12-30, as if 1900 had had a 29 February; older books of a Mac from 1904. */
function dayCell(serial: number, epoch: number): Cell {
  const days = Math.floor(serial) + (epoch === 1904 ? 1462 : 0)
  if (days < 1 || days > 2_958_465) return { is: 'number', value: serial }
  const ms = (days - 25_569 + (days < 60 ? 1 : 0)) * 86_400_000
  return { is: 'day', day: new Date(ms).toISOString().slice(0, 10) }
}

/** The styles that show a number as a day: those that Excel knows by number, and those whose pattern names a year or a day. */
function dayStyles(xml: string): ReadonlySet<number> {
  const own = new Map(
    [...xml.matchAll(/<numFmt\s[^>]*>/g)].map(([tag]) => [
      Number(attribute(tag, 'numFmtId')),
      attribute(tag, 'formatCode') ?? '',
    ]),
  )
  const cells = /<cellXfs[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1] ?? ''
  const formats = [...cells.matchAll(/<xf\s[^>]*>/g)].map(([tag]) => Number(attribute(tag, 'numFmtId') ?? 0))
  return new Set(formats.flatMap((format, style) => (isDayFormat(format, own.get(format)) ? [style] : [])))
}

function isDayFormat(format: number, pattern: string | undefined): boolean {
  if (
    (format >= 14 && format <= 17) ||
    format === 22 ||
    (format >= 27 && format <= 36) ||
    (format >= 50 && format <= 58)
  )
    return true
  if (pattern === undefined) return false
  const bare = entities(pattern).replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  return /[yd]/i.test(bare)
}

/** `AB12` → 27; null for what is no address. */
function columnOf(address: string): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(address)?.[1]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : entities(found)
}
