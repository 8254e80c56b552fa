import Type, { type TSchema } from 'typebox'
import type { Limit } from '#core/clock.ts'
import { dayOf, spoken } from '#core/day.ts'
import { form, longText, member, post } from '#core/field.ts'
import { alone, notOffered, offered, together } from '#core/hands.ts'
import { type Facts, isSealed, type Matter } from '#core/matter.ts'
import type { ClockStep, Move, Process, Setting, State } from '#core/process.ts'
import { rowsIn } from '#core/service/condition.ts'
import { followingOf, inTouch, overtakes } from '#core/service/enrolling.ts'
import { settingKey } from '#core/service/figure.ts'
import { followsOf } from '#core/service/following.ts'
import { applicable, readForm } from '#core/service/form.ts'
import { type Field, type Service, type ServiceVersion, unitLabels } from '#core/service/format.ts'
import { amendSchema, formSchema } from '#core/service/schema.ts'
import { stepsOf } from '#core/service/steps.ts'
import { fill } from '#core/service/template.ts'
import { isInitiated, wordingOf } from '#core/service/wording.ts'
import { writtenSchema } from '#core/service/written.ts'
import { views } from '#rules/commitments/policy.ts'
import { rated } from '#rules/quality-service/policy.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { gapsOf } from '#rules/told-once/gaps.ts'
import { acceptance, applicantIn, fromContact, intake } from '#rules/told-once/intake.ts'
import { resultPaper, resultValues } from '#rules/told-once/papers.ts'
import { everythingJudged, figuresStand, nothingWanting } from '#rules/told-once/review.ts'
import { explanation } from './explain.ts'
import { alsoByLaw, noting } from './noting.ts'
import { delayPaper, extensionPaper } from './papers.ts'
import { agreedAnew } from './passed.ts'
import {
  afterTheDate,
  amountAsked,
  askedByAnother,
  askedLate,
  beforeTheDate,
  ExtensionDenied,
  ExtensionGranted,
  extensionAsked,
  extensionDecided,
  extensionForm,
  noExtensionYet,
  notAskedLate,
  nothingAsked,
  nothingElseAsked,
  recomputed,
  reported,
  somethingAsked,
  withinTheLaw,
  withinTheMost,
} from './policy.ts'
import { clocksInto, granted, limitClock, stateOf, stepRows, stepStates, turnInto } from './steps.ts'

const clockLabels = {
  review: { label: '审查告知期限', of: 'office' },
  supplement: { label: '补正期限', of: 'visitor' },
  statutory: { label: '法定期限', of: 'office' },
  accept: { label: '接收移交期限', of: 'office' },
  decide: { label: '延期审批期限', of: 'office' },
  explain: { label: '超期说明期限', of: 'office' },
  newDay: { label: '新答应的日期', of: 'office' },
} as const satisfies Process['clocks']

/** 办件: the process of one service, made from its file and nothing else; a 16th service is one more file. */
export function caseProcess({ service }: ServiceVersion): Process<string, CaseFacts> {
  const instant = service.handling === 'instant'
  const wording = wordingOf(service)
  return {
    kind: 'case',
    title: service.name,
    letter: 'B',
    states: statesOf(service),
    clocks: clocksOf(service),
    limits: limitsOf(service),
    sensitive: sensitiveIn(service),
    ...(service.settings && { figures: figuresOf(service) }),
    ...(service.records && { records: looksInto(service) }),
    ...(stepsOf(service).some((step) => step.form) && { written: writtenIn(service) }),
    values: (matter) => valuesOf(service, matter),
    opening: {
      label: wording.open,
      to: 'reviewing',
      by: ['window', 'visitor'],
      cites: ['8.2', '2.3.1'],
      input: applicationOf(service),
      checksAny: true,
      checks: (input: { form: unknown }, { at }) => {
        const read = readForm(service, input.form, dayOf(at))
        return 'problems' in read ? read.problems : []
      },
      keeps: (input: Applied, setting) => applied(service, input, setting),
      title: ({ applicant, serviceName, online }) => `${applicant}：${serviceName}${online ? '（网上）' : ''}`,
      clocks: alsoByLaw(service, [
        instant
          ? { clock: 'limit', do: 'start', limit: 'service.instant' }
          : { clock: 'review', do: 'start', limit: 'case.review' },
      ]),
      says: ({ applicant, initiated, online }) =>
        initiated ? wording.opened(applicant) : `${applicant}${online ? '网上' : ''}申请${service.name}`,
      continues: { field: 'contact', move: 'to-case', carries: fromContact(service) },
    },
    moves: noting(service, clocksOf(service), { ...roadOf(service), ...asideOf(service) }),
  }
}

