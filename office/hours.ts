import type { Intervals } from '#core/calendar.ts'
import { clockTime, type Day, dayOf, spoken } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId } from '#core/roster.ts'
import { keepCalendars, weekOf, withHours } from '#office/calendar.ts'
import type { Change } from '#office/change.ts'
import { insertHours } from '#office/ground-store.ts'
import { keeps, leads } from '#office/keeper.ts'
import { badInput, notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

/** Seven days, Sunday first; each its intervals in minutes of the day. */
export type HoursAsk = { readonly office: OfficeId; readonly from: Day; readonly week: readonly Intervals[] }

/**
 * Other opening hours from a day to come. Days before it keep theirs, so no date that has passed moves; dates after it are
 * counted anew by time itself, each with a line that says so (7.4).
 */
export function changeHours(office: OfficeSnapshot, by: By, ask: HoursAsk): Refusal | Change<HoursAsk> {
  const o = office.organizations.get(ask.office)
  if (!o || !(leads(office, by, ask.office) || keeps(office, by, ask.office))) return notSeen('没有这个单位')
  if (!leads(office, by, ask.office)) return notYours('7.4', '办公时间由单位负责人或上级调整')
  if (o.closedAt !== null) return badInput('7.4', '/office', `${o.name}已撤销`)
  if (ask.from <= dayOf(by.at)) return badInput('7.4', '/from', '新的办公时间最早自明天起执行')
  const wrong = wrongWeek(ask.week)
  if (wrong) return wrong
  const hours = weekOf(ask.week)
  return {
    writes: [
      insertHours(by, ask.office, ask.from, hours),
      ...keepCalendars(withHours(office, ask.office, ask.from, hours), by),
    ],
    line: {
      ...{ act: 'office.hours', clause: '7.4', office: ask.office },
      what: { from: ask.from, week: ask.week },
      says: `${nameOf(office.roster, by.staff)}调整${o.name}办公时间，自${spoken(ask.from)}起执行`,
    },
    result: ask,
  }
}

const days = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

function wrongWeek(week: readonly Intervals[]): Refusal | null {
  for (const [i, intervals] of week.entries()) {
    let end = 0
    for (const [from, to] of intervals) {
      if (from < end || to <= from)
        return badInput(
          '7.4',
          `/week/${i}`,
          `${days[i]}的时段${clockTime(from)}至${clockTime(to)}有误，须先后排列、互不重叠`,
        )
      end = to
    }
  }
  return week.slice(1, 6).some((intervals) => intervals.length > 0)
    ? null
    : badInput('7.4', '/week', '周一至周五至少有一天办公')
}
