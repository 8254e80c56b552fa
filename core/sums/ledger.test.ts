import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { grant, isOverlap, type Ledger, ledgerOf, monthsPaid } from '#core/sums/ledger.ts'
import { addToMonth, month, monthAt, monthNumber, monthsIn, type Span } from '#core/sums/month.ts'

const first = monthNumber(month('2024-01'))
const someSpan: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 30 }))
  .map(([from, more]) => ({ from: monthAt(first + from), to: monthAt(first + from + more) }))
const bounds = fc.record({ most: fc.integer({ min: 0, max: 60 }), last: fc.option(fc.integer({ min: 0, max: 130 })) })

const each = (span: Span) => Array.from({ length: monthsIn(span) }, (_, n) => addToMonth(span.from, n))

test('JY13：无论按什么顺序申请，同一个月不会补两次，累计不超过期限', () => {
  fc.assert(
    fc.property(fc.array(someSpan, { maxLength: 20 }), bounds, (asked, { most, last: n }) => {
      const last = n === null ? null : monthAt(first + n)
      const paid: string[] = []
      let ledger: Ledger = []
      for (const span of asked) {
        const found = grant(ledger, span, { most, last })
        if (isOverlap(found)) {
          assert.ok(each(span).some((one) => paid.includes(one)))
          continue
        }
        const months = found.granted ? each(found.granted) : []
        assert.equal(months.length + found.refused, monthsIn(span), 'every month asked is granted or refused')
        assert.ok(months.every((one) => each(span).includes(one) && (last === null || one <= last)))
        paid.push(...months)
        ledger = found.ledger
        assert.equal(found.left, Math.max(0, most - monthsPaid(ledger)))
      }
      assert.equal(new Set(paid).size, paid.length, 'no month twice')
      assert.ok(paid.length <= most)
      assert.equal(monthsPaid(ledger), paid.length)
      assert.deepEqual(ledger.flatMap(each), paid.toSorted())
    }),
  )
})

test('the ledger is the same whatever order its months came in', () => {
  const apart = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(apart, fc.infiniteStream(fc.nat()), (lengths, order) => {
      const spans = lengths.map((length, n) => ({
        from: monthAt(first + n * 6),
        to: monthAt(first + n * 6 + length),
      }))
      const mixed = spans.map((span) => ({ span, key: order.next().value })).sort((a, b) => a.key - b.key)
      assert.deepEqual(ledgerOf(mixed.map(({ span }) => span)), ledgerOf(spans))
    }),
  )
})

test('approvals that share a month are found; neighbours become one', () => {
  const half = (from: string, to: string): Span => ({ from: month(from), to: month(to) })
  const twice = ledgerOf([half('2024-01', '2024-06'), half('2024-06', '2024-09')])
  assert.deepEqual(twice, { overlap: [half('2024-06', '2024-06')] })
  assert.deepEqual(ledgerOf([half('2024-07', '2024-12'), half('2024-01', '2024-06')]), [half('2024-01', '2024-12')])
})
