import { dayOf, spoken } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Paper } from '#core/sheet.ts'
import { borrowers } from './contract.ts'
import { ceilingOf, type Loan, saysFen } from './policy.ts'

/** 创业担保贷款推荐函: to the guarantor, with what was checked here and by when an answer is asked for. */
export function referralPaper(matter: Loan, _input: unknown, setting: Setting): Paper | null {
  const { facts, number, custody, clocks } = matter
  const referral = facts.referrals.at(-1)
  const due = clocks.find(({ name }) => name === 'guarantor')?.dueAt
  if (!referral || !due) return null
  const masked = (value: unknown) => (isSealed(value) ? value.masked : '—')
  return {
    kind: 'loan-referral',
    data: {
      applicant: { name: facts.name, idMasked: masked(facts.idNumber), phone: masked(facts.phone) },
      loanNumber: number,
      to: setting.nameOf(referral.to),
      borrower: `${borrowers[facts.borrower]}${facts.partners ? `，${facts.partners}人` : ''}`,
      business: `${facts.businessName}（${facts.creditCode}）`,
      amount: saysFen(referral.amount),
      months: referral.months,
      usage: facts.usage,
      ceiling: ceilingOf(facts, setting)?.says ?? '',
      replyBy: spoken(dayOf(due)),
      basis: ['《普惠金融发展专项资金管理办法》（财金〔2023〕75号）', '本地创业担保贷款办法（由本单位确认）'],
      handler: { name: setting.nameOf(custody.holder.staff) },
    },
  }
}
