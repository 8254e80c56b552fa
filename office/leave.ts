import { isWorkingDay } from '#core/calendar.ts'
import {
  addDays,
  clockTime,
  dayOf,
  daysBetween,
  type Instant,
  instant,
  instantAt,
  minuteOf,
  spoken,
  spokenAt,
} from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import {
  type Absence,
  isHeadOf,
  isSuperiorOf,
  leaderOf,
  lineOf,
  nameOf,
  type OfficeId,
  officeOf,
  type PostId,
  type Roster,
  type StaffId,
} from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import {
  deciderOf,
  dutyOver,
  isNamedFor,
  isWorked,
  overlaps,
  type Stretch,
  seatsOf,
  stoodInBy,
  supposing,
  uncovered,
} from '#office/cover.ts'
import { numberOf } from '#office/number.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { type By, type Leave, type LeaveKind, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { judgeStandIn, type StandIn } from '#office/stand-in.ts'
import { insertAbsence, insertArrangement, saveAbsence } from '#office/store.ts'

export type LeaveAsk = Stretch & { readonly id: string; readonly kind: LeaveKind; readonly reason: string }
export type Named = { readonly id: string; readonly post: PostId; readonly staff: StaffId }
export type LeaveDecision = {
  readonly id: string
  readonly approve: boolean
  readonly says: string
  readonly named: readonly Named[]
}

/** Leave is asked for before it begins, by the person, at most a year (3.2.3). */
export function askLeave(office: OfficeSnapshot, by: By, ask: LeaveAsk): Refusal | Change<Leave> {
  const own = officeOf(office.roster, by.staff, by.at)
  if (own === null) return notYours('3.2.3', '您目前不属于任何单位，不能请假')
  const wrong = wrongPeriod(ask, by.at) ?? wrongTwice(office, by.staff, ask, by.at) ?? unworked(office, own, ask)
  if (wrong) return wrong
  if (ask.from < instantAt(dayOf(by.at), 0)) return notMet('3.2.3', '请假应当事先提出；已经发生的离岗由单位负责人登记')
  const leave: Leave = { ...asked(by, own, by.staff, ask), state: 'requested' }
  const decider = deciderFor(office, leave, by.at)
  const waits = decider === null ? '，尚无负责人可以审批' : `，由${nameOf(office.roster, decider)}审批`
  return {
    writes: [insertAbsence(by.tenant, leave)],
    line: {
      act: 'leave.ask',
      clause: '3.2.3',
      office: own,
      what: { absence: leave.id },
      says: `${who(office, by.staff)}申请${during(ask)}${kindNames[ask.kind]}${waits}`,
    },
    result: leave,
  }
}

/** The head of the office decides, never the person themselves; while both roles would be away somebody must be named (5.4). */
export function decideLeave(office: OfficeSnapshot, by: By, ask: LeaveDecision): Refusal | Change<Leave> {
  const leave = office.leaves.get(ask.id)
  if (!leave || !(leave.staff === by.staff || sees(office, by.staff, leave.office, by.at)))
    return notSeen('没有这条请假申请')
  const wrong = mayDecide(office, by, leave.staff, leave.office) ?? tooLong(office, by, leave)
  if (wrong) return wrong
  if (leave.state !== 'requested') return { refused: 'not-from-here', clause: '3.2.3', says: '这条请假申请已经处理过' }
  const told = ask.says.trim()
  const decided: Leave = {
    ...leave,
    state: ask.approve ? 'approved' : 'refused',
    decidedBy: by.staff,
    decidedAt: by.at,
    says: told || null,
  }
  const line = { clause: '3.2.3', office: leave.office, what: { absence: leave.id } } as const
  if (!ask.approve) {
    if (!told)
      return {
        refused: 'bad-input',
        clause: '3.2.3',
        says: '不批准请假须说明理由',
        problems: [{ at: '/says', says: '请填写理由' }],
      }
    const says = `${who(office, by.staff)}未批准${who(office, leave.staff)}${during(leave)}${kindNames[leave.kind]}：${told}`
    return { writes: [saveAbsence(by.tenant, decided)], line: { ...line, act: 'leave.refuse', says }, result: decided }
  }
  if (leave.until <= by.at) return notMet('3.2.3', '请假时段已过，不能再批准')
  const arranged = arrange(office, by, effective(decided)!, ask.named)
  if ('refused' in arranged) return arranged
  const says = `${who(office, by.staff)}批准${who(office, leave.staff)}${during(leave)}${kindNames[leave.kind]}${arranged.says}`
  return {
    writes: [saveAbsence(by.tenant, decided), ...arranged.writes],
    line: { ...line, act: 'leave.approve', says },
    result: decided,
  }
}

