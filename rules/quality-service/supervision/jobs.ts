import { headsAbove } from '#core/alarm.ts'
import { dayOf, type Instant, instant, iso, spoken } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { tell } from '#matter/alarm.ts'
import { places } from '#matter/jobs.ts'
import { nameOf, settingOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Scope, sql, type Tx } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { complaint } from '#rules/quality-service/process.ts'
import { clockOfState, openOrders, type Stage } from './list.ts'

type Row = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly number: string
  readonly state: Stage
  readonly order: string | null
  readonly direct: boolean | null
  readonly due_at: Date
}

const overdue = sql<Row>(
  'orders.overdue',
  `select m.id, m.org_path::text as org_path, m.office, m.number, m.state, m.facts->'orders'->-1->>'number' as order, (m.facts->>'isAboutHead')::boolean as direct, c.due_at
   from matter m join clock c on c.tenant_id = m.tenant_id and c.matter_id = m.id and ${clockOfState}
   where m.tenant_id = $1 and m.office = any($2::uuid[]) and ${openOrders} and c.is_now = 'running' and c.due_at < $3::timestamptz
   order by c.due_at limit 1000`,
)

/** What was left undone, in words; the first two are the superior's own lateness. */
const undone: Readonly<Record<Stage, string>> = {
  filed: '应签发督办表而没有签发',
  replied: '督办回报应审核而没有审核',
  ordered: '督办应回复而没有回复',
}

/** What stays undone between two organizations goes up the tree, a level for each further stretch of working days (10.5.5.c). */
export function supervisionJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope, office } of await places(world))
      await world.db.transaction(scope, (tx) => escalate(tx, scope, office, world.now()))
  }
  return [defineJob({ name: 'orders-escalate', every: { minutes: 5 }, run })]
}

/** Tells the heads above whoever signed; each once an order. Answers how many orders went up. */
export async function escalate(tx: Tx, { tenant }: Scope, office: OfficeSnapshot, at: Instant): Promise<number> {
  const rows = await tx.all(overdue, [tenant, [...office.organizations.keys()], iso(at)])
  let raised = 0
  for (const row of rows) {
    const place = row.office as OfficeId
    const { amount } = settingOf(complaint, { office, place, at }, null, null).limit('complaint.escalate')
    const due = dayOf(instant(row.due_at.getTime()))
    const heads = headsAbove(office.roster, place, office.calendar(place), { due, amount, at })
    if (heads.length === 0) continue
    raised += 1
    const says = `${row.number} ${row.direct ? '上级应直接查处而没有查处' : undone[row.state]}，应于${spoken(due)}前办理，已逾期${amount}个工作日以上，被投诉单位：${nameOf(office, place)}`
    const about = `${row.id} ${row.order ?? ''} ${row.state} undone`
    const where = { tenant, path: row.org_path, matter: row.id, at }
    tell(
      tx,
      where,
      heads.map((staff) => ({ staff, about, clause: '10.5.5.c', says })),
    )
  }
  return raised
}
