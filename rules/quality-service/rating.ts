import type { ClockStep } from '#core/process.ts'
import { defineProcess } from '#core/process.ts'
import type { StaffId } from '#core/roster.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Answering,
  BadRating,
  Explaining,
  findings,
  grounds,
  Instructing,
  LastWord,
  Missed,
  Naming,
  Ordering,
  Publishing,
  PutRight,
  type RatingFacts,
  Reached,
  Revisit,
  Skipped,
  Upholding,
  Verifying,
} from './handling.ts'
import { levels } from './policy.ts'
import {
  above,
  daysGiven,
  explained,
  firstRound,
  heard,
  heardFirst,
  missed,
  missedTwice,
  namesNobody,
  nobodyToReach,
  notBelow,
  notTheConcerned,
  notYetRunning,
  ofOwnPeople,
  ordered,
  orderedAnew,
  putRight,
  revisited,
  secondRound,
  somebodyToReach,
  somethingToPutRight,
  taken,
  titled,
  told,
  verified,
  verifiedFirst,
} from './redress.ts'

const open = ['received', 'verifying', 'correcting', 'answering', 'revisiting', 'escalated'] as const
const stop = [{ clock: '*', do: 'stop' }] as const
const looked: readonly ClockStep[] = [
  { clock: 'contact', do: 'stop' },
  { clock: 'verify', do: 'start', limit: 'rating.verify', when: notYetRunning },
]
const answer: readonly ClockStep[] = [
  { clock: '*', do: 'stop' },
  { clock: 'answer', do: 'start', limit: 'rating.answer' },
]
const correct: readonly ClockStep[] = [
  { clock: '*', do: 'stop' },
  { clock: 'correct', do: 'start', limit: 'rating.correct', amount: daysGiven },
]
const handlers = ['holder', 'deputy', 'head', 'superior'] as const

/**
 * 差评核查: from a bad rating to the evaluator's own verdict on what was done (10.5.1). Whom it concerns has no part in it, and
 * knows neither who rated nor what was written.
 */
