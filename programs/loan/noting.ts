import { addMonths, type Day, dayOf, instant, isDay, spoken } from '#core/day.ts'
import type { Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { Backfill, LoanFacts } from './contract.ts'
import { type Loan, notAhead, onOf } from './policy.ts'

/** The days of a loan come one after the other: recommended, guaranteed, passed on to the bank, granted (1.3). */

/** The day on which something went out: that of its paper where it was entered afterwards. */
const sentOn = ({ at, backfill }: { readonly at: number; readonly backfill?: Backfill }): Day =>
  isDay(backfill?.on) ? backfill.on : dayOf(instant(at))

type Step = { readonly on: Day; readonly what: string }

/** What came before, the latest last. */
function stepsOf({ referrals, banks }: LoanFacts): readonly Step[] {
  const referral = referrals.at(-1)
  const bank = banks.at(-1)
  const answered = (what: string, row?: { readonly answer?: { readonly on: string } }): readonly Step[] =>
    row?.answer ? [{ on: row.answer.on as Day, what }] : []
  return [
    ...(referral ? [{ on: sentOn(referral), what: '推荐给担保机构' }] : []),
    ...answered('担保机构答复', referral),
    ...(bank ? [{ on: sentOn(bank), what: '转送经办银行' }] : []),
    ...answered('经办银行答复', bank),
  ].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** A day before one that has to come first; `called`: what shall have happened on it. Not told, it is today. */
export function inOrder(
  field: string,
  called: string,
  on: string | undefined,
  { facts }: Loan,
  setting: Setting,
): readonly Problem[] {
  const last = stepsOf(facts).at(-1)
  const day = onOf(on, setting)
  return last && day < last.on
    ? [{ at: `/${field}`, says: `${called}不能早于${last.what}的日期${spoken(last.on)}` }]
    : []
}

/** No loan of this kind runs longer, extended or not. */
const backMonths = 120

type Entered = { readonly backfilled?: boolean; readonly on?: string; readonly why?: string }

/** A paper that went out before this system is entered as that, with its day and why; what the system sent itself isn't. */
export function wellBackfilled(loan: Loan, { backfilled, on, why }: Entered, setting: Setting): readonly Problem[] {
  if (backfilled !== true)
    return [
      ...(on === undefined ? [] : [{ at: '/on', says: '不是补录的，送出日期就是今天，不填原件日期' }]),
      ...(why === undefined ? [] : [{ at: '/why', says: '不是补录的，不填补录原因' }]),
    ]
  if (loan.facts.case !== undefined)
    return [{ at: '/backfilled', says: '资格审核在本系统办理的不能补录，送出日期就是今天' }]
  return [
    ...(on === undefined ? [{ at: '/on', says: '补录的，请填写原件日期' }] : []),
    ...(why === undefined ? [{ at: '/why', says: '补录的，请写明原因' }] : []),
    ...notAhead('on', on, setting),
    ...(on !== undefined && on < addMonths(dayOf(setting.at), -backMonths)
      ? [{ at: '/on', says: `原件日期在${backMonths / 12}年以前，请核对；贷款早已到期的不用补录` }]
      : []),
    ...inOrder('on', '原件日期', on, loan, setting),
  ]
}

export const backfillOf = ({ backfilled, on, why }: Entered): { readonly backfill?: Backfill } =>
  backfilled === true && on !== undefined && why !== undefined ? { backfill: { on, why } } : {}
export const saysBackfill = ({ backfilled, on, why }: Entered): string =>
  backfilled === true && isDay(on) ? `（补录，原件日期${spoken(on)}，原因：${why}）` : ''
