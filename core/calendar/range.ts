import { type Day, dayAt, dayNumber } from '#core/day.ts'

/** Fifty years, so that every table is small and a date beyond them is refused instead of guessed. */
export const FIRST_YEAR = 2010
export const LAST_YEAR = 2059
export const FIRST = dayNumber('2010-01-01' as Day)
export const DAYS = dayNumber('2060-01-01' as Day) - FIRST
const NAMES: readonly Day[] = Array.from({ length: DAYS }, (_, index) => dayAt(FIRST + index))

/** The position of the day in the tables. RangeError outside them. */
export function indexOf(on: Day): number {
  const index = dayNumber(on) - FIRST
  if (index < 0 || index >= DAYS) throw outside()
  return index
}

/** The day at this position. RangeError outside the tables. */
export function nameOf(index: number): Day {
  const name = NAMES[index]
  if (name === undefined) throw outside()
  return name
}

export function outside(): RangeError {
  return new RangeError(`the calendar covers ${FIRST_YEAR} to ${LAST_YEAR}`)
}
