import { dayOf, type Instant, spoken } from '#core/day.ts'
import { current } from '#office/current.ts'
import type { Db } from '#platform/db/db.ts'
import { type Photo, photoOf } from './photo.ts'
import { kinds, wordOf } from './policy.ts'
import { badgeByCode } from './store.ts'

/** What anybody may know of a badge in front of them: nothing but what stands on it, and whether it holds (9.2). */
export type PublicBadge = {
  readonly word: ReturnType<typeof wordOf>
  readonly kind: string
  readonly number: string
  readonly name: string
  readonly post: string
  readonly office: string
  readonly until: string
  readonly supervisionPhone: string
  readonly hasPhoto: boolean
}

type Place = { readonly tenant: string; readonly path: string }

/** As typed from the badge: sixteen or so letters and digits, whatever the case and the signs between. */
function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 20)
}

/** The badge of a code as of this moment, or null. Never served from a cache: a loss holds at once. */
export function publicBadge(db: Db, place: Place, typed: string, at: Instant): Promise<PublicBadge | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [row, { organizations }] = await Promise.all([
      badgeByCode(tx, place.tenant, plainCode(typed)),
      current(tx, place.tenant, at),
    ])
    if (!row) return null
    const org = organizations.get(row.office as never)
    const word = wordOf(row.state, row.valid_until, dayOf(at))
    return {
      ...{ word, kind: kinds[row.kind], number: row.number, name: row.name, post: row.post_name },
      ...{ office: org?.name ?? '', until: spoken(row.valid_until as never) },
      ...{ supervisionPhone: org?.supervisionPhone ?? '', hasPhoto: row.photo !== null && word === '有效' },
    }
  })
}

/** The photo of a badge that holds; a lost or revoked one shows none. */
export function publicPhoto(db: Db, place: Place, typed: string, at: Instant): Promise<Photo | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const row = await badgeByCode(tx, place.tenant, plainCode(typed))
    if (!row?.photo || wordOf(row.state, row.valid_until, dayOf(at)) !== '有效') return null
    return photoOf(tx, place.tenant, row.photo)
  })
}

/** Where a plate stands and who wears a badge, for whoever was just served there: nothing but what is printed on it. */
export type BadgePlace = {
  readonly code: string
  readonly office: string
  readonly staff: string
  /** Of a plate at a window; a badge goes with its wearer. */
  readonly window: number | null
  /** The window, or the office, in words. */
  readonly place: string
  readonly name: string
}

/** The place of a badge that holds; null for one that is lost, over, or never was. */
export function placeOfBadge(db: Db, place: Place, typed: string, at: Instant): Promise<BadgePlace | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [row, { organizations, windows }] = await Promise.all([
      badgeByCode(tx, place.tenant, plainCode(typed)),
      current(tx, place.tenant, at),
    ])
    if (!row || wordOf(row.state, row.valid_until, dayOf(at)) !== '有效') return null
    const { code, office, staff, kind, name, post } = row
    const window = windows.get(office as never)?.find((one) => one.post === post)
    const isPlate = kind === 'plate' && window !== undefined
    const org = organizations.get(office as never)?.name ?? ''
    const said = isPlate ? { window: window.number, place: `${org}${window.name}` } : { window: null, place: org }
    return { code, office, staff, ...said, name: isPlate ? '' : name }
  })
}
