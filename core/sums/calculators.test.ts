import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildCalendar, type Notice, weekHours } from '#core/calendar.ts'
import { addDays, type Day, day } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { vectors } from '#core/retirement-vectors.ts'
import type { Answer, Setting } from '#core/sums/answer.ts'
import { bookOf, usual } from '#core/sums/book.ts'
import { calculatorBy, calculators } from '#core/sums/calculators.ts'
import { isHalfYear } from '#core/sums/hires.ts'
import { instalments, subsidised } from '#core/sums/instalments.ts'
import { fen, total } from '#core/sums/money.ts'
import { addToMonth, month, monthAt, monthNumber, monthsIn } from '#core/sums/month.ts'
import { quotasOf } from '#core/sums/trader.ts'
import { amounts } from '#regulation/amounts.ts'
import { holidayNotices } from '#regulation/calendar.ts'

const notices: readonly Notice[] = holidayNotices.map(({ year, source, issued, off, work }) => ({
  ...{ year, source, issued, version: source },
  off: off.map(([first, last]) => [day(first), day(last)] as const),
  work: work.map((on) => day(on)),
}))
const calendar = buildCalendar({
  version: 'test',
  notices,
  hours: weekHours([[510, 1020]]),
  closures: [{ day: day('2026-11-25'), from: null, to: null, why: '测试数据' }],
})
const setting: Setting = { today: day('2026-11-23'), calendar, office: '测试窗口', book: usual }

function run(name: string, input: object): Answer {
  const answer = calculatorBy(name)?.run(input, setting)
  assert.ok(answer && !isRefusal(answer), JSON.stringify(answer))
  return answer
}

function refused(name: string, input: object, at: string, says: RegExp) {
  const answer = calculatorBy(name)?.run(input, setting)
  assert.ok(answer && isRefusal(answer), JSON.stringify(answer))
  assert.equal(answer.clause, '8.1')
  assert.deepEqual(answer.problems?.[0]?.at, at)
  assert.match(answer.problems?.[0]?.says ?? '', says)
}

test('退休年月：8.5 的全部例子', () => {
  for (const [worker, birth, delayed, reached] of vectors) {
    const { values } = run('retirement', { worker, birth: `${birth}-28` })
    assert.deepEqual([values['delayed'], values['month']], [delayed, reached], `${worker} ${birth}`)
  }
  const { values } = run('retirement', { worker: 'man60', birth: '1990-06-30' })
  assert.deepEqual([values['earliest'], values['latest']], ['2050-06', '2056-06'])
  assert.equal(run('retirement', { worker: 'woman50', birth: '1975-03-10' }).values['earliest'], '2025-03')
  refused('retirement', { worker: 'man60', birth: '2027-01-01' }, '/birth', /今天以后/)
  refused('retirement', { worker: 'man60', birth: '1990-02-30' }, '/birth', /日期/)
})

const paying = { from: '2026-01', to: '2026-06', pension: 800, other: 0 }
const needing = { ...paying, kind: 'difficult', worker: 'woman55' } as const

test('社保补贴：期限、剩余月数和金额', () => {
  const young = run('insurance-subsidy', { ...needing, birth: '1985-03-01' })
  assert.deepEqual(
    [young.values['term'], young.values['months'], young.values['left'], young.values['most'], young.values['local']],
    [36, 6, 30, 3200, 2400],
  )
  const more = [
    { from: '2023-01', to: '2024-12' },
    { from: '2025-01', to: '2025-09' },
  ]
  const last = run('insurance-subsidy', { ...needing, birth: '1985-03-01', enjoyed: more })
  assert.deepEqual([last.values['months'], last.values['refused'], last.values['left']], [3, 3, 0])
  assert.equal(last.values['to'], '2026-03')
  // Less than five years at the first approval: until the month of retirement, that month included.
  const near = run('insurance-subsidy', { ...needing, birth: '1972-01-15' })
  assert.deepEqual([near.values['term'], near.values['months']], [20, 6])
  refused('insurance-subsidy', { ...needing, birth: '1968-01-01' }, '/from', /法定退休年龄/)
  const overlap = { ...needing, birth: '1985-03-01', enjoyed: [{ from: '2025-12', to: '2026-02' }] }
  refused('insurance-subsidy', overlap, '/from', /2026年1月至2026年2月已享受过补贴/)
  refused('insurance-subsidy', { ...needing }, '/birth', /出生日期/)
  refused('insurance-subsidy', { ...needing, birth: '1985-03-01', to: '2025-12' }, '/to', /早于/)
  refused('insurance-subsidy', { ...needing, birth: '1985-03-01', pension: 1.001 }, '/pension', /分/)
})

