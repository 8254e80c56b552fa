import { day, type Instant, instantAt, iso } from '#core/day.ts'
import { publishedNotices } from '#core/notice.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'
import { type Founding, foundTenant } from '#office/found.ts'
import { bodies, city, people, places, seats, sittings, type Username } from '#office/story.ts'
import type { Db } from '#platform/db/db.ts'

/** The demonstration's ids are the same in every database: its tests, pictures and manual can name them. */
const id = (group: number, n: number) =>
  `01900000-0000-7000-8${String(group).padStart(3, '0')}-${String(n).padStart(12, '0')}`

export const demoTenant = id(0, 1)

const offices = new Map(places.map((place, i) => [place.code, id(1, i + 1) as OfficeId]))
const staff = new Map<string, StaffId>(people.map((person, i) => [person.username, id(2, i + 1) as StaffId]))
const posts = new Map(seats.map((seat, i) => [`${seat.at}.${seat.code}`, id(3, i + 1) as PostId]))
const paths = new Map<string, string>()
for (const { code, above } of places) paths.set(code, above === null ? code : `${paths.get(above)}.${code}`)

/** The person behind an account of the demonstration. */
export function demoStaff(username: Username): StaffId {
  return must(staff.get(username))
}

/** An office of the demonstration by its code: `cs`, `slq`, `sljd`, `slsq`, `ybq`, `ybjd`. */
export function demoOffice(code: string): OfficeId {
  return must(offices.get(code))
}

/** A post of the demonstration, such as `sljd.counter`. */
export function demoPost(code: string): PostId {
  return must(posts.get(code))
}

/** The ltree path of an office of the demonstration. */
export function demoPath(code: string): string {
  return must(paths.get(code))
}

/** The whole demonstration in one transaction, once per database. `passwordHash` is stored for every account. */
export async function seedOffice(
  db: Db,
  { passwordHash, at }: { passwordHash: string | null; at: Instant },
): Promise<boolean> {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  return db.transaction(scope, (tx) =>
    foundTenant(tx, founding(passwordHash), at, '建立演示单位、岗位和AB角（测试数据）'),
  )
}

function founding(password_hash: string | null): Founding {
  const valid_from = iso(instantAt(day('2025-01-01'), 0))
  const phone = (group: number, n: number) => `0000-${group}0000${String(n).padStart(2, '0')}`
  return {
    tenant: { tenant_id: demoTenant, ...city, answerable: demoStaff('city') },
    organization: places.map(({ code, level, name, short, address }, i) => ({
      ...{ id: demoOffice(code), code, level, name, short, address, settings: {} },
      ...{ phone: phone(1, i + 1), supervision_phone: phone(9, i + 1) },
    })),
    organization_place: places.map(({ code, above }) => ({
      ...{ org: demoOffice(code), parent: above && demoOffice(above), path: demoPath(code), valid_from },
    })),
    staff: people.map((person, i) => ({
      ...{ id: demoStaff(person.username), username: person.username, name: person.name, phone: phone(2, i + 1) },
      ...{ number: `CS${String(i + 1).padStart(3, '0')}`, password_hash, active: true },
      administrator: 'administrator' in person ? person.administrator : null,
    })),
    staff_place: people.map(({ username, at }) => ({ staff: demoStaff(username), org: demoOffice(at), valid_from })),
    post: seats.map((seat) => ({
      ...{ id: demoPost(`${seat.at}.${seat.code}`), org: demoOffice(seat.at), code: seat.code, name: seat.name },
      ...{ duties: seat.duties, services: seat.services ?? [], is_head: seat.code === 'head' },
    })),
    post_assignment: seats.flatMap((seat) =>
      (['A', 'B'] as const).map((role) => ({
        ...{ post: demoPost(`${seat.at}.${seat.code}`), role, staff: demoStaff(seat[role]), valid_from },
      })),
    ),
    service_window: windows(),
    opening_hours: places.flatMap(({ code }) =>
      [1, 2, 3, 4, 5].flatMap((weekday) =>
        sittings.map(([opens, closes]) => ({ org: demoOffice(code), weekday, opens, closes })),
      ),
    ),
    outside_body: bodies.map(({ in: in_system, role, name, matters, hours }, i) => ({
      ...{
        id: id(4, i + 1),
        in_system,
        role,
        name,
        matters,
        hours,
        phone: phone(3, i + 1),
        address: '测试市示例区（测试数据）',
      },
    })),
    holiday_notice: publishedNotices.map((notice) => ({ ...notice, imported_at: valid_from })),
  }
}

/** Numbered within each office, in the order of the story. */
function windows(): Founding['service_window'] {
  const open = seats.filter((seat) => seat.window)
  return open.map((seat) => ({
    ...{ org: demoOffice(seat.at), name: seat.window, post: demoPost(`${seat.at}.${seat.code}`) },
    number: open.filter((other) => other.at === seat.at).indexOf(seat) + 1,
  }))
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('the demonstration has no such one')
  return value
}
