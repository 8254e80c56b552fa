import type { Static } from 'typebox'
import { notOffered, offered } from '#core/hands.ts'
import { type ClockStep, defineProcess } from '#core/process.ts'
import { views } from '#rules/commitments/policy.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Closing,
  Correcting,
  Declined,
  Declining,
  Extension,
  Forwarding,
  Granting,
  Guaranteed,
  HandOver,
  type LoanFacts,
  Opinion,
  Referral,
  Registration,
  Reminder,
  SendBack,
  Settlement,
  Status,
  Telling,
  Withdrawal,
} from './contract.ts'
import { saysBackfill, wellBackfilled } from './noting.ts'
import { referralPaper } from './papers.ts'
import * as is from './policy.ts'
import * as pays from './review.ts'
import * as does from './steps.ts'

const asking = ['referring', 'guarantor', 'accepted', 'bank', 'answering'] as const
const paying = ['repaying', 'checking', 'approving', 'cleared'] as const
const open = [...asking, ...paying] as const
const closed = ['settled', 'refused', 'withdrawn'] as const
const mine = ['holder', 'deputy'] as const
const end = [{ clock: '*', do: 'stop' }] as const
const oursAgain: ClockStep = { clock: 'handle', do: 'resume' }
const wait = (clock: 'guarantor' | 'bank', why: string): readonly ClockStep[] => [
  { clock: 'handle', do: 'pause', why },
  { clock, do: 'start', limit: `loan.${clock}` },
]
const guarantorAnswers: readonly ClockStep[] = [{ clock: 'guarantor', do: 'stop' }, oursAgain]
const bankAnswers: readonly ClockStep[] = [{ clock: 'bank', do: 'stop' }, oursAgain]
const decide: ClockStep = { clock: 'decide', do: 'start', limit: 'loan.review' }
const decided: ClockStep = { clock: 'decide', do: 'stop' }
const asked: ClockStep = { clock: 'status', do: 'start', limit: 'loan.status' }
const back = { when: is.isCleared, leads: 'cleared', otherwise: 'repaying' } as const

