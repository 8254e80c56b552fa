import type { Keys } from '#platform/crypto/seal.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * The code on the visitor's slip: with the matter's number it proves the visitor. Made from the matter's id under the
 * blind key, so it is stored nowhere and cannot be worked out from what is.
 */
export function visitorCode(keys: Pick<Keys, 'blind'>, matter: string): string {
  const digest = Buffer.from(keys.blind('text', `visitor:${matter}`))
  return Array.from({ length: 8 }, (_, i) => letters[(digest[i * 2]! * 31 + digest[i * 2 + 1]!) % 32]).join('')
}

/** Whether a typed code is this matter's; spaces, case and dashes do not matter. Takes the same time for any wrong code. */
export function isVisitorCode(keys: Pick<Keys, 'blind'>, matter: string, typed: string): boolean {
  const expected = visitorCode(keys, matter)
  const given = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .padEnd(8)
    .slice(0, 8)
  let difference = 0
  for (let i = 0; i < 8; i++) difference |= expected.charCodeAt(i) ^ given.charCodeAt(i)
  return difference === 0
}
