import { offered } from '#core/hands.ts'
import { type ClockStep, defineProcess } from '#core/process.ts'
import { views } from '#rules/commitments/policy.ts'
import {
  amountAsked,
  askedByAnother,
  beforeTheDate,
  ExtensionDenied,
  ExtensionGranted,
  extensionAsked,
  extensionDecided,
  extensionForm,
  noExtensionYet,
  nothingAsked,
  recomputed,
  reported,
  somethingAsked,
  withinTheMost,
} from '#rules/time-limits/policy.ts'
import {
  type AidFacts,
  Amendment,
  CheckUp,
  Declining,
  Employment,
  ExitConfirmation,
  ExitDenial,
  ExitProposal,
  exits,
  HandOver,
  Help,
  Loss,
  Plan,
  Refusal,
  Registration,
  Review,
  works,
} from './contract.ts'
import { exitPaper, planPaper } from './papers.ts'
import * as is from './policy.ts'
import * as does from './steps.ts'

const open = ['planning', 'helping', 'employed', 'checking', 'exiting'] as const
const closed = ['settled', 'exited'] as const
const mine = ['holder', 'deputy'] as const
const end = [{ clock: '*', do: 'stop' }] as const
const reviewed: ClockStep = { clock: 'review', do: 'start', limit: 'aid.review' }
const unreviewed: ClockStep = { clock: 'review', do: 'stop' }
const first: ClockStep = {
  ...{ clock: 'first', do: 'start', limit: 'aid.first', since: is.plannedAt, amount: is.untilFirst, when: is.hasFirst },
}
const helped: ClockStep = { clock: 'first', do: 'stop' }
const household = {
  clock: 'limit',
  do: 'start',
  limit: 'aid.employ',
  since: is.recognised,
  when: is.isHousehold,
} as const
const undecided: ClockStep = { clock: 'decide', do: 'stop' }
const More = extensionForm('naturalDays')

