import assert from 'node:assert/strict'
import { test } from 'node:test'
import { footOf, land } from '#ui/form/problems.ts'
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

test('what stands with its field is not said again at the foot; what does not, is', () => {
  const one = land([{ at: '/reason', says: '“理由”为必填项' }], schema)
  assert.equal(footOf('“理由”为必填项', one), '有1处要改，已在上面标出')
  assert.equal(footOf('“理由”为必填项（依据 3.2.3）', one), '有1处要改，已在上面标出（依据 3.2.3）')
  const two = land(
    [
      { at: '/reason', says: '“理由”为必填项' },
      { at: '/idNumber', says: '号码不对' },
    ],
    schema,
  )
  assert.equal(footOf('“理由”为必填项（共 2 处）', two), '有2处要改，已在上面标出')
  assert.equal(footOf('A角、B角都不在岗，须先指定代办人员', one), 'A角、B角都不在岗，须先指定代办人员')
  assert.equal(footOf('已经办结', land([], schema)), '已经办结')
  assert.equal(footOf('全部', land([{ at: '', says: '全部' }], schema)), '全部')
  assert.equal(footOf(null, one), null)
})
