import assert from 'node:assert/strict'
import { test } from 'node:test'
import { form, longText } from '#core/field.ts'
import { unkindIn } from '#core/tone.ts'

const said = { 'x-tone': true }
const schema = {
  type: 'object',
  properties: {
    reply: longText('答复', said),
    note: longText('内部说明'),
    rows: { type: 'array', items: form({ reason: longText('理由', said), note: longText('备注') }) },
  },
}

test('only what goes to the visitor is looked at, and each word is told at its place (2.4.2)', () => {
  const rude = '这事不归我管'
  const found = unkindIn(schema, {
    reply: rude,
    note: rude,
    rows: [{ reason: '好', note: rude }, { reason: rude }],
    more: rude,
  })
  assert.deepEqual(
    found.map(({ at, clause }) => [at, clause]),
    [
      ['/reply', '2.4.2'],
      ['/rows/1/reason', '2.4.2'],
    ],
  )
  assert.match(found[0]?.says ?? '', /“不归我管”.*说清应找哪个部门/)
})

test('a soft word is left to the writer; an office has its own list', () => {
  assert.deepEqual(unkindIn(schema, { reply: '这是规定' }), [])
  const own = [{ word: '这是规定', how: 'hard', instead: '写出条款' }] as const
  assert.equal(unkindIn(schema, { reply: '这是规定' }, own).length, 1)
  assert.deepEqual(unkindIn(schema, { reply: '不归我管' }, own), [])
})

test('input of another shape than the form is no reason to fall over', () => {
  for (const input of [null, 1, 'x', [], [{}], { reply: 1, rows: 'x' }, { __proto__: null }])
    assert.deepEqual(unkindIn(schema, input), [])
})
