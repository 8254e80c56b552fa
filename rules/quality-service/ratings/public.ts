import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import type { World } from '#matter/world.ts'
import { sql } from '#platform/db/db.ts'
import { type Remedy, remedies } from '#rules/quality-service/handling.ts'
import type { Place } from '#rules/quality-service/visitor/claim.ts'
import { monthOf } from './effect.ts'
import { monthSums, monthsOf } from './mine.ts'
import { type Period, periodsOf, satisfaction } from './period.ts'

type Sums = Parameters<typeof monthsOf>[0][number]
const ofOffice = sql<Sums>('ratings.public', monthSums('r.office = $2'))
const taking = sql<{ month: string; visits: number; rated: number }>(
  'ratings.public-taking',
  `select to_char(day, 'YYYY-MM') as month, visits, rated + excluded as rated from figure_place_month
   where tenant_id = $1 and office = $2 and day >= date_trunc('month', $3::timestamptz at time zone 'Asia/Shanghai')::date - interval '24 months'`,
)
/** What was put right, in the words that were written for everybody; what was taken out by an appeal is not held against anybody. */
const righted = sql<{ closed_at: Date; way: Remedy | null; posted: string }>(
  'ratings.public-righted',
  `select closed_at, way, posted from rating_handling where tenant_id = $1 and office = $2 and posted is not null and closed_at is not null
     and excluded_at is null and rated_at >= $3::timestamptz - interval '24 months' order by rated_at desc limit 60`,
)

export type PublicRatings = {
  readonly periods: readonly (Period & {
    readonly satisfaction: number | null
    readonly participation: number | null
  })[]
  readonly waiting: boolean
  readonly righted: readonly { readonly month: string; readonly way: string | null; readonly says: string }[]
}

/** 评价结果和整改 of an office for everybody, by months that are over, never so few that one rating is known (10.5.1). */
export async function publicRatings(
  { db }: Pick<World, 'db'>,
  { tenant, path }: Place,
  office: string,
  at: Instant,
): Promise<PublicRatings> {
  const [sums, took, done] = await db.read({ tenant, paths: [path] }, (tx) =>
    Promise.all([
      tx.all(ofOffice, [tenant, office, iso(at)]),
      tx.all(taking, [tenant, office, iso(at)]),
      tx.all(righted, [tenant, office, iso(at)]),
    ]),
  )
  const { periods, waiting } = periodsOf(monthsOf(sums), dayOf(at).slice(0, 7))
  return {
    waiting,
    periods: periods.toReversed().map((period) => {
      const within = took.filter(({ month }) => month >= period.from && month <= period.until)
      const visits = within.reduce((sum, one) => sum + one.visits, 0)
      const rated = within.reduce((sum, one) => sum + one.rated, 0)
      const participation = visits === 0 ? null : Math.min(100, Math.round((rated / visits) * 1000) / 10)
      return { ...period, satisfaction: satisfaction(period), participation }
    }),
    righted: done.map(({ closed_at, way, posted }) => ({
      ...{ month: monthOf(instant(closed_at.getTime())), way: way && remedies[way], says: posted },
    })),
  }
}
