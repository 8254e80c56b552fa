import { spawnSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'

/** The file as text, with every compressed stream opened: objects, tags, cmaps, page contents. */
export function opened(pdf: Uint8Array): string {
  const file = Buffer.from(pdf)
  const raw = file.toString('latin1')
  const streams = [...raw.matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)].map((match) => {
    const from = match.index + match[0].length
    const bytes = file.subarray(from, from + Number(match[1]))
    return bytes[0] === 0x78 ? inflateSync(bytes).toString('latin1') : ''
  })
  return [raw, ...streams].join('\n')
}

/** How many pages a file of ours has. */
export const pagesIn = (pdf: Uint8Array) => opened(pdf).match(/\/Type \/Page\s+\/Resources/g)?.length

/** Every character that the file says its glyphs stand for (ToUnicode): what a reader can search, copy and hear. */
export function lettersIn(pdf: Uint8Array): Set<string> {
  const letters = new Set<string>()
  for (const [, section = ''] of opened(pdf).matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, hex = ''] of section.matchAll(/<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>/g)) {
      const units = Array.from({ length: hex.length / 4 }, (_, i) => Number.parseInt(hex.slice(i * 4, i * 4 + 4), 16))
      for (const letter of String.fromCharCode(...units)) letters.add(letter)
    }
  return letters
}

/** The words in reading order, or line by line as they were set, where the tool is at hand; null elsewhere. */
export function wordsIn(pdf: Uint8Array, order: 'read' | 'set' = 'read'): string | null {
  const run = spawnSync('pdftotext', [...(order === 'set' ? ['-raw'] : []), '-', '-'], { input: pdf })
  return run.error ? null : run.stdout.toString('utf8').replaceAll(/\s/g, '')
}

/** Every text anywhere in some data. */
export function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(wordsOf) : []
}

/** Words that stand outside the paper or nearer to its edge than `mm`, where the tool is at hand; null elsewhere. */
export function outside(pdf: Uint8Array, mm: number): string[] | null {
  const run = spawnSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, maxBuffer: 64 * 1024 * 1024 })
  if (run.error) return null
  const edge = (mm / 25.4) * 72
  return run.stdout
    .toString('utf8')
    .split('<page ')
    .slice(1)
    .flatMap((page) => {
      const [, width = '0', height = '0'] = /width="([\d.]+)" height="([\d.]+)"/.exec(page) ?? []
      return [...page.matchAll(/xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g)]
        .filter(
          ([, x1, y1, x2, y2]) =>
            Number(x1) < edge ||
            Number(y1) < edge ||
            Number(x2) > Number(width) - edge ||
            Number(y2) > Number(height) - edge,
        )
        .map(([, , , , , word]) => word ?? '')
    })
}

/** The words of a file of ours as they were set, page by page: glyphs by the table that the file itself gives (no tool needed). */
export function saidIn(pdf: Uint8Array): string {
  const objects = objectsIn(pdf)
  const fonts = new Map<string, ReadonlyMap<number, string>>()
  const tableOf = (font: string) => {
    const known = fonts.get(font)
    if (known) return known
    const cmap = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '')?.[1] ?? '')?.stream ?? ''
    const table = new Map(
      [...cmap.matchAll(/<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>/g)].map(([, glyph = '', hex = '']) => [
        Number.parseInt(glyph, 16),
        Buffer.from(hex, 'hex').swap16().toString('utf16le'),
      ]),
    )
    fonts.set(font, table)
    return table
  }
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\s/.test(head))
  return pages.map(({ head }) => wordsOfPage(head, objects, tableOf)).join('')
}

type Held = { readonly head: string; readonly stream: string }

/** Every object by its number, those packed together in a stream (PDF 1.5) too. */
function objectsIn(pdf: Uint8Array): ReadonlyMap<string, Held> {
  const file = Buffer.from(pdf)
  const raw = file.toString('latin1')
  const found = new Map<string, Held>()
  for (const match of raw.matchAll(/(\d+) 0 obj\s([\s\S]*?)(?:\nendobj|stream\r?\n)/g)) {
    const [whole, id = '', head = ''] = match
    const from = match.index + whole.length
    const bytes = file.subarray(from, from + Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0))
    const stream = (bytes[0] === 0x78 ? inflateSync(bytes) : bytes).toString('latin1')
    found.set(id, { head, stream })
    if (!head.includes('/ObjStm')) continue
    const first = Number(/\/First (\d+)/.exec(head)?.[1])
    const numbers = stream.slice(0, first).trim().split(/\s+/).map(Number)
    for (let at = 0; at < numbers.length; at += 2)
      found.set(String(numbers[at]), {
        head: stream.slice(first + numbers[at + 1]!, first + (numbers[at + 3] ?? stream.length)),
        stream: '',
      })
  }
  return found
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

const unescaped = (text: string): string =>
  text.replaceAll(/\\(\d{3}|[\s\S])/g, (_, sign: string) =>
    sign.length === 3 ? String.fromCharCode(Number.parseInt(sign, 8)) : (escapes[sign] ?? sign),
  )
/** A font that is taken, or a text: in brackets (those that come in pairs stand in it as they are), or as hexadecimal digits. */
const shown = /\/(f\d+) [\d.]+ Tf|\(((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*)\)|<([0-9A-Fa-f]{4,})>/g

function wordsOfPage(
  head: string,
  objects: ReadonlyMap<string, Held>,
  tableOf: (font: string) => ReadonlyMap<number, string>,
): string {
  const named = new Map([...head.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]))
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? ''
  let table: ReadonlyMap<number, string> = new Map()
  let words = ''
  for (const [, font, text, hex] of content.matchAll(shown)) {
    if (font !== undefined) table = tableOf(named.get(font) ?? '')
    const bytes = hex === undefined ? unescaped(text ?? '') : Buffer.from(hex, 'hex').toString('latin1')
    for (let at = 0; at + 1 < bytes.length; at += 2)
      words += table.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? ''
  }
  return words
}
