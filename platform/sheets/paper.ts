import {
  type Handler,
  type Paper as Issued,
  type SheetData,
  type SheetHead,
  type SheetKind,
  sheetTitle,
} from '#core/sheet.ts'
import { accountability } from './accountability.ts'
import { aidExit, aidPlan, loanReferral } from './aid.ts'
import { complaintRegister, supervisionOrder, supervisionReply } from './complaints.ts'
import { leaveHandover, scheme } from './duty.ts'
import { inspectionRecord, rectification, samplingRecord } from './inspections.ts'
import { delayExplanation, sittingReceipt } from './limits.ts'
import { acceptance, denial, extension, notice, publicNotice, refusal, result } from './notices.ts'
import { materialsList, petitionNotice, petitionReply } from './petitions.ts'
import { referralLetter } from './referrals.ts'
import { handback, handover } from './slips.ts'
import { warningNotice, warningReply } from './warnings.ts'

/** A piece of a sheet, in the order of reading. Text is text: no markup in it is ever run. */
export type Block =
  | { is: 'greeting' | 'text' | 'heading'; text: string }
  | { is: 'points'; items: readonly string[] }
  | { is: 'facts'; rows: readonly (readonly string[])[] }
  | { is: 'table'; titles: readonly string[]; widths: readonly number[]; rows: readonly (readonly string[])[] }
  | { is: 'seal'; receipt?: readonly (readonly [label: string, value: string])[] }
  | { is: 'signs'; rows: readonly (readonly string[])[] }

type Spoken = { year: number; month: number; day: number; hour: number; minute: number }

/** One copy of a sheet: its name in the head of the page and for whom it is; pages are counted in each copy. */
export type Copy = { name: string; blocks: readonly Block[] }

/** A sheet laid out, as the press prints it. */
export type Paper = {
  title: string
  head: SheetHead
  date: Spoken
  contact: readonly (readonly [label: string, value: string])[]
  copies: readonly Copy[]
  /** Whether every character could be drawn; else the foot of each page says what 〓 stands for. */
  isWhole?: boolean
}

/** What goes to the applicant, and what stays with the office signed for: the same words, so neither can say more. */
function twoCopies(blocks: readonly Block[], to: string): Copy[] {
  return [
    { name: `第一联 送达联（${to}）`, blocks },
    {
      name: '第二联 存根联（承办单位留存）',
      blocks: blocks.map((block) => (block.is === 'seal' ? { ...block, receipt } : block)),
    },
  ]
}

const receipt = [
  ['签收人', ''],
  ['签收身份', '□本人　□代理人'],
  ['签收日期', '　　　年　　月　　日'],
  ['送达方式', '□当面　□邮寄　□电子'],
] as const

/** What is laid out in blocks; a certificate has a template of its own. */
export type Laid = Exclude<SheetKind, 'training-certificate'>

const layouts: { [K in Laid]: (data: SheetData[K]) => readonly Block[] } = {
  'one-time-notice': notice,
  acceptance,
  refusal,
  denial,
  'public-notice': publicNotice,
  'extension-notice': extension,
  result,
  'handback-brief': handback,
  'handover-slip': handover,
  'delay-explanation': delayExplanation,
  'sitting-receipt': sittingReceipt,
  accountability,
  'inspection-record': inspectionRecord,
  'sampling-record': samplingRecord,
  'rectification-notice': rectification,
  'ab-scheme': scheme,
  'leave-handover': leaveHandover,
  'referral-letter': referralLetter,
  'complaint-register': complaintRegister,
  'supervision-order': supervisionOrder,
  'supervision-reply': supervisionReply,
  'warning-notice': warningNotice,
  'warning-reply': warningReply,
  'petition-notice': petitionNotice,
  'petition-reply': petitionReply,
  'materials-list': materialsList,
  'aid-plan': aidPlan,
  'aid-exit': aidExit,
  'loan-referral': loanReferral,
}

/** The day and time on the paper are the day and time in the file: 2026年11月23日, or with 15:04 or 15时04分 after it. */
function dateIn(spoken: string): Spoken {
  const [, year, month, day, hour = '0', minute = '0'] =
    /^(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2})[:\uff1a时](\d{1,2})分?)?$/.exec(spoken) ?? []
  if (!year || !month || !day) throw new RangeError(`issuedAt isn't a spoken date: ${spoken}`)
  return { year: +year, month: +month, day: +day, hour: +hour, minute: +minute }
}

/** For the wall. */
const posted: readonly SheetKind[] = ['ab-scheme', 'public-notice']

const inHouse: readonly SheetKind[] = [
  'handback-brief',
  'handover-slip',
  'accountability',
  'inspection-record',
  'sampling-record',
  'rectification-notice',
  'ab-scheme',
  'public-notice',
  'leave-handover',
  'complaint-register',
  'supervision-order',
  'supervision-reply',
  'warning-notice',
  'warning-reply',
]

/** Lays a sheet out: what the applicant gets is in two copies, what stays in the house in one. */
export function paperOf<K extends Laid>(kind: K, data: SheetData[K], head: SheetHead): Paper {
  const blocks = layouts[kind](data)
  const handler: Handler = data.handler
  return {
    title: sheetTitle({ kind, data } as Issued),
    head,
    date: dateIn(head.issuedAt),
    contact: [
      ['承办人', handler.staffNo ? `${handler.name}（工号${handler.staffNo}）` : handler.name],
      ['联系电话', handler.phone ?? head.office.phone],
      ['监督电话', head.office.supervisionPhone],
    ],
    copies: inHouse.includes(kind)
      ? [{ name: posted.includes(kind) ? '公示件' : '内部流转', blocks }]
      : twoCopies(blocks, kind === 'loan-referral' ? '送担保机构' : '交申请人'),
  }
}
