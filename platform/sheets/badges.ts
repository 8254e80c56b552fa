import { encode } from 'uqr'
import { renderPages } from './render.ts'

/** One badge or plate as it is printed. `until` is spoken; `url` is what its QR code leads to. */
export type BadgeCard = {
  readonly office: string
  readonly name: string
  readonly post: string
  readonly number: string
  readonly until: string
  readonly url: string
  /** Of a plate: where whoever was just served at it rates the visit (10.5.1); a badge leads there from its page. */
  readonly rateUrl: string | null
  /** Where to complain of the bearer. */
  readonly supervisionPhone: string
  /** The window that the plate stands at, by name; null for none. */
  readonly window: string | null
  /** Who is A and who is B of the post at the window (5.1), by name; empty where there is nobody to name. */
  readonly roles: readonly (readonly [role: 'A角' | 'B角', name: string])[]
  /** The photo as JPEG, PNG or WebP; null leaves a frame to paste one into. */
  readonly photo: { readonly type: string; readonly bytes: Uint8Array } | null
}

export type BadgePages = {
  readonly kind: 'badge' | 'plate'
  /** The house at the top of the tree: author of the file. */
  readonly house: string
  readonly day: string
  /** Printed small on each card (测试数据); null on a real office's. */
  readonly mark: string | null
  readonly cards: readonly BadgeCard[]
}

const titles = { badge: '胸牌', plate: '桌牌' } as const

/**
 * Badges (ten to a page) or plates (three) on A4 with marks to cut along: the same look for every office of the tree (9.1).
 * Throws a RangeError for a character without a glyph: ask `unprintable` first.
 */
export function printBadges(pages: BadgePages): Promise<Uint8Array> {
  const { data, pictures } = badgeData(pages)
  return renderPages('badges', data, pictures)
}

/** What the template is told, and the photos beside it. */
export function badgeData({ kind, house, day, mark, cards }: BadgePages) {
  const pictures = cards.flatMap(({ photo }, i) => (photo ? [{ path: pathOf(i, photo.type), bytes: photo.bytes }] : []))
  const data = {
    ...{ kind, house, mark, title: titles[kind], date: day.split('-').map(Number) },
    cards: cards.map(({ photo, ...card }, i) => ({
      ...card,
      qr: qrOf(card.url),
      rate: card.rateUrl && qrOf(card.rateUrl),
      photo: photo && pathOf(i, photo.type),
    })),
  }
  return { data, pictures }
}

function pathOf(i: number, type: string): string {
  return `photo-${i}.${type.split('/')[1] ?? 'jpeg'}`
}

/** A QR code as one SVG path, dark on nothing: sharp at any size. */
export function qrOf(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: 0 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}
