import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMonths, day } from '#core/day.ts'
import { checkService } from '#core/service/check.ts'
import { reviewConditions, seenFor } from '#core/service/condition.ts'
import { expressionFaults, reckon } from '#core/service/expression.ts'
import type { Column, ConditionRow, Field } from '#core/service/format.ts'
import { parseYaml } from '#core/service/read.ts'
import { Entry, type Found, type Held, type Look } from '#core/service/record.ts'
import { sample } from '#core/service/sample.ts'
import { scopeOf } from '#core/service/scope.ts'
import { monthsInYear, quotaOf, yearlyQuotas } from '#core/service/span.ts'
import { usual } from '#core/sums/book.ts'
import { isHalfYear, monthsOfYear } from '#core/sums/hires.ts'
import { addToMonth, type Month, month } from '#core/sums/month.ts'

const today = day('2026-11-23')
const held = (since: string, more: Partial<Held> = {}): Held => ({
  ...{ number: 'Z1', since: day(since), until: null, ended: null, category: null },
  ...more,
})
const number = (blind: string) => ({
  sealed: blind,
  masked: '220202********0012',
  blind,
  born: '1990-01-01',
  sex: 'male',
})
const one = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  ...{ name, label: name, type, required: true, purpose: '测试', personal: true },
  ...more,
})
const column = (name: string, type: Column['type']): Column => ({
  ...{ name, label: name, type, required: true, purpose: '测试', personal: true },
})
const form = [
  one('idNumber', 'idNumber'),
  one('on', 'date'),
  one('hires', 'rows', {
    columns: [column('name', 'text'), column('idNumber', 'idNumber'), column('from', 'date')],
  }),
]
const records = [{ service: 'JY01', label: '失业登记' }]
const settings = [
  { key: 'half', label: '半年', value: 6, unit: 'months', source: '测试', region: '测试', from: null, confidence: 'U' },
] as const
const service = (row: Partial<ConditionRow>) =>
  sample({ form, records, settings, conditions: [{ id: 'c', label: '测试', basis: 'law', fails: '不符合', ...row }] })

const answers = {
  idNumber: number('a'),
  on: '2026-06-01',
  hires: [
    { name: '测试甲', idNumber: number('a'), from: '2026-07-05' },
    { name: '测试乙', idNumber: number('b'), from: '2026-07-05' },
    { name: '测试丙', idNumber: number('c'), from: '2026-07-05' },
  ],
}
const look =
  (of: Readonly<Record<string, Found>>): Look =>
  (code, blind) =>
    code === 'JY01' ? (of[blind] ?? []) : null
const judged = (row: Partial<ConditionRow>, of?: Look, on = today) => {
  const asked = service(row)
  const scope = scopeOf(answers, on, undefined, of)
  const [found] = reviewConditions(asked, scope)
  return { is: found!.is, says: found!.says, seen: seenFor(asked, asked.conditions[0]!, scope) }
}

test('a record is met, failed, or asked for where nothing was found or nobody looked (8.2)', () => {
  const check = { check: 'record.JY01.active', how: '查登记' }
  assert.deepEqual(judged(check, look({ a: [held('2026-01-05')] })), {
    ...{ is: 'met', says: '', seen: ['失业登记：2026年1月5日起，现在有效（Z1）'] },
  })
  assert.deepEqual(judged(check, look({ a: [held('2026-01-05', { ended: day('2026-08-01') })] })), {
    ...{ is: 'failed', says: '不符合', seen: ['失业登记：2026年1月5日起，2026年8月1日退出（Z1）'] },
  })
  assert.deepEqual(judged(check, look({})), { is: 'ask', says: '查登记', seen: ['没有查到失业登记记录'] })
  assert.deepEqual(judged(check), { is: 'ask', says: '查登记', seen: [] })
  // The file may say that nothing found is a no, or that a no is to be looked at.
  assert.equal(judged({ check: 'record.JY01.found && record.JY01.active' }, look({})).is, 'failed')
  const gone = look({ a: [held('2026-01-05', { until: day('2026-02-01') })] })
  assert.equal(judged({ ...check, otherwise: 'ask' }, gone).is, 'ask')
  assert.equal(judged({ ...check, askPerson: true }, look({ a: [held('2026-01-05')] })).is, 'ask')
})

