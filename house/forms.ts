import { addDays, day } from '#core/day.ts'
import { reviewConditions } from '#core/service/condition.ts'
import { materialsFor } from '#core/service/material.ts'
import { scopeOf } from '#core/service/scope.ts'
import { caseForms, stepFormsOn } from '#house/cases.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { demoOffice, demoPost } from '#office/seed.ts'

/** What visitors of the tests fill in. All people are 测试数据: sound check digits, nobody behind them. */

export const contactInput = {
  channel: 'visit',
  inquiry: 'service',
  matter: '想了解失业登记怎么办',
  name: '测试甲',
  phone: '13800138000',
} as const

/** A breach that time found, of somebody who had one before within the year. */
export const accountInput = {
  office: '01900000-0000-7000-8001-000000000003',
  staff: '01900000-0000-7000-8002-000000000003',
  breach: 'contact',
  found: '首次联系期限届满，没有联系服务对象（测试数据）',
  duty: '期限届满时由A角在岗办理（测试数据）',
  evidence: [{ says: '2026年2月27日 09:00 接收（测试数据）' }],
  earlier: [{ says: '2026年1月5日 批评并责令改正（测试数据）', matter: '01900000-0000-7000-8009-000000000001' }],
  key: 'matter:contact:0',
} as const

export const petitionInput = {
  channel: 'visit',
  matter: '补贴没有按时到账（测试数据）',
  demand: '请核实并补发',
  important: false,
  name: '测试甲',
  phone: '13800138000',
  address: '测试路1号',
  people: 1,
} as const

/** A task that the head sets for the first window. */
/** 测试数据: ids of no entry, since the table alone is walked. */
export const referralInput = {
  ...{ seeker: '01900000-0000-7000-8000-00000000a001', vacancy: '01900000-0000-7000-8000-00000000a002' },
  ...{ name: '测试甲', company: '测试公司', job: '电工', place: '测试路1号', pay: '3,500至4,500元/月' },
  ...{ applyBy: '电话预约', hotline: '0432-62012345', shares: true, agrees: true },
}

export const taskInput = {
  office: demoOffice('sljd'),
  to: demoPost('sljd.counter'),
  title: '汇总失业登记（测试数据）',
  content: '按社区汇总',
  days: 3,
} as const

/** A yellow notice of the district to the street office. */
export const warningInput = {
  office: demoOffice('sljd'),
  colour: 'yellow',
  ground: 'late',
  found: '三十日内超期三件（测试数据）',
  todo: '逐件说明并整改（测试数据）',
  days: 3,
} as const

/** What must be open and only people can write; until a day, so that time takes it down. */
export const disclosureInput = { topic: 'discipline', until: '2026-03-06' } as const

/** An inspection before the doors open, planned for the next day. */
export const inspectionInput = {
  office: demoOffice('sljd'),
  mode: 'planned',
  date: '2026-03-03',
  template: 'early',
  people: [],
  windows: [],
} as const

/** A spot check by lot, of one out of three. */
export const samplingInput = {
  ...{ office: demoOffice('sljd'), source: 'case', way: 'file', from: '2026-02-01', until: '2026-02-28', state: 'any' },
  ...{ strata: 'none', measure: 'count', amount: 1, favour: 'none', why: '节后办件抽查（测试数据）' },
  population: { count: 3, hash: '9f2c6c1d0c5a4be3a1f07d8e1b0a3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d' },
} as const

/** Somebody of a household that was recognised today, to be helped. */
export const aidInput = {
  ...{ name: '测试甲', idNumber: '220202199001010012', phone: '13800138000', address: '测试路1号' },
  ...{ community: '测试社区', targetType: 'zeroEmployment', recognisedOn: '2026-03-02' },
} as const

/** A loan whose eligibility was found, to be recommended. */
export const loanInput = {
  ...{ name: '测试甲', idNumber: '220202199001010012', phone: '13800138000', borrower: 'person' },
  ...{ businessName: '测试商店', creditCode: '92220204MA0000001G', amount: 200_000, months: 24, usage: '进货' },
  loansBefore: 0,
  approval: '测审〔2026〕1号',
} as const

