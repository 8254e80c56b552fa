import type { Clock } from '#core/clock.ts'
import { addMonths, type Day, dayOf } from '#core/day.ts'
import type { Facts, Matter } from '#core/matter.ts'
import { citizenProblems, creditProblems } from '#core/numbers.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { counted, type Value } from '#core/service/figure.ts'
import { type Granted, maturityOf, quarterDays, quartersIn, type Stretch } from '#core/sums/interest.ts'
import { type Fen, fen, fenOf, part, yuan } from '#core/sums/money.ts'
import { type Borrower, borrowers, type Entered, type LoanFacts } from './contract.ts'

export type Loan = Matter<LoanFacts>

/** The service whose figures the table counts with. */
export const service = 'JY09'
const policyOf = ({ figure }: Setting, key: string): Value => figure?.(`service.${service}.${key}`) ?? null
/** A figure as a number; null where nobody has told it yet. */
export function numberOf(setting: Setting, key: string): number | null {
  const value = counted(policyOf(setting, key))
  return typeof value === 'number' ? value : null
}

/** A share as the fraction that it is written as, so that nothing is lost; null where nobody has told it. */
export function shareOf(
  setting: Setting,
): { readonly by: number; readonly over: number; readonly says: string } | null {
  const value = policyOf(setting, 'subsidyShare')
  const [, by, over] = (typeof value === 'string' && /^(\d+)\/(\d+)$/.exec(value)) || []
  if (by !== undefined && over !== undefined) return { by: Number(by), over: Number(over), says: `${by}/${over}` }
  return typeof value === 'number' ? { by: Math.round(value * 10_000), over: 10_000, says: `${value}` } : null
}

export const fenIn = (amount: number): Fen => fenOf(amount) ?? fen(0)
/** An amount that is written to the fen and no finer. */
export function wellWritten(field: string, amount: number): readonly Problem[] {
  return fenOf(amount) === null ? [{ at: `/${field}`, says: '金额最多写到分' }] : []
}

/** The most that may be lent, in words and fen; null where a figure is still to be filled in by the office. */
export function ceilingOf(
  { borrower, partners = 2 }: { readonly borrower: Borrower; readonly partners?: number | undefined },
  setting: Setting,
): { readonly most: Fen; readonly says: string } | null {
  const [one, share, together, small] = ['ceilingPerson', 'partnersPercent', 'ceilingPartners', 'ceilingSmall'].map(
    (key) => numberOf(setting, key),
  ) as [number | null, number | null, number | null, number | null]
  const words = (most: Fen, says: string) => ({ most, says: `${borrowers[borrower]}${says}` })
  if (borrower === 'small') return small === null ? null : words(fenIn(small), `最高${yuan(fenIn(small))}元`)
  if (one === null) return null
  if (borrower === 'person') return words(fenIn(one), `最高${yuan(fenIn(one))}元`)
  if (share === null || together === null) return null
  const all = part(fenIn(one), partners * Math.round(share * 100), 10_000, 'down')
  const most = all < fenIn(together) ? all : fenIn(together)
  return words(most, `${partners}人，各人额度之和的${share}%为${yuan(all)}元，最高${yuan(most)}元`)
}

export const termKeyOf = (borrower: Borrower) => (borrower === 'small' ? 'termSmall' : 'termPerson')
const missing = (at: string, what: string): Problem => ({ at, says: `${what}还没有填写，请先在政策标准里填写` })

/** Amount and months within what policy allows. */
export function withinPolicy(
  facts: Pick<LoanFacts, 'borrower' | 'partners'>,
  { amount, months }: { readonly amount: number; readonly months: number },
  setting: Setting,
): readonly Problem[] {
  const ceiling = ceilingOf(facts, setting)
  const longest = numberOf(setting, termKeyOf(facts.borrower))
  const over = ceiling && fenIn(amount) > ceiling.most
  return [
    ...wellWritten('amount', amount),
    ...(ceiling ? [] : [missing('/amount', '贷款额度')]),
    ...(over ? [{ at: '/amount', says: `超过规定的额度：${ceiling.says}` }] : []),
    ...(longest === null ? [missing('/months', '贷款最长期限')] : []),
    ...(longest !== null && months > longest
      ? [{ at: '/months', says: `${borrowers[facts.borrower]}贷款最长${longest}个月` }]
      : []),
  ]
}

/** Nothing happens on a day that is still to come. */
export function notAhead(field: string, on: string | undefined, { at }: Setting): readonly Problem[] {
  return on !== undefined && on > dayOf(at) ? [{ at: `/${field}`, says: '日期不能晚于今天' }] : []
}
export const onOf = (on: string | undefined, { at }: Setting): Day => (on ?? dayOf(at)) as Day

type Registered = Pick<LoanFacts, 'borrower' | 'partners' | 'amount' | 'months' | 'loansBefore'> & {
  readonly idNumber: string
  readonly creditCode: string
  readonly case?: string
  readonly approval?: string
}
export function wellRegistered(input: Registered, setting: Setting): readonly Problem[] {
  const { borrower, partners, loansBefore, idNumber, creditCode } = input
  const [wrong] = citizenProblems(idNumber, dayOf(setting.at))
  const [miswritten] = creditProblems(creditCode)
  const times = numberOf(setting, 'times')
  const isReviewed = input.case !== undefined || input.approval !== undefined
  return [
    ...(isReviewed
      ? []
      : [{ at: '/approval', says: '没有资格审核的不能推荐：请先办理创业担保贷款，或填写资格审核意见文号' }]),
    ...(wrong ? [{ at: '/idNumber', says: wrong }] : []),
    ...(miswritten ? [{ at: '/creditCode', says: miswritten }] : []),
    ...(borrower === 'partners' && partners === undefined
      ? [{ at: '/partners', says: '合伙创业的，请填写合伙人数' }]
      : []),
    ...(borrower !== 'partners' && partners !== undefined
      ? [{ at: '/partners', says: '不是合伙创业，不填合伙人数' }]
      : []),
    ...(times !== null && loansBefore >= times
      ? [{ at: '/loansBefore', says: `享受创业担保贷款累计不超过${times}次，已享受${loansBefore}次` }]
      : []),
    ...withinPolicy(input, input, setting),
  ]
}

