import { type Fen, fen, part, quotient, spread, total } from '#core/sums/money.ts'

/** Every month the same sum; every month the same principal; interest by the month and the principal at the end. */
export const ways = {
  level: '等额本息',
  principal: '等额本金',
  end: '按月付息、到期还本',
} as const
export type Way = keyof typeof ways

/** A loan: money, months, and a yearly rate in millionths (5% = 50 000). */
export type Loan = { readonly amount: Fen; readonly months: number; readonly rate: number; readonly way: Way }

export type Instalment = {
  readonly principal: Fen
  readonly interest: Fen
  readonly paid: Fen
  /** What is still owed afterwards. */
  readonly owed: Fen
}

const millionths = 1_000_000
const monthsOfYear = 12

/**
 * What is paid each month. Interest is what is owed × the yearly rate ÷ 12, rounded half up to the fen; the last instalment
 * takes what rounding left over, so that the principal makes up the loan to the fen.
 */
export function instalments({ amount, months, rate, way }: Loan): readonly Instalment[] {
  const level = way === 'level' ? levelPayment(amount, months, rate) : null
  const even = spread(amount, Array<number>(months).fill(1))
  const rows: Instalment[] = []
  let owed = amount
  for (let n = 0; n < months; n += 1) {
    const interest = part(owed, rate, millionths * monthsOfYear, 'half-up')
    const isLast = n === months - 1
    const wished = level !== null ? Math.max(0, level - interest) : way === 'end' ? 0 : (even[n] ?? 0)
    const principal = isLast ? owed : fen(Math.min(owed, wished))
    owed = fen(owed - principal)
    rows.push({ principal, interest, paid: fen(principal + interest), owed })
  }
  return rows
}

/** The level instalment by the annuity formula, in whole numbers to the end: P·r·(1+r)ⁿ ÷ ((1+r)ⁿ − 1). */
function levelPayment(amount: Fen, months: number, rate: number): Fen {
  if (rate === 0) return part(amount, 1, months, 'half-up')
  const below = BigInt(millionths * monthsOfYear)
  const above = below + BigInt(rate)
  const [grown, still] = [above ** BigInt(months), below ** BigInt(months)]
  return quotient(BigInt(amount) * BigInt(rate) * grown, below * (grown - still), 'half-up')
}

/** The interest of each month and the state's share of it, which never exceeds the share that is put in. */
export function subsidised(
  rows: readonly Instalment[],
  share: { readonly by: number; readonly over: number },
): { readonly interest: Fen; readonly subsidy: Fen; readonly own: Fen; readonly each: readonly Fen[] } {
  const each = rows.map((row) => part(row.interest, share.by, share.over, 'down'))
  const interest = total(rows.map((row) => row.interest))
  const subsidy = total(each)
  return { interest, subsidy, own: fen(interest - subsidy), each }
}
