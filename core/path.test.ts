import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBelow, liesIn } from '#core/path.ts'

test('单位和下级单位：只看自己这一支，名字相近的邻居和上级都不在内 (1.2)', () => {
  const found = ['city', 'city.d1', 'city.d1.s1', 'city.d12', 'city.d2', ''].map((path) => [
    path,
    liesIn(path, 'city.d1'),
    isBelow(path, 'city.d1'),
  ])
  assert.deepEqual(found, [
    ['city', false, false],
    ['city.d1', true, false],
    ['city.d1.s1', true, true],
    ['city.d12', false, false],
    ['city.d2', false, false],
    ['', false, false],
  ])
  assert.equal(liesIn('city', ''), false)
})
