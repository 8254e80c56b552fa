import type { Instant } from '#core/day.ts'
import { spokenAt } from '#core/day.ts'
import { gaps, isHeadOf, nameOf, officeOf, type StaffId } from '#core/roster.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

export type Alarm = { readonly clause: ClauseId; readonly says: string }

const waiting = sql<{ from_at: Date }>(
  'handback.waiting',
  `select from_at from handback where tenant_id = $1 and staff = $2 and acknowledged_at is null limit 20`,
)

/** What this person has to put right about the place, beside their matters: gaps, requests for leave, briefs to confirm. */
export async function alarmsOf(
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  staff: StaffId,
  at: Instant,
): Promise<readonly Alarm[]> {
  const briefs = (await tx.all(waiting, [tenant, staff])).map(
    (): Alarm => ({ clause: '5.1.c', says: '离岗期间的代行交接单等您确认' }),
  )
  const own = officeOf(office.roster, staff, at)
  if (!own) return briefs
  const led = [...office.organizations.keys()].filter((id) => isHeadOf(office.roster, staff, id, at))
  const open = led.flatMap((id) => gaps(office.roster, id, at)).map(({ says, clause }): Alarm => ({ clause, says }))
  const asked = [...office.leaves.values()]
    .filter((leave) => leave.state === 'requested' && led.includes(leave.office) && leave.staff !== staff)
    .map(
      (leave): Alarm => ({
        clause: '3.2.3',
        says: `${nameOf(office.roster, leave.staff)}请假待您审批（${spokenAt(leave.from)}起）`,
      }),
    )
  return [...open, ...asked, ...briefs]
}
