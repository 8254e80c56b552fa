import type { Keys } from '#platform/crypto/seal.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * The short code on a slip: with the number of the day it proves that somebody stood in this line, so that they may rate the
 * window that served them (10.5.1). Made from the ticket's id under the blind key, as the slip's long secret is; stored nowhere.
 */
export function ticketCode(keys: Pick<Keys, 'blind'>, ticket: string): string {
  const digest = Buffer.from(keys.blind('text', `ticket-code:${ticket}`))
  return Array.from({ length: 6 }, (_, i) => letters[(digest[i * 2]! * 31 + digest[i * 2 + 1]!) % 32]).join('')
}

/** Whether a typed code is this slip's; spaces, case and dashes do not matter. The same time for any wrong code. */
export function isTicketCode(keys: Pick<Keys, 'blind'>, ticket: string, typed: string): boolean {
  const right = ticketCode(keys, ticket)
  const given = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .padEnd(6)
    .slice(0, 7)
  let difference = given.length - 6
  for (let i = 0; i < 6; i++) difference |= right.charCodeAt(i) ^ given.charCodeAt(i)
  return difference === 0
}
