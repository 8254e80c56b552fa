import { dayOf, type Instant } from '#core/day.ts'
import { liesIn } from '#core/path.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { officeOf } from '#core/roster.ts'
import type { Setting } from '#core/sums/answer.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import type { Db } from '#platform/db/db.ts'
import { ownBook } from './own.ts'

/** The tenant that the public stands before. */
export type Place = { readonly tenant: string; readonly path: string }

/** Whose calendar is asked for: an office by its code, else that of whoever is signed in, else the first with windows. */
export type Wanted = {
  readonly code: string | null
  readonly who: { readonly tenant: string; readonly staff: string } | null
}

/** The day and the calendar under which is reckoned; null where no office has this code. */
export function settingAt(db: Db, place: Place, { code, who }: Wanted, at: Instant): Promise<Setting | null> {
  return db.plain(async (tx) => {
    const tenant = who?.tenant ?? place.tenant
    const office = await current(tx, tenant, at)
    const own = who && officeOf(office.roster, who.staff as StaffId, at)
    const found = officeFor(office, who ? '' : place.path, code, own)
    return found
      ? {
          today: dayOf(at),
          calendar: office.calendar(found.id),
          office: found.name,
          book: ownBook(office, found.id, at),
        }
      : null
  })
}

/** The offices whose calendars may be asked for, from the top down. */
export async function officesAt(db: Db, place: Place, at: Instant): Promise<readonly Organization[]> {
  return db.plain(async (tx) => withWindows(await current(tx, place.tenant, at), place.path))
}

function officeFor(
  office: OfficeSnapshot,
  path: string,
  code: string | null,
  own: OfficeId | null,
): Organization | undefined {
  if (code !== null) return [...office.organizations.values()].find((one) => one.code === code && isIn(one, path))
  return (own === null ? undefined : office.organizations.get(own)) ?? withWindows(office, path)[0]
}

function withWindows({ organizations, windows }: OfficeSnapshot, path: string): readonly Organization[] {
  return [...organizations.values()]
    .filter((one) => isIn(one, path) && windows.get(one.id)?.length)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function isIn(one: Organization, path: string): boolean {
  return path === '' || liesIn(one.path, path)
}
