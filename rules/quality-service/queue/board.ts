import { type Instant, instant, iso } from '#core/day.ts'
import type { Organization } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { whereOf } from './change.ts'
import { numberOf } from './policy.ts'
import { atWindows, callsOf, linesOf, planOf, type Ticket, waitingIn } from './store.ts'

/** One call as the hall's screen shows it: a number and a window, never a name. `call` tells one call from the next. */
export type Call = {
  readonly call: string
  readonly number: string
  readonly window: number
  readonly at: string
  /** Somebody is still to come. */
  readonly open: boolean
}

const shownCalls = 9
const shownPassed = 8
/** Of a hall's windows so many may call at the same time. */
const mostOpen = 60

/** What the hall's screen shows now, read anew each time: the last calls, who was passed over, how many wait where. */
export async function boardOf(tx: Tx, tenant: string, org: Organization, at: Instant) {
  const where = whereOf({ tenant, org, at })
  const [rows, waiting, lines, { plan }] = await Promise.all([
    callsOf(tx, where, shownCalls + mostOpen),
    waitingIn(tx, where),
    linesOf(tx, where),
    planOf(tx, tenant, org.id),
  ])
  const zones = plan.zones.filter(({ letter }) => lines.some(({ zone }) => zone === letter))
  return {
    calls: shownOf(rows.flatMap(callOf)),
    passed: waiting
      .filter(({ passes }) => passes > 0)
      .map(numberOf)
      .slice(0, shownPassed),
    zones: zones.map(({ letter, name }) => ({
      ...{ letter, name },
      waiting: waiting.filter(({ zone }) => zone === letter).length,
    })),
  }
}

/** Whoever is still to come stays on the screen, however many were called and served since; the newest first. */
export function shownOf(calls: readonly Call[]): readonly Call[] {
  const open = calls.filter((one) => one.open)
  const over = calls.filter((one) => !one.open).toSorted(byTime)
  return [...open, ...over.slice(0, Math.max(0, shownCalls - open.length))].toSorted(byTime)
}

const byTime = (a: Call, b: Call): number => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)

function callOf(ticket: Ticket): Call[] {
  const { id, calls, at_window, called_at, state } = ticket
  if (at_window === null || called_at === null) return []
  const at = iso(instant(called_at.getTime()))
  return [{ call: `${id} ${calls}`, number: numberOf(ticket), window: at_window, at, open: state === 'called' }]
}

/** The number that is called to a window or served there now; null for none. */
export async function numberAt(tx: Tx, tenant: string, org: Organization, window: number, at: Instant) {
  const [ticket] = await atWindows(tx, whereOf({ tenant, org, at }), [window])
  return ticket ? { number: numberOf(ticket), called: ticket.state === 'called', matter: ticket.matter_id } : null
}
