import Type, { type Static } from 'typebox'
import type { Instant } from '#core/day.ts'
import { choice, count, form, longText, post, text } from '#core/field.ts'
import type { Facts } from '#core/matter.ts'
import { type CheckItem, type Template, templates, type Unit, units } from '#regulation/checks.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** Forms and facts of an inspection (3.1, 4, 10.1, 10.2, 10.4). */

export const modes = { planned: '计划检查', spot: '随机抽查' } as const
export type Mode = keyof typeof modes

/** How an item turned out; a measured one is judged by its bound and never by hand. */
export const results = { pass: '符合', fail: '不符合', na: '不适用' } as const
export type Result = keyof typeof results

const uuid = (title: string, options: object = {}) => Type.String({ title, format: 'uuid', ...options })
const list = (title: string, most: number, options: object = {}) =>
  Type.Array(uuid(title), { title, maxItems: most, uniqueItems: true, ...options })
/** Pictures by their id in the file store; the bytes never lie in a matter. */
export const photos = (options: object = {}) => list('照片', 9, { 'x-widget': 'photos', ...options })

const unitNames = Object.keys(units) as Unit[]

/** A number with its unit; `of` is the whole of a share, in the same measure. */
export const Measured = form({
  amount: Type.Number({ title: '数值', minimum: 0, maximum: 100_000 }),
  of: Type.Optional(Type.Number({ title: '整体数值', exclusiveMinimum: 0, maximum: 100_000 })),
  unit: Type.Unsafe<Unit>({ type: 'string', title: '单位', enum: unitNames }),
})
export type Measured = Static<typeof Measured>

/** What an office adds to the checklist of the regulation: of its own making, under a clause that exists. */
export const OwnItem = form({
  id: Type.String({ title: '编号', pattern: '^own\\.[0-9]{1,3}$' }),
  clause: Type.Unsafe<ClauseId>({ type: 'string', title: '依据条款', minLength: 1, maxLength: 12, pattern: '\\S' }),
  words: text('检查内容', { maxLength: 120 }),
  about: choice('检查对象', { person: '人员', window: '窗口', venue: '场所' }),
  weight: count('权重', 1, 5),
})
export type OwnItem = Static<typeof OwnItem>

export const Plan = form({
  office: uuid('被检查单位', { 'x-widget': 'office' }),
  mode: choice('检查方式', modes),
  date: Type.Optional(Type.String({ title: '计划日期', format: 'date', 'x-widget': 'date' })),
  template: choice('检查内容', templates),
  people: list('被检查人员', 60, { 'x-widget': 'hidden' }),
  windows: list('被检查窗口', 60, { 'x-widget': 'hidden' }),
  company: Type.Optional(text('同行检查人员')),
  note: Type.Optional(longText('检查安排说明')),
  own: Type.Optional(Type.Array(OwnItem, { title: '本单位增加的项目', maxItems: 60, 'x-widget': 'hidden' })),
  off: Type.Optional(
    Type.Array(Type.String({ maxLength: 40 }), { title: '本单位不查的选查项目', maxItems: 60, 'x-widget': 'hidden' }),
  ),
  edition: Type.Optional(Type.Integer({ minimum: 0, 'x-widget': 'hidden' })),
  series: Type.Optional(uuid('检查计划', { 'x-widget': 'hidden' })),
})
export type Plan = Static<typeof Plan>

export const Answer = form({
  item: Type.String({ title: '检查项目', minLength: 1, maxLength: 40, pattern: '\\S' }),
  of: Type.Optional(uuid('对象')),
  /** `clear` takes an answer back. */
  result: Type.Optional(
    Type.Unsafe<Result | 'clear'>({ type: 'string', title: '结果', enum: [...Object.keys(results), 'clear'] }),
  ),
  value: Type.Optional(Measured),
  note: Type.Optional(Type.String({ title: '说明', maxLength: 300 })),
  photos: Type.Optional(photos()),
})
export type Answer = Static<typeof Answer>
export const Answers = form({
  answers: Type.Array(Answer, { title: '检查结果', minItems: 1, maxItems: 400, 'x-widget': 'checks' }),
})
export type Answers = Static<typeof Answers>

