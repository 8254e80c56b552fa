/** How ratings are shown to those whom they are about, and to everybody: as sums, and never so few that one is known (10.5.1). */
export const fewest = 5

/** What was rated in a month: `YYYY-MM`. */
export type Month = {
  readonly month: string
  /** How often each level was given, 1 to 5. */
  readonly levels: readonly [number, number, number, number, number]
  readonly excluded: number
}
export type Period = Omit<Month, 'month'> & { readonly from: string; readonly until: string }

const countOf = ({ levels, excluded }: Omit<Month, 'month'>): number =>
  levels.reduce((sum, count) => sum + count, 0) + excluded

/**
 * Closed months, oldest first, each with so many ratings that nobody can tell whose is whose: a month with too few is shown
 * together with those that follow it. What is left over waits: `waiting` says only that there is something.
 */
export function periodsOf(
  months: readonly Month[],
  until: string,
): { readonly periods: readonly Period[]; readonly waiting: boolean } {
  const periods: Period[] = []
  let open: Period | null = null
  for (const { month, levels, excluded } of months.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    if (month >= until) continue
    const before: Period = open ?? { from: month, until: month, levels: [0, 0, 0, 0, 0], excluded: 0 }
    open = {
      from: before.from,
      until: month,
      levels: added(before.levels, levels),
      excluded: before.excluded + excluded,
    }
    if (countOf(open) < fewest) continue
    periods.push(open)
    open = null
  }
  return { periods, waiting: open !== null }
}

type Levels = Month['levels']
const added = (a: Levels, b: Levels): Levels => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]]

/** Three of the five levels are content; what was taken out counts neither way. */
export function satisfaction({ levels }: Pick<Month, 'levels'>): number | null {
  const all = levels.reduce((sum, count) => sum + count, 0)
  const content = levels[2] + levels[3] + levels[4]
  if (all === 0) return null
  return content === all ? 100 : Math.min(99.9, Math.round((content / all) * 1000) / 10)
}