test('社保补贴：不足5年与满5年的分界以初次核定月为准', () => {
  const { worker } = needing
  const at = (from: string) =>
    run('insurance-subsidy', { ...needing, worker, birth: '1974-05-01', from, to: from }).values['term']
  const reached = String(run('retirement', { worker, birth: '1974-05-01' }).values['month'])
  assert.equal(at(addToMonth(month(reached), -60)), 36)
  assert.equal(at(addToMonth(month(reached), -59)), 60)
  const later = run('insurance-subsidy', {
    ...{ ...needing, worker, birth: '1974-05-01' },
    enjoyed: [{ from: addToMonth(month(reached), -60), to: addToMonth(month(reached), -60) }],
    from: addToMonth(month(reached), -12),
    to: addToMonth(month(reached), -7),
  })
  assert.equal(later.values['term'], 36, 'who had five years at the first approval keeps the 36 months')
})

test('社保补贴：高校毕业生24个月，离校不满2年', () => {
  const graduate = { ...paying, kind: 'graduate', leftSchool: '2025-07-01' }
  assert.equal(run('insurance-subsidy', graduate).values['term'], 24)
  refused('insurance-subsidy', { ...graduate, leftSchool: '2024-01-01' }, '/from', /离校已满2年/)
  refused('insurance-subsidy', { ...paying, kind: 'graduate' }, '/leftSchool', /毕业离校日期/)
})

test('企业招用：月数合计÷12×定额', () => {
  const roll = [{ from: '2026-03' }, { from: '2024-01', to: '2026-10' }, { from: '2023-06' }]
  const { values, table } = run('hiring-tax', { year: 2026, roll })
  assert.deepEqual([values['months'], values['quota']], [10 + 10 + 5, 12_500])
  assert.equal(table?.rows.length, 3)
  assert.equal(run('hiring-tax', { year: 2026, roll, standard: 7800 }).values['quota'], 16_250)
  refused('hiring-tax', { year: 2026, roll, standard: 7801 }, '/standard', /不高于7,800\.00元/)
  refused('hiring-tax', { year: 2026, roll, standard: 5999 }, '/standard', /不低于/)
  refused('hiring-tax', { year: 2026, roll: [{ from: '2022-12' }] }, '/roll/0/from', /执行以前/)
  refused('hiring-tax', { year: 2026, roll: [{ from: '2028-01' }] }, '/roll/0/from', /2027年底以后/)
  refused('hiring-tax', { year: 2026, roll: [{ from: '2026-03', to: '2026-02' }] }, '/roll/0/to', /早于/)
  refused('hiring-tax', { year: 2026, roll: [] }, '/roll', /至少/)
  assert.ok(
    isHalfYear(usual, day('2026-01-15'), day('2026-07-15')) && !isHalfYear(usual, day('2026-01-15'), day('2026-07-14')),
  )
})

test('企业招用：一个人跨多年最多36个月，折算额相加等于合计', () => {
  const months = fc.integer({ min: 0, max: 59 }).map((n) => monthAt(monthNumber(month('2023-01')) + n))
  fc.assert(
    fc.property(
      fc.array(months, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 600_000, max: 780_000 }),
      (from, standard) => {
        const roll = from.map((one) => ({ from: one }))
        const years = Array.from({ length: 8 }, (_, n) =>
          run('hiring-tax', { year: 2023 + n, roll, standard: standard / 100 }),
        )
        const all = years.reduce((sum, { values }) => sum + Number(values['months']), 0)
        assert.equal(all, 36 * roll.length)
        for (const { table, values } of years) {
          const parts = (table?.rows ?? []).map((row) => Math.round(Number(row[4]?.replaceAll(',', '')) * 100))
          assert.equal(
            parts.reduce((a, b) => a + b, 0),
            Math.round(Number(values['quota']) * 100),
          )
        }
      },
    ),
    { numRuns: 20 },
  )
})

