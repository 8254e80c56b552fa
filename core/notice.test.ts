import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseNotice, publishedNotices } from '#core/notice.ts'
import { holidayNotices } from '#regulation/calendar.ts'

const given = {
  year: 2027,
  source: '测试通知',
  issued: '2026-11-05',
  off: [
    ['2027-01-01', '2027-01-03'],
    ['2027-05-01', '2027-05-05'],
    ['2027-10-01', '2027-10-07'],
  ],
  work: ['2026-12-27', '2027-10-09'],
}

const places = (input: unknown) => {
  const reading = parseNotice(input)
  return 'problems' in reading ? reading.problems.map(({ at }) => at) : []
}

test('the notices that come with the program are sound, with source, region, date and confidence', () => {
  assert.deepEqual(
    publishedNotices.map(({ year }) => year),
    [2025, 2026],
  )
  for (const notice of holidayNotices) {
    const reading = parseNotice(notice)
    assert.deepEqual('warnings' in reading && reading.warnings, [])
    assert.deepEqual([notice.region, notice.confidence], ['全国', 'V'])
    assert.match(notice.url, /^https:\/\/www\.gov\.cn\//)
  }
})

test('a sound notice is read, and its version follows from its content alone', () => {
  const [reading, again, other] = [
    given,
    { ...given, off: given.off.toReversed() },
    { ...given, work: ['2027-10-09'] },
  ].map(parseNotice)
  assert.ok(reading && again && other && 'notice' in reading && 'notice' in again && 'notice' in other)
  assert.deepEqual(reading.warnings, [])
  assert.deepEqual(reading.notice, again.notice)
  assert.match(reading.notice.version, /^2027-[0-9a-f]{8}$/)
  assert.notEqual(reading.notice.version, other.notice.version)
})

test('everything wrong is named at once and by its place', () => {
  assert.deepEqual(places('2027'), ['', '/year', '/source', '/off', '/work'])
  assert.deepEqual(places({ ...given, year: 1999 }), ['/year'])
  assert.deepEqual(places({ ...given, source: ' ', issued: '2026年' }), ['/source', '/issued'])
  const off = [
    ['2027-01-03', '2027-01-01'],
    ['2026-05-01', '2026-05-02'],
    ['2027-02-30', '2027-03-01'],
    ['2027-06-01', '2027-06-30'],
    '2027-07-01',
  ]
  assert.deepEqual(places({ ...given, off }), ['/off/0', '/off/1', '/off/2', '/off/3', '/off/4'])
  assert.deepEqual(places({ ...given, off: [...given.off, ['2027-10-05', '2027-10-08']] }), ['/off/3'])
  const work = ['2027-10-08', '2027-10-02', '2027-10-09', '2027-10-09', '2028-01-01', 5]
  assert.deepEqual(places({ ...given, work }), ['/work/0', '/work/1', '/work/3', '/work/4', '/work/5'])
})

test('a notice that looks cut short is read with a warning', () => {
  const reading = parseNotice({ ...given, off: given.off.slice(0, 2), work: [] })
  assert.ok('warnings' in reading)
  assert.deepEqual(reading.warnings, [
    '2027年10月1日是法定节日，放假日期中没有列出，请核对通知是否完整',
    '2027年10月2日是法定节日，放假日期中没有列出，请核对通知是否完整',
    '2027年10月3日是法定节日，放假日期中没有列出，请核对通知是否完整',
    '没有列出调休上班日，请核对通知是否完整',
  ])
})
