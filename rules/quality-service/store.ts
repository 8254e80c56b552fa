import { iso } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Effect } from '#matter/effect.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type RatedFacts, visitOfMatter } from '#rules/quality-service/policy.ts'

const insert = sql<{ visit: string }>(
  'rating.insert',
  `insert into rating (tenant_id, visit, matter_id, org_path, office, staff, post, level, items, words, channel, paper, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (tenant_id, visit) do nothing returning visit`,
)
const ofVisit = sql<{ level: number }>('rating.of', `select level from rating where tenant_id = $1 and visit = $2`)
/** Lines that leave the state as it is (views, ratings) finish nothing. `at` lets the database pass by other months. */
const finisher = sql<{ actor: string | null }>(
  'rating.finisher',
  `select actor from journal where tenant_id = $1 and matter_id = $2 and at = $3 and from_state is distinct from to_state
   order by seq desc limit 1`,
)

/** Whether a visit has its rating. */
export async function isRated(tx: Tx, tenant: string, visit: string): Promise<boolean> {
  return (await tx.maybe(ofVisit, [tenant, visit])) !== null
}

/**
 * One row in `rating` with the move that rates, in its transaction; a visit that has one takes the move back (10.5.1).
 * It is about the post that answered for the matter and the person who finished it there, the deputy as much as A.
 */
export const ratingEffect: Effect = async (tx, tenant, { before, after, path, at }) => {
  const rating = (after.facts as RatedFacts).rating
  if (!before || !rating || before.facts['rating'] !== undefined) return null
  const { holder } = after.custody
  const finished = after.closedAt && (await tx.maybe(finisher, [tenant, after.id, iso(after.closedAt)]))
  const { level, items = [], words = null, channel = 'code', paper = null } = rating
  const who = [after.office, finished?.actor ?? holder.staff, holder.post]
  const row = [tenant, visitOfMatter(after), after.id, path, ...who, level, items, words, channel, paper, iso(at)]
  return (await tx.maybe(insert, row)) ? null : ratedBefore
}

export const ratedBefore: Refusal = {
  refused: 'not-met',
  clause: '10.5.1',
  says: '这次到访已经评价过，一次到访只评价一次',
}
