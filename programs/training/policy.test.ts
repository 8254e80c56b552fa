import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day } from '#core/day.ts'
import { pointsOf, tenthsOf } from '#core/sums/marks.ts'
import { fen, total } from '#core/sums/money.ts'
import { spread } from './books.ts'
import {
  attended,
  barOf,
  failedParts,
  type Mark,
  marks,
  mayResit,
  nextOf,
  percentOf,
  planOf,
  planText,
  reaches,
  resultOf,
  subjectKey,
  type Taken,
  totalOf,
} from './policy.ts'

const first = day('2026-03-16')
const mark = fc.constantFrom<Mark[]>(...(Object.keys(marks) as Mark[]))
const held = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 12 }), mark: fc.option(mark) }), {
  minLength: 1,
  maxLength: 60,
})
const daysOf = (rows: readonly { readonly hours: number }[]) =>
  rows.map(({ hours }, i) => ({ day: addDays(first, i), hours }))

test('出勤率按学时算：到和迟到算到课，请假和缺勤不算，没登记的天不算在内 (1.3)', () => {
  fc.assert(
    fc.property(held, fc.integer({ min: 1, max: 100 }), (rows, percent) => {
      const days = daysOf(rows)
      const of = (on: Day) => rows[days.findIndex((one) => one.day === on)]?.mark ?? undefined
      const share = attended(days, of)
      assert.ok(share.there <= share.held)
      assert.equal(
        share.held,
        rows.reduce((all, one) => all + (one.mark ? one.hours : 0), 0),
      )
      const shown = percentOf(share)
      assert.equal(shown === null, share.held === 0)
      // What is shown never promises more than is counted.
      if (shown !== null && shown >= percent) assert.ok(reaches(share, percent))
      if (reaches(share, percent)) assert.ok(share.there / share.held >= percent / 100 - 1e-12)
      // One more hour there never lowers the share.
      const more = attended([...days, { day: addDays(first, 100), hours: 1 }], (on) =>
        on === addDays(first, 100) ? 'present' : of(on),
      )
      assert.ok(more.there * share.held >= share.there * more.held)
    }),
  )
  assert.equal(reaches({ there: 799, held: 1000 }, 80), false)
  assert.equal(reaches({ there: 4, held: 5 }, 80), true)
  assert.equal(percentOf({ there: 799, held: 1000 }), 79)
})

test('名册总额等于每人标准之和，分毫不差 (1.3)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 1, max: 500 }), (standard, people) => {
      const each = Array.from({ length: people }, () => fen(standard))
      assert.equal(totalOf(fen(standard), people), total(each))
    }),
  )
})

test('同一个人在任何顺序下都不会同工种同等级两次、同时两个班、一年超过规定次数 (1.3)', () => {
  const wish = fc.record({
    subject_key: fc.constantFrom('JY14:护理:5', 'JY14:护理:4', 'JY15:syb:'),
    from: fc.integer({ min: 0, max: 700 }),
    length: fc.integer({ min: 0, max: 20 }),
    end: fc.constantFrom<Taken['state'][]>('in', 'qualified', 'failed', 'gone'),
  })
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (wishes, most) => {
      const had: Taken[] = []
      for (const { subject_key, from, length, end } of wishes) {
        const one = { subject_key, from_day: addDays(first, from), until_day: addDays(first, from + length) }
        if (barOf(had, one, most) === null) had.push({ ...one, state: end })
      }
      const living = had.filter(({ state }) => state !== 'gone')
      for (const [, year] of Map.groupBy(living, ({ from_day }) => from_day.slice(0, 4))) assert.ok(year.length <= most)
      const passed = living.filter(({ state }) => state !== 'failed').map((one) => one.subject_key)
      assert.equal(new Set(passed).size, passed.length)
      const sorted = living.toSorted((a, b) => (a.from_day < b.from_day ? -1 : 1))
      sorted.slice(1).forEach((one, i) => {
        assert.ok(sorted[i]!.until_day < one.from_day)
      })
    }),
  )
})

