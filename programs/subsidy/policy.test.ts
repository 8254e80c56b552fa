import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Day, day } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { bookOf, usual } from '#core/sums/book.ts'
import { fen } from '#core/sums/money.ts'
import { addToMonth, type Month, month, monthsIn, monthsOf, type Span } from '#core/sums/month.ts'
import { type Asked, canonical, judgeMonths, ledgerFaults, overShare, partsOf, type Taken } from './policy.ts'

const placeOf = () => '测试窗口'
const span = (from: string, to: string): Span => ({ from: month(from), to: month(to) })
const person: Asked = {
  ...{ kind: 'difficult', span: span('2026-01', '2026-06'), born: day('1990-01-01'), sex: 'male', worker: null },
  ...{ near: false, leftSchool: null, enjoyed: 0 },
}
const had = (state: string, ...spans: Span[]): Taken[] =>
  spans.flatMap(monthsOf).map((one) => ({ month: one, number: '测试1', office: 'x', state }))
function judged(asked: Partial<Asked>, taken: readonly Taken[] = [], book = usual) {
  const found = judgeMonths(book, taken, { ...person, ...asked }, placeOf)
  return isRefusal(found) ? found.says : `剩${found.left}个月，期限${found.term.most}个月`
}

test('JY13：期限、重复、退休，与计算器同一套算法', () => {
  assert.equal(judged({}), '剩30个月，期限36个月')
  assert.equal(judged({ enjoyed: 30 }, had('paid', span('2023-01', '2025-06'))), '剩0个月，期限36个月')
  assert.match(
    judged({ enjoyed: 31 }, had('paid', span('2023-01', '2025-07'))),
    /最多可申请2026年1月至2026年5月（5个月）/,
  )
  assert.match(judged({}, had('reserved', span('2026-06', '2026-07'))), /2026年6月正在审核（测试1，测试窗口）/)
  assert.match(judged({}, had('granted', span('2026-01', '2026-01'))), /2026年1月已批准待拨付/)
  // Approved and not paid yet may be counted by who fills in the form, or not.
  const waiting = had('granted', span('2025-01', '2025-03'))
  for (const enjoyed of [0, 3]) assert.equal(judged({ enjoyed }, waiting), '剩27个月，期限36个月')
  assert.match(judged({ enjoyed: 4 }, waiting), /只有3个月/)
  // The office's own figure counts (6.2).
  const own = bookOf({ 'subsidy.most': { amount: 5, source: '测试文件', since: '2026-01-01' } })
  assert.match(judged({}, [], own), /最长5个月.*最多可申请2026年1月至2026年5月/)
})

test('JY13：审查时台账里的问题一次说全，各归各的条件 (8.1)', () => {
  const faults = (more: Partial<Asked>, taken: readonly Taken[]) =>
    ledgerFaults(usual, taken, { ...person, ...more }, placeOf).map(({ of }) => of[0])
  const most = had('paid', span('2023-01', '2025-12'), span('2026-06', '2026-06'))
  assert.deepEqual(faults({}, most), ['noOverlap', 'capDifficult', 'capDifficult'])
  assert.deepEqual(faults({ born: day('1963-01-01'), near: true }, []), ['workingAge'])
  assert.deepEqual(faults({}, []), [])
})

test('JY13：离校未就业高校毕业生最长24个月，开始时离校不满2年', () => {
  const graduate = { kind: 'graduate', leftSchool: day('2024-07-01') } as const
  assert.equal(judged(graduate), '剩18个月，期限24个月')
  assert.match(judged({ ...graduate, leftSchool: day('2024-01-01') }), /离校已满规定年限/)
  assert.match(judged({ ...graduate, enjoyed: 20 }, had('paid', span('2024-05', '2025-12'))), /最长24个月/)
})

test('JY13：退休按渐进延迟表，女性两种算法不同的要先填清楚', () => {
  // domain 8.5: a man of 1965-01 retires in 2025-02; a woman of 1970-01 by 55 in 2025-02; of 1975-03 by 50 in 2025-05.
  const near = { near: true, span: span('2024-09', '2025-02') }
  assert.equal(judged({ ...near, born: day('1965-01-01') }), '剩0个月，期限6个月')
  assert.match(judged({ ...near, born: day('1965-01-01'), span: span('2024-09', '2025-03') }), /2025年2月以后不能补贴/)
  const woman = { sex: 'female', ...near } as const
  assert.equal(judged({ ...woman, born: day('1970-01-01'), worker: 'woman55' }), '剩0个月，期限6个月')
  assert.equal(judged({ ...woman, born: day('1975-03-01'), worker: 'woman50' }), '剩3个月，期限9个月')
  assert.match(judged({ ...woman, born: day('1975-03-01') }), /50周岁还是55周岁没有填写/)
  assert.equal(judged({ sex: 'female', born: day('1990-01-01') }), '剩30个月，期限36个月')
  assert.match(judged({ near: true }), /应为“否”/)
})

