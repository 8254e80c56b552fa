import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shapeOf } from '#ui/form/answers.ts'

const results = { enum: ['ok', 'missing', 'wrong', 'waived'] }

test('answers travel as a list under the names of the schema', () => {
  const item = { type: 'object', properties: { id: { type: 'string' }, result: results, reason: { type: 'string' } } }
  const shape = shapeOf({ type: 'array', items: item }, 'materials')
  const sent = shape.write({
    id: { is: 'ok', reason: '' },
    photo: { is: 'wrong', reason: ' 太旧 ' },
    later: { is: null, reason: '' },
  })
  assert.deepEqual(sent, [
    { id: 'id', result: 'ok' },
    { id: 'photo', result: 'wrong', reason: '太旧' },
  ])
  assert.deepEqual(shape.read(sent).photo, { is: 'wrong', reason: '太旧' })
  assert.deepEqual(
    shape.options.map((o) => o.label),
    ['齐全合格', '缺少', '不合格', '免提交'],
  )
})

test('answers travel as an object where the schema has one', () => {
  const yes = {
    oneOf: [
      { const: 'yes', title: '是' },
      { const: 'no', title: '否' },
    ],
  }
  const shape = shapeOf({ type: 'object', additionalProperties: yes }, 'conditions')
  assert.deepEqual(shape.write({ age: { is: 'yes', reason: '' } }), { age: 'yes' })
  assert.deepEqual(shape.read({ age: 'no' }), { age: { is: 'no', reason: '' } })
})
