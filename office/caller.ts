import type { FastifyRequest } from 'fastify'
import type { Instant } from '#core/day.ts'
import type { By } from '#office/snapshot.ts'
import type { Db } from '#platform/db/db.ts'

export type OfficeNeeds = { readonly db: Db; readonly now: () => Instant }

/** The signed-in person as the one who acts. */
export function byOf(request: FastifyRequest, at: Instant): By {
  const who = request.session?.who
  if (!who) throw new TypeError('an office route lets in callers without a session')
  return { tenant: who.tenantId, staff: who.staffId, at }
}
