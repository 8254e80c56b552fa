import { addMonths, type Day, spoken } from '#core/day.ts'
import { squeezed } from '#core/reading.ts'
import type { Problem } from '#core/refusal.ts'
import { type Fen, fenOf, yuan } from '#core/sums/money.ts'
import { flagSays, flagsIn } from '#core/suspect.ts'
import type { VacancyData } from './contract.ts'

/**
 * What keeps a vacancy from being published: words (`core/suspect.ts`, one list for every door), pay, days, gaps (就业促进法
 * 26–31, 人力资源市场暂行条例 24).
 */

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

/**
 * Why a vacancy published earlier is no longer carried on, neither renewed nor referred to: its wage, or words that nobody has
 * spoken to, because the list has grown since. The same list as at the first review.
 */
export function notCarriedOn(data: VacancyData, minimum: Minimum, opinion: string): string | null {
  const below = belowMinimum(data, minimum)
  const [word] = flagsIn(data).filter((flag) => flag.how === 'refused' || !isQuoted(flag.word, opinion))
  const says = word && `${flagSays(word)}；请撤下改正，重新审核后再发布`
  return [below, says].filter(Boolean).join('；') || null
}

/** Quoted in whatever width, with or without blanks. */
const isQuoted = (word: string, opinion: string): boolean => squeezed(opinion).includes(squeezed(word))

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
  const asked = flagsIn(data).filter(({ how, word }) => how === 'asked' && !isQuoted(word, opinion))
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
