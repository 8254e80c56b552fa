import Type, { type Static } from 'typebox'
import { body, choice, count, form, longText, named, phone, post, text } from '#core/field.ts'
import type { Sealed } from '#core/matter.ts'
import type { ContactFacts } from '#rules/first-asked/contract.ts'
import { type Extension, ways } from '#rules/time-limits/policy.ts'
import { tone } from './policy.ts'

/** 来访来信: how it came (3.3.1): every way that the law on petitions knows, and mail by wire. */
export const channels = {
  visit: '来访',
  letter: '来信',
  call: '来电',
  fax: '传真',
  email: '电子邮件',
  web: '网上',
} as const
export type Channel = keyof typeof channels

/** What comes in writing has a day on which it came in; its writer is not there to hear it read back. */
export const written: readonly Channel[] = ['letter', 'fax', 'email', 'web']

const yesNo = (title: string, more: object = {}) => Type.Boolean({ title, default: false, ...more })
const day = (title: string, more: object = {}) => Type.String({ title, format: 'date', 'x-widget': 'date', ...more })

/** What the form begins with when a first contact has to go this way: nobody is asked twice (3.3.2). */
export function fromContact({
  name,
  phone,
  matter,
  channel,
  receivedOn,
}: ContactFacts): Readonly<Record<string, unknown>> {
  return { name, phone, matter, ...(channel !== 'other' && { channel }), receivedOn }
}

export const Registration = form({
  contact: Type.Optional(Type.String({ format: 'uuid', 'x-widget': 'hidden' })),
  channel: choice('来源方式', channels),
  name: Type.Optional(named('姓名', { maxLength: 60, 'x-hint': '来访必填；来信、来电没有署名的不填' })),
  phone: Type.Optional(phone('联系电话')),
  receivedOn: Type.Optional(
    day('收到日期', { 'x-hint': '来信、传真、电子邮件和网上来件才填；十五日期限从这一天起算' }),
  ),
  people: Type.Integer({ title: '人数', minimum: 1, maximum: 500, default: 1 }),
  address: Type.Optional(text('住址', { 'x-hint': '书面告知要送到这里' })),
  matter: longText('反映事项'),
  demand: longText('诉求'),
  important: yesNo('重要事项', { 'x-hint': '须报领导批示后再答复（3.3.2）' }),
  representatives: Type.Optional(
    Type.Array(named('代表姓名', { maxLength: 60 }), { title: '代表（多人来访的，推选不超过5名）', maxItems: 50 }),
  ),
})
export type Registration = Static<typeof Registration>

/** What the visitor said, repeated to them; they confirm before anything else is done (3.3.1). */
export const ReadBack = form({
  points: longText('复述的要点'),
  confirmed: Type.Boolean({ title: '来访人确认无误' }),
  way: choice('确认方式', { face: '当面确认', call: '电话确认' }),
})
/** Of a letter whose writer cannot be reached, its own words are what was said. */
export const ReadLetter = form({
  points: longText('来信要点'),
  confirmed: Type.Boolean({ title: '要点已核对无误' }),
  way: choice('核对方式', { letter: '对照来信原文', call: '电话向来信人确认' }),
})
export type ReadBack = Static<typeof ReadBack> | Static<typeof ReadLetter>

export const Correction = form({
  matter: Type.Optional(longText('反映事项')),
  demand: Type.Optional(longText('诉求')),
})
export type Correction = Static<typeof Correction>

/** A simple matter is answered at once, together with the departments concerned (3.3.2). */
export const Answer = form({
  result: longText('答复内容', tone),
  body: Type.Optional(body('会同答复的部门', 'inside')),
  advice: Type.Optional(longText('该部门的意见')),
})
export type Answer = Static<typeof Answer>

export const Submission = form({ opinion: longText('拟办意见') })
export const Approval = form({
  opinion: longText('批示意见'),
  visit: yesNo('办结后回访'),
})
export type Approval = Static<typeof Approval>

