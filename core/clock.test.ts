import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCalendar, weekHours } from '#core/calendar.ts'
import {
  type Clock,
  extendClock,
  isLate,
  type Limit,
  lamp,
  lapseClock,
  movedBy,
  pauseClock,
  recomputeClock,
  resumeClock,
  startClock,
  stopClock,
} from '#core/clock.ts'
import { type Instant, instant, iso, parseInstant } from '#core/day.ts'
import { parseNotice, publishedNotices } from '#core/notice.ts'

const hours = weekHours([
  [510, 690],
  [810, 1020],
])
const plain = { version: '2026.1', notices: publishedNotices, hours, closures: [] }
const cal = buildCalendar(plain)
const ten: Limit = { amount: 10, unit: 'workingDays', rule: 'JY02', source: '测试数据' }
const at = (text: string): Instant => parseInstant(`${text}+08:00`)
const due = (clock: Clock) => clock.dueAt && iso(clock.dueAt).slice(0, 16)
const yellow = (clock: Clock) => clock.yellowAt && iso(clock.yellowAt).slice(0, 16)
const limit = (amount: number, unit: Limit['unit']): Limit => ({ ...ten, amount, unit })

test('a limit of days ends when the office closes on its last day', () => {
  const start = (amount: number, unit: Limit['unit'], from: string) =>
    startClock(cal, 'solve', limit(amount, unit), at(from))
  assert.equal(due(start(10, 'workingDays', '2026-02-13T10:00')), '2026-03-05T17:00')
  assert.equal(due(start(15, 'naturalDays', '2026-09-16T10:00')), '2026-10-08T17:00')
  assert.equal(due(start(1, 'months', '2026-08-31T10:00')), '2026-09-30T17:00')
  assert.equal(due(start(60, 'workingMinutes', '2026-11-23T11:00')), '2026-11-23T14:00')
})

test('what comes in after closing or on a rest day counts as received that day', () => {
  assert.equal(due(startClock(cal, 'solve', limit(1, 'workingDays'), at('2026-11-27T18:00'))), '2026-11-30T17:00')
  assert.equal(due(startClock(cal, 'solve', limit(1, 'workingDays'), at('2026-11-28T10:00'))), '2026-11-30T17:00')
})

test('a limit for the same day is due at closing, or on the next working day when the office has closed', () => {
  assert.equal(due(startClock(cal, 'solve', limit(0, 'workingDays'), at('2026-11-27T10:00'))), '2026-11-27T17:00')
  assert.equal(due(startClock(cal, 'solve', limit(0, 'workingDays'), at('2026-11-27T17:00'))), '2026-11-30T17:00')
  assert.equal(due(startClock(cal, 'solve', limit(0, 'naturalDays'), at('2026-11-28T10:00'))), '2026-11-30T17:00')
})

test('a pause lengthens a limit by the working days whose closing it crossed', () => {
  const started = startClock(cal, 'solve', ten, at('2026-11-02T10:00'))
  const around = (from: string, until: string) => resumeClock(cal, pauseClock(started, at(from), '补正'), at(until))
  assert.equal(due(started), '2026-11-16T17:00')
  assert.equal(due(around('2026-11-04T10:00', '2026-11-04T16:59')), '2026-11-16T17:00')
  assert.equal(due(around('2026-11-04T10:00', '2026-11-05T09:00')), '2026-11-17T17:00')
  assert.equal(due(around('2026-11-04T17:00', '2026-11-05T09:00')), '2026-11-16T17:00')
  assert.equal(due(around('2026-11-04T10:00', '2026-11-04T17:00')), '2026-11-17T17:00')
  assert.equal(due(around('2026-11-04T17:30', '2026-11-05T09:00')), '2026-11-16T17:00')
  assert.equal(due(around('2026-11-06T10:00', '2026-11-09T18:00')), '2026-11-18T17:00')
  assert.equal(due(around('2026-11-16T17:00', '2026-11-20T09:00')), '2026-11-16T17:00')
  assert.equal(due(around('2026-11-16T16:00', '2026-11-30T18:00')), '2026-12-01T17:00')
  const paused = pauseClock(started, at('2026-11-04T10:00'), '补正')
  assert.deepEqual([paused.dueAt, paused.yellowAt, lamp(paused, at('2027-01-01T00:00'))], [null, null, 'green'])
})

test('a natural-day limit whose last day is rested through, and paused after, waits for a day on which it ran', () => {
  const started = startClock(cal, 'reply', limit(15, 'naturalDays'), at('2026-09-16T10:00'))
  const resumed = resumeClock(cal, pauseClock(started, at('2026-10-03T10:00'), '补正'), at('2026-10-09T10:00'))
  assert.equal(due(resumed), '2026-10-09T17:00')
})

