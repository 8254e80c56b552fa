import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  acknowledged,
  answeredAnew,
  faultIn,
  faultsIn,
  isReady,
  isWhole,
  nextBatch,
  nothing,
  refused,
  stuckIn,
  type Waiting,
} from './waiting.ts'

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

const share = (amount: number, of: number) => ({ ...half, value: { amount, of, unit: 'share' as const } })

test('what cannot be is said before it is sent, and holds up nothing else', () => {
  assert.match(faultIn(share(5, 0)) ?? '', /大于0/)
  assert.match(faultIn(share(5, 3)) ?? '', /不能大于台面面积/)
  assert.match(faultIn({ item: '4.3.2.b', value: { amount: -3, unit: 'cm' } }) ?? '', /不能小于0/)
  assert.equal(faultIn(share(1, 6)), null)
  assert.equal(faultIn(half), null, 'half of it is not yet wrong')
  assert.equal(isReady(share(5, 3)), false)
  const waiting = { answers: { a: pass, b: share(5, 0) }, sent: null }
  assert.deepEqual(Object.keys(nextBatch(waiting)!.answers), ['a'])
  assert.deepEqual(Object.keys(faultsIn(waiting)), ['b'])
  assert.equal(stuckIn(waiting), 1)
  assert.equal(stuckIn({ answers: { a: half }, sent: null }), 1, 'half filled in: not on its way')
})

test('a refusal holds back the line it names; the others go again, the line once it is changed', () => {
  const sent = nextBatch({ answers: { a: pass, b: pass, c: pass }, sent: null })!
  const problem = { at: '/answers/1/of', says: '不能检查自己' }
  const after = refused({ answers: { ...sent.answers }, sent }, 422, '不行', [problem])
  assert.deepEqual(faultsIn(after), { b: '不能检查自己' })
  const next = nextBatch(after)!
  assert.deepEqual(Object.keys(next.answers), ['a', 'c'])
  assert.notEqual(next.key, sent.key)
  const saved = acknowledged({ ...after, sent: next }, next)
  assert.equal(nextBatch(saved), null, 'nothing is sent for ever')
  assert.equal(stuckIn(saved), 1)
  assert.deepEqual(faultsIn(saved), { b: '不能检查自己' })
  const changed = answeredAnew(saved, 'b', { ...pass, result: 'fail', note: '改了' })
  assert.deepEqual(Object.keys(nextBatch(changed)!.answers), ['b'])
  assert.deepEqual(faultsIn(changed), {})
})

test('a refusal that names no line sends them one at a time; one about the whole inspection is said at each', () => {
  const sent = nextBatch({ answers: { a: pass, b: pass }, sent: null })!
  const waiting: Waiting = { answers: { ...sent.answers }, sent }
  const singly = refused(waiting, 422, '照片还没有上传', [{ at: '/photos', says: '照片还没有上传' }])
  const one = nextBatch(singly)!
  assert.deepEqual(Object.keys(one.answers), ['a'])
  const found = refused({ ...singly, sent: one }, 422, '照片还没有上传', [{ at: '/photos', says: '照片还没有上传' }])
  assert.deepEqual(faultsIn(found), { a: '照片还没有上传' })
  assert.deepEqual(Object.keys(nextBatch(found)!.answers), ['b'])
  const over = refused(waiting, 409, '检查已经完成', [])
  assert.deepEqual(faultsIn(over), { a: '检查已经完成', b: '检查已经完成' })
  assert.equal(nextBatch(over), null)
})

test('what was changed while it was on its way is not held back by the refusal of what it was', () => {
  const sent = nextBatch({ answers: { a: pass }, sent: null })!
  const changed: Waiting = { answers: { a: { ...pass, result: 'fail', note: '改了' } }, sent }
  assert.deepEqual(faultsIn(refused(changed, 422, '不行', [{ at: '/answers/0', says: '不行' }])), {})
})