/**
 * A head records the absence of somebody who can't ask. Illness today isn't refused for want of a deputy: the roster
 * alarms. What begins on a later day is known in advance, so somebody is named as for a leave (5.4).
 */
export function recordAbsence(
  office: OfficeSnapshot,
  by: By,
  ask: LeaveAsk & { readonly staff: StaffId; readonly named: readonly Named[] },
): Refusal | Change<Leave> {
  const where = officeOf(office.roster, ask.staff, by.at)
  if (where === null || !sees(office, by.staff, where, by.at)) return notSeen('没有这位工作人员')
  const wrong =
    mayDecide(office, by, ask.staff, where) ??
    wrongPeriod(ask, by.at) ??
    wrongTwice(office, ask.staff, ask, ask.from) ??
    unworked(office, where, ask)
  if (wrong) return wrong
  const leave: Leave = { ...asked(by, where, ask.staff, ask), state: 'recorded', decidedBy: by.staff, decidedAt: by.at }
  const mustName = ask.named.length > 0 || dayOf(ask.from) > dayOf(by.at)
  const arranged = mustName ? arrange(office, by, effective(leave)!, ask.named) : { writes: [], says: '' }
  if ('refused' in arranged) return arranged
  const says = `${who(office, by.staff)}登记${who(office, ask.staff)}${during(ask)}${kindNames[ask.kind]}${arranged.says}`
  return {
    writes: [insertAbsence(by.tenant, leave), ...arranged.writes],
    line: { act: 'leave.record', clause: '3.2.3', office: where, what: { absence: leave.id }, says },
    result: leave,
  }
}

/** Back before the end, or not going at all: from this instant the person stands at their posts again (5.1.c). */
export function endAbsence(office: OfficeSnapshot, by: By, ask: { readonly id: string }): Refusal | Change<Leave> {
  const leave = office.leaves.get(ask.id)
  if (!leave || !(leave.staff === by.staff || sees(office, by.staff, leave.office, by.at)))
    return notSeen('没有这条请假记录')
  if (leave.staff !== by.staff && mayDecide(office, by, leave.staff, leave.office))
    return notYours('3.2.3', '只有本人或单位负责人可以销假')
  const over =
    leave.state === 'refused' || leave.state === 'cancelled' || leave.returnedAt !== null || leave.until <= by.at
  if (over) return { refused: 'not-from-here', clause: '3.2.3', says: '这条请假已经结束，不需要销假' }
  const began = effective(leave)
  const back = began !== null && began.from <= by.at
  const ended: Leave = back ? { ...leave, returnedAt: by.at } : { ...leave, state: 'cancelled' }
  const own = leave.staff === by.staff
  const name = who(office, leave.staff)
  const says = back
    ? `${own ? '' : `${who(office, by.staff)}登记`}${name}于${spokenAt(by.at)}提前返岗，收回本人岗位`
    : `${who(office, by.staff)}取消${own ? '本人' : name}${during(leave)}${kindNames[leave.kind]}`
  return {
    writes: [saveAbsence(by.tenant, ended)],
    line: {
      act: back ? 'leave.return' : 'leave.cancel',
      clause: '5.1.c',
      office: leave.office,
      what: { absence: leave.id },
      says,
    },
    result: ended,
  }
}

/** Who decides on this leave: the head, never on themselves; on a long one the head of an office above (3.2.3). Null: nobody yet. */
export function deciderFor(office: OfficeSnapshot, leave: Spell, at: Instant): StaffId | null {
  const usual = deciderOf(office.roster, leave.staff, leave.office, at)
  if (!isLong(office, leave)) return usual
  const above = lineOf(office.roster, leave.office, at).slice(1)
  const heads = above.map((place) => leaderOf(office.roster, place, at))
  return heads.find((head) => head !== null && head !== leave.staff) ?? usual
}

/** May this person decide on this leave now? */
export function mayDecideOn(office: OfficeSnapshot, by: By, leave: Spell): boolean {
  return mayDecide(office, by, leave.staff, leave.office) === null && tooLong(office, by, leave) === null
}

