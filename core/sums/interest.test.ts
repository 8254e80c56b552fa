import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day, daysBetween } from '#core/day.ts'
import { instalments, type Way } from '#core/sums/instalments.ts'
import {
  type Granted,
  grown,
  left,
  maturityOf,
  quarterDays,
  quarterOf,
  quartersIn,
  type Stretch,
  subsidyIn,
} from '#core/sums/interest.ts'
import { fen, part, total } from '#core/sums/money.ts'

const half = { by: 1, over: 2 }
const days = (from: string, until: string): Stretch => ({ from: day(from), until: day(until) })

const aLoan = fc
  .record({
    amount: fc.integer({ min: 1, max: 400_000_000 }).map(fen),
    months: fc.integer({ min: 1, max: 36 }),
    rate: fc.integer({ min: 0, max: 240_000 }),
    way: fc.constantFrom<Way>('level', 'principal', 'end'),
    from: fc.integer({ min: 0, max: 1500 }).map((n) => addDays(day('2024-01-01'), n)),
  })
  .map((one): Granted => one)
const someDays = (from: Day, length: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: length }), fc.integer({ min: 1, max: 120 }))
    .map(([at, long]): Stretch => ({ from: addDays(from, at), until: addDays(from, at + long) }))

test('20万元、2年、4.5%、到期还本：每季利息按天分，一季一算', () => {
  const loan: Granted = { amount: fen(20_000_000), months: 24, rate: 45_000, way: 'end', from: day('2026-01-15') }
  assert.equal(maturityOf(loan), '2028-01-15')
  assert.equal(grown(loan, day('2026-02-15')), 75_000)
  // 75 000 fen a month; of the third one 17 of 31 days lie before April.
  assert.equal(grown(loan, day('2026-04-01')), 150_000 + Math.floor((75_000 * 17) / 31))
  const first = subsidyIn(loan, quarterDays('2026-Q1'), { overdue: [], taken: fen(999_999_999), share: half })
  assert.deepEqual([first.interest, first.subsidy, first.days], [191_129, 95_564, 76])
})

test('逾期的天、到期以后的天（展期）都不贴', () => {
  const loan: Granted = { amount: fen(20_000_000), months: 12, rate: 45_000, way: 'end', from: day('2026-01-01') }
  const ask = { taken: fen(999_999_999), share: half }
  const overdue = [days('2026-02-01', '2026-03-01')]
  assert.equal(subsidyIn(loan, quarterDays('2026-Q1'), { ...ask, overdue }).interest, 150_000)
  assert.equal(subsidyIn(loan, quarterDays('2027-Q1'), { ...ask, overdue: [] }).subsidy, 0)
})

test('贴息不超过银行实际收取的利息的规定比例', () => {
  const loan: Granted = { amount: fen(20_000_000), months: 12, rate: 45_000, way: 'end', from: day('2026-01-01') }
  const found = subsidyIn(loan, quarterDays('2026-Q1'), { overdue: [], taken: fen(100_001), share: half })
  assert.deepEqual([found.base, found.subsidy], [100_001, 50_000])
})

test('季度：起止、名称和跨年', () => {
  assert.deepEqual(quarterDays('2026-Q4'), days('2026-10-01', '2027-01-01'))
  assert.deepEqual(quartersIn(days('2026-11-20', '2027-04-01')), ['2026-Q4', '2027-Q1'])
  assert.throws(() => quarterDays('2026-Q5'), RangeError)
})

test('不管怎样分段，各段利息合起来一分不差，就是还款计划的利息', () => {
  fc.assert(
    fc.property(aLoan, fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 20 }), (loan, cuts) => {
      const ends = [loan.from, ...cuts.map((n) => addDays(loan.from, n)), addDays(maturityOf(loan), 400)]
      const sorted = [...new Set(ends)].sort()
      const pieces = sorted.slice(1).map((until, i) => grown(loan, until) - grown(loan, sorted[i] as Day))
      assert.ok(pieces.every((one) => one >= 0))
      const whole = total(instalments(loan).map(({ interest }) => interest))
      assert.equal(
        pieces.reduce((sum, one) => sum + one, 0),
        whole,
      )
    }),
  )
})

test('去掉的天不剩，剩下的天不重，一天不多一天不少', () => {
  const whole = days('2026-01-01', '2027-01-01')
  fc.assert(
    fc.property(fc.array(someDays(whole.from, 400), { maxLength: 6 }), (taken) => {
      const pieces = left(whole, taken)
      const isIn = (on: Day, all: readonly Stretch[]) =>
        all.filter(({ from, until }) => from <= on && on < until).length
      for (let n = 0; n < daysBetween(whole.from, whole.until); n += 1) {
        const on = addDays(whole.from, n)
        assert.equal(isIn(on, pieces), isIn(on, taken) > 0 ? 0 : 1)
      }
    }),
    { numRuns: 60 },
  )
})

test('各季贴息：每季不超过实收利息的比例，合计不超过全部利息的比例，各季的天不重叠', () => {
  fc.assert(
    fc.property(
      aLoan.chain((loan) => fc.tuple(fc.constant(loan), fc.array(someDays(loan.from, 900), { maxLength: 4 }))),
      fc.integer({ min: 0, max: 50_000_000 }).map(fen),
      fc.record({ by: fc.integer({ min: 1, max: 3 }), over: fc.constant(4) }),
      ([loan, overdue], taken, share) => {
        const quarters = quartersIn({ from: loan.from, until: addDays(maturityOf(loan), 200) })
        const rows = quarters.map((quarter) => subsidyIn(loan, quarterDays(quarter), { overdue, taken, share }))
        for (const row of rows) assert.ok(row.subsidy <= part(taken, share.by, share.over, 'down'))
        const whole = total(instalments(loan).map(({ interest }) => interest))
        assert.ok(total(rows.map(({ subsidy }) => subsidy)) <= part(whole, share.by, share.over, 'down'))
        const pieces = rows.flatMap((row) => row.pieces)
        for (const [i, piece] of pieces.slice(1).entries()) assert.ok(piece.from >= (pieces[i] as Stretch).until)
      },
    ),
  )
  assert.equal(quarterOf(day('2026-12-31')), '2026-Q4')
})
