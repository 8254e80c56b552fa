import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '#core/day.ts'
import { checkService } from '#core/service/check.ts'
import { evaluate, expressionFaults } from '#core/service/expression.ts'
import { boundsFault, figureFault, figureSays, figuresOn, inForce } from '#core/service/figure.ts'
import type { ServiceSetting } from '#core/service/format.ts'
import { sample } from '#core/service/sample.ts'
import { scopeOf } from '#core/service/scope.ts'

const today = day('2026-11-23')
const setting = (key: string, value: ServiceSetting['value'], more: Partial<ServiceSetting> = {}): ServiceSetting => ({
  ...{ key, label: key, value, unit: 'yuan', source: '测试', region: '测试', from: null, confidence: 'U' },
  ...more,
})

test('the newest own value that has begun holds, else the default of the file while it is in force', () => {
  const one = setting('cap', 300000, { from: day('2023-10-01'), to: day('2028-09-30') })
  const own = [
    { value: 500000, from: '2026-12-01', source: '测试' },
    { value: 400000, from: '2026-01-01', source: '测试' },
  ]
  assert.equal(inForce(one, [], today), 300000)
  assert.equal(inForce(one, [], day('2028-09-30')), 300000)
  assert.equal(inForce(one, [], day('2028-10-01')), null)
  assert.equal(inForce(one, [], day('2023-09-30')), null)
  assert.equal(inForce(one, own, day('2025-12-31')), 300000)
  assert.equal(inForce(one, own, today), 400000)
  assert.equal(inForce(one, own, day('2026-12-01')), 500000)
  assert.equal(inForce(one, [...own, { value: null, from: '2027-01-01', source: '' }], day('2027-01-01')), 300000)
  for (const broken of [null, 'x', [{ value: {}, from: today }], [{ value: 1, from: 'x' }]])
    assert.equal(inForce(one, broken, today), 300000)
})

test('conditions count with figures, and ask a person where one is missing', () => {
  const form = [
    { name: 'paid', label: '缴费', type: 'money', required: true, purpose: '测试', personal: false },
  ] as const
  const settings = [
    setting('cap', 300000),
    setting('share', '2/3', { unit: 'share' }),
    setting('until', '2027-12-31', { unit: 'day' }),
    setting('wage', null, { unit: 'yuanPerMonth' }),
  ]
  const service = sample({ form, settings })
  const ask = (text: string, figures?: Record<string, number | string>) => {
    assert.equal(expressionFaults(form, settings)(text), null, text)
    return evaluate(service, text, scopeOf({ paid: 200 }, today, figures))
  }
  assert.equal(ask('form.paid <= setting.cap'), true)
  assert.equal(ask('form.paid <= setting.cap', { cap: 100 }), false)
  assert.equal(ask('form.paid * setting.share < 133.34 && form.paid * setting.share > 133.33'), true)
  assert.equal(ask('today <= setting.until'), true)
  assert.equal(ask('form.paid >= setting.wage'), 'unknown')
  assert.deepEqual(figuresOn(service, today), { cap: 300000, share: 2 / 3, until: '2027-12-31' })
  assert.match(expressionFaults(form, settings)('form.paid <= setting.nope') ?? '', /nope/)
  assert.match(expressionFaults(form)('form.paid <= setting.cap') ?? '', /setting/)
})

test('two settings in an order keep it on load: the file is refused that crosses them, or names none', () => {
  const check = (...settings: readonly ServiceSetting[]) =>
    checkService(sample({ settings }), { file: 'x.yaml', placeOf: () => ({ line: 1, column: 1 }) })
      .map(({ says }) => says)
      .join()
  const months = (key: string, value: number | null, more: Partial<ServiceSetting> = {}) =>
    setting(key, value, { unit: 'months', ...more })
  assert.equal(check(months('warn', 5, { below: 'exit' }), months('exit', 6)), '')
  assert.equal(check(months('warn', null, { below: 'exit' }), months('exit', 6)), '')
  assert.equal(check(months('warn', 6, { notAbove: 'exit' }), months('exit', 6)), '')
  assert.match(check(months('warn', 6, { below: 'exit' }), months('exit', 6)), /“warn”为6个月，应小于“exit”的6个月/)
  assert.match(check(months('warn', 7, { notAbove: 'exit' }), months('exit', 6)), /不能超过“exit”的6个月/)
  assert.match(check(months('warn', 5, { below: 'nope' }), months('exit', 6)), /没有 nope/)
  assert.match(check(months('warn', 5, { below: 'exit' }), setting('exit', 6)), /同单位/)
})

test('a figure fits its unit, and a form may not be drawn by one', () => {
  assert.equal(figureFault({ unit: 'percent' }, 201), '不能超过200%')
  assert.equal(figureFault({ unit: 'yuan' }, 1e15), '不能超过100000000元')
  assert.equal(figureFault({ unit: 'yuan' }, 1.005), '最多写两位小数')
  const standard = { unit: 'yuanPerYear', min: 6000, max: 7800, law: 'both', source: '测试公告' } as const
  assert.equal(figureFault(standard, 7800), null)
  assert.equal(figureFault(standard, 7800.01), '不能超过7800元/年，依据：测试公告')
  assert.equal(figureFault(standard, 5999), '不能小于6000元/年，依据：测试公告')
  assert.equal(figureFault({ unit: 'share', max: '2/3' }, '2/3'), null)
  assert.equal(figureFault({ unit: 'share', max: '2/3' }, '3/4'), '不能超过2/3')
  assert.ok(figureFault({ unit: 'share' }, '3/2'))
  for (const open of [{}, { min: 6000 }, { max: 7800 }, { min: 6000, max: 6000 }])
    assert.equal(boundsFault({ unit: 'yuanPerYear', ...open }), null)
  assert.equal(boundsFault({ unit: 'share', min: '1/3', max: '2/3' }), null)
  assert.match(boundsFault({ unit: 'share', min: '2/3', max: '1/2' }) ?? '', /^下限2\/3大于上限1\/2/)
  assert.match(boundsFault({ unit: 'months', min: 13, max: 12 }) ?? '', /^下限13个月大于上限12个月/)
  assert.equal(boundsFault({ unit: 'months', max: 1.5 }), 'max 应为整数')
  assert.equal(boundsFault({ unit: 'day', min: 1 }), '日期和月份不能写 min、max')
  assert.ok(figureFault({ unit: 'day' }, '2026-02-30'))
  assert.ok(figureFault({ unit: 'months' }, 1.5))
  assert.ok(figureFault({ unit: 'yuan' }, '2/3'))
  assert.equal(figureFault({ unit: 'share' }, '2/3'), null)
  assert.equal(figureSays({ unit: 'months' }, 36), '36个月')
  assert.equal(figureSays({ unit: 'yuan' }, null), '待本单位填写')
  const check = (changes: Parameters<typeof sample>[0]) =>
    checkService(sample(changes), { file: 'x.yaml', placeOf: () => ({ line: 1, column: 1 }) }).map(({ says }) => says)
  const [name] = sample().form
  assert.deepEqual(check({ settings: [setting('cap', 1)] }), [])
  assert.match(check({ settings: [setting('cap', 1), setting('cap', 2)] }).join(), /cap 重复/)
  assert.match(check({ settings: [setting('cap', '2/3')] }).join(), /应为数/)
  assert.match(check({ settings: [setting('cap', 1, { from: today, to: day('2026-01-01') })] }).join(), /早于/)
  assert.match(
    check({ settings: [setting('cap', 1)], form: [{ ...name!, when: 'setting.cap > 0.0' }] }).join(),
    /表达式/,
  )
})
