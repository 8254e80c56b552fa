import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { duty, nameOf } from '#core/roster.ts'
import type { World } from '#matter/world.ts'
import { schemeAt } from '#office/scheme.ts'
import type { OfficeSnapshot, Organization, Window } from '#office/snapshot.ts'
import type { Claim } from '#rules/quality-service/contract.ts'
import type { Device, DeviceRow } from '#rules/quality-service/hall/device.ts'
import { type Place, prove, scopeOf, unknown } from '#rules/quality-service/visitor/claim.ts'
import { type PublicMatter, publicMatter } from '#rules/quality-service/visitor/view.ts'

/** The most kiosks of one office, and the most displays. */
export const mostKiosks = 99

/** The smallest number that no screen of this kind in use has; null when there are as many as there may be. */
export function freeNumber(rows: readonly DeviceRow[], of: 'kiosk' | 'display' = 'kiosk'): number | null {
  const taken = new Set(rows.filter(({ kind, paired_at }) => kind === of && paired_at).map(({ number }) => number))
  for (let number = 1; number <= mostKiosks; number++) if (!taken.has(number)) return number
  return null
}

/** The office that a kiosk stands in; null when it was shut for good. */
export function officeOf(office: OfficeSnapshot, { office: id }: Pick<Device, 'office'>): Organization | null {
  const found = office.organizations.get(id as never)
  return found && found.closedAt === null ? found : null
}

export type Seat = {
  readonly post: string
  readonly duties: string
  readonly windows: readonly string[]
  readonly who: { readonly name: string; readonly number: string } | null
  /** Somebody stands in for the one who is named for the post. Why isn't told. */
  readonly standsIn: boolean
}

/** The posts of an office, windows first, with who is on duty now, by the names and numbers that the office publishes (1.2.c, 5.5). */
export function seatsOf(office: OfficeSnapshot, { id }: Organization, at: Instant): readonly Seat[] {
  const { roster } = office
  const windows = office.windows.get(id) ?? []
  const place = (post: string) => {
    const first = windows.findIndex((window) => window.post === post)
    return first < 0 ? windows.length : first
  }
  const rows = schemeAt(office, id, at).toSorted((a, b) => place(a.post.id) - place(b.post.id))
  return rows.map(({ post, duties, A }) => {
    const { staff } = duty(roster, post.id, at)
    const person = roster.staff.get(staff)
    return {
      ...{ post: post.name, duties, standsIn: A !== null && A.id !== staff },
      windows: windows.filter((window) => window.post === post.id).map(({ name }) => name),
      who: person ? { name: nameOf(roster, staff), number: person.number } : null,
    }
  })
}

export type Counter = Pick<Window, 'number' | 'name'> & { readonly duties: string }

/** The windows of an office where a visitor can go, with what each does. */
export function countersOf(office: OfficeSnapshot, { id }: Organization): readonly Counter[] {
  const counter = ({ number, name, post }: Window) => ({ number, name, duties: office.duties.get(post) ?? '' })
  return (office.windows.get(id) ?? []).map(counter)
}

/**
 * A matter of the kiosk's own office, proved by number and code; another office's is as unknown as none. Wrong codes are
 * counted by the kiosk, not by its address, behind which the whole hall may stand.
 */
export async function askedAt(
  world: World,
  { tenant }: Pick<Place, 'tenant'>,
  device: Device,
  claim: Claim,
  at: Instant,
): Promise<PublicMatter | Refusal> {
  const here = { tenant, path: device.path }
  const id = await prove(world, here, claim, `kiosk ${device.id}`, at)
  if (isRefusal(id)) return id
  return (await world.db.read(scopeOf(here), (tx) => publicMatter(world, tx, tenant, id, at))) ?? unknown
}
