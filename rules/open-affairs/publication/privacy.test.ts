import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '#core/day.ts'
import { personalIn } from './privacy.ts'

const today = day('2026-11-23')
const found = (text: string, own: readonly string[] = []) =>
  personalIn(text, own, today).map(({ what, at }) => [what, at])

test('身份证号、手机号、银行卡号，隔开写、全角写也认得出 (10.3.2)', () => {
  const cases: readonly [text: string, what: string, at: number][] = [
    ['报名找张某13900000031', '个人手机号码', 5],
    ['电话139-0000-0031转', '个人手机号码', 2],
    ['电话：１３９００００００３１', '个人手机号码', 3],
    ['+86 139 0000 0031', '个人手机号码', 1],
    ['报30人，139 00000031', '个人手机号码', 5],
    ['证号220203197512311017。', '公民身份号码', 2],
    ['证号220203 19751231 1017', '公民身份号码', 2],
    ['证号22020319751231101x', '公民身份号码', 2],
    ['旧证220203751231101', '公民身份号码', 2],
    ['编号0022020319751231101700', '公民身份号码', 2],
    ['卡号6222 0202 0011 2345 678', '银行卡号', 2],
    ['卡号4111111111111111', '银行卡号', 2],
  ]
  for (const [text, what, at] of cases) assert.deepEqual(found(text), [[what, at]], text)
})

test('文号、日期、金额、座机、热线、信用代码和本单位的电话不算 (10.3.2)', () => {
  for (const text of [
    '人社发〔2026〕12号，2026-11-20 2026-11-30，2026年11月23日 09:30—17:00',
    '咨询电话0432-62012345、12333，每人每月1500.00元，共1000000元',
    '统一社会信用代码91350211M000100Y43',
    '邮编132000，2026.11.23 16.30',
  ])
    assert.deepEqual(found(text), [], text)
  assert.deepEqual(found('本所13900000031', ['13900000031']), [])
})

test('前后是什么字，都找得到一个手机号，指的就是它开始的地方', () => {
  const words = fc.string({ unit: fc.constantFrom(...'甲乙，。：a \n') })
  fc.assert(
    fc.property(words, words, fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), (before, after, number) => {
      assert.deepEqual(found(`${before}${number}${after}`), [['个人手机号码', before.length]])
    }),
  )
})
