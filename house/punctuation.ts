import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { isScalar, parseDocument, visit } from 'yaml'
import { isTest } from '#house/imports.ts'
import { cut, type Literal, lineAt } from '#house/source.ts'

const full: Readonly<Record<string, string>> = {
  ',': '，',
  ':': '：',
  ';': '；',
  '(': '（',
  ')': '）',
  '?': '？',
  '!': '！',
}
const chinese = /[\p{Script=Han}\u3001-\u3017\uff01-\uff5e“”‘’]/u
const han = /\p{Script=Han}/u
/** What stands for a `${…}` when a literal is read as one text. */
const hole = '\u0000'
/** Chinese text that speaks of a format, where the half-width mark is what is to be typed. */
const asTyped = ['键: 值']

type Place = { readonly at: number; readonly mark: string; readonly space: boolean }

/**
 * Half-width marks in a text that belong to Chinese words: beside a Chinese character or mark, or beside a filled-in
 * name inside a Chinese sentence. Brackets go in pairs. Addresses, formats and numbers stay as they are.
 */
export function marksIn(text: string): readonly Place[] {
  if (!han.test(text) || asTyped.some((typed) => text.includes(typed))) return []
  const open: number[] = []
  const found = new Set<number>()
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at]!
    if (full[mark] === undefined || insideAddress(text, at)) continue
    const before = text[at - 1] ?? ''
    const after = text[at + 1] ?? ''
    const beside = chinese.test(before) || (mark !== '?' && mark !== '!' && chinese.test(after))
    const between = before === hole && (after === hole ? mark !== ':' : after === '' && mark === ')')
    const belongs = beside || between || (mark === '(' && after === hole && han.test(text.slice(0, at)))
    if (mark === '(') open.push(at)
    const partner = mark === ')' ? open.pop() : undefined
    if (belongs || (partner !== undefined && found.has(partner))) {
      found.add(at)
      if (partner !== undefined) found.add(partner)
    }
  }
  return [...found]
    .sort((a, b) => a - b)
    .map((at) => ({ at, mark: text[at]!, space: text[at] !== '(' && text[at] !== ')' && text[at + 1] === ' ' }))
}

function insideAddress(text: string, at: number): boolean {
  const from = text.slice(0, at).search(/\S*$/)
  const to = at + text.slice(at).search(/\s|$/)
  return text.slice(from, to).includes('://')
}

type Edit = { readonly from: number; readonly to: number; readonly with: string }

/** The edits that make the punctuation of a file's Chinese text full-width; none when it's right. */
export function editsOf(path: string, source: string): readonly Edit[] {
  if (path.endsWith('.yaml'))
    return scalarsOf(source).flatMap(({ from, to }) => editsIn(source.slice(from, to), (at) => from + at))
  const { pieces, literals } = cut(source)
  const edits = literals.flatMap((literal) => editsIn(joined(source, literal), placed(literal)))
  if (!path.endsWith('.tsx')) return edits
  // In JSX, words stand between tags without quotation marks: Chinese outside of strings and comments is always such.
  return [...edits, ...pieces.filter(({ is }) => is === 'code').flatMap(({ from, to }) => besideHan(source, from, to))]
}

function editsIn(text: string, place: (at: number) => number): Edit[] {
  return marksIn(text).map(({ at, mark, space }) => ({
    from: place(at),
    to: place(at) + (space ? 2 : 1),
    with: full[mark]!,
  }))
}

function joined(source: string, literal: Literal): string {
  return literal.map(({ from, to }) => source.slice(from, to)).join(hole)
}

function placed(literal: Literal): (at: number) => number {
  return (at) => {
    let left = at
    for (const { from, to } of literal) {
      if (left < to - from) return from + left
      left -= to - from + 1
    }
    throw new RangeError(`outside of the literal: ${at}`)
  }
}

function besideHan(source: string, from: number, to: number): Edit[] {
  const found: Edit[] = []
  for (let at = from; at < to; at += 1) {
    const mark = full[source[at]!]
    if (mark && (han.test(source[at - 1] ?? '') || han.test(source[at + 1] ?? '')))
      found.push({ from: at, to: at + 1, with: mark })
  }
  return found
}

function scalarsOf(source: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  visit(parseDocument(source), {
    Scalar: (key, node) => {
      if (key !== 'key' && isScalar(node) && typeof node.value === 'string' && node.range)
        found.push({ from: node.range[0], to: node.range[1] })
    },
  })
  return found
}

/** The file with full-width marks where they belong. */
export function corrected(path: string, source: string): string {
  const edits = editsOf(path, source).toSorted((a, b) => b.from - a.from)
  return edits.reduce((text, { from, to, with: mark }) => text.slice(0, from) + mark + text.slice(to), source)
}

/** Each wrong mark as one line, with the words around it. */
export function halfWidth(path: string, source: string): string[] {
  return editsOf(path, source).map(
    ({ from }) =>
      `${path}:${lineAt(source, from)} …${source.slice(Math.max(0, from - 8), from + 8).replaceAll('\n', ' ')}…`,
  )
}

/** Files whose words people read. Tests aren't checked, but are corrected together with what they test. */
export const wordy = () =>
  globSync([
    '{regulation,core,platform,office,matter,rules,programs,ui,apps,bin}/**/*.{ts,tsx}',
    'services/*.yaml',
  ]).sort()

if (import.meta.main) {
  const fix = process.argv.includes('--fix')
  let count = 0
  for (const path of wordy()) {
    const source = readFileSync(path, 'utf8')
    if (fix ? corrected(path, source) === source : isTest(path)) continue
    const wrong = halfWidth(path, source)
    count += wrong.length
    if (fix) writeFileSync(path, corrected(path, source))
    process.stdout.write(wrong.length ? `${fix ? `${path}: ${wrong.length}` : wrong.join('\n')}\n` : '')
  }
  process.stdout.write(`${count} half-width marks ${fix ? 'made full-width' : 'found'}\n`)
  process.exitCode = !fix && count > 0 ? 1 : 0
}
