import { Type } from 'typebox'
import { FIRST_YEAR, LAST_YEAR } from '#core/calendar/range.ts'
import { type Day, dayOf, type Instant, instantAt, isDay, parseInstant, yearOf } from '#core/day.ts'
import { bodyRoles, choice } from '#core/field.ts'
import { kindNames } from '#office/leave.ts'

/** What the office's routes take. Days stand for whole days in Shanghai: `from` its beginning, `until` its end. */
const strict = { additionalProperties: false } as const
const id = (title: string) => Type.String({ title, format: 'uuid' })
const time = (title: string) =>
  Type.String({
    title,
    pattern: String.raw`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$`,
    maxLength: 40,
  })
const text = (title: string, minLength = 0) =>
  Type.String({ title, minLength, maxLength: 500, ...(minLength > 0 && { pattern: '\\S' }) })
const minute = (title: string) => Type.Union([Type.Integer({ minimum: 0, maximum: 1440 }), Type.Null()], { title })

/** The two of a post (5.1). */
export const roles = { A: 'A角', B: 'B角' } as const

const named = Type.Array(Type.Object({ post: id('岗位'), staff: id('代办人员') }, strict), {
  title: '指定代办',
  maxItems: 20,
})

export const OfId = Type.Object({ id: id('编号') })
export const OfOffice = Type.Object({ office: Type.Optional(id('单位')) })
export const OfAbsences = Type.Object({ office: Type.Optional(id('单位')), after: Type.Optional(id('上一页最后一条')) })
export const OfDay = Type.Object({
  office: Type.Optional(id('单位')),
  day: Type.Optional(Type.String({ title: '日期', format: 'date' })),
})
export const OfDirectory = Type.Object({
  q: Type.String({ title: '关键词', maxLength: 50, default: '' }),
  role: Type.Optional(choice('机构类别', bodyRoles)),
})
export const OfDeadline = Type.Object({
  from: Type.String({ title: '起始日', format: 'date' }),
  limit: Type.Integer({ title: '期限', minimum: 0, maximum: 3660 }),
  unit: choice('单位', { workingDays: '工作日', naturalDays: '自然日', months: '月' }, { default: 'workingDays' }),
})

/** What somebody asks for; that they didn't come is found, and never asked for. */
const { absent: _, ...leaves } = kindNames

export const LeaveBody = Type.Object(
  {
    staff: Type.Optional(id('人员')),
    kind: choice('类型', leaves),
    from: time('开始时间'),
    until: time('结束时间'),
    reason: text('事由', 1),
    named: Type.Optional(named),
  },
  strict,
)

export const DecisionBody = Type.Object(
  { approve: Type.Boolean({ title: '是否批准' }), says: Type.Optional(text('意见')), named: Type.Optional(named) },
  strict,
)
export const StandInBody = Type.Object(
  { staff: id('代办人员'), from: time('开始时间'), until: time('结束时间') },
  strict,
)
export const AssignmentBody = Type.Object(
  {
    role: choice('角色', roles),
    staff: Type.Union([id('人员'), Type.Null()], { title: '人员' }),
    from: Type.Optional(time('开始时间')),
  },
  strict,
)
export const ClosureBody = Type.Object(
  {
    office: Type.Optional(id('单位')),
    day: Type.String({ title: '日期', format: 'date' }),
    from: Type.Optional(minute('开始（当日第几分钟）')),
    to: Type.Optional(minute('结束（当日第几分钟）')),
    why: text('原因', 1),
  },
  strict,
)
export const NoticeBody = Type.Object({}, { additionalProperties: true, title: '节假日安排' })

/** A time or a day as an instant; null for a day or hour that doesn't exist. */
export function instantOf(given: string, end: boolean): Instant | null {
  const on = dayOfText(given)
  if (on !== null) return instantAt(on, end ? 1440 : 0)
  try {
    const at = parseInstant(given)
    return dayOfText(dayOf(at)) === null ? null : at
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The day, if there is such a day and the calendar covers it. */
export function dayOfText(given: string): Day | null {
  return isDay(given) && yearOf(given) >= FIRST_YEAR && yearOf(given) <= LAST_YEAR ? given : null
}
