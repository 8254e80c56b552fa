import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carries, numberIn } from '#apps/desk/api/sought.ts'

const read = carries({ q: 'text', late: 'flag', is: 'texts' })

test('an address carries what its page understands, and nothing else', () => {
  assert.deepEqual(read({ q: '测试', late: true, is: { channel: 'call' } }), {
    q: '测试',
    late: true,
    is: { channel: 'call' },
  })
  assert.deepEqual(read({ q: { $: 1 }, late: 'yes', is: ['x', 1], other: '1' }), {})
  assert.deepEqual(read({ q: '', late: false, is: {} }), {})
})

test('what was typed as a number is read as it was typed', () => {
  assert.deepEqual(read({ q: 12 }), { q: '12' })
})

test('a telephone number, an identity number or the end of one stays out of the address', () => {
  for (const q of ['13900000001', '0001', '220202199001010012', '测试 0001']) assert.equal(numberIn({ q }), q)
  for (const q of ['测试', '2.3.1', '12月', undefined]) assert.equal(numberIn({ q }), undefined)
})
