import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarOf } from '#apps/portal/track-days.ts'
import { day, parseInstant } from '#core/day.ts'

const matter = { number: 'sljd-B-2026-000001', office: { name: '测试所', phone: '0431-1' }, closed: null }

test('日历的提醒在前一天上午九点；已经过了的不提醒，日期照样在', () => {
  const at = parseInstant('2026-11-23T10:00:00+08:00')
  const alarms = (on: string) => {
    const text = calendarOf(matter as never, [{ on: day(on), says: '答复的最后一天' }], at)
    assert.ok(text.includes(`DTSTART;VALUE=DATE:${on.replaceAll('-', '')}`))
    return text.match(/TRIGGER:-PT15H/g)?.length ?? 0
  }
  assert.deepEqual(['2026-11-23', '2026-11-24', '2026-11-25'].map(alarms), [0, 0, 1])
})
