import { FIRST_YEAR, LAST_YEAR } from '#core/calendar/range.ts'
import type { Calendar } from '#core/calendar.ts'
import { proofOf, startClock, type Unit } from '#core/clock.ts'
import { type Day, dayOf, instantAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { badInput } from '#office/refusals.ts'

export type Deadline = { readonly dueAt: Day; readonly provisional: boolean; readonly proof: readonly string[] }

/** When a limit that begins on that day falls due at this office, with the proof of the date (7.4). */
export function deadlineOf(
  cal: Calendar,
  from: Day,
  amount: number,
  unit: Exclude<Unit, 'workingMinutes'>,
): Deadline | Refusal {
  try {
    const clock = startClock(cal, 'asked', { amount, unit, rule: 'asked', source: '按查询填写' }, instantAt(from, 0))
    if (clock.dueAt === null) throw new TypeError('a clock just started is not paused')
    return { dueAt: dayOf(clock.dueAt), provisional: clock.provisional, proof: proofOf(cal, clock) }
  } catch (error) {
    if (error instanceof RangeError)
      return badInput('7.4', '/limit', `到期日超出日历范围（${FIRST_YEAR}年至${LAST_YEAR}年）`)
    throw error
  }
}
