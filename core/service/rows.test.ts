import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '#core/day.ts'
import { checkService } from '#core/service/check.ts'
import { evaluate, expressionFaults } from '#core/service/expression.ts'
import { problemsIn, readForm, resumedIn } from '#core/service/form.ts'
import type { Column, Field } from '#core/service/format.ts'
import { parseYaml } from '#core/service/read.ts'
import { sample } from '#core/service/sample.ts'
import { amendSchema, formSchema } from '#core/service/schema.ts'
import { scopeOf } from '#core/service/scope.ts'

const today = day('2026-11-23')
const column = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  ...{ name, label: name, type, required: true, purpose: '测试', personal: true },
  ...more,
})
const members: Field = {
  ...{ name: 'members', label: '家庭成员', type: 'rows', required: true, purpose: '测试', personal: true },
  ...{ min: 2, max: 3, unique: 'idNumber' },
  columns: [
    column('name', 'text', { max: 4 }),
    column('idNumber', 'idNumber'),
    column('employed', 'yesNo'),
    column('months', 'integer', { required: false, min: 0 }),
    column('pay', 'money', { required: false }),
    column('since', 'month', { required: false, min: 'birth', max: 'today' }),
  ],
}
const service = sample({ form: [members] })

// 测试数据: numbers with a sound check digit and nobody behind them.
const man = { name: '测试甲', idNumber: '220202199001010012', employed: false }
const woman = { name: '测试乙', idNumber: '220204198512310023', employed: false }
const sealed = (masked: string, blind: string, born: string) => ({ sealed: blind, masked, blind, born, sex: 'male' })

const read = (rows: unknown) => readForm(service, { members: rows }, today)
const problems = (rows: unknown) => {
  const found = read(rows)
  return 'problems' in found ? found.problems.map(({ at }) => at).sort() : []
}

test('rows are read cell by cell, every problem at once and at its own place', () => {
  assert.deepEqual(problems([man, woman]), [])
  assert.deepEqual(problems([{ ...man, idNumber: '123', nickname: 'x' }, { employed: 'no' }, woman, man]), [
    '/form/members',
    '/form/members/0/idNumber',
    '/form/members/0/nickname',
    '/form/members/1/employed',
    '/form/members/1/idNumber',
    '/form/members/1/name',
  ])
  assert.deepEqual(problems([man, { ...woman, idNumber: ' 220202 19900101001 2' }]), ['/form/members/1/idNumber'])
  assert.deepEqual(problems([man]), ['/form/members'])
  assert.deepEqual(problems('x'), ['/form/members'])
  assert.deepEqual(problems([man, 7]), ['/form/members/1'])
  assert.deepEqual(problems([man, { ...woman, since: '1985-11' }]), ['/form/members/1/since'])
  assert.deepEqual(problems([man, { ...woman, since: '2026-12', months: 1.5 }]), [
    '/form/members/1/months',
    '/form/members/1/since',
  ])
})

test('empty cells and empty rows are no answers', () => {
  const found = read([{ ...man, pay: null, since: '' }, {}, { name: ' ' }, woman])
  assert.deepEqual(found, { form: { members: [man, woman] } })
  assert.deepEqual(problems([{}, { name: '' }]), ['/form/members'])
})

test('a form is told how to draw rows, and putting right takes masks', () => {
  const schema = formSchema(service) as { properties: { members: Record<string, unknown> } }
  const { items, minItems, maxItems, 'x-widget': widget } = schema.properties.members
  assert.deepEqual([minItems, maxItems, widget], [2, 3, 'rows'])
  const { properties, required } = items as { properties: Record<string, Record<string, unknown>>; required: string[] }
  assert.deepEqual(required, ['name', 'idNumber', 'employed'])
  assert.equal(properties.idNumber?.['x-personal'], 'idNumber')
  assert.ok(properties.idNumber?.['pattern'])
  const amend = amendSchema(service) as typeof schema & { required?: unknown }
  const cells = (amend.properties.members['items'] as typeof schema)['properties'] as never as typeof properties
  assert.equal(cells.idNumber?.['pattern'], undefined)
  assert.equal(amend.required, undefined)
})

test('更正申请表：原来必填的仍是必填；已经填好而不显示的号码不用再填（3.4.1）', () => {
  const whole = {
    ...service,
    form: [column('name', 'text'), column('mobile', 'mobile'), column('ill', 'text', { sensitive: true })],
  }
  type Asked = Readonly<Record<string, { 'x-required'?: boolean; 'x-hint'?: string }>>
  const asked = (kept: Readonly<Record<string, unknown>>) => {
    const { properties } = amendSchema(whole, kept) as unknown as { properties: Asked }
    return Object.entries(properties).map(([name, one]) => [name, one['x-required'] ?? false, one['x-hint']])
  }
  const mobile = { sealed: 'mobile', masked: '138****0001', blind: 'a' }
  assert.deepEqual(asked({ name: '测试甲', mobile, ill: '测试' }), [
    ['name', true, undefined],
    ['mobile', false, '现为138****0001，不改的不用填'],
    ['ill', false, '已经填写，不改的不用填'],
  ])
  assert.deepEqual(
    asked({}).map(([, must]) => must),
    [true, true, true],
  )
})

