import type { Clause } from '#regulation/clause.ts'
import { openAffairs } from '#regulation/clauses/1-open-affairs.ts'
import { firstAsked } from '#regulation/clauses/2-first-asked.ts'
import { civilReception } from '#regulation/clauses/3-civil-reception.ts'
import { standardConduct } from '#regulation/clauses/4-standard-conduct.ts'
import { deputies } from '#regulation/clauses/5-deputies.ts'
import { commitments } from '#regulation/clauses/6-commitments.ts'
import { timeLimits } from '#regulation/clauses/7-time-limits.ts'
import { toldOnce } from '#regulation/clauses/8-told-once.ts'
import { badges } from '#regulation/clauses/9-badges.ts'
import { qualityService } from '#regulation/clauses/10-quality-service.ts'

/** Every clause of the service regulation by its stable id, in the regulation's order. */
export const clauses = {
  ...openAffairs,
  ...firstAsked,
  ...civilReception,
  ...standardConduct,
  ...deputies,
  ...commitments,
  ...timeLimits,
  ...toldOnce,
  ...badges,
  ...qualityService,
} as const satisfies Record<string, Clause>

export type ClauseId = keyof typeof clauses

/** All clause ids, in the regulation's order. */
export const clauseIds = Object.keys(clauses) as ClauseId[]

/** The clause with its type widened, so that a list of unlike clauses can be walked. */
export function clause(id: ClauseId): Clause {
  return clauses[id]
}

/** Tells whether a text names a clause. */
export function isClauseId(id: string): id is ClauseId {
  return Object.hasOwn(clauses, id)
}
