import { type Day, spoken } from '#core/day.ts'
import { fen, yuan } from '#core/sums/money.ts'
import { educations, isCode, kinds, payPer, skillLevels } from './contract.ts'
import { holds } from './shared.ts'

/**
 * How a seeker and a vacancy fit, criterion by criterion, with the reason in words. Sex, age, origin, nation, marriage and
 * health are not among what this can read, so no match can depend on them (就业促进法 art. 26–31).
 */

export const criteria = {
  job: '岗位和技能',
  pay: '报酬',
  place: '地点',
  kind: '工作性质',
  education: '学历',
  skill: '技能等级',
  start: '到岗时间',
} as const
export type Criterion = keyof typeof criteria
export type Weights = Readonly<Record<Criterion, number>>

/** Which figure of policy of 求职登记 says how much a criterion weighs. */
export const weightKeys = {
  job: 'matchJob',
  pay: 'matchPay',
  place: 'matchPlace',
  kind: 'matchKind',
  education: 'matchEducation',
  skill: 'matchSkill',
  start: 'matchStart',
} as const satisfies Record<Criterion, string>

/** Of a seeker all that a match reads. Money in fen a month, 0 where it may be talked over. */
export type SeekerSide = {
  readonly wanted: string
  readonly others: readonly string[]
  readonly skills: readonly string[]
  readonly place: string
  readonly areas: readonly string[]
  readonly kinds: readonly string[]
  readonly education: number | null
  readonly skill: number | null
  readonly pay_low: number
  readonly start_from: Day
}

/** Of a vacancy all that a match reads. */
export type VacancySide = {
  readonly terms: readonly string[]
  readonly place: string
  readonly areas: readonly string[]
  readonly kind: string
  readonly education: number
  readonly skill: number
  readonly pay_unit: string
  readonly pay_low: number
  readonly pay_top: number
  readonly until_day: Day
}

export type Fit = { readonly criterion: Criterion; readonly label: string; readonly fit: number; readonly says: string }
export type Match = { readonly score: number; readonly percent: number; readonly fits: readonly Fit[] }

