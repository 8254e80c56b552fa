import { dayOf, type Instant, iso } from '#core/day.ts'
import {
  covers,
  gaps,
  isSuperiorOf,
  isWithin,
  lineOf,
  type OfficeId,
  officeOf,
  type StaffId,
  superiorOffice,
} from '#core/roster.ts'
import { hoursOn } from '#office/calendar.ts'
import { founds, keeps, leads, reaches } from '#office/keeper.ts'
import { settingsView } from '#office/settings.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { organizationView, person, postView } from '#office/view.ts'
import { mask } from '#platform/crypto/personal.ts'

/** What an account's row says beside the snapshot. */
export type Door = {
  readonly id: StaffId
  readonly phone: string
  readonly phoneSealed: string | null
  readonly locked: boolean
  readonly hasPassword: boolean
  readonly once: boolean
}

/** The tree as who keeps or leads it sees it: their own office and all below, with what is in each. */
export function treeView(office: OfficeSnapshot, by: By) {
  const { roster } = office
  const own = officeOf(roster, by.staff, by.at)
  const people = Map.groupBy(
    [...roster.staff.values()].flatMap((s) => officeOf(roster, s.id, by.at) ?? []),
    (id) => id,
  )
  const seen = own === null ? [] : [...office.organizations.values()].filter((o) => isWithin(roster, o.id, own, by.at))
  return {
    own,
    keeps: own !== null && keeps(office, by, own),
    /** Who answers where no head up the tree is there (5.0); null until somebody is named. */
    answerable: roster.answerable && person(office, roster.answerable),
    mayName: own !== null && keeps(office, by, own) && superiorOffice(roster, own, by.at) === null,
    offices: seen
      .map((o) => ({
        ...organizationView(office, o.id, by.at),
        parent: superiorOffice(roster, o.id, by.at),
        closedAt: o.closedAt && iso(o.closedAt),
        people: people.get(o.id)?.length ?? 0,
        posts: roster.postsIn.get(o.id)?.length ?? 0,
        windows: office.windows.get(o.id)?.length ?? 0,
        gaps: gaps(roster, o.id, by.at).length,
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}

/** All of one office for its page: what it is, who works there, posts, windows, hours to come, settings. */
export function groundView(
  office: OfficeSnapshot,
  id: OfficeId,
  by: By,
  doors: readonly Door[],
  phoneOf: (d: Door) => string,
) {
  const { roster } = office
  const today = dayOf(by.at)
  const byStaff = new Map(doors.map((d) => [d.id, d]))
  return {
    office: { ...organizationView(office, id, by.at), closedAt: office.organizations.get(id)?.closedAt ?? null },
    may: {
      keep: keeps(office, by, id),
      lead: leads(office, by, id),
      /** Put A and B in any post; else only in an empty seat of the head's. */
      appoint: leads(office, by, id) || founds(office, by, id, false),
      head: keeps(office, by, id) || isSuperiorOf(roster, by.staff, id, by.at),
    },
    people: peopleOf(office, id, by.at).map((staff) => personView(office, staff, by.at, byStaff.get(staff), phoneOf)),
    candidates: candidatesFor(office, id, by),
    posts: (roster.postsIn.get(id) ?? []).map((post) => postView(office, post.id, by.at)),
    windows: (office.windows.get(id) ?? []).map(({ number, name, post }) => ({
      ...{ number, name },
      post: { id: post, name: roster.posts.get(post)?.name ?? '' },
    })),
    hours: {
      now: hoursOn(office, id, today).week,
      later: (office.laterHours.get(id) ?? [])
        .filter(({ from }) => from > today)
        .map(({ from, hours }) => ({ from, week: hours.week })),
    },
    settings: settingsView(office, id),
  }
}

/** Who may be A or B here: people of the office and of those above it that this person may look at. */
function candidatesFor(office: OfficeSnapshot, id: OfficeId, by: By) {
  return lineOf(office.roster, id, by.at)
    .filter((one) => one === id || reaches(office, by, one))
    .flatMap((one) => peopleOf(office, one, by.at).map((staff) => office.roster.staff.get(staff)))
    .filter((s) => s !== undefined)
    .filter((s) => s.active && !s.administrator)
    .map(({ id: staff, name, number }) => ({ id: staff, name, number }))
}

/** Who belongs to an office now or is to come to it; who left stays in the list of accounts. */
export function peopleOf({ roster }: OfficeSnapshot, id: OfficeId, at: Instant): readonly StaffId[] {
  return [...roster.staff.values()]
    .filter((s) => s.places.some((p) => p.office === id && (p.until === null || p.until > at)))
    .map((s) => s.id)
}

function personView(
  office: OfficeSnapshot,
  staff: StaffId,
  at: Instant,
  door: Door | undefined,
  phoneOf: (d: Door) => string,
) {
  const { roster } = office
  const known = roster.staff.get(staff)
  const stay = known?.places.find((p) => covers(p, at)) ?? known?.places.at(-1)
  const next = known?.places.find((p) => p.from > at)
  const posts = (roster.postsWith.get(staff) ?? []).flatMap((post) =>
    (roster.assignmentsOf.get(post) ?? [])
      .filter((a) => a.staff === staff && covers(a, at))
      .map((a) => `${roster.posts.get(post)?.name ?? ''}${a.role}角`),
  )
  return {
    ...person(office, staff),
    ...{ number: known?.number ?? '', username: known?.username ?? '', active: known?.active ?? false },
    administrator: office.administrators.get(staff) ?? null,
    phone: door ? mask('phone', phoneOf(door)) : '',
    ...{ from: stay ? iso(stay.from) : null, until: stay?.until ? iso(stay.until) : null },
    next: next ? { office: office.organizations.get(next.office)?.name ?? '', from: iso(next.from) } : null,
    posts,
    ...{ locked: door?.locked ?? false, hasPassword: door?.hasPassword ?? false, once: door?.once ?? false },
  }
}

/** One line of the list of accounts. */
export function accountView(office: OfficeSnapshot, staff: StaffId, at: Instant, door: Door | undefined) {
  const { phone: _, ...row } = personView(office, staff, at, door, () => '')
  const where = officeOf(office.roster, staff, at) ?? office.roster.staff.get(staff)?.places.at(-1)?.office ?? null
  return {
    ...row,
    office: where && { id: where, name: office.organizations.get(where)?.name ?? '' },
    left: officeOf(office.roster, staff, at) === null && row.next === null,
  }
}
