import { choice, form, longText } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import type { ClockStep, Condition, Move, Setting, State } from '#core/process.ts'
import type { Service, ServiceStep } from '#core/service/format.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { concluded, Reason } from '#rules/told-once/intake.ts'
import { denialPaper } from '#rules/told-once/papers.ts'

type Row = Move<string, CaseFacts>
type Case = Matter<CaseFacts>

/** Where a case stands after its last step: decided, the result not yet handed over. */
export const granted = 'granted'

/** The state in which a step of a service is done. */
export function stateOf(step: ServiceStep): string {
  return `at-${step.id}`
}

/** The word by which the engine finds whose step it is; null for the holder's own. */
export function turnOf(step: ServiceStep | undefined): string | null {
  return !step || step.by === 'holder' ? null : step.by.replace(/^post:/, '')
}

/** The states of a service's steps, each with its owner and its clock. */
export function stepStates(service: Service): Record<string, State> {
  return Object.fromEntries(
    service.steps.map((step): [string, State] => {
      const owner = step.kind === 'publicNotice' || step.by === 'holder' ? 'holder' : 'turn'
      return [stateOf(step), { label: step.label, owner, clock: step.kind === 'publicNotice' ? 'notice' : 'limit' }]
    }),
  )
}

/** What the clocks do when a case enters a step: a public notice that does not count stands still (1.2.i). */
export function clocksInto(service: Service, step: ServiceStep | undefined): readonly ClockStep[] {
  if (step?.kind !== 'publicNotice') return []
  const notice: ClockStep = { clock: 'notice', do: 'start', limit: `service.notice.${step.id}` }
  return service.publicNoticeCountsInLimit ? [notice] : [notice, { clock: 'limit', do: 'pause', why: '公示期间' }]
}

/** All rows of a service's steps, made from its file. */
export function stepRows(service: Service): Record<string, Row> {
  return Object.assign({}, ...service.steps.map((step, i) => rowsOf(service, step, service.steps[i + 1])))
}

function rowsOf(service: Service, step: ServiceStep, next: ServiceStep | undefined): Record<string, Row> {
  const to = next ? stateOf(next) : granted
  const onward = { turn: turnOf(next), clocks: clocksInto(service, next) }
  return step.kind === 'publicNotice' ? noticeRows(service, step, to, onward) : reviewRows(service, step, to, onward)
}

const Opinion = form({ opinion: longText('审核意见') })

function reviewRows(
  service: Service,
  step: ServiceStep,
  to: string,
  onward: Pick<Row, 'turn' | 'clocks'>,
): Record<string, Row> {
  const { label, id } = step
  const by: Row['by'] = step.by === 'holder' ? ['holder', 'deputy'] : ['turn']
  const needs = step.differentFrom ? [doneByAnother(step.differentFrom)] : []
  const deny = step.kind === 'approval' ? `不予${label}` : `${label}不通过`
  return {
    [`pass-${id}`]: {
      label: step.kind === 'approval' ? `${label}同意` : `${label}通过`,
      from: [stateOf(step)],
      to,
      by,
      cites: ['7.4', '8.2'],
      needs,
      input: Opinion,
      ...onward,
      main: true,
      keeps: done(step),
      says: (_m: Case, { opinion }: { opinion: string }) => `${label}：${opinion}`,
    },
    [`deny-${id}`]: {
      label: deny,
      from: [stateOf(step)],
      to: 'denied',
      by,
      cites: ['8.4', '8.1'],
      needs,
      input: Reason,
      turn: null,
      clocks: [{ clock: '*', do: 'stop' }],
      keeps: concluded(({ reason }: { reason: string }) => `${deny}：${reason}`),
      paper: denialPaper(service),
      says: (_m: Case, { reason }: { reason: string }) => `${deny}：${reason}`,
    },
  }
}

/** Two pairs of eyes: who did the one step does not do the other, at whatever post they stand (5.1.b). */
function doneByAnother(step: string): Condition<CaseFacts> {
  return {
    clause: '8.2',
    says: '复核须由初审以外的人员办理',
    holds: ({ facts }, { actor }) => !facts.steps?.some((one) => one.step === step && one.by === actor?.staff),
  }
}

function done(step: ServiceStep) {
  return (facts: CaseFacts, { opinion }: { opinion: string }, { at, actor }: Setting): CaseFacts => ({
    ...facts,
    steps: [
      ...(facts.steps ?? []),
      { step: step.id, by: actor?.staff ?? '', at, opinion: `${step.label}：${opinion}` },
    ],
  })
}

const periodOver: Condition<CaseFacts> = {
  clause: '1.5',
  says: '公示期还没有届满',
  holds: ({ clocks }, { at }) => clocks.some(({ name, dueAt }) => name === 'notice' && dueAt !== null && at > dueAt),
}

const noOpenObjection: Condition<CaseFacts> = {
  clause: '1.5',
  says: '还有未处理的异议',
  holds: ({ facts }) => !facts.objections?.some(({ settled }) => settled === undefined),
}

const someObjection: Condition<CaseFacts> = {
  clause: '1.5',
  says: '没有待处理的异议',
  hides: true,
  holds: (matter, setting) => !noOpenObjection.holds(matter, setting),
}

const Objection = form({ by: longText('异议人', { maxLength: 100 }), says: longText('异议内容') })
const Settled = form({
  result: choice('处理结果', { dismissed: '异议不成立', corrected: '已更正说明' }),
  says: longText('核实情况'),
})

// biome-ignore format: the table is read by columns
function noticeRows(service: Service, step: ServiceStep, to: string, onward: Pick<Row, 'turn' | 'clocks'>): Record<string, Row> {
  const { id } = step
  const from = [stateOf(step)]
  const stop: ClockStep[] = [{ clock: 'notice', do: 'stop' }, ...(service.publicNoticeCountsInLimit ? [] : [{ clock: 'limit', do: 'resume' } as const])]
  return {
    [`close-${id}`]:  { label: '公示期满', from, to, by: ['time', 'holder', 'deputy'], cites: ['1.5', '7.4'], needs: [periodOver, noOpenObjection], ...onward, clocks: [...stop, ...(onward.clocks ?? [])], main: true, says: () => '公示期满，无未处理的异议' },
    [`object-${id}`]: { label: '登记异议', from, by: ['window', 'holder', 'deputy'], cites: ['1.5'], input: Objection, says: (_m: Case, { says }: { says: string }) => `登记异议：${says}`,
                        keeps: (facts: CaseFacts, { by, says }: { by: string; says: string }, { at }: Setting): CaseFacts => ({ ...facts, objections: [...(facts.objections ?? []), { at, by, says }] }) },
    [`settle-${id}`]: { label: '处理异议', from, by: ['holder', 'deputy'], cites: ['1.5'], needs: [someObjection], input: Settled, says: (_m: Case, { says }: { says: string }) => `异议处理：${says}`,
                        keeps: (facts: CaseFacts, { says }: { says: string }): CaseFacts => ({ ...facts, objections: (facts.objections ?? []).map((o) => (o.settled === undefined ? { ...o, settled: says } : o)) }) },
    [`uphold-${id}`]: { label: '异议成立', from, to: 'denied', by: ['holder', 'deputy'], cites: ['1.5', '8.4'], needs: [someObjection], input: Reason, turn: null, clocks: [{ clock: '*', do: 'stop' }],
                        keeps: concluded(({ reason }: { reason: string }) => `异议成立：${reason}`), paper: denialPaper(service), says: (_m: Case, { reason }: { reason: string }) => `异议成立：${reason}` },
  }
}
