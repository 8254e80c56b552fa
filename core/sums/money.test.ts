import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Fen, fen, fenOf, inYuan, part, quotient, shareOut, spread, total, yuan } from '#core/sums/money.ts'

const money = fc.integer({ min: 0, max: 1_000_000_000_000 }).map(fen)
const weights = fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 60 })

test('money is whole fen and never negative', () => {
  for (const wrong of [-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1]) assert.throws(() => fen(wrong), RangeError)
  for (const [typed, is] of [
    [0.29, 29],
    [812.5, 81_250],
    [1_234_567.89, 123_456_789],
    [1.005, null],
    [-0.01, null],
  ] as const)
    assert.equal(fenOf(typed), is, String(typed))
  fc.assert(fc.property(money, (m) => assert.equal(fenOf(inYuan(m)), m)))
})

test('a share is never negative, never more than the whole, and grows with the whole', () => {
  const share = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 })).filter(([a, b]) => a <= b)
  fc.assert(
    fc.property(money, money, share, fc.constantFrom('down' as const, 'half-up' as const), (a, b, [by, over], how) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      const [x, y] = [part(less, by, over, how), part(more, by, over, how)]
      assert.ok(0 <= x && x <= y && y <= more)
    }),
  )
  assert.equal(part(fen(100), 2, 3, 'down'), 66)
  assert.equal(part(fen(100), 2, 3, 'half-up'), 67)
  assert.equal(part(fen(1), 1, 2, 'half-up'), 1)
  assert.throws(() => quotient(1n, 0n, 'down'), RangeError)
})

test('two parts of a share are never more than the share of the whole when rounding down', () => {
  fc.assert(
    fc.property(money, money, (a, b) => {
      const both = part(fen(a + b), 2, 3, 'down')
      assert.ok(part(a, 2, 3, 'down') + part(b, 2, 3, 'down') <= both)
    }),
  )
})

test('what is shared out makes up the whole, and each part is its own share within a fen, an even one exactly', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      weights,
      fc.integer({ min: 1, max: 12 }),
      (amount, given, over) => {
        const sum = given.reduce((all, one) => all + one, 0)
        const parts = shareOut(fen(amount), given, over)
        assert.equal(total(parts), Math.floor((amount * sum) / over))
        parts.forEach((one, n) => {
          const floor = Math.floor((amount * given[n]!) / over)
          assert.ok(one === floor || ((amount * given[n]!) % over > 0 && one === floor + 1), `${one} for ${floor}`)
        })
      },
    ),
  )
  assert.deepEqual(shareOut(fen(2_000_000), [10, 12, 12, 2], 12), [1_666_667, 2_000_000, 2_000_000, 333_333])
  assert.deepEqual(shareOut(fen(2_000_000), [12, 1], 12), [2_000_000, 166_666])
})

test('what is spread makes up the whole to the fen; what weighs nothing gets nothing', () => {
  fc.assert(
    fc.property(money, weights, (whole, given) => {
      const parts: readonly Fen[] = spread(whole, given)
      assert.equal(total(parts), given.some((one) => one > 0) ? whole : 0)
      for (const [n, one] of parts.entries()) if (given[n] === 0) assert.equal(one, 0)
    }),
  )
  assert.deepEqual(spread(fen(100), [1, 1, 1]), [33, 33, 34])
})

test('written as people write it', () => {
  assert.deepEqual(
    [0, 5, 123_456, 100_000_000].map((n) => yuan(fen(n))),
    ['0.00', '0.05', '1,234.56', '1,000,000.00'],
  )
})
