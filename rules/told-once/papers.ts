import { dayOf, type Instant, spoken } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import { rowsIn } from '#core/service/condition.ts'
import { reckon } from '#core/service/expression.ts'
import type { Service } from '#core/service/format.ts'
import { limitSays } from '#core/service/opens.ts'
import { scopeOf } from '#core/service/scope.ts'
import { isGroup, stepsOf } from '#core/service/steps.ts'
import { fill } from '#core/service/template.ts'
import { wordingOf } from '#core/service/wording.ts'
import { answerSays, answersInWords, unanswered } from '#core/service/words.ts'
import { writtenInWords } from '#core/service/written.ts'
import type { Applicant, Paper, Reason, Received, Remedy, ResultSheet } from '#core/sheet.ts'
import type { CaseFacts } from './contract.ts'
import { gapsOf, groundsOf, procedureOf } from './gaps.ts'

type Case = Matter<CaseFacts>
/** What a paper asks of its moment. */
type Moment = Pick<Setting, 'at' | 'nameOf'>

const date = (at: Instant | number | null | undefined): string => (at ? spoken(dayOf(at as Instant)) : '—')

/** The applicant as addressed on paper; numbers stay masked there too. */
export function applicantOf(service: Service, facts: CaseFacts): Applicant {
  const of = (type: string) => {
    const value = answered(service, facts, type)
    return isSealed(value) ? value.masked : undefined
  }
  const idMasked = of('idNumber')
  // Of a person's application the code is that of their business, and stands in the form.
  const creditCode = idMasked ? undefined : answered(service, facts, 'creditCode')
  const phone = of('mobile') ?? of('phone') ?? facts.phone?.masked
  return {
    name: facts.applicant,
    ...(idMasked && { idMasked }),
    ...(typeof creditCode === 'string' && { creditCode }),
    ...(phone && { phone }),
  }
}

/** The first answer of this type that was given. */
function answered(service: Service, facts: CaseFacts, type: string): unknown {
  return service.form
    .filter((one) => one.type === type)
    .map(({ name }) => facts.form[name])
    .find((one) => one !== undefined)
}

/** The limit as promised, with what stands outside it: a date without that would promise too much (6.4). */
function limitOf(service: Service): string {
  const pauses = stepsOf(service).some(({ kind }) => kind === 'publicNotice') && !service.publicNoticeCountsInLimit
  const { promised } = service.limits
  if (!promised) return '由工作人员主动开展，不设办结期限'
  return `${limitSays(promised)}${pauses ? '（公示时间不计入，公示期间办结日期相应顺延）' : ''}`
}

/** What stands on every paper of a case. */
export function head(service: Service, matter: Case, setting: Moment) {
  return {
    ...(matter.facts.initiated && { initiated: true as const }),
    applicant: applicantOf(service, matter.facts),
    service: { name: service.name, code: service.code },
    appliedAt: date(matter.openedAt),
    caseNumber: matter.number,
    handler: { name: setting.nameOf(matter.custody.holder.staff) },
  }
}

/** What a paper is, as it stands in a list of papers. */
export const kinds = {
  original: '原件',
  copy: '复印件',
  originalAndCopy: '原件、复印件',
  electronic: '电子件',
  form: '表格',
} as const

/** The papers that the review found in order. */
function receivedOf(service: Service, { review }: CaseFacts): readonly Received[] {
  return (review?.materials ?? []).flatMap(({ id, result }): Received[] => {
    const material = service.materials.find((one) => one.id === id)
    if (!material || result !== 'ok') return []
    // An original is looked at and given back: none is kept, one was seen.
    return [{ name: material.name, copies: Math.max(1, material.copies), form: kinds[material.kind] }]
  })
}

const clockOf = ({ clocks }: Case, name: string) => clocks.find((clock) => clock.name === name)

