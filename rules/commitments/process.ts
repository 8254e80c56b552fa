import { defineProcess } from '#core/process.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Again,
  colours,
  grounds,
  Judged,
  Redden,
  Reply,
  Revision,
  Warning,
  type WarningFacts,
  Withdrawal,
} from './contract.ts'
import {
  answered,
  byItsIssuer,
  drafted,
  isYellow,
  judge,
  judgedGood,
  notOwnOffice,
  notOwnReply,
  reddened,
  replyDays,
  revised,
  sentBack,
  signed,
  titled,
  unansweredOrAgain,
  unsignedInTime,
  voided,
  withdrawn,
} from './notice.ts'
import { noticePaper, replyPaper } from './papers.ts'

const open = ['drafted', 'issued', 'answered'] as const
const stop = [{ clock: '*', do: 'stop' }] as const
const anew = [...stop, { clock: 'reply', do: 'start', limit: 'warning.reply', amount: replyDays }] as const

/** 监督通知: a superior reminds or presses an office below, whose head answers in writing until it is good enough (6.6, 2.4, 7.6). */
// biome-ignore format: the table is read by columns
export const warning = defineProcess<WarningFacts>()({
  kind: 'warning',
  title: '监督通知书',
  letter: 'H',
  confidential: true,
  owes: '已发监督通知，跟踪结果',
  states: {
    drafted:   { label: '已起草待签发',     owner: 'superior', clock: 'sign', unsaid: true },
    issued:    { label: '待书面回复',       owner: 'turn',     clock: 'reply' },
    answered:  { label: '已回复待审核',     owner: 'superior', clock: 'judge' },
    closed:    { label: '审核合格，已销号', closed: true },
    withdrawn: { label: '已撤回',           closed: true },
  },
  clocks: {
    sign:  { label: '签发期限',     of: 'public', due: 'void' },
    reply: { label: '书面回复期限', of: 'office' },
    judge: { label: '审核期限',     of: 'office' },
  },
  opening: {
    label: '起草监督通知书', to: 'drafted', by: ['superior'], cites: ['6.6', '2.4.1', '7.6'], input: Warning, place: 'office',
    keeps: drafted, title: titled, turn: judge, clocks: [{ clock: 'sign', do: 'start', limit: 'warning.sign' }],
    says: (facts) => `起草${titled(facts)}`,
  },
  moves: {
    sign:        { label: '签发', from: ['drafted'], to: 'issued', by: ['superior'], cites: ['6.6', '2.4.1', '7.6'], needs: [notOwnOffice], keeps: signed, turn: 'head', paper: noticePaper, clocks: anew, main: true,
                   says: ({ facts: { colour, ground, found, days } }) => `签发${colours[colour]}（${grounds[ground].label}），限${days}个工作日书面回复：${found}` },
    revise:      { label: '修改稿子', from: ['drafted'], by: ['superior'], cites: ['6.6'], input: Revision, keeps: revised, says: () => '修改了稿子' },
    answer:      { label: '书面回复', from: ['issued'], to: 'answered', by: ['turn', 'head'], cites: ['6.6', '2.4.1'], input: Reply, keeps: answered, turn: judge, paper: replyPaper, main: true,
                   clocks: [{ clock: 'reply', do: 'stop' }, { clock: 'judge', do: 'start', limit: 'warning.judge' }],
                   says: (_m, i: { result: string; corrections: string }) => `书面回复：${i.result}；整改：${i.corrections}` },
    close:       { label: '审核合格，销号', from: ['answered'], to: 'closed', by: ['superior'], cites: ['6.6'], needs: [byItsIssuer, notOwnReply], input: Judged, keeps: judgedGood, clocks: stop, main: true,
                   says: (_m, i: { opinion: string }) => `审核合格，销号：${i.opinion}` },
    'send-back': { label: '退回重新整改', from: ['answered'], to: 'issued', by: ['superior'], cites: ['6.6'], needs: [byItsIssuer, notOwnReply], input: Again, keeps: sentBack, turn: 'head', paper: noticePaper, clocks: anew,
                   says: (_m, i: { opinion: string; days: number }) => `回复不符合要求，退回重新整改，限${i.days}个工作日：${i.opinion}` },
    redden:      { label: '转为红牌督促', from: ['issued', 'answered'], to: 'issued', by: ['superior'], cites: ['6.6', '2.4.1', '7.6'], needs: [isYellow, byItsIssuer, notOwnReply, unansweredOrAgain], input: Redden, keeps: reddened, turn: 'head', paper: noticePaper, clocks: anew,
                   says: (_m, i: { reason: string; days: number }) => `转为红牌督促，限${i.days}个工作日回复：${i.reason}` },
    withdraw:    { label: '撤回通知书', from: ['drafted', 'issued'], to: 'withdrawn', by: ['superior'], cites: ['6.6', '6.3'], needs: [byItsIssuer], input: Withdrawal, keeps: withdrawn, clocks: stop,
                   says: (_m, i: { reason: string }) => `撤回：${i.reason}` },
    void:        { label: '逾期没有签发，稿子作废', from: ['drafted'], to: 'withdrawn', by: ['time'], cites: ['6.6'], needs: [unsignedInTime], keeps: voided, clocks: stop, quiet: true },
    lapse:       reported([...open]),
    recompute:   recomputed([...open]),
  },
})
