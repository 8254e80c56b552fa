import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { isVisitorCode } from '#matter/visitor.ts'
import type { World } from '#matter/world.ts'
import { addFailure, addressKey, type Lock, lockedUntil } from '#platform/auth/lockout.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Claim, RatingWay, Said } from '#rules/quality-service/contract.ts'
import { withHandling } from '#rules/quality-service/ratings/open.ts'
import { rateable } from './rateable.ts'

/** Whose matters the public doors and the hall's screens stand before: one tenant, from this organization down. */
export type Place = { readonly tenant: string; readonly path: string }

/** What those who have no session may see: the tenant's matters, one at a time, each proved before it is shown. */
export function scopeOf({ tenant, path }: Place) {
  return { tenant, paths: [path] }
}

const byNumber = sql<{ id: string }>(
  'visitor.by-number',
  `select id from matter where tenant_id = $1 and number = any ($2::text[]) order by number limit 1`,
)

/** Softer than sign-in: a hall's whole Wi-Fi may stand behind one address, and the code has 32^8 values. */
export const lock: Lock = { failures: 30, minutes: 15 }
export const nobody = '00000000-0000-7000-8000-000000000000'

/**
 * The id of the matter that number and code prove, or a refusal that is the same for a wrong number and a wrong code,
 * and takes the same steps to it: nobody learns which numbers exist.
 */
export async function prove(
  world: Pick<World, 'db' | 'keys'>,
  place: Place,
  { number, code }: Claim,
  address: string,
  at: Instant,
): Promise<string | Refusal> {
  const key = addressKey(`visitor ${address}`)
  const [found, until] = await world.db.read(scopeOf(place), (tx) =>
    Promise.all([tx.maybe(byNumber, [place.tenant, spellings(number)]), lockedUntil(tx, key, lock, at)]),
  )
  const isRight = isVisitorCode(world.keys, found?.id ?? nobody, code.normalize('NFKC'))
  if (until !== null) return tooMany
  if (found && isRight) return found.id
  await world.db.plain((tx) => addFailure(tx, key, lock, at))
  return unknown
}

export type Rating = Said & { readonly matter: string; readonly channel: RatingWay; readonly paper?: string }

/** A visitor's own rating, through the one door. Their identity has been proved by then; of a case that goes on, the visit is rated. */
export async function rate(
  world: World,
  tx: Tx,
  { tenant }: Pick<Place, 'tenant'>,
  { matter, level, items, words, channel, paper }: Rating,
  at: Instant,
  gate?: Promise<unknown>,
): Promise<Moved | Refusal> {
  const said = words?.trim()
  const input = {
    level,
    ...(items?.length && { items }),
    ...(said && { words: said }),
    channel,
    ...(paper && { paper }),
  }
  const found = await rateable(world, tx, tenant, matter)
  const about = found?.matter.id ?? matter
  const asked = { tenant, by: 'visitor', matter: about, move: 'rate', version: null, input, at } as const
  const moved = await advance(world, tx, asked, gate)
  return isRefusal(moved) ? moved : withHandling(world, tx, tenant, moved, at)
}

/** Wakes whoever watches the matter, after the commit. */
export function told(world: Pick<World, 'touched'>, tenant: string, { held, posts }: Moved): void {
  const { id, version } = held.matter
  world.touched({ tenant, path: held.path, matter: id, version, posts })
}

/** As printed, and as a telephone's keyboard changes it: full-width letters, capitals, long dashes. */
export function spellings(typed: string): readonly string[] {
  const plain = typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐-―−－]/g, '-')
  const [tail = ''] = /-[a-z]-\d+-\d+$/i.exec(plain) ?? []
  const office = plain.slice(0, plain.length - tail.length)
  return [plain, office.toLowerCase() + tail.toUpperCase(), office.toUpperCase() + tail.toUpperCase()]
}

export const unknown: Refusal = {
  refused: 'not-seen',
  clause: null,
  says: '编号或查询码不正确。请对照受理单或告知书上的编号和查询码重新填写，也可以到窗口请工作人员帮助。',
}

export const tooMany: Refusal = {
  refused: 'too-many',
  clause: null,
  says: '填错的次数太多，请15分钟后再试，或者到窗口请工作人员帮助。',
}