test('个体经营：36个月，各年相加等于合计', () => {
  const { values, table } = run('self-employed-tax', { registered: '2026-03' })
  assert.deepEqual([values['months'], values['total'], values['to']], [36, 60_000, '2029-02'])
  assert.deepEqual(
    table?.rows.map((row) => row[1]),
    ['10', '12', '12', '2'],
  )
  assert.equal(run('self-employed-tax', { registered: '2026-03', until: '2026-05' }).values['total'], 5000)
  const broken = run('self-employed-tax', { registered: '2025-10', until: '2028-04' }).table?.rows.map((row) => row[2])
  assert.deepEqual(broken, ['5,000.00', '20,000.00', '20,000.00', '6,666.66'], 'a year that comes out even stays so')
  refused('self-employed-tax', { registered: '2022-12' }, '/registered', /执行以前/)
  refused('self-employed-tax', { registered: '2026-03', standard: 24_001 }, '/standard', /不高于/)
  const length = fc.integer({ min: 1, max: 36 })
  fc.assert(
    fc.property(length, length, fc.integer({ min: 2_000_000, max: 2_400_000 }), (start, count, standard) => {
      const from = monthAt(monthNumber(month('2023-01')) + start)
      const span = { from, to: addToMonth(from, count - 1) }
      const { whole, years } = quotasOf(usual, span, fen(standard))
      assert.equal(total(years.map(({ quota }) => quota)), whole)
      assert.equal(
        years.reduce((sum, one) => sum + one.months, 0),
        monthsIn(span),
      )
      assert.ok(whole <= standard * 3)
    }),
  )
})

const borrowing = { borrower: 'person', amount: 300_000, months: 36, rate: 4.5, way: 'level' } as const

test('创业担保贷款：额度、期限、利率上限', () => {
  assert.equal(run('startup-loan', borrowing).values['first'], 8924.08)
  assert.equal(run('startup-loan', { ...borrowing, lpr: 3 }).values['ceiling'], 300_000)
  refused('startup-loan', { ...borrowing, lpr: 2.9 }, '/rate', /4\.4%/)
  assert.ok(run('startup-loan', { ...borrowing, lpr: 2.9, poor: true }))
  refused('startup-loan', { ...borrowing, amount: 300_000.01 }, '/amount', /财金〔2023〕75号/)
  refused('startup-loan', { ...borrowing, months: 37 }, '/months', /36个月.*待本单位确认/)
  refused('startup-loan', { ...borrowing, borrower: 'small', months: 25 }, '/months', /24个月/)
  refused('startup-loan', { ...borrowing, borrower: 'partners' }, '/partners', /合伙人数/)
  assert.equal(
    run('startup-loan', { ...borrowing, borrower: 'partners', partners: 2, amount: 660_000 }).values['ceiling'],
    660_000,
  )
  refused(
    'startup-loan',
    { ...borrowing, borrower: 'partners', partners: 13, amount: 4_000_001 },
    '/amount',
    /4,000,000/,
  )
})

test('还款计划：本金相加等于贷款，贴息加自付等于利息，都不为负', () => {
  const loans = fc.record({
    amount: fc.integer({ min: 1, max: 400_000_000 }).map(fen),
    months: fc.integer({ min: 1, max: 36 }),
    rate: fc.integer({ min: 0, max: 240_000 }),
    way: fc.constantFrom('level' as const, 'principal' as const, 'end' as const),
  })
  fc.assert(
    fc.property(loans, (loan) => {
      const rows = instalments(loan)
      assert.equal(total(rows.map(({ principal }) => principal)), loan.amount)
      assert.equal(rows.at(-1)?.owed, 0)
      const { interest, subsidy, own, each } = subsidised(rows, { by: 1, over: 2 })
      assert.equal(subsidy + own, interest)
      assert.equal(total(each), subsidy)
      assert.ok(subsidy <= own)
      const more = subsidised(instalments({ ...loan, rate: loan.rate + 1000 }), { by: 1, over: 2 })
      assert.ok(loan.way === 'level' || more.interest >= interest, 'dearer is never cheaper')
    }),
  )
})

test('期限：4.4 的全部例子，逐日说明的天数对得上', () => {
  for (const [unit, from, amount, due] of [
    ['workingDays', '2025-01-24', 5, '2025-02-07'],
    ['workingDays', '2025-04-25', 3, '2025-04-29'],
    ['workingDays', '2025-09-26', 5, '2025-10-10'],
    ['workingDays', '2026-01-01', 3, '2026-01-06'],
    ['workingDays', '2026-02-12', 5, '2026-02-26'],
    ['workingDays', '2026-02-13', 10, '2026-03-05'],
    ['workingDays', '2026-04-30', 5, '2026-05-11'],
    ['workingDays', '2026-09-18', 5, '2026-09-24'],
    ['workingDays', '2026-09-30', 20, '2026-11-03'],
    ['naturalDays', '2026-09-16', 15, '2026-10-08'],
    ['naturalDays', '2026-02-01', 15, '2026-02-24'],
    ['naturalDays', '2026-04-16', 15, '2026-05-06'],
    ['naturalDays', '2025-12-02', 30, '2026-01-04'],
    ['months', '2026-08-31', 1, '2026-09-30'],
  ] as const) {
    const { values, table } = run('deadline', { from, amount, unit })
    assert.equal(values['due'], due, `${unit} ${from}`)
    assert.equal(values['provisional'], false)
    if (unit !== 'months') assert.equal(table?.rows.filter((row) => row[2] === '计入').length, amount)
  }
  const shut = run('deadline', { from: '2026-11-23', amount: 3, unit: 'workingDays' })
  assert.equal(shut.values['due'], '2026-11-27')
  assert.match(shut.table?.rows[1]?.[4] ?? '', /停止办公（测试数据）/)
  const guessed = run('deadline', { from: '2026-12-28', amount: 10, unit: 'workingDays' })
  assert.equal(guessed.values['provisional'], true)
  assert.match(guessed.notes[0] ?? '', /暂算/)
  refused('deadline', { from: '2026-11-23', amount: 300, unit: 'workingDays' }, '/amount', /最多250/)
  refused('deadline', { from: '2012-11-23', amount: 3, unit: 'workingDays' }, '/from', /2025年/)
})

