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
