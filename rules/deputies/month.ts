import { isWorkingDay } from '#core/calendar.ts'
import { addDays, addMonths, clockTime, type Day, day, dayOf, type Instant, iso, minuteOf } from '#core/day.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { absenceAt, nameOf } from '#core/roster.ts'
import { missing, peopleOf } from '#office/absent.ts'
import { current, dueOn, leavesOn, type Mark } from '#office/attendance.ts'
import { outNow } from '#office/out.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

export const dayStates = {
  present: '在岗',
  left: '已签退',
  away: '报备离岗',
  leave: '请假',
  waiting: '未签到',
  absent: '缺岗',
  early: '未到时间',
  off: '不办公',
} as const
export type DayState = keyof typeof dayStates

/** One person today, as the office sees it. */
export function boardOf(office: OfficeSnapshot, place: OfficeId, marks: readonly Mark[], at: Instant) {
  const late = new Map(missing(office, place, marks, at).map((one) => [one.staff, one]))
  return peopleOf(office, place, at).map((staff) => {
    const own = marks.filter((mark) => mark.staff === staff)
    const [came, left] = [current(own, 'in'), current(own, 'out')]
    const out = outNow(office, staff, at)
    const due = dueOn(office, place, staff, dayOf(at))
    const isMissing = late.has(staff) || (due !== null && minuteOf(at) >= due.leave)
    const state = stateNow(office, { staff, place, came, left, at, isMissing, isDue: due !== null })
    return {
      ...{ staff: { id: staff, name: nameOf(office.roster, staff) }, state, label: dayStates[state] },
      ...{ in: came && markView(came), out: left && markView(left), mayRecord: late.get(staff)?.isAbsent ?? false },
      due: due && { arrive: clockTime(due.arrive), leave: clockTime(due.leave) },
      away: out && { since: iso(out.from), backBy: iso(out.backBy), why: out.why, late: at > out.backBy },
    }
  })
}

type Now = {
  readonly staff: StaffId
  readonly place: OfficeId
  readonly came: Mark | null
  readonly left: Mark | null
  readonly at: Instant
  readonly isMissing: boolean
  readonly isDue: boolean
}

function stateNow(office: OfficeSnapshot, { staff, place, came, left, at, isMissing, isDue }: Now): DayState {
  const absence = absenceAt(office.roster, staff, at)
  if (absence?.kind === 'out') return 'away'
  if (absence) return absence.kind === 'absent' ? 'absent' : 'leave'
  if (came) return left && left.at >= came.at && left.at <= at ? 'left' : 'present'
  if (isMissing) return 'waiting'
  if (!isWorkingDay(office.calendar(place), dayOf(at))) return 'off'
  return isDue ? 'early' : 'leave'
}

export function markView(mark: Mark) {
  return {
    ...{ id: mark.id, time: clockTime(minuteOf(mark.at)), minutes: mark.minutes, why: mark.why },
    against: mark.against === null ? null : clockTime(mark.against),
  }
}

/** Today's sign-in of one person: what is due, what they did, and who stands in if they step out. */
export function mineOf(board: ReturnType<typeof boardOf>, by: By) {
  return board.find(({ staff }) => staff.id === by.staff) ?? null
}

export type MonthDay = {
  readonly day: Day
  readonly in: ReturnType<typeof markView> | null
  readonly out: ReturnType<typeof markView> | null
  readonly note: string
}
export type MonthRow = {
  readonly staff: { readonly id: StaffId; readonly name: string }
  readonly days: readonly MonthDay[]
  readonly due: number
  readonly present: number
  readonly late: number
  readonly lateMinutes: number
  readonly early: number
  readonly leave: number
  readonly absent: number
  readonly corrected: number
  readonly empty: number
}

/** A month of an office, person by person, with what each day came to (4.2.1). Days before the first mark of the office are blank. */
export function monthOf(
  office: OfficeSnapshot,
  place: OfficeId,
  month: Day,
  { marks, since, emptied, at }: MonthParts,
): readonly MonthRow[] {
  const last = [addDays(addMonths(month, 1), -1), dayOf(at)].sort()[0] as Day
  const days: Day[] = []
  for (let on = month; on <= last; on = addDays(on, 1)) days.push(on)
  const byPerson = Map.groupBy(marks, ({ staff }) => staff)
  const people = new Set([...peopleOf(office, place, at), ...byPerson.keys()])
  return [...people].map((staff) => {
    const own = Map.groupBy(byPerson.get(staff) ?? [], (mark) => mark.day)
    const seen = days.map((on) => dayOfPerson(office, place, staff, { on, marks: own.get(on) ?? [], since, at }))
    const count = (test: (one: (typeof seen)[number]) => boolean) => seen.filter(test).length
    return {
      staff: { id: staff, name: nameOf(office.roster, staff) },
      days: seen.map(({ is: _is, ...one }) => one),
      due: count(({ is }) => is !== 'off' && is !== 'leave'),
      present: count((one) => one.in !== null),
      late: count((one) => (one.in?.minutes ?? 0) > 0),
      lateMinutes: seen.reduce((sum, one) => sum + (one.in?.minutes ?? 0), 0),
      early: count((one) => (one.out?.minutes ?? 0) > 0),
      leave: count(({ is }) => is === 'leave'),
      absent: count(({ is }) => is === 'absent'),
      corrected: (byPerson.get(staff) ?? []).filter(({ why }) => why !== null).length,
      empty: emptied.get(staff) ?? 0,
    }
  })
}

type MonthParts = {
  readonly marks: readonly Mark[]
  /** The office's first day with a mark. */
  readonly since: Day | null
  /** How often each left an empty post in the month (空岗). */
  readonly emptied: ReadonlyMap<StaffId, number>
  readonly at: Instant
}

type PersonDay = { readonly on: Day; readonly marks: readonly Mark[]; readonly since: Day | null; readonly at: Instant }

function dayOfPerson(office: OfficeSnapshot, place: OfficeId, staff: StaffId, { on, marks, since, at }: PersonDay) {
  const [came, left] = [current(marks, 'in'), current(marks, 'out')]
  const due = dueOn(office, place, staff, on)
  const onLeave = due === null && leavesOn(office, staff, on).length > 0
  const isPast = on < dayOf(at) || (due !== null && minuteOf(at) >= due.leave)
  const isCounted = since !== null && on >= since
  const is = came ? 'present' : onLeave ? 'leave' : due === null || !isCounted ? 'off' : isPast ? 'absent' : 'waiting'
  const words = { present: '', leave: '请假', off: '', absent: '缺勤', waiting: '' } as const
  const notes = [
    words[is],
    came && came.minutes > 0 ? `晚到${came.minutes}分` : '',
    left && left.minutes > 0 ? `早退${left.minutes}分` : '',
    came && !left && isPast ? '未签退' : '',
    marks.some(({ why }) => why !== null) ? '已更正' : '',
  ]
  return {
    day: on,
    in: came && markView(came),
    out: left && markView(left),
    note: notes.filter(Boolean).join('、'),
    is,
  }
}

/** The first day of a month written `2026-11`; null when there is no such month. */
export function monthNamed(text: string): Day | null {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? day(`${text}-01`) : null
}
