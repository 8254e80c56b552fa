import { openingsOn } from '#core/calendar.ts'
import { clockTime, type Day, dayOf, type Instant, instantAt, iso, minuteOf } from '#core/day.ts'
import {
  absenceAt,
  assignedTo,
  type Duty,
  duty,
  gaps,
  isHeadOf,
  isSuperiorOf,
  isWithin,
  leaderOf,
  nameOf,
  type OfficeId,
  officeOf,
  type PostId,
  postsOf,
  type StaffId,
  superiorOffice,
} from '#core/roster.ts'
import type { Name } from '#core/view.ts'
import { hoursOn } from '#office/calendar.ts'
import { dutyOver } from '#office/cover.ts'
import { deciderFor, effective, holesOf, kindNames, mayDecideOn } from '#office/leave.ts'
import { lackOf } from '#office/scheme.ts'
import type { By, Leave, LeaveState, OfficeSnapshot, Organization } from '#office/snapshot.ts'

const dutyLabels: Readonly<Record<Duty['as'], string>> = {
  A: 'A角在岗',
  B: 'B角顶岗',
  named: '指定代办',
  head: '负责人代管',
}

/** A person as shown on pages of the office. */
export function person(office: OfficeSnapshot, staff: StaffId): Name {
  return { id: staff, name: nameOf(office.roster, staff) }
}

/** Who stands at a post at this instant, and for whom. */
export function dutyView(office: OfficeSnapshot, { staff, as, standsFor, alarm }: Duty) {
  return {
    staff: person(office, staff),
    as,
    label: dutyLabels[as],
    standsFor: standsFor && person(office, standsFor),
    alarm,
  }
}

/** A post with its A and B, whether they are there, and who acts now. */
export function postView(office: OfficeSnapshot, post: PostId, at: Instant) {
  const seat = office.roster.posts.get(post)
  const role = (which: 'A' | 'B') => {
    const staff = assignedTo(office.roster, post, which, at)
    if (staff === null) return null
    const away = absenceAt(office.roster, staff, at)
    return { ...person(office, staff), away: away !== null, until: away?.until ? iso(away.until) : null }
  }
  return {
    ...{
      id: post,
      code: seat?.code ?? '',
      name: seat?.name ?? '',
      head: seat?.head ?? false,
      services: seat?.services ?? [],
    },
    ...{ duties: office.duties.get(post) ?? '', A: role('A'), B: role('B') },
    onDuty: dutyView(office, duty(office.roster, post, at)),
  }
}

/** The office as its people see it now: windows, posts, hours, what needs the head. */
export function officeView(office: OfficeSnapshot, id: OfficeId, by: By) {
  const today = dayOf(by.at)
  const hours = openingsOn(office.calendar(id), today)
  return {
    office: organizationView(office, id, by.at),
    windows: (office.windows.get(id) ?? []).map(({ number, name, post }) => ({
      number,
      name,
      post: postView(office, post, by.at),
    })),
    posts: (office.roster.postsIn.get(id) ?? []).map((post) => ({
      ...postView(office, post.id, by.at),
      shut: shutFor(office, id, post.id, by.at),
    })),
    hours: {
      today: hours.map(([from, to]) => ({ from: clockTime(from), to: clockTime(to) })),
      week: weekView(office, id, today),
    },
    openNow: hours.some(([from, to]) => from <= minuteOf(by.at) && minuteOf(by.at) < to),
    closures: (office.closures.get(id) ?? []).filter((c) => c.day >= today).map(closureView),
    mine: postsOf(office.roster, by.staff, by.at).map((s) => ({
      post: { id: s.post, name: postName(office, s.post) },
      ...dutyView(office, s),
    })),
    gaps: gapsView(office, id, by.at),
  }
}

/** Why the window of a post stays shut (5.5); null when it may open, or when the post has no window. */
function shutFor(office: OfficeSnapshot, id: OfficeId, post: PostId, at: Instant): string | null {
  if (!office.windows.get(id)?.some((window) => window.post === post)) return null
  const lacks = lackOf(office, post, at)
  return lacks && `缺${lacks}，不能开窗`
}

export function organizationView(office: OfficeSnapshot, id: OfficeId, at: Instant) {
  const o: Organization | undefined = office.organizations.get(id)
  const above = superiorOffice(office.roster, id, at)
  const leader = leaderOf(office.roster, id, at)
  return {
    ...{
      id,
      code: o?.code ?? '',
      name: o?.name ?? '',
      short: o?.short ?? '',
      level: o?.level ?? 'street',
      path: o?.path ?? '',
    },
    ...{ address: o?.address ?? '', phone: o?.phone ?? '', supervisionPhone: o?.supervisionPhone ?? '' },
    superior: above && { id: above, name: office.organizations.get(above)?.name ?? '' },
    head: leader && person(office, leader),
  }
}

