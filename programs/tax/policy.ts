import { isSealed, type Sealed } from '#core/matter.ts'
import { rowName, rowsIn } from '#core/service/condition.ts'
import {
  addToMonth,
  isMonth,
  type Month,
  month,
  type Span,
  spanOfYear,
  spokenMonth,
  wholeYear,
} from '#core/sums/month.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import type { ReliefService } from './contract.ts'

/** One person whose months are to be certified, as the form has them. */
export type Claim = {
  /** The row of the list, from 1; a trader is the only one. */
  readonly nth: number
  /** 第2行（测*乙）, or 申请人 */
  readonly named: string
  readonly person: string
  readonly idNumber: Sealed
  readonly year: number
  readonly span: Span
  /** Months that were used elsewhere before, as they were told. */
  readonly before: number
  /** How many months there may be in all. */
  readonly most: number
}

const usualMost = 36

/** Whom a case wants certified, and for which months; rows that count no month are left out. */
export function claimsOf(service: ReliefService, facts: CaseFacts): readonly Claim[] {
  return service === 'JY10' ? hiresOf(facts) : traderOf(facts)
}

const mostOf = ({ figures }: CaseFacts): number =>
  typeof figures?.['mostMonths'] === 'number' ? figures['mostMonths'] : usualMost

/**
 * The months of each hire in the year, as the service's own condition counts them: from the month in which contract and
 * insurance both ran to the last one of work, else to the one in which the contract ends.
 */
function hiresOf(facts: CaseFacts): readonly Claim[] {
  const { form } = facts
  const year = Number(form['year'])
  const most = mostOf(facts)
  return rowsIn(form, 'hires').flatMap((row, n): Claim[] => {
    const { name, idNumber, contractFrom, contractTo, insuredFrom, workedTo, monthsBefore } = row as Readonly<
      Record<string, unknown>
    >
    const [contract, insured] = [monthFrom(contractFrom), monthFrom(insuredFrom)]
    if (!contract || !insured || !isSealed(idNumber)) return []
    const from = contract > insured ? contract : insured
    const to = monthFrom(workedTo) ?? monthFrom(contractTo) ?? wholeYear(year).to
    const span = spanOfYear({ from, to }, year, most)
    if (!span) return []
    const before = Number(monthsBefore ?? 0)
    return [{ nth: n + 1, named: rowName(row, n), person: String(name ?? ''), idNumber, year, span, before, most }]
  })
}

/** A trader's whole term, from the month of registration on, less what was used before. */
function traderOf(facts: CaseFacts): readonly Claim[] {
  const { form, applicant } = facts
  const { idNumber, registeredOn, enjoyedMonths } = form
  const from = monthFrom(registeredOn)
  const before = Number(enjoyedMonths ?? 0)
  const most = mostOf(facts)
  if (!from || !isSealed(idNumber) || before >= most) return []
  const span = { from, to: addToMonth(from, most - before - 1) }
  return [{ nth: 1, named: '申请人', person: applicant, idNumber, year: Number(from.slice(0, 4)), span, before, most }]
}

function monthFrom(value: unknown): Month | null {
  const text = typeof value === 'string' ? value.slice(0, 7) : ''
  return isMonth(text) ? month(text) : null
}

/** 2025年3月、2025年4月等5个月 */
export function monthsSay(months: readonly Month[]): string {
  const said = months.slice(0, 3).map(spokenMonth).join('、')
  return months.length > 3 ? `${said}等${months.length}个月` : said
}
