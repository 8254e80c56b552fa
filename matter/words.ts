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
