import Type from 'typebox'
import { form, text } from '#core/field.ts'
import { defineProcess } from '#core/process.ts'
import { views } from '#rules/commitments/policy.ts'
import { rated } from '#rules/quality-service/policy.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Answer,
  Appointment,
  type ContactFacts,
  Decline,
  Escalation,
  Explanation,
  Guidance,
  HandOver,
  Instruction,
  Reach,
  Referral,
  Registration,
  Reply,
} from './contract.ts'
import {
  answered,
  becameCase,
  bounced,
  explained,
  guided,
  handedOver,
  noted,
  readable,
  referred,
  registered,
  replied,
  secondBounce,
  titled,
  whoAndWhere,
} from './policy.ts'

const open = ['open', 'offered', 'handed', 'solving', 'disputed', 'escalated'] as const
const closed = ['answered', 'referred', 'guided', 'explained', 'cased'] as const

/** 首问负责: one contact, from the first word to the answer (rule 2). */
// biome-ignore format: the table is read by columns
export const contact = defineProcess<ContactFacts>()({
  kind: 'contact',
  title: '首问登记',
  letter: 'S',
  states: {
    open:      { label: '首问接待中',     owner: 'holder',   clock: 'answer', say: ['arrives', 'consulting', 'phonePickUp'] },
    offered:   { label: '已转交待接收',   owner: 'receiver', clock: 'accept' },
    handed:    { label: '已接收待联系',   owner: 'holder',   clock: 'contact', say: ['notToday'] },
    solving:   { label: '办理中',         owner: 'holder',   clock: 'answer', say: ['serving', 'notToday'] },
    disputed:  { label: '责任待定',       owner: 'head',     clock: 'decide' },
    escalated: { label: '已报告待批示',   owner: 'head',     clock: 'decide' },
    answered:  { label: '已答复办结',     closed: true, say: ['done', 'thanked'] },
    referred:  { label: '已告知并协助联系', closed: true },
    guided:    { label: '已解释指引',     closed: true },
    explained: { label: '已耐心解释',     closed: true, say: ['cannot', 'dissatisfied'] },
    cased:     { label: '已转办件',       closed: true },
  },
  clocks: {
    answer:  { label: '答复期限',     of: 'office' },
    accept:  { label: '接收移交期限', of: 'office' },
    contact: { label: '首次联系期限', of: 'office' },
    decide:  { label: '批示期限',     of: 'office' },
  },
  // The greeting of the telephone names the office; face to face it is left unsaid (3.4.2).
  values: ({ facts }) => (facts.channel === 'call' ? {} : { office: undefined }),
  opening: {
    label: '登记首问', to: 'open', by: ['window'], cites: ['2.1', '3.3.1'], input: Registration, checks: readable,
    keeps: registered, title: titled, clocks: [{ clock: 'answer', do: 'start', limit: 'contact.answer' }],
    says: (facts) => `登记首问：${titled(facts)}`,
  },
  moves: {
    answer:      { label: '当场答复', from: ['open', 'solving'], to: 'answered', by: ['holder', 'deputy'], cites: ['2.3.1', '3.3.2'], input: Answer, keeps: answered, clocks: [{ clock: '*', do: 'stop' }], main: true,
                   says: (_m, i: { result: string }) => `答复服务对象：${i.result}` },
    refer:       { label: '告知应联系的部门', from: ['open', 'solving'], to: 'referred', by: ['holder', 'deputy'], cites: ['2.3.2.a'], input: Referral, keeps: referred, clocks: [{ clock: '*', do: 'stop' }] },
    'hand-over': { label: '转交', from: ['open', 'solving'], to: 'offered', by: ['holder', 'deputy'], cites: ['2.3.2.b'], input: HandOver, checks: whoAndWhere, keeps: handedOver, custody: 'offer', clocks: [{ clock: 'accept', do: 'start', limit: 'handover.accept' }],
                   says: (_m, i: { to: string }, s) => `转交给${s.nameOf(i.to)}` },
    recall:      { label: '收回转交', from: ['offered'], to: 'open', by: ['holder', 'deputy'], cites: ['2.3.2.b'], custody: 'recall', clocks: [{ clock: 'accept', do: 'stop' }] },
    accept:      { label: '接收', from: ['offered'], to: 'handed', by: ['receiver'], cites: ['2.3.2.b'], custody: 'accept', main: true, clocks: [{ clock: 'accept', do: 'stop' }, { clock: 'contact', do: 'start', limit: 'handover.contact' }] },
    decline:     { label: '退回', from: ['offered'], to: { when: secondBounce, leads: 'disputed', otherwise: 'open' }, by: ['receiver'], cites: ['2.3.2.b', '2.4.3'], input: Decline, keeps: bounced, custody: 'decline', clocks: [{ clock: 'accept', do: 'stop' }, { clock: 'decide', do: 'start', limit: 'escalation.decide', into: 'disputed' }],
                   says: (_m, i: { reason: string }) => `退回，理由：${i.reason}` },
    reach:       { label: '已联系服务对象', from: ['handed'], to: 'solving', by: ['holder', 'deputy'], cites: ['2.3.2.b'], input: Reach, keeps: replied, clocks: [{ clock: 'contact', do: 'stop' }], main: true,
                   says: (_m, i: { said: string }) => `联系服务对象：${i.said}` },
    miss:        { label: '联系未果', from: ['handed'], by: ['holder', 'deputy'], cites: ['2.3.2.b'], input: Reach, keeps: noted('miss', ({ said }: { said: string }) => said),
                   says: (_m, i: { said: string }) => `尝试联系服务对象未果：${i.said}` },
    escalate:    { label: '报告负责人', from: ['open', 'solving'], to: 'escalated', by: ['holder', 'deputy'], cites: ['2.3.2.c'], input: Escalation, keeps: noted('escalate', ({ note }: { note: string }) => note), clocks: [{ clock: 'decide', do: 'start', limit: 'escalation.decide' }],
                   says: (_m, i: { note: string }) => `报告负责人：${i.note}` },
    reply:       { label: '先行答复服务对象', from: ['offered', 'handed', 'disputed', 'escalated'], by: ['first'], cites: ['2.3.2.c'], input: Reply, keeps: replied,
                   says: (_m, i: { said: string }) => `告知服务对象办理情况：${i.said}` },
    appoint:     { label: '指定承办', from: ['disputed', 'escalated'], to: 'handed', by: ['head'], cites: ['2.3.2.c', '5.4'], input: Appointment, keeps: noted('appoint', ({ opinion }: { opinion: string }) => opinion), custody: 'appoint', main: true, clocks: [{ clock: 'decide', do: 'stop' }, { clock: 'contact', do: 'start', limit: 'handover.contact' }],
                   says: (_m, i: { to: string; opinion: string }, s) => `指定${s.nameOf(i.to)}承办：${i.opinion}` },
    instruct:    { label: '批示后退承办人', from: ['disputed', 'escalated'], to: 'solving', by: ['head'], cites: ['2.3.2.c', '3.3.2'], input: Instruction, keeps: noted('instruct', ({ opinion }: { opinion: string }) => opinion), clocks: [{ clock: 'decide', do: 'stop' }],
                   says: (_m, i: { opinion: string }) => `批示：${i.opinion}` },
    'guide-out': { label: '指引到系统外单位', from: ['open', 'solving'], to: 'guided', by: ['holder', 'deputy'], cites: ['2.3.3'], input: Guidance, keeps: guided, clocks: [{ clock: '*', do: 'stop' }] },
    explain:     { label: '耐心解释', from: ['open', 'solving'], to: 'explained', by: ['holder', 'deputy'], cites: ['2.3.5'], input: Explanation, keeps: explained, clocks: [{ clock: '*', do: 'stop' }] },
    'to-case':   { label: '转为办件', from: ['open', 'solving'], to: 'cased', by: ['holder', 'deputy'], cites: ['2.3.1', '8.2'], input: form({ case: Type.String({ format: 'uuid' }), number: text('办件编号'), service: text('事项') }), keeps: becameCase, clocks: [{ clock: '*', do: 'stop' }], quiet: true,
                   says: (_m, i: { number: string; service: string }) => `开始办理${i.service}，办件 ${i.number}` },
    lapse:       reported([...open]),
    recompute:   recomputed([...open]),
    reveal:      views([...open, ...closed]),
    rate:        rated([...closed]),
  },
})