export const registered = (input: Entered, setting: Setting): LoanFacts => ({
  ...{ ...input, amount: fenIn(input.amount), timesMost: numberOf(setting, 'times') },
  ...{ referrals: [], banks: [], statuses: [], overdue: [], subsidies: [], outsideLate: 0 },
})
export const titled = ({ name, businessName }: LoanFacts): string => `${name}：创业担保贷款（${businessName}）`

/** By whom one is counted: an enterprise by its code, a person by their number. */
export const borrowerKey = ({
  borrower,
  creditCode,
  idNumber,
}: Pick<LoanFacts, 'borrower' | 'creditCode' | 'idNumber'>): string =>
  borrower === 'small' ? creditCode : idNumber.blind

/** The loan as it is reckoned with. */
export function grantedOf({ grant }: LoanFacts): Granted | null {
  if (!grant) return null
  const { amount, months, rate, way, from } = grant
  return { amount: fen(amount), months, rate, way, from: from as Day }
}

/** When the loan is over: paid back, else due. Nothing after it is subsidised (an extension isn't). */
export function overOn(facts: LoanFacts): Day | null {
  const loan = grantedOf(facts)
  if (!loan) return null
  const due = maturityOf(loan)
  const cleared = facts.cleared?.on as Day | undefined
  return cleared !== undefined && cleared < due ? cleared : due
}

/** The days of overdue debt, an open one until the day that is asked of. */
export const overdueIn = ({ overdue }: LoanFacts, until: Day): readonly Stretch[] =>
  overdue.map((one) => ({ from: one.from as Day, until: (one.until ?? until) as Day }))

/** Quarters that are over and for which nothing was put in yet, the oldest first: no quarter twice. */
export function quartersOpen(facts: LoanFacts, today: Day): readonly string[] {
  const loan = grantedOf(facts)
  const over = overOn(facts)
  if (!loan || !over) return []
  const taken = new Set(facts.subsidies.filter(({ state }) => state !== 'returned').map(({ quarter }) => quarter))
  return quartersIn({ from: loan.from, until: over }).filter((quarter) => {
    const { until } = quarterDays(quarter)
    return !taken.has(quarter) && (until <= today || over <= today)
  })
}

export const pending = ({ subsidies }: LoanFacts) =>
  subsidies.find(({ state }) => state === 'proposed' || state === 'checked')

/** Extended at most so many months beyond the day on which it was due. */
export const extendedUntil = (facts: LoanFacts, months: number): Day | null => {
  const loan = grantedOf(facts)
  return loan && addMonths(maturityOf(loan), months)
}

export const somethingToSubsidise: Condition<LoanFacts> = {
  clause: '7.4',
  says: '没有已经结束、还没有提出贴息的季度',
  holds: ({ facts }, { at }) => quartersOpen(facts, dayOf(at)).length > 0,
}
export const grantedByAnother: Condition<LoanFacts> = {
  clause: '6.3',
  says: '放款由登记的人以外的负责人更正',
  holds: ({ facts }, { actor }) => facts.grant?.by !== actor?.staff,
}
export const checkedByAnother: Condition<LoanFacts> = {
  clause: '6.3',
  says: '贴息由提出的人以外的人复核',
  holds: ({ facts }, { actor }) => pending(facts)?.by !== actor?.staff,
}
export const approvedByAnother: Condition<LoanFacts> = {
  clause: '6.3',
  says: '贴息由提出和复核以外的人审批',
  holds: ({ facts }, { actor }) => {
    const row = pending(facts)
    return row?.by !== actor?.staff && row?.checkedBy !== actor?.staff
  },
}
export const notExtended: Condition<LoanFacts> = {
  clause: '7.4',
  says: '展期只能一次，已经展期过',
  holds: ({ facts }) => facts.extension === undefined,
}
/** What waits for an answer outside has run out of its time, and time has not said so yet. */
export const outsideLate: Condition<LoanFacts> = {
  clause: '7.4',
  says: '约定的答复日期还没有到',
  holds: ({ clocks }, { at }) =>
    clocks.some(
      ({ name, is, dueAt, lateSince }) =>
        (name === 'guarantor' || name === 'bank') &&
        is === 'running' &&
        lateSince === null &&
        dueAt !== null &&
        at > dueAt,
    ),
}
export const isCleared = {
  says: '贷款已还清',
  holds: ({ facts }: { readonly facts: LoanFacts }) => facts.cleared !== undefined,
}

export const saysFen = (amount: number): string => `${yuan(fen(amount))}元`
export const approving = (facts: Facts): string | null => {
  const row = pending(facts as LoanFacts)
  if (!row) return null
  return row.state === 'proposed' ? 'review' : 'above'
}

/** A bank gets only what a guarantor has agreed to. */
export const guaranteedOnce: Condition<LoanFacts> = {
  clause: '8.2',
  says: '还没有担保机构同意担保',
  hides: true,
  holds: ({ facts }) => facts.referrals.at(-1)?.answer?.amount != null,
}
/** Which of the two bodies is waited for. */
export const waitsFor =
  (name: 'guarantor' | 'bank') =>
  (clocks: readonly Clock[]): boolean =>
    clocks.some((clock) => clock.name === name && clock.is === 'running')
