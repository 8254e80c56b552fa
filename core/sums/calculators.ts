import type { Calculator } from '#core/sums/answer.ts'
import { deadline } from '#core/sums/deadline.ts'
import { hires } from '#core/sums/hires.ts'
import { insurance } from '#core/sums/insurance.ts'
import { loan } from '#core/sums/loan.ts'
import { retire } from '#core/sums/retire.ts'
import { trader } from '#core/sums/trader.ts'

/** Every calculator, in the order in which it is shown; for clerks and for everybody. */
export const calculators: readonly Calculator[] = [retire, insurance, hires, trader, loan, deadline]

export function calculatorBy(name: string): Calculator | undefined {
  return calculators.find((one) => one.name === name)
}
