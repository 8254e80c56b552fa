import { isWorkingDay, openingsOn } from '#core/calendar.ts'
import { clockTime, type Day, dayOf, type Instant, instantAt, minuteOf, spoken } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { isHeadOf, isSuperiorOf, nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { overlaps } from '#office/cover.ts'
import { effective } from '#office/leave.ts'
import { numberOf } from '#office/number.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { openable } from '#office/scheme.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'

/** A sign-in or sign-out as it was judged when it was made. `why` is set when a head corrected it (both stay). */
export type Mark = {
  readonly id: string
  readonly office: OfficeId
  readonly staff: StaffId
  readonly day: Day
  readonly what: 'in' | 'out'
  readonly at: Instant
  /** Minutes late or early, against that minute of the day; null where nothing was due. */
  readonly minutes: number
  readonly against: number | null
  readonly windows: readonly number[]
  readonly notedAt: Instant
  readonly notedBy: StaffId
  readonly why: string | null
  readonly corrects: string | null
}

/** By when one has to be there, and until when; null when nothing is due: no office hours, or leave through all of them. */
export type Due = { readonly arrive: number; readonly leave: number } | null

/** What is due of a person on a day: five minutes before opening until closing (4.2.1), leave taken out (3.2.3). */
export function dueOn(office: OfficeSnapshot, place: OfficeId, staff: StaffId, on: Day): Due {
  const early = numberOf(office, place, 'arrive.early')
  const openings = openingsOn(office.calendar(place), on)
  const opens = new Set(openings.map(([from]) => from))
  const left = leavesOn(office, staff, on).reduce<readonly (readonly [number, number])[]>(
    (spans, [from, to]) => spans.flatMap((span) => without(span, from, to)),
    openings,
  )
  const [first, last] = [left[0], left.at(-1)]
  if (!first || !last) return null
  // Whoever comes back from leave in the middle of the day comes when the leave ends.
  return { arrive: opens.has(first[0]) ? Math.max(0, first[0] - early) : first[0], leave: last[1] }
}

/** One key in the morning (4.2.1). Opens the windows where the person stands, as far as they may be opened (5.5). */
export function signIn(office: OfficeSnapshot, by: By, ask: { readonly id: string; readonly had: readonly Mark[] }) {
  const ready = readyToSign(office, by)
  if ('refused' in ready) return ready
  const { own, on, due } = ready
  if (ask.had.some(({ what }) => what === 'in')) return notMet('4.2.1', '今天已经签到')
  const minutes = due ? Math.max(0, minuteOf(by.at) - due.arrive) : 0
  const windows = openable(office, own, by).flatMap(({ number, refusal }) => (refusal ? [] : [number]))
  return made(by, own, on, { id: ask.id, what: 'in', minutes, against: due?.arrive ?? null, windows })
}

/**
 * Leaving is after closing; a little before it, the minutes are kept (4.2.1). Whoever goes for the rest of the day asks for
 * leave first: a post whose person has signed out and still counts as there would have nobody (3.2.3, 5.0).
 */
export function signOut(office: OfficeSnapshot, by: By, ask: { readonly id: string; readonly had: readonly Mark[] }) {
  const ready = readyToSign(office, by)
  if ('refused' in ready) return ready
  const { own, on, due } = ready
  if (!ask.had.some(({ what }) => what === 'in')) return notMet('4.2.1', '今天还没有签到')
  const minutes = due ? Math.max(0, due.leave - minuteOf(by.at)) : 0
  if (minutes > numberOf(office, own, 'post.away'))
    return notMet('3.2.3', `离下班还有${minutes}分钟，请先请假，或办理离岗报备`)
  return made(by, own, on, { id: ask.id, what: 'out', minutes, against: due?.leave ?? null, windows: [] })
}

export type CorrectionAsk = {
  readonly id: string
  readonly staff: StaffId
  readonly day: Day
  readonly what: 'in' | 'out'
  /** The minute of the day at which it really was. */
  readonly minute: number
  readonly why: string
  readonly had: readonly Mark[]
}

/** A head puts a mark right and says why; nobody their own. What stood before stays beside it (4.2.1). */
export function correctMark(office: OfficeSnapshot, by: By, ask: CorrectionAsk): Refusal | Mark {
  const { roster } = office
  const at = instantAt(ask.day, ask.minute)
  const place = officeOf(roster, ask.staff, at)
  if (place === null || !sees(office, by.staff, place, by.at)) return notSeen('没有这位工作人员')
  if (ask.staff === by.staff) return notYours('4.2.1', '不能更正本人的考勤')
  if (!isHeadOf(roster, by.staff, place, by.at) && !isSuperiorOf(roster, by.staff, place, by.at))
    return notYours('4.2.1', '考勤由单位负责人或上级更正')
  if (at > by.at) return badInput('4.2.1', '/time', '不能登记还没有到的时间')
  const standing = ask.had.filter(({ what }) => what === ask.what)
  const other = current(ask.had, ask.what === 'in' ? 'out' : 'in')
  if (other && (ask.what === 'in' ? at >= other.at : at <= other.at))
    return badInput('4.2.1', '/time', '签退须晚于签到')
  const due = dueOn(office, place, ask.staff, ask.day)
  const late = due === null ? 0 : ask.what === 'in' ? ask.minute - due.arrive : due.leave - ask.minute
  return {
    ...{ id: ask.id, office: place, staff: ask.staff, day: ask.day, what: ask.what, at, minutes: Math.max(0, late) },
    against: due === null ? null : ask.what === 'in' ? due.arrive : due.leave,
    ...{ windows: [], notedAt: by.at, notedBy: by.staff, why: ask.why, corrects: standing.at(-1)?.id ?? null },
  }
}

/** The mark that counts of those of one day: the last correction, else the first sign-in or the last sign-out. */
export function current(marks: readonly Mark[], what: Mark['what']): Mark | null {
  const all = marks.filter((mark) => mark.what === what)
  const own = all.filter(({ why }) => why === null)
  return all.findLast(({ why }) => why !== null) ?? (what === 'in' ? own[0] : own.at(-1)) ?? null
}

/** A mark as a sentence for the register. */
export function markSays({ roster }: OfficeSnapshot, mark: Mark): string {
  const name = nameOf(roster, mark.staff)
  const does = mark.what === 'in' ? '签到' : '签退'
  const off = mark.minutes === 0 ? '' : mark.what === 'in' ? `，晚到${mark.minutes}分钟` : `，早退${mark.minutes}分钟`
  const time = `${spoken(mark.day)} ${clockTime(minuteOf(mark.at))}`
  return mark.why === null
    ? `${name}${time}${does}${off}`
    : `${nameOf(roster, mark.notedBy)}更正${name}的${does}为${time}${off}，理由：${mark.why}`
}

function readyToSign(office: OfficeSnapshot, by: By) {
  const own = officeOf(office.roster, by.staff, by.at)
  if (own === null) return notYours('4.2.1', '您目前不属于任何单位')
  if (office.administrators.has(by.staff)) return notYours('4.2.1', '系统管理账号不参加考勤')
  const on = dayOf(by.at)
  if (!isWorkingDay(office.calendar(own), on)) return notMet('4.2.1', '今天不办公，不需要签到')
  const due = dueOn(office, own, by.staff, on)
  if (due === null) return notMet('3.2.3', '您今天请假；提前返岗请先销假')
  return { own, on, due }
}

function made(
  by: By,
  office: OfficeId,
  day: Day,
  mark: Pick<Mark, 'id' | 'what' | 'minutes' | 'against' | 'windows'>,
): Mark {
  return {
    ...mark,
    office,
    staff: by.staff,
    day,
    at: by.at,
    notedAt: by.at,
    notedBy: by.staff,
    why: null,
    corrects: null,
  }
}

/** Leave of a day in minutes of that day; what was recorded because nobody knew where they were is no leave. */
export function leavesOn(office: OfficeSnapshot, staff: StaffId, on: Day): readonly (readonly [number, number])[] {
  const whole = { from: instantAt(on, 0), until: instantAt(on, 1440) }
  return (office.leavesOf.get(staff) ?? []).flatMap((leave) => {
    const counted = leave.kind === 'absent' ? null : effective(leave)
    if (!counted || counted.until === null || !overlaps(counted, whole)) return []
    const from = counted.from <= whole.from ? 0 : minuteOf(counted.from)
    const until = counted.until >= whole.until ? 1440 : minuteOf(counted.until)
    return [[from, until] as const]
  })
}

function without([a, b]: readonly [number, number], from: number, to: number): readonly (readonly [number, number])[] {
  const parts = [
    [a, Math.min(b, from)],
    [Math.max(a, to), b],
  ] as const
  return parts.filter(([x, y]) => x < y)
}
