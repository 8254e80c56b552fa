import { dayOf, type Instant } from '#core/day.ts'
import { current } from '#office/current.ts'
import type { Organization } from '#office/snapshot.ts'
import type { Db } from '#platform/db/db.ts'
import { zoneAt } from './check.ts'
import { planOf } from './plan.ts'
import { venueOn } from './store.ts'

/** What a visitor is shown of a hall: where it is, its drawing, and which window stands in which zone (10.1.3, 10.4.5). */
export type PublicVenue = {
  readonly org: Pick<Organization, 'name' | 'address' | 'phone' | 'code'>
  readonly svg: string
  readonly zones: readonly { readonly name: string; readonly windows: readonly string[] }[]
}

type Place = { readonly tenant: string; readonly path: string }

/** The hall of an office as it is today, by the office's code; null for an office that is none of this place's or has no plan. */
export function publicVenue(db: Db, place: Place, code: string, at: Instant): Promise<PublicVenue | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const office = await current(tx, place.tenant, at)
    const org = [...office.organizations.values()].find((one) => one.code === code)
    const row = org && (await venueOn(tx, place.tenant, org.id, dayOf(at)))
    if (!org || !row) return null
    const windows = office.windows.get(org.id) ?? []
    const named = (number: number) => windows.find((one) => one.number === number)?.name ?? `${number}号窗口`
    const { data: venue } = row
    const zones = venue.zones.map((zone) => ({
      name: zone.name,
      windows: venue.windows
        .filter((window) => zoneAt(venue.zones, window) === zone)
        .map(({ number }) => named(number)),
    }))
    return { org, svg: planOf(venue, `${org.name}平面图`, windows), zones }
  })
}
