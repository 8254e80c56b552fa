import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '#core/day.ts'
import { monthsToRetirement, retirement } from '#core/retirement.ts'

test('delayed retirement: the vectors of domain 8.5', () => {
  for (const [worker, birth, delayed, month] of [
    ['man60', '1965-01', 1, '2025-02'],
    ['man60', '1965-05', 2, '2025-07'],
    ['man60', '1976-08', 35, '2039-07'],
    ['man60', '1976-09', 36, '2039-09'],
    ['woman55', '1970-01', 1, '2025-02'],
    ['woman55', '1981-09', 36, '2039-09'],
    ['woman50', '1975-03', 2, '2025-05'],
    ['woman50', '1984-11', 60, '2039-11'],
  ] as const) {
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
