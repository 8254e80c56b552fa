import { naturalDaysAfter } from '#core/calendar.ts'
import { type Day, dayOf, isDay, spoken } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { badInput, notMet, notYours } from '#office/refusals.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AttendanceAsk } from './contract.ts'
import { type Desk, type Done, named, running, tell } from './held.ts'
import { clause } from './institution.ts'
import { attended, type Mark, marks } from './policy.ts'
import { settled } from './progress.ts'
import { type MarkRow, marksOf, type Seat, seatsOf, setMark } from './seats.ts'
import { type DayRow, markEntered, planOfClass } from './store.ts'

/**
 * Enters who was there on a day: everybody on the roll at once, so that nobody is forgotten. A mark that was entered before
 * is put right with a reason, and both stand in the history; long after the day only the head enters.
 */
export async function enterDay(tx: Tx, desk: Desk, id: string, ask: AttendanceAsk): Done {
  const found = await running(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const today = dayOf(stand.at)
  const [days, seats, kept] = await Promise.all([
    planOfClass(tx, stand.tenant, id),
    seatsOf(tx, stand.tenant, id),
    marksOf(tx, stand.tenant, id),
  ])
  const on = days.find(({ day }) => day === ask.day)
  if (!isDay(ask.day) || !on) return badInput(clause, '/day', '班级计划里没有这一天')
  if (on.day > today) return notMet(clause, `${spoken(on.day)}还没有到，不能提前登记出勤`)
  const roll = seats.filter(({ state }) => state === 'in')
  const before = new Map(kept.filter(({ day }) => day === on.day).map(({ seat, mark }) => [seat, mark]))
  const given = new Map(ask.marks.map(({ seat, mark }) => [seat, mark]))
  if (ask.marks.some(({ seat }) => !roll.some((one) => one.id === seat)) || given.size < ask.marks.length)
    return badInput(clause, '/marks', '有的学员不在名册里，或者登记了两次')
  const missing = roll.filter(({ id: seat }) => !given.has(seat) && !before.has(seat))
  if (missing.length > 0) return badInput(clause, '/marks', `还有${missing.length}人没有登记：${namesOf(missing)}`)
  const fresh = roll.filter((seat) => given.has(seat.id) && given.get(seat.id) !== before.get(seat.id))
  const changed = fresh.filter((seat) => before.has(seat.id))
  // Days as the figure counts them; a last one that rests runs on to the next working day (民法典 203).
  const past = row.terms?.pastDays ?? 0
  const last = past === 0 ? on.day : naturalDaysAfter(stand.office.calendar(stand.org.id), on.day, past).day
  const isPast = today > last
  if (changed.length > 0 || isPast) {
    const tested = fresh.find(({ result }) => result !== null)
    if (tested) return notMet(clause, `${tested.name}已有考核结果，出勤不能再改`)
    if (isPast && !stand.leads)
      return notYours(
        clause,
        `${spoken(on.day)}的出勤只能在${spoken(last)}前登记或更正，以后由${stand.org.name}负责人补登`,
      )
    if (!ask.reason?.trim()) return badInput(clause, '/reason', isPast ? '请填写补登原因' : '请填写更正原因')
  }
  for (const seat of fresh) setMark(tx, stand.tenant, seat, on.day, given.get(seat.id)!, stand.staff, stand.at)
  markEntered(tx, stand.tenant, id, on.day, stand.at, stand.staff)
  const done = await settled(tx, stand.tenant, row)
  const corrected = changed.map(
    (seat) => `${seat.name}由${labelOf(before.get(seat.id))}改为${labelOf(given.get(seat.id))}`,
  )
  const says =
    corrected.length > 0
      ? `更正${spoken(on.day)}出勤：${corrected.join('、')}；原因：${ask.reason?.trim()}`
      : `登记${spoken(on.day)}出勤：${summary(roll, new Map([...before, ...given]))}${isPast ? `；补登原因：${ask.reason?.trim()}` : ''}`
  tell(tx, stand, done, 'attendance', `${named(done)}${says}`, { day: on.day, marks: Object.fromEntries(given) })
  return done
}

const labelOf = (mark: Mark | undefined) => (mark ? marks[mark].label : '没有登记')

function summary(roll: readonly Seat[], of: ReadonlyMap<string, Mark>): string {
  const count = (mark: Mark) => roll.filter(({ id }) => of.get(id) === mark).length
  return (Object.keys(marks) as Mark[])
    .flatMap((mark) => (count(mark) ? [`${marks[mark].label}${count(mark)}人`] : []))
    .join('、')
}

export function namesOf(seats: readonly Pick<Seat, 'name'>[]): string {
  const names = seats.slice(0, 5).map(({ name }) => name)
  return `${names.join('、')}${seats.length > 5 ? `等${seats.length}人` : ''}`
}

/** Hours of each on the roll, by seat. */
export function sharesOf(days: readonly DayRow[], kept: readonly MarkRow[], seats: readonly Pick<Seat, 'id'>[]) {
  const bySeat = Map.groupBy(kept, ({ seat }) => seat)
  return new Map(
    seats.map(({ id }) => {
      const own = new Map((bySeat.get(id) ?? []).map(({ day, mark }): [Day, Mark] => [day, mark]))
      return [id, attended(days, (day) => own.get(day))] as const
    }),
  )
}
