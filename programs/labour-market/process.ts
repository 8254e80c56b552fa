import { form, longText, post } from '#core/field.ts'
import { notOffered, offered } from '#core/hands.ts'
import { defineProcess } from '#core/process.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Cancel,
  Contacted,
  EmployerRefuses,
  Hired,
  NoneBody,
  NoShow,
  Referral,
  type ReferralFacts,
  SeekerRefuses,
} from './contract.ts'
import {
  employerSays,
  type HiredInput,
  hiredSays,
  lettered,
  noted,
  placeLeft,
  type RefusedInput,
  referred,
  seekerSays,
  soundStart,
  titled,
} from './intake.ts'
import { letter } from './papers.ts'

const mine = ['holder', 'deputy'] as const
const open = ['chosen', 'recommended'] as const
const end = [{ clock: '*', do: 'stop' }] as const
const told = ['1.3', '8.1'] as const

/** 岗位推荐: a letter, the employer's or the seeker's answer within so many working days, hired or why not. */
// biome-ignore format: the table is read by columns
export const referral = defineProcess<ReferralFacts>()({
  kind: 'referral',
  title: '岗位推荐',
  letter: 'P',
  owes: '已推荐，跟踪双方反馈',
  states: {
    chosen:      { label: '待开推荐信', owner: 'holder', clock: 'write' },
    recommended: { label: '已推荐待反馈', owner: 'holder', clock: 'feedback' },
    hired:       { label: '已录用到岗', closed: true },
    unsuited:    { label: '单位未录用', closed: true },
    declined:    { label: '求职人未去', closed: true },
    absent:      { label: '未应聘也联系不上', closed: true },
    cancelled:   { label: '已撤回', closed: true },
  },
  clocks: {
    write:    { label: '开推荐信期限', of: 'office' },
    feedback: { label: '反馈期限', of: 'office' },
    accept:   { label: '接收移交期限', of: 'office' },
  },
  opening: {
    label: '推荐到岗位', to: 'chosen', by: ['window', 'head'], cites: ['1.3'], input: Referral, keeps: referred, title: titled,
    clocks: [{ clock: 'write', do: 'start', limit: 'referral.write' }], says: titled,
  },
  moves: {
    recommend:  { label: '开推荐信', from: ['chosen'], to: 'recommended', by: mine, cites: told, needs: [placeLeft], input: NoneBody, keeps: noted('recommend', () => '开出推荐信', () => ({ lettered: true })), clocks: [{ clock: 'write', do: 'stop' }, { clock: 'feedback', do: 'start', limit: 'referral.feedback' }], paper: letter, main: true,
                  says: () => '开出推荐信，一份交求职人带给用人单位，一份留存' },
    contact:    { label: '记录联系情况', from: ['recommended'], by: mine, cites: ['1.3'], input: Contacted, keeps: noted('contact', ({ note }: { note: string }) => note),
                  says: (_m, i: { note: string }) => `联系双方：${i.note}` },
    hire:       { label: '登记录用到岗', from: ['recommended'], to: 'hired', by: mine, cites: told, needs: [lettered, placeLeft], input: Hired, checks: soundStart, keeps: noted('hire', hiredSays, (i: HiredInput) => ({ startsOn: i.startsOn, outcome: hiredSays(i) })), clocks: end, main: true,
                  says: (_m, i: HiredInput) => hiredSays(i) },
    'not-hired': { label: '单位不录用', from: ['recommended'], to: 'unsuited', by: mine, cites: told, input: EmployerRefuses, keeps: noted('not-hired', employerSays, (i: RefusedInput) => ({ why: i.why, reason: i.reason, outcome: employerSays(i) })), clocks: end,
                  says: (_m, i: RefusedInput) => employerSays(i) },
    decline:    { label: '求职人不去', from: ['recommended'], to: 'declined', by: mine, cites: told, input: SeekerRefuses, keeps: noted('decline', seekerSays, (i: RefusedInput) => ({ why: i.why, reason: i.reason, justified: i.justified === true, outcome: seekerSays(i) })), clocks: end,
                  says: (_m, i: RefusedInput) => seekerSays(i) },
    'no-show':  { label: '未应聘也联系不上', from: ['recommended'], to: 'absent', by: mine, cites: told, input: NoShow, keeps: noted('no-show', ({ reason }: { reason: string }) => reason, (i: { reason: string }) => ({ reason: i.reason, outcome: `未应聘也联系不上：${i.reason}` })), clocks: end,
                  says: (_m, i: { reason: string }) => `未应聘也联系不上：${i.reason}` },
    cancel:     { label: '撤回推荐', from: [...open], to: 'cancelled', by: ['holder', 'deputy', 'head'], cites: ['1.3'], input: Cancel, keeps: noted('cancel', ({ reason }: { reason: string }) => reason, (i: { reason: string }) => ({ outcome: `撤回：${i.reason}` })), clocks: end,
                  says: (_m, i: { reason: string }) => `撤回推荐：${i.reason}` },
    full:       { label: '岗位已招满', from: [...open], by: ['time'], cites: ['1.3'], needs: [placeLeft], keeps: noted('full', () => '岗位已招满', () => ({ full: true })), quiet: true,
                  says: () => '这个岗位已经招满，不再登记录用，只登记双方的反馈' },
    'hand-over': { label: '移交承办', from: [...open], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b', '5.5'], needs: [notOffered], input: form({ to: post('接收岗位'), note: longText('移交说明') }), custody: 'offer', clocks: [{ clock: 'accept', do: 'start', limit: 'handover.accept' }],
                  says: (_m, i: { to: string; note: string }, s) => `移交给${s.nameOf(i.to)}：${i.note}` },
    recall:     { label: '收回移交', from: [...open], by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b'], needs: [offered], custody: 'recall', clocks: [{ clock: 'accept', do: 'stop' }] },
    'take-over': { label: '接收承办', from: [...open], by: ['receiver'], cites: ['2.3.2.b'], needs: [offered], custody: 'accept', clocks: [{ clock: 'accept', do: 'stop' }] },
    'give-back': { label: '退回移交', from: [...open], by: ['receiver'], cites: ['2.3.2.b', '2.4.3'], needs: [offered], input: form({ reason: longText('退回理由') }), custody: 'decline', clocks: [{ clock: 'accept', do: 'stop' }],
                  says: (_m, i: { reason: string }) => `退回移交：${i.reason}` },
    lapse:      reported([...open]),
    recompute:  recomputed([...open]),
  },
})
