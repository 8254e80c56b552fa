import type { TSchema } from 'typebox'
import { dayOf } from '#core/day.ts'
import { form, longText } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import type { ClockStep, Condition, Move, Setting, State } from '#core/process.ts'
import { onDutyFor } from '#core/seat.ts'
import type { Service, ServiceStep, StepGroup } from '#core/service/format.ts'
import { scopeOf } from '#core/service/scope.ts'
import { isGroup, stepsOf } from '#core/service/steps.ts'
import { writtenBy, writtenProblems, writtenSchema } from '#core/service/written.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { concluded, Reason } from '#rules/told-once/intake.ts'
import { denialPaper } from '#rules/told-once/papers.ts'
import { noticeRows } from './notice.ts'
import { noticePaper } from './papers.ts'
import { agreedAnew } from './passed.ts'
import { togetherRows, togetherState } from './together.ts'

export type Row = Move<string, CaseFacts>
export type Case = Matter<CaseFacts>
type Step = Service['steps'][number]
export type Onward = Pick<Row, 'turn' | 'clocks' | 'paper'>

/** Where a case stands after its last step: decided, the result not yet handed over. */
export const granted = 'granted'

/** The state in which a step, or steps side by side, are done. */
export function stateOf(step: Pick<Step, 'id'>): string {
  return `at-${step.id}`
}

/** The word by which the engine finds whose step it is; null for the holder's own. */
export function wordOf(step: ServiceStep): string | null {
  return step.by === 'holder' ? null : step.by.replace(/^post:/, '')
}

/** Whose step it becomes when a case enters it: one post's, or those of all that work side by side. */
export function turnInto(step: Step | undefined): NonNullable<Row['turn']> | null {
  if (!step) return null
  return isGroup(step) ? () => step.parallel.flatMap((one) => wordOf(one) ?? []) : wordOf(step)
}

/** What runs while the office works on it; where nothing is promised, nothing does. */
export const limitClock = ({ limits }: Pick<Service, 'limits'>): 'limit' | { readonly pausedFor: string } =>
  limits.promised ? 'limit' : { pausedFor: '不设办结期限' }

/** The states of a service's steps, each with its owner and its clock. */
export function stepStates(service: Service): Record<string, State> {
  return Object.fromEntries(
    service.steps.flatMap((step): [string, State][] => [stepState(service, step), ...togetherState(service, step)]),
  )
}

function stepState(service: Service, step: Step): [string, State] {
  if (isGroup(step)) return [stateOf(step), { label: step.label, owner: 'turn', clock: limitClock(service) }]
  const owner = step.kind === 'publicNotice' || step.by === 'holder' ? 'holder' : 'turn'
  return [
    stateOf(step),
    { label: step.label, owner, clock: step.kind === 'publicNotice' ? 'notice' : limitClock(service) },
  ]
}

/** What the clocks do when a case enters a step: a public notice that does not count stands still (1.2.i). */
export function clocksInto(service: Service, step: Step | undefined): readonly ClockStep[] {
  if (!step || isGroup(step) || step.kind !== 'publicNotice') return []
  const notice: ClockStep = { clock: 'notice', do: 'start', limit: `service.notice.${step.id}` }
  return service.publicNoticeCountsInLimit ? [notice] : [notice, { clock: 'limit', do: 'pause', why: '公示期间' }]
}

/** All rows of a service's steps, made from its file. */
export function stepRows(service: Service): Record<string, Row> {
  const rows = service.steps.flatMap((step, i) => {
    const earlier = stepsOf({ steps: service.steps.slice(0, i) })
    return Object.entries(rowsOf(service, step, i)).map(
      ([name, row]) => [name, name.startsWith('pass-') ? agreedAnew(service, earlier, row) : row] as const,
    )
  })
  return Object.fromEntries(rows)
}

