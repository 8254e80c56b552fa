import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { Refused } from '#platform/http/fault.ts'
import { type Answer, attemptOf, idempotent } from '#platform/http/once.ts'

class Replay extends Error {
  readonly answer: Answer
  constructor(answer: Answer) {
    super('answered before')
    this.answer = answer
  }
}

/** The person behind a request of a route for staff. */
export function whoOf(request: FastifyRequest): Who {
  const who = request.session?.who
  if (!who) throw new TypeError(`a route that lets in callers without a session: ${request.routeOptions.url}`)
  return who
}

type Change = (
  tx: Tx,
  gate: Promise<unknown>,
) => Promise<
  { readonly status: number; readonly body: unknown; readonly after?: () => void; readonly kept?: unknown } | Refusal
>

/**
 * A change once per Idempotency-Key, its key looked up in the same flight as what it will change: `work` must wait for
 * `gate` before it writes. `kept` is what a repeated request is answered, where that is not the whole. After the commit `after` wakes whoever watches.
 */
export async function changing(
  db: Db,
  who: Pick<Who, 'tenantId' | 'orgPath' | 'formerPaths'> & { readonly actor: string },
  at: Instant,
  request: FastifyRequest,
  reply: FastifyReply,
  work: Change,
): Promise<FastifyReply> {
  try {
    const done = await db.transaction(scopeOf(who), async (tx) => {
      const once = idempotent(tx, attemptOf(request, who.tenantId, who.actor, at)).then((found) => {
        if (isRefusal(found)) throw new Refused(found)
        if ('replay' in found) throw new Replay(found.replay)
        return found
      })
      once.catch(() => {})
      const result = await work(tx, once)
      if (isRefusal(result)) throw new Refused(result)
      const text = JSON.stringify(result.body)
      await (await once).keep(result.status, result.kept ?? result.body, result.kept === undefined ? text : undefined)
      return { ...result, text }
    })
    done.after?.()
    return reply.code(done.status).type('application/json; charset=utf-8').send(done.text)
  } catch (error) {
    if (error instanceof Replay) return reply.code(error.answer.status).send(error.answer.body)
    if (error instanceof Refused) return reply.refuse(error.refusal)
    throw error
  }
}
