import fc from 'fast-check'
import { type Closure, type Hours, weekHours } from '#core/calendar.ts'
import { addDays, type Day, day, type Instant, instant, instantAt } from '#core/day.ts'

/**
 * Samples for property tests: days of the two noticed years, opening hours with lunch, closures of a whole or part of a
 * day.
 */
export const someDay: fc.Arbitrary<Day> = fc.integer({ min: 0, max: 729 }).map((n) => addDays(day('2025-01-01'), n))

export const someInstant: fc.Arbitrary<Instant> = fc
  .tuple(someDay, fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 59_999 }))
  .map(([on, minute, ms]) => instant(instantAt(on, minute) + ms))

const lunch = [
  [510, 690],
  [810, 1020],
] as const
const through = [[540, 1020]] as const

export const someHours: fc.Arbitrary<Hours> = fc.constantFrom<Hours>(
  weekHours(lunch),
  weekHours(through),
  weekHours([[0, 1440]]),
  { week: [[], lunch, lunch, [], lunch, [[510, 690]], []], makeUpAs: 3 },
  { week: [[], lunch, lunch, through, lunch, [[510, 690]], [[540, 720]]], makeUpAs: 5 },
)

const someClosure: fc.Arbitrary<Closure> = fc
  .tuple(
    someDay,
    fc.constantFrom<readonly [number | null, number | null]>(
      [null, null],
      [null, 720],
      [720, null],
      [600, 900],
      [0, 1440],
    ),
  )
  .map(([on, [from, to]]) => ({ day: on, from, to, why: '测试数据' }))

export const someClosures: fc.Arbitrary<Closure[]> = fc.array(someClosure, { maxLength: 40 })
