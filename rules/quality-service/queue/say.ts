import { type Day, dayOf, type Instant } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { enter } from '#office/ledger.ts'
import { badInput, notMet } from '#office/refusals.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Said } from './contract.ts'
import { numberOf } from './policy.ts'
import { saveSaid, type Ticket, ticketByToken } from './store.ts'

/** Why nothing can be written for the window any more, or null: once, before it is served, on its own day. */
export function unsaid(ticket: Ticket, today: Day): Refusal | null {
  if (ticket.day !== today) return notMet('10.4.4', '这是以前的号码，已经过了')
  if (ticket.said !== null) return notMet('10.4.4', '已经写过一次了，没有再改；要补充的，到窗口当面说')
  const isOpen =
    (ticket.state === 'waiting' || ticket.state === 'called') && ticket.served_at === null && ticket.matter_id === null
  return isOpen ? null : notMet('10.4.4', '这个号码已经办理或者过号，请到窗口当面说')
}

export type Told = { readonly ticket: Ticket; readonly refusal: Refusal | null }

/**
 * Keeps what the owner of a slip wrote for the window, by its fingerprint; null where there is no such slip. The history says
 * that something was written and not what (2.1, 10.4.4).
 */
export async function saysFirst(
  tx: Tx,
  tenant: string,
  token: string,
  said: Said | null,
  at: Instant,
): Promise<Told | null> {
  const ticket = await ticketByToken(tx, tenant, token)
  if (!ticket) return null
  const today = dayOf(at)
  const refusal = unsaid(ticket, today) ?? (said ? null : badInput('10.4.4', '/matter', '两样都没有写'))
  if (refusal || !said) return { ticket, refusal }
  const kept = await saveSaid(tx, tenant, token, today, said)
  // Called and served, or written by another tap, since it was read.
  if (!kept) return { ticket, refusal: notMet('10.4.4', '号码刚刚有变化，没有写上；请到窗口当面说') }
  enter(tx, {
    ...{ tenant, path: kept.org_path, register: 'queue', entry: kept.id, at, staff: null, clause: '10.4.4' },
    ...{ act: 'queue.say', says: `${numberOf(kept)}号来人用手机先写了要办的事`, what: {} },
  })
  return { ticket: kept, refusal: null }
}
