import { type Calendar, endOf, workingDaysAfter } from '#core/calendar.ts'
import type { Clock } from '#core/clock.ts'
import { type Day, type Instant, spokenAt } from '#core/day.ts'
import { deskOf } from '#core/desk.ts'
import type { Matter } from '#core/matter.ts'
import type { Process, Setting } from '#core/process.ts'
import {
  duty,
  headOf,
  lineOf,
  type OfficeId,
  type PostId,
  type Roster,
  type StaffId,
  superiorOffice,
} from '#core/roster.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** A person told of a lateness. `about` is the same for the same lateness, so that nobody is told twice. */
export type Alarm = {
  readonly staff: StaffId
  readonly about: string
  readonly clause: ClauseId
  readonly says: string
}

/**
 * Who is told when clocks of the office run out, or others of which the table says what to tell: whoever has to act at this
 * minute (the receiver, whose step it is, the holder or who stands in), and the head of the office; a late head is told
 * together with the head above (7.4, 2.4.1).
 */
export function alarmsOf(
  process: Process,
  before: Matter,
  after: Matter,
  roster: Roster,
  setting: Pick<Setting, 'at' | 'post'>,
): readonly Alarm[] {
  const { at } = setting
  const late = after.clocks.filter(
    (clock) =>
      clock.lateSince !== null &&
      isTold(process, clock) &&
      !before.clocks.some(({ name, lateSince }) => name === clock.name && lateSince === clock.lateSince),
  )
  return late.flatMap((clock) => {
    const acting = actingOn(process, after, clock, roster, setting)
    const head = headOf(roster, after.office, at)
    const above = superiorOffice(roster, after.office, at)
    const over = head !== null && acting.includes(head) && above ? headOf(roster, above, at) : null
    const told = [...new Set([...acting, ...(head ? [head] : []), ...(over ? [over] : [])])]
    return told.map((staff): Alarm => {
      const { label = clock.name, tells } = process.clocks[clock.name] ?? {}
      const due = clock.dueAt === null ? '' : `应于${spokenAt(clock.dueAt)}前办理，`
      if (tells !== undefined)
        return { staff, about: aboutOf(after, clock), clause: '1.3', says: `${after.number} ${tells}` }
      const says = `${after.number} ${label}已超期，${due}现由${acting.map((id) => roster.staff.get(id)?.name).join('、')}负责`
      return { staff, about: aboutOf(after, clock), clause: '7.4', says }
    })
  })
}

const aboutOf = ({ id }: Matter, { name, lateSince }: Clock): string => `${id} ${name} ${lateSince}`

function isTold({ clocks }: Process, { name }: Clock): boolean {
  const { of, tells } = clocks[name] ?? {}
  return of === 'office' || tells !== undefined
}

/** Who has to act so that this clock stops: of an offer its receiver, else those whose step it is, else the holder. */
function actingOn(
  process: Process,
  matter: Matter,
  { name }: Clock,
  roster: Roster,
  setting: Pick<Setting, 'at' | 'post'>,
): readonly StaffId[] {
  const desk = deskOf(process, matter, setting)
  const posts = (why: string) => desk.flatMap((entry) => (entry.why === why ? [entry.post as PostId] : []))
  const offered = name === 'accept' ? posts('offered') : []
  const turns = posts('turn')
  const chosen = offered.length > 0 ? offered : turns.length > 0 ? turns : [matter.custody.holder.post]
  return [...new Set(chosen.map((post) => duty(roster, post, setting.at).staff))]
}

/**
 * Who is told that something between an office and its superior stays undone: after each `amount` working days of lateness the
 * head of the next office above the superior; the superior itself is told of any lateness (10.5.5.c, 6.6).
 */
export function headsAbove(
  roster: Roster,
  place: OfficeId,
  calendar: Calendar,
  { due, amount, at }: { readonly due: Day; readonly amount: number; readonly at: Instant },
): readonly StaffId[] {
  const above = lineOf(roster, place, at).slice(2)
  const reached = above.filter(
    (_, level) => at > endOf(calendar, workingDaysAfter(calendar, due, amount * (level + 1)).day),
  )
  return [...new Set(reached.map((id) => headOf(roster, id, at)))]
}
