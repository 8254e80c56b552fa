import { iso } from '#core/day.ts'
import type { ChoreSource } from '#office/chore.ts'
import { sql } from '#platform/db/db.ts'
import { unpursuedComplaints } from './complaints.ts'
import { managed } from './list.ts'

const waiting = sql<{ mine: number; late: number }>(
  'account.chores',
  `select count(*) filter (where state in ('proposed', 'deciding', 'checking', 'appealed'))::int as mine,
     count(*) filter (where due_at < $4::timestamptz)::int as late
   from account where tenant_id = $1 and office = any($2::uuid[]) and staff <> $3::uuid and closed_at is null`,
)
const own = sql<{ hearing: number; correcting: number }>(
  'account.own-chores',
  `select count(*) filter (where state = 'hearing')::int as hearing, count(*) filter (where state = 'correcting')::int as correcting
   from account where tenant_id = $1 and staff = $2::uuid and closed_at is null`,
)
const to = '/accountability'

/** One line for whoever keeps the register, and one for whom it is about: to be heard, to put right (2.4). */
export const accountChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const kept = managed(office, staff, at)
  const [{ hearing, correcting }, { mine, late }] = await Promise.all([
    tx.one(own, [tenant, staff]),
    kept.length > 0 ? tx.one(waiting, [tenant, kept, staff, iso(at)]) : { mine: 0, late: 0 },
  ])
  const upheld = kept.length > 0 ? await unpursuedComplaints(tx, { tenant, staff, office, at }) : []
  return [
    ...(upheld.length > 0
      ? [{ clause: '2.4.2', says: `有${upheld.length}件属实的投诉还没有提出责任追究`, to } as const]
      : []),
    ...(hearing > 0 ? [{ clause: '2.4.1', says: `有${hearing}件责任追究等您陈述申辩`, to } as const] : []),
    ...(correcting > 0 ? [{ clause: '2.4.1', says: `有${correcting}件责令改正等您报告改正情况`, to } as const] : []),
    ...(mine > 0
      ? [{ clause: '2.4.1', says: `有${mine}件责任追究待处理${late > 0 ? `，其中${late}件已超期` : ''}`, to } as const]
      : []),
  ]
}
