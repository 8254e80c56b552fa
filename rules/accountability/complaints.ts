import { type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import { advance } from '#matter/advance.ts'
import { nameOf } from '#matter/setting.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { type Scope, sql, type Tx } from '#platform/db/db.ts'
import { linesAsEvidence } from './evidence.ts'
import { type Asked, managed } from './list.ts'

const day = 86_400_000
/** A complaint found true longer ago than this is looked for no more. */
const lookBackDays = 180
const isTrue = `c.kind = 'complaint' and c.closed_at is not null and c.facts->>'finding' in ('upheld', 'partly')`

const joinable = sql<{ id: string; complaint: string }>(
  'account.joinable',
  `select a.matter_id as id, c.id as complaint from account a join matter m on m.tenant_id = a.tenant_id and m.id = a.matter_id
   join matter s on s.tenant_id = a.tenant_id and s.id = (m.facts->>'case')::uuid
   join matter c on c.tenant_id = a.tenant_id and c.office = s.office and c.closed_at >= $2 and c.facts->>'case' = s.id::text and ${isTrue}
   where a.tenant_id = $1 and a.closed_at is null and a.from_record and a.clause = '2.4.1' and a.state in ('proposed', 'hearing', 'deciding') limit 200`,
)

/** A complaint about a late matter that was found true makes its lateness one of 7.6, by itself. Answers how many joined. */
export async function joinComplaints(world: World, scope: Scope): Promise<number> {
  const { tenant } = scope
  const at = world.now()
  const found = await world.db.read(scope, (tx) => tx.all(joinable, [tenant, back(at)]))
  let joined = 0
  for (const { id, complaint } of found)
    await world.db.transaction(scope, async (tx) => {
      const [held, office] = await Promise.all([readMatter(tx, tenant, complaint), current(tx, tenant, at)])
      if (!held) return
      const evidence = await linesAsEvidence(tx, tenant, held.matter, office)
      const verified = `投诉 ${held.matter.number} 经核实属实：${String(held.matter.facts['outcome'] ?? '')}`.slice(
        0,
        2000,
      )
      const ask = { tenant, by: 'time', matter: id, move: 'complained', version: null, at } as const
      const moved = await advance(world, tx, { ...ask, input: { verified, evidence } })
      if (!isRefusal(moved)) joined += 1
    })
  return joined
}

const unpursued = sql<{
  id: string
  number: string
  title: string
  office: string
  staff: string | null
  cause: string
  closed_at: Date
}>(
  'account.unpursued',
  `select c.id, c.number, c.title, c.office, c.facts->>'staff' as staff, c.facts->>'cause' as cause, c.closed_at from matter c
   where c.tenant_id = $1 and c.office = any($2::uuid[]) and c.closed_at >= $3 and ${isTrue} and c.facts->>'staff' is distinct from $4
     and not exists (select from breach b where b.tenant_id = c.tenant_id and b.source = c.id)
     and not exists (select from account a join matter m on m.tenant_id = a.tenant_id and m.id = a.matter_id
       where a.tenant_id = c.tenant_id and a.clause = '7.6' and m.facts->>'case' = c.facts->>'case')
   order by c.closed_at desc limit 50`,
)

/** Complaints found true from which nothing has followed yet (2.4.2, 2.4.3): the head looks whether something has to. */
export async function unpursuedComplaints(tx: Tx, { tenant, staff, office, at }: Asked) {
  const offices = managed(office, staff, at)
  if (offices.length === 0) return []
  const rows = await tx.all(unpursued, [tenant, offices, back(at), staff])
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, title: row.title, office: nameOf(office, row.office), cause: row.cause },
    staff: row.staff ? { id: row.staff, name: nameOf(office, row.staff) } : null,
    closedAt: iso(instant(row.closed_at.getTime())),
  }))
}

/** A complaint has to be found true before anything follows from it (2.4.2). */
export function notFoundTrue({ kind, facts }: Matter): Refusal | null {
  if (kind !== 'complaint' || ['upheld', 'partly'].includes(String(facts['finding']))) return null
  const says = '这件投诉还没有核实为属实，不能据以提出'
  return { refused: 'bad-input', clause: '2.4.2', says, problems: [{ at: '/number', says }] }
}

const back = (at: Instant): string => iso(instant(at - lookBackDays * day))
