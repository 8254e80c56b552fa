import { type Instant, instant } from '#core/day.ts'
import { phoneProblems } from '#core/numbers.ts'
import type { Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { addFailure, addressKey, heldUntil, type Lock } from '#platform/auth/lockout.ts'
import { sql } from '#platform/db/db.ts'
import { lock, nobody, type Place, scopeOf, spellings } from './claim.ts'

const byNumber = sql<{ readonly id: string }>(
  'visitor.by-number-open',
  `select id from matter where tenant_id = $1 and number = any ($2::text[]) and kind in ('case', 'contact', 'petition', 'complaint')
   order by number limit 1`,
)
const told = sql<{ readonly one: number }>(
  'visitor.told-phone',
  `select 1 as one from secret where tenant_id = $1 and matter_id = $2 and blind = $3 and cipher <> '' limit 1`,
)

/**
 * Numbers run on and telephones are known to neighbours, so a telephone and a number may each be tried three times, from
 * wherever, and then ever more seldom: who mistypes waits for a minute, who goes through the numbers for a day.
 */
const few: readonly Lock[] = [
  { failures: 3, minutes: 1 },
  { failures: 4, minutes: 5 },
  { failures: 5, minutes: 15 },
  { failures: 6, minutes: 60 },
  { failures: 7, minutes: 24 * 60 },
]
/** A wrong try is forgotten a day after the last one. */
const counted: Lock = { failures: 7, minutes: 24 * 60 }

export type PhoneClaim = { readonly number: string; readonly phone: string }

/**
 * The id of the matter of this number at which this telephone was left, or a refusal that is the same whatever is wrong.
 * It lets read, and no more: what changes a matter asks for the code.
 */
export async function provePhone(
  world: Pick<World, 'db' | 'keys'>,
  place: Place,
  { number, phone }: PhoneClaim,
  address: string,
  at: Instant,
): Promise<string | Refusal> {
  const typed = phone.normalize('NFKC').trim()
  const isPhone = phoneProblems(typed).length === 0
  const blind = world.keys.blind('phone', typed)
  const [spelled = ''] = spellings(number)
  const [isRight, id] = await world.db.read(scopeOf(place), async (tx) => {
    const found = await tx.maybe(byNumber, [place.tenant, spellings(number)])
    const left = await tx.maybe(told, [place.tenant, found?.id ?? nobody, blind])
    return [isPhone && found !== null && left !== null, found?.id ?? nobody] as const
  })
  const doors: readonly (readonly [key: string, locks: readonly Lock[], counted: Lock])[] = [
    [addressKey(`visitor ${address}`), [lock], lock],
    [addressKey(`visitor-phone ${blind}`), few, counted],
    [addressKey(`visitor-number ${spelled.toLowerCase()}`), few, counted],
  ]
  const closed = await world.db.plain(async (tx) => {
    let until = at
    for (const [key, locks] of doors) until = instant(Math.max(until, (await heldUntil(tx, key, locks, at)) ?? at))
    // While a door is closed nothing is learnt and nothing is counted, whether or not it was right.
    if (until === at && !isRight) for (const [key, , how] of doors) await addFailure(tx, key, how, at)
    return until - at
  })
  if (closed > 0) return tooOften(closed)
  return isRight ? id : unknownPhone
}

const unknownPhone: Refusal = {
  refused: 'not-seen',
  clause: null,
  says: '编号和手机号码对不上。请填写办理时留下的电话；也可以用单子上的查询码，或者到窗口请工作人员帮助。',
}

function tooOften(ms: number): Refusal {
  const minutes = Math.ceil(ms / 60_000)
  const wait = minutes > 90 ? `${Math.ceil(minutes / 60)}小时` : `${minutes}分钟`
  const says = `填错的次数太多，请${wait}后再用电话查询。可以用单子上的查询码，或者到窗口请工作人员帮助。`
  return { refused: 'too-many', clause: null, says }
}