/** 一次性告知书: all gaps of the review, procedure, limit, grounds, and by when (8.1). */
export function noticePaper(service: Service) {
  return (matter: Case, _input: unknown, setting: Setting): Paper => {
    const gaps = gapsOf(service, matter.facts)
    const unmet = gaps
      .filter(({ kind }) => kind === 'condition')
      .map(({ name, reason, basis }): Reason => ({ says: `${name}：${reason}`, basis }))
    return {
      kind: 'one-time-notice',
      data: {
        ...head(service, matter, setting),
        received: receivedOf(service, matter.facts),
        gaps: gaps
          .filter(({ kind }) => kind === 'material')
          .map(({ name, reason, requirement, basis }) => ({ name, fault: reason, requirement, basis })),
        ...(unmet.length && { unmet }),
        procedure: procedureOf(service),
        limit: limitOf(service),
        basis: groundsOf(service),
        supplementBy: date(clockOf(matter, 'supplement')?.dueAt),
        otherwise: '期满仍不能补正的，将依照规定不予受理；条件具备后可以重新申请。',
      },
    }
  }
}

/** The statutory limit beside the promised one, with its own date (7.4). */
function lawOf(service: Service, matter: Case): string {
  const law = clockOf(matter, 'statutory')
  const { statutory } = service.limits
  return statutory && law ? `；法定期限${limitSays(statutory)}，至${date(law.dueAt)}` : ''
}

/** 受理通知书: what was taken in and the promised date (8.3); none where nobody applied. */
export function acceptancePaper(service: Service) {
  return (matter: Case, _input: unknown, setting: Setting): Paper | null => {
    if (matter.facts.initiated) return null
    const limit = clockOf(matter, 'limit')
    return {
      kind: 'acceptance',
      data: {
        ...head(service, matter, setting),
        materials: receivedOf(service, matter.facts),
        acceptedAt: date(setting.at),
        limit: limitOf(service) + lawOf(service, matter),
        promisedAt: date(limit?.dueAt),
        ...(limit?.provisional && {
          provisional: '办理期间跨入尚未公布放假安排的年份，日期按周末规则暂算，公布后如有变化将告知您。',
        }),
        basis: groundsOf(service),
        followUp: `可凭办件编号 ${matter.number} 和本单上的查询码查询办理进度、评价服务。`,
      },
    }
  }
}

const remediesOf = (service: Service): readonly Remedy[] => service.remedies.map(({ text }) => ({ way: text }))

export const refusalGrounds = {
  'not-made-good': '经一次性告知，材料仍未补齐',
  'not-met': '不符合受理条件',
  'not-ours': '不属于本单位职权范围',
} as const

export type RefusalInput = {
  readonly ground: keyof typeof refusalGrounds
  readonly reason: string
  readonly body?: string
}

/** 不予受理通知书: why not, by what rule, who is competent, how to be heard (8.4); none where nobody applied. */
export function refusalPaper(service: Service) {
  return (matter: Case, input: RefusalInput, setting: Setting): Paper | null => {
    if (matter.facts.initiated) return null
    const gaps = gapsOf(service, matter.facts)
    const listed: readonly Reason[] = gaps.map(({ name, reason, basis }) => ({ says: `${name}：${reason}`, basis }))
    const basis = groundsOf(service)[0] ?? ''
    return {
      kind: 'refusal',
      data: {
        ...head(service, matter, setting),
        reasons: [
          { says: `${refusalGrounds[input.ground]}：${input.reason}`, basis },
          ...(input.ground === 'not-ours' ? [] : listed),
        ],
        ...(input.body && { applyTo: setting.nameOf(input.body) }),
        returned: receivedOf(service, matter.facts),
        remedies: remediesOf(service),
      },
    }
  }
}

/** 不予认定通知书: decided in substance. */
export function denialPaper(service: Service) {
  return (matter: Case, input: { reason: string; basis: string }, setting: Setting): Paper => ({
    kind: 'denial',
    data: {
      ...(service.deniedLabel && { decision: wordingOf(service).denied }),
      ...head(service, matter, setting),
      acceptedAt: date(clockOf(matter, 'limit')?.startedAt),
      findings: (matter.facts.steps ?? []).map(({ opinion }) => opinion),
      reasons: [{ says: input.reason, basis: input.basis }],
      remedies: remediesOf(service),
    },
  })
}

