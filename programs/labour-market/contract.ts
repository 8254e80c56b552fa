import Type, { type Static } from 'typebox'
import type { Day } from '#core/day.ts'
import { choice, count, day, form, longText, named, text } from '#core/field.ts'
import type { Facts } from '#core/matter.ts'

/** The words of the forms of JY07 and JY08, as lists and pages say them. */
export const kinds = { full: '全职', part: '兼职', temporary: '临时' } as const
export const educations = {
  any: '不限',
  primary: '初中及以下',
  secondary: '高中、中专、技校',
  college: '大专',
  bachelor: '本科',
  master: '研究生',
} as const
export const skillLevels = {
  none: '不限',
  '5': '初级工',
  '4': '中级工',
  '3': '高级工',
  '2': '技师',
  '1': '高级技师',
  title: '专业技术职称',
} as const
/** From none to the highest: numbers as names would sort themselves. */
const skillChoices = (['none', '5', '4', '3', '2', '1', 'title'] as const).map((code) => ({
  const: code,
  title: skillLevels[code],
}))
export const payUnits = { month: '按月', hour: '按小时', piece: '计件' } as const
export const payPer = { month: '元/月', hour: '元/小时', piece: '元/月（计件，按正常完成估算）' } as const

export type Kind = keyof typeof kinds
export type PayUnit = keyof typeof payUnits

/** Tells a code from what else an answer may hold. */
export function isCode<Word extends string>(words: Readonly<Record<Word, string>>, code: unknown): code is Word {
  return typeof code === 'string' && Object.hasOwn(words, code)
}

const money = (title: string) => Type.Number({ title, minimum: 0, maximum: 1_000_000, 'x-widget': 'money' })

/** What a vacancy says to whoever reads it, and what of it is matched; 人力资源市场暂行条例 art. 24 asks for the first ones. */
export const VacancyBody = form({
  company: named('单位名称'),
  companyIntro: longText('单位基本情况', { maxLength: 500 }),
  hotline: text('对外公布的咨询电话', { maxLength: 20, 'x-hint': '请填单位电话，不要填个人手机' }),
  jobTitle: text('岗位名称', { maxLength: 50 }),
  jobType: text('工种', { maxLength: 50, 'x-hint': '按通用的职业名称填写，例如“电工”' }),
  headcount: count('招聘人数', 1, 10_000),
  workKind: choice('工作性质', kinds),
  educationAtLeast: choice('学历要求', educations),
  skillAtLeast: { ...choice('技能要求', skillLevels), oneOf: skillChoices },
  requirement: longText('招聘条件', { maxLength: 1000, 'x-hint': '只写与工作有关的要求' }),
  duties: longText('岗位职责', { maxLength: 1000 }),
  payUnit: choice('计酬方式', payUnits),
  payLow: money('薪资下限（元）'),
  payTop: money('薪资上限（元）'),
  benefits: longText('福利待遇', { maxLength: 500 }),
  workPlace: text('工作地点'),
  hiringSteps: text('招聘流程'),
  applyBy: text('应聘方式'),
  publishFrom: day('发布日期'),
  publishUntil: day('截止日期', { 'x-hint': '到期自动撤下，可以续期' }),
})
export type VacancyText = Static<typeof VacancyBody>

/** Beside what is published: with whom the office speaks, never shown in public; the fair where it is for one. */
export type VacancyData = Partial<VacancyText> & {
  readonly creditCode?: string
  readonly contact?: string
  readonly phoneMasked?: string
  readonly fairName?: string
  readonly fairPlace?: string
  readonly fairFrom?: string
  readonly fairTo?: string
  readonly remark?: string
  readonly charges?: boolean
  /** What the employer said of what came of it. */
  readonly feedback?: string
}

/** What pages show of a seeker. Whole numbers stay with the case. */
export type SeekerData = {
  readonly name: string
  readonly phoneMasked: string
  readonly wantedJob: string
  readonly otherJobs: readonly string[]
  readonly skills: readonly string[]
  readonly major?: string
  readonly education?: string
  readonly skillLevel?: string
  readonly workPlace: string
  readonly kinds: readonly string[]
  /** Yuan a month, 0 where it may be talked over. */
  readonly payLow: number
  readonly payTop?: number
  readonly startFrom: string
  readonly working?: boolean
  readonly remark?: string
}

/** The wishes of a seeker that they may change while their entry is open. */
export const WishBody = form({
  wantedJob: text('期望岗位'),
  otherJobs: Type.Array(text('岗位', { maxLength: 50 }), {
    title: '也可以考虑的岗位',
    maxItems: 5,
    'x-widget': 'list',
  }),
  payLow: money('期望月薪下限（元），可以面议的填0'),
  workPlace: text('期望工作地点'),
  kinds: Type.Array(choice('工作性质', kinds), {
    title: '工作性质',
    minItems: 1,
    maxItems: 3,
    uniqueItems: true,
    'x-widget': 'list',
  }),
  startFrom: day('可到岗日期'),
})
export type Wishes = Static<typeof WishBody>

