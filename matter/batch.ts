import { type ClockRow, type MatterRow, matterOf, type PauseRow } from '#matter/rows.ts'
import type { Held } from '#matter/store.ts'
import { type Statement, sql, type Tx } from '#platform/db/db.ts'

const columns = `id, org_path::text, office, number, kind, service, service_version, state, version, first_post, first_staff, holder_post,
  holder_staff, offered_post, offered_staff, offered_at, bounces, turn, asked, beside, partner, concerns, facts, title, opened_at, closed_at, chain`
const claim = sql<MatterRow>(
  'batch.claim',
  `select ${columns} from matter where tenant_id = $1 and id = any($2::uuid[]) order by id for update skip locked`,
)
const page = sql<MatterRow>(
  'batch.page',
  `select ${columns} from matter where tenant_id = $1 and id > $2 order by id limit $3`,
)
const some = sql<MatterRow>('batch.some', `select ${columns} from matter where tenant_id = $1 and id = any($2::uuid[])`)
const clocksOf = sql<ClockRow & { readonly matter_id: string }>(
  'batch.clocks',
  `select matter_id, name, limit_is, is_now, started_at, due_at, yellow_at, stopped_at, late_since, extensions, provisional, calendar
   from clock where tenant_id = $1 and matter_id = any($2::uuid[]) order by matter_id, started_at, name`,
)
const pausesOf = sql<PauseRow & { readonly matter_id: string }>(
  'batch.pauses',
  `select matter_id, clock, from_at, until_at, why from clock_pause
   where tenant_id = $1 and matter_id = any($2::uuid[]) order by matter_id, clock, seq`,
)

/**
 * Many matters with their rows locked until the transaction ends. A matter that somebody else holds at this moment is
 * left out, not waited for.
 */
export function claimMatters(tx: Tx, tenant: string, ids: readonly string[]): Promise<readonly Held[]> {
  return fetched(tx, tenant, claim, [tenant, ids], ids)
}

/** Some matters as they are, without a lock. */
export function readMatters(tx: Tx, tenant: string, ids: readonly string[]): Promise<readonly Held[]> {
  return fetched(tx, tenant, some, [tenant, ids], ids)
}

/** The next matters by id after one; an empty list at the end. */
export async function pageOfMatters(tx: Tx, tenant: string, after: string, limit: number): Promise<readonly Held[]> {
  const rows = await tx.all(page, [tenant, after, limit])
  return withClocks(
    tx,
    tenant,
    rows,
    rows.map(({ id }) => id),
  )
}

/** Before the first id. */
export const noId = '00000000-0000-0000-0000-000000000000'

async function fetched(
  tx: Tx,
  tenant: string,
  statement: Statement<MatterRow>,
  values: readonly unknown[],
  ids: readonly string[],
): Promise<readonly Held[]> {
  const rows = tx.all(statement, values)
  return withClocks(tx, tenant, rows, ids)
}

/** The clocks are read after the rows, in the same flight: behind a lock they are what the lock holds. */
async function withClocks(
  tx: Tx,
  tenant: string,
  matters: readonly MatterRow[] | Promise<readonly MatterRow[]>,
  ids: readonly string[],
): Promise<readonly Held[]> {
  const [rows, clocks, pauses] = await Promise.all([
    matters,
    tx.all(clocksOf, [tenant, ids]),
    tx.all(pausesOf, [tenant, ids]),
  ])
  const clocksBy = Map.groupBy(clocks, ({ matter_id }) => matter_id)
  const pausesBy = Map.groupBy(pauses, ({ matter_id }) => matter_id)
  return rows.map((row) => ({
    matter: matterOf(row, clocksBy.get(row.id) ?? [], pausesBy.get(row.id) ?? []),
    title: row.title,
    path: row.org_path,
    chain: row.chain,
  }))
}