export const complaintInput = {
  ...{ office: demoOffice('sljd'), channel: 'onsite', target: 'window', window: '3号就业援助窗口', cause: 'attitude' },
  ...{ matter: '问话不理睬（测试数据）', name: '测试甲', phone: '13800138000' },
} as const

/** A visit rated very bad by somebody who left a number. */
export const badRatingInput = {
  ...{ visit: '01900000-0000-7000-8000-00000000b001', case: '01900000-0000-7000-8000-00000000b001' },
  ...{ staff: '01900000-0000-7000-8002-000000000003', level: 1, items: ['115'], words: '等了很久（测试数据）' },
  ...{ channel: 'evaluator', ratedAt: 1772413200000, isReachable: true },
} as const

/** What the head of the office asks the superior to take out of the figures. */
export const appealInput = {
  ...{ handling: 'sljd-C-2026-000001', staff: badRatingInput.staff, level: 1, items: ['115'], month: '2026-03' },
  ...{ ground: 'mistaken', says: '评价人说按错了（测试数据）' },
} as const

const registration = {
  ...{ name: '测试甲', idNumber: '220202199001010012', mobile: '13800138000', address: '测试路1号' },
  ...{ reason: '20', unemployedSince: '2025-10-08', formerEmployer: '测试公司', employed: false, ownsBusiness: false },
  ...{ receivesPension: false, studying: false, wantsWork: true },
}

const recognition = {
  ...{
    name: '测试乙',
    idNumber: '220204198512310023',
    mobile: '13800138000',
    address: '测试路2号',
    community: '测试社区',
  },
  ...{ unemployedSince: '2025-05-23', category: 'older', monthlyIncome: 0, employed: false, ownsBusiness: false },
  ...{ wantsWork: true, agreesNotice: true },
}

const forms: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...caseForms,
  ...{ JY01: registration, JY02: recognition },
}

/** A form of a service in which every machine check finds things in order on a day. */
export function formOf(service: string, today = day('2026-03-02')): Readonly<Record<string, unknown>> {
  const form = forms[service]
  if (!form) throw new RangeError(`add a form of ${service} to house/cases.ts`)
  return service === 'JY06' ? { ...form, firstMeeting: addDays(today, 3) } : form
}

/** What a step writes down besides its opinion, by the fields of its form. */
export function writtenOf(fields: readonly string[], today = '2026-03-02'): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(stepFormsOn(today)).filter(([name]) => fields.includes(name)))
}

type Wanting = {
  readonly missing?: readonly string[]
  readonly wrong?: readonly string[]
  readonly no?: readonly string[]
}

/** What has to be judged by a person when `formOf` is handed in. */
function asked(code: string): { readonly materials: readonly string[]; readonly conditions: readonly string[] } {
  const service = loadCatalogue().get(code)?.service
  if (!service) throw new RangeError(`there is no service ${code}`)
  const today = day('2026-03-02')
  const scope = scopeOf(formOf(code, today), today, undefined, undefined, today)
  const conditions = reviewConditions(service, scope).filter(({ is }) => is === 'ask')
  return {
    materials: materialsFor(service, scope).map(({ material }) => material.id),
    conditions: conditions.map(({ id }) => id),
  }
}

/** A review of `formOf` that finds everything in order but what is named. */
export function reviewOf(service: string, { missing = [], wrong = [], no = [] }: Wanting = {}) {
  const { materials, conditions } = asked(service)
  const found = (id: string) => (missing.includes(id) ? 'missing' : wrong.includes(id) ? 'wrong' : 'ok')
  return {
    materials: materials.map((id) =>
      found(id) === 'ok' ? { id, result: 'ok' } : { id, result: found(id), reason: '缺少或不合要求（测试数据）' },
    ),
    conditions: conditions.map((id) =>
      no.includes(id) ? { id, result: 'no', reason: '经核实不符合（测试数据）' } : { id, result: 'yes' },
    ),
  }
}
