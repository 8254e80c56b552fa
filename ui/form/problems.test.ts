import assert from 'node:assert/strict'
import { test } from 'node:test'
import { land } from '#ui/form/problems.ts'
import type { Schema } from '#ui/form/schema.ts'

const schema: Schema = {
  type: 'object',
  properties: {
    reason: { type: 'string', title: '理由' },
    form: { type: 'object', 'x-widget': 'form', properties: { idNumber: { type: 'string' } } },
    materials: { type: 'array', 'x-widget': 'materials', 'x-rows': [{ id: 'id', label: '身份证' }] },
    named: { type: 'array', items: { type: 'object', properties: { staff: { type: 'string' } } } },
  },
}

const names = (at: string) => land([{ at, says: '改' }], schema).fields.map((f) => f.name)

test('a problem lands on the field that its pointer names', () => {
  assert.deepEqual(names('/reason'), [['reason']])
  assert.deepEqual(names('/form/idNumber'), [['form', 'idNumber']])
  assert.deepEqual(names('/named/1/staff'), [['named', 1, 'staff']])
})

test('a checker of the form may name its fields from there', () => {
  assert.deepEqual(names('/idNumber'), [['form', 'idNumber']])
})

test('a line of a review lands on the review', () => {
  assert.deepEqual(names('/materials/3/reason'), [['materials']])
  assert.deepEqual(names('/materials/photo'), [['materials']])
})

test('what belongs to no field is shown above the form, and several problems of one field together', () => {
  const landed = land(
    [
      { at: '', says: '全部' },
      { at: '/nowhere', says: '哪里' },
      { at: '/reason', says: '一' },
      { at: '/reason', says: '二' },
    ],
    schema,
  )
  assert.deepEqual(landed.above, ['全部', '哪里'])
  assert.deepEqual(landed.fields, [{ name: ['reason'], errors: ['一', '二'] }])
})