/** 创业担保贷款: tracked from the referral on. Who has it now is who is waited for; what they are late with is theirs. */
// biome-ignore format: the table is read by columns
export const loan = defineProcess<LoanFacts>()({
  kind: 'loan',
  title: '创业担保贷款跟踪',
  letter: 'L',
  owes: '首办人，跟踪贷款',
  reads: is.service,
  states: {
    referring: { label: '待推荐担保机构', owner: 'holder', clock: 'handle' },
    guarantor: { label: '担保机构审核中', owner: 'holder', clock: 'guarantor' },
    accepted:  { label: '已同意担保待转银行', owner: 'holder', clock: 'handle' },
    bank:      { label: '经办银行审核中', owner: 'holder', clock: 'bank' },
    answering: { label: '待告知本人',     owner: 'holder', clock: 'handle' },
    repaying:  { label: '还款中',         owner: 'holder', clock: 'status' },
    checking:  { label: '贴息待复核',     owner: 'turn',   clock: 'decide' },
    approving: { label: '贴息待审批',     owner: 'turn',   clock: 'decide' },
    cleared:   { label: '已还清待结案',   owner: 'holder', clock: 'close' },
    settled:   { label: '已结案',         closed: true },
    refused:   { label: '没有贷成，已告知', closed: true },
    withdrawn: { label: '本人撤回',       closed: true },
  },
  clocks: {
    handle:    { label: '本单位转办期限', of: 'office' },
    guarantor: { label: '担保机构答复期限', of: 'public', due: 'outside-late', tells: '担保机构没有在约定的日期前答复，请催办；这不算本单位超期' },
    bank:      { label: '经办银行答复期限', of: 'public', due: 'outside-late', tells: '经办银行没有在约定的日期前答复，请催办；这不算本单位超期' },
    status:    { label: '查询还款期限',   of: 'office' },
    decide:    { label: '贴息复核审批期限', of: 'office' },
    close:     { label: '结案期限',       of: 'office' },
    accept:    { label: '接收移交期限',   of: 'office' },
  },
  opening: {
    label: '登记贷款推荐', to: 'referring', by: ['window', 'time'], cites: ['1.3', '2.1'], input: Registration, checks: is.wellRegistered, keeps: is.registered, title: is.titled,
    clocks: [{ clock: 'handle', do: 'start', limit: 'loan.handle' }], says: (facts) => `资格审核通过，待推荐担保：${is.titled(facts)}`,
  },
  moves: {
    refer:           { label: '推荐给担保机构', from: ['referring', 'answering'], to: 'guarantor', by: mine, cites: ['1.3', '7.4'], needs: [notOffered], input: Referral, checks: does.wellReferred, keeps: does.refer, clocks: wait('guarantor', '等待担保机构答复'), paper: referralPaper, main: true,
                       says: (_m, i: Static<typeof Referral>, s) => `推荐给${s.nameOf(i.to)}：${is.saysFen(is.fenIn(i.amount))}，${i.months}个月${saysBackfill(i)}` },
    guaranteed:      { label: '登记同意担保', from: ['guarantor'], to: 'accepted', by: mine, cites: ['1.3'], input: Guaranteed, checks: does.wellGuaranteed, keeps: does.guaranteed, clocks: guarantorAnswers, main: true,
                       says: (_m, i: { amount: number; number: string }) => `担保机构同意担保${is.saysFen(is.fenIn(i.amount))}，文书编号${i.number}` },
    'not-guaranteed': { label: '登记不同意担保', from: ['guarantor'], to: 'answering', by: mine, cites: ['1.3', '8.4'], input: Declined, checks: does.wellAnswered, keeps: does.declined, clocks: guarantorAnswers,
                       says: (_m, i: { reason: string }) => `担保机构不同意担保：${i.reason}` },
    forward:         { label: '转送经办银行', from: ['accepted', 'answering'], to: 'bank', by: mine, cites: ['1.3', '7.4'], needs: [notOffered, is.guaranteedOnce], input: Forwarding, checks: wellBackfilled, keeps: does.forwarded, clocks: wait('bank', '等待经办银行答复'), main: true,
                       says: (_m, i: Static<typeof Forwarding>, s) => `转送${s.nameOf(i.to)}${saysBackfill(i)}` },
    remind:          { label: '催办', from: ['guarantor', 'bank'], by: mine, cites: ['1.3'], input: Reminder, clocks: [{ clock: 'guarantor', do: 'start', limit: 'loan.guarantor', when: is.waitsFor('guarantor') }, { clock: 'bank', do: 'start', limit: 'loan.bank', when: is.waitsFor('bank') }],
                       says: (_m, i: { said: string }) => `催办，答复期限重新计算：${i.said}` },
    'outside-late':  { label: '外单位没有按期答复', from: ['guarantor', 'bank'], by: ['time'], cites: ['7.4'], needs: [is.outsideLate], keeps: does.outsideWasLate, clocks: [{ clock: 'guarantor', do: 'lapse' }, { clock: 'bank', do: 'lapse' }], quiet: true,
                       says: (m) => `${m.state === 'bank' ? '经办银行' : '担保机构'}没有在约定的日期前答复，提醒承办人催办；不计为本单位超期` },
    granted:         { label: '登记放款', from: ['bank'], to: 'repaying', by: mine, cites: ['1.3'], input: Granting, checks: does.wellGranted, keeps: does.granted, clocks: [{ clock: 'bank', do: 'stop' }, { clock: 'handle', do: 'stop' }, asked], main: true,
                       says: (_m, i: { amount: number; months: number; rate: number; contract: string }) => `放款${is.saysFen(is.fenIn(i.amount))}，${i.months}个月，年利率${i.rate}%，合同${i.contract}` },
    'correct-grant': { label: '更正放款', from: ['repaying'], by: ['head', 'superior'], cites: ['6.3', '1.3'], needs: [is.grantedByAnother], input: Correcting, checks: does.wellCorrected, keeps: does.corrected,
                       says: (m, i: Static<typeof Correcting>, s) => does.saysCorrected(m, i, s) },
    'not-granted':   { label: '登记银行不放款', from: ['bank'], to: 'answering', by: mine, cites: ['1.3', '8.4'], input: Declined, checks: does.wellAnswered, keeps: does.bankDeclined, clocks: bankAnswers,
                       says: (_m, i: { reason: string }) => `经办银行不放款：${i.reason}` },
    tell:            { label: '告知本人没有贷成', from: ['answering'], to: 'refused', by: mine, cites: ['8.4'], input: Telling, keeps: does.ended('没有贷成，已告知本人'), clocks: end,
                       says: (_m, i: { says: string }) => `告知本人没有贷成：${i.says}` },
    withdraw:        { label: '本人撤回', from: [...asking], to: 'withdrawn', by: mine, cites: ['2.1'], input: Withdrawal, keeps: does.ended('本人撤回'), clocks: end,
                       says: (_m, i: { reason: string }) => `本人撤回：${i.reason}` },
    status:          { label: '登记还款情况', from: ['repaying'], by: mine, cites: ['1.3', '7.4'], input: Status, checks: does.wellStated, keeps: does.stated, clocks: [asked], main: true,
                       says: (_m, i: Parameters<typeof does.saysStatus>[0]) => does.saysStatus(i) },
    extend:          { label: '登记展期（不贴息）', from: ['repaying'], by: mine, cites: ['1.3'], needs: [is.notExtended], input: Extension, checks: does.wellExtended, keeps: does.extended,
                       says: (_m, i: { months: number; number: string }) => `展期${i.months}个月，不贴息，协议${i.number}` },
    subsidise:       { label: '提出贴息', from: ['repaying', 'cleared'], to: 'checking', by: mine, cites: ['1.3', '7.4'], needs: [is.somethingToSubsidise], shape: pays.subsidyShape, checks: pays.wellProposed, keeps: pays.propose, turn: is.approving, clocks: [decide],
                       says: (m, i: Parameters<typeof pays.saysProposed>[1], s) => pays.saysProposed(m.facts, i, s) },
    check:           { label: '复核贴息', from: ['checking'], to: 'approving', by: ['turn', 'superior'], cites: ['6.3'], needs: [is.checkedByAnother], input: Opinion, keeps: pays.checked, turn: is.approving, clocks: [decide], main: true,
                       says: (m, i: { opinion: string }) => `复核${pays.saysPending(m.facts)}：${i.opinion}` },
    approve:         { label: '批准贴息', from: ['approving'], to: back, by: ['turn', 'superior'], cites: ['6.3'], needs: [is.approvedByAnother], input: Opinion, keeps: pays.approved, turn: null, clocks: [decided], main: true,
                       says: (m, i: { opinion: string }) => `批准${pays.saysPending(m.facts)}：${i.opinion}` },
    'send-back-sum': { label: '退回贴息', from: ['checking', 'approving'], to: back, by: ['turn', 'superior'], cites: ['6.3'], input: SendBack, keeps: pays.returned, turn: null, clocks: [decided],
                       says: (m, i: { reason: string }) => `退回${pays.saysPending(m.facts)}：${i.reason}` },
    settle:          { label: '登记还清', from: ['repaying'], to: 'cleared', by: mine, cites: ['1.3'], input: Settlement, checks: does.wellSettled, keeps: does.settled, clocks: [{ clock: 'status', do: 'stop' }, { clock: 'close', do: 'start', limit: 'loan.close' }],
                       says: (_m, i: Parameters<typeof does.saysSettled>[0]) => does.saysSettled(i) },
    close:           { label: '结案', from: ['cleared'], to: 'settled', by: mine, cites: ['1.3', '7.4'], needs: [notOffered], input: Closing, checks: does.wellClosed, keeps: does.ended('贷款已还清，结案'), clocks: end, main: true,
                       says: (_m, i: { says: string }) => `结案：${i.says}` },
    'hand-over':     { label: '移交承办', from: [...open], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b', '5.5'], needs: [notOffered], input: HandOver, custody: 'offer', clocks: [{ clock: 'accept', do: 'start', limit: 'handover.accept' }],
                       says: (_m, i: { to: string; note: string }, s) => `移交给${s.nameOf(i.to)}：${i.note}` },
    recall:          { label: '收回移交', from: [...open], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b'], needs: [offered], custody: 'recall', clocks: [{ clock: 'accept', do: 'stop' }] },
    'take-over':     { label: '接收承办', from: [...open], by: ['receiver'], cites: ['2.3.2.b'], needs: [offered], custody: 'accept', clocks: [{ clock: 'accept', do: 'stop' }] },
    'send-back':     { label: '退回移交', from: [...open], by: ['receiver'], cites: ['2.3.2.b', '2.4.3'], needs: [offered], input: Declining, custody: 'decline', clocks: [{ clock: 'accept', do: 'stop' }],
                       says: (_m, i: { reason: string }) => `退回移交：${i.reason}` },
    lapse:           reported([...open]),
    recompute:       recomputed([...open]),
    reveal:          views([...open, ...closed], { idNumber: '公民身份号码' }),
  },
})
