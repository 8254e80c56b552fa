import { closeSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { coverageOf, covers } from './cmap.ts'

const require = createRequire(import.meta.url)
const from = (family: string, file: string) => require.resolve(`@expo-google-fonts/${family}/${file}`)

/**
 * The faces that a sheet may use, all OFL, all from npm: 宋体 for the body, 黑体 for labels, and two more 宋体 for rare
 * characters (Japan's set has 𠮷, Hong Kong's 1,700 of CJK Extension B). The template names the same families.
 */
export function fontFiles(): string[] {
  return [
    from('noto-serif-sc', '400Regular/NotoSerifSC_400Regular.ttf'),
    from('noto-serif-sc', '700Bold/NotoSerifSC_700Bold.ttf'),
    from('noto-sans-sc', '400Regular/NotoSansSC_400Regular.ttf'),
    from('noto-serif-jp', '400Regular/NotoSerifJP_400Regular.ttf'),
    from('noto-serif-hk', '400Regular/NotoSerifHK_400Regular.ttf'),
  ]
}

/** Any text of a sheet may stand in 宋体, so only what the 宋体 faces have between them counts as printable. */
const bodyFaces = (file: string) => file.includes('NotoSerif') && file.includes('Regular')

let printable: Uint8Array | undefined

function printableBits(): Uint8Array {
  if (printable) return printable
  const union = new Uint8Array(0x110000 / 8)
  for (const file of fontFiles().filter(bodyFaces)) {
    coverageOf(cmapOf(file)).forEach((byte, i) => {
      union[i] = (union[i] ?? 0) | byte
    })
  }
  printable = union
  return union
}

/** Reads the cmap table alone: the files are 8 to 15 MB, their cmaps some 100 KB. */
function cmapOf(file: string): Buffer {
  const handle = openSync(file, 'r')
  try {
    const piece = (at: number, length: number) => {
      const bytes = Buffer.alloc(length)
      readSync(handle, bytes, 0, length, at)
      return bytes
    }
    const tables = piece(4, 2).readUInt16BE(0)
    const directory = piece(12, tables * 16)
    for (let at = 0; at < directory.length; at += 16) {
      if (directory.toString('latin1', at, at + 4) !== 'cmap') continue
      return piece(directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12))
    }
    throw new RangeError(`font ${file} has no cmap`)
  } finally {
    closeSync(handle)
  }
}

/**
 * The characters in these words, or anywhere in this data, that no shipped font can draw, each once, in order. A line
 * break is printable; other control characters, variation selectors and broken surrogates aren't.
 */
export function unprintable(words: unknown): string[] {
  const bits = printableBits()
  const missing = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const char of value) if (char !== '\n' && !covers(bits, char.codePointAt(0) ?? 0)) missing.add(char)
    } else if (Array.isArray(value)) value.forEach(look)
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(look)
  }
  look(words)
  return [...missing]
}

/** What stands on paper for a character that no shipped font can draw, as printers have always set it. */
const geta = '〓'
/** Selectors and joiners draw nothing themselves. */
const unseen = /[\p{Mn}\u200b-\u200f\u2060\ufeff]/u

/** The same data as it can be drawn, and whether a character of it must be written in by hand. */
export function drawable<T>(data: T): { readonly drawn: T; readonly isWhole: boolean } {
  const missing = new Set(unprintable(data))
  if (missing.size === 0) return { drawn: data, isWhole: true }
  const draw = (char: string) => (missing.has(char) ? (unseen.test(char) ? '' : geta) : char)
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return [...value].map(draw).join('')
    if (Array.isArray(value)) return value.map(within)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, within(inner)]))
  }
  return { drawn: within(data) as T, isWhole: [...missing].every((char) => unseen.test(char)) }
}
