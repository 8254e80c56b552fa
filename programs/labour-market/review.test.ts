import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Day } from '#core/day.ts'
import { fen } from '#core/sums/money.ts'
import type { VacancyData } from './contract.ts'
import { belowMinimum, flagSays, flagsIn, unanswered, wrongIn } from './review.ts'

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
const found = (requirement: string) =>
  flagsIn({ ...good, requirement }).map(({ word, about, how }) => `${word}｜${about}｜${how}`)

const table: readonly (readonly [text: string, ...found: string[]])[] = [
  ['限男性', '限男性｜性别｜asked'],
  ['女士优先', '女士优先｜性别｜asked'],
  ['未婚或已育', '未婚｜婚育｜asked', '已育｜婚育｜asked'],
  ['35岁以下', '35岁以下｜年龄｜asked'],
  ['18-45周岁', '18-45周岁｜年龄｜asked'],
  ['本地户口', '本地户口｜户籍、地域｜asked'],
  ['汉族', '汉族｜民族｜asked'],
  ['无宗教信仰', '宗教｜宗教信仰｜asked', '信仰｜宗教信仰｜asked'],
  ['五官端正，身高170以上', '五官端正｜残疾、身体条件｜asked', '身高｜残疾、身体条件｜asked'],
  ['乙肝两对半正常', '乙肝｜传染病病原携带｜asked', '两对半｜传染病病原携带｜asked'],
  ['1990年后出生', '1990年后出生｜年龄｜asked'],
  ['限95年后出生', '95年后出生｜年龄｜asked'],
  ['限90后', '限90后｜年龄｜asked'],
  ['形象气质佳', '形象气质佳｜容貌｜asked'],
  ['无纹身', '纹身｜残疾、身体条件｜asked'],
  ['限本地户籍', '限本地户籍｜户籍、地域｜asked'],
  ['有维护企业形象的意识，2020年后投产的设备，每天17:00后交接，满90天后转正'],
  ['党员', '党员｜政治面貌｜asked'],
  ['入职交押金', '押金｜押金｜refused'],
  ['收服装费、体检费', '服装费｜收费｜refused', '体检费｜收费｜refused'],
  ['扣身份证', '扣身份证｜扣押证件｜refused'],
  ['可办培训贷', '培训贷｜培训贷｜refused'],
  ['男女不限，年龄不限，户籍不限，性别不限'],
  ['年满16周岁，持有效健康证'],
  ['残疾人优先'],
  ['不收押金，免培训费，报销体检费'],
  ['持电工证，能上夜班'],
]

test('suspicious words of a vacancy, each at its place with its basis and what to write instead; innocent ones stay (1.3)', () => {
  for (const [text, ...wanted] of table) assert.deepEqual(found(text), wanted, text)
  const [flag] = flagsIn({ ...good, duties: '维护设备，限女性' })
  assert.match(flagSays(flag!), /^岗位职责第6字的“限女性”涉及性别（《就业促进法》第二十七条），应改写：写明/)
})

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
