import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCalendar, weekHours } from '#core/calendar.ts'
import { extendClock, type Limit, lapseClock, pauseClock, proofOf, resumeClock, startClock } from '#core/clock.ts'
import { day, parseInstant } from '#core/day.ts'
import { publishedNotices } from '#core/notice.ts'

const hours = weekHours([
  [510, 690],
  [810, 1020],
])
const closures = [
  { day: day('2026-10-12'), from: null, to: null, why: '停电' },
  { day: day('2026-10-13'), from: 810, to: 1020, why: '全员培训' },
]
const cal = buildCalendar({ version: '2026.1', notices: publishedNotices, hours, closures })
const at = (text: string) => parseInstant(`${text}+08:00`)
const ten: Limit = { amount: 10, unit: 'workingDays', rule: 'JY02', source: '测试事项' }

test('a working-day limit names start, rule, holidays, make-up days, closures, pause, extension, end and sources', () => {
  const started = startClock(cal, 'solve', ten, at('2026-09-18T10:00'))
  const paused = pauseClock(started, at('2026-09-21T10:00'), '补正材料')
  const extended = extendClock(cal, resumeClock(cal, paused, at('2026-09-24T10:00')), 5, at('2026-09-28T10:00'))
  assert.deepEqual(proofOf(cal, extended), [
    '2026年9月18日 10:00开始计时，开始当日不计入，自2026年9月19日起算（《民法典》第二百零一条）。',
    '期限为10个工作日（依据：测试事项）。',
    '周六、周日不计入，调休上班日除外。',
    '2026年9月25日至2026年9月27日放假，不计入。',
    '2026年10月1日至2026年10月7日放假，不计入。',
    '2026年9月20日为调休上班日，计入。',
    '2026年10月10日为调休上班日，计入。',
    '2026年10月12日本单位停止办公（停电），不计入。',
    '2026年9月21日 10:00至2026年9月24日 10:00暂停计时（补正材料），2026年9月21日至2026年9月23日中的3个工作日不计入。',
    '2026年9月28日 10:00批准延长5个工作日。',
    '连同延长共15个工作日，到期时间为2026年10月21日 17:00，以当日停止办公的时间为截止时间（《民法典》第二百零三条）。',
    '放假与调休依据：国办发明电〔2025〕7号 国务院办公厅关于2026年部分节假日安排的通知。',
    '日历版本：2026.1。',
  ])
})

test('a natural-day limit shows what it rolled over', () => {
  const said = proofOf(
    cal,
    startClock(cal, 'reply', { ...ten, amount: 15, unit: 'naturalDays' }, at('2026-09-16T10:00')),
  )
  assert.ok(said.includes('2026年10月1日至2026年10月7日放假，是休假日。'))
  assert.ok(
    said.includes('最后一日2026年10月1日是休假日，顺延至其后第一个工作日2026年10月8日（《民法典》第二百零三条）。'),
  )
  assert.ok(!said.some((sentence) => sentence.includes('9月25日')))
})

test('a provisional date, an open pause, a missed date and another calendar version are all said', () => {
  const provisional = startClock(cal, 'solve', { ...ten, amount: 30 }, at('2026-12-01T10:00'))
  assert.ok(proofOf(cal, provisional).includes('2027年放假安排尚未导入，按周末规则暂算，待国务院公布后复核。'))
  const paused = pauseClock(provisional, at('2026-12-02T10:00'), '补正材料')
  assert.ok(proofOf(cal, paused).includes('目前暂停计时，恢复后重新确定到期时间。'))
  const late = lapseClock(startClock(cal, 'solve', ten, at('2026-11-02T10:00')), at('2026-12-02T10:00'))
  assert.ok(proofOf(cal, late).includes('2026年11月16日 17:00到期未办结，已记为超期。'))
  const other = buildCalendar({ version: '2026.2', notices: publishedNotices, hours, closures })
  assert.match(proofOf(other, late).at(-1) ?? '', /现行日历版本2026.2/)
})

test('a minute limit names the half day that was shut', () => {
  const said = proofOf(
    cal,
    startClock(cal, 'contact', { ...ten, amount: 400, unit: 'workingMinutes' }, at('2026-10-13T10:00')),
  )
  assert.equal(said[0], '自2026年10月13日 10:00起，按工作时间逐分钟计算。')
  assert.ok(said.includes('2026年10月13日13:30至17:00本单位停止办公（全员培训），不计入。'))
})
