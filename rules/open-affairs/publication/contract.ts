import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'

const strict = { additionalProperties: false } as const
const text = (title: string, maxLength: number, more = {}) =>
  Type.String({ title, minLength: 1, maxLength, pattern: '\\S', ...more })
/** Blank or not is judged with the rest of its words, by the clause. */
const written = (title: string, maxLength: number, more = {}) =>
  Type.String({ title, minLength: 1, maxLength, ...more })
const day = (title: string, more = {}) => Type.String({ title, format: 'date', ...more })

/** What an office publishes. `ends`: it is about something that ends, so it says its last day. */
export const topics = {
  policy: { label: '政策法规', ends: false },
  jobs: { label: '招聘岗位', ends: true },
  training: { label: '职业培训', ends: true },
  startup: { label: '创业扶持', ends: false },
  archive: { label: '档案服务', ends: false },
  notice: { label: '公告', ends: true },
} as const satisfies Record<string, { readonly label: string; readonly ends: boolean }>
export type Topic = keyof typeof topics

export function isTopic(word: string): word is Topic {
  return Object.hasOwn(topics, word)
}

export const topicWord = choice('栏目', topics)

/** One item as it is written. The text goes to everybody: its words are looked at before it is kept (2.4.2). */
export const PublicationBody = Type.Object(
  {
    topic: topicWord,
    title: written('标题', 80, { 'x-tone': true }),
    text: written('正文', 15_000, {
      'x-tone': true,
      'x-hint': '只写文字，换行即分段；不写个人的身份证号、手机号、银行卡号',
    }),
    source: Type.Optional(Type.String({ title: '来源、文号', maxLength: 80 })),
    phone: Type.Optional(
      Type.String({ title: '咨询电话', maxLength: 30, 'x-hint': '本单位的办公电话，带区号；不留个人手机' }),
    ),
    service: Type.Optional(
      Type.String({ title: '有关的服务事项', pattern: '^JY\\d{2}$', 'x-hint': '选了会附上该事项的名称' }),
    ),
    from: day('发布日期', { 'x-hint': '当天零时起公开；审核晚于这一天的，审核通过即公开' }),
    until: Type.Optional(day('公开到哪一天', { 'x-hint': '招聘岗位、职业培训、公告必填；当天24时自动撤下，转入存档' })),
  },
  strict,
)

const version = Type.Integer({ title: '版本', minimum: 1, 'x-widget': 'hidden' })

export const ApproveBody = Type.Object({ version }, strict)
export const ReturnBody = Type.Object({ version, reason: text('退回原因', 300) }, strict)
export const WithdrawBody = Type.Object({ reason: text('撤下原因', 300) }, strict)
export const NoneBody = Type.Object({}, strict)

/** What is to be read, as the desk and the public read it. */
export type PublicationAsk = Static<typeof PublicationBody>
