import type { FastifyPluginAsync } from 'fastify'
import { clauseStates, keepings } from '#core/coverage.ts'
import { dayOf, instant, instantAt, iso, spokenAt } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { sql } from '#platform/db/db.ts'
import { keptBy } from '#regulation/clause.ts'
import { rules } from '#regulation/rules.ts'

type Row = {
  readonly clause: string
  readonly lines: number
  readonly last: Date
  readonly matter: string
  readonly number: string
}

/** What was done today by each clause, with the last matter in which it was. RLS keeps it to what the caller may see. */
const today = sql<Row>(
  'clauses.today',
  `select distinct on (clause) clause, count(*) over (partition by clause) as lines, at as last, matter_id as matter, number
   from (select unnest(j.clauses) as clause, j.at, j.matter_id, m.number from journal j join matter m on m.tenant_id = $1 and m.id = j.matter_id
         where j.tenant_id = $1 and j.at >= $2 and j.at <= $3) line
   order by clause, at desc`,
)

/** Every clause, how it is kept, by what, and today's evidence. */
export const clauseRoutes: FastifyPluginAsync<{
  world: Pick<World, 'db' | 'now'>
  tables: readonly Process[]
}> = async (app, { world, tables }) => {
  const states = clauseStates(tables)
  app.get(
    '/api/clauses',
    { config: { allow: 'signed-in' }, schema: { summary: '服务规范逐条落实情况' } },
    async (request) => {
      const who = whoOf(request)
      const at = world.now()
      // The three administrators see how clauses are kept, and nothing of anybody's matters.
      const rows = who.administrator
        ? []
        : await world.db.read(scopeOf(who), (tx) =>
            tx.all(today, [who.tenantId, iso(instantAt(dayOf(at), 0)), iso(at)]),
          )
      const found = new Map(rows.map((row) => [row.clause, row]))
      return states.map(({ id, rule, words, kept, state, by, hand }) => ({
        id,
        rule: `${rule} ${rules.find(({ number }) => number === rule)?.title ?? ''}`,
        words,
        kept,
        keptLabel: kept.map((means) => keptBy[means]),
        state,
        stateLabel: keepings[state],
        by: by.map(({ what }) => what),
        /** By what it is kept today; nothing but 检查 means that people look whether it is kept. */
        means: [...new Set(by.map(({ means }) => means))],
        reason: hand.map(({ part, why }) => `${part}：${why}`).join('；') || null,
        evidence: evidenceOf(found.get(id)),
      }))
    },
  )
}

function evidenceOf(row: Row | undefined) {
  if (!row) return []
  return [
    { label: '今日办理', value: `${row.lines} 次` },
    {
      label: '最近一次',
      value: `${spokenAt(instant(row.last.getTime()))} ${row.number}`,
      href: `/desk/matters/${row.matter}`,
    },
  ]
}
