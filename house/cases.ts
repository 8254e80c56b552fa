import { demoPost, demoStaff } from '#office/seed.ts'

/**
 * A form of each service in which every machine check finds things in order (测试数据: sound check digits, nobody behind
 * them). Days that may not lie behind are far ahead, days that may not lie ahead are past.
 */

const person = { name: '测试甲', idNumber: '220202199001010012', mobile: '13800138000' }
const home = { address: '测试路1号', community: '测试社区' }
const company = { company: '测试公司', creditCode: '91220201MA00000005' }

const need = {
  ...{ ...company, companyKind: 'enterprise', companyAddress: '测试路1号', contact: '测试甲', phone: '13800138000' },
  ...{ agent: '测试乙', services: ['recruit'], recruits: true, workTerm: 'long' },
  ...{ workPlace: '测试路1号', charges: false },
  jobs: [{ title: '测试工', headcount: 2, payLow: 3000, payTop: 4000, requirement: '持电工证' }],
}

const survey = {
  ...{ target: 'household', name: '测试甲', round: '测试轮次', community: '测试社区', method: 'visit', informed: true },
  ...{ householdNumber: 'C0001', relation: 'head', householdKind: 'family', population: 3, sex: 'male' },
  ...{
    bornMonth: '1990-01',
    workedLastWeek: false,
    status: 'unemployed',
    surveyor: '测试丙',
    surveyedOn: '2026-01-05',
  },
}

const household = {
  ...{ ...person, ...home, householder: '测试甲', relation: 'head', householdNumber: 'H0001' },
  members: [
    { name: '测试甲', idNumber: person.idNumber, relation: '户主', situation: 'jobless', registered: true },
    { name: '测试乙', idNumber: '220204198512310023', relation: '配偶', situation: 'jobless', registered: true },
  ],
  ...{ registeredAddress: '测试路1号', businessIncome: false, householdIncome: 0, wantsWork: true },
  ...{ membersAgree: true, agreesNotice: true },
}

const help = {
  ...{
    ...person,
    ...home,
    targetType: 'difficult',
    recognisedOn: '2026-01-05',
    openedBy: 'office',
    helper: demoStaff('wang'),
  },
  ...{ needs: ['job'], employed: false, wantsWork: true, firstMeeting: '2026-03-05' },
  planItems: [{ type: 'job', what: '推荐3个附近岗位', by: '2055-02-05' }],
}

const seeker = {
  ...{ ...person, working: false, wantedJob: '测试工', payLow: 3000, workPlace: '测试区', workKind: ['full'] },
  ...{ startFrom: '2055-01-05', validity: '3', agreesShare: true, truthful: true },
}

const vacancy = {
  ...{ ...company, companyIntro: '测试单位', contact: '测试甲', phone: '13800138000', hotline: '0432-62012345' },
  ...{ agent: '测试乙', origin: 'window', jobTitle: '测试工', jobType: '测试工', headcount: 2, workKind: 'full' },
  ...{ educationAtLeast: 'any', skillAtLeast: 'none', requirement: '持电工证', duties: '维护设备', payUnit: 'month' },
  ...{ payLow: 3000, payTop: 4000, benefits: '按国家规定', workPlace: '测试路1号', hiringSteps: '面试' },
  ...{ applyBy: '电话预约', publishFrom: '2055-01-05', publishUntil: '2055-02-05', charges: false, fair: false },
}

const loan = {
  ...{ ...person, borrower: 'person', group: 'unemployed', businessName: '测试商店', creditCode: company.creditCode },
  ...{ registeredOn: '2025-06-02', industry: '零售', businessAddress: '测试路1号', jobs: 1, amount: 200000 },
  ...{ usage: '进货', term: 24, loansBefore: 0, married: false, otherLoans: false, agreesReferral: true },
}

const hiring = {
  ...{ ...company, companyAddress: '测试路1号', contactName: '测试甲', mobile: '13800138000', year: 2025, quota: 6000 },
  hires: [
    {
      ...{ name: '测试丙', idNumber: '220203197512311017', kind: 'unemployed', unemployedSince: '2024-05-06' },
      ...{ contractFrom: '2025-01-01', contractTo: '2025-12-31', insuredFrom: '2025-01' },
      ...{ monthsThisYear: 12, monthsBefore: 0, otherRelief: false },
    },
  ],
}

const founder = {
  ...{ ...person, group: 'unemployed', unemployedSince: '2025-01-06', businessName: '测试商店' },
  ...{ creditCode: company.creditCode, registeredOn: '2025-10-08', businessAddress: '测试路1号' },
  ...{ isOperator: true, enjoyedMonths: 0 },
}

const flexible = {
  ...{ ...person, address: '测试路1号', action: 'start', workType: 'platform', content: '配送', place: '测试区' },
  ...{ startedOn: '2026-01-05', byEmployer: false, truthful: true },
}

const subsidy = {
  ...{ ...person, householdPlace: '测试路1号', community: '测试社区', kind: 'difficult', difficulty: 'older' },
  ...{ nearRetirement: false, workPlace: '测试区', work: '配送', byEmployer: false, periodFrom: '2025-07' },
  ...{ periodTo: '2025-12', monthsPaid: 6, enjoyedMonths: 0, pensionPaid: 6000 },
  ...{ pensionAsked: 3000, medicalPaid: 0, medicalAsked: 0, otherPaid: 0, otherAsked: 0, totalAsked: 3000 },
  ...{ accountName: '测试甲', bankName: '测试银行', account: '6222020000000000', promises: true, agreesNotice: true },
}

const training = {
  ...{ ...person, ...home, personKind: 'unemployed', trainingKind: 'skill', provider: '测试培训机构' },
  ...{ tradeGroup: '生活服务', trade: '养老护理员', level: '5', subsidyWay: 'provider', takenThisYear: 0 },
  ...{ takenSame: false, otherClass: false, willAttend: true, agreesNotice: true },
}

const starting = {
  ...{ ...person, ...home, starterKind: 'unemployed', course: 'syb', stage: 'thinking', provider: '测试培训机构' },
  ...{ takenSame: false, otherClass: false, willAttend: true, agreesNotice: true },
}

export const caseForms: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...{ JY03: need, JY04: survey, JY05: household, JY06: help, JY07: seeker, JY08: vacancy, JY09: loan, JY10: hiring },
  ...{ JY11: founder, JY12: flexible, JY13: subsidy, JY14: training, JY15: starting },
}

/** What the steps of these services write down on a day, by the step (测试数据). */
export const stepFormsOn = (today: string): Readonly<Record<string, unknown>> => ({
  match: { ways: ['candidates'], referred: 3, hired: 1, feedback: '满意（测试数据）' },
  visit: {
    visitedOn: today,
    present: ['applicant'],
    members: 2,
    found: '与申请一致（测试数据）',
    conclusion: 'agrees',
  },
  with: demoPost('sljd.review'),
  qualification: { amount: 200000, term: 24 },
  meeting: { firstOn: today },
})
