import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day, dayNumber } from '#core/day.ts'
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
  assert.equal(faultOf('form.income >='), '没有写完，或少了括号')
  assert.match(faultOf('form.incmoe > 1') ?? '', /incmoe/)
  assert.match(faultOf('form.employed == "yes"') ?? '', /两边类型不同.*真或假 == 文字/)
  assert.match(faultOf('form.income + 1.0') ?? '', /真或假/)
  assert.match(faultOf('process.exit(1)') ?? '', /./)
  assert.equal(faultOf('has(form.since) && form.reason == "form.unheard"'), null)
  assert.match(faultOf('has(form.sinec)') ?? '', /申请表没有 sinec 这一项/)
})

test('表达式写错了，哪里错、为什么，用中文说；原文里的名称照抄 (6.2)', () => {
  const faultOf = expressionFaults(fields)
  const wrong = {
    'form.incmoe > 1': '没有这一项：incmoe',
    'frm.income > 1': '没有这个名称：frm',
    'form.income = 1': '这个符号不能用：=',
    '(form.income > 1': '没有写完，或少了括号',
    'form.reason == "10': '引号没有成对："10',
    'monts(form.since, today) >= 6': '没有 monts 这个算法，或里面的项数、类型不对',
    'form.reason.has(1)': '没有 has 这个算法，或里面的项数、类型不对',
    'form.income in [1, "a"]': '一个列表里的各项要是同一种数据',
    'form.income': '结果应为真或假，现为数',
  }
  for (const [text, says] of Object.entries(wrong)) assert.equal(faultOf(text), says, text)
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

/** The last day of a month, and of `count` months that begin with a day: by the calendar alone. Months from 0. */
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const lastOf = (year: number, month: number): number =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]!
function lastDay(from: Day, count: number): string {
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number)
  const whole = year * 12 + month - 1 + count
  // The day before the same day; where the month has none, its own last.
  const before = date === 1 ? whole - 1 : whole
  const last = lastOf(Math.floor(before / 12), before % 12)
  return written(Math.floor(before / 12), (before % 12) + 1, date === 1 ? last : Math.min(date - 1, last))
}
const written = (...parts: number[]): string => parts.map((part) => String(part).padStart(2, '0')).join('-')

test('a span of which the last day is named is full with that day: month ends, leap years （民法典 201, 202）', () => {
  const service = sample({ form: [field('from', 'date'), field('to', 'date'), field('months', 'integer')] })
  const text = 'months(form.from, dayAfter(form.to)) >= form.months'
  assert.equal(expressionFaults(service.form)(text), null)
  const isFull = (from: string, to: string, months: number) =>
    evaluate(service, text, scopeOf({ from, to, months }, today))
  for (const [from, to, count] of [
    ['2026-01-01', '2026-12-31', 12],
    ['2026-01-15', '2027-01-14', 12],
    ['2026-12-31', '2027-12-30', 12],
    ['2024-02-29', '2025-02-28', 12],
    ['2023-03-01', '2024-02-29', 12],
    ['2026-08-31', '2027-02-28', 6],
    ['2026-01-31', '2026-02-28', 1],
    ['2026-02-28', '2026-03-27', 1],
  ] as const) {
    assert.equal(isFull(from, to, count), true, `${from} ${to}`)
    assert.equal(isFull(from, addDays(day(to), -1), count), false, `${from} a day before ${to}`)
  }
  // Twelve months are touched, and eleven of them full.
  assert.equal(isFull('2026-01-31', '2026-12-01', 12), false)
  assert.equal(isFull('2026-01-01', '2026-02-30', 1), 'unknown')
  const days = fc.integer({ min: dayNumber(day('2019-01-01')), max: dayNumber(day('2033-12-31')) })
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 60 }), fc.integer({ min: -40, max: 40 }), (n, count, off) => {
      const from = addDays(day('1970-01-01'), n)
      const last = lastDay(from, count)
      const to = addDays(day(last), off)
      assert.equal(isFull(from, to, count), to >= last, `${from} ${to} ${count}`)
    }),
    { numRuns: 2000 },
  )
})
