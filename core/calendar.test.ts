import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { someClosures, someDay, someHours, someInstant } from '#core/calendar/samples.ts'
import { walk } from '#core/calendar/walk.ts'
import {
  buildCalendar,
  daysAfter,
  endOf,
  isWorkingDay,
  monthsAfter,
  type Notice,
  naturalDaysAfter,
  weekHours,
  workingDaysAfter,
  workingDaysBetween,
  workingMinutesAfter,
  workingMinutesBetween,
} from '#core/calendar.ts'
import { addDays, type Day, day, instantAt, iso } from '#core/day.ts'
import { publishedNotices } from '#core/notice.ts'

const hours = weekHours([
  [510, 690],
  [810, 1020],
])
const plain = { version: 'test', notices: publishedNotices, hours, closures: [] }
const cal = buildCalendar(plain)
const twoYears = Array.from({ length: 730 }, (_, n) => addDays(day('2025-01-01'), n))
const d = day

test('a limit of days counts in its own unit: five working days are more than five days', () => {
  const five = (unit: 'workingDays' | 'naturalDays') => daysAfter(cal, d('2026-04-30'), { amount: 5, unit })
  assert.equal(five('workingDays'), '2026-05-11')
  assert.equal(five('naturalDays'), '2026-05-06')
})

test('working days: the vectors of domain 4.4', () => {
  for (const [from, n, due] of [
    ['2025-01-24', 5, '2025-02-07'],
    ['2025-04-25', 3, '2025-04-29'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2026-01-01', 3, '2026-01-06'],
    ['2026-02-12', 5, '2026-02-26'],
    ['2026-02-13', 10, '2026-03-05'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-30', 20, '2026-11-03'],
  ] as const) {
    assert.deepEqual(workingDaysAfter(cal, d(from), n), { day: due, provisional: false }, `${from} + ${n}`)
    assert.equal(workingDaysBetween(cal, d(from), d(due)), n)
  }
})

test('natural days and months roll on from a rest day: the vectors of domain 4.4', () => {
  for (const [from, n, due, raw] of [
    ['2026-09-16', 15, '2026-10-08', '2026-10-01'],
    ['2026-02-01', 15, '2026-02-24', '2026-02-16'],
    ['2026-04-16', 15, '2026-05-06', '2026-05-01'],
    ['2025-12-02', 30, '2026-01-04', '2026-01-01'],
  ] as const) {
    assert.deepEqual(naturalDaysAfter(cal, d(from), n), { day: due, raw, provisional: false }, `${from} + ${n}`)
  }
  assert.deepEqual(monthsAfter(cal, d('2026-08-31'), 1), { day: '2026-09-30', raw: '2026-09-30', provisional: false })
})

test('working days by month are those of domain 4.3', () => {
  const byMonth = (year: number) =>
    Array.from({ length: 12 }, (_, month) => {
      const prefix = `${year}-${String(month + 1).padStart(2, '0')}`
      return twoYears.filter((on) => on.startsWith(prefix) && isWorkingDay(cal, on)).length
    })
  assert.deepEqual(byMonth(2025), [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23])
  assert.deepEqual(byMonth(2026), [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23])
  assert.equal(workingDaysBetween(cal, d('2024-12-31'), d('2025-12-31')), 248)
  assert.equal(workingDaysBetween(cal, d('2025-12-31'), d('2026-12-31')), 248)
})

/** The library reads weekdays in local time, so it runs in a process of its own, in China's zone. */
function byLibrary(days: readonly Day[]): Record<string, boolean> {
  const script = `import chineseDays from 'chinese-days'
    console.log(JSON.stringify(Object.fromEntries(${JSON.stringify(days)}.map((on) => [on, chineseDays.isWorkday(on)]))))`
  const options = { cwd: import.meta.dirname, env: { TZ: 'Asia/Shanghai' }, encoding: 'utf8' } as const
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], options))
}

test('every day of 2025 and 2026 agrees with chinese-days, and a planted slip would show', () => {
  const library = byLibrary(twoYears)
  const differing = (notices: readonly Notice[]) => {
    const tried = buildCalendar({ ...plain, notices })
    return twoYears.filter((on) => isWorkingDay(tried, on) !== library[on])
  }
  assert.deepEqual(differing(publishedNotices), [])
  const slipped = publishedNotices.map((notice) => ({
    ...notice,
    work: notice.work.filter((on) => on !== '2026-02-28'),
  }))
  assert.deepEqual(differing(slipped), ['2026-02-28'])
})

