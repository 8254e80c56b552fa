import { clockTime, type Day, dayOf, instantAt, minuteOf } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { absenceAt, nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { type Due, dueOn, type Mark } from '#office/attendance.ts'
import type { Change } from '#office/change.ts'
import { deciderOf } from '#office/cover.ts'
import { numberOf } from '#office/number.ts'
import { notMet, notSeen, notYours } from '#office/refusals.ts'
import { type By, type Leave, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { insertAbsence } from '#office/store.ts'

/** `overdue`: minutes since they count as absent; below nought they are only late so far. */
export type Missing = {
  readonly staff: StaffId
  readonly due: NonNullable<Due>
  readonly isAbsent: boolean
  readonly overdue: number
}

/** The people of an office at this instant, the administrators of the system left out. */
export function peopleOf(office: OfficeSnapshot, place: OfficeId, at: By['at']): readonly StaffId[] {
  return [...office.roster.staff.values()]
    .filter((one) => one.active && !one.administrator && officeOf(office.roster, one.id, at) === place)
    .map(({ id }) => id)
}

/**
 * Who is due and hasn't signed in: from five minutes before opening (4.2.1); some minutes after opening, and without a
 * word from them, they are absent (3.2.3). Nobody after closing, and nobody who is on leave.
 */
export function missing(
  office: OfficeSnapshot,
  place: OfficeId,
  marks: readonly Mark[],
  at: By['at'],
): readonly Missing[] {
  const [on, now] = [dayOf(at), minuteOf(at)]
  const came = new Set(marks.filter(({ what }) => what === 'in').map(({ staff }) => staff))
  const grace = numberOf(office, place, 'arrive.early') + numberOf(office, place, 'absent.after')
  return peopleOf(office, place, at).flatMap((staff) => {
    if (came.has(staff) || absenceAt(office.roster, staff, at)) return []
    const due = dueOn(office, place, staff, on)
    if (!due || now < due.arrive || now >= due.leave) return []
    const overdue = now - due.arrive - grace
    return [{ staff, due, isAbsent: overdue >= 0, overdue }]
  })
}

export type AbsentAsk = { readonly id: string; readonly staff: StaffId; readonly marks: readonly Mark[] }

/** Absent without a word, entered by the head with one click: from now on B acts (3.2.3, 5.0). Coming in ends it. */
export function recordAbsent(office: OfficeSnapshot, by: By, ask: AbsentAsk): Refusal | Change<Leave> {
  const place = officeOf(office.roster, ask.staff, by.at)
  if (place === null || !sees(office, by.staff, place, by.at)) return notSeen('没有这位工作人员')
  if (ask.staff === by.staff) return notYours('3.2.3', '不能登记本人缺岗')
  if (deciderOf(office.roster, ask.staff, place, by.at) !== by.staff)
    return notYours('3.2.3', '缺岗由单位负责人或上级登记')
  return absentNow(office, by, ask, place, by.staff)
}

/** The same by itself, where the office has said so. */
export function recordAbsentByTime(office: OfficeSnapshot, by: By, ask: AbsentAsk): Refusal | Change<Leave> {
  const place = officeOf(office.roster, ask.staff, by.at)
  return place === null ? notSeen('没有这位工作人员') : absentNow(office, by, ask, place, null)
}

function absentNow(
  office: OfficeSnapshot,
  by: By,
  { id, staff, marks }: AbsentAsk,
  place: OfficeId,
  head: StaffId | null,
): Refusal | Change<Leave> {
  const found = missing(office, place, marks, by.at).find((one) => one.staff === staff)
  if (!found?.isAbsent)
    return notMet('3.2.3', `${nameOf(office.roster, staff)}已签到、已请假，或还没有到登记缺岗的时间`)
  const reason = `应于${clockTime(found.due.arrive)}到岗，未到岗且未请假`
  const leave: Leave = {
    ...{ id, office: place, staff, kind: 'absent', reason, state: 'recorded', says: null },
    ...{ from: by.at, until: instantAt(dayOf(by.at) as Day, found.due.leave), returnedAt: null },
    ...{ askedBy: head, askedAt: by.at, decidedBy: head, decidedAt: head && by.at },
  }
  const who = nameOf(office.roster, staff)
  const says = head
    ? `${nameOf(office.roster, head)}登记${who}缺岗：${reason}`
    : `系统按本单位设置登记${who}缺岗：${reason}`
  return {
    writes: [insertAbsence(by.tenant, leave)],
    line: {
      ...{ act: 'absence.record', clause: '3.2.3', office: place, what: { absence: id, staff }, says },
      ...(head === null && { staff: null }),
    },
    result: leave,
  }
}
