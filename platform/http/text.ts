import type { Problem } from '#core/refusal.ts'

const deepest = 40
const widest = 100_000

/**
 * The first thing in a parsed request that neither PostgreSQL nor a reader can take, or null: NUL characters, halves of
 * a surrogate pair, numbers beyond reach, nesting without end. Walks without recursion, so that depth can't end the program.
 */
export function unreadable(value: unknown): Problem | null {
  const open: [unknown, string, number][] = [[value, '', 0]]
  for (let count = 0; open.length; count += 1) {
    const [here, at, depth] = open.pop()!
    if (typeof here === 'string') {
      if (!isPlain(here)) return { at, says: '含有无法识别的字符' }
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

/** Whether a text can be stored and shown: whole characters, none of them NUL. */
export function isPlain(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
