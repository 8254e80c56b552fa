import type { Clock } from '#core/clock.ts'
import { iso } from '#core/day.ts'
import type { Effect } from '#matter/effect.ts'
import { wordsOf } from '#matter/words.ts'
import { notMet } from '#office/refusals.ts'
import { sql } from '#platform/db/db.ts'
import { type EnrolmentFacts, enrolmentKind } from './contract.ts'

const put = sql(
  'enrolment.put',
  `insert into enrolment (tenant_id, matter_id, org_path, office, service, number, name, category, state, closed, holder, holder_staff, registered, since,
     until_day, ended_on, reason, contacted, due_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
   on conflict (tenant_id, matter_id) do update set category = excluded.category, state = excluded.state, closed = excluded.closed,
     holder = excluded.holder, holder_staff = excluded.holder_staff, until_day = excluded.until_day, ended_on = excluded.ended_on,
     reason = excluded.reason, contacted = excluded.contacted, due_at = excluded.due_at`,
)

/** Whoever comes second at the same instant waits here for the first, and is not written. */
const stand = sql<{ matter_id: string }>(
  'enrolment.stand',
  `insert into enrolled (tenant_id, matter_id, person, service, number, office, registered, since, until_day, ended_on, once)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   on conflict do nothing returning matter_id`,
)
const standOn = sql(
  'enrolment.stand-on',
  'update enrolled set since = $3, until_day = $4, ended_on = $5 where tenant_id = $1 and matter_id = $2',
)

const retitle = sql(
  'enrolment.retitle',
  `update matter set title = $3 || substr(title, char_length($4) + 1) where tenant_id = $1 and id = $2 and starts_with(title, $4)`,
)
/** Found by the name of before as well: papers with it are about. */
const reword = sql(
  'enrolment.reword',
  `update matter_word set words = array(select distinct unnest(words || $3::text[])) where tenant_id = $1 and matter_id = $2`,
)

/** An entry as its row in the register, in the transaction of the move that changed it: for the lists by date and holder. */
export const enrolmentEffect: Effect = async (tx, tenant, { before, after, path }) => {
  if (after.kind !== enrolmentKind) return null
  const facts = after.facts as EnrolmentFacts
  const { holder } = after.custody
  const days = [facts.since, facts.until, facts.ended?.on ?? null]
  if (before) tx.write(standOn, [tenant, after.id, ...days])
  else if (facts.idNumber) {
    const who = [tenant, after.id, facts.idNumber.blind, facts.service, after.number, after.office, facts.registered]
    const isFirst = await tx.maybe(stand, [...who, ...days, facts.once === true])
    if (!isFirst)
      return notMet('8.2', `${facts.name}已有没有结束的${facts.serviceName}，请办理变更，或先登记结束再重新开始`)
  }
  tx.write(put, [
    ...[tenant, after.id, path, after.office, facts.service, after.number, facts.name, facts.category],
    ...[after.state, after.closedAt !== null, holder.post, holder.staff, facts.registered, facts.since],
    ...[facts.until, facts.ended?.on ?? null, facts.ended?.reason ?? facts.proposed?.reason ?? null, facts.contacted],
    nextOf(after.clocks),
  ])
  const was = (before?.facts as EnrolmentFacts | undefined)?.name
  if (was !== undefined && was !== facts.name) {
    tx.write(retitle, [tenant, after.id, facts.name, was])
    tx.write(reword, [tenant, after.id, wordsOf({ number: after.number, names: [facts.name], texts: [] })])
  }
  return null
}

/** The next date of those that run, but for a hand-over's own. */
function nextOf(clocks: readonly Clock[]): string {
  const dues = clocks.flatMap(({ is, name, dueAt }) =>
    is === 'running' && name !== 'accept' && dueAt !== null ? [dueAt] : [],
  )
  return dues.length === 0 ? 'infinity' : iso(dues.toSorted((a, b) => a - b)[0]!)
}