test('a year without a notice is reckoned by weekends and says so', () => {
  assert.deepEqual(workingDaysAfter(cal, d('2026-12-30'), 1), { day: '2026-12-31', provisional: false })
  assert.deepEqual(workingDaysAfter(cal, d('2026-12-30'), 2), { day: '2027-01-01', provisional: true })
  assert.deepEqual(naturalDaysAfter(cal, d('2026-12-25'), 8), {
    day: '2027-01-04',
    raw: '2027-01-02',
    provisional: true,
  })
  assert.equal(workingMinutesAfter(cal, instantAt(d('2026-12-31'), 600), 600).provisional, true)
  assert.throws(() => workingDaysAfter(cal, d('2059-12-01'), 100), /the calendar covers 2010 to 2059/)
  assert.throws(() => workingDaysAfter(cal, d('1999-12-01'), 1), RangeError)
})

test('a closed day is no working day for that office; a closed half day takes minutes only', () => {
  const shut = buildCalendar({
    ...plain,
    closures: [
      { day: d('2026-11-24'), from: null, to: null, why: '停电' },
      { day: d('2026-11-25'), from: 720, to: null, why: '全员培训' },
    ],
  })
  assert.equal(workingDaysAfter(shut, d('2026-11-23'), 1).day, '2026-11-25')
  assert.equal(iso(endOf(shut, d('2026-11-25'))), '2026-11-25T11:30:00.000+08:00')
  assert.equal(workingMinutesBetween(shut, instantAt(d('2026-11-24'), 0), instantAt(d('2026-11-26'), 0)), 180)
})

test('a limit used up at lunch ends at lunch; one that begins at lunch begins after it', () => {
  const at = (on: string, minute: number) => instantAt(d(on), minute)
  assert.equal(workingMinutesAfter(cal, at('2026-11-23', 630), 60).at, at('2026-11-23', 690))
  assert.equal(workingMinutesAfter(cal, at('2026-11-23', 630), 61).at, at('2026-11-23', 811))
  assert.equal(workingMinutesAfter(cal, at('2026-11-23', 700), 1).at, at('2026-11-23', 811))
  assert.equal(workingMinutesAfter(cal, at('2026-11-23', 700), 0).at, at('2026-11-23', 810))
  assert.equal(workingMinutesAfter(cal, at('2026-11-28', 700), 0).at, at('2026-11-30', 510))
  assert.equal(workingMinutesAfter(cal, at('2026-11-23', 600), 0).at, at('2026-11-23', 600))
})

test('opening hours that overlap are refused', () => {
  const overlapping = weekHours([
    [510, 720],
    [700, 1020],
  ])
  assert.throws(() => buildCalendar({ ...plain, hours: overlapping }), /overlap/)
})

test('property: hours changed from a day on move no date that is due before that day', () => {
  const rules = fc.record({ hours: someHours, closures: someClosures })
  fc.assert(
    fc.property(
      rules,
      someInstant,
      fc.integer({ min: 1, max: 900 }),
      someDay,
      someHours,
      (given, at, n, from, hours) => {
        const before = buildCalendar({ ...plain, ...given })
        const after = buildCalendar({ ...plain, ...given, later: [{ from, hours }] })
        const due = workingMinutesAfter(before, at, n).at
        fc.pre(due < instantAt(from, 0))
        assert.equal(workingMinutesAfter(after, at, n).at, due)
        assert.equal(endOf(after, addDays(from, -1)), endOf(before, addDays(from, -1)))
      },
    ),
    { numRuns: 150 },
  )
})

test('property: the tables answer as a walk through the rules does', () => {
  const later = fc.array(fc.record({ from: someDay, hours: someHours }), { maxLength: 3 })
  const some = fc.record({ hours: someHours, later, closures: someClosures, saturdayRolls: fc.boolean() })
  fc.assert(
    fc.property(
      some,
      someDay,
      fc.integer({ min: 0, max: 60 }),
      someInstant,
      fc.integer({ min: 1, max: 3000 }),
      (rules, from, n, at, minutes) => {
        const input = { ...plain, ...rules }
        const built = buildCalendar(input)
        const slow = walk(input)
        const due = n === 0 ? slow.next(from, slow.isWorked) : slow.nth(from, n, slow.isWorked)
        assert.equal(workingDaysAfter(built, from, n).day, due)
        assert.equal(workingDaysAfter(built, from, n).provisional, due > '2026-12-31')
        const natural = naturalDaysAfter(built, from, n)
        assert.equal(natural.day, slow.next(addDays(from, n), slow.mayEnd))
        assert.equal(natural.provisional, natural.day > '2026-12-31')
        assert.equal(endOf(built, from), slow.endOf(from))
        const end = workingMinutesAfter(built, at, minutes)
        assert.equal(
          end.at,
          slow.nthMinute(at, minutes, () => true),
        )
        assert.equal(workingMinutesBetween(built, at, end.at), minutes)
        assert.equal(workingMinutesBetween(built, end.at, at), -minutes)
      },
    ),
    { numRuns: 150 },
  )
})
