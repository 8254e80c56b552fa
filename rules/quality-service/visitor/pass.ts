import { timingSafeEqual } from 'node:crypto'
import { type Instant, instant } from '#core/day.ts'
import type { Keys } from '#platform/crypto/seal.ts'

/**
 * What a browser keeps for an hour after a number and a code were right, so that the code is not typed on each page: what
 * it opens, until when, and a mark that only this house can make. Nothing is stored for it.
 * `draft`: what was begun online; `matter`: everything that the code opens; `look`: reading alone, proved by telephone.
 */
export type PassFor = 'draft' | 'matter' | 'look'
export type Pass = { readonly what: PassFor; readonly id: string }

const shape = /^(draft|matter|look)\.([0-9a-f-]{36})\.([0-9a-z]{6,12})\.([\w-]{20,64})$/

const markOf = (keys: Pick<Keys, 'blind'>, what: string, id: string, until: string): string =>
  keys.blind('text', `pass:${what}:${id}:${until}`)

export function makePass(keys: Pick<Keys, 'blind'>, { what, id }: Pass, at: Instant, minutes: number): string {
  const until = (at + minutes * 60_000).toString(36)
  return `${what}.${id}.${until}.${markOf(keys, what, id, until)}`
}

/** What a pass opens now; null for one that has run out, was changed, or never was one. */
export function readPass(keys: Pick<Keys, 'blind'>, text: string | undefined, at: Instant): Pass | null {
  const [, what, id = '', until = '', mark = ''] = shape.exec(text ?? '') ?? []
  if (!what || instant(Number.parseInt(until, 36)) <= at) return null
  const right = Buffer.from(markOf(keys, what, id, until))
  const given = Buffer.from(mark)
  return right.byteLength === given.byteLength && timingSafeEqual(right, given) ? { what: what as PassFor, id } : null
}