function rowsOf(service: Service, step: Step, i: number): Record<string, Row> {
  const next = service.steps[i + 1]
  const to = next ? stateOf(next) : granted
  const isPublished = next && !isGroup(next) && next.kind === 'publicNotice'
  const onward: Onward = {
    ...{ turn: turnInto(next), clocks: clocksInto(service, next) },
    ...(isPublished && { paper: noticePaper(service, to) }),
  }
  if (!isGroup(step))
    return step.kind === 'publicNotice' ? noticeRows(service, step, to, onward) : reviewRows(service, step, to, onward)
  const before = service.steps[i - 1]
  const back = step.denied === 'back' && before && !isGroup(before) ? before : null
  return Object.assign({}, ...step.parallel.map((one) => besideRows(service, step, one, to, onward, back)))
}

const Opinion = form({ opinion: longText('审核意见') })

function reviewRows(service: Service, step: ServiceStep, to: string, onward: Onward): Record<string, Row> {
  if (step.together) return togetherRows(service, step, to, onward)
  const { label, id } = step
  const from = [stateOf(step)]
  const by: Row['by'] = step.by === 'holder' ? ['holder', 'deputy', 'partner'] : ['turn']
  const needs = step.differentFrom ? [doneByAnother(step.differentFrom)] : []
  return {
    [`pass-${id}`]: {
      label: passes(step),
      ...{ from, to, by, needs },
      cites: ['7.4', '8.2'],
      ...writes(service, step),
      ...onward,
      main: true,
      keeps: done(service, step),
      says: (_m: Case, { opinion }: { opinion: string }) => `${label}：${opinion}`,
    },
    [`deny-${id}`]: { ...denied(service, step, denies(service, step)), from, by, needs },
  }
}

export const passes = ({ kind, label }: ServiceStep): string => (kind === 'approval' ? `${label}同意` : `${label}通过`)
export const denies = ({ deniedLabel }: Service, { kind, label }: ServiceStep): string =>
  kind === 'approval' ? (deniedLabel ?? `不予${label}`) : `${label}不通过`

/** The form of a step: the opinion, and what the service's file has it write down. */
export function writes(service: Service, step: ServiceStep, more: TSchema = Opinion): Pick<Row, 'input' | 'checks'> {
  const own = writtenSchema(service, step)
  if (Object.keys(own).length === 0) return { input: more }
  const { properties, required, ...rest } = more as TSchema & { properties: object; required: readonly string[] }
  return {
    input: { ...rest, properties: { ...own, ...properties }, required: [step.id, ...required] },
    checks: ({ facts, openedAt }, input, { at }) => {
      const scope = scopeOf(facts.form, dayOf(at), facts.figures, undefined, dayOf(openedAt))
      return writtenProblems(service, step, input, dayOf(at), scope)
    },
  }
}

/** A denial that ends the case. */
export function denied(service: Service, _step: ServiceStep, deny: string): Omit<Row, 'from' | 'by'> {
  return {
    label: deny,
    to: 'denied',
    cites: ['8.4', '8.1'],
    input: Reason,
    turn: null,
    clocks: [{ clock: '*', do: 'stop' }],
    keeps: concluded(({ reason }: { reason: string }) => `${deny}：${reason}`),
    paper: denialPaper(service),
    says: (_m: Case, { reason }: { reason: string }) => `${deny}：${reason}`,
  }
}

/**
 * One of several steps side by side (6.4): whoever is on duty for its post takes it, in any order; the last to pass leads
 * on, a denial ends the case or sends it back to `back`, where the round begins anew.
 */
