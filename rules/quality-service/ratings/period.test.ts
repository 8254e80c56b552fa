import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fewest, type Month, periodsOf, satisfaction } from './period.ts'

const month = (name: string, ...levels: number[]): Month => ({
  ...{ month: name, excluded: 0 },
  levels: [levels[0] ?? 0, levels[1] ?? 0, levels[2] ?? 0, levels[3] ?? 0, levels[4] ?? 0],
})
const shown = (months: readonly Month[], until = '2026-06') =>
  periodsOf(months, until).periods.map(({ from, until: last, levels }) => `${from}至${last} ${levels.join()}`)

test('a month that goes on is not shown; few ratings wait for the month after (10.5.1)', () => {
  assert.deepEqual(shown([month('2026-05', 0, 0, 0, 0, 5), month('2026-06', 9)]), ['2026-05至2026-05 0,0,0,0,5'])
  assert.deepEqual(shown([month('2026-03', 1, 0, 0, 0, 3), month('2026-04', 0, 0, 0, 0, 1)]), [
    '2026-03至2026-04 1,0,0,0,4',
  ])
  assert.deepEqual(periodsOf([month('2026-05', 1, 0, 0, 0, 3)], '2026-06'), { periods: [], waiting: true })
  assert.deepEqual(periodsOf([], '2026-06'), { periods: [], waiting: false })
})

test('never fewer than five in what is shown, nothing counted twice or lost, whatever the months are (10.5.1)', () => {
  const count = fc.nat(4)
  const some = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.tuple(count, count, count, count, count), count))
  fc.assert(
    fc.property(some, (all) => {
      const months = [
        ...new Map(
          all.map(([n, levels, excluded]) => [n, { month: `2026-${String(n).padStart(2, '0')}`, levels, excluded }]),
        ).values(),
      ]
      const { periods } = periodsOf(months, '2026-09')
      const total = (one: { levels: readonly number[]; excluded: number }) =>
        one.levels.reduce((a, b) => a + b, 0) + one.excluded
      for (const period of periods) {
        assert.ok(total(period) >= fewest)
        const inside = months.filter((one) => one.month >= period.from && one.month <= period.until)
        assert.equal(
          inside.reduce((sum, one) => sum + total(one), 0),
          total(period),
        )
      }
      assert.ok(periods.every(({ until }) => until < '2026-09'))
    }),
  )
})

test('satisfaction is of those that rated; of nobody there is none, and one dissatisfied is never a hundred (10.5.1)', () => {
  assert.equal(satisfaction({ levels: [0, 0, 0, 0, 0] }), null)
  assert.equal(satisfaction({ levels: [0, 0, 0, 0, 7] }), 100)
  assert.equal(satisfaction({ levels: [1, 0, 0, 0, 9999] }), 99.9)
})
