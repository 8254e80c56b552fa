import Type, { type Static } from 'typebox'
import { choice, count, day, form, idNumber, longText, named, phone, post, text } from '#core/field.ts'
import type { Sealed } from '#core/matter.ts'
import { tone } from '#rules/civil-reception/policy.ts'
import type { Extension } from '#rules/time-limits/policy.ts'

/** 就业援助 (JY06): what is planned, done and found for one person or one household, by one named helper. */
export const targets = { difficult: '就业困难人员', zeroEmployment: '零就业家庭成员' } as const
/** What help there is: the same codes as in the form of the service. */
export const helps = {
  policy: '政策宣讲',
  guidance: '职业指导',
  job: '岗位推荐',
  training: '培训',
  welfarePost: '公益性岗位',
  business: '创业扶持',
} as const
export const means = { visit: '上门', face: '当面', call: '电话', message: '短信或网络' } as const
export const results = {
  done: '已完成',
  going: '正在落实',
  waiting: '等单位或机构答复',
  reasoned: '本人有正当理由没有接受',
  unreached: '没有联系上',
} as const
export const works = {
  employer: '单位就业',
  flexible: '灵活就业',
  business: '自主创业',
  welfarePost: '公益性岗位',
} as const
export const exits = {
  refused: '无正当理由多次不接受援助',
  unreachable: '多次联系不上',
  unwilling: '本人书面提出不再接受援助',
  ageOut: '达到法定退休年龄',
  study: '入学、服兵役或移居',
  ended: '认定已经退出',
  other: '其他',
} as const
export type ExitReason = keyof typeof exits
export const told = { face: '当面', call: '电话', message: '短信', mail: '邮寄' } as const

const onDay = (title: string) => Type.Optional(day(title, { 'x-hint': '不填就是今天' }))
const next = {
  next: Type.Optional(day('约定的下次日期', { 'x-hint': '到那天会列入“今日约见”' })),
  nextSays: Type.Optional(text('下次做什么', { maxLength: 60 })),
}

const measure = Type.Object(
  { type: choice('援助方式', helps), what: text('做什么'), by: day('最晚哪天') },
  { additionalProperties: false },
)
const needs = (widget: string) =>
  Type.Array(choice('需要的援助', helps), {
    ...{ title: '需要的援助', minItems: 1, uniqueItems: true, 'x-widget': widget },
  })
const measures = (widget: string) =>
  Type.Array(measure, { title: '援助措施', minItems: 1, maxItems: 20, 'x-widget': widget })

export const Registration = form({
  case: Type.Optional(Type.String({ title: '就业援助办件', format: 'uuid', 'x-widget': 'hidden' })),
  name: named('姓名', { maxLength: 50 }),
  idNumber: idNumber('公民身份号码'),
  phone: phone('联系电话'),
  address: text('常住地址'),
  community: Type.Optional(text('所在社区', { maxLength: 50 })),
  targetType: choice('对象类型', targets),
  recognisedOn: day('认定日期'),
  wish: Type.Optional(text('期望的工作')),
  // The plan as it was agreed on in the case that this goes on from; nobody types it here.
  needs: Type.Optional(needs('hidden')),
  measures: Type.Optional(measures('hidden')),
  firstMeeting: Type.Optional(day('第一次援助日期', { 'x-widget': 'hidden' })),
  employBy: Type.Optional(day('力争至少一人就业的日期', { 'x-widget': 'hidden' })),
})

export const Plan = form({
  needs: needs('choices'),
  measures: measures('rows'),
  met: onDay('与本人商定的日期'),
  agreed: Type.Boolean({ title: '本人同意计划并签名', 'x-hint': '计划一式两份，本人和责任人签名，各留一份' }),
  ...next,
})
export const Amendment = form({ ...Plan.properties, why: longText('调整原因', { maxLength: 300 }) })

