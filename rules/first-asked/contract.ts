import Type, { type Static } from 'typebox'
import { body, choice, form, longText, named, phone, post, text } from '#core/field.ts'
import type { Sealed } from '#core/matter.ts'
import { tone } from '#rules/civil-reception/policy.ts'

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

/** What comes in writing has a day on which it came in, and often a number of its own. */
export const written: readonly string[] = ['letter', 'fax', 'email'] satisfies readonly (keyof typeof channels)[]

export const Registration = form({
  channel: choice('来源方式', channels),
  inquiry: choice('诉求类别', inquiries),
  matter: longText('拟办事项'),
  receivedOn: Type.Optional(Type.String({ title: '收到日期', format: 'date', 'x-widget': 'date' })),
  reference: Type.Optional(text('来件编号', { maxLength: 60, 'x-hint': '信函、传真或邮件上的编号，没有可以不填' })),
  name: Type.Optional(named('姓名', { maxLength: 60 })),
  unit: Type.Optional(named('单位')),
  phone: Type.Optional(phone('联系电话')),
})
export type Registration = Static<typeof Registration>

export const Answer = form({ result: longText('答复内容', tone) })
export const Reply = form({
  way: choice('答复方式', { face: '当面', call: '电话', message: '短信', email: '电子邮件', mail: '信函' }),
  said: longText('答复内容', tone),
})
export const Referral = form({
  body: body('应联系的部门或单位', 'inside'),
  contacted: choice('协助联系结果', { reached: '已联系上', unreached: '未联系上，已告知地址和电话' }),
  said: longText('告知内容', tone),
})
export const Guidance = form({ body: body('系统外单位', 'outside'), said: longText('解释和指引内容', tone) })
export const Explanation = form({ topic: text('分歧或诉求'), said: longText('解释说明情况', tone) })
export const HandOver = form({
  to: post('接收岗位'),
  why: choice('转交原因', { absent: '经办人不在', unreached: '经办人联系不上', duty: '属其他岗位职责' }),
  name: Type.Optional(named('姓名', { maxLength: 60 })),
  phone: Type.Optional(phone('联系电话')),
  unit: Type.Optional(named('单位')),
  note: Type.Optional(longText('交接说明')),
})
export type HandOver = Static<typeof HandOver>
export const Decline = form({ reason: longText('退回理由') })
export const Reach = form({
  way: choice('联系方式', {
    call: '电话',
    visit: '上门',
    message: '短信',
    face: '当面',
    email: '电子邮件',
    mail: '信函',
  }),
  said: longText('联系情况', tone),
})
export const Escalation = form({
  why: choice('报告原因', { away: '有关人员出差', unclear: '责任不明确' }),
  note: longText('情况说明'),
})
export const Appointment = form({ to: post('指定承办岗位'), opinion: longText('处理意见') })
export const Instruction = form({ opinion: longText('批示意见') })
/** Who it was may be asked after the words were taken down: the telephone leaves no time before (2.1). */
export const Completion = form({
  name: Type.Optional(named('姓名', { maxLength: 60 })),
  unit: Type.Optional(named('单位')),
  phone: Type.Optional(phone('联系电话')),
})
export type Completion = Static<typeof Completion>
export const Joining = form({ with: post('协办岗位'), why: longText('协办事由') })
export const Parting = form({ note: Type.Optional(longText('协办情况')) })

/** What the contact became: written by the opening of the other matter. `x-opens` tells the desk which one to open. */
export const became = (kind: 'case' | 'petition' | 'complaint') =>
  Type.Object(
    { case: Type.String({ format: 'uuid' }), number: text('编号'), service: text('事项') },
    { additionalProperties: false, 'x-opens': kind },
  )
export type Became = Static<ReturnType<typeof became>>

const date = (title: string) => Type.String({ title, format: 'date', 'x-widget': 'date' })

/** A hard matter is kept in mind until it is closed (2.2). */
export const Remembering = form({
  matter: Type.String({ title: '事项', format: 'uuid', 'x-widget': 'hidden' }),
  note: longText('难在哪里', { maxLength: 500 }),
  lookOn: date('再看日期'),
})
export const Looking = form({ note: longText('现在的情况', { maxLength: 500 }), lookOn: date('下次再看日期') })
export const Ending = form({ outcome: longText('结果', { maxLength: 500 }) })

/** Who noticed that somebody served well (2.4.0). */
export const sources = {
  visitor: '服务对象口头表扬',
  letter: '表扬信、锦旗',
  rating: '评价中的好评',
  colleague: '同事推荐',
  superior: '上级表扬',
} as const
export const commended = {
  proposed: '待确认',
  confirmed: '已表扬',
  declined: '未通过',
  withdrawn: '已撤销',
} as const

export const Commending = form({
  staff: Type.String({ title: '表扬谁', format: 'uuid', 'x-widget': 'staff' }),
  number: text('凭据编号', { maxLength: 60, 'x-hint': '这次服务的首问登记或办件编号' }),
  source: choice('表扬来源', sources),
  deed: longText('事迹', { maxLength: 1000 }),
})
export const Confirming = form({
  confirm: Type.Unsafe<boolean>({
    type: 'boolean',
    title: '是否确认',
    oneOf: [
      { const: true, title: '确认表扬' },
      { const: false, title: '不予确认' },
    ],
    'x-widget': 'choice',
  }),
  opinion: longText('意见', { maxLength: 500 }),
})
export const Withdrawing = form({ reason: longText('撤销理由', { maxLength: 500 }) })

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