test('合格由分数定，补考只有一次', () => {
  const none = { theory: null, practice: null, theory_again: null, practice_again: null }
  const pass = { theory: 60, practice: 60 }
  assert.equal(resultOf(none, pass), null)
  assert.equal(resultOf({ ...none, theory: tenthsOf(60), practice: tenthsOf(60) }, pass), 'qualified')
  const failed = { ...none, theory: tenthsOf(59), practice: tenthsOf(90) }
  assert.equal(resultOf(failed, pass), null)
  assert.ok(mayResit(failed, pass))
  assert.deepEqual(failedParts(failed, pass), { theory: true, practice: false })
  assert.equal(resultOf({ ...failed, theory_again: tenthsOf(61) }, pass), 'qualified')
  const twice = { ...failed, theory_again: tenthsOf(50) }
  assert.equal(resultOf(twice, pass), 'failed')
  assert.equal(mayResit(twice, pass), false)
})

test('成绩按0.5分登记：59.5分不是60分，59.3分不是成绩', () => {
  const pass = { theory: 60, practice: 60 }
  const sat = { theory: tenthsOf(59.5), practice: tenthsOf(60.5), theory_again: null, practice_again: null }
  assert.equal(resultOf(sat, pass), null)
  assert.equal(resultOf({ ...sat, theory: tenthsOf(60) }, pass), 'qualified')
  for (let half = 0; half <= 200; half++) assert.equal(pointsOf(tenthsOf(half / 2)), half / 2)
  for (const wrong of [59.3, 59.25, -0.5, 100.5, Number.NaN]) assert.throws(() => tenthsOf(wrong), /not a mark/)
})

test('班级计划按行读，错在哪行说哪行', () => {
  const read = planOf('2026-03-17 6 护理常识\n\n2026-03-16，6，安全知识')
  assert.ok('days' in read)
  assert.equal(planText(read.days), '2026-03-16 6 安全知识\n2026-03-17 6 护理常识')
  const wrong = planOf('明天上课\n2026-02-30 6 课\n2026-03-16 20 课\n2026-03-17 6 课\n2026-03-17 6 课')
  assert.ok('faults' in wrong)
  assert.equal(wrong.faults.length, 4)
  assert.match(wrong.faults.join(), /第1行看不懂.*第2行没有2026-02-30.*第3行的学时.*第5行2026-03-17写了两次/)
  assert.ok('faults' in planOf(' \n '))
  assert.equal(subjectKey('JY14', ' 养老 护理员', '5'), 'JY14:养老护理员:5')
})

test('每个在办的班都有下一步和日期 (1.3)', () => {
  const terms = {
    ...{ attendance: 80, theory: 60, practice: 60, timesAYear: 3, pastDays: 3 },
    ...{ testDays: 10, paperDays: 20, subsidyDays: 60 },
  }
  const base = { from: first, until: addDays(first, 4), ended: null, terms, untold: 0 }
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }),
      fc.nat(3),
      fc.nat(3),
      fc.nat(3),
      (daysEntered, untested, unpapered, unpaid) => {
        const open = daysEntered < 5 ? addDays(first, daysEntered) : null
        assert.ok(nextOf({ ...base, state: 'approved', daysEntered, open, untested, unpapered, unpaid }))
      },
    ),
  )
  const idle = { daysEntered: 0, open: first, untested: 0, unpapered: 0, unpaid: 0 }
  assert.deepEqual(nextOf({ ...base, ...idle, state: 'waiting' }), { what: 'decide', day: '2026-03-15' })
  assert.deepEqual(nextOf({ ...base, ...idle, state: 'approved' }), { what: 'start', day: '2026-03-16' })
  assert.equal(nextOf({ ...base, ...idle, state: 'draft' }), null)
  assert.equal(nextOf({ ...base, ...idle, state: 'closed', ended: first }), null)
  assert.deepEqual(nextOf({ ...base, ...idle, state: 'cancelled', ended: first, untold: 2 }), {
    what: 'tell',
    day: first,
  })
})

test('签到表 has every day of the plan, as evenly over its pages as they go (1.3, JY14)', () => {
  const days = (count: number) => Array.from({ length: count }, (_, n) => n)
  for (const [count, pages] of [
    [1, [1]],
    [12, [12]],
    [13, [7, 6]],
    [20, [10, 10]],
    [40, [10, 10, 10, 10]],
  ] as const) {
    const found = spread(days(count))
    assert.deepEqual(
      found.map(({ length }) => length),
      pages,
    )
    assert.deepEqual(found.flat(), days(count))
  }
})
