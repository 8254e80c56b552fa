import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { changing, whoOf } from '#matter/once.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'

/** Who looks, when, and at which place. */
export type Look = { readonly who: Who; readonly at: Instant; readonly office: OfficeSnapshot }

/** Answers what somebody of the staff sees, no further than their scope, or the refusal. */
export async function reading<T>(
  { db, now }: Pick<World, 'db' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
  look: (tx: Tx, by: Look) => Promise<T | Refusal>,
): Promise<T | FastifyReply> {
  const who = whoOf(request)
  const at = now()
  const seen = await db.read(scopeOf(who), async (tx) =>
    look(tx, { who, at, office: await current(tx, who.tenantId, at) }),
  )
  return isRefusal(seen) ? reply.refuse(seen) : seen
}

type Written = { readonly status: number; readonly body: unknown; readonly after?: () => void }

/** What somebody of the staff changes, once per key, judged by the place as it is in that transaction; or the refusal. */
export function writing(
  { db, now }: Pick<World, 'db' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx, by: Look) => Promise<Written | Refusal>,
): Promise<FastifyReply> {
  const who = whoOf(request)
  const at = now()
  return changing(db, { ...who, actor: who.staffId }, at, request, reply, async (tx, gate) => {
    const [office] = await Promise.all([current(tx, who.tenantId, at), gate])
    return work(tx, { who, at, office })
  })
}
