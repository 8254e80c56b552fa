import Type, { type Static } from 'typebox'
import { body, choice, form, longText, phone, post, text } from '#core/field.ts'
import type { Sealed } from '#core/matter.ts'

/** Every way in which a visitor may come to us (2.1). */
export const channels = {
  visit: '来访',
  call: '来电',
  letter: '来信',
  fax: '传真',
  email: '电子邮件',
  web: '网上',
  other: '其他',
} as const

/** What they come for (2.1). */
export const inquiries = {
  consult: '咨询',
  query: '查询',
  service: '办事',
  complaint: '投诉',
  report: '举报',
  liaison: '联系业务',
} as const

export const Registration = form({
  channel: choice('来源方式', channels),
  inquiry: choice('诉求类别', inquiries),
  matter: longText('拟办事项'),
  name: Type.Optional(text('姓名', { maxLength: 60 })),
  unit: Type.Optional(text('单位')),
  phone: Type.Optional(phone('联系电话')),
})
export type Registration = Static<typeof Registration>

export const Answer = form({ result: longText('答复内容') })
export const Reply = form({
  way: choice('答复方式', { face: '当面', call: '电话', message: '短信', mail: '信函' }),
  said: longText('答复内容'),
})
export const Referral = form({
  body: body('应联系的部门或单位', 'inside'),
  contacted: choice('协助联系结果', { reached: '已联系上', unreached: '未联系上，已告知地址和电话' }),
  said: longText('告知内容'),
})
export const Guidance = form({ body: body('系统外单位', 'outside'), said: longText('解释和指引内容') })
export const Explanation = form({ topic: text('分歧或诉求'), said: longText('解释说明情况') })
export const HandOver = form({
  to: post('接收岗位'),
  why: choice('转交原因', { absent: '经办人不在', unreached: '经办人联系不上', duty: '属其他岗位职责' }),
  name: Type.Optional(text('姓名', { maxLength: 60 })),
  phone: Type.Optional(phone('联系电话')),
  unit: Type.Optional(text('单位')),
  note: Type.Optional(longText('交接说明')),
})
export type HandOver = Static<typeof HandOver>
export const Decline = form({ reason: longText('退回理由') })
export const Reach = form({
  way: choice('联系方式', { call: '电话', visit: '上门', message: '短信', face: '当面' }),
  said: longText('联系情况'),
})
export const Escalation = form({
  why: choice('报告原因', { away: '有关人员出差', unclear: '责任不明确' }),
  note: longText('情况说明'),
})
export const Appointment = form({ to: post('指定承办岗位'), opinion: longText('处理意见') })
export const Instruction = form({ opinion: longText('批示意见') })

/** A form as it is kept: the phone number sealed. */
export type Kept<T> = Omit<T, 'phone'> & { readonly phone?: Sealed }
type Line = { readonly at: number; readonly by: string | null; readonly what: string; readonly says: string }

/** What is known of a contact. Lines are what was said and done about it, in order. */
export type ContactFacts = Readonly<Record<string, unknown>> &
  Kept<Registration> & {
    readonly lines: readonly Line[]
    /** The answer the first-responsible person owes (2.3.2.c): when it was given last. */
    readonly repliedAt?: number
    readonly outcome?: string
    readonly bounced?: readonly string[]
    readonly case?: string
  }
