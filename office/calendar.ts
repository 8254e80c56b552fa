import { createHash } from 'node:crypto'
import {
  buildCalendar,
  type Calendar,
  type CalendarInput,
  type Closure,
  type Hours,
  type Intervals,
  type Notice,
  weekHours,
} from '#core/calendar.ts'
import type { Day, Weekday } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { calendarInput, insertCalendar } from '#office/store.ts'
import type { Tx } from '#platform/db/db.ts'

/** Nine to twelve, half past one to five, Monday to Friday: an office that has set no hours of its own. */
export const usualHours = weekHours([
  [540, 720],
  [810, 1020],
])

type Time = Pick<OfficeSnapshot, 'hours' | 'laterHours' | 'closures' | 'notices' | 'organizations'>

const built = new Map<string, Calendar>()
const most = 200

/**
 * What one office's calendar is made of. Its version is a digest of just that, so a date's proof names exactly the hours,
 * closures and notices it was counted with, and offices that share them share one table in memory.
 */
export function timeOf(office: Time, id: OfficeId): CalendarInput {
  const closures = (office.closures.get(id) ?? []).toSorted((a, b) => order(a).localeCompare(order(b)))
  const hours = office.hours.get(id) ?? usualHours
  const later = office.laterHours.get(id) ?? []
  const saturdayRolls = office.organizations.get(id)?.settings.saturdayRolls !== false
  const versions = office.notices.map((n) => n.version).sort()
  const said = JSON.stringify([
    versions,
    hours.week,
    hours.makeUpAs,
    closures.map((c) => [c.day, c.from, c.to, c.why]),
    saturdayRolls,
    ...later.map(({ from, hours: then }) => [from, then.week, then.makeUpAs]),
  ])
  const version = createHash('sha256').update(said).digest('hex').slice(0, 12)
  return { version, notices: office.notices, hours, ...(later.length > 0 && { later }), closures, saturdayRolls }
}

/** The calendar for this input, built once. */
export function calendarOf(input: CalendarInput): Calendar {
  const had = built.get(input.version)
  if (had) return had
  const made = buildCalendar(input)
  if (built.size >= most) built.delete(built.keys().next().value ?? '')
  built.set(input.version, made)
  return made
}

/** The calendar as it was at that version, for counting an old date again; null when the tenant never had it. */
export async function calendarOfVersion(tx: Tx, tenant: string, version: string): Promise<Calendar | null> {
  const had = built.get(version)
  if (had) return had
  const input = await calendarInput(tx, tenant, version)
  return input && calendarOf(input)
}

/** Rows that keep what the tenant's calendars are made of from now on; few, since most offices share one. */
export function keepCalendars(office: Time, by: Pick<By, 'tenant' | 'at'>): Change<0>['writes'] {
  const inputs = new Map(
    [...office.organizations.keys()].map((id) => timeOf(office, id)).map((input) => [input.version, input]),
  )
  return [...inputs.values()].map((input) => insertCalendar(by.tenant, input, by.at))
}

/** The tenant's time as it would be with one more closure. */
export function withClosure(office: Time, id: OfficeId, closure: Closure): Time {
  return { ...office, closures: new Map(office.closures).set(id, [...(office.closures.get(id) ?? []), closure]) }
}

/** The tenant's time as it would be with this notice in place of its year's. */
export function withNotice(office: Time, notice: Notice): Time {
  return { ...office, notices: [...office.notices.filter((n) => n.year !== notice.year), notice] }
}

/** The hours that hold on a day. */
export function hoursOn(office: Time, id: OfficeId, on: Day): Hours {
  const later = office.laterHours.get(id)?.findLast(({ from }) => from <= on)
  return later?.hours ?? office.hours.get(id) ?? usualHours
}

/** Seven weekdays, Sunday first, as hours; a make-up day is worked as the first day that has any. */
export function weekOf(days: readonly Intervals[]): Hours {
  const [sun = [], mon = [], tue = [], wed = [], thu = [], fri = [], sat = []] = days
  const first = [mon, tue, wed, thu, fri].findIndex((intervals) => intervals.length > 0)
  return { week: [sun, mon, tue, wed, thu, fri, sat], makeUpAs: (first < 0 ? 1 : first + 1) as Weekday }
}

/** The tenant's time as it would be with these hours of an office from that day on. */
export function withHours(office: Time, id: OfficeId, from: Day, hours: Hours): Time {
  const others = (office.laterHours.get(id) ?? []).filter((one) => one.from !== from)
  const own = [...others, { from, hours }].sort((a, b) => (a.from < b.from ? -1 : 1))
  return { ...office, laterHours: new Map(office.laterHours).set(id, own) }
}

function order({ day, from }: Closure): string {
  return `${day} ${String(from ?? 0).padStart(4, '0')}`
}
