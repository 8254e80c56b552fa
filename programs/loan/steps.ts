import type { Static, TSchema } from 'typebox'
import { type Day, dayOf, spoken } from '#core/day.ts'
import type { Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { quarterDays, spokenQuarter } from '#core/sums/interest.ts'
import { millionthsOf } from '#core/sums/loan.ts'
import {
  type Closing,
  type Correcting,
  conditions,
  type Extension,
  endings,
  type Forwarding,
  type Granting,
  type Guaranteed,
  type LoanFacts,
  type Referral,
  type Settlement,
  type Status,
} from './contract.ts'
import { backfillOf, inOrder, wellBackfilled } from './noting.ts'
import {
  extendedUntil,
  fenIn,
  type Loan,
  notAhead,
  numberOf,
  onOf,
  overOn,
  quartersOpen,
  saysFen,
  wellWritten,
  withinPolicy,
} from './policy.ts'

type Of<S extends TSchema> = Static<S>
const last = <T>(rows: readonly T[]): T | undefined => rows.at(-1)
const changed = <T>(rows: readonly T[], change: (row: T) => T): readonly T[] =>
  rows.map((row, n) => (n === rows.length - 1 ? change(row) : row))

/** Not more than was asked for, nor than policy allows; and somebody has looked at the other loans. */
export function wellReferred(loan: Loan, input: Of<typeof Referral>, setting: Setting): readonly Problem[] {
  const { facts } = loan
  const over = fenIn(input.amount) > facts.amount
  return [
    ...withinPolicy(facts, input, setting),
    ...(over ? [{ at: '/amount', says: `不能超过资格审核同意的金额${saysFen(facts.amount)}` }] : []),
    ...(input.months > facts.months ? [{ at: '/months', says: `不能超过资格审核同意的期限${facts.months}个月` }] : []),
    ...(input.checked ? [] : [{ at: '/checked', says: '要先核实本人及配偶没有其他未结清贷款，才能推荐' }]),
    ...wellBackfilled(loan, input, setting),
  ]
}
export const refer = (facts: LoanFacts, input: Of<typeof Referral>, { at }: Setting): LoanFacts => {
  const { to, amount, months } = input
  return { ...facts, referrals: [...facts.referrals, { to, amount: fenIn(amount), months, at, ...backfillOf(input) }] }
}

const referred = (facts: LoanFacts) => last(facts.referrals)
export function wellGuaranteed(loan: Loan, input: Of<typeof Guaranteed>, setting: Setting): readonly Problem[] {
  const most = referred(loan.facts)?.amount ?? 0
  const over = fenIn(input.amount) > most
  return [
    ...wellWritten('amount', input.amount),
    ...(over ? [{ at: '/amount', says: `不能超过推荐金额${saysFen(most)}` }] : []),
    ...wellAnswered(loan, input, setting),
  ]
}
/** An answer comes after what was asked, and not tomorrow. */
export const wellAnswered = (loan: Loan, { on }: { readonly on?: string }, setting: Setting): readonly Problem[] => [
  ...notAhead('on', on, setting),
  ...inOrder('on', '答复日期', on, loan, setting),
]
export const guaranteed = (
  facts: LoanFacts,
  { amount, number, on }: Of<typeof Guaranteed>,
  setting: Setting,
): LoanFacts => ({
  ...facts,
  referrals: changed(facts.referrals, (row) => ({
    ...row,
    answer: { amount: fenIn(amount), on: onOf(on, setting), says: `文书编号${number}` },
  })),
})
export const declined = (facts: LoanFacts, input: { reason: string; on?: string }, setting: Setting): LoanFacts => ({
  ...facts,
  referrals: changed(facts.referrals, (row) => ({
    ...row,
    answer: { amount: null, on: onOf(input.on, setting), says: input.reason },
  })),
})
export const forwarded = (facts: LoanFacts, input: Of<typeof Forwarding>, { at }: Setting): LoanFacts => ({
  ...facts,
  banks: [...facts.banks, { to: input.to, at, ...backfillOf(input) }],
})

/** What the contract says stays within what was guaranteed, the longest term and the cap of the rate. */
export function wellGranted(loan: Loan, input: Of<typeof Granting>, setting: Setting): readonly Problem[] {
  const { facts } = loan
  const most = referred(facts)?.answer?.amount ?? 0
  const { amount, rate, lpr, poor, from } = input
  const spread = numberOf(setting, poor ? 'rateSpreadPoor' : 'rateSpread')
  const [written, base] = [millionthsOf(rate), millionthsOf(lpr)]
  const cap = base === null || spread === null ? null : base + Math.round(spread * 10_000)
  return [
    ...withinPolicy(facts, input, setting),
    ...(fenIn(amount) > most ? [{ at: '/amount', says: `不能超过同意担保的金额${saysFen(most)}` }] : []),
    ...(input.months > (referred(facts)?.months ?? 0)
      ? [{ at: '/months', says: `不能超过推荐的期限${referred(facts)?.months ?? 0}个月` }]
      : []),
    ...(written === null ? [{ at: '/rate', says: '年利率最多写四位小数' }] : []),
    ...(base === null ? [{ at: '/lpr', says: '贷款市场报价利率最多写四位小数' }] : []),
    ...(spread === null ? [{ at: '/rate', says: '利率上限还没有填写，请先在政策标准里填写' }] : []),
    ...(written !== null && cap !== null && written > cap
      ? [{ at: '/rate', says: `年利率超过上限：贷款市场报价利率${lpr}%加${spread}个百分点，为${cap / 10_000}%` }]
      : []),
    ...notAhead('from', from, setting),
    ...inOrder('from', '放款日期', from, loan, setting),
  ]
}
export function granted(facts: LoanFacts, input: Of<typeof Granting>, setting: Setting): LoanFacts {
  const sent = last(facts.banks)
  const from = onOf(input.from, setting)
  const { months, way, contract } = input
  const amount = fenIn(input.amount)
  return {
    ...facts,
    banks: changed(facts.banks, (row) => ({
      ...row,
      answer: { granted: true, on: from, says: `放款，合同编号${contract}` },
    })),
    grant: {
      bank: sent?.to ?? '',
      amount,
      months,
      rate: millionthsOf(input.rate) ?? 0,
      way,
      from,
      contract,
      ...(setting.actor && { by: setting.actor.staff }),
    },
    granted: saysFen(amount),
    ...(sent && { bank: setting.nameOf(sent.to) }),
  }
}
/** What was written down wrongly is put right by somebody else, as long as nothing was reckoned from it (6.3). */
export function wellCorrected(loan: Loan, input: Of<typeof Correcting>, setting: Setting): readonly Problem[] {
  const { facts } = loan
  const from = onOf(input.from, setting)
  const taken = facts.subsidies.filter(({ state }) => state !== 'returned')
  const early = facts.statuses.find(({ on }) => on < from)
  const asked = { ...loan, facts: { ...facts, banks: changed(facts.banks, ({ answer: _past, ...row }) => row) } }
  return [
    ...wellGranted(asked, input, setting),
    ...(input.from === undefined ? [{ at: '/from', says: '请填写合同上的放款日期' }] : []),
    ...(taken.length > 0
      ? [
          {
            at: '/reason',
            says: `${taken.map(({ quarter }) => spokenQuarter(quarter)).join('、')}的贴息已按原放款计算，先退回那一季的贴息；已批准的按追回办理`,
          },
        ]
      : []),
    ...(facts.extension ? [{ at: '/reason', says: '已按原放款登记展期，不能再更正放款' }] : []),
    ...(early ? [{ at: '/from', says: `放款日期不能晚于已登记还款情况的${spoken(early.on as Day)}` }] : []),
    ...(facts.statuses.some(({ owed }) => owed > fenIn(input.amount))
      ? [{ at: '/amount', says: '放款金额不能小于已登记的尚欠本金' }]
      : []),
  ]
}
export function corrected(facts: LoanFacts, input: Of<typeof Correcting>, setting: Setting): LoanFacts {
  const { grant } = facts
  const after = granted(facts, input, setting)
  if (!grant || !after.grant) return after
  const line = { at: setting.at, by: setting.actor?.staff ?? '', reason: input.reason, before: grant }
  return { ...after, grant: { ...after.grant, bank: grant.bank }, corrections: [...(facts.corrections ?? []), line] }
}
const saysTerms = (amount: number, months: number, rate: number, from: string, contract: string): string =>
  `${saysFen(amount)}，${months}个月，年利率${rate}%，${spoken(from as Day)}放款，合同${contract}`
export function saysCorrected({ facts: { grant } }: Loan, input: Of<typeof Correcting>, setting: Setting): string {
  const { amount, months, rate, from, contract } = input
  const now = saysTerms(fenIn(amount), months, rate, onOf(from, setting), contract)
  const was = grant ? saysTerms(grant.amount, grant.months, grant.rate / 10_000, grant.from, grant.contract) : ''
  return `更正放款为${now}；原为${was}；原因：${input.reason}`
}
export const bankDeclined = (
  facts: LoanFacts,
  input: { reason: string; on?: string },
  setting: Setting,
): LoanFacts => ({
  ...facts,
  banks: changed(facts.banks, (row) => ({
    ...row,
    answer: { granted: false, on: onOf(input.on, setting), says: input.reason },
  })),
})
export const ended =
  (outcome: string) =>
  (facts: LoanFacts): LoanFacts => ({ ...facts, outcome })
export const outsideWasLate = (facts: LoanFacts): LoanFacts => ({ ...facts, outsideLate: facts.outsideLate + 1 })

const openOverdue = ({ overdue }: LoanFacts) => overdue.find(({ until }) => until === undefined)

/** Overdue once at a time; days whose interest was put in already can't become overdue afterwards. */
export function wellStated({ facts }: Loan, input: Of<typeof Status>, setting: Setting): readonly Problem[] {
  const { condition, owed, on } = input
  const open = openOverdue(facts)
  const since = onOf(on, setting)
  const done = facts.subsidies
    .filter(({ state }) => state !== 'returned')
    .map(({ quarter }) => quarterDays(quarter).until)
  const latest = done.toSorted().at(-1)
  const isTaken = latest !== undefined && since < latest
  return [
    ...(fenIn(owed) > (facts.grant?.amount ?? 0) ? [{ at: '/owed', says: '尚欠本金不能超过放款金额' }] : []),
    ...notAhead('on', on, setting),
    ...(condition === 'overdue' && open
      ? [{ at: '/condition', says: `已登记自${spoken(open.from as Day)}起逾期，还没有还清` }]
      : []),
    ...(condition !== 'overdue' && open && condition === 'normal'
      ? [{ at: '/condition', says: '正在逾期；还清的请选“逾期已还清，恢复正常”' }]
      : []),
    ...(condition === 'recovered' && !open ? [{ at: '/condition', says: '没有登记过逾期' }] : []),
    ...(condition === 'recovered' && open && since <= open.from
      ? [{ at: '/on', says: '恢复的日期应晚于逾期的日期' }]
      : []),
    ...(condition === 'overdue' && isTaken
      ? [
          {
            at: '/on',
            says: `${spoken(latest)}以前的贴息已经提出，逾期日期更早的先退回那一季的贴息；已批准的按追回办理`,
          },
        ]
      : []),
    ...(facts.grant && since < facts.grant.from ? [{ at: '/on', says: '日期不能早于放款日期' }] : []),
  ]
}
export function stated(
  facts: LoanFacts,
  { condition, owed, on, said }: Of<typeof Status>,
  setting: Setting,
): LoanFacts {
  const day = onOf(on, setting)
  const line = { at: setting.at, by: setting.actor?.staff ?? '', on: day, condition, owed: fenIn(owed), said }
  const overdue =
    condition === 'overdue'
      ? [...facts.overdue, { from: day }]
      : facts.overdue.map((one) =>
          condition === 'recovered' && one.until === undefined ? { ...one, until: day } : one,
        )
  return { ...facts, statuses: [...facts.statuses, line], overdue }
}
export const saysStatus = ({ condition, owed, said }: Of<typeof Status>): string =>
  `${conditions[condition]}，尚欠本金${saysFen(fenIn(owed))}：${said}`

export function wellExtended(
  { facts }: Loan,
  { months, known }: Of<typeof Extension>,
  setting: Setting,
): readonly Problem[] {
  const most = numberOf(setting, 'extensionMonths')
  return [
    ...(most === null ? [{ at: '/months', says: '展期最长期限还没有填写，请先在政策标准里填写' }] : []),
    ...(most !== null && months > most ? [{ at: '/months', says: `展期最长${most}个月` }] : []),
    ...(openOverdue(facts) ? [{ at: '/months', says: '正在逾期，先还清逾期再登记展期' }] : []),
    ...(known ? [] : [{ at: '/known', says: '要先告知本人展期期间不贴息' }]),
  ]
}
export const extended = (facts: LoanFacts, { months, number }: Of<typeof Extension>): LoanFacts => {
  const until = extendedUntil(facts, months)
  return until === null ? facts : { ...facts, extension: { months, until, number } }
}

export function wellSettled({ facts }: Loan, input: Of<typeof Settlement>, setting: Setting): readonly Problem[] {
  const from = facts.grant?.from ?? ''
  const due = facts.extension?.until ?? overOn(facts) ?? ''
  const on = onOf(input.on, setting)
  return [
    ...notAhead('on', input.on, setting),
    ...(on < from ? [{ at: '/on', says: '还清日期不能早于放款日期' }] : []),
    ...(input.how === 'repaid' && on < due
      ? [{ at: '/how', says: `${spoken(due as Day)}才到期，还没有到期，请选“提前还清”` }]
      : []),
    ...(input.how === 'early' && on >= due ? [{ at: '/how', says: '已到期，不是提前还清' }] : []),
  ]
}
export function settled(facts: LoanFacts, { how, on, number }: Of<typeof Settlement>, setting: Setting): LoanFacts {
  const day = onOf(on, setting)
  const overdue = facts.overdue.map((one) => (one.until === undefined ? { ...one, until: day } : one))
  return { ...facts, overdue, cleared: { how, on: day, number } }
}
export const saysSettled = ({ how, number }: Of<typeof Settlement>): string => `${endings[how]}，证明编号${number}`

export function wellClosed({ facts }: Loan, { waived }: Of<typeof Closing>, { at }: Setting): readonly Problem[] {
  const open = quartersOpen(facts, dayOf(at))
  if (open.length === 0 || waived === true) return []
  return [{ at: '/waived', says: `${open.map(spokenQuarter).join('、')}还没有提出贴息，先提出贴息，或写明不再贴息` }]
}
