/** How free words of the two books are made comparable. Pure, the same when written and when read. */

/** A word as it is compared: one width, small letters, no spaces and no marks. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')
}

/** Several words, each once, without what is empty. */
export function plains(texts: readonly string[]): string[] {
  return [...new Set(texts.map(plain))].filter((one) => one !== '')
}

/** Pairs of neighbouring signs; a word of one sign is itself. By these an index finds what may be alike. */
export function pairsOf(words: readonly string[]): string[] {
  const found = new Set<string>()
  for (const word of words) {
    const signs = [...word]
    if (signs.length === 1) found.add(word)
    for (let i = 0; i < signs.length - 1; i++) found.add(`${signs[i]}${signs[i + 1]}`)
  }
  return [...found]
}

const anywhere = /^(不限|都行|都可以|均可|全市|本市|任意|哪里都行)/

/** A place as it is compared; empty where any place will do. */
export function placeOf(text: string): string {
  const word = plain(text)
  return anywhere.test(word) ? '' : word
}

/** The districts and counties that a place names: 测试市示例区便民路 → 示例区. */
export function areasOf(text: string): string[] {
  const parts = plain(text).split(/省|自治州|(?<=.{2})市/u)
  const found = parts.flatMap((part) => /^.{1,5}?[区县旗]/u.exec(part)?.[0] ?? [])
  return [...new Set(found)]
}

/** One word holds the other: 电工 and 维修电工. Words of one sign are alike only when they are the same. */
export function holds(a: string, b: string): boolean {
  return [...a].length > 1 && [...b].length > 1 && (a.includes(b) || b.includes(a))
}

/** 初中及以下 … 研究生 as 1…5; 0 asks for nothing. */
export const educationRank: Readonly<Record<string, number>> = {
  any: 0,
  primary: 1,
  secondary: 2,
  college: 3,
  bachelor: 4,
  master: 5,
}
/** 初级工 … 高级技师 as 1…5, 职称 stands beside them as 9; 0 asks for nothing. */
export const skillRank: Readonly<Record<string, number>> = { none: 0, '5': 1, '4': 2, '3': 3, '2': 4, '1': 5, title: 9 }
