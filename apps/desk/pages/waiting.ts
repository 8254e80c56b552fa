import { freshKey } from '#apps/desk/api/key.ts'
import type { Answer } from '#rules/standard-conduct/screens/types.ts'

/**
 * Answers that this browser has and the server may not: kept on the machine until they are acknowledged, so that neither a
 * lost network nor a closed page loses one. Ids and results only, no names.
 */
export type Waiting = {
  readonly answers: Readonly<Record<string, Answer>>
  /** A batch on its way: it goes again with the same key and the same content until there is an answer. */
  readonly sent: { readonly key: string; readonly answers: Readonly<Record<string, Answer>> } | null
}

export const nothing: Waiting = { answers: {}, sent: null }

const slot = (staff: string, id: string) => `shouwen.inspection.${staff}.${id}`

export function readWaiting(staff: string, id: string): Waiting {
  try {
    const text = localStorage.getItem(slot(staff, id))
    return text ? (JSON.parse(text) as Waiting) : nothing
  } catch {
    return nothing
  }
}

/** False when the machine would not keep it: then the page says so. */
export function keepWaiting(staff: string, id: string, waiting: Waiting): boolean {
  try {
    if (Object.keys(waiting.answers).length === 0 && !waiting.sent) localStorage.removeItem(slot(staff, id))
    else localStorage.setItem(slot(staff, id), JSON.stringify(waiting))
    return true
  } catch {
    return false
  }
}

/** Ready to be judged by the server: half a measurement waits for its other half. */
export function isWhole({ result, value }: Answer): boolean {
  if (result) return true
  if (!value || value.amount === undefined) return false
  return value.unit !== 'share' || value.of !== undefined
}

/** The next batch: the one that was on its way, else whatever is whole; null when there is nothing to send. */
export function nextBatch(waiting: Waiting): NonNullable<Waiting['sent']> | null {
  if (waiting.sent) return waiting.sent
  const whole = Object.entries(waiting.answers).filter(([, answer]) => isWhole(answer))
  return whole.length > 0 ? { key: freshKey(), answers: Object.fromEntries(whole.slice(0, 200)) } : null
}

/** After the server has taken a batch: what was changed meanwhile goes on waiting. */
export function acknowledged(waiting: Waiting, batch: NonNullable<Waiting['sent']>): Waiting {
  const same = (key: string, answer: Answer) => JSON.stringify(batch.answers[key]) === JSON.stringify(answer)
  return {
    answers: Object.fromEntries(Object.entries(waiting.answers).filter(([key, answer]) => !same(key, answer))),
    sent: null,
  }
}
