import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '#core/day.ts'
import { monthsToRetirement, retirement } from '#core/retirement.ts'
import { vectors } from '#core/retirement-vectors.ts'

test('delayed retirement: the vectors of domain 8.5', () => {
  for (const [worker, birth, delayed, month] of vectors) {
    const reached = retirement(worker, day(`${birth}-28`))
    assert.deepEqual([reached.delayed, reached.month], [delayed, month], `${worker} ${birth}`)
  }
})

test('born before the schedule: not delayed; long after it: no more than the most', () => {
  assert.deepEqual(retirement('man60', day('1964-12-31')).month, '2024-12')
  assert.deepEqual(retirement('man60', day('1990-06-30')), {
    month: '2053-06',
    delayed: 36,
    age: { years: 63, months: 0 },
    earliest: '2050-06',
    latest: '2056-06',
  })
})

test('early retirement is never before the old age', () => {
  const { earliest, latest, age } = retirement('woman50', day('1975-03-10'))
  assert.deepEqual([earliest, latest, age], ['2025-03', '2028-05', { years: 50, months: 2 }])
  assert.equal(monthsToRetirement('man60', day('1965-05-10'), day('2026-11-23')), -16)
  assert.equal(monthsToRetirement('man60', day('1976-09-10'), day('2026-11-23')), 154)
})