test('the entry of a day, the one that counts today, and months that are covered', () => {
  const all = [
    held('2020-01-01', { ended: day('2021-01-01'), category: 'older' }),
    held('2024-05-06', { until: day('2025-05-05') }),
    held('2023-01-01', { ended: day('2023-02-01') }),
  ]
  const entry = new Entry(all, '2026-11-23')
  assert.deepEqual([entry.found, entry.active, entry.since], [true, false, '2024-05-06'])
  assert.equal(entry.at('2020-06-01').since, '2020-01-01')
  assert.equal(entry.at('2020-06-01').category, 'older')
  // Whoever is hired leaves the register by being hired: that day still counts, the next does not.
  assert.deepEqual([entry.at('2023-02-01').found, entry.at('2023-02-02').found], [true, false])
  assert.equal(entry.covers('2024-05', '2025-05'), true)
  assert.equal(entry.covers('2024-05', '2025-06'), false)
  assert.equal(entry.covers('2023-01', '2023-02'), false)
  assert.equal(entry.covers('2025-05', '2024-05'), false)
  assert.equal(new Entry([], '2026-11-23').at('2026-01-01').found, false)
})

test('rows are judged one by one; the row that fails is named by number and shortened name, never by a whole number (8.1)', () => {
  const since = 'monthsLater(at(row.idNumber.record.JY01, row.from).since, setting.half) <= row.from'
  const row = { each: 'hires', check: since, how: '查登记', fails: '不满半年' }
  const of = look({ a: [held('2026-01-05')], b: [held('2026-01-06')] })
  const found = judged(row, of)
  assert.deepEqual([found.is, found.says], ['failed', '第2行（测*乙）：不满半年'])
  assert.deepEqual(found.seen, [
    '第1行（测*甲）失业登记：2026年1月5日起，现在有效（Z1）',
    '第2行（测*乙）失业登记：2026年1月6日起，现在有效（Z1）',
    '第3行（测*丙）没有查到失业登记记录',
  ])
  const asked = judged(row, look({ a: [held('2026-01-05')], b: [held('2026-01-05')] }))
  assert.deepEqual([asked.is, asked.says], ['ask', '第3行（测*丙）：查登记'])
  const all = { a: [held('2026-01-05')], b: [held('2026-01-05')], c: [held('2025-01-05')] }
  assert.equal(judged(row, look(all)).is, 'met')
  assert.deepEqual([judged(row).is, judged(row).says], ['ask', '查登记'])
  assert.equal(judged({ ...row, when: 'row.name == "nobody"' }, of).is, 'notApplicable')
})

test('the work of judging rows grows with their number, not with its square', () => {
  const row = { each: 'hires', label: '测试', basis: 'law', fails: '不符合', check: 'row.idNumber.record.JY01.active' }
  const many = sample({
    ...{ form, records, settings },
    conditions: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...row, id, when: 'size(form.hires) > 0' })),
  })
  const work = (count: number): number => {
    let done = 0
    const counted = (value: object) => new Proxy(value, { ownKeys: (of) => (done++, Reflect.ownKeys(of)) })
    const hires = Array.from({ length: count }, (_, n) =>
      counted({ name: '测试甲', idNumber: number(`${n}`), from: '2026-07-05' }),
    )
    const asked: Look = (code, blind) => (done++, look({ [blind]: [held('2026-01-05')] })(code, blind))
    const found = reviewConditions(many, scopeOf({ ...answers, hires }, today, undefined, asked))
    assert.ok(found.every(({ is }) => is === 'met'))
    return done
  }
  assert.ok(work(500) <= 10 * work(50), `${work(50)} for 50 rows, ${work(500)} for 500`)
})

test('a file that asks for what there is not is refused with its reason', () => {
  const faultOf = expressionFaults(form, settings, { records })
  for (const [text, wrong] of [
    ['record.JY02.active', /JY02/],
    ['record.JY01.nope', /nope/],
    ['record.JY01', /真或假/],
    ['row.name == "x"', /row/],
  ] as const)
    assert.match(faultOf(text) ?? '', wrong, text)
  assert.equal(expressionFaults(form, settings, { records, each: 'hires' })('row.name == "x"'), null)
  const wrongs = (changes: object) => {
    const text = JSON.stringify({ ...sample({ form, records, settings }), ...changes })
    const parsed = parseYaml(text, 'JY99.yaml')
    assert.ok('value' in parsed)
    return checkService(parsed.value, { file: 'JY99.yaml', placeOf: () => ({ line: 1, column: 1 }) }).map(
      ({ says }) => says,
    )
  }
  const condition = { id: 'c', label: '测试', basis: 'law', fails: '不', check: 'true' }
  assert.match(wrongs({ records: [{ service: 'JY99', label: '自己' }] }).join(), /自己的记录/)
  assert.match(wrongs({ form: [one('name', 'text')], records }).join(), /公民身份号码/)
  assert.match(wrongs({ conditions: [{ ...condition, each: 'idNumber' }] }).join(), /逐行/)
  assert.match(wrongs({ reckoned: [{ name: 'x', label: '数', value: 'form.on == "x"' }] }).join(), /数或文字/)
})

