import Type, { type Static } from 'typebox'
import { choice, longText, text } from '#core/field.ts'

const strict = { additionalProperties: false } as const

/** Who goes first, by what they say themselves or what the clerk sees; nobody is asked for a paper (domain: elder-friendly). */
export const laneReasons = {
  elder: '老年人',
  disabled: '残疾人',
  pregnant: '孕妇或带婴幼儿',
  soldier: '现役军人、军属、烈属',
  other: '其他确有困难',
} as const
export type LaneReason = keyof typeof laneReasons

export const lanes = { common: '普通', priority: '优先' } as const
export type Lane = keyof typeof lanes

export const states = {
  waiting: '等候',
  called: '已叫号',
  serving: '办理中',
  done: '已办',
  absent: '未到',
} as const
export type State = keyof typeof states

const zone = Type.Object(
  {
    letter: Type.String({ title: '号码字母', pattern: '^[A-Z]$' }),
    name: text('名称', { maxLength: 20 }),
    services: Type.Optional(
      Type.Array(Type.String({ pattern: '^JY[0-9]{2}$' }), {
        title: '事项',
        maxItems: 30,
        uniqueItems: true,
        'x-hint': '没有分到别处的事项和咨询都在第一个业务区取号',
      }),
    ),
    windows: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 999 }), {
        title: '窗口',
        maxItems: 60,
        uniqueItems: true,
        'x-hint': '不选就是全部窗口',
      }),
    ),
  },
  strict,
)

export const PlanBody = Type.Object(
  {
    zones: Type.Array(zone, { title: '业务区', minItems: 1, maxItems: 12 }),
    ratio: Type.Integer({ title: '连续叫几个优先号后叫一个普通号', minimum: 1, maximum: 5 }),
    back: Type.Integer({ title: '过号以后隔几个号再叫', minimum: 1, maximum: 10 }),
    passes: Type.Integer({ title: '过号几次以后不再叫', minimum: 1, maximum: 5 }),
  },
  strict,
)
export type PlanAsk = Static<typeof PlanBody>
export type Zone = {
  readonly letter: string
  readonly name: string
  readonly services: readonly string[]
  readonly windows: readonly number[]
}
/** How an office lets people queue. */
export type Plan = Omit<PlanAsk, 'zones'> & { readonly zones: readonly Zone[] }

export const CallBody = Type.Object({ window: Type.Integer({ title: '窗口号', minimum: 1, maximum: 999 }) }, strict)

export const TakeBody = Type.Object(
  {
    service: Type.Optional(Type.String({ title: '事项', pattern: '^JY[0-9]{2}$', 'x-widget': 'choice' })),
    priority: Type.Optional(choice('优先', laneReasons)),
  },
  strict,
)
export type TakeAsk = Static<typeof TakeBody>

/** What a visitor wrote for the window beforehand; both may be left out (2.1). */
export type Said = { readonly name?: string; readonly matter?: string }
export const saidLimits = { name: 60, matter: 200 } as const

export const NoBody = Type.Object({}, strict)
export const FinishBody = Type.Object(
  { why: Type.Optional(text('没有登记首问的原因', { maxLength: 100, 'x-hint': '如：只问路、取表' })) },
  strict,
)
export const TransferBody = Type.Object(
  {
    zone: Type.Optional(Type.String({ title: '转到业务区', pattern: '^[A-Z]$', 'x-widget': 'choice' })),
    window: Type.Optional(Type.Integer({ title: '只由这个窗口叫', minimum: 1, maximum: 999 })),
    why: longText('原因', { maxLength: 100 }),
  },
  strict,
)
export const LaneBody = Type.Object(
  { priority: choice('优先', { ...laneReasons, none: '改回普通号' }), why: longText('原因', { maxLength: 100 }) },
  strict,
)
export type Ask = Static<typeof FinishBody> & Partial<Static<typeof TransferBody>> & Partial<Static<typeof LaneBody>>

const day = (title: string) => Type.Optional(Type.String({ title, format: 'date', 'x-widget': 'date' }))
export const OfFigures = Type.Object({
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  from: day('从'),
  until: day('到'),
})
export type Span = Static<typeof OfFigures>
