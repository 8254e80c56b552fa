import { addMonths, type Day, spoken } from '#core/day.ts'
import type { Problem } from '#core/refusal.ts'
import { type Fen, fenOf, yuan } from '#core/sums/money.ts'
import type { VacancyData } from './contract.ts'

/**
 * What keeps a vacancy from being published, word by word at its place: what the law never allows is refused; what may be
 * lawful for a certain work is asked of the reviewer, who quotes the word with the rule (就业促进法 26–31, 人力资源市场暂行条例 24).
 */

export type Suspect = {
  readonly word: RegExp
  readonly how: 'refused' | 'asked'
  readonly about: string
  readonly basis: string
  readonly instead: string
}

const equal = '《就业促进法》第三条、第二十六条'
const women = '《就业促进法》第二十七条'
const charges = '《就业促进法》第四十一条、《人力资源市场暂行条例》'
const work = '删去，只写做这份工作需要的技能、经验或证书'

/** Our own list; what it finds is shown with its basis and what to write instead. */
// biome-ignore format: one kind of word, one row
export const suspects: readonly Suspect[] = [
  { word: /(?:限|只招|仅招|要求|须|需)(?:男|女)(?:性|士|生|工)?|男性优先|女性优先|男士优先|女士优先|(?<![不论无分])男(?:性|士|生)(?!女)|女(?:性|士|生)(?!均可|不限)|性别(?!不限|不作|无)/u, how: 'asked', about: '性别', basis: women, instead: '写明劳动强度或工作内容，不限性别' },
  { word: /未婚|已婚|已育|未育|婚育|生育|怀孕|孕妇|哺乳期|有无子女/u, how: 'asked', about: '婚育', basis: women, instead: '删去，婚姻和生育状况不作为条件' },
  { word: /\d+\s*(?:周)?岁(?:以下|以内|之内|左右)|\d+\s*(?:-|—|~|至|到)\s*\d+\s*(?:周)?岁|(?:限|仅限)?(?:(?:19|20)\d{2}年?(?:以?后|之后)出生|(?<!\d)[6-9]0后|(?<![\d:：])0[05]后)|(?<!\d)(?:[6-9]\d|0\d|1\d)年?(?:以?后|之后)出生|年龄(?!不限|满)|年轻(?:人|化)?/u, how: 'asked', about: '年龄', basis: equal, instead: '写“年满16周岁”或删去' },
  { word: /(?:限|仅限)?(?:本地|外地|本市|本省|农村|城镇)(?:人|户口|户籍)|(?:限|仅限)[\u4e00-\u9fff]{2,4}(?:籍|户籍)|户籍(?!不限)|户口|籍贯|[\u4e00-\u9fff]{2}(?:省|市)?人勿扰|不招[\u4e00-\u9fff]{2,4}人/u, how: 'asked', about: '户籍、地域', basis: '《就业促进法》第三十一条', instead: '写“能在工作地点按时到岗”' },
  { word: /(?:限|仅限|须|不招)?(?:汉族|少数民族|回族|民族(?!不限))/u, how: 'asked', about: '民族', basis: '《就业促进法》第二十八条', instead: '删去' },
  { word: /宗教|信教|信仰/u, how: 'asked', about: '宗教信仰', basis: equal, instead: '删去' },
  { word: /残疾(?!人?(?:优先|均可|不限))|身体健全|五官端正|身高|相貌|颜值|纹身/u, how: 'asked', about: '残疾、身体条件', basis: '《就业促进法》第二十九条', instead: '写明工作需要完成的具体动作' },
  { word: /形象(?:气质)?(?:好|佳|优|端正|良好)|气质(?:好|佳|优|良好)/u, how: 'asked', about: '容貌', basis: equal, instead: '写明工作中的着装、言谈要求，不写容貌' },
  { word: /乙肝|两对半|艾滋|传染病|携带者|无(?:任何)?病史/u, how: 'asked', about: '传染病病原携带', basis: '《就业促进法》第三十条', instead: '删去；法律规定须持健康证的岗位写“持有效健康证”' },
  { word: /党员|政治面貌/u, how: 'asked', about: '政治面貌', basis: equal, instead: work },
  { word: /(?<!不收|不交|无|免|无需|不需)(?:押金|保证金|抵押金|风险金)/u, how: 'refused', about: '押金', basis: charges, instead: '删去，不得以任何名目收取押金' },
  { word: /(?<!不收|不交|无|免|免收|无需|不需|报销)(?:报名费|培训费|服装费|工装费|体检费|中介费|介绍费|手续费|资料费|建档费|入职费)/u, how: 'refused', about: '收费', basis: charges, instead: '删去，不得向求职人收费；由单位承担的写“费用由单位承担”' },
  { word: /(?<!不)扣(?:押|留)?(?:身份证|证件|毕业证|驾驶证)|(?:身份证|证件|毕业证)原件(?:由单位|统一)?(?:保管|抵押|扣留|上交)|上交(?:身份证|证件)/u, how: 'refused', about: '扣押证件', basis: '《就业促进法》第四十一条、《劳动合同法》第九条', instead: '删去，证件只核验、当场退还' },
  { word: /(?:培训|入职|求职)贷(?:款)?/u, how: 'refused', about: '培训贷', basis: charges, instead: '删去，不得要求贷款' },
]

