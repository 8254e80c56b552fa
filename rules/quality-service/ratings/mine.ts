import { dayOf, instant, iso } from '#core/day.ts'
import { type OfficeId, officeOf, postsOf } from '#core/roster.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { appeal } from '#rules/quality-service/appeal.ts'
import { type Finding, findings, type Remedy, remedies } from '#rules/quality-service/handling.ts'
import { levels } from '#rules/quality-service/policy.ts'
import { appealBy } from './appeals.ts'
import { monthOf } from './effect.ts'
import { type Asked, itemWords } from './list.ts'
import { type Month, periodsOf, satisfaction } from './period.ts'

type Row = {
  readonly month: string
  readonly l1: number
  readonly l2: number
  readonly l3: number
  readonly l4: number
  readonly l5: number
  readonly excluded: number
}
/** Sums of months, of whatever the condition names; not one line of a single rating. */
export const monthSums = (whose: string) => `
  select to_char(r.at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
    ${[1, 2, 3, 4, 5].map((n) => `count(*) filter (where r.level = ${n} and h.excluded_at is null)::int as l${n}`).join(', ')},
    count(*) filter (where h.excluded_at is not null)::int as excluded
  from rating r left join rating_handling h on h.tenant_id = $1 and h.visit = r.visit
  where r.tenant_id = $1 and ${whose} and r.at >= date_trunc('month', $3::timestamptz at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' - interval '24 months' group by 1 order by 1`

const own = sql<Row>('ratings.own', monthSums('r.staff = $2'))
const took = sql<{ month: string; visits: number; rated: number }>(
  'ratings.took',
  `select to_char(day, 'YYYY-MM') as month, sum(visits)::int as visits, sum(rated + excluded)::int as rated from figure_month
   where tenant_id = $1 and office = $2 and post = any($3::uuid[]) and day >= $4::date - interval '24 months' group by 1`,
)
type Bad = {
  readonly number: string
  readonly level: 1 | 2
  readonly items: readonly string[]
  readonly rated_at: Date
  readonly verified_at: Date
  readonly finding: Finding
  readonly way: Remedy | null
  readonly posted: string | null
  readonly appeal_id: string | null
  readonly appeal_state: string | null
  readonly excluded_at: Date | null
}
/** What was looked into: whom it concerns is told then what was found, and may appeal; not who rated, nor on which day. */
const bad = sql<Bad>(
  'ratings.bad-own',
  `select h.number, h.level, r.items, h.rated_at, h.verified_at, h.finding, h.way, h.posted, h.appeal_id, h.appeal_state, h.excluded_at
   from rating_handling h join rating r on r.tenant_id = $1 and r.visit = h.visit
   where h.tenant_id = $1 and h.staff = $2 and h.verified_at is not null order by h.verified_at desc limit 100`,
)

export const monthsOf = (rows: readonly Row[]): readonly Month[] =>
  rows.map(({ month, l1, l2, l3, l4, l5, excluded }) => ({ month, levels: [l1, l2, l3, l4, l5], excluded }))

/** 我的评价: one's own sums of closed months, with how many took part; and the bad ones that were looked into (10.5.1). */
export async function ownRatings(tx: Tx, { tenant, staff, office, at }: Asked) {
  const place = officeOf(office.roster, staff, at)
  const posts = postsOf(office.roster, staff, at).flatMap(({ post, as }) => (as === 'A' ? [post] : []))
  const today = dayOf(at)
  const [months, taken, found] = await Promise.all([
    tx.all(own, [tenant, staff, iso(at)]),
    place ? tx.all(took, [tenant, place, posts, `${today.slice(0, 7)}-01`]) : [],
    tx.all(bad, [tenant, staff]),
  ])
  const { periods, waiting } = periodsOf(monthsOf(months), today.slice(0, 7))
  return {
    periods: periods.toReversed().map((period) => {
      const within = taken.filter(({ month }) => month >= period.from && month <= period.until)
      const visits = within.reduce((sum, one) => sum + one.visits, 0)
      const rated = within.reduce((sum, one) => sum + one.rated, 0)
      const participation = visits === 0 ? null : Math.round((Math.min(rated, visits) / visits) * 1000) / 10
      return {
        ...period,
        satisfaction: satisfaction(period),
        visits,
        unrated: Math.max(0, visits - rated),
        participation,
      }
    }),
    waiting,
    bad: found.map((row) => {
      const last = place && appealBy(office, place as OfficeId, row.verified_at, at)
      return {
        ...{ number: row.number, month: monthOf(instant(row.rated_at.getTime())), level: levels[row.level] },
        items: itemWords(row.items),
        ...{ finding: findings[row.finding], way: row.way && remedies[row.way], posted: row.posted },
        ...{ appealBy: last, mayAppeal: row.appeal_id === null && last !== null && today <= last },
        appeal:
          row.appeal_id === null
            ? null
            : {
                id: row.appeal_id,
                stateLabel: appeal.states[row.appeal_state as keyof typeof appeal.states]?.label ?? '',
              },
        excluded: row.excluded_at !== null,
      }
    }),
  }
}
