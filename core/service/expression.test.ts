import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '#core/day.ts'
import { evaluate, expressionFaults } from '#core/service/expression.ts'
import type { Field } from '#core/service/format.ts'
import { sample } from '#core/service/sample.ts'
import { scopeOf } from '#core/service/scope.ts'
import { monthsBetween, yearsBetween } from '#core/service/span.ts'

const today = day('2026-11-23')
const field = (name: string, type: Field['type']): Field => ({
  name,
  label: name,
  type,
  required: false,
  purpose: '测试',
  personal: false,
})
const fields = [field('reason', 'choice'), field('income', 'money'), field('employed', 'yesNo'), field('since', 'date')]

test('an expression that can not work is refused before it runs', () => {
  const faultOf = expressionFaults(fields)
  assert.equal(faultOf('form.income >= 1500 && !form.employed'), null)
  assert.equal(faultOf('months(form.since, today) >= 6'), null)
  assert.match(faultOf('form.income >=') ?? '', /EOF/)
  assert.match(faultOf('form.incmoe > 1') ?? '', /incmoe/)
  assert.match(faultOf('form.employed == "yes"') ?? '', /两边类型不同.*bool == string/)
  assert.match(faultOf('form.income + 1.0') ?? '', /真或假/)
  assert.match(faultOf('process.exit(1)') ?? '', /./)
  assert.equal(faultOf('has(form.since) && form.reason == "form.unheard"'), null)
  assert.match(faultOf('has(form.sinec)') ?? '', /申请表没有 sinec 这一项/)
})

test('true, false, or unknown where the data is missing, empty or malformed', () => {
  const service = sample({ form: fields })
  const ask = (text: string, form: Record<string, unknown>) => evaluate(service, text, scopeOf(form, today))
  assert.equal(ask('form.income >= 1500', { income: 1500 }), true)
  assert.equal(ask('form.income >= 1500', { income: 1499.99 }), false)
  assert.equal(ask('form.income >= 1500', {}), 'unknown')
  assert.equal(ask('form.reason == "10"', { reason: '' }), 'unknown')
  assert.equal(ask('form.reason == "10"', { reason: null }), 'unknown')
  assert.equal(ask('form.income >= 1500', { income: 'many' }), 'unknown')
  assert.equal(ask('months(form.since, today) >= 6', { since: '2026-02-30' }), 'unknown')
  assert.equal(ask('age >= 16', {}), 'unknown')
  // One side settles it, whatever the other is.
  assert.equal(ask('form.employed || form.income > 0', { employed: true }), true)
  assert.equal(ask('form.income > 0 && form.employed', { employed: false }), false)
})

test('a number of the form and a whole number are compared and counted as people mean it', () => {
  const service = sample({ form: fields })
  const texts = [
    'form.income == 36',
    'form.income != 35',
    '36 == form.income',
    'form.income + 1 == 37',
    '2 * form.income == 72',
  ]
  for (const text of texts) {
    assert.equal(expressionFaults(fields)(text), null, text)
    assert.equal(evaluate(service, text, scopeOf({ income: 36 }, today)), true, text)
    assert.equal(evaluate(service, text, scopeOf({ income: 35 }, today)), false, text)
  }
})

test("people's data never makes it throw", () => {
  const service = sample({ form: fields })
  const texts = [
    'form.income >= 1',
    'months(form.since, today) >= 6',
    '!form.employed',
    'form.reason in ["10"]',
    'age > 1',
  ]
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('income', 'since', 'employed', 'reason', 'idNumber'), fc.anything()),
      (form) => {
        for (const text of texts)
          assert.ok([true, false, 'unknown'].includes(evaluate(service, text, scopeOf(form, today))))
      },
    ),
  )
})

test('age, sex and retirement come from the number, plain or sealed', () => {
  // 测试数据: numbers with a sound check digit and nobody behind them.
  assert.deepEqual(pick(scopeOf({ idNumber: '220202199001010012' }, today)), [36, 'male', false])
  assert.deepEqual(pick(scopeOf({ idNumber: '220204198512310023' }, today)), [40, 'female', false])
  assert.deepEqual(pick(scopeOf({ idNumber: '220204198512310024' }, today)), [undefined, undefined, undefined])
  const sealed = { sealed: 'x', masked: '220204********0023', blind: 'y', born: '1985-12-31', sex: 'female' }
  const scope = scopeOf({ idNumber: sealed }, today)
  assert.deepEqual(pick(scope), [40, 'female', false])
  assert.equal(scope.form.idNumber, '220204********0023')
  // A woman between the two retirement ages: a person must say which is hers.
  const between = { ...sealed, born: '1971-06-01' }
  assert.deepEqual(pick(scopeOf({ idNumber: between }, today)), [55, 'female', undefined])
})

function pick({ age, sex, pastRetirement }: ReturnType<typeof scopeOf>) {
  return [age, sex, pastRetirement]
}

test('whole months and years', () => {
  assert.equal(monthsBetween('2026-05-23', '2026-11-23'), 6)
  assert.equal(monthsBetween('2026-05-24', '2026-11-23'), 5)
  assert.equal(monthsBetween('2026-01-31', '2026-02-28'), 0)
  assert.equal(monthsBetween('2026-11-23', '2026-05-23'), -6)
  assert.equal(yearsBetween('2024-11-23', '2026-11-22'), 1)
  assert.throws(() => monthsBetween('2026-02-30', '2026-11-23'), RangeError)
})
