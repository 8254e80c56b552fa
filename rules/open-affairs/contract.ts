import Type, { type Static } from 'typebox'
import { choice, day, form, longText, post, text } from '#core/field.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** Where something is made public (1.6). `self`: done by the program at the minute of approval; the others by people, with evidence. */
export const channels = {
  portal: { label: '网站', self: true },
  feed: { label: '网上订阅', self: true },
  display: { label: '大厅电子屏', self: false },
  window: { label: '窗口告知', self: false },
  leaflet: { label: '宣传单', self: false },
  board: { label: '公告栏', self: false },
  visit: { label: '上门', self: false },
  social: { label: '社交平台', self: false },
} as const satisfies Record<string, { readonly label: string; readonly self: boolean }>
export type Channel = keyof typeof channels

const { portal: _portal, feed: _feed, ...byHand } = channels

type Row = {
  readonly label: string
  readonly clause: ClauseId
  /** `running`: written by the program from what runs; `written`: by a person, where the system can't know. */
  readonly from: 'running' | 'written'
  /** Of what there is one: each office, the office at the top, each service, each month, each case in public notice; `asked`: whatever else somebody finds. */
  readonly of: 'office' | 'top' | 'service' | 'month' | 'case' | 'asked'
  readonly channels: readonly [Channel, ...Channel[]]
  /** It is about something that ends, so it states its last day (1.5). */
  readonly ends?: true
}

/** What must be open, topic by topic (1.1, 1.2, 1.4, 1.5), and where at least (1.6). */
// biome-ignore format: one topic, one row
export const topics = {
  powers:     { label: '单位职责和权限', clause: '1.2.a', from: 'written', of: 'office',  channels: ['portal', 'board'] },
  posts:      { label: '岗位职责',       clause: '1.2.b', from: 'running', of: 'office',  channels: ['portal', 'board'] },
  staff:      { label: '在岗人员',       clause: '1.2.c', from: 'running', of: 'office',  channels: ['portal', 'board'] },
  scope:      { label: '服务范围',       clause: '1.2.d', from: 'running', of: 'office',  channels: ['portal'] },
  promises:   { label: '服务承诺',       clause: '1.2.e', from: 'running', of: 'office',  channels: ['portal', 'board'] },
  rules:      { label: '工作制度',       clause: '1.2.f', from: 'running', of: 'office',  channels: ['portal'] },
  discipline: { label: '工作纪律',       clause: '1.2.g', from: 'written', of: 'office',  channels: ['portal', 'board'] },
  complaints: { label: '投诉和监督渠道', clause: '1.2.h', from: 'running', of: 'office',  channels: ['portal', 'board'] },
  service:    { label: '服务事项',       clause: '1.2.i', from: 'running', of: 'service', channels: ['portal', 'feed'] },
  law:        { label: '法规政策',       clause: '1.4',   from: 'running', of: 'top',     channels: ['portal', 'feed'] },
  item:       { label: '行政事项',       clause: '1.4',   from: 'running', of: 'top',     channels: ['portal', 'feed'] },
  outcome:    { label: '办理结果',       clause: '1.4',   from: 'running', of: 'month',   channels: ['portal', 'feed'] },
  notice:     { label: '办件公示',       clause: '1.5',   from: 'running', of: 'case',    channels: ['portal', 'board'], ends: true },
  affair:     { label: '其他应公开事项', clause: '1.4',   from: 'written', of: 'asked',   channels: ['portal', 'feed'] },
  news:       { label: '临时信息',       clause: '1.5',   from: 'written', of: 'asked',   channels: ['portal', 'feed'], ends: true },
} as const satisfies Record<string, Row>
export type Topic = keyof typeof topics

export function topicOf(topic: Topic): Row {
  return topics[topic]
}

/** Why something is to be made public now. */
export const causes = {
  new: '新形成',
  changed: '内容有变动',
  ending: '公开期限将到',
  ended: '原公开已撤下',
  asked: '按需要提出',
} as const
export type Cause = keyof typeof causes

const hidden = { 'x-widget': 'hidden' } as const

