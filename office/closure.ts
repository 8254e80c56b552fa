import { openingsOn } from '#core/calendar.ts'
import { clockTime, type Day, dayOf, spoken } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { isHeadOf, isSuperiorOf, nameOf, type OfficeId } from '#core/roster.ts'
import { keepCalendars, withClosure } from '#office/calendar.ts'
import type { Change } from '#office/change.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { insertClosure } from '#office/store.ts'

/** Minutes of the day; both null for the whole day. */
export type ClosureAsk = {
  readonly id: string
  readonly office: OfficeId
  readonly day: Day
  readonly from: number | null
  readonly to: number | null
  readonly why: string
}

/** The office is shut on a day, or for some hours of it. Working days that it takes away are not counted from then on (7.4). */
export function closeOffice(office: OfficeSnapshot, by: By, ask: ClosureAsk): Refusal | Change<ClosureAsk> {
  if (!office.organizations.has(ask.office) || !sees(office, by.staff, ask.office, by.at))
    return notSeen('没有这个单位')
  if (
    !isHeadOf(office.roster, by.staff, ask.office, by.at) &&
    !isSuperiorOf(office.roster, by.staff, ask.office, by.at)
  ) {
    return notYours('7.4', '停止办公由单位负责人或上级登记')
  }
  if (ask.day < dayOf(by.at)) return badInput('7.4', '/day', '不能登记已经过去的日子')
  if ((ask.from === null) !== (ask.to === null))
    return badInput('7.4', '/from', '起止时刻须同时填写，或都不填写（全天）')
  if (ask.from !== null && ask.to !== null && ask.to <= ask.from)
    return badInput('7.4', '/to', '结束时刻须晚于开始时刻')
  const clash = office.closures
    .get(ask.office)
    ?.some((c) => c.day === ask.day && (c.from ?? 0) < (ask.to ?? 1440) && (ask.from ?? 0) < (c.to ?? 1440))
  if (clash) return notMet('7.4', '这段时间已经登记停止办公')
  const opens = openingsOn(office.calendar(ask.office), ask.day)
  if (opens.length === 0) return badInput('7.4', '/day', `${spoken(ask.day)}本来就不办公，不用登记停止办公`)
  if (!opens.some(([from, to]) => from < (ask.to ?? 1440) && (ask.from ?? 0) < to))
    return badInput('7.4', '/from', '这段时间本来就不办公，不用登记停止办公')
  const part = ask.from === null || ask.to === null ? '全天' : `${clockTime(ask.from)}至${clockTime(ask.to)}`
  const says = `${nameOf(office.roster, by.staff)}登记${spoken(ask.day)}${part}停止办公：${ask.why}`
  return {
    writes: [insertClosure(by, ask), ...keepCalendars(withClosure(office, ask.office, ask), by)],
    line: { act: 'office.close', clause: '7.4', office: ask.office, what: { closure: ask.id, day: ask.day }, says },
    result: ask,
  }
}
