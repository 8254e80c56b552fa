import type { Register } from '#core/register.ts'
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
    kind: 'task', title: '交办任务簿', clause: '5.3', states: task.states,
    fields: [
      { name: 'title', label: '任务', width: 30 },
      { name: 'content', label: '具体要求', width: 40, off: true },
      { name: 'result', label: '办理结果', width: 40 },
    ],
  },
]
