import type { TSchema } from 'typebox'
import { dayOf } from '#core/day.ts'
import { choice, form } from '#core/field.ts'
import type { Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { bearable, grown, quarterDays, spokenQuarter, subsidyIn } from '#core/sums/interest.ts'
import { type Fen, fen } from '#core/sums/money.ts'
import { type LoanFacts, type payTos, type Subsidy, subsidyFields } from './contract.ts'
import {
  fenIn,
  grantedOf,
  type Loan,
  overdueIn,
  overOn,
  quartersOpen,
  saysFen,
  shareOf,
  wellWritten,
} from './policy.ts'

/** The interest subsidy of a quarter: what is put in, what it may be, and who looked at it and approved it. */

/** What the bank may take above the contract's own interest without being asked: five parts in a hundred, and a yuan. */
const tolerance = (plan: Fen): number => Math.max(Math.floor(plan / 20), 100)
const mostHints = 4

/** What the contract makes of a quarter: the interest, the days of it, and the most that any bank could take for it. */
function quarterOf(facts: LoanFacts, quarter: string) {
  const loan = grantedOf(facts)
  const over = overOn(facts)
  if (!loan || !over) return null
  const whole = quarterDays(quarter)
  const during = { from: whole.from, until: whole.until < over ? whole.until : over }
  const plan = fen(grown(loan, during.until) - grown(loan, during.from))
  return { loan, whole, during, plan, ...bearable(loan, during) }
}
const saysPlan = (facts: LoanFacts, quarter: string): string => {
  const found = quarterOf(facts, quarter)
  return found ? `${spokenQuarter(quarter)}按合同应付${saysFen(found.plan)}（${found.days}天）` : spokenQuarter(quarter)
}

/** The form for a subsidy: of the quarters that are over only those that nobody has put in, with what the contract makes of them. */
export function subsidyShape({ facts }: Loan, { at }: Setting): TSchema {
  const open = quartersOpen(facts, dayOf(at))
  const words = Object.fromEntries(open.map((quarter) => [quarter, saysPlan(facts, quarter)]))
  const shown = open.slice(0, mostHints).map((quarter) => saysPlan(facts, quarter))
  const more = open.length > mostHints ? '；其余各季见上面的选项' : ''
  const { taken, ...rest } = subsidyFields
  const hint = `按银行利息清单填，不含罚息、复利。${shown.join('；')}${more}`
  return form({ quarter: choice('季度', words), taken: { ...taken, 'x-hint': hint }, ...rest })
}
type Proposed = {
  readonly quarter: string
  readonly taken: number
  readonly voucher: string
  readonly why?: string
  readonly payTo?: keyof typeof payTos
}

function reckoned(facts: LoanFacts, { quarter, taken }: Proposed, setting: Setting) {
  const found = quarterOf(facts, quarter)
  const share = shareOf(setting)
  if (!found || !share) return null
  const overdue = overdueIn(facts, found.whole.until)
  return { share, ...subsidyIn(found.loan, found.during, { overdue, taken: fenIn(taken), share }) }
}

/** How far what the bank took lies above the contract's interest, when it lies further than what nobody asks about. */
function excess(facts: LoanFacts, { quarter, taken }: Proposed): number {
  const found = quarterOf(facts, quarter)
  const above = found ? fenIn(taken) - found.plan : 0
  return found && above > tolerance(found.plan) ? above : 0
}

/** More than the whole loan bears at the contract's rate is a mistake; more than the plan needs a reason (1.3). */
function wellTaken(facts: LoanFacts, input: Proposed): readonly Problem[] {
  const found = quarterOf(facts, input.quarter)
  if (!found) return []
  const { rate } = found.loan
  if (fenIn(input.taken) > found.most + 100)
    return [
      {
        at: '/taken',
        says: `${saysPlan(facts, input.quarter)}；全部本金按合同年利率${rate / 10_000}%计息，银行这一季最多能收${saysFen(found.most)}，请核对利息清单`,
      },
    ]
  const above = excess(facts, input)
  if (above > 0 && input.why === undefined)
    return [{ at: '/why', says: `${saysPlan(facts, input.quarter)}，银行实收多${saysFen(above)}，请写明原因` }]
  return above === 0 && input.why !== undefined
    ? [{ at: '/why', says: '银行实收没有明显高于应付利息，这一项不用填' }]
    : []
}

export function wellProposed({ facts }: Loan, input: Proposed, setting: Setting): readonly Problem[] {
  const sum = reckoned(facts, input, setting)
  const isNothing = sum !== null && sum.days === 0
  return [
    ...wellWritten('taken', input.taken),
    ...(sum === null ? [{ at: '/quarter', says: '贴息比例还没有填写，请先在政策标准里填写' }] : []),
    ...wellTaken(facts, input),
    ...(isNothing ? [{ at: '/quarter', says: '这一季都在逾期，没有可以贴息的利息' }] : []),
  ]
}
/** What a quarter's subsidy comes to, with all that it was reckoned from. */
export function propose(facts: LoanFacts, input: Proposed, setting: Setting): LoanFacts {
  const sum = reckoned(facts, input, setting)
  if (!sum) return facts
  const { pieces, days, interest, base, subsidy, share } = sum
  const row: Subsidy = {
    ...{
      quarter: input.quarter,
      pieces,
      days,
      interest,
      taken: fenIn(input.taken),
      base,
      share: share.says,
      amount: subsidy,
    },
    ...(input.why !== undefined && { why: input.why }),
    ...(input.payTo !== undefined && { payTo: input.payTo }),
    ...{ voucher: input.voucher, state: 'proposed', by: setting.actor?.staff ?? '', at: setting.at },
  }
  return { ...facts, subsidies: [...facts.subsidies, row] }
}
export const saysProposed = (facts: LoanFacts, input: Proposed, setting: Setting): string => {
  const sum = reckoned(facts, input, setting)
  return sum
    ? `提出${spokenQuarter(input.quarter)}贴息${saysFen(sum.subsidy)}：计息${sum.days}天，应付利息${saysFen(sum.interest)}，银行实收${saysFen(fenIn(input.taken))}，按${sum.share.says}贴息${saysWhy(facts, input)}`
    : '提出贴息'
}
const saysWhy = (facts: LoanFacts, input: Proposed): string =>
  input.why === undefined ? '' : `；实收高于合同应付${saysFen(excess(facts, input))}，原因：${input.why}`
const decided = (facts: LoanFacts, change: Partial<Subsidy>): LoanFacts => ({
  ...facts,
  subsidies: facts.subsidies.map((row) =>
    row.state === 'proposed' || row.state === 'checked' ? { ...row, ...change } : row,
  ),
})
export const checked = (facts: LoanFacts, _input: unknown, { actor }: Setting): LoanFacts =>
  decided(facts, { state: 'checked', checkedBy: actor?.staff ?? '' })
export const approved = (facts: LoanFacts, _input: unknown, { actor, at }: Setting): LoanFacts =>
  decided(facts, { state: 'approved', approvedBy: actor?.staff ?? '', approvedOn: dayOf(at) })
export const returned = (facts: LoanFacts, { reason }: { reason: string }): LoanFacts =>
  decided(facts, { state: 'returned', reason })
export const saysPending = ({ subsidies }: LoanFacts): string => {
  const row = subsidies.find(({ state }) => state === 'proposed' || state === 'checked')
  return row ? `${spokenQuarter(row.quarter)}贴息${saysFen(fen(row.amount))}` : '贴息'
}