type Spell = Pick<Leave, 'staff' | 'office' | 'from' | 'until'>

/** More working days than a head may grant alone. */
function isLong(office: OfficeSnapshot, { office: place, from, until }: Spell): boolean {
  const calendar = office.calendar(place)
  const days = Array.from({ length: daysBetween(dayOf(from), dayOf(instant(until - 1))) + 1 }, (_, i) =>
    addDays(dayOf(from), i),
  )
  return days.filter((on) => isWorkingDay(calendar, on)).length > numberOf(office, place, 'leave.superior')
}

function tooLong(office: OfficeSnapshot, by: By, leave: Spell): Refusal | null {
  const decider = deciderFor(office, leave, by.at)
  if (!isLong(office, leave) || decider === by.staff || isSuperiorOf(office.roster, by.staff, leave.office, by.at))
    return null
  const most = numberOf(office, leave.office, 'leave.superior')
  return notYours(
    '3.2.3',
    `超过${most}个工作日的请假由上级审批${decider === null ? '' : `：${nameOf(office.roster, decider)}`}`,
  )
}

/** What the roster sees of a leave: nothing until approved or recorded, no longer than until the return. */
export function effective(leave: Leave): Absence | null {
  const { id, staff, kind, state, decidedAt } = leave
  if (state !== 'approved' && state !== 'recorded') return null
  // Leave begins with its approval at the earliest: nobody was away by permission that wasn't there yet.
  const from = state === 'approved' && decidedAt !== null && decidedAt > leave.from ? decidedAt : leave.from
  const until = leave.returnedAt !== null && leave.returnedAt < leave.until ? leave.returnedAt : leave.until
  return from < until ? { id, staff, kind, from, until } : null
}

export const kindNames: Readonly<Record<LeaveKind, string>> = {
  leave: '请假',
  sick: '病假',
  training: '培训',
  official: '公出',
  other: '离岗',
  absent: '缺岗',
}

function arrange(
  office: OfficeSnapshot,
  by: By,
  absence: Absence,
  named: readonly Named[],
): Refusal | { writes: Change<0>['writes']; says: string } {
  const roster = supposing(office.roster, absence)
  const open = holesIn(office.roster, absence)
  const missing = open.filter(({ post }) => !named.some((one) => one.post === post))
  if (missing.length > 0) return unnamed(roster, missing)
  const standIns: StandIn[] = []
  for (const { post, from, until } of open) {
    const at = named.findIndex((one) => one.post === post)
    const standIn = judgeStandIn(roster, by, { ...named[at]!, from, until }, `/named/${at}/staff`)
    if ('refused' in standIn) return standIn
    standIns.push(standIn)
  }
  return {
    writes: standIns.map((s) => insertArrangement(by.tenant, s)),
    says: standIns
      .map((s) => `，${roster.posts.get(s.post)?.name ?? '岗位'}指定${nameOf(roster, s.staff)}代办`)
      .join(''),
  }
}

/** Posts that would have nobody but the head while this leave runs: for each somebody is named before it is granted (5.4). */
export function holesOf(office: OfficeSnapshot, leave: Leave, at: Instant): readonly (Stretch & { post: PostId })[] {
  const granted = effective({ ...leave, state: 'approved', decidedAt: at })
  return granted ? holesIn(office.roster, granted) : []
}

function holesIn(before: Roster, absence: Absence): readonly (Stretch & { post: PostId })[] {
  const roster = supposing(before, absence)
  const period = { from: absence.from, until: absence.until! }
  const { staff } = absence
  const posts = new Set([
    ...seatsOf(roster, staff, period),
    ...stoodInBy(roster, staff, period),
    ...restingOn(before, staff, period),
  ])
  return [...posts].flatMap((post) => {
    const holes = uncovered(roster, post, period).filter((hole) => !isNamedFor(roster, post, hole))
    return holes.length ? [{ post, from: holes[0]!.from, until: holes.at(-1)!.until }] : []
  })
}

/** The posts that rest on a head meanwhile, their A and B being away: whoever stands in and goes leaves a hole too (5.4). */
function restingOn(before: Roster, staff: StaffId, period: Stretch): readonly PostId[] {
  if (!(before.postsWith.get(staff) ?? []).some((post) => before.posts.get(post)?.head)) return []
  const posts = [...before.postsIn.values()].flat().filter(({ id }) => uncovered(before, id, period).length > 0)
  return posts
    .filter(({ id }) =>
      dutyOver(before, id, period).some(({ duty }) => duty.staff === staff && duty.alarm?.clause === '5.4'),
    )
    .map(({ id }) => id)
}