test('a step that cannot be done as its file says is refused with its reason (5.2)', () => {
  const step = { id: 'visit', label: '入户', kind: 'review', by: 'holder', says: '测试' }
  const wrongs = (changes: object) => {
    const parsed = parseYaml(JSON.stringify({ ...sample(), steps: [{ ...step, ...changes }] }), 'JY99.yaml')
    assert.ok('value' in parsed)
    return checkService(parsed.value, { file: 'JY99.yaml', placeOf: () => ({ line: 1, column: 1 }) }).map(
      ({ says }) => says,
    )
  }
  const amount = one('amount', 'money')
  assert.deepEqual(
    wrongs({ together: 2, form: [amount], checks: [{ check: 'row.amount > 1.0', at: 'amount', fails: '少' }] }),
    [],
  )
  assert.match(wrongs({ together: 2, by: 'head' }).join(), /由承办人发起/)
  assert.match(wrongs({ together: 3 }).join(), /together/)
  assert.match(wrongs({ id: 'opinion', form: [amount] }).join(), /不能叫 opinion/)
  assert.match(wrongs({ form: [amount, amount] }).join(), /amount 重复/)
  assert.match(wrongs({ form: [one('pick', 'choice')] }).join(), /两个选项/)
  assert.match(wrongs({ form: [{ ...amount, when: 'form.nope' }] }).join(), /表达式不能用/)
  assert.match(
    wrongs({ form: [amount], checks: [{ check: 'row.nope > 1.0', at: 'amount', fails: '少' }] }).join(),
    /nope/,
  )
  assert.match(wrongs({ form: [amount], checks: [{ check: 'true', at: 'nope', fails: '少' }] }).join(), /没有 nope/)
})

const months = fc.integer({ min: 2020 * 12, max: 2030 * 12 }).map((n): Month => {
  return month(`${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`)
})

test('half a year is six calendar months by both ways of counting, whatever the days', () => {
  const days = fc
    .tuple(months, fc.integer({ min: 1, max: 28 }))
    .map(([of, n]) => day(`${of}-${String(n).padStart(2, '0')}`))
  fc.assert(
    fc.property(days, days, (since, on) => {
      const asked = service({ check: 'monthsLater(record.JY01.since, setting.half) <= form.on' })
      const scope = scopeOf({ ...answers, on }, day('2035-01-01'), undefined, look({ a: [held(since)] }))
      assert.equal(reviewConditions(asked, scope)[0]!.is === 'met', isHalfYear(usual, since, on))
      assert.equal(addMonths(since, 6) <= on, isHalfYear(usual, since, on))
    }),
  )
})

test('the case counts months of a year as the calculator does, and never more than the most over the years', () => {
  fc.assert(
    fc.property(
      months,
      fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
      fc.integer({ min: 2020, max: 2032 }),
      (from, more, year) => {
        const to = more === null ? null : addToMonth(from, more)
        const counted = monthsInYear(from, to ?? `${year}-12`, year, 36)
        assert.equal(counted, monthsOfYear(usual, { from, to }, year))
        assert.ok(counted >= 0 && counted <= 12)
        const years = Array.from({ length: 16 }, (_, n) => 2018 + n)
        const all = years.reduce((sum, one) => sum + monthsInYear(from, to ?? '2040-12', one, 36), 0)
        assert.equal(all, Math.min(36, more === null ? 36 : more + 1))
      },
    ),
  )
})

test('quotas are whole fen, and those of the years make up the whole', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: 0, max: 35 }), fc.integer({ min: 1, max: 3_000_000 }), (from, used, fen) => {
      const said = yearlyQuotas(from, 36, used, fen / 100)
      const parts = [...said.matchAll(/年(\d+)个月([\d,.]+)元/g)]
      const sum = parts.reduce((all, [, , yuan = '']) => all + Math.round(Number(yuan.replaceAll(',', '')) * 100), 0)
      assert.equal(
        parts.reduce((all, [, count]) => all + Number(count), 0),
        36 - used,
      )
      assert.equal(sum, Math.round(quotaOf(36 - used, fen / 100) * 100))
      assert.equal(sum, Math.floor((fen * (36 - used)) / 12))
    }),
  )
  const told = sample({ form, settings, reckoned: [{ name: 'half', label: '半', value: 'setting.half * 2.5' }] })
  assert.equal(reckon(told, 'setting.half * 2.5', scopeOf({}, today)), '15')
  assert.equal(reckon(told, 'quotaOf(1.0, 100.0)', scopeOf({}, today)), '8.33')
  assert.equal(reckon(told, 'form.on', scopeOf({}, today)), null)
})
