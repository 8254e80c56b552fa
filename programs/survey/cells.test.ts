import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keptBack, suppressed, withSums } from './cells.ts'

const least = 5
const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 })).chain(([height, width]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: width, maxLength: width }), {
    minLength: height,
    maxLength: height,
  }),
)

test('小于下限的数从不出现；出现的数就是真的数', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const whole = withSums(rows, rows[0]!.length)
      for (const [r, row] of suppressed(whole, least).entries())
        for (const [c, shown] of row.entries()) {
          if (shown === null) continue
          assert.equal(shown, whole[r]![c])
          assert.ok(shown === 0 || shown >= least, String(shown))
        }
    }),
  )
})

test('一行一列里不会只藏一个：用合计减其余，推不出藏起来的数', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const whole = withSums(rows, rows[0]!.length)
      const shown = suppressed(whole, least)
      const columns = shown[0]!.map((_, c) => shown.map((row) => row[c]!))
      for (const line of [...shown, ...columns]) {
        const back = line.filter((count) => count === null).length
        assert.notEqual(back, 1, JSON.stringify(shown))
      }
    }),
  )
})

test('合计写明的，藏起来的加在一起不少于下限', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 8 }), (counts) => {
      const all = [...counts, counts.reduce((a, b) => a + b, 0)]
      const hidden = keptBack(all, [{ cells: counts.map((_, n) => n), sum: counts.length }], least)
      if (hidden.size === 0 || hidden.has(counts.length)) return
      const back = counts.filter((_, n) => hidden.has(n)).reduce((a, b) => a + b, 0)
      assert.ok(back >= least, JSON.stringify([counts, [...hidden]]))
    }),
  )
})

test('按例子：一个社区只有2个失业的，要算得出它的都不写，合计照写', () => {
  assert.deepEqual(
    suppressed(
      withSums(
        [
          [20, 2],
          [30, 9],
          [40, 8],
        ],
        2,
      ),
      least,
    ),
    [
      [null, null, 22],
      [null, null, 39],
      [null, null, 48],
      [90, 19, 109],
    ],
  )
})