/** The fields in which words are looked for, as the form of the vacancy calls them. */
const fields = {
  jobTitle: '岗位名称',
  jobType: '工种',
  requirement: '招聘条件',
  duties: '岗位职责',
  benefits: '福利待遇',
  hiringSteps: '招聘流程',
  applyBy: '应聘方式',
  companyIntro: '单位基本情况',
} as const
type FieldName = keyof typeof fields

export type Flag = {
  readonly field: string
  readonly label: string
  readonly word: string
  /** From the first sign of its field, counted from 0. */
  readonly from: number
  readonly how: Suspect['how']
  readonly about: string
  readonly basis: string
  readonly instead: string
}

/** Every suspicious word of a vacancy at its place, in the order of reading. */
export function flagsIn(data: VacancyData): readonly Flag[] {
  return Object.entries(fields).flatMap(([field, label]) => {
    const text = data[field as FieldName]
    if (typeof text !== 'string') return []
    const found = suspects.flatMap(({ word, ...suspect }) =>
      [...text.matchAll(new RegExp(word.source, 'gu'))].map(
        (one): Flag => ({ field, label, word: one[0], from: [...text.slice(0, one.index)].length, ...suspect }),
      ),
    )
    return found.toSorted((a, b) => a.from - b.from)
  })
}

/** 招聘条件第3字的“限男性”涉及性别（《…》），…… */
export function flagSays({ label, from, word, about, basis, instead }: Flag): string {
  return `${label}第${from + 1}字的“${word}”涉及${about}（${basis}），应改写：${instead}`
}

/** What the office pays attention to of money: the local minimum in fen, null where nobody has filled it in. */
export type Minimum = { readonly month: Fen | null; readonly hour: Fen | null }

/** 2,100.00元/月 */
export const leastSays = (least: Fen, hourly: boolean): string => `${yuan(least)}元${hourly ? '/小时' : '/月'}`

const needed = {
  company: '单位名称',
  companyIntro: '单位基本情况',
  hotline: '对外公布的咨询电话',
  jobTitle: '岗位名称',
  jobType: '工种',
  headcount: '招聘人数',
  workKind: '工作性质',
  requirement: '招聘条件',
  duties: '工作内容',
  payLow: '薪资下限',
  payTop: '薪资上限',
  workPlace: '工作地点',
  applyBy: '应聘方式',
} as const