const none = { paid: 0, asked: 0 }
const money = (paid: number, asked: number, whole = asked) =>
  partsOf(usual, { pension: { paid, asked }, medical: none, other: none }, whole)
const said = (found: ReturnType<typeof partsOf>) => ('refused' in found ? found.says : '可以')

test('JY13：各险种按分核算，不超过实际缴费的三分之二，合计一分不差', () => {
  assert.equal(said(money(1000, 666.66)), '可以')
  assert.match(said(money(1000, 666.67)), /最多补666\.66元/)
  assert.match(said(money(1000, 500, 500.01)), /各险种相加是500\.00元/)
  assert.match(said(money(1000, 500.005)), /最多写到分/)
  assert.match(said(money(1000, 0)), /总额为0/)
  const local = bookOf({ 'subsidy.local': { amount: 1, of: 2, source: '测试文件', since: '2026-01-01' } })
  assert.equal(overShare(usual, 'pension', fen(100_000), fen(60_000)), null, 'nobody has confirmed the local share yet')
  assert.match(overShare(local, 'pension', fen(100_000), fen(50_001)) ?? '', /按本地比例1\/2最多补500\.00元/)
  assert.equal(overShare(local, 'medical', fen(100_000), fen(60_000)), null)
})

test('JY13：随便多少钱，分开的合起来就是总额，没有一项超过比例', () => {
  const one = fc.tuple(fc.integer({ min: 0, max: 10_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  fc.assert(
    fc.property(one, one, one, (...three) => {
      const [pension, medical, other] = three.map(([paid, share]) => ({
        paid: paid / 100,
        asked: Math.floor(paid * share) / 100,
      })) as [typeof none, typeof none, typeof none]
      const sum = three.reduce((all, [paid, share]) => all + Math.floor(paid * share), 0)
      const found = partsOf(usual, { pension, medical, other }, sum / 100)
      const isOver = three.some(([paid, share]) => Math.floor(paid * share) * 3 > paid * 2)
      assert.equal(isRefusal(found), isOver || sum === 0)
      if (isRefusal(found)) return
      assert.equal(
        found.reduce((all, { granted }) => all + granted, 0),
        sum,
      )
    }),
  )
})

test('JY13：先后两件随便怎么申请，批准的月份不重复、不超过期限', () => {
  const some = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 40 }))
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 8 }),
      fc.constantFrom('1965-06-01', '1990-01-01', '1963-09-01'),
      (asks, born) => {
        let taken: Taken[] = []
        for (const [n, more] of asks) {
          const from = addToMonth(month('2022-01'), n)
          const asked = { from, to: addToMonth(from, more) }
          for (const near of [true, false]) {
            const found = judgeMonths(usual, taken, { ...person, near, born: born as Day, span: asked }, placeOf)
            if (isRefusal(found)) continue
            taken = [...taken, ...had('reserved', asked)]
            assert.ok(taken.length <= found.term.most && found.left === found.term.most - taken.length)
            const last: Month | null = found.term.last
            assert.ok(last === null || asked.to <= last)
            break
          }
          assert.equal(new Set(taken.map((one) => one.month)).size, taken.length)
        }
        assert.ok(monthsIn(person.span) > 0)
      },
    ),
  )
})

test('批次的校验码与次序无关，改一分、换一个账号都不同', () => {
  const rows = [
    { payable: 'b', fen: 200, count: 1, account: ['y', '测试甲', '测试银行'] },
    { payable: 'a', fen: 100, count: 2, account: ['x', '测试乙', '测试银行'] },
  ]
  assert.equal(canonical('insurance', rows), canonical('insurance', rows.toReversed()))
  for (const changed of [
    { fen: 201 },
    { account: ['z', '测试乙', '测试银行'] },
    { account: ['x', '测试乙', '测试银行二支行'] },
    { count: 2 },
    { payable: 'c' },
  ])
    assert.notEqual(canonical('insurance', rows), canonical('insurance', [{ ...rows[0]!, ...changed }, rows[1]!]))
})

test('who is past retirement is told so, not to answer 不足5年 otherwise, which would not help; a woman past both ages too (8.1)', () => {
  const past = { born: day('1960-01-01'), span: span('2024-09', '2025-02') }
  for (const near of [false, true]) {
    assert.deepEqual(ledgerFaults(usual, [], { ...person, ...past, near }, placeOf)[0]?.of, ['workingAge'])
    const says = judged({ ...past, near })
    assert.match(says, /以后不能补贴；申请的月份都在法定退休年龄以后，不能补贴$/)
    const woman = judged({ ...past, near, sex: 'female' })
    assert.doesNotMatch(woman, /应为|更正/)
    assert.match(woman, /都在法定退休年龄以后/)
  }
})
