import { addMonths, type Day, dayOf, type Instant, instantAt, iso } from '#core/day.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { checksOf } from '#regulation/checks.ts'
import { type ClauseId, clause } from '#regulation/clauses.ts'

/** By what scores are compared. */
export const bys = { office: '单位', window: '窗口', clause: '条款' } as const
export type By = keyof typeof bys

type Cell = {
  readonly key: string
  readonly month: string
  readonly score: number
  readonly count: number
  readonly failed: number
}

const month = `to_char(done_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month`
const ofLines = (key: string, where: string) => `
  select ${key} as key, ${month}, round(100.0 * sum(weight) filter (where result = 'pass') / sum(weight), 1)::float8 as score,
    count(*)::int as count, count(*) filter (where result = 'fail')::int as failed
  from inspection_line where tenant_id = $1 and done_at >= $2 and ($3::ltree is null or org_path <@ $3::ltree) and result <> 'na' ${where}
  group by 1, 2 order by 1, 2`
const byOffice = sql<Cell>(
  'inspection.by-office',
  `select office::text as key, ${month}, round(avg(score), 1)::float8 as score, count(*)::int as count, sum(failed)::int as failed
   from inspection where tenant_id = $1 and done_at >= $2 and ($3::ltree is null or org_path <@ $3::ltree) and score is not null
   group by 1, 2 order by 1, 2`,
)
const byWindow = sql<Cell>('inspection.by-window', ofLines('whom::text', `and about = 'window'`))
const byClause = sql<Cell>('inspection.by-clause', ofLines('clause', ''))
const worst = sql<{ item: string; clause: string; failed: number; count: number }>(
  'inspection.worst',
  `select item, clause, count(*) filter (where result = 'fail')::int as failed, count(*)::int as count
   from inspection_line where tenant_id = $1 and done_at >= $2 and ($3::ltree is null or org_path <@ $3::ltree) and result <> 'na'
   group by 1, 2 having count(*) filter (where result = 'fail') > 0 order by 3 desc, 4, 1 limit 10`,
)
const statements = { office: byOffice, window: byWindow, clause: byClause } as const

type Ask = {
  readonly tenant: string
  readonly at: Instant
  readonly by: By
  readonly months: number
  readonly path: string | null
}

/** Scores month by month, and what failed most. A month without an inspection has no number. */
export async function figuresOf(tx: Tx, office: OfficeSnapshot, { tenant, at, by, months, path }: Ask) {
  const first = addMonths(`${dayOf(at).slice(0, 7)}-01` as Day, 1 - months)
  const since = iso(instantAt(first, 0))
  const [cells, items] = await Promise.all([
    tx.all(statements[by], [tenant, since, path]),
    tx.all(worst, [tenant, since, path]),
  ])
  const names = Array.from({ length: months }, (_, i) => addMonths(first, i).slice(0, 7))
  const words = new Map(checksOf().map((item) => [item.id, item.words]))
  return {
    months: names,
    rows: [...Map.groupBy(cells, ({ key }) => key)].map(([key, own]) => ({
      ...{ key, name: nameBy(office, by, key) },
      scores: names.map((name) => own.find((cell) => cell.month === name)?.score ?? null),
      count: own.reduce((sum, { count }) => sum + count, 0),
      failed: own.reduce((sum, { failed }) => sum + failed, 0),
    })),
    worst: items.map((row) => ({ ...row, words: words.get(row.item) ?? '本单位自定项目' })),
  }
}

export type Figures = Awaited<ReturnType<typeof figuresOf>>

function nameBy(office: OfficeSnapshot, by: By, key: string): string {
  if (by === 'clause') return `${key} ${clause(key as ClauseId).words}`
  if (by === 'office') return nameOf(office, key)
  const post = office.roster.posts.get(key as never)
  return post ? `${nameOf(office, post.office)} ${post.name}` : nameOf(office, key)
}
