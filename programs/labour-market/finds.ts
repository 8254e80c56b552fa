import { dayOf } from '#core/day.ts'
import type { Find, FindSource } from '#matter/find.ts'
import { sql } from '#platform/db/db.ts'
import type { VacancyData } from './contract.ts'
import { pairsOf, plains } from './shared.ts'
import { keysOf } from './store.ts'

const published = sql<{ readonly data: VacancyData; readonly number: string; readonly left: number }>(
  'market.finds',
  `select data, number, headcount - filled as left from vacancy
   where tenant_id = $1 and state = 'published' and from_day <= $2 and until_day >= $2
     and id in (select entry from market_word where tenant_id = $1 and keys @> $3::text[] limit 1000)
   order by id desc limit 8`,
)

/** Vacancies that are published now, by post, trade, employer or place, or the initials of one (JY08). */
export const vacancyFinds: FindSource = async (tx, { tenant, at, parts }) => {
  const pairs = pairsOf(plains(parts))
  if (pairs.length === 0) return []
  const rows = await tx.all(published, [tenant, dayOf(at), keysOf('vacancy', 'words', pairs)])
  return rows.map(
    ({ data: { jobTitle = '', company = '', workPlace = '' }, left }): Find => ({
      ...{ group: '在招岗位', label: jobTitle, says: `${company}，${workPlace}，还招${left}人` },
      ...{ to: '/market', carries: { tab: 'vacancies', q: jobTitle } },
    }),
  )
}