function besideRows(
  service: Service,
  group: StepGroup,
  step: ServiceStep,
  to: string,
  onward: Onward,
  back: ServiceStep | null,
): Record<string, Row> {
  const { id, label } = step
  const here = stateOf(group)
  const from = [here]
  const others = group.parallel.filter((one) => one.id !== id)
  const allOthers = (facts: CaseFacts) => others.every((one) => hasPassed(facts, one.id))
  const word = wordOf(step) ?? 'head'
  const needs = [
    onDutyFor(word, `“${label}”的经办岗位`),
    notDoneYet(step),
    ...(step.differentFrom ? [doneByAnother(step.differentFrom)] : []),
  ]
  const signs = group.countersign ? '会签' : ''
  const left = (facts: CaseFacts) =>
    group.parallel.filter((one) => !hasPassed(facts, one.id)).flatMap((one) => wordOf(one) ?? [])
  const next = typeof onward.turn === 'function' ? onward.turn : () => onward.turn as string | null
  const ends = denied(service, step, `${label}${signs}不同意`)
  return {
    [`pass-${id}`]: {
      label: `${label}${signs}同意`,
      ...{ from, needs },
      by: ['turn'],
      to: {
        when: { says: '其余各方都已同意', holds: ({ facts }: Case) => allOthers(facts) },
        leads: to,
        otherwise: here,
      },
      cites: ['6.4', '7.4', '8.2'],
      ...writes(service, step),
      turn: (facts: CaseFacts) => (left(facts).length > 0 ? left(facts) : next(facts)),
      clocks: (onward.clocks ?? []).map((clock) => ({ ...clock, into: to })),
      ...(onward.paper && { paper: onward.paper }),
      main: true,
      keeps: done(service, step),
      says: (_m: Case, { opinion }: { opinion: string }) => `${label}${signs}：${opinion}`,
    },
    [`deny-${id}`]: back
      ? {
          ...{ from, needs, to: stateOf(back), turn: turnInto(back) },
          by: ['turn'],
          label: `${label}${signs}不同意，退回${back.label}`,
          cites: ['6.4', '8.2'],
          input: form({ reason: longText('不同意的理由') }),
          keeps: anew([back, ...group.parallel]),
          says: (_m: Case, { reason }: { reason: string }) => `${label}${signs}不同意，退回${back.label}：${reason}`,
        }
      : { ...ends, cites: ['6.4', '8.4', '8.1'], from, by: ['turn'], needs },
  }
}

/** Whether a step was passed, in this round. */
export function hasPassed({ steps = [] }: CaseFacts, id: string): boolean {
  return steps.some(({ step, undone }) => step === id && !undone)
}

function notDoneYet(step: ServiceStep): Condition<CaseFacts> {
  return {
    clause: '6.4',
    says: `“${step.label}”已经办理过`,
    hides: true,
    holds: ({ facts }) => !hasPassed(facts, step.id),
  }
}

/** Two pairs of eyes: who did the one step does not do the other, at whatever post they stand (5.1.b). */
export function doneByAnother(step: string): Condition<CaseFacts> {
  return {
    clause: '8.2',
    says: '复核须由初审以外的人员办理',
    holds: ({ facts }, { actor }) =>
      !facts.steps?.some((one) => one.step === step && !one.undone && one.by === actor?.staff),
  }
}

/** The result names the office that decided only where its text asks for it. */
const namesApprover = ({ results }: Service) => results.some(({ text }) => text.includes('{approver}'))

export function done(service: Service, step: ServiceStep) {
  return (facts: CaseFacts, input: { opinion: string }, { at, actor, nameOf }: Setting): CaseFacts => ({
    ...facts,
    steps: [
      ...(facts.steps ?? []),
      {
        ...{ step: step.id, by: actor?.staff ?? '', at, opinion: `${step.label}：${input.opinion}` },
        ...writtenBy(service, step, input, dayOf(at)),
        ...(step.kind === 'approval' && actor && namesApprover(service) && { office: nameOf(`office:${actor.post}`) }),
      },
    ],
  })
}

/** What these steps found counts no more; it stays on the record. */
export function anew(steps: readonly ServiceStep[]) {
  const ids = new Set(steps.map(({ id }) => id))
  return (facts: CaseFacts): CaseFacts => ({
    ...facts,
    steps: (facts.steps ?? []).map((one) => (ids.has(one.step) ? { ...one, undone: true } : one)),
  })
}
