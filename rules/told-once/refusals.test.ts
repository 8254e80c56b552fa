import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { formOf } from '#house/forms.ts'

/**
 * For each condition that a machine can see to be wanting: a form in which it alone is, and what comes of it. 测试数据:
 * sound check digits, nobody behind them.
 */

const child = '220202201501010019'
const old = '220202195001010014'
/** Nothing to find yet: a figure that the office has still to fill in, or a day that has not come. */
const untold = {}
/** What only the office's own records can tell to be wanting: refused in records.test.ts. */
const held = {}
const forAll = { adult: { idNumber: child }, age: { idNumber: child } }

const wanting: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> = {
  JY01: {
    notFlexible: held,
    ...{ adult: forAll.adult, workingAge: { idNumber: old }, noPension: { receivesPension: true } },
    ...{ jobless: { employed: true }, noBusiness: { ownsBusiness: true }, notStudying: { studying: true } },
    wantsWork: { wantsWork: false },
  },
  JY02: {
    ...{ registered: held, zeroEmployment: held },
    ...{ workingAge: { idNumber: old }, wantsWork: { wantsWork: false } },
    ...{ olderAge: { idNumber: '220202199001010012' }, olderUnemployed: { unemployedSince: '2026-10-08' } },
    lowIncomeUnemployed: { category: 'lowIncome', unemployedSince: '2026-10-08' },
    graduate: { category: 'graduate', leftSchool: '2026-07-01' },
    ...{ notEmployed: { employed: true }, noBusiness: { ownsBusiness: true }, informed: { agreesNotice: false } },
  },
  JY03: {
    ...{ payOrder: { jobs: rowsOf('JY03', 'jobs', { payLow: 5000 }) }, noCharge: { charges: true } },
    minimumWage: untold,
  },
  JY04: {
    ...{ informed: { informed: false }, bornWritten: { bornMonth: '1990-13' }, statusAgrees: { workedLastWeek: true } },
    shortageAgrees: { ...surveyed(), shortage: 5 },
    cutAgrees: { ...surveyed(), staffCount: 3, planCut: 5 },
  },
  JY05: {
    ...{ twoMembers: { members: rowsOf('JY05', 'members').slice(0, 1) }, listed: { idNumber: '220203197512311017' } },
    someInScope: { members: rowsOf('JY05', 'members', { situation: 'unable' }) },
    allRegistered: { members: rowsOf('JY05', 'members', { registered: false }) },
    noneEmployed: { members: rowsOf('JY05', 'members', { situation: 'employed' }) },
    ...{ noBusinessIncome: { businessIncome: true }, wantsWork: { wantsWork: false } },
    ...{ membersAgree: { membersAgree: false }, informed: { agreesNotice: false } },
  },
  JY06: {
    ...{
      recognised: held,
      workingAge: { idNumber: old },
      notEmployed: { employed: true },
      wantsWork: { wantsWork: false },
    },
    oneEmployed: { targetType: 'zeroEmployment', employBy: '2055-01-01' },
  },
  JY07: { adult: forAll.adult, truthful: { truthful: false }, payOrder: { payTop: 2000 } },
  JY08: {
    minimumWage: untold,
    ...{ payOrder: { payLow: 5000 }, dates: { publishUntil: '2055-01-01' }, noCharge: { charges: true } },
    fairDates: {
      ...{ fair: true, fairName: '测试招聘会', fairPlace: '测试广场', fairFrom: '2055-02-05', fairTo: '2055-02-01' },
    },
  },
  JY09: {
    group: held,
    partners: { borrower: 'partners', partners: 3, partnerList: ['测试甲', '测试乙'] },
    ...{ noOtherLoans: { otherLoans: true }, ceilingPerson: { amount: 300001 }, termPerson: { term: 37 } },
    ceilingPartners: { borrower: 'partners', partners: 2, partnerList: ['测试甲', '测试乙'], amount: 700000 },
    ceilingSmall: { ...small(), amount: 4000001 },
    ...{ termSmall: { ...small(), term: 25 }, times: { loansBefore: 3 } },
    hiringShare: { ...small(), staff: 20, hired: 1 },
    roll: { ...small(), hired: 2 },
    ...{ lawful: { ...small(), arrears: true }, referral: { agreesReferral: false } },
  },
  JY10: {
    groups: held,
    halfYear: { hires: rowsOf('JY10', 'hires', { unemployedSince: '2024-10-08' }) },
    contracts: { hires: rowsOf('JY10', 'hires', { contractTo: '2025-06-30' }) },
    inForce: { hires: rowsOf('JY10', 'hires', { contractFrom: '2022-10-10', unemployedSince: '2022-01-04' }) },
    months36: { hires: rowsOf('JY10', 'hires', { monthsBefore: 30 }) },
    noOther: { hires: rowsOf('JY10', 'hires', { otherRelief: true }) },
    monthsFit: { hires: rowsOf('JY10', 'hires', { contractFrom: '2025-03-03' }) },
    quotaFits: { quota: 6001 },
  },
  JY11: {
    ...{ zeroEmployment: held, lowIncome: held },
    ...{
      operator: { isOperator: false },
      halfYear: { unemployedSince: '2025-06-02' },
      months36: { enjoyedMonths: 36 },
    },
    registeredFirst: { group: 'lowIncome', unemployedSince: '2025-11-03' },
    workingAge: { group: 'lowIncome', idNumber: old },
    graduateYear: { group: 'graduate', school: '测试学校', graduationYear: '2024' },
    within36: { registeredOn: '2022-10-08', unemployedSince: '2022-01-06' },
    // Nobody registers after 2027 before that year is over.
    inForce: untold,
  },
  JY12: {
    recorded: { action: 'end', endedOn: '2026-05-31', endReason: 'employed' },
    ...{ adult: forAll.adult, workingAge: { idNumber: old }, notByEmployer: { byEmployer: true } },
    ...{ order: { action: 'end', endedOn: '2025-12-01', endReason: 'other' }, truthful: { truthful: false } },
  },
  JY13: {
    ...{ certified: held, flexible: held },
    graduate: { kind: 'graduate', leftSchool: '2022-07-01' },
    capGraduate: { kind: 'graduate', leftSchool: '2024-07-01', enjoyedMonths: 20 },
    ...{ notByEmployer: { byEmployer: true }, paid: { monthsPaid: 5 } },
    ...{ order: { periodFrom: '2026-01' }, capDifficult: { enjoyedMonths: 31 } },
    ...{ pensionShare: { pensionAsked: 4001 }, medicalShare: { medicalAsked: 1 }, otherShare: { otherAsked: 1 } },
    ...{ total: { totalAsked: 2999 }, account: { accountName: '测试乙' }, promises: { promises: false } },
    // Two months that the office has still to fill in.
    ...{ inTime: untold, informed: { agreesNotice: false } },
  },
  JY14: {
    registered: held,
    ...{ age: forAll.age, timesAYear: { takenThisYear: 3 }, notSame: { takenSame: true } },
    ...{ notElsewhere: { otherClass: true }, willing: { willAttend: false }, informed: { agreesNotice: false } },
  },
  JY15: {
    ...{ age: forAll.age, willing: { willAttend: false }, running: { course: 'iyb' }, notSame: { takenSame: true } },
    ...{ notElsewhere: { otherClass: true }, informed: { agreesNotice: false } },
  },
}

