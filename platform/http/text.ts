import type { Problem } from '#core/refusal.ts'
import { unseenSays, withoutIdle } from '#core/unseen.ts'
import { unprintable } from '#platform/sheets/fonts.ts'

const deepest = 40
const widest = 100_000

/**
 * The first thing in a parsed request that neither PostgreSQL nor a reader can take, or null: NUL characters, halves of
 * a surrogate pair, numbers beyond reach, nesting without end. Walks without recursion, so that depth can't end the program.
 */
export function unreadable(value: unknown, saysOf: (text: string) => string | null = brokenSays): Problem | null {
  const open: [unknown, string, number][] = [[value, '', 0]]
  for (let count = 0; open.length; count += 1) {
    const [here, at, depth] = open.pop()!
    if (typeof here === 'string') {
      const says = saysOf(here)
      if (says) return { at, says }
    } else if (typeof here === 'number') {
      if (!Number.isFinite(here)) return { at, says: '数字超出范围' }
    } else if (typeof here === 'object' && here !== null) {
      if (depth >= deepest || count > widest) return { at: at.slice(0, 200), says: '内容嵌套过深或过多' }
      for (const [key, child] of Object.entries(here)) {
        if (!isPlain(key)) return { at, says: '字段名含有无法识别的字符' }
        open.push([child, `${at}/${key}`, depth + 1])
      }
    }
  }
  return null
}

/**
 * A posted form and what in it can't be taken, all at once and each by its field (8.1). The form comes back as it was typed,
 * but for signs that nothing could hold or nobody sees, so that its page can be shown again, filled.
 */
export function weighed(body: unknown): { readonly body: unknown; readonly unfit: readonly Problem[] } {
  if (typeof body !== 'object' || body === null || Object.getPrototypeOf(body) !== Object.prototype)
    return { body, unfit: [] }
  const unfit: Problem[] = []
  const mended = Object.entries(body).map(([name, value]): [string, unknown] => {
    const says = [value].flat().map((one) => (typeof one === 'string' ? unfitSays(withoutIdle(one)) : null))
    const [first] = says.filter((one) => one !== null)
    if (first) unfit.push({ at: `/${name}`, says: first })
    return [name, Array.isArray(value) ? value.map(held) : held(value)]
  })
  return { body: Object.fromEntries(mended), unfit }
}

const held = (value: unknown): unknown =>
  typeof value === 'string' ? withoutIdle(value).replaceAll('\0', '').toWellFormed() : value

/** Whether a text can be stored and shown: whole characters, none of them NUL. */
export function isPlain(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

const brokenSays = (text: string): string | null => (isPlain(text) ? null : '含有无法识别的字符')

/** Signs, private and unassigned characters: no name is written with them. */
const signs = /[^\p{L}\p{M}\p{N}\p{P}\p{Z}\t\r\n]/gu

/**
 * Why a text that somebody typed can't be taken, or null: broken, or with a picture sign that no paper could show. A rare
 * character of a name is taken, whether there is a font for it or not: nobody is sent away for a name (2.1).
 */
export function unfitSays(text: string): string | null {
  const broken = brokenSays(text)
  if (broken) return broken
  // What turns the direction of reading, or can't be seen, does to a list or a paper what nobody meant.
  const unseen = unseenSays(text)
  if (unseen) return unseen
  const missing = unprintable(text.match(signs)?.join('') ?? '')
  return missing.length > 0 ? `“${missing.join('')}”印不出来，请改用文字` : null
}
