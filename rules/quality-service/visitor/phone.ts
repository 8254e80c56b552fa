import type { Instant } from '#core/day.ts'
import { phoneProblems } from '#core/numbers.ts'
import type { Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { addFailure, addressKey, type Lock, lockedUntil } from '#platform/auth/lockout.ts'
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
 * Numbers run on and telephones are known to neighbours, so a telephone and a number may each be tried a few times a day
 * only, from wherever: nobody can go through the numbers to learn whether somebody has been here.
 */
const few: Lock = { failures: 6, minutes: 24 * 60 - 1 }

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
  const doors: readonly (readonly [string, Lock])[] = [
    [addressKey(`visitor ${address}`), lock],
    [addressKey(`visitor-phone ${blind}`), few],
    [addressKey(`visitor-number ${spelled.toLowerCase()}`), few],
  ]
  const [isRight, id, closed] = await world.db.read(scopeOf(place), async (tx) => {
    const [found, ...until] = await Promise.all([
      tx.maybe(byNumber, [place.tenant, spellings(number)]),
      ...doors.map(([key, how]) => lockedUntil(tx, key, how, at)),
    ])
    const left = await tx.maybe(told, [place.tenant, found?.id ?? nobody, blind])
    return [isPhone && found !== null && left !== null, found?.id ?? nobody, until.some((one) => one !== null)] as const
  })
  if (closed) return tooOften
  if (isRight) return id
  await world.db.plain(async (tx) => {
    for (const [key, how] of doors) await addFailure(tx, key, how, at)
  })
  return unknownPhone
}

const unknownPhone: Refusal = {
  refused: 'not-seen',
  clause: null,
  says: '编号和手机号码对不上。请填写办理时留下的电话；也可以用单子上的查询码，或者到窗口请工作人员帮助。',
}
const tooOften: Refusal = {
  refused: 'too-many',
  clause: null,
  says: '填错的次数太多，今天不能再用电话查询。可以用单子上的查询码，或者到窗口请工作人员帮助。',
}