/** What is wrong whoever looks at it: incomplete, against the law, below the minimum, days that do not fit. */
export function wrongIn(data: VacancyData, minimum: Minimum, today: Day): readonly Problem[] {
  const missing = Object.entries(needed).flatMap(([name, label]) => {
    const value = data[name as keyof typeof needed]
    return value === undefined || value === '' ? [{ at: `/${name}`, says: `还没有填写${label}，填全后再提交` }] : []
  })
  const refused = flagsIn(data).filter(({ how }) => how === 'refused')
  return [
    ...missing,
    ...refused.map((flag) => ({ at: `/${flag.field}`, says: `${flagSays(flag)}；含有这样内容的岗位不能发布` })),
    ...(data.charges === true
      ? [{ at: '/charges', says: '填写了向求职人收费、收押金或扣证件，这样的岗位不能发布' }]
      : []),
    ...wrongPay(data, minimum),
    ...wrongDays(data, today),
  ]
}

/** Why a vacancy published earlier is no longer carried on: its wage lies below a minimum set meanwhile. */
export function belowMinimum(data: VacancyData, minimum: Minimum): string | null {
  const least = data.payUnit === 'hour' ? minimum.hour : minimum.month
  const low = data.payLow === undefined ? null : fenOf(data.payLow)
  if (least === null || low === null || low >= least) return null
  return `薪资下限低于现行最低工资${leastSays(least, data.payUnit === 'hour')}，请撤下改正，重新审核后再发布`
}

function wrongPay({ payLow, payTop, payUnit }: VacancyData, minimum: Minimum): readonly Problem[] {
  if (payLow === undefined || payTop === undefined) return []
  const low = fenOf(payLow)
  if (low === null || fenOf(payTop) === null) return [{ at: '/payLow', says: '薪资最多写到分' }]
  if (low === 0) return [{ at: '/payLow', says: '要写明薪资，下限不能是0（《人力资源市场暂行条例》第二十四条）' }]
  if (payTop < payLow) return [{ at: '/payTop', says: '薪资上限低于下限' }]
  const least = payUnit === 'hour' ? minimum.hour : minimum.month
  if (least === null || low >= least) return []
  return [
    {
      at: '/payLow',
      says: `薪资下限低于当地最低工资${leastSays(least, payUnit === 'hour')}，不能发布`,
    },
  ]
}

/** Months for which nothing is published at once, whatever an office has set: a year mistyped keeps a vacancy open for ten. */
const longest = 12

function wrongDays({ publishFrom: from, publishUntil: until }: VacancyData, today: Day): readonly Problem[] {
  if (!from || !until) return [{ at: '/publishUntil', says: '还没有填写发布日期和截止日期，填全后再提交' }]
  if (until < from) return [{ at: '/publishUntil', says: '截止日期早于发布日期' }]
  const last = addMonths((from > today ? from : today) as Day, longest)
  if (until > last)
    return [{ at: '/publishUntil', says: `一次最长发布${longest}个月，截止日期不能晚于${spoken(last)}` }]
  return until < today ? [{ at: '/publishUntil', says: `截止日期${spoken(until as Day)}已经过了，请改期` }] : []
}

/** What the reviewer must speak to: every flagged word quoted, and a minimum wage that is not set. */
export function unanswered(data: VacancyData, minimum: Minimum, opinion: string): readonly Problem[] {
  const asked = flagsIn(data).filter(({ how, word }) => how === 'asked' && !opinion.includes(word))
  const words = asked.map((flag) => ({
    at: '/opinion',
    says: `${flagSays(flag)}。确属国家规定允许的，在意见里写明“${flag.word}”和依据；否则退回修改`,
  }))
  const least = data.payUnit === 'hour' ? minimum.hour : minimum.month
  const wage: readonly Problem[] =
    least === null && !(/最低工资/.test(opinion) && /不低于|高于/.test(opinion))
      ? [
          {
            at: '/opinion',
            says: '本单位还没有设定当地最低工资（政策标准），请核对现行文件，在意见里写明对照的最低工资文件和“不低于”',
          },
        ]
      : []
  return [...words, ...wage]
}