function clocksOf(service: Service): Process['clocks'] {
  const closes = stepsOf(service).find(({ kind }) => kind === 'publicNotice')
  return {
    ...clockLabels,
    limit: { label: service.handling === 'instant' ? '即办时限' : '办结期限', of: 'office' },
    notice: { label: '公示期', of: 'public', due: `close-${closes?.id}` },
  }
}

function statesOf(service: Service): Record<string, State> {
  const wording = wordingOf(service)
  const instant = service.handling === 'instant'
  return {
    reviewing: {
      label: '审查材料',
      owner: 'holder',
      clock: instant ? 'limit' : 'review',
      say: ['serving', 'formWrong', 'missing'],
    },
    supplementing: { label: '待补正', owner: 'visitor', clock: 'supplement', say: ['missing'] },
    ...(instant
      ? {}
      : {
          ...stepStates(service),
          [granted]: { label: '待发结果', owner: 'holder', clock: limitClock(service), say: ['notToday'] },
        }),
    done: { label: '已办结', closed: true, say: ['done', 'thanked'] },
    refused: { label: wording.refused, closed: true, say: ['cannot', 'dissatisfied'] },
    ...(instant ? {} : { denied: { label: wording.denied, closed: true } }),
    withdrawn: { label: wording.withdrawn, closed: true },
  }
}

/** The main road: review, acceptance, steps, result (7.3, 7.4). */
// biome-ignore format: the table is read by columns
function roadOf(service: Service): Record<string, Move<string, CaseFacts>> {
  const counter = intake(service, amendShape(service))
  const finish = { keeps: decided(service), paper: resultPaper(service), clocks: [{ clock: '*', do: 'stop' }], main: true, ...enrols(service), ...meets(service) } as const
  if (service.handling === 'instant')
    return { ...counter, finish: { label: '即时办结', from: ['reviewing'], to: 'done', by: ['holder', 'deputy', 'partner'], cites: ['7.3', '6.4'], needs: [everythingJudged, nothingWanting, ...(service.settings ? [figuresStand(service)] : [])], ...finish, says: () => '材料齐全，当场办结' } }
  const [first] = service.steps
  const promised: ClockStep[] = service.limits.promised ? [{ clock: 'limit', do: 'start', limit: 'service.promised' }] : []
  const start = [...promised, ...clocksInto(service, first)]
  return {
    ...counter,
    accept: acceptance(service, first ? stateOf(first) : granted, turnInto(first), start),
    ...stepRows(service),
    finish: agreedAnew(service, stepsOf(service), { label: '办结并发放结果', from: [granted], to: 'done', by: ['holder', 'deputy', 'partner'], cites: ['7.4', '6.4'], ...finish, says: () => '办结，发放办理结果' }),
  }
}

/** Issued, the result opens the register of its service, or goes on in it, in the same transaction. */
function enrols(service: Service): Pick<Move<string, CaseFacts>, 'follows'> {
  if (service.follows)
    return { follows: ({ id, facts }) => followsOf(service, { id, form: facts.form, steps: facts.steps ?? [] }) }
  if (!service.enrolment) return {}
  return {
    follows: ({ id, number, facts }, _input, { at }) =>
      followingOf(service, facts.form, { id, number, applicant: facts.applicant }, dayOf(at)),
  }
}

