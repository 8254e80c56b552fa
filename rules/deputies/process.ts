import { alone, notOffered, offered, together } from '#core/hands.ts'
import type { ClockStep } from '#core/process.ts'
import { defineProcess } from '#core/process.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Cancelling,
  Confirmation,
  Declining,
  Insistence,
  Joining,
  MoreTime,
  Objection,
  Opinion,
  Passing,
  Progress,
  Reassignment,
  Result,
  Return,
  Task,
  type TaskFacts,
} from './contract.ts'
import {
  askedMore,
  asksTime,
  assigned,
  byADay,
  bySomebodyElse,
  daysAsked,
  decidedMore,
  firstTime,
  inTime,
  inWorkingDays,
  naturalDays,
  noted,
  settable,
  timeAsked,
  titled,
  workingDays,
} from './policy.ts'

const open = ['assigned', 'objected', 'doing', 'reported'] as const
const working = ['assigned', 'doing'] as const
const all = { clock: '*', do: 'stop' } as const
const accept: ClockStep = { clock: 'accept', do: 'start', limit: 'task.accept' }
const decide: ClockStep = { clock: 'decide', do: 'start', limit: 'task.decide' }
const decided: ClockStep = { clock: 'decide', do: 'stop' }

/** 交办任务: set by a superior or the head, and treated like the post's own work (5.3). */
// biome-ignore format: the table is read by columns
export const task = defineProcess<TaskFacts>()({
  kind: 'task',
  title: '交办任务',
  letter: 'R',
  owes: '本人交办，跟踪结果',
  states: {
    assigned:  { label: '已交办待接收',   owner: 'holder', clock: 'accept' },
    objected:  { label: '提出异议待答复', owner: 'first',  clock: 'decide' },
    doing:     { label: '办理中',         owner: 'holder', clock: 'result' },
    reported:  { label: '已报结果待确认', owner: 'first',  clock: 'confirm' },
    confirmed: { label: '已确认办结',     closed: true },
    cancelled: { label: '已撤销',         closed: true },
  },
  clocks: {
    accept:  { label: '接收期限',     of: 'office' },
    result:  { label: '完成期限',     of: 'office' },
    confirm: { label: '确认期限',     of: 'office' },
    decide:  { label: '答复期限',     of: 'office' },
  },
  opening: {
    label: '交办任务', to: 'assigned', by: ['head', 'superior'], cites: ['5.3'], input: Task, checks: settable, keeps: assigned, title: titled, place: 'office', custody: 'appoint',
    clocks: [accept, { clock: 'result', do: 'start', limit: 'task.result', amount: workingDays, when: inWorkingDays }, { clock: 'result', do: 'start', limit: 'task.day', amount: naturalDays, when: byADay }],
    says: (facts) => `交办任务：${titled(facts)}`,
  },
  moves: {
    accept:        { label: '接收任务',   from: ['assigned'], to: 'doing', by: ['holder', 'deputy'], cites: ['5.3', '5.1.b'], needs: [notOffered], clocks: [{ clock: 'accept', do: 'stop' }], main: true },
    object:        { label: '说明不能承办', from: ['assigned'], to: 'objected', by: ['holder', 'deputy'], cites: ['5.3', '2.4.3'], needs: [notOffered], input: Objection, keeps: noted('object', ({ reason }: { reason: string }) => reason), clocks: [{ clock: 'accept', do: 'stop' }, decide],
                     says: (_m, i: { reason: string }) => `说明不能承办：${i.reason}` },
    reassign:      { label: '改由他岗承办', from: ['objected'], to: 'assigned', by: ['first', 'superior'], cites: ['5.3'], input: Reassignment, keeps: noted('reassign', ({ opinion }: { opinion: string }) => opinion), custody: 'appoint', clocks: [decided, accept],
                     says: (_m, i: { to: string; opinion: string }, s) => `改由${s.nameOf(i.to)}承办：${i.opinion}` },
    insist:        { label: '仍由其承办', from: ['objected'], to: 'assigned', by: ['first', 'superior'], cites: ['5.3'], needs: [bySomebodyElse], input: Insistence, keeps: noted('insist', ({ opinion }: { opinion: string }) => opinion), clocks: [decided, accept], main: true,
                     says: (_m, i: { opinion: string }) => `仍由其承办：${i.opinion}` },
    progress:      { label: '报告进展',   from: ['doing'], by: ['holder', 'deputy', 'partner'], cites: ['5.3', '5.2'], input: Progress, keeps: noted('progress', ({ done }: { done: string }) => done, ({ percent }: { percent: number }) => ({ percent })),
                     says: (_m, i: { done: string; percent: number }) => `报告进展（完成${i.percent}%）：${i.done}` },
    'ask-extension': { label: '申请延期', from: ['doing'], by: ['holder', 'deputy'], cites: ['7.5', '5.3'], needs: [inTime, firstTime, asksTime], input: MoreTime, keeps: askedMore, clocks: [decide],
                     says: (_m, i: { amount: number; reason: string }) => `申请延期${i.amount}天：${i.reason}` },
    extend:        { label: '同意延期',   from: ['doing'], by: ['first', 'superior'], cites: ['7.5', '5.3'], needs: [timeAsked, bySomebodyElse, inTime], input: Opinion, keeps: decidedMore('granted'), clocks: [{ clock: 'result', do: 'extend', amount: daysAsked }, decided],
                     says: (m, i: { opinion: string }) => `同意延期${daysAsked(m.facts)}天：${i.opinion}` },
    'deny-extension': { label: '不同意延期', from: ['doing'], by: ['first', 'superior'], cites: ['7.5', '5.3'], needs: [timeAsked, bySomebodyElse], input: Opinion, keeps: decidedMore('denied'), clocks: [decided],
                     says: (_m, i: { opinion: string }) => `不同意延期：${i.opinion}` },
    report:        { label: '报告结果',   from: ['doing'], to: 'reported', by: ['holder', 'deputy'], cites: ['5.3'], needs: [notOffered, asksTime], input: Result, keeps: noted('report', ({ result }: { result: string }) => result, ({ result }: { result: string }) => ({ result, percent: 100 })), clocks: [{ clock: 'result', do: 'pause', why: '已报结果，等待交办人确认' }, { clock: 'confirm', do: 'start', limit: 'task.confirm' }], main: true,
                     says: (_m, i: { result: string }) => `报告结果：${i.result}` },
    confirm:       { label: '确认办结',   from: ['reported'], to: 'confirmed', by: ['first', 'superior'], cites: ['5.3'], needs: [bySomebodyElse], input: Confirmation, keeps: noted('confirm', ({ opinion }: { opinion?: string }) => opinion ?? ''), clocks: [all], main: true,
                     says: (_m, i: { opinion?: string }) => i.opinion ? `确认办结：${i.opinion}` : '确认办结' },
    'send-back':   { label: '退回续办',   from: ['reported'], to: 'doing', by: ['first', 'superior'], cites: ['5.3'], needs: [bySomebodyElse], input: Return, keeps: noted('return', ({ reason }: { reason: string }) => reason), clocks: [{ clock: 'confirm', do: 'stop' }, { clock: 'result', do: 'resume' }],
                     says: (_m, i: { reason: string }) => `退回续办：${i.reason}` },
    join:          { label: '请协办人',   from: [...working], by: ['holder', 'deputy', 'first'], cites: ['5.2'], needs: [alone], input: Joining, keeps: noted('join', ({ why }: { why: string }) => why), partner: 'join',
                     says: (_m, i: { with: string; why: string }, s) => `请${s.nameOf(i.with)}协办：${i.why}` },
    part:          { label: '结束协办',   from: [...working], by: ['holder', 'deputy', 'first', 'partner'], cites: ['5.2'], needs: [together], partner: 'part' },
    'hand-over':   { label: '移交承办',   from: [...working], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b', '5.5'], needs: [notOffered], input: Passing, custody: 'offer', clocks: [{ clock: 'accept', do: 'start', limit: 'handover.accept' }],
                     says: (_m, i: { to: string; note: string }, s) => `移交给${s.nameOf(i.to)}：${i.note}` },
    recall:        { label: '收回移交',   from: [...working], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b'], needs: [offered], custody: 'recall' },
    'take-over':   { label: '接收承办',   from: [...working], to: 'doing', by: ['receiver'], cites: ['2.3.2.b', '5.3'], needs: [offered], custody: 'accept', clocks: [{ clock: 'accept', do: 'stop' }] },
    'give-back':   { label: '退回移交',   from: [...working], by: ['receiver'], cites: ['2.3.2.b', '2.4.3'], needs: [offered], input: Declining, keeps: noted('decline', ({ reason }: { reason: string }) => reason), custody: 'decline',
                     says: (_m, i: { reason: string }) => `退回移交：${i.reason}` },
    cancel:        { label: '撤销任务',   from: [...open], to: 'cancelled', by: ['first'], cites: ['5.3'], input: Cancelling, keeps: noted('cancel', ({ reason }: { reason: string }) => reason), clocks: [all],
                     says: (_m, i: { reason: string }) => `撤销任务：${i.reason}` },
    lapse:         reported([...open]),
    recompute:     recomputed([...open]),
  },
})