/** What a visitor left, listed on the receipt that they take with them (3.3.2). */
export const Passing = form({
  items: Type.Array(form({ name: text('材料名称'), copies: count('份数', 1, 99) }), {
    title: '留下的材料',
    minItems: 1,
    maxItems: 30,
  }),
  to: post('转交给哪个岗位'),
  note: Type.Optional(longText('转交说明')),
})
export type Passing = Static<typeof Passing>

export const Acceptance = form({
  told: choice('告知方式', ways),
  note: Type.Optional(longText('告知时补充的话', tone)),
})
export type Acceptance = Static<typeof Acceptance>

/** Why a matter is not taken up here; each says where to go instead. */
export const grounds = {
  'not-ours': '不属于本单位职权范围',
  legal: '应当通过诉讼、仲裁、行政复议等法定途径解决',
  pending: '已由有权处理的单位受理，正在办理',
  settled: '已有终结意见，没有新的事实和理由',
} as const

export const Direction = form({
  ground: choice('不予受理的理由', grounds),
  reason: longText('具体说明', tone),
  body: Type.Optional(body('应向哪个单位提出', 'outside')),
  where: longText('告知的去向和途径', tone),
  told: choice('告知方式', ways),
})
export type Direction = Static<typeof Direction>

/** Passed on to a body of the system, which reports the result back by a day (3.3.3). */
export const Forwarding = form({
  body: body('承办单位', 'inside'),
  by: day('要求反馈的日期'),
  note: longText('转送说明'),
  told: choice('告知来访人去向的方式', ways),
})
export type Forwarding = Static<typeof Forwarding>

export const Reminder = form({
  way: choice('催办方式', { call: '电话', mail: '书面', face: '当面' }),
  said: longText('催办情况'),
})
export const Report = form({
  result: choice('反馈情况', { done: '已办结', returned: '退回，不属其职责' }),
  said: longText('反馈的结果'),
})
export type Report = Static<typeof Report>

export const outcomes = {
  upheld: '支持诉求',
  explained: '诉求合理但暂无政策依据，作出解释',
  declined: '不予支持',
} as const

export const Decision = form({
  outcome: choice('处理意见', outcomes),
  findings: longText('查明的情况', tone),
  reply: longText('答复意见', tone),
  basis: longText('政策法规依据'),
  told: choice('送达方式', ways),
})
export type Decision = Static<typeof Decision>

export const Marking = form({ why: longText('需要回访的原因') })
export const FollowUp = form({
  way: choice('回访方式', { call: '电话', visit: '上门', face: '当面' }),
  feeling: choice('对方意见', { satisfied: '满意', fair: '基本满意', not: '不满意，已说明救济途径' }),
  said: longText('回访情况'),
})
export const Again = form({
  way: choice('回访方式', { call: '电话', visit: '上门', face: '当面' }),
  said: longText('对方不满意的情况'),
})
export const Withdrawal = form({ reason: longText('撤回的原因') })
export const HandOver = form({ to: post('接收岗位'), note: longText('转交说明') })
export const Decline = form({ reason: longText('退回理由') })

export const ExtensionAsked = form({
  amount: count('申请延长天数（自然日）', 1, 90),
  reason: longText('延期理由', tone),
  taken: longText('已采取的措施', tone),
})
export const ExtensionGranted = form({ opinion: longText('审批意见'), told: choice('告知来访人方式', ways) })
export const ExtensionDenied = form({ opinion: longText('不同意的理由') })

/** A form as it is kept: the phone number sealed. */
export type Kept<T> = Omit<T, 'phone'> & { readonly phone?: Sealed }
type Line = { readonly at: number; readonly by: string | null; readonly what: string; readonly says: string }

/** What is known of a petition. */
export type PetitionFacts = Readonly<Record<string, unknown>> &
  Kept<Registration> & {
    readonly lines: readonly Line[]
    readonly registeredOn: string
    readonly points?: string
    readonly askedBy?: string
    readonly approval?: { readonly opinion: string; readonly by: string; readonly at: number }
    /** To be called back after the reply. */
    readonly special?: boolean
    readonly left?: Passing['items']
    readonly acceptedAt?: number
    readonly sentOn?: { readonly body: string; readonly by: string; readonly days: number; readonly at: number }
    readonly reported?: string
    readonly outcome?: string
    readonly extensions?: readonly Extension[]
  }
