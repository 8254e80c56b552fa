import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '#core/day.ts'
import {
  ageOn,
  bankCard,
  citizen,
  citizenProblems,
  creditProblems,
  landlineProblems,
  mobileProblems,
  phoneProblems,
  postalProblems,
} from '#core/numbers.ts'

const today = day('2026-11-23')

/** 测试数据: the standard's own example and made-up numbers with a right check digit (domain 8.1). */
const citizens = [
  ['11010519491231002X', '女', '1949-12-31'],
  ['220202199001010012', '男', '1990-01-01'],
  ['220204198512310023', '女', '1985-12-31'],
  ['220211200002290038', '男', '2000-02-29'],
  ['220203197512311017', '男', '1975-12-31'],
  ['220202196504011232', '男', '1965-04-01'],
  ['220202200802291112', '男', '2008-02-29'],
] as const

test('citizen numbers of domain 8.1 are sound and say sex and birth day', () => {
  for (const [number, sex, birth] of citizens) {
    assert.deepEqual(citizenProblems(number, today), [], number)
    assert.deepEqual(citizen(number), { region: number.slice(0, 6), sex, birth })
  }
  assert.deepEqual(citizenProblems(' 11010519491231002x', today), [])
})

test('each slip in a citizen number is named', () => {
  const first = (number: string) => citizenProblems(number, today)[0] ?? ''
  assert.equal(first(''), '请填写公民身份号码')
  assert.match(first('110105491231002'), /15位的旧号码已停止使用/)
  assert.match(first('2202021990010100'), /应为18位，现为16位/)
  assert.match(first('22020219900101001A'), /前17位应为数字/)
  assert.match(first('990202199001010012'), /前两位99/)
  assert.match(first('220202199002300012'), /第7至14位19900230/)
  assert.match(first('220202190102290012'), /第7至14位/)
  assert.match(first('220202202612010012'), /晚于今天/)
  assert.match(first('220202189001010012'), /超过130年/)
  assert.deepEqual(citizenProblems('220202199001010013', today), ['校验码不符，请逐位核对公民身份号码'])
  assert.throws(() => citizen('220202199002300012'), RangeError)
})

test('property: any one digit of a citizen number changed, or two unlike neighbours swapped, is noticed', () => {
  const one = fc.constantFrom(...citizens).map(([number]) => number)
  fc.assert(
    fc.property(one, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
      const digits = [...number]
      digits[place] = String((Number(digits[place]) + shift) % 10)
      assert.notDeepEqual(citizenProblems(digits.join(''), today), [])
      const [a = '', b = ''] = [number[place], number[place + 1]]
      if (a !== b)
        assert.notDeepEqual(citizenProblems(number.slice(0, place) + b + a + number.slice(place + 2), today), [])
    }),
  )
})

test('a year of age is full on the birthday', () => {
  assert.equal(ageOn(day('1990-11-23'), today), 36)
  assert.equal(ageOn(day('1990-11-24'), today), 35)
  assert.equal(ageOn(day('2008-02-29'), day('2026-02-28')), 17)
  assert.equal(ageOn(day('2008-02-29'), day('2026-03-01')), 18)
})

test('credit codes of domain 8.2 are sound; a changed one is not', () => {
  const codes = [
    '91350100M000100Y43',
    '91220201MA00000005',
    '92220204MA0000001G',
    '12220200MB00000024',
    '52220200MJ0000003H',
  ]
  for (const code of codes) {
    assert.deepEqual(creditProblems(code), [], code)
    assert.deepEqual(creditProblems(code.toLowerCase()), [])
    assert.deepEqual(creditProblems(`${code.slice(0, 17)}${code.endsWith('5') ? '6' : '5'}`), [
      '校验码不符，请逐位核对统一社会信用代码',
    ])
  }
  assert.match(creditProblems('91350100M000100I43')[0] ?? '', /不应出现I/)
  assert.match(creditProblems('220202000000123')[0] ?? '', /旧营业执照注册号/)
  assert.match(creditProblems('9135')[0] ?? '', /应为18位，现为4位/)
  assert.deepEqual(creditProblems(''), ['请填写统一社会信用代码'])
})

test('telephone and postal numbers', () => {
  assert.deepEqual(mobileProblems('13800000000'), [])
  for (const wrong of ['12800000000', '1380000000', '']) assert.equal(mobileProblems(wrong).length, 1, wrong)
  for (const right of ['0432-62012345', '043262012345', '010-12345678-123'])
    assert.deepEqual(landlineProblems(right), [], right)
  for (const wrong of ['62012345', '0432-123', '']) assert.equal(landlineProblems(wrong).length, 1, wrong)
  for (const right of ['12333', '12345', '13800000000', '0432-62012345'])
    assert.deepEqual(phoneProblems(right), [], right)
  assert.equal(phoneProblems('99999').length, 1)
  assert.deepEqual(postalProblems('132000'), [])
  assert.equal(postalProblems('13200').length, 1)
})

test('a bank card that fails Luhn is doubtful, not wrong', () => {
  for (const card of ['6220000000000000008', '6217 0000 0000 0000 004'])
    assert.deepEqual(bankCard(card), { problems: [], warnings: [] })
  assert.deepEqual(bankCard('6220000000000000009'), {
    problems: [],
    warnings: ['银行卡号校验位不符，请与卡面逐位核对'],
  })
  assert.equal(bankCard('622000000000').problems.length, 1)
})
