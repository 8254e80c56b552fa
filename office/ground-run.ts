import type { FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { byOf, type OfficeNeeds } from '#office/caller.ts'
import { type Change, change, type Line } from '#office/change.ts'
import { current, snapshot } from '#office/current.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { lockVersion } from '#office/store.ts'
import { audit } from '#platform/auth/audit.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Answer, changeOnce } from '#platform/http/once.ts'

export type GroundNeeds = OfficeNeeds & {
  readonly keys: Pick<Keys, 'seal' | 'open'>
  /** Ends a person's sessions, on this node at once. */
  readonly endSessions: (tenant: string, staff: string) => Promise<void>
  /** Codes of the services that exist. */
  readonly services: readonly string[]
}

type Judge<Ask, R> = (office: OfficeSnapshot, by: By, ask: Ask) => Refusal | Change<R>
/** What a command needs to know that isn't in the snapshot, read after the lock; or a refusal. */
type Prepare<Ask> = (tx: Tx, office: OfficeSnapshot, by: By) => Promise<Ask | Refusal> | Ask | Refusal
type Show<R> = (office: OfficeSnapshot, by: By, result: R) => Pick<Answer, 'body' | 'kept' | 'after'>

export type Run = ReturnType<typeof groundRun>

/** One change of the ground by a person: once per key, judged under the lock, in the office journal and in the audit. */
export function groundRun({ db, now }: OfficeNeeds) {
  return <Ask, R>(
    request: FastifyRequest,
    reply: FastifyReply,
    judge: Judge<Ask, R>,
    prepare: Prepare<Ask>,
    show: Show<R>,
    status = 200,
  ): Promise<FastifyReply> => {
    const by = byOf(request, now())
    return changeOnce(db, by.at, request, reply, async (tx) => {
      const held = await lockVersion(tx, by.tenant)
      const ask = await prepare(tx, await snapshot(tx, by.tenant, held, by.at), by)
      if (isRefusal(ask)) return ask
      const lines: Line[] = []
      const heard: Judge<Ask, R> = (...given) => {
        const decided = judge(...given)
        if (!isRefusal(decided)) lines.push(decided.line)
        return decided
      }
      const result = await change(tx, by, heard, ask)
      if (isRefusal(result)) return result
      for (const { act, says, what, office } of lines) {
        const about = typeof what['staff'] === 'string' ? what['staff'] : office
        await audit(tx, {
          ...{ tenantId: by.tenant, at: by.at, staffId: by.staff },
          ...{ what: act, about, succeeded: true, says },
        })
      }
      return { status, ...show(await current(tx, by.tenant, by.at), by, result) }
    })
  }
}
