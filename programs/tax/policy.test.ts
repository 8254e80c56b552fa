import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '#core/day.ts'
import { reviewConditions } from '#core/service/condition.ts'
import { scopeOf } from '#core/service/scope.ts'
import { usual } from '#core/sums/book.ts'
import { monthsOfYear } from '#core/sums/hires.ts'
import { addToMonth, type Month, monthAt, monthsIn, monthsOf, shared } from '#core/sums/month.ts'
import { quotasOf } from '#core/sums/trader.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { claimsOf, monthsSay } from './policy.ts'

const idNumber = { sealed: 'x', masked: '220202********0012', blind: 'x' }
const anyMonth = fc.integer({ min: 2023 * 12, max: 2027 * 12 + 11 }).map(monthAt)
const facts = (form: object): CaseFacts => ({ service: 'JY10', serviceName: '', applicant: '测试甲', form }) as never
const claimed = (year: number, contract: Month, insured: Month, to: Month | null) =>
  claimsOf(
    'JY10',
    facts({
      year,
      hires: [
        { name: '测试甲', idNumber, contractFrom: `${contract}-15`, insuredFrom: insured, ...(to && { workedTo: to }) },
      ],
    }),
  )

test('a hire claims the months that the calculator counts, from the month in which contract and insurance both ran', () => {
  fc.assert(
    fc.property(
      anyMonth,
      anyMonth,
      fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
      fc.integer({ min: 2023, max: 2031 }),
      (contract, insured, more, year) => {
        const from = contract > insured ? contract : insured
        const to = more === null ? null : addToMonth(from, more)
        const [claim] = claimed(year, contract, insured, to)
        assert.equal(claim ? monthsIn(claim.span) : 0, monthsOfYear(usual, { from, to }, year))
        if (claim) assert.equal(monthsOf(claim.span).length, monthsIn(claim.span))
      },
    ),
  )
})

test('the register takes as many months as the condition of the service lets through, however contract, insurance and leaving lie', () => {
  const { service } = loadCatalogue().get('JY10')!
  const ends = fc.option(fc.integer({ min: -2, max: 40 }), { nil: null })
  const some = fc.integer({ min: 1, max: 28 })
  fc.assert(
    fc.property(
      fc.record({
        contract: anyMonth,
        insured: anyMonth,
        on: some,
        ends,
        until: some,
        left: ends,
        year: fc.integer({ min: 2023, max: 2030 }),
      }),
      ({ contract, insured, on, ends, until, left, year }) => {
        const dated = (of: Month, nth: number) => `${of}-${String(nth).padStart(2, '0')}`
        const row = {
          ...{
            name: '测试甲',
            idNumber,
            kind: 'povertyLifted',
            monthsBefore: 0,
            otherRelief: false,
            insuredFrom: insured,
          },
          contractFrom: dated(contract, on),
          ...(ends !== null && { contractTo: dated(addToMonth(contract, ends), until) }),
          ...(left !== null && { workedTo: addToMonth(contract, left) }),
        }
        const [claim] = claimsOf('JY10', facts({ year, hires: [row] }))
        const taken = claim ? monthsIn(claim.span) : 0
        const fits = (monthsThisYear: number) => {
          const form = { year, hires: [{ ...row, monthsThisYear }] }
          return reviewConditions(service, scopeOf(form, day('2026-11-23'))).find(({ id }) => id === 'monthsFit')?.is
        }
        assert.deepEqual([fits(taken), fits(taken + 1)], ['met', 'failed'])
      },
    ),
  )
})

test('the years of one hire never share a month, and make up 36 at most', () => {
  fc.assert(
    fc.property(anyMonth, anyMonth, (contract, insured) => {
      const years = Array.from({ length: 9 }, (_, n) => claimed(2023 + n, contract, insured, null)[0]).filter(
        (one) => one !== undefined,
      )
      for (const [n, one] of years.entries())
        for (const other of years.slice(n + 1)) assert.equal(shared(one.span, other.span), null)
      assert.equal(
        years.reduce((sum, { span }) => sum + monthsIn(span), 0),
        36,
      )
    }),
  )
})

test('a trader claims what is left of 36 months, as the calculator shares it out over the years', () => {
  fc.assert(
    fc.property(anyMonth, fc.integer({ min: 0, max: 36 }), (registered, enjoyedMonths) => {
      const [claim] = claimsOf('JY11', facts({ idNumber, registeredOn: `${registered}-06`, enjoyedMonths }))
      if (enjoyedMonths === 36) return assert.equal(claim, undefined)
      assert.deepEqual([claim?.span.from, monthsIn(claim!.span)], [registered, 36 - enjoyedMonths])
      const { years } = quotasOf(usual, claim!.span, usual.money('trader.base'))
      assert.equal(
        years.reduce((sum, { months }) => sum + months, 0),
        36 - enjoyedMonths,
      )
    }),
  )
})

test('months are named one by one, of many the first three and how many there are', () => {
  const months = monthsOf({ from: monthAt(2026 * 12), to: monthAt(2026 * 12 + 4) })
  assert.equal(monthsSay(months.slice(0, 2)), '2026年1月、2026年2月')
  assert.equal(monthsSay(months), '2026年1月、2026年2月、2026年3月等5个月')
})
