import type { Day } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Effect } from '#matter/effect.ts'
import { caseRefusal } from '#matter/follow.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type AidFacts, helps } from './contract.ts'
import { aidedTwice } from './person.ts'
import { service } from './policy.ts'

const drop = sql(
  'aid.due-drop',
  `delete from aid_due where tenant_id = $1 and matter_id = $2 and part = any($3::int[])`,
)
const put = sql(
  'aid.due-put',
  `insert into aid_due (tenant_id, matter_id, part, org_path, office, post, on_day, says) values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (tenant_id, matter_id, part) do update set post = excluded.post, on_day = excluded.on_day, says = excluded.says`,
)

type Due = { readonly part: number; readonly on: string; readonly says: string; readonly post: string }

/** What the helper has to do by a day: the appointment, and the measures of the plan that are not done yet. */
function dues({ state, facts, custody }: Matter): readonly Due[] {
  const { appointment, plan } = facts as AidFacts
  const post = custody.holder.post
  if (state !== 'planning' && state !== 'helping' && state !== 'exiting') return []
  const measures = (state === 'planning' ? [] : (plan?.measures ?? [])).flatMap(({ type, what, by, doneOn }, n) =>
    doneOn === undefined ? [{ part: n + 1, on: by, says: `${helps[type]}：${what}`, post }] : [],
  )
  return [...(appointment ? [{ part: 0, on: appointment.on, says: appointment.says, post }] : []), ...measures]
}

/** Keeps the list of what is due in step with the matter; what did not change is not written. */
export const aidEffect: Effect = async (tx, tenant, { before, after, path }) => {
  const twice = await aidedTwice(tx, tenant, before, after)
  if (twice || after.kind !== 'aid') return twice
  const { case: origin } = after.facts as AidFacts
  const refusal =
    !before && origin && (await caseRefusal(tx, tenant, { case: origin, service, kind: 'aid', called: '就业援助' }))
  if (refusal) return refusal
  const had = before ? dues(before) : []
  const has = dues(after)
  const gone = had.filter(({ part }) => !has.some((one) => one.part === part)).map(({ part }) => part)
  if (gone.length > 0) tx.write(drop, [tenant, after.id, gone])
  for (const one of has) {
    const same = had.find(
      ({ part, on, says, post }) => part === one.part && on === one.on && says === one.says && post === one.post,
    )
    if (!same) tx.write(put, [tenant, after.id, one.part, path, after.office, one.post, one.on, one.says])
  }
  return null
}

export type DueRow = {
  readonly matter_id: string
  readonly part: number
  readonly post: string
  readonly on_day: Day
  readonly says: string
  readonly number: string
  readonly title: string
  readonly holder_staff: string
  readonly state: string
}
const until = sql<DueRow>(
  'aid.due-until',
  `select d.matter_id, d.part, d.post, d.on_day, d.says, m.number, m.title, m.holder_staff, m.state
   from aid_due d join matter m on m.tenant_id = d.tenant_id and m.id = d.matter_id
   where d.tenant_id = $1 and d.office = $2 and d.on_day <= $3 and ($4::uuid[] is null or d.post = any($4))
   order by d.on_day, d.matter_id, d.part limit 200`,
)
const over = sql<{ count: number; appointments: number }>(
  'aid.due-count',
  `select count(*) filter (where on_day < $3 or part > 0)::int as count, count(*) filter (where part = 0 and on_day = $3)::int as appointments
   from aid_due where tenant_id = $1 and post = any($2) and on_day <= $3`,
)

/** What is due at an office up to a day, the oldest first; of these posts only, unless null. */
export const dueUntil = (tx: Tx, tenant: string, office: string, on: Day, posts: readonly string[] | null) =>
  tx.all(until, [tenant, office, on, posts])

/** How much lies with these posts: what is over or due by a day of the plan, and today's appointments. */
export const dueCount = (tx: Tx, tenant: string, posts: readonly string[], on: Day) => tx.one(over, [tenant, posts, on])

export type Figures = {
  readonly open: number
  readonly planning: number
  readonly helping: number
  readonly employed: number
  readonly exiting: number
  readonly settled: number
  readonly exited: number
  readonly late: number
}
const figures = sql<Figures>(
  'aid.figures',
  `select count(*) filter (where m.closed_at is null)::int as open, count(*) filter (where m.state = 'planning')::int as planning,
     count(*) filter (where m.state = 'helping')::int as helping, count(*) filter (where m.state in ('employed', 'checking'))::int as employed,
     count(*) filter (where m.state = 'exiting')::int as exiting, count(*) filter (where m.state = 'settled')::int as settled,
     count(*) filter (where m.state = 'exited')::int as exited,
     count(*) filter (where m.closed_at is null and exists (select from clock c where c.tenant_id = m.tenant_id and c.matter_id = m.id
       and c.is_now = 'running' and c.name <> 'stable' and (c.late_since is not null or c.due_at < $3)))::int as late
   from matter m where m.tenant_id = $1 and m.kind = 'aid' and m.office = $2 and m.opened_at >= $4`,
)
/** How many stand where, of those listed since an instant. */
export const aidFigures = (tx: Tx, tenant: string, office: string, at: string, since: string) =>
  tx.one(figures, [tenant, office, at, since])
