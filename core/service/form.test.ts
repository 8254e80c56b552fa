import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '#core/day.ts'
import { problemsOf, readForm } from '#core/service/form.ts'
import type { Field, FieldType } from '#core/service/format.ts'
import { sample } from '#core/service/sample.ts'
import { formSchema } from '#core/service/schema.ts'

const today = day('2026-11-23')
const field = (name: string, type: FieldType, more: Partial<Field> = {}): Field => ({
  name,
  label: name,
  type,
  required: true,
  purpose: '测试',
  personal: false,
  ...more,
})

const options = [
  { code: 'a', label: '甲' },
  { code: 'b', label: '乙' },
]

test('each type takes what is right and says what is wrong', () => {
  // biome-ignore format: one type, one row
  const rows: [FieldType, Partial<Field>, readonly unknown[], readonly unknown[]][] = [
    ['text', { max: 4 }, ['王芳', '䶮𠮷王芳'], ['王芳王芳王', 'a\u0000b', '一\n二', '\u202e反', 7, true, '\ud842']],
    ['longText', {}, ['一\n二'], ['x'.repeat(2001), 'a\u0000']],
    ['idNumber', {}, ['11010519491231002X', '220202199001010012'], ['110105194912310021', '11010519491231002', 'abc', 1]],
    ['creditCode', {}, ['91350100M000100Y43', '91220201MA00000005'], ['91350100M000100Y44', 'OOO', 1]],
    ['mobile', {}, ['13800138000'], ['12800138000', '1380013800', 13800138000]],
    ['phone', {}, ['13800138000', '0432-62012345'], ['6201']],
    ['date', { max: 'today' }, ['2026-11-23', '2024-02-29'], ['2026-11-24', '2025-02-29', '2026-1-1', '2026-11-23T00:00:00', 20261123]],
    ['date', { min: '2026-01-01' }, ['2026-01-01'], ['2025-12-31']],
    ['number', { min: 1, max: 9 }, [1, 9, 2.5], [0, 10, '5', Number.NaN, Number.POSITIVE_INFINITY]],
    ['money', {}, [0, 1999.99], [-1, 0.001, '12']],
    ['choice', { options }, ['a'], ['c', '', 1, 'toString']],
    ['yesNo', {}, [true, false], ['true', 1]],
    ['list', { options, max: 1 }, [['a']], [['c'], ['a', 'b'], ['a', 'a'], 'a', [1]]],
    ['list', {}, [['甲', '乙']], [[''], [{}], ['x'.repeat(101)]]],
  ]
  for (const [type, more, good, bad] of rows) {
    const one = field('one', type, more)
    for (const value of good) assert.deepEqual(problemsOf(one, value, today), [], `${type} ${JSON.stringify(value)}`)
    for (const value of bad) assert.ok(problemsOf(one, value, today).length > 0, `${type} ${JSON.stringify(value)}`)
  }
})

test('all problems come at once, each at its place', () => {
  const service = sample({
    form: [field('name', 'text'), field('idNumber', 'idNumber'), field('note', 'text', { required: false })],
  })
  const read = readForm(service, { idNumber: '123', note: '', nickname: 'x' }, today)
  assert.ok('problems' in read)
  assert.deepEqual(read.problems.map(({ at }) => at).sort(), ['/form/idNumber', '/form/name', '/form/nickname'])
  for (const wrong of [null, undefined, 'x', []]) assert.ok('problems' in readForm(service, wrong, today))
})

test('a field is asked only when it applies, and what does not apply is not kept', () => {
  const service = sample({
    form: [field('kind', 'choice', { options }), field('detail', 'text', { when: 'form.kind == "a"' })],
  })
  assert.deepEqual(readForm(service, { kind: 'b', detail: '多余' }, today), { form: { kind: 'b' } })
  assert.deepEqual(readForm(service, { kind: 'a', detail: ' 有 ' }, today), { form: { kind: 'a', detail: '有' } })
  const missing = readForm(service, { kind: 'a' }, today)
  assert.deepEqual('problems' in missing && missing.problems, [{ at: '/form/detail', says: '请填写detail' }])
})

test('numbers are kept tidy', () => {
  const service = sample({ form: [field('idNumber', 'idNumber')] })
  assert.deepEqual(readForm(service, { idNumber: ' 110105 19491231002x ' }, today), {
    form: { idNumber: '11010519491231002X' },
  })
})

test('whatever is typed, reading it answers and never throws; what it takes it takes again', () => {
  const service = sample({
    form: [
      field('name', 'text'),
      field('kind', 'choice', { options }),
      field('detail', 'text', { when: 'form.kind == "a"' }),
      field('since', 'date', { required: false }),
      field('list', 'list', { required: false }),
    ],
  })
  const given = fc.record(
    {
      name: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
      kind: fc.constantFrom('a', 'b', 'c', null),
      detail: fc.string(),
      since: fc.oneof(fc.constant('2026-01-01'), fc.string()),
      list: fc.oneof(fc.array(fc.string()), fc.anything()),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(given, fc.anything()), (input) => {
      const read = readForm(service, input, today)
      if ('form' in read) assert.deepEqual(readForm(service, read.form, today), read)
      else assert.ok(read.problems.length > 0 && read.problems.every(({ at }) => at.startsWith('/form')))
    }),
  )
})

test('the schema tells a form how to draw itself', () => {
  const service = sample({
    form: [
      field('idNumber', 'idNumber', { personal: true }),
      field('kind', 'choice', { options, sensitive: true, personal: true }),
      field('detail', 'text', { when: 'form.kind == "a"', max: 20, hint: '可写多项' }),
      field('many', 'list', { options, required: false }),
    ],
  })
  const schema = formSchema(service)
  assert.deepEqual(schema.required, ['idNumber', 'kind'])
  assert.equal(schema.additionalProperties, false)
  const properties = schema.properties as Record<string, Record<string, unknown>>
  assert.equal(properties.idNumber?.['x-personal'], 'idNumber')
  assert.deepEqual(properties.kind?.oneOf, [
    { const: 'a', title: '甲' },
    { const: 'b', title: '乙' },
  ])
  assert.equal(properties.kind?.['x-sensitive'], true)
  assert.equal(properties.detail?.['x-when'], 'form.kind == "a"')
  assert.equal(properties.detail?.maxLength, 20)
  assert.equal(properties.many?.['x-widget'], 'choices')
})