/** The rows of a sound form, all of them changed. */
function rowsOf(code: string, field: string, change: Readonly<Record<string, unknown>> = {}): readonly object[] {
  return (formOf(code)[field] as readonly object[]).map((row) => ({ ...row, ...change }))
}

/** A survey of a company. */
function surveyed() {
  return {
    ...{ target: 'company', name: '测试公司', creditCode: '91220201MA00000005', industry: 'C', staffCount: 10 },
    ...{ shortage: 0, planHire: 0, planCut: 0, contact: '测试甲', phone: '13800138000' },
  }
}

/** A small undertaking that borrows. */
function small() {
  return { borrower: 'small', staff: 5, hired: 1, hires: ['测试乙，登记失业人员'], arrears: false }
}

const s = await testServer('refusals', '2026-11-23T09:30:00+08:00')

for (const { code, name } of s.world.catalogue.list()) {
  const service = s.world.catalogue.get(code)!.service
  const checked = service.conditions.filter(({ check }) => check !== undefined)
  test(`${name}: every condition that a machine sees has a form here`, () => {
    assert.deepEqual(Object.keys(wanting[code] ?? {}).sort(), checked.map(({ id }) => id).sort())
  })
  test(`${name}: a condition that is not met is found, told by its own words, and nothing is accepted (8.1, 8.2, 8.4)`, async () => {
    for (const { id, label, fails, each } of checked) {
      const change = wanting[code]?.[id] ?? {}
      if (Object.keys(change).length === 0) continue
      const opened = await s.open('wang', 'case', { service: code, form: { ...formOf(code), ...change } })
      assert.equal(opened.status, 201, `${id}: ${JSON.stringify(opened)}`)
      const row = rowOf(opened, id)
      assert.ok(row, `${id} is not asked`)
      // What a person has to confirm as well is shown with the machine's finding; a "no" of theirs needs no more than it.
      const reviewed = await s.move('wang', opened, 'check', reviewOf(opened))
      assert.equal(reviewed.status, 200, `${id}: ${JSON.stringify(reviewed)}`)
      const { conditions } = reviewed.matter.facts['review'] as { conditions: readonly Judged[] }
      const found = conditions.find((one) => one.id === id)
      assert.equal(found?.result, 'no', `${id} ${label}`)
      // Of rows the one that fails is named, by its number and its shortened name.
      const named = each === undefined ? /^$/ : /^第1行（测\*.）(、第2行（测\*.）)?：$/
      const [who = '', rest] = (found?.reason ?? '').split(fails)
      assert.ok(named.test(who) && rest === '', `${id} ${label}: ${found?.reason}`)
      const on = service.handling === 'instant' ? 'finish' : 'accept'
      const accepted = await s.refused('wang', reviewed, on)
      assert.equal(accepted.status, 422, `${id}: ${JSON.stringify(accepted)}`)
      const refused = await s.move('wang', reviewed, 'refuse', { ground: 'not-met', reason: fails })
      assert.equal(refused.matter.closed, true, `${id}: ${JSON.stringify(refused)}`)
      const nobodyApplied = service.handling === 'initiated'
      assert.deepEqual(
        refused.sheets.map(({ title }) => title),
        nobodyApplied ? [] : ['不予受理通知书'],
      )
    }
  })
}

type Judged = { readonly id: string; readonly result: string; readonly reason?: string }

function rowOf({ offers }: Page, id: string): unknown {
  const shape = offers.find(({ move }) => move === 'check')?.input as
    | { properties: { conditions: { 'x-rows': readonly { id: string }[] } } }
    | undefined
  return shape?.properties.conditions['x-rows'].find((one) => one.id === id)
}
