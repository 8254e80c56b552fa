import { addMonths, type Day, dayOf, type Instant } from '#core/day.ts'
import type { World } from '#matter/world.ts'
import { joined, monthOf, type Shown, share, timesOf } from './policy.ts'
import { markOf } from './store.ts'
import { sumsOf } from './sums.ts'

/** What is shown to the public: so many whole months back, and the one that goes on (6.0). */
const monthsShown = 12

type Place = { readonly tenant: string; readonly path: string }
export type Satisfaction = {
  readonly from: Day
  readonly until: Day
  readonly counted: Date | null
  readonly months: readonly { month: string; done: number; kept: number; share: number | null }[]
  /** Participation beside satisfaction, in pieces of enough ratings; null where there are too few in all. */
  readonly ratings:
    | readonly (Shown & { readonly participation: number | null; readonly satisfaction: number | null })[]
    | null
}

/** Limits kept and ratings of an office month by month, from the same sums as the desk's figures (6.0, 10.5.1). */
export async function satisfactionOf(
  { db }: Pick<World, 'db'>,
  { tenant, path }: Place,
  office: string,
  at: Instant,
): Promise<Satisfaction> {
  const until = dayOf(at)
  const from = addMonths(monthOf(until), -monthsShown)
  const ask = { tenant, offices: [office], by: 'month', from, until, service: null, post: null } as const
  const [{ windows }, mark] = await db.read({ tenant, paths: [path] }, (tx) =>
    Promise.all([sumsOf(tx, ask), markOf(tx, tenant)]),
  )
  const rows = new Map(windows.map((row) => [row.key, row]))
  const months = timesOf('month', { from, until }).flatMap((key) => {
    const row = rows.get(key)
    return row ? [{ ...row, from: key, until: key }] : []
  })
  return {
    ...{ from, until, counted: mark?.at ?? null },
    months: months.map(({ key, done, kept }) => ({ month: key, done, kept, share: share(kept, done) })),
    ratings:
      joined(months)?.map(({ from, until, done, kept, late, visits, rated, ...levels }) => {
        const { level1, level2, level3, level4, level5 } = levels
        const all = { from, until, done, kept, late, visits, rated, level1, level2, level3, level4, level5 }
        const good = level3 + level4 + level5
        return {
          ...all,
          participation: share(Math.min(rated, visits), visits),
          satisfaction: share(good, rated),
        }
      }) ?? null,
  }
}
