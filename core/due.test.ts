import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { someClosures, someDay, someHours, someInstant } from '#core/calendar/samples.ts'
import { walk } from '#core/calendar/walk.ts'
import { buildCalendar, type CalendarInput, isWorkingDay, type Notice } from '#core/calendar.ts'
import {
  type Clock,
  extendClock,
  isLate,
  type Limit,
  movedBy,
  pauseClock,
  recomputeClock,
  resumeClock,
  startClock,
  stopClock,
} from '#core/clock.ts'
import { addDays, addMonths, type Day, day, dayOf, daysBetween, type Instant, instant, minuteOf } from '#core/day.ts'
import { dueOf } from '#core/due.ts'
import { publishedNotices } from '#core/notice.ts'

const MINUTE = 60_000
const someRules = fc
  .record({ hours: someHours, closures: someClosures, saturdayRolls: fc.boolean() })
  .map((rules): CalendarInput => ({ version: 'test', notices: publishedNotices, ...rules }))

const someLimit: fc.Arbitrary<Limit> = fc
  .oneof(
    fc.record({ unit: fc.constant('workingDays' as const), amount: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ unit: fc.constant('naturalDays' as const), amount: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ unit: fc.constant('months' as const), amount: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ unit: fc.constant('workingMinutes' as const), amount: fc.integer({ min: 1, max: 1500 }) }),
  )
  .map((limit) => ({ ...limit, rule: 'test', source: '测试数据' }))

/** Each act comes so many minutes after the one before; `pause` and `resume` take turns by themselves. */
type Act = { readonly does: 'turn' | 'extend'; readonly after: number; readonly amount: number }
const gap = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 12_000 }))
const someActs: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    does: fc.constantFrom('turn' as const, 'turn' as const, 'extend' as const),
    after: gap,
    amount: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 8 },
)

function play(input: CalendarInput, limit: Limit, from: Instant, acts: readonly Act[]): { clock: Clock; now: Instant } {
  const cal = buildCalendar(input)
  let clock = startClock(cal, 'solve', limit, from)
  let now = from
  for (const { does, after, amount } of acts) {
    now = instant(now + after * MINUTE)
    if (does === 'extend') clock = extendClock(cal, clock, limit.unit === 'months' ? 1 : amount, now)
    else clock = clock.is === 'paused' ? resumeClock(cal, clock, now) : pauseClock(clock, now, '补正')
  }
  return { clock: clock.is === 'paused' ? resumeClock(cal, clock, now) : clock, now }
}

/** The due time and the yellow day by walking: each day or minute asked whether it counts. */
function walked(input: CalendarInput, clock: Clock): { dueAt: Instant; yellowDays: readonly Day[] | null } {
  const rules = walk(input)
  const { startedAt, limit, pauses } = clock
  const amount = clock.extensions.reduce((sum, extension) => sum + extension.amount, limit.amount)
  const start = dayOf(startedAt)
  if (limit.unit === 'workingMinutes') {
    const floor = (at: Instant) => Math.floor(at / MINUTE) * MINUTE
    const ran = (minute: Instant) =>
      !pauses.some(({ from, until }) => floor(from) <= minute && minute < floor(until ?? from))
    return { dueAt: rules.nthMinute(startedAt, amount, ran), yellowDays: null }
  }
  const ran = (on: Day) => {
    const end = rules.endOf(on)
    return !pauses.some(({ from, until }) => from < end && end <= (until ?? from))
  }
  const counts = (on: Day) => ran(on) && (limit.unit !== 'workingDays' || rules.isWorked(on))
  const mayEnd = limit.unit === 'workingDays' ? rules.isWorked : rules.mayEnd
  const n = limit.unit === 'months' ? daysBetween(start, addMonths(start, amount)) : amount
  const due = rules.next(rules.nth(start, n, counts), (on) => mayEnd(on) && ran(on) && rules.endOf(on) > startedAt)
  const used = Array.from({ length: n + 1 }, (_, k) => k).find((k) => k * 100 >= n * 80) ?? 0
  if (limit.unit !== 'workingDays') return { dueAt: rules.endOf(due), yellowDays: null }
  return { dueAt: rules.endOf(due), yellowDays: [rules.nth(start, Math.max(0, Math.min(used, n - 1)), counts)] }
}

test('property: a clock paused and extended at will is due when a walk through its days and minutes says', () => {
  fc.assert(
    fc.property(someRules, someLimit, someInstant, someActs, (input, limit, from, acts) => {
      const { clock } = play(input, limit, from, acts)
      const { dueAt, yellowDays } = walked(input, clock)
      assert.equal(clock.dueAt, dueAt)
      const [yellow] = yellowDays ?? []
      if (yellow && clock.limit.amount > 0) assert.equal(clock.yellowAt, Math.max(walk(input).endOf(yellow), from))
    }),
    { numRuns: 200 },
  )
})

