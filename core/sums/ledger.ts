import { addToMonth, type Month, monthsIn, type Span, shared } from '#core/sums/month.ts'

/** The months for which one person has been paid: spans in order, none touching another, so no month twice (JY13). */
export type Ledger = readonly Span[]

/** How many months may be paid in all, and the last that may be; null where no month is the last. */
export type Bounds = { readonly most: number; readonly last: Month | null }

export type Grant = {
  /** What is granted, from the first month asked on; null when nothing is left to grant. */
  readonly granted: Span | null
  /** Months that were asked and not granted. */
  readonly refused: number
  /** Months that may still be paid afterwards, as far as the count goes. */
  readonly left: number
  readonly ledger: Ledger
}

/** Months that were paid already: an application that names one of them is refused whole. */
export type Overlap = { readonly overlap: readonly Span[] }

/** A ledger from what was approved before, in any order; or the months that two approvals share. */
export function ledgerOf(spans: readonly Span[]): Ledger | Overlap {
  let ledger: Ledger = []
  const twice: Span[] = []
  for (const span of spans) {
    const found = overlapOf(ledger, span)
    if (found.length > 0) twice.push(...found)
    else ledger = enter(ledger, span)
  }
  return twice.length > 0 ? { overlap: twice } : ledger
}

export function isOverlap(found: object): found is Overlap {
  return 'overlap' in found
}

/** The asked months that were paid already. */
export function overlapOf(ledger: Ledger, asked: Span): readonly Span[] {
  return ledger.flatMap((span) => shared(span, asked) ?? [])
}

export function monthsPaid(ledger: Ledger): number {
  return ledger.reduce((sum, span) => sum + monthsIn(span), 0)
}

/**
 * Judges one application: refused when it names a month that was paid; else granted from its first month on, as far as the
 * count and the last month reach.
 */
export function grant(ledger: Ledger, asked: Span, { most, last }: Bounds): Grant | Overlap {
  const overlap = overlapOf(ledger, asked)
  if (overlap.length > 0) return { overlap }
  const free = Math.max(0, most - monthsPaid(ledger))
  const until = last === null || asked.to < last ? asked.to : last
  const count = Math.min(free, monthsIn({ from: asked.from, to: until }))
  const granted = count > 0 ? { from: asked.from, to: addToMonth(asked.from, count - 1) } : null
  return {
    granted,
    refused: monthsIn(asked) - count,
    left: free - count,
    ledger: granted ? enter(ledger, granted) : ledger,
  }
}

/** The ledger with one span more; spans that touch become one. The span has been seen not to overlap. */
function enter(ledger: Ledger, span: Span): Ledger {
  const all = [...ledger, span].toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return all.reduce<readonly Span[]>((joined, next) => {
    const before = joined.at(-1)
    if (!before || addToMonth(before.to, 1) < next.from) return [...joined, next]
    return [...joined.slice(0, -1), { from: before.from, to: next.to > before.to ? next.to : before.to }]
  }, [])
}
