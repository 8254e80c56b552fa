import { parseInstant } from '#core/day.ts'
import type { Matter, MatterId } from '#core/matter.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'
import type { Column, Field, Service } from '#core/service/format.ts'
import { stepsOf } from '#core/service/steps.ts'
import { fill } from '#core/service/template.ts'
import type { SheetData } from '#core/sheet.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { resultPaper, resultValues } from '#rules/told-once/papers.ts'

/** Obviously artificial answers to every question of a service's form. */
function answers({ form = [] }: { readonly form?: Service['form'] }): Readonly<Record<string, unknown>> {
  return Object.fromEntries(form.map((field) => [field.name, answer(field)]))
}

/** Of a service whose paper shows a sum with its parts: they make it up. */
const addingUp: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  JY10: {
    ...{ year: 2026, quota: 5000 },
    hires: [
      {
        ...{ name: '测试甲', idNumber: sealedNumber('110101********002X'), kind: 'unemployed' },
        ...{ unemployedSince: '2025-06-10', contractFrom: '2026-01-05', contractTo: '2027-01-04' },
        ...{ insuredFrom: '2026-01', monthsThisYear: 10, workedTo: '2026-10', monthsBefore: 0, otherRelief: false },
      },
    ],
  },
}

/** What an invented applicant answered. */
export function sampleAnswers(service: Pick<Service, 'code' | 'form'>): Readonly<Record<string, unknown>> {
  return { ...answers(service), ...addingUp[service.code] }
}

function sealedNumber(masked: string) {
  return { sealed: 'specimen', masked, blind: 'specimen' }
}
const plain: Partial<Record<Field['type'], unknown>> = {
  idNumber: sealedNumber('110101********002X'),
  mobile: sealedNumber('138****0000'),
  phone: sealedNumber('000****0000'),
  bankCard: sealedNumber('6200***********0000'),
  householdNumber: sealedNumber('***00'),
  creditCode: '91000000MA00000000',
  date: '2026-10-08',
  month: '2026-01',
  number: 12,
  integer: 12,
  money: 3000,
  yesNo: true,
  longText: '测试内容（测试数据）',
  staff: 'specimen-staff',
}

function answer(field: Field | Column): unknown {
  const { type, options = [], label, min } = field
  const [first] = options
  if (type === 'choice') return first?.code
  if (type === 'list') return first ? [first.code] : [`测试${label}`]
  if ('columns' in field && field.columns)
    return [Object.fromEntries(field.columns.map((one) => [one.name, answer(one)]))]
  // A whole number that can't be small is a year.
  if (type === 'integer' && typeof min === 'number' && min >= 1900) return 2026
  return plain[type] ?? `测试${label}`
}

const hold = { post: 'specimen-post' as PostId, staff: 'specimen-staff' as StaffId }
const names: Readonly<Record<string, string>> = {
  'specimen-staff': '测试王某',
  'specimen-office': '测试街道公共就业服务中心',
  'phone:specimen-office': '000-00000000',
}

/** The result of a service as it is handed out, of an invented case: words and facts are filled by the code that runs. */
export function sampleResult(service: Service): SheetData['result'] {
  const at = parseInstant('2026-11-23T10:00:00+08:00')
  const setting = { at, nameOf: (id: string) => names[id] ?? '测试单位' }
  const applicant = service.object === 'company' ? '测试有限公司' : '测试甲'
  const steps = stepsOf(service).map((step) => ({
    ...{ step: step.id, by: hold.staff, at, opinion: `${step.label}：同意`, form: answers(step) },
  }))
  const facts = {
    service: service.code,
    serviceName: service.name,
    form: sampleAnswers(service),
    applicant,
    steps,
  } as CaseFacts
  const matter: Matter<CaseFacts> = {
    ...{ id: 'specimen' as MatterId, number: 'CS-B-2026-000012', kind: 'case', state: 'done', version: 9, facts },
    service: { code: service.code, version: String(service.version) },
    ...{ office: 'specimen-office' as OfficeId, turn: null, asked: null, clocks: [], openedAt: at, closedAt: at },
    custody: { first: hold, holder: hold, offered: null, bounces: 0 },
  }
  const values = resultValues(service, matter, setting)
  const outcome = service.results.flatMap(({ text }) => fill(text, values) ?? []).join('；')
  const paper = resultPaper(service)({ ...matter, facts: { ...facts, outcome } }, {}, setting)
  if (paper.kind !== 'result') throw new TypeError(`${service.code} has another paper for its result`)
  return paper.data
}
