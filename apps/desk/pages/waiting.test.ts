import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acknowledged, isWhole, nextBatch, nothing, type Waiting } from './waiting.ts'

const pass = { item: '4.3.4.a', result: 'pass' as const }
const half = { item: '4.3.2.a', value: { amount: 1, unit: 'share' as const } }

test('half a measurement waits for its other half; what is whole goes', () => {
  assert.equal(isWhole(half), false)
  assert.equal(isWhole({ ...half, value: { ...half.value, of: 6 } }), true)
  assert.equal(isWhole({ item: 'x', note: '只有说明' }), false)
  assert.equal(nextBatch(nothing), null)
  assert.deepEqual(Object.keys(nextBatch({ answers: { a: pass, b: half }, sent: null })!.answers), ['a'])
})

test('a batch without an answer goes again with the same key and content, whatever was tapped meanwhile', () => {
  const batch = nextBatch({ answers: { a: pass }, sent: null })!
  const later: Waiting = { answers: { a: { ...pass, result: 'fail', note: '改了' } }, sent: batch }
  assert.deepEqual(nextBatch(later), batch)
})

test('what was changed while a batch was on its way is not taken for saved', () => {
  const batch = nextBatch({ answers: { a: pass, b: pass }, sent: null })!
  const changed: Waiting = { answers: { a: { ...pass, result: 'fail', note: '改了' }, b: pass }, sent: batch }
  const after = acknowledged(changed, batch)
  assert.deepEqual(Object.keys(after.answers), ['a'])
  assert.equal(after.sent, null)
  assert.notEqual(nextBatch(after)!.key, batch.key)
})
