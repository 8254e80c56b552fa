import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Call, shownOf } from './board.ts'

const call = (n: number, open = false): Call => ({
  ...{ call: `${n} 1`, number: `A${String(n).padStart(3, '0')}`, window: n, open },
  at: `2026-11-23T09:${String(n).padStart(2, '0')}:00+08:00`,
})
const numbers = (calls: readonly Call[]) => shownOf(calls).map(({ number }) => number)

test('还在叫的号一直显示，办完的先下屏，新的在前 (10.4.1)', () => {
  const later = Array.from({ length: 12 }, (_, n) => call(n + 2))
  const shown = numbers([...later.toReversed(), call(1, true)])
  assert.deepEqual(shown, ['A013', 'A012', 'A011', 'A010', 'A009', 'A008', 'A007', 'A006', 'A001'])
  assert.deepEqual(numbers(later).length, 9)
  const open = Array.from({ length: 11 }, (_, n) => call(n + 1, true))
  assert.equal(numbers([...open, call(20)]).length, 11, '十一个窗口同时在叫，十一个都在')
})
