import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day, daysBetween } from '#core/day.ts'
import {
  bucketOf,
  change,
  joined,
  monthOf,
  share,
  spanBefore,
  timesOf,
  tookBounds,
  waitBounds,
  within,
} from './policy.ts'

test('办理时长和等候的档：到界限为止算在里面，超过一分一秒就是下一档（7.2、10.1.2）', () => {
  const took = (minutes: number) => bucketOf<string>(tookBounds, 'tookmore', minutes)
  const wait = (seconds: number) => bucketOf<string>(waitBounds, 'waitmore', seconds)
  assert.deepEqual([0, 60, 61, 1440, 1441, 4320, 4321, 14_400, 14_401, 43_200, 43_201].map(took), [
    ...['took1h', 'took1h', 'took1d', 'took1d', 'took3d', 'took3d', 'took10d', 'took10d', 'took30d', 'took30d'],
    'tookmore',
  ])
  assert.deepEqual([0, 300, 301, 600, 601, 900, 901, 1800, 1801, 3600, 3601].map(wait), [
    ...['wait5', 'wait5', 'wait10', 'wait10', 'wait15', 'wait15', 'wait30', 'wait30', 'wait60', 'wait60'],
    'waitmore',
  ])
})

test('九成在多少以内：第九成所在的档；都在最后一档时没有界限；没有人时没有数（10.1.2）', () => {
  const most = (counts: readonly number[]) =>
    within(
      0.9,
      counts.map((count, nth) => [[5, 10, 15, Number.POSITIVE_INFINITY][nth]!, count] as const),
    )
  assert.equal(most([9, 1, 0, 0]), 5)
  assert.equal(most([8, 1, 1, 0]), 10)
  assert.equal(most([8, 1, 0, 1]), 10)
  assert.equal(most([8, 0, 0, 2]), Number.POSITIVE_INFINITY)
  assert.equal(most([0, 0, 0, 0]), null)
})

test('有一件超期就不是百分之百；没有办结就没有比例（6.0）', () => {
  assert.equal(share(9999, 10_000), 99.9)
  assert.equal(share(10_000, 10_000), 100)
  assert.equal(share(0, 0), null)
})

test('和哪段时间比：月初开始的比上月同样的日子，季初的比上季，一月开始的比去年，其余比紧挨着的同样天数（6.6）', () => {
  const table = `
    2026-11-01 2026-11-23 | 2026-10-01 2026-10-23
    2026-10-01 2026-10-31 | 2026-09-01 2026-09-30
    2026-03-01 2026-03-31 | 2026-02-01 2026-02-28
    2026-03-01 2026-03-30 | 2026-02-01 2026-02-28
    2026-10-01 2026-11-23 | 2026-07-01 2026-08-23
    2026-01-01 2026-11-23 | 2025-01-01 2025-11-23
    2026-01-01 2026-01-23 | 2025-12-01 2025-12-23
    2024-01-01 2025-12-31 | 2022-01-01 2023-12-31
    2026-11-05 2026-11-06 | 2026-11-03 2026-11-04
    2026-02-01 2026-04-30 | 2025-11-01 2026-01-31`
  for (const line of table.trim().split('\n')) {
    const [from, until, was, to] = line.replace('|', ' ').trim().split(/\s+/) as Day[]
    assert.deepEqual(spanBefore({ from: from!, until: until! }), { from: was, until: to }, line)
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 900 }), (start, length) => {
      const from = addDays(day('2018-01-01'), start)
      const before = spanBefore({ from, until: addDays(from, length) })
      assert.ok(before.from <= before.until && before.until < from, `${from} ${length}`)
    }),
  )
})

test('按日期、按月份不缺一天一月（6.6）', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 400 }), (start, length) => {
      const from = addDays(day('2018-01-01'), start)
      const span = { from, until: addDays(from, length) }
      const days = timesOf('day', span)
      assert.equal(days.length, daysBetween(span.from, span.until) + 1)
      assert.deepEqual(timesOf('month', span), [...new Set(days.map((one) => monthOf(one as Day).slice(0, 7)))])
    }),
  )
})

test('和上期比的话：多、少、一样；比例说百分点；没有上期不说（6.6）', () => {
  assert.equal(change(5, 2, '件'), '比上期多3件')
  assert.equal(change(96.1, 98.3, '%'), '比上期少2.2个百分点')
  assert.equal(change(4, 4, '件'), '和上期一样')
  assert.equal(change(4, null, '件'), null)
})

test('评价不到十次的月份和后面的合在一起，最后不够的并进前一段；总共不到十次就不公布（10.5.1）', () => {
  const month = (nth: number, rated: number) => ({
    ...{ from: `2026-0${nth}`, until: `2026-0${nth}`, done: 1, kept: 1, late: 0, visits: 20, rated },
    ...{ level1: 0, level2: 0, level3: 0, level4: 0, level5: rated },
  })
  const told = (counts: readonly number[]) =>
    joined(counts.map((rated, nth) => month(nth + 1, rated)))?.map(
      ({ from, until, rated }) => `${from}…${until} ${rated}`,
    ) ?? null
  assert.deepEqual(told([12, 3, 8, 10]), ['2026-01…2026-01 12', '2026-02…2026-03 11', '2026-04…2026-04 10'])
  assert.deepEqual(told([12, 3, 2]), ['2026-01…2026-03 17'])
  assert.equal(told([3, 6]), null)
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 9 }), (counts) => {
      const pieces = joined(counts.map((rated, nth) => month(nth + 1, rated)))
      const all = counts.reduce((sum, rated) => sum + rated, 0)
      assert.equal(pieces?.reduce((sum, { rated }) => sum + rated, 0) ?? all, all)
      assert.ok(!pieces || pieces.every(({ rated }) => rated >= 10))
      assert.equal(pieces === null, all < 10)
    }),
  )
})
