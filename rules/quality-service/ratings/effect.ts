import type { Clock } from '#core/clock.ts'
import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Change, Effect } from '#matter/effect.ts'
import { isoOrNull } from '#matter/rows.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { AppealFacts } from '#rules/quality-service/appeal.ts'
import type { RatingFacts } from '#rules/quality-service/handling.ts'

const save = sql(
  'handling.save',
  `insert into rating_handling (tenant_id, visit, matter_id, number, org_path, office, staff, level, rated_at, state, contacted_at, verified_at, verified_by,
     finding, way, round, posted, content, due_at, late, closed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
   on conflict (tenant_id, visit) do update set state = excluded.state, contacted_at = excluded.contacted_at, verified_at = excluded.verified_at,
     verified_by = excluded.verified_by, finding = excluded.finding, way = excluded.way, round = excluded.round, posted = excluded.posted,
     content = excluded.content, due_at = excluded.due_at, late = rating_handling.late or excluded.late, closed_at = excluded.closed_at
   where rating_handling.matter_id = excluded.matter_id`,
)

/** Its own row beside the rating, for the register, the figures and the public page; the rating itself is never touched. */
export const handlingEffect: Effect = async (tx, tenant, { after, path }) => {
  if (after.kind !== 'rating') return null
  const facts = after.facts as RatingFacts
  const { visit, staff, level, ratedAt, reached = [], verified, remedy, above, posted, revisits = [] } = facts
  const heard = reached.find(({ missed }) => !missed)
  tx.write(save, [
    ...[tenant, visit, after.id, after.number, path, after.office, staff, level, iso(instant(ratedAt)), after.state],
    ...[isoOrNull((heard?.at ?? null) as Instant | null), isoOrNull((verified?.at ?? null) as Instant | null)],
    ...[verified?.by ?? null, verified?.finding ?? null, remedy ?? null, above ? 2 : 1],
    ...[posted ?? null, revisits.findLast(({ content }) => content !== undefined)?.content ?? null],
    ...[isoOrNull(dueOf(after)), after.clocks.some(({ lateSince }) => lateSince !== null), isoOrNull(after.closedAt)],
  ])
  return null
}

const running = ({ is, dueAt }: Clock): boolean => is === 'running' && dueAt !== null

function dueOf({ clocks }: Matter): Instant | null {
  const due = clocks.filter(running).map(({ dueAt }) => dueAt as Instant)
  return due.sort((a, b) => a - b)[0] ?? null
}

export type HandlingRow = {
  readonly visit: string
  readonly matter_id: string
  readonly number: string
  readonly office: string
  readonly staff: string
  readonly level: number
  readonly rated_at: Date
  readonly items: readonly string[]
  readonly verified_by: string | null
  readonly appeal_id: string | null
}
export const handlingColumns = `h.visit, h.matter_id, h.number, h.office, h.staff, h.level, h.rated_at, r.items, h.verified_by, h.appeal_id`
const ofNumber = sql<HandlingRow>(
  'handling.of',
  `select ${handlingColumns} from rating_handling h join rating r on r.tenant_id = $1 and r.visit = h.visit where h.tenant_id = $1 and h.number = $2
   for update of h`,
)
/** Whoever decides gets from the appeal to what was looked into; whom it concerns may not, and finds no way there. */
const linked = sql(
  'handling.linked',
  `insert into matter_following (tenant_id, matter_id, kind, followed_by, org_path, at) values ($1, $2, 'rating', $3, $4, $5)`,
)
const stands = sql(
  'handling.appealed',
  `update rating_handling set appeal_id = $3, appeal_state = $4, excluded_at = $5, excluded_by = $6, excluded_why = $7 where tenant_id = $1 and number = $2`,
)

/** An appeal is about a rating as it is on record, once, and what the superior decides is written where the figures look. */
export const appealEffect: Effect = async (tx, tenant, change) => {
  const { before, after } = change
  if (after.kind !== 'appeal') return null
  const facts = after.facts as AppealFacts
  const refusal = before ? null : await doubtOf(tx, tenant, change, facts)
  if (refusal) return refusal
  const granted = facts.decision?.granted === true ? facts.decision : null
  tx.write(stands, [
    ...[tenant, facts.handling, after.id, after.state],
    ...[granted ? iso(instant(granted.at)) : null, granted?.by ?? null, granted?.opinion ?? null],
  ])
  return null
}

/** What a form says of a rating is believed only as far as the record says the same. */
async function doubtOf(
  tx: Tx,
  tenant: string,
  { after: matter, path, at }: Change,
  facts: AppealFacts,
): Promise<Refusal | null> {
  const row = await tx.maybe(ofNumber, [tenant, facts.handling])
  if (!row || row.office !== matter.office) return unknown
  if (row.appeal_id !== null) return once
  const isSo =
    row.staff === facts.staff &&
    row.level === facts.level &&
    row.items.join() === facts.items.join() &&
    (row.verified_by ?? undefined) === facts.verifiedBy &&
    monthOf(instant(row.rated_at.getTime())) === facts.month
  const isHeldElsewhere = matter.custody.holder.staff !== row.staff && matter.custody.holder.staff !== facts.by
  if (!isSo || !isHeldElsewhere) return unknown
  tx.write(linked, [tenant, matter.id, row.matter_id, path, iso(at)])
  return null
}

export const monthOf = (at: Instant): string => dayOf(at).slice(0, 7)

export const unknown: Refusal = {
  refused: 'not-seen',
  clause: '10.5.1',
  says: '没有这件差评核查，请在评价页面里提出申诉',
}
const once: Refusal = { refused: 'not-met', clause: '10.5.1', says: '这次评价已经申诉过，一次评价只申诉一次' }
