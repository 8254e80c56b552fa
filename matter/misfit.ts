import type { FastifyRequest } from 'fastify'
import { badInput } from '#core/offer.ts'
import type { Refusal } from '#core/refusal.ts'
import { Misfit } from '#platform/http/schema.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** For routes with `attachValidation`: what is wrong with the form, with the clause whose form it is; null when it fits. */
export function misfit(
  { validationError: error }: Pick<FastifyRequest, 'validationError'>,
  clause: ClauseId,
): Refusal | null {
  if (!error) return null
  if (!(error instanceof Misfit)) throw error
  return badInput(clause, error.problems)
}
