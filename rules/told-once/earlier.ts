import { addDays, dayOf, type Instant, instant, instantAt, iso } from '#core/day.ts'
import { tidyCitizen, tidyCredit } from '#core/numbers.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = {
  readonly id: string
  readonly number: string
  readonly service: string
  readonly service_version: string
  readonly state: string
  readonly office: string
  readonly opened_at: Date
  readonly closed_at: Date | null
}

const earlier = sql<Row>(
  'case.earlier',
  `select m.id, m.number, m.service, m.service_version, m.state, m.office, m.opened_at, m.closed_at from matter m
   where m.tenant_id = $1 and m.id in (select matter_id from secret where tenant_id = $1 and blind = $2 limit 200)
     and m.service = $3 and m.kind = 'case' and (m.closed_at is null or m.closed_at >= $4) order by m.opened_at desc limit 10`,
)

/** By what somebody is known: a person's number, or an undertaking's. */
type By = { readonly idNumber: string } | { readonly creditCode: string }

/** How long ago a case may have closed and still be worth a word. */
const recentDays = 180

/** Cases of this service for the same citizen or undertaking that are open, or closed not long ago: a hint to the clerk, never a bar. */
export async function earlierCases(
  { keys, processes }: Pick<World, 'keys' | 'processes'>,
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, service, at, ...by }: { readonly tenant: string; readonly service: string; readonly at: Instant } & By,
) {
  const blind =
    'idNumber' in by
      ? keys.blind('idNumber', tidyCitizen(by.idNumber))
      : keys.blind('creditCode', tidyCredit(by.creditCode))
  const rows = await tx.all(earlier, [tenant, blind, service, iso(instantAt(addDays(dayOf(at), -recentDays), 0))])
  return rows.map((row) => ({
    ...{
      id: row.id,
      number: row.number,
      service: row.service,
      office: nameOf(office, row.office),
      closed: row.closed_at !== null,
    },
    stateLabel:
      processes.of('case', { code: row.service, version: row.service_version })?.states[row.state]?.label ?? row.state,
    openedAt: iso(instant(row.opened_at.getTime())),
  }))
}
