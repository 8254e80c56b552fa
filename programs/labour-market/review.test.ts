import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Day } from '#core/day.ts'
import { fen } from '#core/sums/money.ts'
import type { VacancyData } from './contract.ts'
import { belowMinimum, notCarriedOn, unanswered, wrongIn } from './review.ts'

// 测试数据。By hand from 就业促进法 26–31, 41 and 人力资源市场暂行条例 24, 26.

const today = '2026-11-23' as Day
const minimum = { month: fen(210_000), hour: fen(2_100) }
const good: VacancyData = {
  ...{
    company: '测试公司',
    companyIntro: '机械维修',
    hotline: '0432-62012345',
    jobTitle: '电工',
    jobType: '电工',
    headcount: 2,
  },
  ...{ workKind: 'full', educationAtLeast: 'any', skillAtLeast: 'none', requirement: '持电工证', duties: '维护设备' },
  ...{
    payUnit: 'month',
    payLow: 3500,
    payTop: 4500,
    benefits: '按国家规定',
    workPlace: '测试路1号',
    hiringSteps: '面试',
  },
  ...{ applyBy: '电话预约', publishFrom: '2026-11-23', publishUntil: '2026-12-23' },
}

const says = (more: VacancyData, least: Parameters<typeof wrongIn>[1] = minimum) =>
  wrongIn({ ...good, ...more }, least, today).map((one) => `${one.at} ${one.says}`)

test('what the law never allows is refused: charges, papers kept, a wage below the minimum, days that do not fit, gaps (1.3)', () => {
  assert.deepEqual(says({}), [])
  assert.match(says({ requirement: '交保证金' })[0] ?? '', /^\/requirement 招聘条件第2字的“保证金”.*不能发布$/)
  assert.match(says({ charges: true })[0] ?? '', /^\/charges/)
  assert.match(says({ payLow: 2099.99 })[0] ?? '', /^\/payLow 薪资下限低于当地最低工资2,100\.00元\/月/)
  assert.deepEqual(says({ payLow: 2100 }), [])
  assert.match(says({ payUnit: 'hour', payLow: 20, payTop: 30 })[0] ?? '', /21\.00元\/小时/)
  assert.match(says({ payLow: 0 })[0] ?? '', /下限不能是0/)
  assert.match(says({ payTop: 3000 })[0] ?? '', /^\/payTop/)
  assert.match(says({ payLow: 3500.001 })[0] ?? '', /最多写到分/)
  assert.match(says({ publishUntil: '2026-11-22' })[0] ?? '', /^\/publishUntil 截止日期早于发布日期/)
  assert.match(says({ publishFrom: '2026-11-01', publishUntil: '2026-11-22' })[0] ?? '', /已经过了/)
  assert.match(
    says({ publishUntil: '2036-11-23' })[0] ?? '',
    /^\/publishUntil 一次最长发布12个月，截止日期不能晚于2027年11月23日/,
  )
  assert.deepEqual(says({ publishUntil: '2027-11-23' }), [])
  assert.match(says({ companyIntro: '' })[0] ?? '', /单位基本情况/)
})

test('what may be lawful is asked: every flagged word is quoted; a minimum wage that nobody has set is asked of a person, and said so (1.3)', () => {
  const asked = (opinion: string, least: Parameters<typeof unanswered>[1] = minimum) =>
    unanswered({ ...good, requirement: '限女性，20-30岁' }, least, opinion).map((one) => one.says)
  assert.equal(asked('符合').length, 2)
  assert.equal(asked('限女性：按行业规定').length, 1)
  assert.deepEqual(asked('限女性、20-30岁：按行业规定'), [])
  const unset = { month: null, hour: null }
  assert.match(unanswered(good, unset, '符合')[0]?.says ?? '', /没有设定当地最低工资/)
  assert.match(unanswered(good, unset, '最低工资没有核对')[0]?.says ?? '', /没有设定当地最低工资/)
  assert.deepEqual(unanswered(good, unset, '对照最低工资文件，不低于'), [])
  assert.deepEqual(says({ payLow: 1 }, unset), [])
})

test('a published vacancy below a minimum set meanwhile is not carried on; an unset one stops nobody (1.3)', () => {
  assert.match(belowMinimum({ ...good, payLow: 2000 }, minimum) ?? '', /低于现行最低工资2,100\.00元\/月/)
  assert.match(belowMinimum({ ...good, payUnit: 'hour', payLow: 20 }, minimum) ?? '', /21\.00元\/小时/)
  assert.equal(belowMinimum({ ...good, payLow: 2100 }, minimum), null)
  assert.equal(belowMinimum({ ...good, payLow: 1 }, { month: null, hour: null }), null)
})

test('a published vacancy with words that the list has learnt since is neither renewed nor referred to, unless they were spoken to (1.3)', () => {
  const carried = (requirement: string, opinion = '') => notCarriedOn({ ...good, requirement }, minimum, opinion) ?? ''
  assert.equal(carried('持电工证，不收取任何押金'), '')
  assert.match(carried('押　金300元', '押金已核实'), /招聘条件第1字的“押　金”涉及押金.*请撤下改正，重新审核后再发布/)
  assert.match(carried('25－35岁'), /涉及年龄/)
  assert.equal(carried('限 男 性，25－35岁', '限男性、25-35岁按规定'), '')
  assert.match(notCarriedOn({ ...good, payLow: 2000, duties: '押金' }, minimum, '') ?? '', /最低工资.*；岗位职责/)
})
