import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initialOf } from '#ui/form/initial.ts'
import { tidy } from '#ui/form/tidy.ts'

test('what was left empty is not sent; no and nought are answers', () => {
  assert.deepEqual(tidy({ a: ' 甲 ', b: ' ', c: null, d: false, e: 0, f: [undefined, '乙'], g: { h: '' } }), {
    a: '甲',
    d: false,
    e: 0,
    f: ['乙'],
    g: {},
  })
})

test('看不见的符号不随表发出：复制来的零宽空格去掉，只有它的就是没填', () => {
  assert.deepEqual(tidy({ name: '测试\u200b甲\ufeff', remark: ' \u200b ' }), { name: '测试甲' })
})

test('a form begins with what is known, but never with a masked number', () => {
  const field = { type: 'string' }
  const schema = {
    type: 'object',
    properties: {
      name: field,
      form: { type: 'object', properties: { name: field, mobile: field, age: { type: 'integer', default: 18 } } },
    },
  }
  const known = { name: '测试甲', mobile: { masked: '139****0001', field: 'mobile' } }
  assert.deepEqual(initialOf(schema, known), { name: '测试甲', form: { name: '测试甲', age: 18 } })
})

test('rows begin as they stand: a mask stays for its number, what is covered is asked again', () => {
  const cell = { type: 'string' }
  const items = {
    type: 'object',
    properties: { name: cell, idNumber: cell, income: cell, employed: { type: 'boolean' } },
  }
  const schema = { type: 'object', properties: { members: { type: 'array', items } } }
  const row = { name: '测试甲', idNumber: { masked: '220202********0012', field: 'x' }, employed: false }
  const covered = { masked: '（敏感信息，说明理由后查看）', field: 'y' }
  assert.deepEqual(initialOf(schema, { members: [{ ...row, income: covered }] }), {
    members: [{ name: '测试甲', idNumber: '220202********0012', employed: false }],
  })
})
