import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '#core/day.ts'
import { reviewConditions } from '#core/service/condition.ts'
import { readForm } from '#core/service/form.ts'
import { materialsFor } from '#core/service/material.ts'
import { scopeOf } from '#core/service/scope.ts'
import { stepsOf } from '#core/service/steps.ts'
import { formOf } from '#house/forms.ts'
import { loadCatalogue } from '#matter/catalogue.ts'

/** The two services of the main job, both ways. All people are 测试数据: sound check digits, nobody behind them. */

const today = day('2026-11-23')
const catalogue = loadCatalogue()
const man36 = '220202199001010012'
const man61 = '220202196504011232'
const woman40 = '220204198512310023'

function service(code: string) {
  const version = catalogue.get(code)
  assert.ok(version)
  return version.service
}

const registration = {
  name: '测试甲',
  idNumber: man36,
  mobile: '13800138000',
  address: '测试路1号',
  reason: '20',
  unemployedSince: '2026-10-08',
  formerEmployer: '测试公司',
  employed: false,
  ownsBusiness: false,
  receivesPension: false,
  studying: false,
  wantsWork: true,
}

const recognition = {
  name: '测试乙',
  idNumber: woman40,
  mobile: '13800138000',
  address: '测试路2号',
  community: '测试社区',
  unemployedSince: '2026-05-23',
  category: 'older',
  monthlyIncome: 0,
  employed: false,
  ownsBusiness: false,
  wantsWork: true,
  agreesNotice: true,
}

/** The findings of a form by condition. */
function found(code: string, form: Record<string, unknown>, on = today): Record<string, string> {
  return Object.fromEntries(reviewConditions(service(code), scopeOf(form, on)).map(({ id, is }) => [id, is]))
}

test('JY01: a whole form is read; a missing answer and a wrong number are both named', () => {
  assert.deepEqual(readForm(service('JY01'), registration, today), { form: registration })
  const { formerEmployer: _, ...short } = registration
  const read = readForm(service('JY01'), { ...short, idNumber: '220202199001010013' }, today)
  assert.ok('problems' in read)
  assert.deepEqual(
    read.problems.map(({ at }) => at),
    ['/form/idNumber', '/form/formerEmployer'],
  )
  // Somebody who never worked isn't asked for an employer.
  assert.ok('form' in readForm(service('JY01'), { ...short, reason: '10' }, today))
})

test('JY01: what the machine sees is met or failed; what must be compared is asked of a person', () => {
  assert.deepEqual(found('JY01', registration), {
    adult: 'met',
    workingAge: 'met',
    noPension: 'met',
    jobless: 'ask',
    notFlexible: 'ask',
    noBusiness: 'ask',
    notStudying: 'met',
    wantsWork: 'met',
    able: 'ask',
    local: 'ask',
  })
  assert.equal(found('JY01', { ...registration, idNumber: '220202201101010015' }).adult, 'ask')
  assert.equal(found('JY01', { ...registration, employed: true }).jobless, 'failed')
  assert.equal(found('JY01', { ...registration, ownsBusiness: true }).noBusiness, 'failed')
  assert.equal(found('JY01', { ...registration, receivesPension: true }).noPension, 'failed')
  assert.equal(found('JY01', { ...registration, wantsWork: false }).wantsWork, 'failed')
  assert.equal(found('JY01', { ...registration, studying: true }).notStudying, 'failed')
})

test('JY01: sixteen on the birthday, not the day before; the retirement age is the delayed one', () => {
  const born2008 = { ...registration, idNumber: '220202200802291112' }
  assert.equal(found('JY01', born2008, day('2024-02-28')).adult, 'failed')
  assert.equal(found('JY01', born2008, day('2024-02-29')).adult, 'met')
  // Born in April 1965: 60 years and one month, so May 2025.
  const born1965 = { ...registration, idNumber: man61 }
  assert.equal(found('JY01', born1965, day('2025-05-31')).workingAge, 'met')
  assert.equal(found('JY01', born1965, day('2025-06-01')).workingAge, 'failed')
})

