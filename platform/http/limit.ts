import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused } from '#platform/http/fault.ts'

/** Requests a minute: of one address without a session (a whole office may stand behind it), of one session, of sign-in. */
export type Limits = { readonly address: number; readonly session: number; readonly signIn: number }

export const usualLimits: Limits = { address: 3_000, session: 6_000, signIn: 300 }

/** Limits each caller before the session is looked up, so that made-up tokens never reach the database unlimited. */
export async function limit(
  app: FastifyInstance,
  limits: Limits,
  knows: (sessionId: string) => boolean,
): Promise<void> {
  // A made-up token counts for the address that makes it up.
  const known = (request: FastifyRequest) => (request.sessionId && knows(request.sessionId) ? request.sessionId : null)
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request) => keyOf(request, known(request)),
    max: (request: FastifyRequest) => maxOf(request, limits, known(request) !== null),
    allowList: (request: FastifyRequest) => request.routeOptions.config.always === true,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) =>
      new Refused({
        refused: 'too-many',
        clause: null,
        says: `操作过于频繁，请${Math.ceil(ttl / 1000)}秒后再试`,
      }),
  })
}

function keyOf(request: FastifyRequest, sessionId: string | null): string {
  if (request.routeOptions.config.strict) return `in ${request.ip}`
  return sessionId ? `s ${sessionId}` : `a ${request.ip}`
}

function maxOf(request: FastifyRequest, limits: Limits, hasSession: boolean): number {
  if (request.routeOptions.config.strict) return limits.signIn
  return hasSession ? limits.session : limits.address
}