/** From 0, not at all, to 100, wholly, each criterion by itself. `matching.ts` says the same in SQL; a test compares the two. */
const judged: {
  readonly [C in Criterion]: (seeker: SeekerSide, vacancy: VacancySide) => Omit<Fit, 'criterion' | 'label'>
} = {
  job({ wanted, others, skills }, { terms }) {
    const anyOf = (words: readonly string[], same: (word: string, term: string) => boolean) =>
      words.find((word) => terms.some((term) => same(word, term)))
    const is = (a: string, b: string) => a === b
    const either = (a: string, b: string) => a === b || holds(a, b)
    if (anyOf([wanted], is)) return { fit: 100, says: `正是期望的岗位（${wanted}）` }
    if (anyOf([wanted], holds)) return { fit: 80, says: `与期望的岗位（${wanted}）相近` }
    const other = anyOf(others, is)
    if (other) return { fit: 70, says: `是也可以考虑的岗位（${other}）` }
    const near = anyOf(others, holds)
    if (near) return { fit: 60, says: `与也可以考虑的岗位（${near}）相近` }
    const skill = anyOf(skills, either)
    return skill ? { fit: 50, says: `会做的工种对口（${skill}）` } : { fit: 0, says: '岗位和技能都不对口' }
  },
  pay({ pay_low: wants }, { pay_unit, pay_low, pay_top }) {
    if (wants === 0) return { fit: 100, says: '报酬可以面议' }
    const offered = `${sumOf(pay_low)}至${sumOf(pay_top)}元`
    if (pay_unit === 'hour') return { fit: 50, says: `按小时计酬（每小时${offered}），与期望的月薪请当面核对` }
    const asked = `期望${sumOf(wants)}元`
    if (pay_low >= wants) return { fit: 100, says: `薪资${offered}，不低于${asked}` }
    if (pay_top >= wants) return { fit: 70, says: `薪资${offered}，上限达到${asked}` }
    const isNear = pay_top * 10 >= wants * 9
    return isNear
      ? { fit: 30, says: `薪资最高差一点：${offered}，${asked}` }
      : { fit: 0, says: `薪资不够：${offered}，${asked}` }
  },
  place(seeker, vacancy) {
    if (seeker.place === '') return { fit: 100, says: '地点不限' }
    const inside = vacancy.place.includes(seeker.place) || seeker.place.includes(vacancy.place)
    if (inside && vacancy.place !== '') return { fit: 100, says: `在期望的地点（${seeker.place}）` }
    const shared = seeker.areas.find((area) => vacancy.areas.includes(area))
    if (shared) return { fit: 70, says: `同在${shared}，路程请当面核对` }
    return { fit: 0, says: `地点不在期望的${seeker.place}` }
  },
  kind({ kinds: wanted }, { kind }) {
    const name = isCode(kinds, kind) ? kinds[kind] : kind
    return wanted.includes(kind) ? { fit: 100, says: `${name}，合意愿` } : { fit: 0, says: `是${name}，不合意愿` }
  },
  education({ education }, { education: asked }) {
    if (asked === 0) return { fit: 100, says: '不限学历' }
    const name = Object.values(educations)[asked]
    if (education === null) return { fit: 50, says: `要求${name}，求职人没有填写学历` }
    return education >= asked ? { fit: 100, says: `达到要求的${name}` } : { fit: 0, says: `没有达到要求的${name}` }
  },
  skill({ skill }, { skill: asked }) {
    if (asked === 0) return { fit: 100, says: '不限技能等级' }
    const name = asked === 9 ? skillLevels.title : skillLevels[String(6 - asked) as keyof typeof skillLevels]
    if (skill === null || (skill === 9 && asked !== 9)) return { fit: 50, says: `要求${name}，求职人没有填写相应等级` }
    const reached = asked === 9 ? skill === 9 : skill >= asked
    return reached ? { fit: 100, says: `达到要求的${name}` } : { fit: 0, says: `没有达到要求的${name}` }
  },
  start({ start_from: from }, { until_day: until }) {
    if (from <= until) return { fit: 100, says: `${spoken(from)}起可以到岗` }
    return { fit: 0, says: `${spoken(from)}才能到岗，晚于招聘截止日期${spoken(until)}` }
  },
}

/** How the two fit. A pure function of what the two sides hold and of the weights: the same today and tomorrow. */
export function match(seeker: SeekerSide, vacancy: VacancySide, weights: Weights): Match {
  const fits = Object.entries(criteria).map(([criterion, label]): Fit => {
    const name = criterion as Criterion
    return { criterion: name, label, ...judged[name](seeker, vacancy) }
  })
  const score = fits.reduce((sum, { criterion, fit }) => sum + weights[criterion] * fit, 0)
  const whole = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  return { score, percent: whole === 0 ? 0 : Math.floor(score / whole), fits }
}

/** Whether one is proposed for the other at all: with nothing of the trade in common nobody is sent. */
export function isProposed(seeker: SeekerSide, vacancy: VacancySide): boolean {
  return judged.job(seeker, vacancy).fit > 0
}

/** The best first; of equals the one that came later. Total: no two have one id. */
export function ranked<One extends { readonly id: string; readonly score: number }>(found: readonly One[]): One[] {
  return found.toSorted((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
}

/** 3,500 or 3,500.50 */
const sumOf = (amount: number): string => yuan(fen(amount)).replace('.00', '')

/** 3,000至4,000元/月 */
export function paySays({ pay_unit, pay_low, pay_top }: Pick<VacancySide, 'pay_unit' | 'pay_low' | 'pay_top'>): string {
  const per = isCode(payPer, pay_unit) ? payPer[pay_unit] : ''
  return pay_low === pay_top ? `${sumOf(pay_low)}${per}` : `${sumOf(pay_low)}至${sumOf(pay_top)}${per}`
}
