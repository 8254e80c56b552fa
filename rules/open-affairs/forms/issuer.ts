import { openingsOn } from '#core/calendar.ts'
import { addDays, clockTime, dayOf, type Instant } from '#core/day.ts'
import { liesIn } from '#core/path.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import type { Issuer } from '#platform/sheets/leaf.ts'

/** The tenant that the public stands before. */
export type Place = { readonly tenant: string; readonly path: string }
export type Given = { readonly issuer: Issuer; readonly office: OfficeSnapshot; readonly org: Organization }

/** The office whose heading stands on a blank: the one named by its code, else the first with windows; null: no such office. */
export async function issuerAt(
  { db, mark }: Pick<World, 'db' | 'mark'>,
  place: Place,
  code: string | undefined,
  at: Instant,
): Promise<Given | null> {
  const office = await db.plain((tx) => current(tx, place.tenant, at))
  const inside = ({ path }: Organization) => place.path === '' || liesIn(path, place.path)
  const all = [...office.organizations.values()].filter(inside).sort((a, b) => (a.path < b.path ? -1 : 1))
  const org =
    code === undefined ? all.find(({ id }) => office.windows.get(id)?.length) : all.find((one) => one.code === code)
  if (!org) return null
  const { name, phone, supervisionPhone, address } = org
  return { issuer: { name, phone, supervisionPhone, address, mark: mark ?? null }, office, org }
}

/** When the windows are open on a working day: the next one's hours. */
export function hoursSays(office: OfficeSnapshot, { id }: Organization, at: Instant): string {
  const calendar = office.calendar(id)
  const days = Array.from({ length: 14 }, (_, i) => openingsOn(calendar, addDays(dayOf(at), i)))
  const hours = days.find((one) => one.length > 0)?.map(([from, to]) => `${clockTime(from)}—${clockTime(to)}`)
  return hours ? `工作日 ${hours.join('，')}（法定节假日休息，调休上班日照常）` : '以窗口公布为准'
}