/** A text that the program wrote from what runs, and by what a change of it is told. */
const Made = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 80 }),
    text: Type.String({ minLength: 1, maxLength: 15_000 }),
    digest: Type.String({ minLength: 1, maxLength: 80 }),
  },
  { additionalProperties: false, ...hidden },
)
export type Made = Static<typeof Made>

/** What there is to be made public. People name a topic and a title; the rest is the program's. */
export const Duty = form({
  topic: choice('主题', topics),
  name: Type.Optional(text('公开什么', { maxLength: 60, 'x-hint': '单位职责和权限、工作纪律不用填' })),
  until: Type.Optional(day('公开到哪一天', { 'x-hint': '临时信息必填，到期自动撤下，转入存档' })),
  subject: Type.Optional(text('哪一项', { maxLength: 80, ...hidden })),
  cause: Type.Optional(choice('缘由', causes, hidden)),
  since: Type.Optional(Type.Integer({ minimum: 0, ...hidden })),
  ends: Type.Optional(day('现在公开的到哪一天', hidden)),
  made: Type.Optional(Made),
})
export type Duty = Static<typeof Duty>

const more = Type.Optional(Type.Array(choice('渠道', byHand), { title: '另外还要走的渠道', maxItems: 5 }))
const until = Type.Optional(day('公开到哪一天', { 'x-hint': '长期公开的不填；到期自动撤下，转入存档' }))

/** A text that the system cannot know: a person writes it. */
export const Writing = form({
  title: text('标题', { maxLength: 80, 'x-tone': true }),
  text: longText('正文', {
    maxLength: 15_000,
    'x-tone': true,
    'x-hint': '只写文字，换行即分段；不写个人的证件号、手机号、银行卡号和病史、家庭情况',
  }),
  until,
  more,
})
/** A text that the system wrote: a person looks it over and may add to it. */
export const Checking = form({
  note: Type.Optional(longText('补充说明', { maxLength: 1000, 'x-tone': true })),
  until,
  more,
})
export type Writing = Partial<Static<typeof Writing>> & Partial<Static<typeof Checking>>

export const Appointing = form({ to: post('由哪个岗位办理') })
export const Returning = form({ reason: longText('退回原因', { maxLength: 300 }) })
export const Ending = form({ reason: longText('原因', { maxLength: 300 }) })
export const Refreshing = form({ made: Made, until: Type.Optional(day('公开到哪一天')) })
/** What is public ends earlier than the duty falls due. */
export const Hastening = form({ ends: day('现在公开的到哪一天') })

const photo = Type.String({ format: 'uuid' })
/** That it was also shown elsewhere: where and how, on which day, and what proves it (1.6). */
export const Showing = form({
  channel: choice('渠道', byHand),
  on: day('哪一天', { 'x-max': 'today' }),
  how: longText('在哪里、怎样公开的', { maxLength: 500 }),
  photos: Type.Optional(Type.Array(photo, { title: '照片', maxItems: 9, 'x-widget': 'photos' })),
})
export type Showing = Static<typeof Showing>

/** One channel that was used: by the program at the minute of approval, or by a person with evidence. */
export type Shown = {
  readonly channel: Channel
  readonly at: number
  readonly on: string
  readonly by: string | null
  readonly how: string
  readonly photos?: readonly string[]
}

export type DisclosureFacts = Readonly<Record<string, unknown>> & {
  readonly topic: Topic
  /** Which of several of the topic: a service's code, a month, a case's number; empty where there is one. */
  readonly subject: string
  readonly name: string
  readonly cause: Cause
  /** When it came to be or changed: from then on the clock runs. */
  readonly since: number
  readonly made: Made | null
  readonly until: string | null
  /** Working days in which it must be public, where what is public now or its own period ends before the usual limit does. */
  readonly within?: number
  /** The same of the channels that people see to. */
  readonly spreadWithin?: number
  /** The channels that are asked for. */
  readonly channels: readonly Channel[]
  readonly title: string
  readonly text: string
  /** Who wrote or submitted it: none of them approves it. */
  readonly authors: readonly string[]
  readonly level: 'head' | 'superior' | 'second'
  readonly returned?: string
  readonly shown: readonly Shown[]
  readonly approvedBy?: string
  readonly publishedAt?: number
  readonly outcome?: string
}