// biome-ignore format: the table is read by columns
export const rating = defineProcess<RatingFacts>()({
  kind: 'rating',
  title: '差评核查',
  letter: 'C',
  owes: '差评待核查回复',
  confidential: true,
  hidesFrom: 'concerned',
  states: {
    received:   { label: '待联系评价人', owner: 'holder',   clock: 'contact' },
    verifying:  { label: '核实处理中',   owner: 'holder',   clock: 'verify' },
    correcting: { label: '限期整改中',   owner: 'holder',   clock: 'correct' },
    answering:  { label: '待反馈评价人', owner: 'holder',   clock: 'answer' },
    revisiting: { label: '待回访',       owner: 'holder',   clock: 'revisit' },
    escalated:  { label: '上级复核中',   owner: 'superior', clock: 'above' },
    settled:    { label: '回访满意，办结', closed: true },
    ended:      { label: '已说明，办结',   closed: true },
    published:  { label: '结果已公开，办结', closed: true },
    unreached:  { label: '回访未联系上，办结', closed: true },
  },
  clocks: {
    contact: { label: '差评联系期限', of: 'office' },
    verify:  { label: '差评核实期限', of: 'office' },
    correct: { label: '整改期限',     of: 'office' },
    answer:  { label: '反馈期限',     of: 'office' },
    revisit: { label: '回访期限',     of: 'office' },
    above:   { label: '上级复核期限', of: 'office' },
  },
  opening: {
    label: '差评转核查', to: 'received', by: ['time'], cites: ['10.5.1'], input: BadRating, keeps: taken, title: titled,
    concerns: ({ staff }: { staff: StaffId }) => staff, clocks: [{ clock: 'contact', do: 'start', limit: 'rating.contact' }],
    says: ({ level }) => `收到差评（${levels[level]}），自动转核查`,
  },
  moves: {
    assign:    { label: '指定核查人', from: ['received', 'verifying', 'correcting', 'answering', 'revisiting'], by: ['head', 'superior'], cites: ['10.5.1'], needs: [ofOwnPeople], input: Naming, checks: notTheConcerned, custody: 'appoint',
                 says: (_m, i: { to: string }, s) => `指定${s.nameOf(i.to)}核查` },
    reach:     { label: '联系评价人', from: ['received', 'verifying'], to: 'verifying', by: handlers, cites: ['10.5.1'], needs: [notBelow, somebodyToReach], input: Reached, keeps: heard, clocks: looked, main: true,
                 says: () => '联系评价人，了解了情况' },
    miss:      { label: '记录联系未果', from: ['received', 'verifying'], to: 'verifying', by: handlers, cites: ['10.5.1'], needs: [notBelow, somebodyToReach], input: Missed, keeps: missed, clocks: looked,
                 says: () => '联系评价人，没有联系上' },
    skip:      { label: '没有联系方式，直接核实', from: ['received'], to: 'verifying', by: handlers, cites: ['10.5.1'], needs: [notBelow, nobodyToReach], input: Skipped, keeps: (facts, i: { reason: string }) => ({ ...facts, skipped: i.reason }), clocks: looked, main: true,
                 says: (_m, i: { reason: string }) => `评价人没有留联系方式，直接核实：${i.reason}` },
    verify:    { label: '登记核实情况', from: ['verifying'], by: handlers, cites: ['10.5.1'], needs: [notBelow, heardFirst], input: Verifying, keeps: verified, main: true,
                 says: (_m, i: { finding: keyof typeof findings }) => `经核实${findings[i.finding]}` },
    'put-right': { label: '立行立改', from: ['verifying'], to: 'answering', by: handlers, cites: ['10.5.1'], needs: [notBelow, verifiedFirst, somethingToPutRight], input: PutRight, checks: namesNobody, keeps: putRight, clocks: answer,
                 says: (_m, i: { done: string }) => `立行立改：${i.done}` },
    order:     { label: '限期整改', from: ['verifying'], to: 'correcting', by: handlers, cites: ['10.5.1'], needs: [notBelow, verifiedFirst, somethingToPutRight], input: Ordering, keeps: ordered, clocks: correct,
                 says: (_m, i: { plan: string }) => `限期整改：${i.plan}` },
    explain:   { label: '解释说明', from: ['verifying'], to: 'answering', by: handlers, cites: ['10.5.1'], needs: [notBelow, verifiedFirst], input: Explaining, checks: namesNobody, keeps: explained, clocks: answer,
                 says: (_m, i: { ground: keyof typeof grounds }) => `解释说明（${grounds[i.ground]}）` },
    done:      { label: '登记整改结果', from: ['correcting'], to: 'answering', by: handlers, cites: ['10.5.1'], needs: [notBelow], input: PutRight, checks: namesNobody, keeps: putRight, clocks: answer, main: true,
                 says: (_m, i: { done: string }) => `整改完成：${i.done}` },
    answer:    { label: '反馈评价人', from: ['answering'], to: 'revisiting', by: handlers, cites: ['10.5.1'], needs: [notBelow, somebodyToReach], input: Answering, keeps: told, clocks: [{ clock: 'answer', do: 'stop' }, { clock: 'revisit', do: 'start', limit: 'rating.revisit' }], main: true,
                 says: () => '向评价人反馈处理结果' },
    publish:   { label: '公开处理结果', from: ['answering'], to: 'published', by: handlers, cites: ['10.5.1'], needs: [notBelow, nobodyToReach], input: Publishing, checks: namesNobody, keeps: (facts, i: { said: string }) => ({ ...facts, posted: i.said, outcome: '没有联系方式，结果已公开' }), clocks: stop, main: true,
                 says: (_m, i: { said: string }) => `公开处理结果：${i.said}` },
    content:   { label: '回访满意', from: ['revisiting'], to: 'settled', by: handlers, cites: ['10.5.1'], needs: [notBelow], input: Revisit, keeps: revisited(true), clocks: stop, main: true,
                 says: () => '回访，评价人对处理表示满意' },
    object:    { label: '回访仍不满意，报上级', from: ['revisiting'], to: 'escalated', by: handlers, cites: ['10.5.1'], needs: [notBelow, firstRound], input: Revisit, keeps: revisited(false), turn: 'superior', clocks: [{ clock: 'revisit', do: 'stop' }, { clock: 'above', do: 'start', limit: 'rating.above' }],
                 says: () => '回访，评价人仍不满意，报上级复核' },
    still:     { label: '回访仍有意见，说明后办结', from: ['revisiting'], to: 'ended', by: handlers, cites: ['10.5.1'], needs: [notBelow, secondRound], input: LastWord, keeps: revisited(false), clocks: stop,
                 says: () => '再次回访，评价人仍有意见，已说明并告知其他途径' },
    unanswered: { label: '记录回访未果', from: ['revisiting'], by: handlers, cites: ['10.5.1'], needs: [notBelow], input: Missed, keeps: revisited(null),
                 says: () => '回访，没有联系上' },
    'give-up': { label: '回访联系不上，办结', from: ['revisiting'], to: 'unreached', by: handlers, cites: ['10.5.1'], needs: [notBelow, missedTwice], keeps: (facts) => ({ ...facts, outcome: '两天回访均未联系上' }), clocks: stop,
                 says: () => '两天回访均未联系上，办结' },
    instruct:  { label: '责成再整改', from: ['escalated'], to: 'correcting', by: ['turn', 'superior'], cites: ['10.5.1'], input: Instructing, keeps: orderedAnew, turn: null, clocks: correct, main: true,
                 says: (_m, i: { opinion: string }) => `上级责成再整改：${i.opinion}` },
    uphold:    { label: '维持处理并说明', from: ['escalated'], to: 'answering', by: ['turn', 'superior'], cites: ['10.5.1'], input: Upholding, keeps: above, turn: null, clocks: answer,
                 says: (_m, i: { opinion: string }) => `上级维持处理：${i.opinion}` },
    lapse:     reported([...open]),
    recompute: recomputed([...open]),
  },
})
