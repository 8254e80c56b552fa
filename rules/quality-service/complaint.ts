import Type, { type Static } from 'typebox'
import type { Day } from '#core/day.ts'
import { body, choice, count, form, longText, member, named, phone, place, text } from '#core/field.ts'
import type { Facts, Sealed } from '#core/matter.ts'
import { tone } from '#rules/civil-reception/policy.ts'
import type { ContactFacts, channels as contactChannels } from '#rules/first-asked/contract.ts'

/** A complaint's facts and forms (10.5.2–10.5.5). */
export const channels = {
  onsite: '现场',
  hotline: '投诉专线',
  web: '网上',
  letter: '信函',
  box: '意见箱',
  above: '上级转来',
} as const
export const targets = { window: '窗口', person: '工作人员', office: '单位' } as const
/** What people complain of, as the regulation counts it up (10.5.2). */
export const causes = {
  attitude: '服务态度',
  pace: '办事效率',
  formality: '办件手续',
  fee: '收费情况',
  result: '办理结果',
  other: '其他',
} as const
export const findings = { upheld: '属实', partly: '部分属实', unfounded: '不属实' } as const
export const ways = { face: '当面', call: '电话', letter: '书面', message: '短信' } as const
export type Finding = keyof typeof findings
/** Where the result of a complaint goes that nobody signed: there is no one to answer (10.5.5). */
export const notices = { posted: '在公示栏或网站公布', kept: '存档，凭编号和查询码可以查到' } as const

/** One round of supervision: the order, what the window answered and put right, and whether that was good enough. */
export type Order = {
  readonly number: string
  readonly opinion: string
  readonly days: number
  /** The last day on which the answer is in time, as the calendar stood when it was signed. */
  readonly replyBy: Day
  readonly at: number
  readonly told?: {
    readonly way: keyof typeof ways
    readonly said: string
    readonly content: boolean
    readonly at: number
  }
  readonly report?: { readonly result: string; readonly corrections: string; readonly at: number }
  readonly judged?: { readonly isGood: boolean; readonly opinion: string }
}

export type ComplaintFacts = Facts & {
  readonly channel: keyof typeof channels
  readonly target: keyof typeof targets
  readonly staff?: string
  readonly window?: string
  readonly cause: keyof typeof causes
  readonly matter: string
  readonly wish?: string
  readonly name?: string
  readonly phone?: Sealed
  readonly isAnonymous: boolean
  /** Then the office's own head decides nothing of it: the superior does (10.5.3). */
  readonly isAboutHead: boolean
  /** Registered by somebody who mans the window complained of: they decide nothing of it (10.5.4). */
  readonly isByItsWindow?: true
  /** The head mans that window, or there is none: what would be theirs to decide is the superior's. */
  readonly isForAbove?: true
  readonly reached?: readonly {
    readonly way: keyof typeof ways
    readonly said: string
    readonly at: number
    /** Nobody answered: it counts as heard only with a second try on another day. */
    readonly missed?: true
  }[]
  readonly orders?: readonly Order[]
  readonly finding?: Finding
  readonly outcome?: string
  /** Of an unsigned one: how its result is made known. */
  readonly notice?: keyof typeof notices
}

/** Under seal in the journal: of a complaint that is not registered nothing of it may stay (10.5.4). */
const erasable = { 'x-erasable': true } as const
const asked = (when: string) => ({ 'x-when': when, 'x-required': true })

export const Complaint = form({
  office: place('被投诉单位'),
  channel: choice('投诉方式', channels),
  target: choice('投诉对象', targets),
  staff: Type.Optional(member('被投诉的工作人员', asked('form.target == "person"'))),
  window: Type.Optional(
    text('被投诉的窗口', { 'x-widget': 'window', ...erasable, ...asked('form.target == "window"') }),
  ),
  cause: choice('投诉类别', causes),
  matter: longText('投诉事项', { ...erasable, maxLength: 4000 }),
  wish: Type.Optional(longText('诉求', erasable)),
  isAnonymous: Type.Optional(Type.Boolean({ title: '匿名投诉', default: false })),
  name: Type.Optional(named('投诉人姓名', { maxLength: 60, ...erasable, ...asked('!form.isAnonymous') })),
  phone: Type.Optional(phone('投诉人电话', { ...erasable, ...asked('!form.isAnonymous') })),
  contact: Type.Optional(Type.String({ title: '首问登记', format: 'uuid', 'x-widget': 'hidden' })),
  case: Type.Optional(Type.String({ title: '所涉办件', format: 'uuid', 'x-widget': 'hidden' })),
})
export type Complaint = Static<typeof Complaint>

/** By which of the complaint's ways a first contact came (10.5.3); what fits none is asked. */
const roads: Readonly<Partial<Record<keyof typeof contactChannels, keyof typeof channels>>> = {
  ...{ visit: 'onsite', call: 'hotline', web: 'web', email: 'web', letter: 'letter', fax: 'letter' },
}

/** What the form begins with when a first contact turns out to be a complaint: nobody is asked twice (10.5.2). */
export function fromContact({ name, phone, matter, channel }: ContactFacts): Readonly<Record<string, unknown>> {
  return { name, phone, matter, channel: roads[channel] }
}

export const Reached = form({ way: choice('联系方式', ways), said: longText('了解到的情况', erasable) })
export const Missed = form({ way: choice('联系方式', ways), said: longText('联系经过', erasable) })
export const Withdrawal = form({
  explanation: longText('如何解释', tone),
  isOwnWish: Type.Literal(true, { title: '投诉人听取解释后自愿撤回', 'x-widget': 'yesNo' }),
})
export const Outside = form({ explanation: longText('如何解释', tone), to: body('指引到', 'outside') })
export const Untrue = form({ explanation: longText('核实情况和如何解释', tone) })
export const Filing = form({ opinion: longText('受理意见') })
export const Settlement = form({
  finding: choice('核实结论', findings),
  explanation: longText('向投诉人说明的情况', tone),
  understanding: Type.Literal(true, { title: '投诉人已谅解', 'x-widget': 'yesNo' }),
})
export const Reclassing = form({ reason: longText('改变处理方式的理由') })
export const Ordering = form({
  opinion: longText('督办意见'),
  days: count('回复期限（工作日）', 1, 15),
})
export const Answer = form({
  way: choice('答复方式', ways),
  said: longText('答复内容', tone),
  content: choice('投诉人意见', { yes: '没有意见', no: '仍有意见' }),
})
export const Report = form({ result: longText('处理结果'), corrections: longText('整改情况') })
export const Conclusion = form({ finding: choice('核实结论', findings), opinion: longText('审核意见') })
export const Direct = form({
  finding: choice('核实结论', findings),
  opinion: longText('查处情况'),
  said: longText('答复投诉人的内容', tone),
})
/** The same forms where nobody signed: what is owed to a person is left out, and the result is made known otherwise. */
const notice = choice('结果怎样公开', notices)
export const UnsignedOutside = form({
  explanation: longText('核查情况'),
  to: Type.Optional(body('应由哪个单位受理', 'outside')),
})
export const UnsignedUntrue = form({ explanation: longText('核查情况，不属实或者没有线索可查的理由') })
export const UnsignedConclusion = form({ ...Conclusion.properties, notice })
export const UnsignedDirect = form({
  finding: choice('核实结论', findings),
  opinion: longText('查处情况'),
  notice,
})
export const Adoption = form({ use: longText('如何用于改进') })
export const Passing = form({ to: body('转交部门', 'inside'), note: longText('转交意见') })
export const Raising = form({ note: longText('呈报意见') })