test('JY02: a form is whole only with what its category asks', () => {
  const jy02 = service('JY02')
  assert.deepEqual(readForm(jy02, recognition, today), { form: recognition })
  const asked = { disabled: 'disabilityNumber', graduate: 'leftSchool', landless: 'landDocument' }
  for (const [category, name] of Object.entries(asked)) {
    const read = readForm(jy02, { ...recognition, category }, today)
    assert.ok('problems' in read)
    assert.deepEqual(
      read.problems.map(({ at }) => at),
      [`/form/${name}`],
    )
  }
  // An answer that belongs to another category isn't kept: it may be sensitive.
  const read = readForm(jy02, { ...recognition, disabilityNumber: '22020219900101001243' }, today)
  assert.ok('form' in read && !('disabilityNumber' in read.form))
})

test('JY02: older is 40 for a woman and 50 for a man, unemployed for six months', () => {
  assert.equal(found('JY02', recognition).olderAge, 'met')
  assert.equal(found('JY02', { ...recognition, idNumber: man36 }).olderAge, 'failed')
  assert.equal(found('JY02', { ...recognition, idNumber: '220203197512311017' }).olderAge, 'met')
  assert.equal(found('JY02', recognition, day('2025-12-30')).olderAge, 'failed')
  assert.equal(found('JY02', recognition, day('2025-12-31')).olderAge, 'met')
  assert.equal(found('JY02', recognition).olderUnemployed, 'met')
  assert.equal(found('JY02', { ...recognition, unemployedSince: '2026-05-24' }).olderUnemployed, 'failed')
  assert.equal(found('JY02', { ...recognition, idNumber: undefined }).olderAge, 'ask')
})

test('JY02: conditions of other categories do not apply', () => {
  const own = [
    'laidOff',
    'olderAge',
    'olderUnemployed',
    'disabled',
    'zeroEmployment',
    'lowIncome',
    'lowIncomeUnemployed',
    'landless',
    'graduate',
  ]
  const applying = (category: string) => {
    const findings = found('JY02', { ...recognition, category })
    return own.filter((id) => findings[id] !== 'notApplicable')
  }
  assert.deepEqual(applying('laidOff'), ['laidOff'])
  assert.deepEqual(applying('older'), ['olderAge', 'olderUnemployed'])
  assert.deepEqual(applying('disabled'), ['disabled'])
  assert.deepEqual(applying('zeroEmployment'), ['zeroEmployment'])
  assert.deepEqual(applying('lowIncome'), ['lowIncome', 'lowIncomeUnemployed'])
  assert.deepEqual(applying('landless'), ['landless'])
  assert.deepEqual(applying('graduate'), ['graduate'])
})

test('JY02: a year for 低保，two years after school; employed or in business is refused in every category', () => {
  const poor = { ...recognition, category: 'lowIncome' }
  assert.equal(found('JY02', { ...poor, unemployedSince: '2025-11-23' }).lowIncomeUnemployed, 'met')
  assert.equal(found('JY02', { ...poor, unemployedSince: '2025-11-24' }).lowIncomeUnemployed, 'failed')
  const graduate = { ...recognition, category: 'graduate' }
  assert.equal(found('JY02', { ...graduate, leftSchool: '2024-11-24' }).graduate, 'failed')
  assert.equal(found('JY02', { ...graduate, leftSchool: '2024-11-23' }).graduate, 'ask')
  assert.equal(found('JY02', { ...recognition, employed: true }).notEmployed, 'failed')
  assert.equal(found('JY02', { ...recognition, ownsBusiness: true }).noBusiness, 'failed')
  assert.equal(found('JY02', { ...recognition, wantsWork: false }).wantsWork, 'failed')
  assert.equal(found('JY02', { ...recognition, agreesNotice: false }).informed, 'failed')
})