test('expressions read rows: all, exists, filter, map, size, sum, and who is behind a number', () => {
  const faultOf = expressionFaults([members])
  for (const [text, wrong] of [
    ['form.members.all(m, m.nope)', /nope/],
    ['sum(form.members, "name") > 1.0', /name/],
    ['sum(form.members, "nope") > 1.0', /nope/],
    ['form.members.exists(m, m.idNumber == 1)', /./],
    ['form.members', /真或假/],
  ] as const)
    assert.match(faultOf(text) ?? '', wrong, text)
  const rows = [
    { ...man, months: 12, pay: 0.1 },
    { ...woman, employed: true, months: 3, pay: 0.2 },
  ]
  const kept = [
    { ...rows[0], idNumber: sealed('220202********0012', 'a', '1990-01-01') },
    { ...rows[1], idNumber: sealed('220204********0023', 'b', '2012-12-31') },
  ]
  const ask = (text: string, list: unknown) => {
    assert.equal(faultOf(text), null, text)
    return evaluate(service, text, scopeOf({ members: list }, today))
  }
  for (const list of [rows, kept]) {
    assert.equal(ask('size(form.members) == 2', list), true)
    assert.equal(ask('form.members.exists(m, m.employed) && !form.members.all(m, m.employed)', list), true)
    assert.equal(ask('form.members.filter(m, !m.employed).size() == 1', list), true)
    assert.equal(ask('sum(form.members, "months") == 15.0', list), true)
    assert.equal(ask('sum(form.members.filter(m, m.employed), "pay") == 0.2', list), true)
    assert.equal(ask('sum(form.members, "pay") == 0.3', list), true)
    assert.equal(ask('size(form.members.map(m, m.name)) == 2', list), true)
    assert.equal(ask('form.members.exists(m, ageOf(m.idNumber) == 36)', list), true)
  }
  assert.equal(ask('form.members.all(m, ageOf(m.idNumber) >= 16)', rows), true)
  assert.equal(ask('form.members.all(m, ageOf(m.idNumber) >= 16)', kept), false)
  assert.equal(ask('form.members.all(m, m.months <= 12)', [man, woman]), 'unknown')
  assert.equal(ask('sum(form.members, "pay") > 0.0', [man]), 'unknown')
  assert.equal(ask('form.members.all(m, ageOf(m.idNumber) >= 16)', [{ ...man, idNumber: '1' }]), 'unknown')
})

test('put right, a mask stands for the number it was shown for, and for none where two have it', () => {
  const a = sealed('220202********0012', 'a', '1990-01-01')
  const twin = sealed('220202********0012', 'b', '1991-01-01')
  const c = sealed('220204********0023', 'c', '1985-12-31')
  const kept = {
    members: [
      { ...man, idNumber: a },
      { ...woman, idNumber: c },
    ],
  }
  const typed = {
    members: [
      { ...woman, idNumber: c.masked },
      { ...man, idNumber: a.masked, employed: true },
    ],
  }
  assert.deepEqual(problemsIn(service, typed, kept, today), [])
  assert.deepEqual(resumedIn(service, typed, kept), {
    members: [
      { ...woman, idNumber: c },
      { ...man, idNumber: a, employed: true },
    ],
  })
  const at = (rows: readonly unknown[], old: object) =>
    problemsIn(service, { members: rows }, old as typeof kept, today).map((one) => one.at)
  assert.deepEqual(
    at(
      [
        { ...man, idNumber: '220299********0012' },
        { ...woman, idNumber: c.masked },
      ],
      kept,
    ),
    ['/form/members/0/idNumber'],
  )
  const twins = {
    members: [
      { ...man, idNumber: a },
      { ...woman, idNumber: twin },
    ],
  }
  assert.equal(
    at(
      [
        { ...man, idNumber: a.masked },
        { ...woman, idNumber: a.masked },
      ],
      twins,
    ).length,
    3,
  )
  // A number that is typed anew is known for the one that is kept.
  assert.deepEqual(
    at(
      [
        { ...man, idNumber: a.masked },
        { ...man, idNumber: man.idNumber },
      ],
      kept,
    ),
    ['/form/members/1/idNumber'],
  )
})

test('a file with rows that can not work is refused with its line and the reason', () => {
  const wrong = (changes: Partial<Field>) => {
    const text = JSON.stringify(sample({ form: [{ ...members, ...changes }] }), null, 1)
    const parsed = parseYaml(text, 'x.yaml')
    assert.ok('value' in parsed)
    return checkService(parsed.value, { file: 'x.yaml', placeOf: parsed.placeOf }).map(
      ({ file, line, says }) => `${file}:${line > 10} ${says}`,
    )
  }
  assert.deepEqual(wrong({}), [])
  const [a, b] = members.columns ?? []
  // biome-ignore format: one fault, one row
  const rows: [Partial<Field>, RegExp][] = [
    [{ columns: [] }, /列表不能为空/],
    [{ unique: 'nope' }, /没有 nope/],
    [{ columns: [a!, a!] }, /栏的名称重复/],
    [{ personal: false }, /整表也要标为个人信息/],
    [{ columns: [a!, { ...b!, personal: false }] }, /加密保存/],
    [{ sensitive: true }, /标在栏上/],
    [{ columns: [{ ...a!, sensitive: true, required: false }], unique: 'name' }, /要标为必填/],
    [{ type: 'list' }, /不能有 columns/],
    [{ columns: [column('x', 'month', { min: 1 })], unique: 'x' }, /日期的上下限/],
    [{ columns: [column('x', 'rows' as 'text')], unique: 'x' }, /应为/],
    [{ columns: [column('x', 'choice')], unique: 'x' }, /两个选项/],
  ]
  for (const [changes, says] of rows)
    assert.ok(
      wrong(changes).some((one) => one.startsWith('x.yaml:true') && says.test(one)),
      `${says} ${wrong(changes).join()}`,
    )
})
