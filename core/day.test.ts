import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  day,
  dayAt,
  dayNumber,
  dayOf,
  instant,
  instantAt,
  isDay,
  iso,
  minuteOf,
  parseInstant,
  spoken,
  spokenAt,
  weekday,
} from '#core/day.ts'

test('only real days are days', () => {
  for (const text of ['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01']) assert.ok(isDay(text), text)
  for (const text of [
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-04-31',
    '',
    '2026-11-23 ',
    null,
    20261123,
  ]) {
    assert.ok(!isDay(text), String(text))
  }
  assert.throws(() => day('2026-02-30'), RangeError)
})

test('the matching day of another month, or its last （民法典 202）', () => {
  assert.equal(addMonths(day('2026-08-31'), 1), '2026-09-30')
  assert.equal(addMonths(day('2024-01-31'), 1), '2024-02-29')
  assert.equal(addMonths(day('2026-11-30'), 3), '2027-02-28')
  assert.equal(addMonths(day('2026-03-31'), -1), '2026-02-28')
  assert.equal(addMonths(day('2026-01-15'), -13), '2024-12-15')
})

test('an instant is shown in Shanghai, whatever the machine thinks', () => {
  const at = parseInstant('2026-11-22T16:30:05.250Z')
  assert.equal(iso(at), '2026-11-23T00:30:05.250+08:00')
  assert.equal(dayOf(at), '2026-11-23')
  assert.equal(minuteOf(at), 30)
  assert.equal(spokenAt(at), '2026年11月23日 00:30')
  assert.equal(spoken(day('2026-01-05')), '2026年1月5日')
  assert.equal(iso(instantAt(day('2026-11-23'), 1440)), '2026-11-24T00:00:00.000+08:00')
  assert.equal(iso(parseInstant('2026-11-23T09:05+08:00')), '2026-11-23T09:05:00.000+08:00')
  for (const text of [
    '2026-11-23T09:05',
    '2026-11-23',
    '2026-02-30T00:00Z',
    '2026-11-23T24:00Z',
    '2026-11-23T09:60Z',
  ]) {
    assert.throws(() => parseInstant(text), RangeError, text)
  }
})

test('property: days, numbers, weekdays and instants agree with the platform', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60_000_000_000_000, max: 60_000_000_000_000 }), (ms) => {
      const shown = new Date(ms + 8 * 3_600_000)
      assert.equal(iso(instant(ms)), `${shown.toISOString().slice(0, -1)}+08:00`)
      assert.equal(parseInstant(iso(instant(ms))), ms)
      const on = dayOf(instant(ms))
      assert.equal(weekday(on), shown.getUTCDay())
      assert.equal(dayAt(dayNumber(on)), on)
      assert.equal(addDays(addDays(on, 400), -400), on)
    }),
    { numRuns: 1000 },
  )
})