test('JY02: each of the seven categories asks for its own proof and no other', () => {
  const everybody = ['identity', 'household', 'certificate', 'application', 'photo', 'commitment']
  const own = {
    laidOff: 'termination',
    older: 'termination',
    disabled: 'disability',
    zeroEmployment: 'zeroEmployment',
    lowIncome: 'lowIncome',
    landless: 'landless',
    graduate: 'diploma',
  }
  for (const [category, proof] of Object.entries(own)) {
    const needed = materialsFor(service('JY02'), scopeOf({ ...recognition, category }, today))
    assert.deepEqual(
      needed.map(({ material }) => material.id),
      [...everybody, proof],
      category,
    )
    assert.equal(needed.find(({ material }) => material.id === proof)?.is, 'needed', category)
    assert.equal(needed.find(({ material }) => material.id === 'certificate')?.is, 'exempt', category)
  }
  const unknown = materialsFor(service('JY02'), scopeOf({}, today)).filter(({ is }) => is === 'unknown')
  assert.equal(unknown.length, 6)
})

test('JY01: proof of the end of work is asked of those who worked', () => {
  const ids = (reason: string) =>
    materialsFor(service('JY01'), scopeOf({ ...registration, reason }, today)).map(({ material }) => material.id)
  assert.deepEqual(ids('20'), ['identity', 'application', 'termination'])
  assert.deepEqual(ids('10'), ['identity', 'application'])
})

test('JY02 goes the way of the rule: two people review, it is published, the superior approves', () => {
  const { limits, publicNoticeCountsInLimit } = service('JY02')
  const steps = stepsOf(service('JY02'))
  assert.deepEqual(
    steps.map(({ kind, by }) => `${kind} ${by}`),
    ['review holder', 'review post:review', 'publicNotice holder', 'approval superior'],
  )
  assert.equal(steps[1]?.differentFrom, 'firstReview')
  assert.equal(steps[2]?.days, 5)
  assert.deepEqual(
    [limits.promised?.amount, limits.promised?.unit, publicNoticeCountsInLimit],
    [10, 'workingDays', false],
  )
  const { handling, instantMinutes, steps: none } = service('JY01')
  assert.deepEqual([handling, instantMinutes, none.length], ['instant', 30, 0])
})

test('JY10：合同在年中期满的，只算到期满的那个月；还没开始的合同不算 (1.3)', () => {
  const hired = (row: object) => ({
    ...{ year: 2025, quota: 6000 },
    hires: [
      { ...{ name: '测试丙', contractFrom: '2024-07-01', contractTo: '2025-06-30', insuredFrom: '2024-07' }, ...row },
    ],
  })
  const figures = { mostMonths: 36, begins: '2023-01-01', until: '2027-12-31' }
  const is = (row: object, id: string) =>
    reviewConditions(
      service('JY10'),
      scopeOf(hired(row), day('2025-12-22'), figures, undefined, day('2025-12-22')),
    ).find((one) => one.id === id)?.is
  assert.equal(is({ monthsThisYear: 12 }, 'monthsFit'), 'failed')
  assert.equal(is({ monthsThisYear: 6 }, 'monthsFit'), 'met')
  assert.equal(is({ monthsThisYear: 12, contractTo: '2026-06-30' }, 'monthsFit'), 'met')
  assert.equal(is({ contractFrom: '2026-01-01' }, 'inForce'), 'failed')
})

test('JY09：人数、次数和月数只能是整数 (1.3)', () => {
  const form = {
    ...formOf('JY09'),
    borrower: 'small',
    staff: 99.5,
    hired: 9.5,
    jobs: 0.5,
    term: 11.5,
    loansBefore: 0.5,
  }
  const read = readForm(service('JY09'), form, day('2026-11-23'))
  const wrong = 'problems' in read ? read.problems.filter(({ says }) => says.endsWith('应为整数')) : []
  assert.deepEqual(
    wrong.map(({ at }) => at),
    ['/form/jobs', '/form/staff', '/form/hired', '/form/term', '/form/loansBefore'],
  )
})