test('working minutes stand still in a pause', () => {
  const started = startClock(cal, 'contact', limit(120, 'workingMinutes'), at('2026-11-23T09:00:42'))
  assert.equal(due(started), '2026-11-23T11:00')
  const resumed = resumeClock(cal, pauseClock(started, at('2026-11-23T10:00'), '停电'), at('2026-11-23T14:00'))
  assert.equal(due(resumed), '2026-11-23T15:00')
})

test('lateness sticks: stopped, paused or extended after its due time, a clock is late for ever', () => {
  const started = startClock(cal, 'solve', ten, at('2026-11-02T10:00'))
  const dueAt = at('2026-11-16T17:00')
  const justAfter = instant(dueAt + 1)
  assert.equal(isLate(started, dueAt), false)
  assert.equal(isLate(started, justAfter), true)
  assert.equal(lapseClock(started, dueAt), started)
  const acts = [
    stopClock(started, justAfter),
    pauseClock(started, justAfter, '补正'),
    extendClock(cal, started, 10, justAfter),
  ]
  for (const clock of [...acts, lapseClock(started, justAfter)]) {
    assert.equal(clock.lateSince, dueAt)
    assert.equal(lamp(clock, justAfter), 'red')
    assert.equal(lapseClock(clock, at('2028-01-01T00:00')).lateSince, dueAt)
  }
  const inTime = stopClock(started, dueAt)
  assert.deepEqual([inTime.lateSince, lamp(inTime, at('2028-01-01T00:00'))], [null, 'green'])
})

test('the lamp turns yellow with one working day left or four fifths used, whichever is first', () => {
  const lampOf = (amount: number, unit: Limit['unit']) =>
    yellow(startClock(cal, 'solve', limit(amount, unit), at('2026-11-02T10:00')))
  assert.equal(lampOf(10, 'workingDays'), '2026-11-12T17:00')
  assert.equal(lampOf(5, 'workingDays'), '2026-11-06T17:00')
  assert.equal(lampOf(2, 'workingDays'), '2026-11-03T17:00')
  assert.equal(lampOf(1, 'workingDays'), '2026-11-02T17:00')
  assert.equal(lampOf(0, 'workingDays'), '2026-11-02T10:00')
  assert.equal(lampOf(15, 'naturalDays'), '2026-11-14T23:59')
  assert.equal(lampOf(100, 'workingMinutes'), '2026-11-02T11:20')
  const strict = { ...ten, warn: { daysLeft: 3, usedPercent: 100 } }
  const clock = startClock(cal, 'solve', strict, at('2026-11-02T10:00'))
  assert.equal(yellow(clock), '2026-11-11T17:00')
  assert.equal(lamp(clock, at('2026-11-11T16:59')), 'green')
  assert.equal(lamp(clock, at('2026-11-11T17:00')), 'yellow')
})

test('a notice that comes in settles provisional dates and says what moved', () => {
  const provisional = startClock(cal, 'solve', ten, at('2026-12-24T10:00'))
  assert.deepEqual([due(provisional), provisional.provisional], ['2027-01-07T17:00', true])
  const reading = parseNotice({
    year: 2027,
    source: '测试通知',
    issued: null,
    off: [['2027-01-01', '2027-01-03']],
    work: ['2027-01-09'],
  })
  assert.ok('notice' in reading)
  const later = buildCalendar({ ...plain, version: '2027.1', notices: [...publishedNotices, reading.notice] })
  const settled = recomputeClock(later, provisional)
  assert.deepEqual([due(settled), settled.provisional, settled.calendar], ['2027-01-08T17:00', false, '2027.1'])
  assert.equal(
    movedBy(provisional, settled),
    '到期时间由2027年1月7日 17:00推后为2027年1月8日 17:00，不再是暂算日期（日历由2026.1改为2027.1）。',
  )
  assert.equal(movedBy(settled, recomputeClock(later, settled)), null)
})

test('moves that do not fit the clock are bugs and are thrown', () => {
  const started = startClock(cal, 'solve', ten, at('2026-11-02T10:00'))
  const paused = pauseClock(started, at('2026-11-03T10:00'), '补正')
  const stopped = stopClock(started, at('2026-11-03T10:00'))
  assert.throws(() => pauseClock(paused, at('2026-11-04T10:00'), '补正'), /is paused, not running/)
  assert.throws(() => resumeClock(cal, started, at('2026-11-04T10:00')), /is running, not paused/)
  assert.throws(() => resumeClock(cal, paused, at('2026-11-03T09:59')), /run backwards/)
  assert.throws(() => extendClock(cal, stopped, 5, at('2026-11-04T10:00')), /is stopped/)
  assert.throws(() => extendClock(cal, started, 0, at('2026-11-04T10:00')), RangeError)
  assert.throws(() => startClock(cal, 'solve', limit(1.5, 'workingDays'), at('2026-11-02T10:00')), RangeError)
  assert.equal(stopClock(stopped, at('2026-12-04T10:00')), stopped)
})
