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
