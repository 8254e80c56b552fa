import { instant, iso } from '#core/day.ts'
import type { World } from '#matter/world.ts'
import { type Counting, type Counts, column, type Source } from '#office/gauge.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'
import { openKinds } from './register.ts'

/**
 * Open matters by lamp (7.4), counted as the list of what is due counts them: once, where they lie. One walk over the desks of
 * all the posts, from which closed matters are gone: it grows with what is open, not with what there ever was.
 */
const lamps = sql<{ place: string; open: number; soon: number; late: number }>(
  'gauge.lamps',
  `select place, count(*)::int as open, count(*) filter (where late or due_at < $3::timestamptz)::int as late,
     count(*) filter (where not late and due_at >= $3 and yellow_at <= $3)::int as soon
   from (
     select matter_id, min(org_path::text) as place, bool_or(late) as late, min(due_at) as due_at, min(yellow_at) as yellow_at from desk
     where tenant_id = $1 and post = any($2::uuid[]) group by matter_id
   ) e group by place`,
)
const owed = sql<{ office: string; count: number }>(
  'gauge.unexplained',
  `select office, count(*)::int as count from lateness
   where tenant_id = $1 and office = any($2::uuid[]) and owes and explained_at is null and noted_at >= $3 and matter_kind = any($4::text[])
   group by office`,
)
const year = 365 * 86_400_000

async function lampsOf(tx: Tx, { tenant, office, offices, at }: Counting) {
  const posts = offices.flatMap((id) => (office.roster.postsIn.get(id) ?? []).map((post) => post.id))
  const rows = await tx.all(lamps, [tenant, posts, iso(at)])
  const known = rows.flatMap((row) => {
    const one = office.byPath.get(row.place)
    return one && offices.includes(one.id) ? [{ ...row, office: one.id }] : []
  })
  const of = (key: 'open' | 'soon' | 'late'): Counts => column(known, (row) => row[key])
  return { open: of('open'), soon: of('soon'), late: of('late') }
}

/** While it goes on (7.4, 7.5): what is open by lamp, and lateness that nobody explained. */
export function limitGauges(world: Pick<World, 'processes'>): readonly Source<GaugeKey>[] {
  return [
    { keys: ['open', 'soon', 'late'], count: lampsOf },
    {
      keys: ['unexplained'],
      count: async (tx, { tenant, offices, at }) => {
        const rows = await tx.all(owed, [tenant, offices, iso(instant(at - year)), openKinds(world)])
        return { unexplained: column(rows, ({ count }) => count) }
      },
    },
  ]
}
