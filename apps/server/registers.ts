import type { Register } from '#core/register.ts'
import { targets as aided } from '#programs/aid/contract.ts'
import { aid } from '#programs/aid/process.ts'
import { referral } from '#programs/labour-market/process.ts'
import { borrowers } from '#programs/loan/contract.ts'
import { loan } from '#programs/loan/process.ts'
import { channels as ways } from '#rules/civil-reception/contract.ts'
import { petition } from '#rules/civil-reception/process.ts'
import { task } from '#rules/deputies/process.ts'
import { channels, inquiries } from '#rules/first-asked/contract.ts'
import { contact } from '#rules/first-asked/process.ts'
import { causes, findings, channels as roads, targets } from '#rules/quality-service/complaint.ts'
import { complaint } from '#rules/quality-service/process.ts'

const person = { name: 'name', label: '姓名', is: 'person', width: 10 } as const
const phone = { name: 'phone', label: '电话', is: 'sealed' } as const
const outcome = { name: 'outcome', label: '结果', width: 48 } as const

/** The ledger of each kind of matter: what of its facts is shown, filtered by and exported. */
// biome-ignore format: one field, one row
export const registers: readonly Register[] = [
  {
    kind: 'contact', title: '首问登记簿', clause: '2.1', states: contact.states,
    complains: { fact: 'inquiry', is: ['complaint', 'report'], states: ['complained'] },
    fields: [
      { name: 'channel', label: '来源方式', choices: channels, width: 10 },
      { name: 'inquiry', label: '诉求类别', choices: inquiries, width: 10 },
      person,
      { name: 'unit', label: '来人单位', width: 20 },
      phone,
      { name: 'matter', label: '拟办事项', width: 48 },
      outcome,
    ],
  },
  {
    kind: 'case', title: '办件登记簿', clause: '8.3', states: {},
    fields: [
      { name: 'applicant', label: '申请人', is: 'person', width: 20 },
      { name: 'serviceName', label: '事项', width: 20 },
      outcome,
    ],
  },
  {
    kind: 'petition', title: '来访来信登记簿', clause: '3.3.1', states: petition.states,
    fields: [
      { name: 'channel', label: '来源方式', choices: ways, width: 10 },
      person,
      phone,
      { name: 'people', label: '人数', width: 6, off: true },
      { name: 'matter', label: '反映事项', width: 40 },
      { name: 'demand', label: '诉求', width: 30, off: true },
      { name: 'important', label: '重要', is: 'yesNo', width: 6 },
      outcome,
    ],
  },
  {
    kind: 'complaint', title: '投诉登记簿', clause: '10.5.4', states: complaint.states, unlisted: ['withdrawn', 'outside', 'untrue'],
    fields: [
      { name: 'channel', label: '投诉方式', choices: roads, width: 10 },
      { name: 'target', label: '投诉对象', choices: targets, width: 10 },
      { name: 'staff', label: '被投诉人', is: 'staff', width: 10 },
      { name: 'window', label: '被投诉窗口', width: 16 },
      { name: 'cause', label: '投诉类别', choices: causes, width: 10 },
      { ...person, label: '投诉人' },
      { ...phone, off: true },
      { name: 'matter', label: '投诉事项', width: 40 },
      { name: 'finding', label: '核实结论', choices: findings, width: 10 },
      { ...outcome, off: true },
    ],
  },
  {
    kind: 'aid', title: '就业援助台账', clause: '1.3', states: aid.states,
    fields: [
      person,
      phone,
      { name: 'targetType', label: '对象类型', choices: aided, width: 14 },
      { name: 'community', label: '所在社区', width: 16 },
      { name: 'recognisedOn', label: '认定日期', width: 12, off: true },
      { name: 'plans', label: '计划次数', width: 8, off: true },
      { name: 'refusals', label: '无正当理由不接受（次）', width: 10 },
      outcome,
    ],
  },
  {
    kind: 'referral', title: '岗位推荐登记簿', clause: '1.3', states: referral.states,
    fields: [
      person,
      { name: 'company', label: '用人单位', width: 28 },
      { name: 'job', label: '岗位', width: 20 },
      outcome,
    ],
  },
  {
    kind: 'loan', title: '创业担保贷款台账', clause: '1.3', states: loan.states,
    fields: [
      { ...person, label: '借款人' },
      { ...phone, off: true },
      { name: 'borrower', label: '申请主体', choices: borrowers, width: 12 },
      { name: 'businessName', label: '经营实体', width: 24 },
      { name: 'creditCode', label: '统一社会信用代码', is: 'public', width: 20, off: true },
      { name: 'granted', label: '放款金额', width: 14 },
      { name: 'bank', label: '经办银行', width: 20 },
      { name: 'outsideLate', label: '外单位超期答复（次）', width: 10, off: true },
      { ...outcome, off: true },
    ],
  },
  {
    kind: 'task', title: '交办任务簿', clause: '5.3', states: task.states,
    fields: [
      { name: 'title', label: '任务', width: 30 },
      { name: 'content', label: '具体要求', width: 40, off: true },
      { name: 'result', label: '办理结果', width: 40 },
    ],
  },
]