function unnamed(roster: Roster, open: readonly (Stretch & { post: PostId })[]): Refusal {
  const name = ({ post }: { readonly post: PostId }) => roster.posts.get(post)?.name ?? '岗位'
  const spells = [...Map.groupBy(open, briefly)].map(
    ([when, posts]) => `${when}，${posts.map(name).join('、')}的A角和B角都不在岗`,
  )
  return {
    refused: 'not-met',
    clause: '5.4',
    says: `${spells.join('；')}，请指定代为办理的人`,
    problems: open.map((one) => ({ at: '/named', says: `请为${name(one)}指定代办人员` })),
  }
}

/** A stretch with its day said once. */
function briefly(stretch: Stretch): string {
  const { from, until } = stretch
  const isOneDay = dayOf(from) === dayOf(until)
  return isOneDay ? `${spokenAt(from)}至${clockTime(minuteOf(until))}` : during(stretch)
}

function mayDecide({ roster }: OfficeSnapshot, by: By, staff: StaffId, where: OfficeId): Refusal | null {
  if (staff === by.staff) return notYours('3.2.3', '不能审批或登记本人的请假')
  const may =
    deciderOf(roster, staff, where, by.at) === by.staff ||
    isHeadOf(roster, by.staff, where, by.at) ||
    isSuperiorOf(roster, by.staff, where, by.at)
  return may ? null : notYours('3.2.3', '请假由单位负责人或上级审批')
}

function wrongPeriod({ from, until }: Stretch, at: Instant): Refusal | null {
  if (until <= from)
    return {
      refused: 'bad-input',
      clause: '3.2.3',
      says: '结束时间须晚于开始时间',
      problems: [{ at: '/until', says: '须晚于开始时间' }],
    }
  if (until <= at)
    return {
      refused: 'bad-input',
      clause: '3.2.3',
      says: '请假时段已过',
      problems: [{ at: '/until', says: '须晚于现在' }],
    }
  if (until > instantAt(addDays(dayOf(from), 366), 0))
    return {
      refused: 'bad-input',
      clause: '3.2.3',
      says: '一次请假不能超过一年；长期离岗请调整AB角',
      problems: [{ at: '/until', says: '不能超过一年' }],
    }
  return null
}

/** Nobody takes leave from days on which nobody works: most likely the day is another one (3.2.3). */
function unworked(office: OfficeSnapshot, place: OfficeId, stretch: Stretch): Refusal | null {
  return isWorked(office.calendar(place), stretch)
    ? null
    : badInput('3.2.3', '/from', '这段时间都不是办公时间，不需要请假；请核对日期')
}

/** What lies behind is over: whoever came back early may ask again for the same day. */
function wrongTwice(office: OfficeSnapshot, staff: StaffId, asked: Stretch, at: Instant): Refusal | null {
  const period = { ...asked, from: instant(Math.max(asked.from, Math.min(at, asked.until - 1))) }
  const standing = [...office.leaves.values()].find((l) => {
    if (l.staff !== staff) return false
    if (l.state === 'requested') return overlaps(l, period)
    const counted = effective(l)
    return counted !== null && overlaps(counted, period)
  })
  return standing ? notMet('3.2.3', `与已有的${during(standing)}${kindNames[standing.kind]}时间重叠`) : null
}

function asked(
  by: By,
  office: OfficeId,
  staff: StaffId,
  { id, kind, from, until, reason }: LeaveAsk,
): Omit<Leave, 'state'> {
  return {
    id,
    office,
    staff,
    kind,
    from,
    until,
    reason,
    askedBy: by.staff,
    askedAt: by.at,
    decidedBy: null,
    decidedAt: null,
    says: null,
    returnedAt: null,
  }
}

/** Whole days are said as days, the last one included. */
function during({ from, until }: Stretch): string {
  const [first, last] = [dayOf(from), dayOf(instant(until - 1))]
  if (minuteOf(from) === 0 && minuteOf(until) === 0)
    return first === last ? `${spoken(first)}（全天）` : `${spoken(first)}至${spoken(last)}（全天）`
  return `${spokenAt(from)}至${spokenAt(until)}`
}

function who(office: OfficeSnapshot, staff: StaffId): string {
  return nameOf(office.roster, staff)
}
