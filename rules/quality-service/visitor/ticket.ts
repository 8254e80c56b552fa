import { dayOf, type Instant } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { addFailure, addressKey, lockedUntil } from '#platform/auth/lockout.ts'
import { sql } from '#platform/db/db.ts'
import { isTicketCode } from '#rules/quality-service/queue/code.ts'
import { lock, nobody, type Place, scopeOf, tooMany } from './claim.ts'

const ofToday = sql<{
  readonly id: string
  readonly matter: string | null
  readonly window: number | null
  readonly staff: string | null
}>(
  'visitor.ticket-of-today',
  `select id, matter_id as matter, at_window as window, staff from queue_ticket
   where tenant_id = $1 and office = $2 and day = $3 and origin = $4 and seq = $5`,
)

/** Where a plate stands, or who wears a badge. */
export type Before = { readonly office: string; readonly window: number | null; readonly staff: string }
export type TicketClaim = { readonly number: string; readonly code: string }

/** `B013`, as a telephone types it; null: this is no number of a queue. */
export function ticketIn(typed: string): { readonly origin: string; readonly seq: number } | null {
  const [, origin, seq] = /^([A-Z])0*(\d{1,4})$/.exec(typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()) ?? []
  return origin && seq ? { origin, seq: Number(seq) } : null
}

/**
 * The visit just served at this window, or by whoever wears this badge, proved by the number of today's slip and the code on
 * it: nobody rates who was not there (10.5.1). One answer for a wrong number and a wrong code.
 */
export async function proveTicket(
  world: Pick<World, 'db' | 'keys'>,
  place: Place,
  before: Before,
  { number, code }: TicketClaim,
  address: string,
  at: Instant,
): Promise<string | Refusal> {
  const key = addressKey(`visitor ${address}`)
  const typed = ticketIn(number)
  const [found, until] = await world.db.read(scopeOf(place), (tx) =>
    Promise.all([
      typed && tx.maybe(ofToday, [place.tenant, before.office, dayOf(at), typed.origin, typed.seq]),
      lockedUntil(tx, key, lock, at),
    ]),
  )
  const isRight = isTicketCode(world.keys, found?.id ?? nobody, code)
  if (until !== null) return tooMany
  if (!found || !isRight) {
    await world.db.plain((tx) => addFailure(tx, key, lock, at))
    return unknown
  }
  const isHere = before.window === null ? found.staff === before.staff : found.window === before.window
  if (!isHere) return found.window === null ? unserved : elsewhere(found.window)
  return found.matter ?? unserved
}

const unknown: Refusal = {
  refused: 'not-seen',
  clause: '10.5.1',
  says: '号码或评价码不正确，或者不是今天的号。请对照号票重新填写；没有号票的，填写单子上的编号和查询码。',
}
const unserved: Refusal = {
  refused: 'not-met',
  clause: '10.5.1',
  says: '这个号还没有办完，或者窗口没有登记所办的事。办完以后再来评价，也可以用单子上的编号和查询码评价。',
}
const elsewhere = (window: number): Refusal => ({
  refused: 'not-met',
  clause: '10.5.1',
  says: `这个号是在${window}号窗口办的，请扫那个窗口的二维码，或者用单子上的编号和查询码评价。`,
})
