import type { Hold } from '#core/custody.ts'
import { type Instant, instant } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { assignedTo, headOf, isSuperiorOf, type OfficeId, type StaffId, superiorOffice } from '#core/roster.ts'
import type { Moved } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { isBad } from '#rules/quality-service/handling.ts'
import { visitOfMatter } from '#rules/quality-service/policy.ts'

type Row = {
  readonly visit: string
  readonly matter_id: string
  readonly office: string
  readonly staff: string
  readonly level: number
  readonly items: readonly string[]
  readonly words: string | null
  readonly channel: string
  readonly at: Date
}

const ratedVisit = sql<Row>(
  'rating.bad',
  `select r.visit, r.matter_id, r.office, r.staff, r.level, r.items, r.words, r.channel, r.at from rating r
   where r.tenant_id = $1 and r.visit = $2 and r.level <= 2
     and not exists (select from rating_handling h where h.tenant_id = $1 and h.visit = r.visit)`,
)

/**
 * A bad rating opens its own matter, in the transaction that makes the rating: with the head of the office, who has one working
 * day; a rating of the head with the head above (10.5.1). Null: it isn't bad, or there is nobody but whom it concerns.
 */
export async function lookInto(
  world: World,
  tx: Tx,
  tenant: string,
  visit: string,
  rated: Matter,
  at: Instant,
): Promise<Moved | Refusal | null> {
  const row = await tx.maybe(ratedVisit, [tenant, visit])
  if (!row || !isBad(row.level)) return null
  const office = await current(tx, tenant, at)
  const hold = keeperOf(office, row.office as OfficeId, row.staff, at)
  if (!hold) return null
  const { staff, level, items, words, channel } = row
  return openMatter(world, tx, {
    ...{ tenant, staff: 'time', kind: 'rating', at, office: row.office as OfficeId, hold },
    input: {
      ...{ visit, case: row.matter_id, staff, level, items, channel, ratedAt: instant(row.at.getTime()) },
      ...(words !== null && { words }),
      isReachable: isReachable(rated.facts),
      ...(isSuperiorOf(office.roster, staff as StaffId, row.office as OfficeId, at) && { isAbove: true }),
    },
  })
}

/** The rating as it was just made, with what follows from it: a bad one isn't made without being looked into. */
export async function withHandling(
  world: World,
  tx: Tx,
  tenant: string,
  moved: Moved,
  at: Instant,
): Promise<Moved | Refusal> {
  const { matter } = moved.held
  const handled = await lookInto(world, tx, tenant, visitOfMatter(matter), matter, at)
  if (handled === null || isRefusal(handled)) return handled ?? moved
  return { ...moved, posts: [...new Set([...moved.posts, ...handled.posts])] }
}

/**
 * The head of the office by right, else of the nearest office above, that isn't whom the rating concerns; never somebody below
 * them: what a superior finished in an office is looked into above the superior.
 */
export function keeperOf(office: OfficeSnapshot, place: OfficeId, concerned: string, at: Instant): Hold | null {
  const { roster } = office
  const above = superiorOffice(roster, place, at)
  const further = () => (above ? keeperOf(office, above, concerned, at) : null)
  if (isSuperiorOf(roster, concerned as StaffId, place, at)) return further()
  const seat = roster.headPost.get(place)
  const staff =
    seat && (assignedTo(roster, seat.id, 'A', at) ?? assignedTo(roster, seat.id, 'B', at) ?? headOf(roster, place, at))
  if (seat && staff && staff !== concerned) return { post: seat.id, staff }
  return further()
}

/** Whether whoever it is left a number by which they are called: whatever the form calls it. */
export function isReachable(facts: unknown): boolean {
  if (isSealed(facts)) return /(^|\.)[a-z]*(phone|mobile)$/i.test(facts.sealed)
  if (Array.isArray(facts)) return false
  return typeof facts === 'object' && facts !== null && Object.values(facts).some(isReachable)
}
