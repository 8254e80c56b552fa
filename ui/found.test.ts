import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundIn } from '#ui/found.ts'

const review = {
  materials: [{ id: 'identity', result: 'ok' }],
  conditions: [{ id: 'age', result: 'met', reason: '满' }],
}

test('until the names have come nothing is told; then each by its name, and never by its id', () => {
  assert.equal(foundIn(review, undefined), null)
  const told = foundIn(review, [{ id: 'identity', label: '身份证' }])
  assert.deepEqual(
    told?.map(({ label, result }) => [label, result]),
    [
      ['身份证', 'ok'],
      ['（名称没有查到）', 'met'],
    ],
  )
})

test('where nothing was reviewed nothing is waited for', () => {
  for (const nothing of [undefined, null, {}, { materials: 'text' }]) assert.deepEqual(foundIn(nothing, undefined), [])
})
