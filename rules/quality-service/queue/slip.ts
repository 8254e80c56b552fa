import { dayOf, instant, spokenAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { notMet, notSeen, notYours } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { printTicket } from '#platform/sheets/tickets.ts'
import { seatsOf, tokenOf, whereOf } from './change.ts'
import { ticketCode } from './code.ts'
import { states } from './contract.ts'
import { numberOf } from './policy.ts'
import { planOf, ticketById, waitingOf } from './store.ts'
import { waitOf, wishOf, zoneOf } from './view.ts'

/** Numbers are taken for others, and their slips printed, by whoever serves at a window now, or leads. */
export function onlyAtWindow(stand: Stand): Refusal | null {
  return stand.leads || seatsOf(stand).length > 0 ? null : notYours('5.1.b', '代取号由在岗的窗口人员办理')
}

/** Where the owner of a ticket sees how far the line is: known to whoever holds the slip. */
export const addressOf = ({ address, keys }: Pick<World, 'address' | 'keys'>, ticket: string): string =>
  `${address}/q/${tokenOf(keys, ticket)}`

/** The slip of a number that still counts, to be printed at the desk for who can't use the kiosk (10.4.4). */
export async function slipOf(tx: Tx, stand: Stand, world: World, id: string) {
  const refused = onlyAtWindow(stand)
  if (refused) return refused
  const ticket = await ticketById(tx, stand.tenant, id)
  const today = dayOf(stand.at)
  if (ticket?.office !== stand.org.id || ticket.day !== today) return notSeen('没有这个号码，或者不是本单位今天的号码')
  const number = numberOf(ticket)
  if (ticket.state !== 'waiting' && ticket.state !== 'called')
    return notMet('10.4.4', `${number}号现在是“${states[ticket.state]}”，不用再印号票`)
  const [{ plan }, wait] = await Promise.all([
    planOf(tx, stand.tenant, stand.org.id),
    ticket.state === 'waiting' ? waitOf(tx, whereOf(stand), waitingOf(ticket), stand.at) : null,
  ])
  const slip = {
    ...{
      org: stand.org.name,
      number,
      zone: zoneOf(plan, ticket.zone),
      lane: ticket.lane === 'priority' ? '优先' : null,
    },
    ...{ wish: wishOf(world.catalogue, ticket.service), wait: wait?.says ?? null },
    ...{ taken: spokenAt(instant(ticket.made_at.getTime())), url: addressOf(world, id), day: today, mark: world.mark },
    code: ticketCode(world.keys, id),
  }
  return { print: () => printTicket(slip), name: `号票${number}`, says: `印制${number}号号票` }
}
