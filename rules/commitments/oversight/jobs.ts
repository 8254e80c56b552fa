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
import { warning } from '#rules/commitments/process.ts'

type Row = {
  readonly id: string
  readonly org_path: string
  readonly office: OfficeId
  readonly number: string
  readonly state: 'issued' | 'answered'
  readonly round: number
  readonly due_at: Date
}

const overdue = sql<Row>(
  'warning.overdue',
  `select m.id, m.org_path::text as org_path, m.office, m.number, m.state, jsonb_array_length(m.facts->'rounds') as round, c.due_at
   from matter m join clock c on c.tenant_id = m.tenant_id and c.matter_id = m.id and c.name = case m.state when 'issued' then 'reply' else 'judge' end
   where m.tenant_id = $1 and m.office = any($2::uuid[]) and m.kind = 'warning' and m.state in ('issued', 'answered') and c.is_now = 'running'
     and c.due_at < $3::timestamptz
   order by c.due_at limit 1000`,
)
const undone = { issued: '应书面回复而没有回复', answered: '回复应审核而没有审核' } as const

/** A notice that stays unanswered, or an answer unjudged, goes up the tree, a level for each further stretch of working days (6.6). */
export function oversightJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope, office } of await places(world))
      await world.db.transaction(scope, (tx) => escalateWarnings(tx, scope, office, world.now()))
  }
  return [defineJob({ name: 'warnings-escalate', every: { minutes: 5 }, run })]
}

/** Tells the heads above whoever signed; each once a round. Answers how many notices went up. */
export async function escalateWarnings(
  tx: Tx,
  { tenant }: Scope,
  office: OfficeSnapshot,
  at: Instant,
): Promise<number> {
  const rows = await tx.all(overdue, [tenant, [...office.organizations.keys()], iso(at)])
  let raised = 0
  for (const { id, org_path, office: place, number, state, round, due_at } of rows) {
    const { amount } = settingOf(warning, { office, place, at }, null, null).limit('warning.escalate')
    const due = dayOf(instant(due_at.getTime()))
    const heads = headsAbove(office.roster, place, office.calendar(place), { due, amount, at })
    if (heads.length === 0) continue
    raised += 1
    const says = `${number} 监督通知书${undone[state]}，应于${spoken(due)}前办理，已逾期${amount}个工作日以上，单位：${nameOf(office, place)}`
    tell(
      tx,
      { tenant, path: org_path, matter: id, at },
      heads.map((staff) => ({ staff, about: `${id} ${round} ${state} undone`, clause: '6.6', says })),
    )
  }
  return raised
}