/** Where several posts must sign, the words of each stand on the result (会签, 6.4). */
function signedBy(service: Service, { steps = [] }: CaseFacts, { nameOf }: Moment) {
  const signs = service.steps.flatMap((step) => (isGroup(step) && step.countersign ? step.parallel : []))
  return signs.flatMap(({ id, label }) =>
    steps
      .filter(({ step, undone }) => step === id && !undone)
      .map(({ opinion, by, at }) => ({
        label: `${label}会签意见`,
        value: `${opinion.replace(`${label}：`, '')}（${nameOf(by)}，${date(at)}）`,
      })),
  )
}

/** What the file says that the result states, filled with what was answered; what wasn't asked or answered is left out. */
function stated(service: Service, matter: Case, setting: Moment) {
  const [first] = service.results
  const values = resultValues(service, matter, setting)
  const answered = (says: string | null): says is string => says !== null && !says.includes(unanswered)
  return (first?.document?.facts ?? []).flatMap(({ label, text }) => {
    const value = fill(text, values)
    return answered(value) ? [{ label, value }] : []
  })
}

/** The rows that the paper lists, numbered; personal numbers masked there too. */
function listed({ form, results: [first] }: Service, facts: CaseFacts, { nameOf }: Moment): Pick<ResultSheet, 'list'> {
  const list = first?.document?.list
  const columns = form.find(({ name }) => name === list?.rows)?.columns
  if (!list || !columns) return {}
  const shown = list.columns.flatMap((name) => columns.find((one) => one.name === name) ?? [])
  const rows = rowsIn(facts.form, list.rows).map((row, n) => [
    String(n + 1),
    ...shown.map((column) =>
      answerSays(column, (row as Readonly<Record<string, unknown>>)[column.name], nameOf).replace(unanswered, '—'),
    ),
  ])
  return { list: { title: list.title, columns: ['序号', ...shown.map(({ label }) => label)], rows } }
}

/** Everything that the text of a result may name: the form's answers in words, and `resultNames`. */
export function resultValues(service: Service, { facts, number, office, openedAt }: Case, { nameOf, at }: Moment) {
  const scope = scopeOf(facts.form, dayOf(at), facts.figures, undefined, dayOf(openedAt))
  const reckoned = (service.reckoned ?? []).map(({ name, value }) => [name, reckon(service, value, scope)] as const)
  const approver = facts.steps?.findLast((one) => one.office && !one.undone)?.office ?? nameOf(office)
  return {
    ...answersInWords(service, facts.form, nameOf),
    ...writtenInWords(service, facts.steps ?? [], nameOf),
    ...Object.fromEntries(reckoned.map(([name, says]) => [name, says ?? unanswered])),
    ...{ name: facts.applicant, number, office: nameOf(office), approver, date: spoken(dayOf(at)) },
    ...{ service: service.name, result: service.results.map(({ name }) => name).join('、') },
    phone: nameOf(`phone:${office}`) || '见本单页脚',
  }
}

/** 办理结果: the document that the visitor came for, called and filled as the service's file says. */
export function resultPaper(service: Service) {
  const document = service.results[0]?.document
  return (matter: Case, _input: unknown, setting: Moment): Paper => ({
    kind: 'result',
    data: {
      ...(document && { title: document.title }),
      ...head(service, matter, setting),
      acceptedAt: date(clockOf(matter, 'limit')?.startedAt ?? matter.openedAt),
      finishedAt: date(setting.at),
      outcome: matter.facts.outcome ?? service.results.map(({ text }) => text).join('；'),
      ...factsOf([...stated(service, matter, setting), ...signedBy(service, matter.facts, setting)]),
      ...listed(service, matter.facts, setting),
      ...(document?.notes && { notes: document.notes }),
      basis: groundsOf(service),
    },
  })
}

const factsOf = (facts: readonly { readonly label: string; readonly value: string }[]) =>
  facts.length > 0 ? { facts } : {}
