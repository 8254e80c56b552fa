import { defineProcess } from '#core/process.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import { Answers } from './contract.ts'
import {
  announceable,
  announced,
  announceSaid,
  answerable,
  answered,
  answersOf,
  calledOff,
  drawable,
  drawn,
  everythingReviewed,
  everythingSettled,
  finished,
  finishSaid,
  ofOwnOffice,
  postExists,
  recordPaper,
  seedDayOver,
  settleable,
  settled,
  settleOf,
  settleSaid,
  somethingFound,
  titled,
} from './drawing.ts'
import {
  Announcement,
  Appointment,
  Cancelling,
  Drawing,
  Finishing,
  Joining,
  type SamplingFacts,
  Settling,
} from './drawn.ts'

const open = ['announced', 'reviewing', 'settling'] as const

/** 随机抽查: announced with a frozen population, drawn by a seed that nobody chose, reviewed one by one, settled (6.6). */
// biome-ignore format: the table is read by columns
export const sampling = defineProcess<SamplingFacts>()({
  kind: 'sampling',
  title: '随机抽查',
  letter: 'X',
  states: {
    announced: { label: '已公布待抽取',   owner: 'holder', clock: 'draw' },
    reviewing: { label: '已抽取复查中',   owner: 'holder', clock: 'review' },
    settling:  { label: '查出问题待处理', owner: 'holder', clock: 'settle' },
    done:      { label: '已办结',         closed: true },
    cancelled: { label: '已撤销',         closed: true },
  },
  clocks: {
    draw:   { label: '抽取期限',     of: 'office' },
    review: { label: '复查期限',     of: 'office' },
    settle: { label: '问题处理期限', of: 'office' },
  },
  opening: {
    label: '公布抽查方案', to: 'announced', by: ['head', 'superior'], cites: ['6.6', '6.3'], input: Announcement, checks: announceable, place: 'office',
    keeps: announced, title: titled, says: announceSaid, clocks: [{ clock: 'draw', do: 'start', limit: 'sampling.draw' }],
  },
  moves: {
    draw:   { label: '抽取', from: ['announced'], to: 'reviewing', by: ['holder', 'deputy'], cites: ['6.6', '6.3'], input: Drawing, needs: [seedDayOver], checks: drawable, keeps: drawn, quiet: true, clocks: [{ clock: 'draw', do: 'stop' }, { clock: 'review', do: 'start', limit: 'sampling.review' }],
              says: (_m, i: Drawing) => `以种子${i.seed}抽取${i.items.length}件：${i.items.map(({ number }) => number).join('、')}` },
    assign: { label: '指定复查人', from: ['announced', 'reviewing'], by: ['holder', 'head'], cites: ['6.6', '6.3'], input: Appointment, needs: [ofOwnOffice], checks: postExists('to'), custody: 'appoint',
              says: (_m, i: { to: string }, s) => `指定${s.nameOf(i.to)}复查` },
    join:   { label: '加入协同复查岗位', from: ['reviewing'], by: ['holder'], cites: ['5.2', '6.3'], input: Joining, needs: [ofOwnOffice], checks: postExists('with'), partner: 'join',
              says: (_m, i: { with: string }, s) => `${s.nameOf(i.with)}协同复查` },
    record: { label: '填写复查结果', from: ['reviewing'], by: ['holder', 'deputy', 'partner'], cites: ['6.6', '6.3'], input: Answers, shape: answersOf, checks: answerable, keeps: answered, quiet: true,
              says: (_m, i: Answers) => `填写复查结果${i.answers.length}项` },
    finish: { label: '完成复查', from: ['reviewing'], to: { when: somethingFound, leads: 'settling', otherwise: 'done' }, by: ['holder', 'deputy'], cites: ['6.6'], input: Finishing, needs: [everythingReviewed], keeps: finished, main: true, paper: recordPaper, says: finishSaid,
              clocks: [{ clock: '*', do: 'stop' }, { clock: 'settle', do: 'start', limit: 'sampling.settle', into: 'settling' }] },
    settle: { label: '处理查出的问题', from: ['settling'], by: ['holder', 'deputy'], cites: ['6.6', '2.4.1'], input: Settling, shape: settleOf, checks: settleable, keeps: settled, says: settleSaid, quiet: true },
    close:  { label: '办结抽查', from: ['settling'], to: 'done', by: ['holder', 'deputy'], cites: ['6.6'], needs: [everythingSettled], main: true, clocks: [{ clock: '*', do: 'stop' }] },
    cancel: { label: '撤销抽查', from: ['announced'], to: 'cancelled', by: ['holder', 'superior'], cites: ['6.6', '6.3'], input: Cancelling, keeps: calledOff, clocks: [{ clock: '*', do: 'stop' }],
              says: (_m, i: { reason: string }) => `撤销抽查：${i.reason}` },
    lapse:  reported(open),
    recompute: recomputed(open),
  },
})