/** 就业援助: one helper, one plan, each help on record, until work is stable or somebody confirms the exit. */
// biome-ignore format: the table is read by columns
export const aid = defineProcess<AidFacts>()({
  kind: 'aid',
  title: '就业援助对象',
  letter: 'Y',
  owes: '首办人，跟踪援助',
  reads: is.service,
  states: {
    planning: { label: '待定援助计划',   owner: 'holder', clock: 'plan' },
    helping:  { label: '援助中',         owner: 'holder', clock: 'review' },
    employed: { label: '已就业待稳定',   owner: 'holder', clock: 'stable' },
    checking: { label: '待稳定就业回访', owner: 'holder', clock: 'check' },
    exiting:  { label: '待确认退出',     owner: 'turn',   clock: 'confirm' },
    settled:  { label: '稳定就业办结',   closed: true },
    exited:   { label: '已退出援助',     closed: true },
  },
  clocks: {
    plan:    { label: '首次援助计划期限', of: 'office' },
    first:   { label: '第一次援助期限',   of: 'office' },
    review:  { label: '月度评估期限',     of: 'office' },
    limit:   { label: '至少一人就业期限', of: 'office' },
    stable:  { label: '稳定就业观察期',   of: 'public', due: 'stable-over' },
    check:   { label: '稳定就业回访期限', of: 'office' },
    confirm: { label: '退出确认期限',     of: 'office' },
    accept:  { label: '接收期限',         of: 'office' },
    decide:  { label: '延期审批期限',     of: 'office' },
  },
  opening: {
    label: '列入就业援助', to: { when: is.planned, leads: 'helping', otherwise: 'planning' }, by: ['window', 'time'], cites: ['1.3', '2.1'], input: Registration, checks: is.wellRegistered, keeps: is.registered, title: is.titled,
    clocks: [{ clock: 'plan', do: 'start', limit: 'aid.plan', into: 'planning' }, { ...reviewed, into: 'helping' }, { ...first, into: 'helping' }, household, { ...household, amount: is.untilEmployed, when: is.hasEmployBy }],
    says: (facts) => `列入就业援助：${is.titled(facts)}${facts.plan ? `，照办件里商定的计划援助，共${facts.plan.measures.length}项` : ''}`,
  },
  moves: {
    record:         { label: '登记援助', from: ['planning', 'helping'], by: mine, cites: ['1.3', '5.1.b'], input: Help, checks: does.wellRecorded, keeps: does.record, clocks: [{ ...helped, when: is.wasHelped }], main: true,
                      says: (_m, i: Parameters<typeof does.saysRecord>[0]) => does.saysRecord(i) },
    plan:           { label: '制定援助计划', from: ['planning'], to: 'helping', by: mine, cites: ['1.3', '6.4'], input: Plan, checks: does.wellPlanned, keeps: does.plan, clocks: [{ clock: 'plan', do: 'stop' }, reviewed, first], paper: planPaper, main: true,
                      says: (_m, i: { measures: readonly unknown[] }) => `与本人商定援助计划，共${i.measures.length}项` },
    refuse:         { label: '登记无正当理由不接受', from: ['helping'], to: { when: is.oneTooMany, leads: 'exiting', otherwise: 'helping' }, by: mine, cites: ['1.3', '5.1.b'], input: Refusal, checks: does.wellRefused, keeps: does.refuse, turn: is.whoConfirms,
                      clocks: [helped, { ...unreviewed, into: 'exiting' }, { clock: 'confirm', do: 'start', limit: 'aid.exit', into: 'exiting' }], says: does.saysRefusal },
    review:         { label: '月度评估', from: ['helping'], by: mine, cites: ['1.3', '7.4'], input: Review, checks: (_m, i: Parameters<typeof is.wellAppointed>[0], s) => is.wellAppointed(i, s), keeps: does.review, clocks: [reviewed],
                      says: (_m, i: { progress: string }) => `月度评估：${i.progress}` },
    amend:          { label: '调整援助计划', from: ['helping'], by: mine, cites: ['1.3', '6.4'], input: Amendment, checks: does.wellPlanned, keeps: does.plan, clocks: [first], paper: planPaper,
                      says: (_m, i: { why: string }) => `调整援助计划：${i.why}` },
    employed:       { label: '登记就业', from: ['helping'], to: 'employed', by: mine, cites: ['1.3'], input: Employment, checks: does.wellEmployed, keeps: does.employed, asks: null, clocks: [unreviewed, helped, { clock: 'limit', do: 'stop' }, undecided, { clock: 'stable', do: 'start', limit: 'aid.stable', since: is.atWork }],
                      says: (m, i: { how: keyof typeof works; who?: string; where: string }) => `${i.who ?? m.facts.name}已就业（${works[i.how]}）：${i.where}` },
    'stable-over':  { label: '观察期满', from: ['employed'], to: 'checking', by: ['time'], cites: ['7.4'], needs: [is.stableOver], clocks: [{ clock: 'stable', do: 'stop' }, { clock: 'check', do: 'start', limit: 'aid.check' }], quiet: true,
                      says: () => '稳定就业观察期满，请回访' },
    check:          { label: '回访确认稳定就业', from: ['checking'], to: 'settled', by: mine, cites: ['1.3'], input: CheckUp, checks: (_m, i: { on?: string }, s) => is.notAhead('on', i.on, s), keeps: does.checkUp, clocks: end, main: true,
                      says: (_m, i: { said: string }) => `回访确认稳定就业：${i.said}` },
    lost:           { label: '登记失去工作，继续援助', from: ['employed', 'checking'], to: 'helping', by: mine, cites: ['1.3'], input: Loss, checks: (_m, i: { on?: string }, s) => is.notAhead('on', i.on, s), keeps: does.lost, clocks: [{ clock: 'stable', do: 'stop' }, { clock: 'check', do: 'stop' }, reviewed],
                      says: (_m, i: { said: string }) => `不再就业，继续援助：${i.said}` },
    'propose-exit': { label: '提出退出', from: ['planning', 'helping'], to: 'exiting', by: mine, cites: ['1.3', '6.3'], needs: [is.notOffered], input: ExitProposal, checks: does.wellFounded, keeps: does.proposeExit, turn: is.whoConfirms, clocks: [unreviewed, helped, { clock: 'confirm', do: 'start', limit: 'aid.exit' }],
                      says: (_m, i: { reason: keyof typeof exits; said: string }) => `提出退出（${exits[i.reason]}）：${i.said}` },
    'confirm-exit': { label: '确认退出并告知', from: ['exiting'], to: 'exited', by: ['turn', 'superior'], cites: ['6.3', '8.4'], needs: [is.proposedByAnother], input: ExitConfirmation, keeps: does.exitDecided('confirmed'), turn: null, clocks: end, paper: exitPaper, main: true,
                      says: (m, i: { opinion: string }) => `确认退出（${is.saysExit(m.facts)}）：${i.opinion}` },
    'deny-exit':    { label: '不同意退出，继续援助', from: ['exiting'], to: { when: is.planned, leads: 'helping', otherwise: 'planning' }, by: ['turn', 'superior'], cites: ['6.3'], needs: [is.proposedByAnother], input: ExitDenial, keeps: does.exitDecided('denied'), turn: null, clocks: [{ clock: 'confirm', do: 'stop' }, { ...reviewed, into: 'helping' }, { ...first, into: 'helping' }],
                      says: (_m, i: { opinion: string }) => `不同意退出：${i.opinion}` },
    'ask-extension':  { label: '申请延长就业期限', from: ['helping'], by: mine, cites: ['7.5'], needs: [is.limitRuns, beforeTheDate, noExtensionYet, nothingAsked], input: More, checks: withinTheMost, keeps: extensionAsked, asks: 'above', clocks: [{ clock: 'decide', do: 'start', limit: 'extension.decide' }],
                      says: (_m, i: { amount: number; reason: string }) => `申请延长至少一人就业的期限${i.amount}：${i.reason}` },
    extend:           { label: '批准延长并告知', from: ['helping', 'exiting'], by: ['head', 'superior'], cites: ['7.5'], needs: [is.limitRuns, somethingAsked, askedByAnother, beforeTheDate], input: ExtensionGranted, keeps: extensionDecided('granted'), asks: null, clocks: [{ clock: 'limit', do: 'extend', amount: amountAsked }, undecided],
                      says: (_m, i: { opinion: string }) => `批准延长至少一人就业的期限：${i.opinion}` },
    'deny-extension': { label: '不同意延长', from: ['helping', 'exiting'], by: ['head', 'superior'], cites: ['7.5'], needs: [is.limitRuns, somethingAsked, askedByAnother], input: ExtensionDenied, keeps: extensionDecided('denied'), asks: null, clocks: [undecided],
                      says: (_m, i: { opinion: string }) => `不同意延长：${i.opinion}` },
    'hand-over':    { label: '更换责任人', from: [...open], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b', '5.5'], needs: [is.notOffered], input: HandOver, custody: 'offer', clocks: [{ clock: 'accept', do: 'start', limit: 'handover.accept' }],
                      says: (_m, i: { to: string; note: string }, s) => `提出由${s.nameOf(i.to)}任责任人：${i.note}` },
    recall:         { label: '收回', from: [...open], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b'], needs: [offered], custody: 'recall', clocks: [{ clock: 'accept', do: 'stop' }] },
    'take-over':    { label: '接任责任人', from: [...open], by: ['receiver'], cites: ['2.3.2.b', '5.5'], needs: [offered], custody: 'accept', clocks: [{ clock: 'accept', do: 'stop' }] },
    'send-back':    { label: '退回', from: [...open], by: ['receiver'], cites: ['2.3.2.b', '2.4.3'], needs: [offered], input: Declining, custody: 'decline', clocks: [{ clock: 'accept', do: 'stop' }],
                      says: (_m, i: { reason: string }) => `退回，不接任责任人：${i.reason}` },
    lapse:          reported([...open]),
    recompute:      recomputed([...open]),
    reveal:         views([...open, ...closed], { idNumber: '公民身份号码' }),
  },
})
