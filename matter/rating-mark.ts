import { timingSafeEqual } from 'node:crypto'
import { addDays, type Day, day, dayOf, type Instant } from '#core/day.ts'
import type { Organization } from '#office/snapshot.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { defaultLimit } from '#regulation/limits.ts'

/** On which paper or message a visitor was asked to rate: behind a square code, or in a message with a link. */
export type Asked = 'qr' | 'link'

const letters = { qr: 'q', link: 'l' } as const satisfies Record<Asked, string>
const shape = /^([ql])(\d{6})([\w-]{18})$/

/** Made from the matter's id under the blind key, so it is stored nowhere; it opens nothing but the form that rates this visit. */
function markOf(keys: Pick<Keys, 'blind'>, matter: string, letter: string, until: string): string {
  return keys.blind('text', `rate:${letter}:${until}:${matter}`).slice(0, 18)
}

/** What goes with a number on paper, or in a message, so that its holder may rate and no more: until a day, and a mark. */
export function ratingMark(keys: Pick<Keys, 'blind'>, matter: string, asked: Asked, until: Day): string {
  const date = until.slice(2).replaceAll('-', '')
  return `${letters[asked]}${date}${markOf(keys, matter, letters[asked], date)}`
}

/** What a mark says of this matter; null for one that is another's, was changed, or never was one. */
export function readRatingMark(
  keys: Pick<Keys, 'blind'>,
  matter: string,
  text: string,
): { readonly asked: Asked; readonly until: Day } | null {
  const [, letter = '', date = '', given = ''] = shape.exec(text) ?? []
  const right = Buffer.from(markOf(keys, matter, letter, date))
  const typed = Buffer.from(given)
  if (right.byteLength !== typed.byteLength || !timingSafeEqual(right, typed)) return null
  const until = day(`20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`)
  return { asked: letter === 'q' ? 'qr' : 'link', until }
}

/** The last day on which a paper or a message of today may be used to rate: the office's own setting, else the default. */
export function ratedUntil({ settings }: Pick<Organization, 'settings'>, at: Instant): Day {
  const own = settings['rating.open']
  const days =
    typeof own === 'number' && Number.isSafeInteger(own) && own > 0 ? own : defaultLimit('rating.open').amount
  return addDays(dayOf(at), days)
}

/** The address that is printed and sent. */
export function rateAddress(address: string, number: string, mark: string): string {
  return `${address}/rate?number=${encodeURIComponent(number)}&t=${mark}`
}
