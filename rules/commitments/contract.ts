import Type, { type Static } from 'typebox'
import type { Day } from '#core/day.ts'
import { choice, count, form, longText, place } from '#core/field.ts'
import type { Facts } from '#core/matter.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** 监督通知书 (6.6): what a superior writes to an office below, yellow to remind, red to press. */
export const colours = { yellow: '黄牌提醒', red: '红牌督促' } as const
export type Colour = keyof typeof colours

/** For what, and by which clause it is a lack. */
// biome-ignore format: one ground, one row
export const grounds = {
  behind:     { label: '连续落后',           clause: '6.0' },
  orders:     { label: '投诉督办逾期',       clause: '10.5.5.c' },
  late:       { label: '反复超期',           clause: '7.4' },
  disclosure: { label: '应公开没有公开',     clause: '1.5' },
  rectify:    { label: '检查整改逾期',       clause: '6.6' },
  other:      { label: '其他',               clause: '6.6' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly clause: ClauseId }>>
export type Ground = keyof typeof grounds

const hidden = { 'x-widget': 'hidden' } as const

/** A fact from the record, in words, and where on the desk it can be looked at. */
export const Fact = form({
  says: Type.String({ title: '事实', minLength: 1, maxLength: 300, pattern: '\\S' }),
  to: Type.Optional(Type.String({ pattern: '^/[a-z][a-z/-]*(\\?[\\w=&-]*)?$', maxLength: 200 })),
})
export type Fact = Static<typeof Fact>

const days = count('回复期限（工作日）', 1, 30)

/** What the superior writes. The facts of a proposal come along from the record; whoever signs answers for them. */
export const Warning = form({
  office: place('发给哪个单位'),
  colour: choice('种类', colours),
  ground: choice('事由', grounds),
  found: longText('存在的问题'),
  todo: longText('整改要求'),
  days,
  facts: Type.Optional(Type.Array(Fact, { title: '事实', maxItems: 20, ...hidden })),
  earlier: Type.Optional(
    Type.Array(Type.String({ format: 'uuid' }), { title: '一年内同一事由的通知', maxItems: 20, ...hidden }),
  ),
})
export type Warning = Static<typeof Warning>

export const Revision = form({
  colour: Warning.properties.colour,
  ground: Warning.properties.ground,
  found: Warning.properties.found,
  todo: Warning.properties.todo,
  days,
})
export const Reply = form({ result: longText('原因和处理情况'), corrections: longText('整改措施和完成时间') })
export const Judged = form({ opinion: longText('审核意见') })
export const Again = form({ opinion: longText('审核意见和还要做什么'), days })
export const Redden = form({ reason: longText('转为红牌督促的理由和要求'), days })
export const Withdrawal = form({ reason: longText('撤回理由') })

/** One round: what was demanded by when, what the office wrote back, and whether that was good enough. */
export type Round = {
  readonly number: string
  readonly colour: Colour
  readonly todo: string
  readonly days: number
  /** The last day on which the answer is in time, as the calendar stood when it was signed. */
  readonly replyBy: Day
  readonly at: number
  readonly answer?: {
    readonly result: string
    readonly corrections: string
    readonly at: number
    readonly by: string
    readonly late: boolean
  }
  readonly judged?: { readonly isGood: boolean; readonly opinion: string; readonly at: number }
}

/** Who judges the answer: the head of the office right above, or of the one above that, whoever signed. */
export const levels = ['superior', 'second'] as const
export type Level = (typeof levels)[number]

export type WarningFacts = Facts &
  Omit<Warning, 'facts' | 'earlier'> & {
    readonly clause: ClauseId
    readonly facts: readonly Fact[]
    readonly earlier: readonly string[]
    readonly level: Level
    readonly rounds: readonly Round[]
    readonly outcome?: string
  }