test('每个计算器：写明公式、步骤和来源；没有核实的标待本单位确认', () => {
  const samples: Readonly<Record<string, object>> = {
    retirement: { worker: 'man60', birth: '1976-08-01' },
    'insurance-subsidy': { ...needing, birth: '1985-03-01' },
    'hiring-tax': { year: 2026, roll: [{ from: '2026-03' }] },
    'self-employed-tax': { registered: '2026-03' },
    'startup-loan': borrowing,
    deadline: { from: '2026-11-23', amount: 5, unit: 'workingDays' },
  }
  for (const { name } of calculators) {
    const { formula, steps, sources, lines } = run(name, samples[name] ?? {})
    assert.ok(formula.length > 0 && steps.length > 1 && sources.length > 0 && lines.length > 1, name)
    for (const { confidence, toConfirm } of sources) assert.equal(toConfirm, 'LMU'.includes(confidence))
  }
  for (const { source, region, amount } of Object.values(amounts)) assert.ok(source && region && amount >= 0)
})

test('填得乱七八糟也只是一句中文，不会出错', () => {
  const word = fc.constantFrom(
    'man60',
    'difficult',
    'graduate',
    'person',
    'level',
    'months',
    '2026-01',
    '1985-03-01',
    '',
  )
  const value = fc.oneof(
    word,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.record({ from: word, to: word }), { maxLength: 3 }),
  )
  const names = [
    'worker',
    'birth',
    'kind',
    'leftSchool',
    'from',
    'to',
    'pension',
    'other',
    'enjoyed',
    'year',
    'standard',
    'roll',
    'registered',
    'until',
    'borrower',
    'partners',
    'amount',
    'months',
    'rate',
    'lpr',
    'poor',
    'way',
    'unit',
  ]
  const input = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 12 })
  fc.assert(
    fc.property(input, fc.constantFrom(...calculators), (typed, one) => {
      const answer = one.run(typed, setting)
      if (isRefusal(answer)) assert.match(answer.says, /[一-鿿]/)
    }),
    { numRuns: 2000 },
  )
})

/** A day of the calendar's own years, so that the form and the calendar are held against each other. */
test('期限总在开始之后，落在工作日，期限越长到期越晚', () => {
  const some = fc.integer({ min: 0, max: 700 }).map((n): Day => addDays(day('2025-01-01'), n))
  fc.assert(
    fc.property(
      some,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('workingDays', 'naturalDays'),
      (from, amount, unit) => {
        const due = (n: number) => String(run('deadline', { from, amount: n, unit }).values['due'])
        assert.ok(from < due(amount) && due(amount) <= due(amount + 1))
      },
    ),
    { numRuns: 60 },
  )
})

test('an office’s own amounts are reckoned with, named by their paper, and need no confirming any more', () => {
  const own = { amount: 720_000, source: '测试文件〔2026〕1号', since: '2026-01-01' }
  const book = bookOf({ 'hires.local': own, 'loan.person': { ...own, amount: 40_000_000 } })
  const ask = (name: string, input: object) => calculatorBy(name)?.run(input, { ...setting, book })
  const answer = ask('hiring-tax', { year: 2026, roll: [{ from: '2026-01' }] })
  assert.ok(answer && !isRefusal(answer))
  assert.equal(answer.values['quota'], 7200)
  assert.ok(answer.sources.some(({ source, toConfirm }) => source === own.source && !toConfirm))
  assert.ok(!answer.lines.some(({ says }) => says.includes('待本单位确认')))
  const lent = ask('startup-loan', { ...borrowing, amount: 400_000 })
  assert.ok(lent && !isRefusal(lent) && lent.values['ceiling'] === 400_000)
  const more = ask('startup-loan', { ...borrowing, amount: 400_001 })
  assert.ok(more && isRefusal(more) && more.says.includes(own.source))
})
