import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import { duty, nameOf } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { type Stand, timed } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { seatsOf, whereOf } from './change.ts'
import { laneReasons, lanes, type Plan, states } from './contract.ts'
import { formsOf } from './forms.ts'
import { aheadOf, estimate, numberOf, waitSays } from './policy.ts'
import { acts, actsIn } from './process.ts'
import { unsaid } from './say.ts'
import {
  absentOf,
  atWindows,
  linesOf,
  minutesEach,
  planOf,
  type Ticket,
  type Where,
  waitingIn,
  waitingOf,
  windowsAtWork,
} from './store.ts'

/** What a visitor came for, in words. */
export function wishOf(catalogue: Catalogue, service: string | null): string {
  if (service === null) return '咨询和反映'
  return catalogue.list().find(({ code }) => code === service)?.name ?? service
}

/** A zone's name; one that a newer plan forgot has its letter. */
export const zoneOf = (plan: Plan, letter: string): string =>
  plan.zones.find((zone) => zone.letter === letter)?.name ?? `${letter}区`

/** A ticket as the desk shows it: a number and what for; nobody's name is on it. */
export function ticketView(catalogue: Catalogue, plan: Plan, ticket: Ticket, at: Instant) {
  const { id, zone, lane, lane_why, state, calls, passes, since, to_window, at_window, matter_id } = ticket
  return {
    ...{ id, number: numberOf(ticket), zone: { letter: zone, name: zoneOf(plan, zone) }, calls, passes, state },
    ...{ stateLabel: states[state], wish: wishOf(catalogue, ticket.service), service: ticket.service },
    lane: { is: lane, label: lanes[lane], why: lane_why && laneReasons[lane_why] },
    waitedMinutes: Math.max(0, Math.floor((at - since.getTime()) / 60_000)),
    ...{ takenAt: timed(ticket.made_at), toWindow: to_window, window: at_window, matter: matter_id },
    /** For whoever stands before the visitor; those who wait are numbers. */
    said: state === 'waiting' ? null : ticket.said,
    offers: actsIn(state).map((act) => ({ act, label: acts[act].label, plain: 'plain' in acts[act] })),
  }
}

/** Everything that the desk needs to call and to look: one reading. */
export async function deskView(tx: Tx, stand: Stand, catalogue: Catalogue) {
  const where = whereOf(stand)
  const windows = stand.office.windows.get(stand.org.id) ?? []
  const [lines, rows, gone, current, { version, plan }] = await Promise.all([
    linesOf(tx, where),
    waitingIn(tx, where),
    absentOf(tx, where),
    atWindows(
      tx,
      where,
      windows.map(({ number }) => number),
    ),
    planOf(tx, where.tenant, where.office),
  ])
  const mine = seatsOf(stand).map(({ number }) => number)
  const show = (ticket: Ticket) => ticketView(catalogue, plan, ticket, stand.at)
  const letters = [...new Set([...plan.zones.map(({ letter }) => letter), ...lines.map(({ zone }) => zone)])]
  const services = catalogue.list().map(({ code, name }) => ({ id: code, name }))
  return {
    office: { id: stand.org.id, name: stand.org.name },
    /** Somebody took a number today: before that the desk is not troubled with it. */
    inUse: lines.length > 0,
    leads: stand.leads,
    waiting: rows.length,
    zones: letters.map((letter) => ({
      ...{ letter, name: zoneOf(plan, letter) },
      waiting: rows.filter(({ zone }) => zone === letter).length,
      priority: rows.filter(({ zone, lane }) => zone === letter && lane === 'priority').length,
    })),
    windows: windows.map(({ number, name, post }) => ({
      ...{ number, name, mine: mine.includes(number) },
      who: nameOf(stand.office.roster, duty(stand.office.roster, post, stand.at).staff),
      now: current.filter(({ at_window }) => at_window === number).map(show)[0] ?? null,
    })),
    rows: rows.slice(0, 200).map(show),
    absent: gone.map(show),
    plan: { version, ...plan },
    forms: formsOf(plan, windows, services),
  }
}

export type Wait = { readonly ahead: number; readonly minutes: number | null; readonly says: string }

/** How long somebody waits who stands there, or who would take a number now. */
export async function waitOf(
  tx: Tx,
  where: Where,
  ticket: Pick<ReturnType<typeof waitingOf>, 'zone' | 'lane' | 'since' | 'origin' | 'seq'>,
  at: Instant,
): Promise<Wait> {
  const [{ plan }, rows, each, windows] = await Promise.all([
    planOf(tx, where.tenant, where.office),
    waitingIn(tx, where),
    minutesEach(tx, where, ticket.zone, at),
    windowsAtWork(tx, where, ticket.zone, at),
  ])
  const ahead = aheadOf(rows.map(waitingOf), ticket, plan.ratio)
  const minutes = estimate(ahead, each, windows)
  return { ahead, minutes, says: waitSays(ahead, minutes) }
}

/** What everybody may know of a ticket: whoever has its slip, and nobody else. */
export async function publicTicket(tx: Tx, ticket: Ticket, tenant: string, at: Instant) {
  const where: Where = { tenant, office: ticket.office, path: ticket.org_path, day: ticket.day }
  const wait = ticket.state === 'waiting' ? await waitOf(tx, where, waitingOf(ticket), at) : null
  return {
    ...{ number: numberOf(ticket), day: ticket.day, state: ticket.state, passes: ticket.passes },
    ...{ window: ticket.at_window, lane: ticket.lane, wait, takenAt: iso(instant(ticket.made_at.getTime())) },
    /** Whether something can be written for the window, or was; never what. */
    ...{ maySay: unsaid(ticket, dayOf(at)) === null, hasSaid: ticket.said !== null },
  }
}
export type PublicTicket = Awaited<ReturnType<typeof publicTicket>>
