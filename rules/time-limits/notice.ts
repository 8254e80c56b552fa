import { choice, form, longText } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import type { ClockStep, Condition, Setting } from '#core/process.ts'
import type { Service, ServiceStep } from '#core/service/format.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { concluded, Reason } from '#rules/told-once/intake.ts'
import { denialPaper } from '#rules/told-once/papers.ts'
import { type Row, stateOf } from './steps.ts'

type Case = Matter<CaseFacts>

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

/** The rows of a public notice: objections are taken and settled before it can end (1.5). */
// biome-ignore format: the table is read by columns
export function noticeRows(service: Service, step: ServiceStep, to: string, onward: Pick<Row, 'turn' | 'clocks'>): Record<string, Row> {
  const { id } = step
  const from = [stateOf(step)]
  const stop: ClockStep[] = [{ clock: 'notice', do: 'stop' }, ...(service.publicNoticeCountsInLimit ? [] : [{ clock: 'limit', do: 'resume' } as const])]
  return {
    [`close-${id}`]:  { label: '公示期满', from, to, by: ['time', 'holder', 'deputy', 'partner'], cites: ['1.5', '7.4'], needs: [periodOver, noOpenObjection], ...onward, clocks: [...stop, ...(onward.clocks ?? [])], main: true, says: () => '公示期满，无未处理的异议' },
    [`object-${id}`]: { label: '登记异议', from, by: ['window', 'holder', 'deputy', 'partner'], cites: ['1.5'], input: Objection, says: (_m: Case, { says }: { says: string }) => `登记异议：${says}`,
                        keeps: (facts: CaseFacts, { by, says }: { by: string; says: string }, { at }: Setting): CaseFacts => ({ ...facts, objections: [...(facts.objections ?? []), { at, by, says }] }) },
    [`settle-${id}`]: { label: '处理异议', from, by: ['holder', 'deputy', 'partner'], cites: ['1.5'], needs: [someObjection], input: Settled, says: (_m: Case, { says }: { says: string }) => `异议处理：${says}`,
                        keeps: (facts: CaseFacts, { says }: { says: string }): CaseFacts => ({ ...facts, objections: (facts.objections ?? []).map((o) => (o.settled === undefined ? { ...o, settled: says } : o)) }) },
    [`uphold-${id}`]: { label: '异议成立', from, to: 'denied', by: ['holder', 'deputy'], cites: ['1.5', '8.4'], needs: [someObjection], input: Reason, turn: null, clocks: [{ clock: '*', do: 'stop' }],
                        keeps: concluded(({ reason }: { reason: string }) => `异议成立：${reason}`), paper: denialPaper(service), says: (_m: Case, { reason }: { reason: string }) => `异议成立：${reason}` },
  }
}
