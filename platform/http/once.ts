import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Instant, iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { scopeOf } from '#platform/auth/who.ts'
import { type Db, sql, type Tx } from '#platform/db/db.ts'

/** One try of one change: `actor` is who tries (a key belongs to its actor), `requestHash` what is asked. */
export type Attempt = {
  readonly tenant: string
  readonly actor: string
  readonly key: string
  readonly requestHash: string
  readonly at: Instant
}

export type Answer = {
  readonly status: number
  readonly body: unknown
  /** What a repeat is answered where that is not the whole: a secret is told once and never kept. */
  readonly kept?: unknown
  /** Done once the change is committed, before the answer goes out; not for a repeat. */
  readonly after?: () => Promise<void>
}

/** The first time, or again. `keep` stores the answer in the same transaction; without it the key stays free. */
export type Once =
  | { readonly replay: Answer }
  | {
      readonly fresh: true /** `text`: the body as JSON where the caller has it already. */
      readonly keep: (status: number, body: unknown, text?: string) => void
    }

const take = sql<{ key: string }>(
  'idempotency.take',
  `insert into idempotency (tenant_id, actor, key, request_hash, at) values ($1, $2, $3, $4, $5)
   on conflict (tenant_id, actor, key) do nothing returning key`,
)

const look = sql<{ request_hash: string; status: number | null; response: string | null }>(
  'idempotency.look',
  `select request_hash, status, response from idempotency where tenant_id = $1 and actor = $2 and key = $3 for update`,
)

const fill = sql(
  'idempotency.keep',
  `update idempotency set request_hash = $4, status = $5, response = $6, at = $7
   where tenant_id = $1 and actor = $2 and key = $3`,
)

const purge = sql('idempotency.purge', `delete from idempotency where tenant_id = $1 and at < $2`)

/**
 * Takes the key inside the caller's transaction. A concurrent twin waits here until the first commits, then replays;
 * when the first rolls back, the twin is the first. The same key with another request is refused (key-reused).
 */
export async function idempotent(tx: Tx, attempt: Attempt): Promise<Once | Refusal> {
  const { tenant, actor, key, requestHash, at } = attempt
  const fresh: Once = {
    fresh: true,
    keep: (status, body, text = JSON.stringify(body ?? null)) => {
      tx.write(fill, [tenant, actor, key, requestHash, status, text, iso(at)])
    },
  }
  if (await tx.maybe(take, [tenant, actor, key, requestHash, iso(at)])) return fresh
  const had = await tx.maybe(look, [tenant, actor, key])
  // Purged between the two statements, or committed without an answer: nothing to repeat.
  if (!had || had.status === null) return fresh
  if (had.request_hash !== requestHash) return reused
  return { replay: { status: had.status, body: JSON.parse(had.response ?? 'null') } }
}

/** Frees the keys used before `before`; for a daily job, per tenant. */
export function purgeIdempotency(tx: Tx, tenant: string, before: Instant): void {
  tx.write(purge, [tenant, iso(before)])
}

/** The attempt that a request makes. The gate has seen that the key is there. */
export function attemptOf(request: FastifyRequest, tenant: string, actor: string, at: Instant): Attempt {
  const requestHash = createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('base64url')
  return { tenant, actor, key: String(request.headers['idempotency-key']), requestHash, at }
}

/**
 * Runs a change of a signed-in person once: key, change and answer in one transaction. A refusal rolls back and leaves
 * no key. What `work` answers is what a repeat gets.
 */
export async function changeOnce(
  db: Db,
  at: Instant,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx) => Promise<Answer | Refusal>,
): Promise<FastifyReply> {
  const who = request.session?.who
  if (!who)
    throw new TypeError(`changeOnce on a route that lets in callers without a session: ${request.routeOptions.url}`)
  const scope = scopeOf(who)
  const answer = await db.transaction(scope, async (tx): Promise<Answer | Refusal> => {
    const once = await idempotent(tx, attemptOf(request, who.tenantId, who.staffId, at))
    if (isRefusal(once)) return once
    if ('replay' in once) return once.replay
    const result = await work(tx)
    if (!isRefusal(result)) once.keep(result.status, result.kept ?? result.body)
    return result
  })
  if (isRefusal(answer)) return reply.refuse(answer)
  await answer.after?.()
  return reply.code(answer.status).send(answer.body)
}

const reused: Refusal = {
  refused: 'key-reused',
  clause: null,
  says: '这次提交的编号已用于另一项请求；新的操作请重新提交',
}
