import { initialsOf, nameInitials } from '#core/initials.ts'
import { creditProblems } from '#core/numbers.ts'

/**
 * What a search finds a matter by: bigrams of its number, title and names, so that two characters or a part of a number
 * are enough and an index answers (pg_trgm needs three).
 */
export function bigramsOf(...texts: readonly (string | undefined)[]): string[] {
  const found = new Set<string>()
  for (const text of texts) {
    const letters = [...tidy(text ?? '')]
    for (let i = 0; i < letters.length - 1; i++) found.add(`${letters[i]}${letters[i + 1]}`)
  }
  return [...found]
}

type Found = {
  readonly number: string
  readonly names: readonly string[]
  readonly texts: readonly string[]
  /** Codes of undertakings. */
  readonly codes?: readonly string[]
}

const isPerson = (name: string): boolean => /^\p{Script=Han}{2,4}$/u.test(name)

/** Everything that a matter is found by: bigrams, the ends of its number, the initials of the people and firms in it, parts of codes. */
export function wordsOf({ number, names, texts, codes = [] }: Found): string[] {
  const people = names.filter(isPerson)
  const firms = names.filter((name) => !isPerson(name)).flatMap((name) => firmRuns(initialsOf(name)))
  const typed = people
    .flatMap(nameInitials)
    .flatMap((all) => [...all.slice(1)].map((_, i) => `:${all.slice(0, i + 2)}`))
  return [
    ...new Set([
      ...bigramsOf(number, ...names, ...texts),
      ...endsOf(number),
      ...typed,
      ...firms,
      ...codes.flatMap(codeRuns),
    ]),
  ]
}

const runs = (text: string, length: number): string[] =>
  Array.from({ length: Math.max(0, text.length - length + 1) }, (_, i) => text.slice(i, i + length))

/** So much of a firm's name is found by its initials. */
const longest = 24

/** 示例商贸有限公司 by any three initials in a row, `~sls`, `~lsm` …: by a sign of their own, for every firm has the `yxg` of 有限公司. */
const firmRuns = (initials: string): string[] => runs(initials.slice(0, longest), 3).map((run) => `~${run}`)

const codeRuns = (code: string): string[] => runs(tidy(code), 4).map((run) => `=${run}`)

/**
 * The words of a firm that is meant by three initials of it or more, or by a part of its code: four signs with a letter, or
 * eight digits (fewer are the end of a number); none where the text is neither.
 */
export function firmWords(text: string): string[] {
  const typed = tidy(text)
  if (/^[a-z]{3,24}$/.test(typed)) return firmRuns(typed)
  return /^((?=.*[a-z])[\da-z]{4,18}|\d{8,18})$/.test(typed) ? codeRuns(typed) : []
}

/** The number of a paper as it is kept, 示例街告〔2026〕12号, however its brackets were typed; null where the text is none. */
export function paperIn(text: string): string | null {
  const typed = text.normalize('NFKC').replace(/\s+/gu, '')
  const [, head, year, nth] = /^(.{1,40})[〔[【(](\d{4})[〕\]】)]第?0*(\d{1,8})号?$/u.exec(typed) ?? []
  return head && year && nth ? `${head}〔${year}〕${nth}号` : null
}

/** `220202001-S-2026-000123` by its ends: `#123`, `#2026-123`, `#s-2026-123` and whole; none for what is no such number. */
export function endsOf(number: string): string[] {
  const parts = tidy(number).split('-')
  const running = parts.pop() ?? ''
  if (!/^\d{1,8}$/.test(running)) return []
  const ends = [`${Number(running)}`]
  for (const part of parts.reverse()) ends.push(`${part}-${ends.at(-1)}`)
  return ends.map((end) => `#${end}`)
}

/**
 * The one word by which a text finds the few it means, instead of all that have its characters somewhere: the end of a number, or
 * the initials of a name; null where it is neither.
 */
export function exactWord(text: string): string | null {
  const typed = tidy(text)
  if (/^[a-z]{2,4}$/.test(typed)) return `:${typed}`
  return endsOf(typed).at(-1) ?? null
}

/** The parts of what was typed, by its spaces, a full-width one too. */
export const partsOf = (q: string): readonly string[] =>
  q.normalize('NFKC').trim().split(/\s+/u).map(tidy).filter(Boolean)

/** What several words together ask for: each by the word that means it outright, else by its pairs; one sign alone has none. */
export const wordsIn = (parts: readonly string[]): string[] => [
  ...new Set(
    parts.flatMap((part) => {
      const exact = exactWord(part)
      return exact ? [exact] : bigramsOf(part)
    }),
  ),
]

/** The text as it is searched: without spaces, lower case, full-width digits made narrow. */
export function tidy(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
}

/** What a whole number typed into a search is; null: words. An undertaking's code of digits alone begins with 9, a place never does. */
export function numberKind(text: string): 'idNumber' | 'phone' | 'creditCode' | null {
  if (/^[0-9a-z]{18}$/i.test(text) && !/^[1-8]\d{16}[\dx]$/i.test(text) && creditProblems(text).length === 0)
    return 'creditCode'
  if (/^\d{17}[\dx]$/i.test(text)) return 'idNumber'
  return /^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(text) ? 'phone' : null
}
