import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startClock } from '#core/clock.ts'
import { type Instant, parseInstant, spokenAt } from '#core/day.ts'
import { lamp, warned, warningOf } from '#core/lamp.ts'
import { settingFor, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'

const calendar = stage().calendar('01900000-0000-7000-8001-000000000003' as never)
const at = (text: string): Instant => parseInstant(`2026-03-${text}:00+08:00`)
const thirty = { amount: 30, unit: 'workingMinutes', rule: 'service.instant', source: '测试' } as const
const tenDays = { amount: 10, unit: 'workingDays', rule: 'service.promised', source: '测试' } as const

test('an instant case of 30 minutes goes yellow ten minutes before its end, unless the office says otherwise (7.3)', () => {
  const clock = startClock(calendar, 'limit', warned(thirty, {}), at('02T09:00'))
  assert.equal(clock.yellowAt && spokenAt(clock.yellowAt), '2026年3月2日 09:20')
  assert.deepEqual(
    [
      lamp(clock, at('02T09:19')),
      lamp(clock, at('02T09:20')),
      lamp(clock, at('02T09:30')),
      lamp(clock, at('02T09:31')),
    ],
    ['green', 'yellow', 'yellow', 'red'],
  )
  const own = startClock(calendar, 'limit', warned(thirty, { 'yellow.minutes': 20 }), at('02T09:00'))
  assert.equal(own.yellowAt && spokenAt(own.yellowAt), '2026年3月2日 09:10')
})

test('the office sets how many working days before, and which share, turns the lamp (7.4)', () => {
  const yellow = (settings: Record<string, unknown>) => {
    const { yellowAt } = startClock(calendar, 'limit', warned(tenDays, settings), at('02T09:00'))
    return yellowAt && spokenAt(yellowAt)
  }
  assert.equal(yellow({}), '2026年3月12日 17:00')
  assert.equal(yellow({ 'yellow.left': 3 }), '2026年3月11日 17:00')
  assert.equal(yellow({ 'yellow.used': 50 }), '2026年3月9日 17:00')
})

test('a setting that is no sound number is left out', () => {
  assert.deepEqual(warningOf({ 'yellow.left': -1, 'yellow.used': '很多', 'yellow.minutes': 1e9 }), warningOf({}))
})

test('a limit shorter than the warning is not yellow from its first minute', () => {
  const short = startClock(calendar, 'limit', warned({ ...thirty, amount: 8 }, {}), at('02T09:00'))
  assert.equal(lamp(short, at('02T09:01')), 'green')
})

test('every limit that a case runs on warns as its office has set it', () => {
  const [process] = runningTables().filter(({ kind }) => kind === 'case')
  const { limit } = settingFor({ process: process!, office: stage(), who: 'wang', at: at('02T09:00') })
  assert.deepEqual(limit('service.instant').warn, warningOf({}))
  assert.deepEqual(limit('case.review').warn, warningOf({}))
})
