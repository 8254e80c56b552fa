import { withoutIdle } from '#core/unseen.ts'

/** What is sent: strings trimmed and without signs that nobody sees, and nothing for what was left empty, so that optional stays optional. */
export function tidy(value: unknown): unknown {
  if (typeof value === 'string') return withoutIdle(value).trim() || undefined
  if (Array.isArray(value)) return value.map(tidy).filter((v) => v !== undefined)
  if (typeof value !== 'object' || value === null) return value ?? undefined
  const kept = Object.entries(value).flatMap(([key, v]) => {
    const tidied = tidy(v)
    return tidied === undefined ? [] : [[key, tidied] as const]
  })
  return Object.fromEntries(kept)
}