const DayField = Type.String({ title: '改为', format: 'date', 'x-widget': 'date' })
export const Appointment = form({ to: post('指定检查岗位') })
export const Joining = form({ with: post('协同检查岗位') })
export const Rescheduling = form({ date: DayField, reason: longText('改期原因') })
export const Cancelling = form({ reason: longText('撤销原因') })
export const Finishing = form({ remark: Type.Optional(longText('检查小结')) })
export const Objection = form({ says: longText('异议和理由') })
export const Reply = form({ says: longText('答复意见') })
export const Order = form({
  to: post('整改责任岗位'),
  days: count('整改期限（工作日）', 1, 60),
  demand: longText('整改要求'),
})
export const Report = form({ says: longText('整改情况'), photos: photos({ minItems: 1 }) })
export const Passing = form({ says: longText('复查情况'), photos: Type.Optional(photos()) })
export const Again = form({
  says: longText('复查发现的问题'),
  still: Type.Array(Type.String({ title: '仍不合格的项目' }), { title: '仍不合格的项目', minItems: 1, maxItems: 400 }),
  days: count('再次整改期限（工作日）', 1, 60),
  photos: Type.Optional(photos()),
})
export type Order = Static<typeof Order>
export type Again = Static<typeof Again>

/** An answer as it is kept, by the item and whom it is about. */
export type Kept = Readonly<Pick<Answer, 'value' | 'note' | 'photos'>> & { readonly result: Result }

/** Whom a failed item is about: a person, the window of a post, or the place itself. */
export type Subject = { readonly staff?: string; readonly window?: string }

/** A failed item as evidence: what accountability (2.4) reads. `key` tells it apart within its inspection. */
export type Finding = {
  readonly key: string
  readonly item: string
  readonly clause: ClauseId
  readonly words: string
  readonly subject: Subject
  readonly value?: Measured
  readonly note?: string
  readonly photos: readonly string[]
  /** When a re-check found it put right. */
  readonly rectifiedAt?: Instant
}

/** How the score came about: weights of what passed and of what applied. */
export type Score = { readonly passed: number; readonly applicable: number; readonly score: number }

export type Objected = {
  readonly says: string
  readonly by: string
  readonly at: Instant
  readonly answer?: string
  readonly settled?: 'upheld' | 'corrected'
}
export type Reported = {
  readonly says: string
  readonly photos: readonly string[]
  readonly by: string
  readonly at: Instant
}
export type Rechecked = Reported & { readonly still: readonly string[] }

/** What is known of an inspection. Photos by id only; the checklist by its version, own items as they were. */
export type InspectionFacts = Facts & {
  readonly mode: Mode
  readonly template: Template
  /** The checklist's version, and the office's own edition of it. */
  readonly version: number
  readonly edition: number
  readonly own: readonly CheckItem[]
  readonly off: readonly string[]
  /** When the date was set, and the date. */
  readonly from: string
  readonly date: string
  readonly people: readonly string[]
  readonly windows: readonly string[]
  readonly company?: string
  readonly note?: string
  readonly series?: string
  readonly answers: Readonly<Record<string, Kept>>
  /** Who wrote answers down: they don't speak for the inspected office. */
  readonly checkers: readonly string[]
  /** Posts that are asked to confirm where the head is the inspector. */
  readonly asks?: readonly string[]
  readonly score?: Score
  readonly findings: readonly Finding[]
  readonly remark?: string
  readonly confirmed?: { readonly by: string | null; readonly at: Instant }
  readonly objections: readonly Objected[]
  readonly order?: { readonly post: string; readonly days: number; readonly demand: string; readonly at: Instant }
  readonly reports: readonly Reported[]
  readonly rechecks: readonly Rechecked[]
  /** Why it was called off. */
  readonly cancelled?: string
}
