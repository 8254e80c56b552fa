import Type, { type Static } from 'typebox'
import { choice, count, form, longText, post } from '#core/field.ts'
import type { Facts } from '#core/matter.ts'
import { tone } from '#rules/civil-reception/policy.ts'

/** The facts and forms of what follows from a bad rating (10.5.1). */
export const ways = { face: '当面', call: '电话', message: '短信', letter: '书面' } as const
export type Way = keyof typeof ways
export const findings = { upheld: '属实', partly: '部分属实', unfounded: '不属实' } as const
export type Finding = keyof typeof findings
/** How it is answered: put right at once, by a day, or explained because it can't be. */
export const remedies = { now: '立行立改', later: '限期整改', explained: '解释说明' } as const
export type Remedy = keyof typeof remedies
export const grounds = {
  hard: '确实难以整改',
  policy: '政策有明确规定',
  unfounded: '经核实不属实',
} as const

/** Levels that are bad ratings, and must be looked into. */
export const isBad = (level: number): boolean => level <= 2

type Said = { readonly way: Way; readonly said: string; readonly at: number; readonly missed?: true }
export type Verified = {
  readonly finding: Finding
  readonly found: string
  readonly statement?: string
  readonly by: string
  readonly at: number
}
export type RatingFacts = Facts & {
  /** The rated visit, and the matter by which it was rated. */
  readonly visit: string
  readonly case: string
  readonly staff: string
  readonly level: 1 | 2
  readonly items: readonly string[]
  readonly words?: string
  readonly channel: string
  readonly ratedAt: number
  /** Whether whoever rated left a number: without one nobody is called, and the result is made known. */
  readonly isReachable: boolean
  /** It is about the head of the office: then the superior handles it, nobody of the office. */
  readonly isAboutHead: boolean
  readonly reached?: readonly Said[]
  readonly skipped?: string
  readonly verified?: Verified
  readonly remedy?: Remedy
  readonly plan?: string
  readonly days?: number
  readonly done?: string
  readonly ground?: keyof typeof grounds
  readonly explanation?: string
  /** What is told to everybody: no name, no number. */
  readonly posted?: string
  readonly told?: readonly Said[]
  readonly revisits?: readonly (Said & { readonly content?: boolean })[]
  /** What the superior said when the person still wasn't content: the one further round. */
  readonly above?: { readonly opinion: string; readonly at: number }
  readonly outcome?: string
}

const uuid = (title: string) => Type.String({ title, format: 'uuid', 'x-widget': 'hidden' })

/** What time opens it with: the rating as it was made. */
export const BadRating = form({
  visit: uuid('到访'),
  case: uuid('所评事项'),
  staff: uuid('当事人'),
  level: Type.Integer({ title: '评价等级', minimum: 1, maximum: 2 }),
  items: Type.Array(Type.String({ pattern: '^[1-2]\\d{2}$' }), { title: '评价指标', maxItems: 8 }),
  words: Type.Optional(Type.String({ title: '意见建议', maxLength: 150 })),
  channel: Type.String({ title: '评价渠道', maxLength: 40 }),
  ratedAt: Type.Integer({ title: '评价时间' }),
  isReachable: Type.Boolean({ title: '留有联系方式' }),
  /** It is about somebody of an office above, who had finished the matter: nobody here looks into that. */
  isAbove: Type.Optional(Type.Literal(true, { 'x-widget': 'hidden' })),
})
export type BadRating = Static<typeof BadRating>

export const Reached = form({ way: choice('联系方式', ways), said: longText('评价人反映的情况') })
export const Missed = form({ way: choice('联系方式', ways), said: longText('联系经过') })
export const Skipped = form({ reason: longText('没有联系的理由') })
export const Verifying = form({
  finding: choice('核实结论', findings),
  found: longText('核实情况'),
  statement: Type.Optional(longText('当事人的说明')),
})
/** Everybody reads it, so it names nobody. */
const posted = longText('向社会公开的说明', { ...tone, maxLength: 200, 'x-hint': '不写姓名、电话和个人情况' })
export const PutRight = form({ done: longText('整改情况'), posted })
export const Ordering = form({
  plan: longText('整改要求'),
  days: Type.Optional({ ...count('整改期限（工作日，不填的按本单位设置）', 1, 15) }),
})
export const Explaining = form({
  ground: choice('情形', grounds),
  explanation: longText('解释说明', tone),
  posted,
})
export const Answering = form({ way: choice('反馈方式', ways), said: longText('反馈内容', tone) })
export const Publishing = form({ said: longText('公开的处理结果', { ...tone, maxLength: 200 }) })
export const Revisit = form({ way: choice('回访方式', ways), said: longText('评价人的意见') })
export const LastWord = form({
  way: choice('回访方式', ways),
  said: longText('评价人的意见'),
  explanation: longText('说明和告知的其他途径', tone),
})
export const Instructing = form({
  opinion: longText('上级意见'),
  days: Type.Optional({ ...count('再整改期限（工作日，不填的按本单位设置）', 1, 15) }),
})
export const Upholding = form({ opinion: longText('维持处理的理由', tone) })
export const Naming = form({ to: post('核查岗位') })
