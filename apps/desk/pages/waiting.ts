import { freshKey } from '#apps/desk/api/key.ts'
import { impossible } from '#rules/standard-conduct/review.ts'
import type { Answer } from '#rules/standard-conduct/screens/types.ts'

/**
 * Answers that this browser has and the server may not: kept on the machine until they are acknowledged, so that neither a
 * lost network nor a closed page loses one. Ids and results only, no names.
 */
export type Waiting = {
  readonly answers: Readonly<Record<string, Answer>>
  /** A batch on its way: it goes again with the same key and the same content until there is an answer. */
  readonly sent: { readonly key: string; readonly answers: Readonly<Record<string, Answer>> } | null
  /** What the server said no to, by line, with the reason: not sent again before it is changed. */
  readonly held?: Readonly<Record<string, string>>
  /** After a refusal that names no line: one at a time, so that the bad one is found and the others get through. */
  readonly singly?: boolean
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

/** What cannot be so, said before it is sent: a part larger than its whole, less than nothing. */
export function faultIn({ value, ...answer }: Answer): string | null {
  return value && isWhole({ ...answer, value }) ? (impossible(value)[0]?.says ?? null) : null
}

/** Whole, and possible: the server can judge it. */
export function isReady(answer: Answer): boolean {
  return isWhole(answer) && faultIn(answer) === null
}

/** The next batch: the one that was on its way, else whatever is ready and not held back; null when there is nothing to send. */
export function nextBatch(waiting: Waiting): NonNullable<Waiting['sent']> | null {
  if (waiting.sent) return waiting.sent
  const { answers, held = {}, singly } = waiting
  const ready = Object.entries(answers).filter(([key, answer]) => isReady(answer) && held[key] === undefined)
  return ready.length > 0 ? { key: freshKey(), answers: Object.fromEntries(ready.slice(0, singly ? 1 : 200)) } : null
}

/** After the server has taken a batch: what was changed meanwhile goes on waiting. */
export function acknowledged(waiting: Waiting, batch: NonNullable<Waiting['sent']>): Waiting {
  return {
    ...waiting,
    answers: Object.fromEntries(Object.entries(waiting.answers).filter(([key]) => !isAsSent(batch, waiting, key))),
    sent: null,
  }
}

/** Whether a line still stands as it was sent. */
function isAsSent(sent: Waiting['sent'], { answers }: Waiting, key: string): boolean {
  return JSON.stringify(sent?.answers[key]) === JSON.stringify(answers[key])
}

type Said = { readonly at: string; readonly says: string }

/**
 * After a refusal: the lines it names are held back with the reason and the others go again. A refusal that names none of
 * several, but is about what was written (422), sends them one at a time; any other is about all of them.
 */
export function refused(waiting: Waiting, status: number, says: string, problems: readonly Said[]): Waiting {
  const keys = Object.keys(waiting.sent?.answers ?? {})
  const named = problems.flatMap((problem) => {
    const key = keys[Number(/^\/answers\/(\d+)/.exec(problem.at)?.[1] ?? -1)]
    return key ? [[key, problem.says] as const] : []
  })
  if (named.length === 0 && status === 422 && keys.length > 1) return { ...waiting, sent: null, singly: true }
  const bad = named.length > 0 ? named : keys.map((key) => [key, says] as const)
  // Changed since it was sent: what is there now has not been refused.
  const still = bad.filter(([key]) => isAsSent(waiting.sent, waiting, key))
  return { ...waiting, sent: null, held: { ...waiting.held, ...Object.fromEntries(still) } }
}

/** A line answered anew: what was said of the answer before no longer counts. */
export function answeredAnew({ held = {}, ...waiting }: Waiting, key: string, answer: Answer): Waiting {
  const { [key]: _gone, ...rest } = held
  return { ...waiting, answers: { ...waiting.answers, [key]: answer }, held: rest }
}

/** Why lines are not saved, by line: refused, or impossible as they stand. */
export function faultsIn({ answers, held = {} }: Waiting): Readonly<Record<string, string>> {
  const own = Object.entries(answers).flatMap(([key, answer]) => {
    const says = faultIn(answer)
    return says ? [[key, says] as const] : []
  })
  return { ...held, ...Object.fromEntries(own) }
}

/** How many lines cannot be saved as they stand and so are not on their way: half filled in, impossible, or refused. */
export function stuckIn({ answers, held = {} }: Waiting): number {
  return Object.entries(answers).filter(([key, answer]) => held[key] !== undefined || !isReady(answer)).length
}