/** Offices that the person may see: their own and all below. */
export function officesView(office: OfficeSnapshot, by: By) {
  const own = officeOf(office.roster, by.staff, by.at)
  const open = [...office.organizations.values()].filter((o) => o.closedAt === null)
  const seen = own === null ? [] : open.filter((o) => isWithin(office.roster, o.id, own, by.at))
  const offices = seen.map((o) => ({
    ...organizationView(office, o.id, by.at),
    gaps: gaps(office.roster, o.id, by.at).length,
  }))
  return { own, offices: offices.sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

/** What the head has to put right (5.4, 5.5). */
export function gapsView(office: OfficeSnapshot, id: OfficeId, at: Instant) {
  return gaps(office.roster, id, at).map(({ post, ...gap }) => ({
    ...gap,
    post: { id: post, name: postName(office, post) },
  }))
}

/** Who stands at each post of an office through a day, stretch by stretch. */
export function rosterView(office: OfficeSnapshot, id: OfficeId, on: Day) {
  const period = { from: instantAt(on, 0), until: instantAt(on, 1440) }
  const posts = (office.roster.postsIn.get(id) ?? []).map((post) => ({
    post: { id: post.id, name: post.name },
    stretches: dutyOver(office.roster, post.id, period).map((s) => ({
      from: iso(s.from),
      until: iso(s.until),
      ...dutyView(office, s.duty),
    })),
  }))
  const hours = openingsOn(office.calendar(id), on).map(([from, to]) => ({ from: clockTime(from), to: clockTime(to) }))
  return { day: on, hours, posts }
}

const states: Readonly<Record<LeaveState, string>> = {
  requested: '待审批',
  approved: '已批准',
  refused: '未批准',
  cancelled: '已取消',
  recorded: '已登记',
}

/** Why somebody is away is theirs and their heads' to know; colleagues see that they are away, and until when. */
export function leaveView(office: OfficeSnapshot, leave: Leave, by: By) {
  const { roster } = office
  const isOwn = leave.staff === by.staff
  const decider = deciderFor(office, leave, by.at)
  const leads =
    decider === by.staff ||
    isHeadOf(roster, by.staff, leave.office, by.at) ||
    isSuperiorOf(roster, by.staff, leave.office, by.at)
  const counted = effective(leave)
  const mayDecide = leave.state === 'requested' && mayDecideOn(office, by, leave)
  return {
    ...{ id: leave.id, staff: person(office, leave.staff), state: leave.state, stateLabel: states[leave.state] },
    ...{ from: iso(leave.from), until: iso(leave.until), returnedAt: leave.returnedAt && iso(leave.returnedAt) },
    away: counted !== null && counted.from <= by.at && counted.until !== null && by.at < counted.until,
    kind: isOwn || leads ? leave.kind : null,
    kindLabel: isOwn || leads ? kindNames[leave.kind] : '离岗',
    reason: isOwn || leads ? leave.reason : null,
    says: isOwn || leads ? leave.says : null,
    decidedBy: leave.decidedBy && person(office, leave.decidedBy),
    decider: leave.state === 'requested' && decider ? person(office, decider) : null,
    mayDecide,
    // Named before it is granted: the head sees it before they decide, not after they were refused.
    uncovered: mayDecide
      ? holesOf(office, leave, by.at).map(({ post, from, until }) => ({
          post: { id: post, name: postName(office, post) },
          from: iso(from),
          until: iso(until),
        }))
      : [],
    mayEnd:
      (isOwn || leads) &&
      leave.returnedAt === null &&
      leave.until > by.at &&
      !['refused', 'cancelled'].includes(leave.state),
  }
}

/**
 * Absences of an office, the newest first and page by page: all of one's own; of others those that count; what waits for a
 * decision only for who decides. `after`: the last one of the page before.
 */
export function leavesView(office: OfficeSnapshot, id: OfficeId, by: By, after: string | null = null) {
  const rows = [...office.leaves.values()].filter(
    (leave) => leave.office === id || mayDecideElsewhere(office, leave, by),
  )
  const newest = rows.toReversed()
  const begun = after === null ? -1 : newest.findIndex((leave) => leave.id === after)
  const page: ReturnType<typeof leaveView>[] = []
  let next: string | null = null
  for (const leave of newest.slice(begun + 1)) {
    const view = leaveView(office, leave, by)
    if (leave.staff !== by.staff && view.reason === null && effective(leave) === null) continue
    if (page.length === leavesAtOnce) {
      next = page.at(-1)?.id ?? null
      break
    }
    page.push(view)
  }
  return { absences: page, next }
}

const leavesAtOnce = 50

function mayDecideElsewhere(office: OfficeSnapshot, leave: Leave, by: By): boolean {
  return leave.state === 'requested' && deciderFor(office, leave, by.at) === by.staff
}

function postName(office: OfficeSnapshot, post: PostId): string {
  return office.roster.posts.get(post)?.name ?? ''
}

export function closureView({ day, from, to, why }: { day: Day; from: number | null; to: number | null; why: string }) {
  return { day, from: from === null ? null : clockTime(from), to: to === null ? null : clockTime(to), why }
}

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** The week by which the office opens on that day. */
export function weekView(office: OfficeSnapshot, id: OfficeId, on: Day) {
  return hoursOn(office, id, on).week.map((intervals, i) => ({
    weekday: weekdays[i],
    intervals: intervals.map(([from, to]) => ({ from: clockTime(from), to: clockTime(to) })),
  }))
}
