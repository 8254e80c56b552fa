import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '#core/day.ts'
import { type Count, lampOf, missingOf, progressOf, type Quota, type Share, toCheckOf, totalsOf } from './policy.ts'

const from = day('2026-03-02')
const until = day('2026-03-31')
const areas = ['a', 'b', 'c']
const people = ['甲', '乙', '丙']
const outcome = fc.constantFrom('answered', 'refused', 'empty', 'moved', 'away')
const kind = fc.constantFrom('household', 'enterprise')
const once = <T>(rows: readonly T[], key: (row: T) => string) => [
  ...new Map(rows.map((row) => [key(row), row])).values(),
]

const world = fc
  .record({
    quotas: fc.array(fc.record({ area: fc.constantFrom(...areas), kind, amount: fc.integer({ min: 1, max: 40 }) }), {
      maxLength: 6,
    }),
    shares: fc.array(
      fc.record({
        area: fc.constantFrom(...areas),
        kind,
        staff: fc.constantFrom(...people),
        amount: fc.integer({ min: 1, max: 20 }),
      }),
      { maxLength: 9 },
    ),
    counts: fc.array(
      fc.record({
        area: fc.constantFrom(...areas),
        kind,
        staff: fc.constantFrom(...people),
        outcome,
        count: fc.integer({ min: 1, max: 30 }),
      }),
      { maxLength: 20 },
    ),
    percent: fc.integer({ min: 0, max: 100 }),
    days: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ quotas, shares, counts, percent, days }) => ({
    quotas: once(quotas, (row) => `${row.area} ${row.kind}`).map(
      (row): Quota => ({ ...row, due: addDays(from, 20) }) as Quota,
    ),
    shares: once(shares, (row) => `${row.area} ${row.kind} ${row.staff}`) as Share[],
    counts: once(counts, (row) => `${row.area} ${row.kind} ${row.staff} ${row.outcome}`).map(
      (row) => ({ ...row, drawn: 0, checked: 0 }) as Count,
    ),
    percent,
    today: addDays(from, days),
  }))

test('名额和进度：每份表只算一次，不少一份；完成的不补别处的缺', () => {
  fc.assert(
    fc.property(world, ({ quotas, shares, counts, percent, today }) => {
      const rows = progressOf({ from, until, checkShare: percent }, quotas, shares, counts, today)
      const totals = totalsOf(rows)
      const all = counts.reduce((sum, { count }) => sum + count, 0)
      assert.equal(totals.done + totals.tried, all)
      assert.equal(
        totals.amount,
        quotas.reduce((sum, { amount }) => sum + amount, 0),
      )
      for (const row of rows) {
        assert.equal(row.left, Math.max(0, row.amount - row.done))
        assert.equal(
          row.people.reduce((sum, { done }) => sum + done, 0),
          row.done,
        )
        assert.ok(row.toCheck <= row.done && row.unshared >= 0)
        assert.equal(row.lamp === 'done', row.left === 0)
      }
      assert.ok(totals.left >= totals.amount - totals.done)
      const missing = missingOf(rows, (area) => area)
      assert.equal(
        missing.length === 0,
        rows.every((row) => row.left === 0 && row.toCheck <= row.checked),
      )
    }),
  )
})

test('灯只往重里走：日子过去，没有完成的不会由红变黄、由黄变绿', () => {
  const weight = { done: 0, green: 1, yellow: 2, red: 3 }
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 30 }),
      (left, a, b, span) => {
        const due = addDays(from, span)
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((days) =>
          lampOf(left, from, due, addDays(from, days)),
        )
        assert.ok(weight[early!] <= weight[late!])
      },
    ),
  )
  assert.equal(lampOf(0, from, until, addDays(until, 9)), 'done')
  assert.equal(lampOf(1, from, until, until), 'yellow')
  assert.equal(lampOf(1, from, until, addDays(until, 1)), 'red')
})

test('复核数：尾数进一，不多于已调查的，比例越大越多', () => {
  assert.deepEqual(
    [toCheckOf(0, 5), toCheckOf(1, 5), toCheckOf(20, 5), toCheckOf(21, 5), toCheckOf(7, 0), toCheckOf(7, 100)],
    [0, 1, 1, 2, 0, 7],
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 99 }), (answered, percent) => {
      const least = toCheckOf(answered, percent)
      assert.ok(least <= answered && least * 100 >= answered * percent && least <= toCheckOf(answered, percent + 1))
    }),
  )
})
