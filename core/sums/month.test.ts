import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMonths } from '#core/day.ts'
import {
  addToMonth,
  firstDayOf,
  isMonth,
  month,
  monthAt,
  monthNumber,
  monthOf,
  monthsBetween,
  monthsIn,
  shared,
  spokenSpan,
} from '#core/sums/month.ts'

const someMonth = fc.integer({ min: 1900 * 12, max: 2100 * 12 }).map(monthAt)
const count = fc.integer({ min: -900, max: 900 })

test('month arithmetic goes back the way it came, and agrees with the days', () => {
  fc.assert(
    fc.property(someMonth, count, someMonth, (from, n, to) => {
      assert.equal(addToMonth(addToMonth(from, n), -n), from)
      assert.equal(monthsBetween(from, addToMonth(from, n)), n)
      assert.equal(addToMonth(from, monthsBetween(from, to)), to)
      assert.equal(monthAt(monthNumber(from)), from)
      assert.equal(monthOf(addMonths(firstDayOf(from), n)), addToMonth(from, n))
      assert.equal(from < to, monthsBetween(from, to) > 0)
    }),
  )
})

test('spans: both ends count; what two share is in both', () => {
  assert.equal(monthsIn({ from: month('2026-01'), to: month('2026-06') }), 6)
  assert.equal(monthsIn({ from: month('2026-06'), to: month('2026-01') }), 0)
  fc.assert(
    fc.property(someMonth, someMonth, someMonth, someMonth, (a, b, c, d) => {
      const [one, two] = [
        { from: a, to: b },
        { from: c, to: d },
      ]
      const both = shared(one, two)
      assert.ok(!both || (monthsIn(both) <= monthsIn(one) && monthsIn(both) <= monthsIn(two)))
      assert.deepEqual(both, shared(two, one))
    }),
  )
})

test('what is no month is none', () => {
  for (const wrong of ['2026-13', '2026-1', '2026-00', '0000-01', '2026-01-01', 202601]) assert.ok(!isMonth(wrong))
  assert.throws(() => month('2026-13'), RangeError)
  assert.equal(spokenSpan({ from: month('2026-01'), to: month('2026-06') }), '2026年1月至2026年6月')
})
