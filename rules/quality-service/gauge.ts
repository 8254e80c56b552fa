import { dayOf } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { type Behind, type Counting, column, type Source, spoken, standsIn } from '#office/gauge.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'
import { itemsIn } from './items/store.ts'
import { gapsOf as itemGapsOf } from './items/view.ts'
import { gapsOf as machineGapsOf } from './machines/gaps.ts'
import { livingMachinesIn } from './machines/store.ts'
import { complaint } from './process.ts'
import { rating } from './rating.ts'
import { ordersSums } from './supervision/list.ts'
import { gapsOf as venueGapsOf } from './venue/check.ts'
import { venuesOn } from './venue/store.ts'

/** The place and its things (10.1, 10.3, 10.4): the same words as the office's own head reads. */
const place = [
  spoken('machines', async (tx, asked) =>
    machineGapsOf(tx, standsIn(asked), await livingMachinesIn(tx, asked.tenant, asked.offices)),
  ),
  spoken('items', async (tx, asked) => {
    const rows = Map.groupBy(await itemsIn(tx, asked.tenant, asked.offices), ({ office }) => office)
    return new Map(standsIn(asked).map((stand) => [stand.org.id, itemGapsOf(stand, rows.get(stand.org.id) ?? [])]))
  }),
  spoken('venue', async (tx, asked) => {
    const rows = await venuesOn(tx, asked.tenant, asked.offices, dayOf(asked.at))
    const held = new Map(rows.map(({ office, data }) => [office, data]))
    return new Map(standsIn(asked).map((stand) => [stand.org.id, venueGapsOf(stand, held.get(stand.org.id) ?? null)]))
  }),
] as const

/** What people said that nobody has dealt with to the end; nobody counts what is said of themselves (10.5.4). */
const voiced = `kind in ('complaint', 'rating') and closed_at is null and concerns is distinct from $3::uuid`
const counts = sql<{ office: string; ratings: number; complaints: number }>(
  'gauge.voices',
  `select office, count(*) filter (where kind = 'rating')::int as ratings, count(*) filter (where kind = 'complaint')::int as complaints
   from matter where tenant_id = $1 and office = any($2::uuid[]) and ${voiced} group by office`,
)
const lines = sql<{ id: string; office: string; number: string; title: string; state: string }>(
  'gauge.voice-lines',
  `select id, office, number, title, state from matter where tenant_id = $1 and office = any($2::uuid[]) and ${voiced} and kind = $4
   order by opened_at limit 200`,
)
const tables = { complaints: complaint, ratings: rating } as const
const stateIn = (key: keyof typeof tables, state: string): string =>
  (tables[key].states as Readonly<Record<string, { readonly label: string }>>)[state]?.label ?? state

/** What people said afterwards (10.5): bad ratings, complaints, and what lies between two organizations. */
const voices: readonly Source<GaugeKey>[] = [
  {
    keys: ['ratings', 'complaints'],
    count: async (tx, { tenant, staff, offices }) => {
      const rows = await tx.all(counts, [tenant, offices, staff])
      return { ratings: column(rows, (row) => row.ratings), complaints: column(rows, (row) => row.complaints) }
    },
    behind: async (tx, { tenant, staff, offices }, key) => {
      const of = key === 'ratings' ? 'ratings' : 'complaints'
      const rows = await tx.all(lines, [tenant, offices, staff, tables[of].kind])
      const told = rows.map(({ id, office, number, title, state }) => {
        const behind: Behind = { says: `${number} ${title}（${stateIn(of, state)}）`, matter: id }
        return { office, behind }
      })
      const own = Map.groupBy(told, ({ office }) => office as OfficeId)
      return new Map([...own].map(([id, some]) => [id, some.map(({ behind }) => behind)]))
    },
  },
  { keys: ['orders', 'overdue'], count: ordersCounted },
]

async function ordersCounted(tx: Tx, { tenant, staff, office, offices, at }: Counting) {
  const rows = (await ordersSums(tx, office, { tenant, staff, offices, at })).map((row) => ({ ...row, office: row.id }))
  return {
    orders: column(rows, ({ filed, ordered, replied }) => filed + ordered + replied),
    overdue: column(rows, ({ unanswered }) => unanswered),
  }
}

export const qualityGauges: readonly Source<GaugeKey>[] = [...place, ...voices]