/** Handed the result, the applicant was in touch with us; whom the office went to on its own account was not. */
function meets(service: Service): Pick<Move<string, CaseFacts>, 'touches'> {
  return {
    touches: ({ id, number, facts }, { at }) => {
      const of = facts.form['idNumber']
      if (!isSealed(of)) return null
      const others = overtakes(service, facts.form, { id, number, applicant: facts.applicant }, dayOf(at))
      const met = facts.initiated ? null : inTouch(of, { number, what: `办理${service.name}` })
      return [met ?? [], others ?? []].flat()
    },
  }
}

/** Beside the road: extension, hand-over, time, personal data, rating. */
// biome-ignore format: the table is read by columns
function asideOf(service: Service): Record<string, Move<string, CaseFacts>> {
  const all = Object.entries(statesOf(service))
  const open = all.filter(([, state]) => !state.closed).map(([name]) => name)
  const closed = all.filter(([, state]) => state.closed).map(([name]) => name)
  const working = open.filter((state) => state !== 'reviewing' && state !== 'supplementing')
  const decided: ClockStep[] = [{ clock: 'decide', do: 'stop' }]
  const { promised } = service.limits
  const unit = promised?.unit ?? 'workingDays'
  const length = unitLabels[unit]
  const asking = extensionForm(unit)
  const extension: Record<string, Move<string, CaseFacts>> = service.handling === 'instant' || !promised ? {} : {
    'ask-extension':  { label: '申请延期', from: working, by: ['holder', 'deputy'], cites: ['7.5'], needs: [beforeTheDate, noExtensionYet, nothingAsked, nothingElseAsked], input: asking, checks: extensible, keeps: extensionAsked, asks: 'above', clocks: [{ clock: 'decide', do: 'start', limit: 'extension.decide' }], says: (_m, i: { amount: number; reason: string }) => `申请延期 ${i.amount} ${length}：${i.reason}` },
    'ask-late':       { label: '逾期提出延期（记为超期）', from: working, by: ['holder', 'deputy'], cites: ['7.5'], needs: [afterTheDate, notAskedLate, nothingAsked], input: asking, keeps: askedLate, says: (_m, i: { amount: number; reason: string }) => `期限届满后才提出延期 ${i.amount} ${length}，不予延期，记为超期：${i.reason}` },
    extend:           { label: '批准延期并告知', from: working, by: ['head', 'superior'], cites: ['7.5'], needs: [somethingAsked, askedByAnother, beforeTheDate], input: ExtensionGranted, keeps: extensionDecided('granted'), asks: null, clocks: [{ clock: 'limit', do: 'extend', amount: amountAsked }, ...decided], paper: extensionPaper(service), says: (_m, i: { opinion: string }) => `批准延期并告知当事人：${i.opinion}` },
    'deny-extension': { label: '不同意延期', from: working, by: ['head', 'superior'], cites: ['7.5'], needs: [somethingAsked, askedByAnother], input: ExtensionDenied, keeps: extensionDecided('denied'), asks: null, clocks: decided, says: (_m, i: { opinion: string }) => `不同意延期：${i.opinion}` },
  }
  return {
    ...explanation<CaseFacts>(open, closed, delayPaper(service)),
    ...extension,
    join:        { label: '请协办人', from: open, by: ['holder', 'deputy', 'head'], cites: ['5.2'], needs: [alone], input: form({ with: post('协办岗位'), why: longText('协办事由') }), partner: 'join', says: (_m, i: { with: string; why: string }, s) => `请${s.nameOf(i.with)}协办：${i.why}` },
    part:        { label: '结束协办', from: open, by: ['holder', 'deputy', 'head', 'partner'], cites: ['5.2'], needs: [together], partner: 'part' },
    'hand-over': { label: '移交承办', from: open, by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b', '5.5'], needs: [notOffered], input: form({ to: post('接收岗位'), note: longText('移交说明') }), custody: 'offer', clocks: [{ clock: 'accept', do: 'start', limit: 'handover.accept' }], says: (_m, i: { to: string; note: string }, s) => `移交给${s.nameOf(i.to)}：${i.note}` },
    recall:      { label: '收回移交', from: open, by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b'], needs: [offered], custody: 'recall', clocks: [{ clock: 'accept', do: 'stop' }] },
    'take-over': { label: '接收承办', from: open, by: ['receiver'], cites: ['2.3.2.b'], needs: [offered], custody: 'accept', clocks: [{ clock: 'accept', do: 'stop' }] },
    'send-back': { label: '退回移交', from: open, by: ['receiver'], cites: ['2.3.2.b', '2.4.3'], needs: [offered], input: form({ reason: longText('退回理由') }), custody: 'decline', clocks: [{ clock: 'accept', do: 'stop' }], says: (_m, i: { reason: string }) => `退回移交：${i.reason}` },
    lapse:       reported(open),
    recompute:   recomputed(open),
    reveal:      views([...open, ...closed], labelsOf(service)),
    rate:        rated(closed),
  }
}

const extensible = (matter: Matter, input: { amount: number }, setting: Setting) => [
  ...withinTheMost(matter, input, setting),
  ...withinTheLaw(matter, input, setting),
]

/** The words of the result, with everything that its text may name (`resultNames`, the form's answers in words). */
function decided(service: Service) {
  return (facts: CaseFacts, _input: unknown, setting: Setting, matter: Matter<CaseFacts>): CaseFacts => {
    const values = resultValues(service, { ...matter, facts }, setting)
    return { ...facts, outcome: service.results.flatMap(({ text }) => fill(text, values) ?? []).join('；') }
  }
}

/** What the phrases may name: how many papers are missing and which, and the date that was promised (3.4.1). */
function valuesOf(
  service: Service,
  { facts, clocks, state }: Matter<CaseFacts>,
): Readonly<Record<string, string | undefined>> {
  const gaps = gapsOf(service, facts).concat(facts.review ? [] : (facts.notices?.at(-1)?.gaps ?? []))
  const due = clocks.find(({ name, is }) => is === 'running' && (name === 'supplement' || name === 'limit'))?.dueAt
  return {
    service: service.name,
    count: gaps.length ? String(gaps.length) : undefined,
    materials: gaps.map(({ name }) => name).join('、') || undefined,
    material: service.materials[0]?.name,
    // A form that was filled in wrongly is named, so that it is filled in anew at once (3.4.1).
    field: service.materials.find(
      ({ id, kind }) =>
        kind === 'form' && facts.review?.materials.some((one) => one.id === id && one.result === 'wrong'),
    )?.name,
    // Before anything was asked for or accepted there is no date to name.
    date: due && state !== 'reviewing' ? spoken(dayOf(due)) : undefined,
    reason: facts.outcome,
  }
}

function limitsOf(service: Service): Record<string, Limit> {
  const limit = (
    rule: string,
    { amount, unit, source }: { amount: number; unit: Limit['unit']; source: string },
  ): Limit => ({ amount, unit, rule, source })
  const { statutory, promised } = service.limits
  const source = promised?.source ?? service.supplement.source
  const notices = stepsOf(service)
    .filter(({ kind }) => kind === 'publicNotice')
    .map(
      (step) =>
        [
          `service.notice.${step.id}`,
          limit(`service.notice.${step.id}`, {
            amount: step.days ?? 5,
            unit: 'workingDays',
            source: step.source ?? source,
          }),
        ] as const,
    )
  return {
    ...(promised && { 'service.promised': limit('service.promised', promised) }),
    ...(statutory && { 'service.statutory': limit('service.statutory', statutory) }),
    'service.supplement': limit('service.supplement', service.supplement),
    'service.instant': limit('service.instant', {
      amount: service.instantMinutes ?? 30,
      unit: 'workingMinutes',
      source,
    }),
    ...Object.fromEntries(notices),
  }
}

/** The fields and columns that are covered until somebody says why they look. */
function sensitiveIn(service: Service): readonly string[] {
  return shownFields(service).flatMap(({ at, field: { name, sensitive, columns = [] } }) => [
    ...(sensitive ? [`${at}.${name}`] : []),
    ...columns.flatMap((column) => (column.sensitive ? [`${at}.${name}.${column.name}`] : [])),
  ])
}

/** The fields of the form, and those that its steps write down, by where they lie among the facts. */
function shownFields(service: Service): readonly { readonly at: string; readonly field: Field }[] {
  const own = service.form.map((field) => ({ at: 'form', field }))
  return [
    ...own,
    ...stepsOf(service).flatMap(({ form: asked = [] }) => asked.map((field) => ({ at: 'steps.form', field }))),
  ]
}

const writtenIn = (service: Service): NonNullable<Process['written']> =>
  Object.assign({}, ...stepsOf(service).map((step) => writtenSchema(service, step)))

/** What the fields and columns are called where somebody looked at one, by their paths. */
function labelsOf(service: Service): Readonly<Record<string, string>> {
  const labels = shownFields(service).flatMap(({ at, field: { name, label, columns = [] } }) => [
    [`${at}.${name}`, label] as const,
    ...columns.map((column) => [`${at}.${name}.${column.name}`, `${label}的${column.label}`] as const),
  ])
  return Object.fromEntries(labels)
}

const figuresOf = ({ code, settings = [] }: Service): NonNullable<Process['figures']> =>
  Object.fromEntries(settings.map((setting) => [settingKey(code, setting), setting]))

/** Whose records are looked into: the applicant's, their household's, and of each row that has a citizen number. */
function looksInto({ form: fields, records = [] }: Service): NonNullable<Process['records']> {
  return {
    services: records.map(({ service, cases = false, alike = [] }) => ({ service, cases, alike })),
    of: (facts) => {
      const { form: answers } = facts as CaseFacts
      const cells = fields.flatMap(({ name, type, columns = [] }): unknown[] => {
        if (type === 'idNumber' || type === 'householdNumber') return [answers[name]]
        const numbers = columns.filter((column) => column.type === 'idNumber').map((column) => column.name)
        return rowsIn(answers, name).flatMap((row) => numbers.map((one) => (row as Facts)[one]))
      })
      return cells.flatMap((cell) => (isSealed(cell) ? [cell.blind] : []))
    },
  }
}

/** 代办: who of the staff filled it in for somebody who could not. */
const helped = member('代办：帮助填写申请的工作人员', { 'x-hint': '服务对象自己填写的不选' })

function applicationOf(service: Service): TSchema {
  const { properties, ...rest } = Type.Object(
    {
      service: Type.Literal(service.code),
      contact: Type.Optional(Type.String({ format: 'uuid' })),
      sitting: Type.Optional(Type.String({ format: 'uuid', 'x-widget': 'hidden' })),
    },
    { additionalProperties: false },
  )
  return {
    ...rest,
    required: ['service', 'form'],
    properties: { ...properties, form: { ...formSchema(service), 'x-widget': 'form' }, helper: helped },
  }
}

function amendShape(service: Service) {
  return ({ facts }: Matter): TSchema => {
    return {
      type: 'object',
      additionalProperties: false,
      required: ['form'],
      properties: { form: { ...amendSchema(service, (facts as CaseFacts).form), 'x-widget': 'form' } },
    }
  }
}

type Applied = Pick<CaseFacts, 'form' | 'helper'> & { readonly contact?: string; readonly sitting?: string }

function applied(service: Service, input: Applied, { at, actor }: Setting): CaseFacts {
  const { form: typed, contact, sitting, helper } = input
  const today = dayOf(at)
  const answers = applicable(service, typed, today)
  const applicant = applicantIn(service, answers)
  return {
    ...{ service: service.code, serviceName: service.name, form: answers, applicant },
    ...(isInitiated(service, answers, today) && { initiated: true as const }),
    ...(contact && { contact }),
    ...(sitting && { sitting }),
    ...(helper && { helper }),
    // Nobody of the staff took it in: it came in online.
    ...(actor === null && { online: true as const }),
  }
}