test('property: the same moves give the same value, and reckoning again changes nothing', () => {
  fc.assert(
    fc.property(someRules, someLimit, someInstant, someActs, (input, limit, from, acts) => {
      const { clock } = play(input, limit, from, acts)
      assert.equal(JSON.stringify(play(input, limit, from, acts).clock), JSON.stringify(clock))
      const again = recomputeClock(buildCalendar(input), clock)
      assert.equal(JSON.stringify(again), JSON.stringify(clock))
      const stored: Clock = JSON.parse(JSON.stringify(clock))
      assert.deepEqual(dueOf(buildCalendar(input), stored), dueOf(buildCalendar(input), clock))
    }),
    { numRuns: 200 },
  )
})

test('property: no clock falls due on a rest day, before it began, or before the pause it was caught in was lifted', () => {
  fc.assert(
    fc.property(someRules, someLimit, someInstant, someActs, (rules, limit, from, acts) => {
      const input = { ...rules, saturdayRolls: true }
      const { clock } = play(input, limit, from, acts)
      assert.ok(clock.dueAt !== null && clock.yellowAt !== null)
      assert.ok(isWorkingDay(buildCalendar(input), dayOf(clock.dueAt)))
      assert.ok(clock.dueAt > from && clock.yellowAt <= clock.dueAt && clock.yellowAt >= from)
      for (const { from: paused, until } of clock.pauses)
        if (paused < clock.dueAt) assert.ok(clock.dueAt > (until ?? paused))
    }),
    { numRuns: 150 },
  )
})

test('property: a pause or an extension never brings a due time forward, and lateness never goes away', () => {
  fc.assert(
    fc.property(
      someRules,
      someLimit,
      someInstant,
      someActs,
      fc.integer({ min: 0, max: 100_000 }),
      (input, limit, from, acts, wait) => {
        const { clock: bare } = play(input, limit, from, [])
        const { clock, now } = play(input, limit, from, acts)
        assert.ok(bare.dueAt !== null && clock.dueAt !== null && clock.dueAt >= bare.dueAt)
        const then = instant(now + wait * MINUTE)
        const stopped = stopClock(clock, then)
        assert.equal(isLate(stopped, instant(then + 1)), isLate(clock, then))
        if (clock.lateSince !== null) assert.equal(stopped.lateSince, clock.lateSince)
      },
    ),
    { numRuns: 200 },
  )
})

/** A made-up notice for 2027: holidays anywhere in January, and perhaps a make-up Saturday, perhaps in the December before. */
const someNotice: fc.Arbitrary<Notice> = fc
  .tuple(
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 0, max: 7 }),
    fc.constantFrom('2026-12-26', '2027-01-09', '2027-01-23', null),
  )
  .map(([first, length, work]) => {
    const from = addDays(day('2027-01-01'), first)
    const off = [[from, addDays(from, length)]] as const
    const kept = work === null || (from <= work && work <= addDays(from, length)) ? [] : [day(work)]
    return { year: 2027, source: '测试通知', issued: null, off, work: kept, version: '2027-test' }
  })

test('property: an imported notice never moves or settles a date in silence', () => {
  const december = fc.integer({ min: 0, max: 1440 * 30 }).map((n) => instant(Date.UTC(2026, 11, 1) + n * MINUTE))
  fc.assert(
    fc.property(someRules, someLimit, december, someNotice, (input, limit, from, notice) => {
      const before = startClock(buildCalendar(input), 'solve', limit, from)
      const after = recomputeClock(
        buildCalendar({ ...input, version: 'next', notices: [...input.notices, notice] }),
        before,
      )
      const isChanged = before.dueAt !== after.dueAt || before.provisional !== after.provisional
      assert.equal(movedBy(before, after) !== null, isChanged)
      if (before.dueAt !== null && after.dueAt !== null && after.dueAt < before.dueAt)
        assert.match(movedBy(before, after) ?? '', /提前/)
      assert.equal(after.provisional, false)
      assert.equal(before.provisional, dayOf(before.dueAt ?? from) > '2026-12-31')
    }),
    { numRuns: 200 },
  )
})

test('property: minutes of the day are whole', () => {
  fc.assert(
    fc.property(someRules, someDay, fc.integer({ min: 1, max: 2000 }), (input, on, amount) => {
      const { clock } = play(
        input,
        { amount, unit: 'workingMinutes', rule: 'test', source: '测试数据' },
        instant(Date.parse(`${on}T01:02:03.004Z`)),
        [],
      )
      assert.ok(clock.dueAt !== null && clock.dueAt % MINUTE === 0 && Number.isInteger(minuteOf(clock.dueAt)))
    }),
    { numRuns: 50 },
  )
})
