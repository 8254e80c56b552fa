import { addMonths, type Day, day, daysBetween } from '#core/day.ts'
import { instalments, type Loan } from '#core/sums/instalments.ts'
import { type Fen, fen, part, total } from '#core/sums/money.ts'

/** A loan with the day on which it was paid out: its months run from there. */
export type Granted = Loan & { readonly from: Day }

/** Days from the first until the one that is not in it any more. */
export type Stretch = { readonly from: Day; readonly until: Day }

/** The day on which the last instalment falls due. */
export const maturityOf = ({ from, months }: Pick<Granted, 'from' | 'months'>): Day => addMonths(from, months)

/**
 * The interest that has grown from the day of the grant to the morning of that day: the plan's own interest of each month
 * that is over, and of the month that runs as much as days of it are over, rounded down. What lies between two days is the
 * difference, so however a loan is cut into pieces they make up its interest to the fen. Nothing grows after maturity.
 */
export function grown(loan: Granted, on: Day): Fen {
  const rows = instalments(loan)
  const parts = rows.map(({ interest }, n) => {
    const from = addMonths(loan.from, n)
    const length = daysBetween(from, addMonths(loan.from, n + 1))
    const passed = Math.min(Math.max(daysBetween(from, on), 0), length)
    return passed === length ? interest : part(interest, passed, length, 'down')
  })
  return total(parts)
}

/** What of a stretch is left when others are taken out of it, in order. */
export function left(whole: Stretch, taken: readonly Stretch[]): readonly Stretch[] {
  return taken.reduce<readonly Stretch[]>(
    (pieces, { from, until }) =>
      pieces.flatMap((piece) =>
        [
          { from: piece.from, until: earlier(piece.until, from) },
          { from: later(piece.from, until), until: piece.until },
        ].filter((one) => one.from < one.until),
      ),
    whole.from < whole.until ? [whole] : [],
  )
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
const later = (a: Day, b: Day): Day => (a > b ? a : b)

export type Subsidised = {
  readonly pieces: readonly Stretch[]
  readonly days: number
  /** By the plan, of the days that count. */
  readonly interest: Fen
  /** What is subsidised: never more than the bank really took. */
  readonly base: Fen
  readonly subsidy: Fen
}

/**
 * The state's share of the interest of some days: those of overdue debt and all after maturity (an extension) are left
 * out, and what the bank really took is the most that counts.
 */
export function subsidyIn(
  loan: Granted,
  during: Stretch,
  ask: {
    readonly overdue: readonly Stretch[]
    readonly taken: Fen
    readonly share: { readonly by: number; readonly over: number }
  },
): Subsidised {
  const within = { from: later(during.from, loan.from), until: earlier(during.until, maturityOf(loan)) }
  const pieces = left(
    within,
    [...ask.overdue].sort((a, b) => (a.from < b.from ? -1 : 1)),
  )
  const interest = fen(pieces.reduce<number>((sum, { from, until }) => sum + grown(loan, until) - grown(loan, from), 0))
  const base = interest < ask.taken ? interest : ask.taken
  const days = pieces.reduce((sum, { from, until }) => sum + daysBetween(from, until), 0)
  return { pieces, days, interest, base, subsidy: part(base, ask.share.by, ask.share.over, 'down') }
}

/** Banks settle interest once a month or a quarter on a day of their own, so that a quarter may hold so many days more. */
const settlementDays = 31

/** The days of a stretch that lie within the loan, and the most that a bank could take for them at the contract's rate: the whole sum, nothing paid back. */
export function bearable(loan: Granted, during: Stretch): { readonly days: number; readonly most: Fen } {
  const from = later(during.from, loan.from)
  const days = Math.max(0, daysBetween(from, earlier(during.until, maturityOf(loan))))
  return { days, most: part(loan.amount, loan.rate * (days + settlementDays), 1_000_000 * 360, 'half-up') }
}

/** A quarter of the calendar: `2026-Q1`. */
export const quarterOf = (on: Day): string => `${on.slice(0, 4)}-Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`

/** The days of a quarter. RangeError for what is none. */
export function quarterDays(quarter: string): Stretch {
  const [, year = '', number = ''] = /^(\d{4})-Q([1-4])$/.exec(quarter) ?? []
  if (year === '') throw new RangeError(`not a quarter: ${quarter}`)
  const from = day(`${year}-${String(Number(number) * 3 - 2).padStart(2, '0')}-01`)
  return { from, until: addMonths(from, 3) }
}

/** 2026年第1季度 */
export const spokenQuarter = (quarter: string): string => `${quarter.slice(0, 4)}年第${quarter.slice(6)}季度`

/** The quarters that a stretch touches, in order. */
export function quartersIn({ from, until }: Stretch): readonly string[] {
  const found: string[] = []
  for (let on = quarterDays(quarterOf(from)).from; on < until; on = addMonths(on, 3)) found.push(quarterOf(on))
  return found
}