export const Help = form({
  type: choice('援助方式', helps),
  means: choice('联系方式', means),
  on: onDay('援助日期'),
  what: longText('做了什么', { maxLength: 500 }),
  result: choice('结果', results),
  reason: Type.Optional(
    longText('没有接受的理由', {
      maxLength: 300,
      'x-when': 'form.result == "reasoned"',
      'x-required': true,
      'x-hint': '本人有正当理由没有接受的，写明理由',
    }),
  ),
  done: Type.Optional(count('完成了计划的第几项', 1, 20)),
  ...next,
})
export const Refusal = form({
  type: choice('援助方式', helps),
  means: choice('联系方式', means),
  on: Type.Optional(day('日期', { 'x-hint': '不填就是今天；每次提供的援助各记一次，同一天的只计一次' })),
  what: longText('提供了什么', { maxLength: 500 }),
  reason: longText('本人说的理由', { maxLength: 300 }),
  judged: longText('为什么不是正当理由', { maxLength: 300 }),
  warned: Type.Boolean({ title: '已告知本人：多次无正当理由不接受的，将按规定退出援助' }),
})
export const Review = form({
  progress: longText('计划落实情况', { maxLength: 1000 }),
  keeps: choice('计划', { keep: '照原计划继续', amend: '需要调整' }),
  ...next,
})
export const Employment = form({
  how: choice('就业形式', works),
  who: Type.Optional(text('就业的家庭成员', { maxLength: 50, 'x-hint': '零就业家庭填写；是本人的不填' })),
  where: text('单位或经营内容'),
  since: onDay('从哪天起就业'),
  proof: longText('核实情况', { maxLength: 300, 'x-hint': '如劳动合同、参保记录、营业执照，核对日期' }),
})
export const CheckUp = form({
  means: choice('回访方式', means),
  on: onDay('回访日期'),
  said: longText('回访情况', { maxLength: 500 }),
})
export const Loss = form({ on: onDay('从哪天起不再就业'), said: longText('情况和原因', { maxLength: 500 }) })
export const ExitProposal = form({
  reason: choice('退出原因', exits),
  said: longText('事实和依据', { maxLength: 500 }),
})
export const ExitConfirmation = form({ opinion: longText('确认意见', tone), told: choice('告知本人方式', told) })
export const ExitDenial = form({ opinion: longText('不同意理由') })
export const HandOver = form({ to: post('新的责任人岗位'), note: longText('更换原因', { maxLength: 300 }) })
export const Declining = form({ reason: longText('退回理由') })

export type Measure = Static<typeof measure> & { readonly doneOn?: string }
export type PlanKept = Omit<Static<typeof Plan>, 'measures' | 'next' | 'nextSays' | 'met'> & {
  readonly version: number
  readonly at: number
  readonly by: string
  /** Absent for a plan from a case: that tells when they met. */
  readonly met?: string
  readonly measures: readonly Measure[]
  readonly why?: string
}
/** One line of what was done: help, a refusal, a review, work found or lost, a check-up. */
export type Kept = {
  readonly what: 'record' | 'refusal' | 'review' | 'employed' | 'check' | 'lost'
  readonly at: number
  readonly by: string
  readonly on: string
  readonly type?: keyof typeof helps
  readonly means?: keyof typeof means
  readonly says: string
  readonly result?: string
  readonly reason?: string
  readonly judged?: string
}
export type ExitKept = {
  readonly reason: ExitReason
  readonly said: string
  readonly by: string
  readonly at: number
  /** The state from which it was proposed. */
  readonly state: 'proposed' | 'denied' | 'confirmed'
  readonly opinion?: string
}
/** What the form says, its numbers sealed on the way in. */
export type Entered = Readonly<Record<string, unknown>> &
  Omit<Static<typeof Registration>, 'idNumber' | 'phone'> & { readonly idNumber: Sealed; readonly phone: Sealed }
export type AidFacts = Entered & {
  readonly plan?: PlanKept
  readonly plans: number
  readonly records: readonly Kept[]
  /** Without good reason, since the plan began. */
  readonly refusals: number
  /** The first help is given by this day where none was agreed on with the plan. */
  readonly firstBy?: string
  readonly appointment?: { readonly on: string; readonly says: string }
  readonly employment?: Omit<Static<typeof Employment>, 'since'> & { readonly since: string }
  readonly exit?: ExitKept
  readonly extensions?: readonly Extension[]
  readonly outcome?: string
}
