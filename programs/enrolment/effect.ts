import type { Clock } from '#core/clock.ts'
import { type Day, dayOf, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Effect } from '#matter/effect.ts'
import { wordsOf } from '#matter/words.ts'
import { notMet } from '#office/refusals.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type EnrolmentFacts, enrolmentKind } from './contract.ts'
import { gone as goneAway } from './forms.ts'

const put = sql(
  'enrolment.put',
  `insert into enrolment (tenant_id, matter_id, org_path, office, service, number, name, category, state, closed, holder, holder_staff, registered, since,
     until_day, ended_on, reason, contacted, due_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
   on conflict (tenant_id, matter_id) do update set category = excluded.category, state = excluded.state, closed = excluded.closed,
     holder = excluded.holder, holder_staff = excluded.holder_staff, until_day = excluded.until_day, ended_on = excluded.ended_on,
     reason = excluded.reason, contacted = excluded.contacted, due_at = excluded.due_at`,
)

/**
 * A row for the person, or for each of a household and for the household itself. Whoever comes second at the same instant waits
 * here for the first, and is not written.
 */
const stand = sql<{ person: string }>(
  'enrolment.stand',
  `insert into enrolled (tenant_id, matter_id, person, service, number, office, registered, since, until_day, ended_on, once)
   select $1, $2, person, $4, $5, $6, $7, $8, $9, $10, $11 from unnest($3::text[]) person
   on conflict do nothing returning person`,
)
const standOn = sql(
  'enrolment.stand-on',
  'update enrolled set since = $3, until_day = $4, ended_on = $5 where tenant_id = $1 and matter_id = $2 and person = any($6::text[])',
)
const leave = sql(
  'enrolment.leave',
  'update enrolled set ended_on = $4 where tenant_id = $1 and matter_id = $2 and person = any($3::text[]) and ended_on is null',
)
/** Who left a household and is back in it, unless they stand in another by now. */
const back = sql<{ person: string }>(
  'enrolment.back',
  `update enrolled e set ended_on = null where e.tenant_id = $1 and e.matter_id = $2 and e.person = any($3::text[]) and not exists (
     select from enrolled o where o.tenant_id = $1 and o.person = e.person and o.service = e.service and o.once and o.ended_on is null and o.matter_id <> $2)
   returning e.person`,
)
const inTheWay = sql<{ number: string; short: string }>(
  'enrolment.in-the-way',
  `select e.number, o.short from enrolled e join organization o on o.tenant_id = $1 and o.id = e.office
   where e.tenant_id = $1 and e.person = any($2::text[]) and e.service = $3 and e.once and e.ended_on is null and e.matter_id <> $4 limit 1`,
)

/** Found by the name of before as well: papers with it are about. */
const knownBefore = sql(
  'enrolment.known-before',
  `update matter_word set words = array(select distinct unnest(words || $3::text[])) where tenant_id = $1 and matter_id = $2`,
)

/** The fingerprints of whom an entry is about: its person, those of the household who are still in it, and the household. */
function standIn({ idNumber, householdNumber, members = [] }: EnrolmentFacts): readonly string[] {
  const people = members.filter(({ situation }) => situation !== goneAway).map((one) => one.idNumber)
  const left = members.filter(({ situation }) => situation === goneAway).map((one) => one.idNumber?.blind)
  const all = [idNumber, ...people, householdNumber].flatMap((one) => (one ? [one.blind] : []))
  return [...new Set(all)].filter((one) => !left.includes(one)).toSorted()
}

/** Writes who stands in the register by this entry, in one order for all; why not, where somebody of them does already (8.2). */
async function standing(
  tx: Tx,
  tenant: string,
  before: EnrolmentFacts | undefined,
  after: Matter,
  today: Day,
): Promise<Refusal | null> {
  const facts = after.facts as EnrolmentFacts
  const [was, now] = [before ? standIn(before) : [], standIn(facts)]
  const days = [facts.since, facts.until, facts.ended?.on ?? null]
  const stay = now.filter((one) => was.includes(one))
  const gone = was.filter((one) => !now.includes(one))
  const come = now.filter((one) => !was.includes(one))
  if (stay.length > 0) tx.write(standOn, [tenant, after.id, ...days, stay])
  if (gone.length > 0) tx.write(leave, [tenant, after.id, gone, today])
  if (come.length === 0) return null
  const who = [tenant, after.id, come, facts.service, after.number, after.office, facts.registered]
  const written = await tx.all(stand, [...who, ...days, facts.once === true])
  const others = come.filter((one) => !written.some(({ person }) => person === one))
  const returned = before && others.length > 0 ? await tx.all(back, [tenant, after.id, others]) : []
  if (returned.length === others.length) return null
  const other = await tx.maybe(inTheWay, [tenant, others, facts.service, after.id])
  const where = other ? `（${other.number}，在${other.short}）` : ''
  if (!facts.members)
    return notMet('8.2', `${facts.name}已有没有结束的${facts.serviceName}${where}，请办理变更，或先登记结束再重新开始`)
  return notMet(
    '8.2',
    `这一户或其中的成员已在${facts.serviceName}的登记里${where}，不能再列入一次：成员有变化的在那里登记变动，已经迁出的先在那里登记迁出`,
  )
}

/** An entry as its row in the register, in the transaction of the move that changed it: for the lists by date and holder. */
export const enrolmentEffect: Effect = async (tx, tenant, { before, after, path, at }) => {
  if (after.kind !== enrolmentKind) return null
  const facts = after.facts as EnrolmentFacts
  const { holder } = after.custody
  const taken = await standing(tx, tenant, before?.facts as EnrolmentFacts | undefined, after, dayOf(at))
  if (taken) return taken
  tx.write(put, [
    ...[tenant, after.id, path, after.office, facts.service, after.number, facts.name, facts.category],
    ...[after.state, after.closedAt !== null, holder.post, holder.staff, facts.registered, facts.since],
    ...[facts.until, facts.ended?.on ?? null, facts.ended?.reason ?? facts.proposed?.reason ?? null, facts.contacted],
    nextOf(after.clocks),
  ])
  const was = (before?.facts as EnrolmentFacts | undefined)?.name
  if (was !== undefined && was !== facts.name)
    tx.write(knownBefore, [tenant, after.id, wordsOf({ number: after.number, names: [was], texts: [] })])
  return null
}

/** The next date of those that run, but for a hand-over's own. */
function nextOf(clocks: readonly Clock[]): string {
  const dues = clocks.flatMap(({ is, name, dueAt }) =>
    is === 'running' && name !== 'accept' && dueAt !== null ? [dueAt] : [],
  )
  return dues.length === 0 ? 'infinity' : iso(dues.toSorted((a, b) => a - b)[0]!)
}
