import { addDays, type Day, day, dayOf, type Instant, instantAt, minuteOf } from '#core/day.ts'
import type { Matter, MatterId } from '#core/matter.ts'
import { publishedNotices } from '#core/notice.ts'
import type { Process, Setting } from '#core/process.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Relation } from '#core/relation.ts'
import { atPlace, homePost, standingOf } from '#core/standing.ts'
import { begin, judgeOpening, type Stepped, step } from '#core/step.ts'
import { settingOf } from '#matter/setting.ts'
import { assemble } from '#office/assemble.ts'
import type { Rows } from '#office/rows.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { bodies, city, people, places, seats, sittings, type Username } from '#office/story.ts'

/** A person of the demonstration, or one of the two who stand outside the roster. */
export type Player = Username | 'visitor' | 'time'

/** Somebody is away, from and until an instant. */
export type Away = { readonly who: Username; readonly from: Instant; readonly until: Instant }

/** The street office of the demonstration without a database: the same people, hours and notices (测试数据). */
export function stage(away: readonly Away[] = [], closed: readonly Day[] = []): OfficeSnapshot {
  const closures = closed.map((on) => ({ org: demoOffice('sljd'), day: on, from: null, to: null, why: '测试停办' }))
  const rows: Rows = {
    tenant: { ...city, answerable: demoStaff('city') },
    ...placeRows(),
    ...peopleRows(),
    ...{ absences: away.map(absenceRow), receivers: [] },
    windows: seats.flatMap(({ at, code, window }) =>
      window === undefined
        ? []
        : [
            {
              org: demoOffice(at),
              number: Number.parseInt(window, 10) || 1,
              name: window,
              post: demoPost(`${at}.${code}`),
            },
          ],
    ),
    arrangements: [],
    closures,
    schemes: [],
    notices: [...publishedNotices],
  }
  return assemble(demoTenant, 1, rows)
}

const valid = { valid_from: new Date(instantAt(day('2025-01-01'), 0)), valid_until: null }

function placeRows(): Pick<Rows, 'organizations' | 'organizationPlaces' | 'outside' | 'hours'> {
  const silent = { phone: '', supervision_phone: '', settings: {}, closed_at: null }
  return {
    organizations: places.map(({ code, level, name, short, address }) => ({
      ...{ id: demoOffice(code), code, level, name, short, address },
      ...silent,
    })),
    organizationPlaces: places.map(({ code, above }) => ({
      ...{ ...valid, org: demoOffice(code), parent: above === null ? null : demoOffice(above), path: demoPath(code) },
    })),
    outside: bodies.map(({ in: inSystem, role, name, matters, hours }, i) => ({
      ...{ id: bodyId(i), inSystem, role, name, matters, phone: '', address: '', hours },
    })),
    hours: places.flatMap(({ code }) =>
      ([1, 2, 3, 4, 5] as const).flatMap((weekday) =>
        sittings.map(([opens, closes]) => ({ org: demoOffice(code), weekday, opens, closes })),
      ),
    ),
  }
}

function peopleRows(): Pick<Rows, 'staff' | 'staffPlaces' | 'posts' | 'assignments'> {
  return {
    staff: people.map((person, i) => ({
      ...{ id: demoStaff(person.username), username: person.username, name: person.name },
      ...{ number: `CS${i}`, active: true },
      administrator: 'administrator' in person ? person.administrator : null,
    })),
    staffPlaces: people.map(({ username, at }) => ({ ...valid, staff: demoStaff(username), org: demoOffice(at) })),
    posts: seats.map(({ at, code, name, duties, services = [] }) => ({
      ...{ id: demoPost(`${at}.${code}`), org: demoOffice(at), code, name, duties },
      ...{ services: [...services], is_head: code === 'head', closed_at: null },
    })),
    assignments: seats.flatMap((seat) =>
      (['A', 'B'] as const).map((role) => ({
        ...{ ...valid, post: demoPost(`${seat.at}.${seat.code}`), role, staff: demoStaff(seat[role]) },
      })),
    ),
  }
}

function absenceRow({ who, from, until }: Away, i: number): Rows['absences'][number] {
  const staff = demoStaff(who)
  return {
    ...{ id: String(i), org: demoOffice('sljd'), staff, kind: 'leave', state: 'approved', reason: '', says: null },
    ...{ from_at: new Date(from), until_at: new Date(until), returned_at: null },
    ...{ asked_by: staff, asked_at: new Date(from), decided_by: null, decided_at: null },
  }
}

function bodyId(i: number): string {
  return `01900000-0000-7000-8004-${String(i + 1).padStart(12, '0')}`
}

/** Who acts, when, and where: all that stands around an ask. */
export type Scene = {
  readonly process: Process
  readonly office: OfficeSnapshot
  readonly who: Player
  readonly at: Instant
}

/** The setting in which somebody acts on a matter of the street office, as the door would make it. */
export function settingFor({ process, office, who, at }: Scene): Setting {
  const actor = who === 'visitor' || who === 'time' ? null : homePost(office.roster, demoStaff(who), at)
  return settingOf(process, { office, place: demoOffice('sljd'), at }, actor, null)
}

/** Who a player is to a matter: from the roster, never said by the test. */
export function relationsOf({ office, who, at }: Scene, matter: Matter): ReadonlySet<Relation> {
  if (who === 'visitor' || who === 'time') return new Set<Relation>([who])
  return standingOf(office.roster, matter, demoStaff(who), at)?.as ?? new Set()
}

/** Opens a matter as the door does. */
export function opened(
  scene: Scene,
  input: Readonly<Record<string, unknown>>,
  service: Matter['service'] = null,
): Stepped | Refusal {
  const { process, office, who, at } = scene
  const setting = settingFor(scene)
  const place = demoOffice('sljd')
  const byTime = who === 'time' || who === 'visitor'
  const as = byTime ? new Set<Relation>([who]) : atPlace(office.roster, place, demoStaff(who), at)
  const ask = { as, input }
  const head = { post: demoPost('sljd.head'), staff: demoStaff('head') }
  const born = {
    ...{ id: 'matter' as MatterId, number: `${process.letter}-1`, office: place, service },
    ...(byTime && { custody: { first: head, holder: head } }),
  }
  if (!byTime && !setting.actor)
    return { refused: 'not-yours', clause: '2.1', says: '您现在没有在岗的岗位，不能登记事项' }
  return judgeOpening(process, ask, setting) ?? begin(process, born, ask, setting)
}

/** One ask of a matter, judged and folded as the door does; only the sealing of numbers is left out. */
export function asked(
  scene: Scene,
  matter: Matter,
  move: string,
  input: Readonly<Record<string, unknown>>,
): Stepped | Refusal {
  return step(scene.process, matter, { move, as: relationsOf(scene, matter), input }, settingFor(scene))
}

/** The next half hour in which the office is open, after some instant. */
export function soonAfter(at: Instant): Instant {
  const minute = minuteOf(at) + 30
  return minute < 990 ? instantAt(dayOf(at), minute) : instantAt(addDays(dayOf(at), 1), 545)
}