export const NoneBody = form({})
export const ReasonBody = form({ reason: longText('原因', { maxLength: 300 }) })
/** The reviewer quotes each flagged word with the rule that allows it, and says how an unknown minimum wage was checked. */
export const PublishBody = form({
  opinion: longText('审核意见', {
    maxLength: 500,
    'x-hint': '有提示用词的，逐个写明该词和允许的国家规定；最低工资没有设定的，写明对照了哪个文件、不低于最低工资',
  }),
})
export const ShareBody = form({ shares: Type.Boolean({ title: '同意把求职信息提供给招聘单位' }) })
export const FeedbackBody = form({ feedback: longText('单位反馈', { maxLength: 500 }) })
export const PassBody = form({
  vacancy: Type.String({ title: '岗位', format: 'uuid' }),
  reason: longText('求职人的理由', { maxLength: 300 }),
})
/** A referral as it is asked for at the desk: the rest is read from the two books. */
export const ReferBody = form({
  seeker: Type.String({ title: '求职人', format: 'uuid' }),
  vacancy: Type.String({ title: '岗位', format: 'uuid' }),
  agrees: Type.Literal(true, { title: '求职人本人愿意应聘这个岗位' }),
})

/** The opening of a referral: names as they stand in the books on that day; what does not agree with them is refused. */
export const Referral = form({
  seeker: Type.String({ title: '求职人', format: 'uuid', 'x-widget': 'hidden' }),
  vacancy: Type.String({ title: '岗位', format: 'uuid', 'x-widget': 'hidden' }),
  name: named('求职人', { maxLength: 50 }),
  company: named('用人单位'),
  job: text('岗位', { maxLength: 50 }),
  place: text('工作地点'),
  pay: text('薪资'),
  applyBy: text('应聘方式'),
  hotline: text('单位咨询电话', { maxLength: 20 }),
  shares: Type.Boolean({ title: '同意把求职信息提供给招聘单位' }),
  agrees: Type.Literal(true, { title: '求职人本人愿意应聘' }),
})
export type Referral = Static<typeof Referral>

export const Hired = form({
  startsOn: day('到岗日期'),
  contract: choice('签订劳动合同', { signed: '已签订', soon: '约定一个月内签订', none: '没有签订（非全日制等）' }),
  note: Type.Optional(longText('单位反馈', { maxLength: 300 })),
})
export const employerReasons = {
  skill: '技能或经验不够',
  education: '学历或证书不符',
  pay: '报酬没有谈拢',
  full: '已经招满',
  other: '其他',
} as const
export const seekerReasons = {
  pay: '报酬不合意',
  place: '路远或地点不便',
  hours: '工作时间不合适',
  work: '工作内容不合适',
  found: '已经找到别的工作',
  other: '其他',
} as const
export const EmployerRefuses = form({
  why: choice('单位不录用的原因', employerReasons),
  reason: longText('具体说明', { maxLength: 300, 'x-tone': true }),
})
export const SeekerRefuses = form({
  why: choice('求职人不去的原因', seekerReasons),
  reason: longText('具体说明', { maxLength: 300, 'x-tone': true }),
  justified: Type.Boolean({ title: '有正当理由（不计入无正当理由拒绝）' }),
})
export const NoShow = form({
  reason: longText('联系经过', { maxLength: 300, 'x-hint': '写明何时怎样联系、有没有联系上' }),
})
export const Contacted = form({ note: longText('联系情况', { maxLength: 300 }) })
export const Cancel = form({ reason: longText('撤回原因', { maxLength: 300 }) })

export type ReferralFacts = Facts &
  Referral & {
    readonly lines: readonly {
      readonly at: number
      readonly by: string | null
      readonly what: string
      readonly says: string
    }[]
    readonly lettered?: true
    /** All places were taken while the answer was awaited. */
    readonly full?: true
    readonly startsOn?: string
    readonly why?: string
    readonly reason?: string
    readonly justified?: boolean
    readonly outcome?: string
  }

/** How far an entry is, told by its state and the day. */
export const seekerStages = {
  open: '求职中',
  soon: '即将到期',
  expired: '已到期',
  placed: '已就业',
  ended: '已停止',
} as const
export const vacancyStages = {
  draft: '草稿',
  waiting: '待审核',
  coming: '待发布',
  published: '正在发布',
  soon: '即将到期',
  expired: '到期撤下',
  filled: '已招满',
  withdrawn: '已撤下',
} as const
export type VacancyStage = keyof typeof vacancyStages
export type SeekerStage = keyof typeof seekerStages

/** An entry nears its end this many days before (the office's setting), and is over after its last day. */
export function runs(until: Day, today: Day, soon: Day): 'expired' | 'soon' | 'on' {
  if (until < today) return 'expired'
  return until <= soon ? 'soon' : 'on'
}
