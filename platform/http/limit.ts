import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '#platform/http/fault.ts'

/** Requests a minute: of one address without a session (a whole office may stand behind it), of one session, of sign-in. */
export type Limits = { readonly address: number; readonly session: number; readonly signIn: number }

export const usualLimits: Limits = { address: 3_000, session: 6_000, signIn: 300 }

type Count = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void

const windowMs = 60_000

/**
 * Limits each caller before the session is looked up, so that made-up tokens never reach the database unlimited. Routes that
 * bring a limit of their own are counted by the plugin, all others here, in one turn: its promises took a tenth of the time
 * of a page that is kept. Answers the count for what isn't a route.
 */
export async function limit(
  app: FastifyInstance,
  limits: Limits,
  knows: (sessionId: string) => boolean,
): Promise<Count> {
  // A made-up token counts for the address that makes it up.
  const known = (request: FastifyRequest) => (request.sessionId && knows(request.sessionId) ? request.sessionId : null)
  const counted = makeCounts(20_000)
  const countAs = (strict: boolean): Count => {
    return (request, reply, done) => {
      const session = known(request)
      const left = counted(keyOf(request, session, strict), maxOf(limits, session, strict))
      if (left === null) return void done()
      reply.header('retry-after', Math.ceil(left / 1000))
      done(tooMany(left))
    }
  }
  app.addHook('onRoute', (route) => {
    const { rateLimit: own, always, strict } = route.config ?? {}
    if (own === undefined && !always) route.onRequest = [...[route.onRequest ?? []].flat(), countAs(strict === true)]
  })
  await app.register(rateLimit, {
    global: false,
    timeWindow: windowMs,
    cache: 20_000,
    keyGenerator: (request) => keyOf(request, known(request), request.routeOptions.config.strict === true),
    max: (request: FastifyRequest) => maxOf(limits, known(request), request.routeOptions.config.strict === true),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  })
  return countAs(false)
}

/** Counts by key in windows of a minute; answers null, or the milliseconds to wait. Of `most` keys the oldest goes first. */
function makeCounts(most: number): (key: string, max: number) => number | null {
  const all = new Map<string, { count: number; readonly since: number }>()
  return (key, max) => {
    const now = Date.now()
    const had = all.get(key)
    if (had && now - had.since < windowMs) {
      had.count += 1
      return had.count > max ? had.since + windowMs - now : null
    }
    all.delete(key)
    all.set(key, { count: 1, since: now })
    const oldest = all.size > most ? all.keys().next().value : undefined
    if (oldest !== undefined) all.delete(oldest)
    return max < 1 ? windowMs : null
  }
}

function tooMany(ttl: number): Refused {
  const says = `操作过于频繁，请${Math.ceil(ttl / 1000)}秒后再试`
  return new Refused({ refused: 'too-many', clause: null, says })
}

function keyOf({ ip }: FastifyRequest, sessionId: string | null, strict: boolean): string {
  if (strict) return `in ${ip}`
  return sessionId ? `s ${sessionId}` : `a ${ip}`
}

function maxOf(limits: Limits, sessionId: string | null, strict: boolean): number {
  if (strict) return limits.signIn
  return sessionId ? limits.session : limits.address
}
