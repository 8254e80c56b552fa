import { dayOf, type Instant, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Asked, rateAddress, ratedUntil, ratingMark, readRatingMark } from '#matter/rating-mark.ts'
import type { World } from '#matter/world.ts'
import type { Organization } from '#office/snapshot.ts'
import { addFailure, addressKey, lockedUntil } from '#platform/auth/lockout.ts'
import { sql } from '#platform/db/db.ts'
import { lock, nobody, type Place, scopeOf, spellings, tooMany } from './claim.ts'

const byNumber = sql<{ readonly id: string }>(
  'visitor.by-number-marked',
  `select id from matter where tenant_id = $1 and number = any ($2::text[]) order by number limit 1`,
)

/** A number with the mark from behind a square code or out of a message. */
export type Marked = { readonly number: string; readonly mark: string }
export type Proved = { readonly id: string; readonly asked: Asked }

/** The matter that a mark lets its holder rate, or a refusal that is the same for a wrong number and a wrong mark. */
export async function proveMark(
  world: Pick<World, 'db' | 'keys'>,
  place: Place,
  { number, mark }: Marked,
  address: string,
  at: Instant,
): Promise<Proved | Refusal> {
  const key = addressKey(`visitor ${address}`)
  const [found, until] = await world.db.read(scopeOf(place), (tx) =>
    Promise.all([tx.maybe(byNumber, [place.tenant, spellings(number)]), lockedUntil(tx, key, lock, at)]),
  )
  const right = readRatingMark(world.keys, found?.id ?? nobody, mark)
  if (until !== null) return tooMany
  if (found && right)
    return right.until < dayOf(at) ? runOut(spoken(right.until)) : { id: found.id, asked: right.asked }
  await world.db.plain((tx) => addFailure(tx, key, lock, at))
  return unmarked
}

/** Where the holder of a paper or a message of now rates. */
export function addressFor(
  { address, keys }: Pick<World, 'address' | 'keys'>,
  { id, number }: { readonly id: string; readonly number: string },
  org: Pick<Organization, 'settings'>,
  asked: Asked,
  at: Instant,
): string {
  return rateAddress(address, number, ratingMark(keys, id, asked, ratedUntil(org, at)))
}

const unmarked: Refusal = {
  refused: 'not-seen',
  clause: '10.5.1',
  says: '这个评价链接不完整或者不正确。请重新扫描单子上的二维码，也可以在下面填写编号和查询码。',
}
const runOut = (until: string): Refusal => ({
  refused: 'not-met',
  clause: '10.5.1',
  says: `这个评价链接只在${until}以前有效。您还可以在下面填写编号和查询码评价。`,
})

/** Whether it was proved, for the page that shows the form either way. */
export const isProved = (one: Proved | Refusal): one is Proved => !isRefusal(one)
