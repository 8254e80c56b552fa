import { createHash } from 'node:crypto'
import { addDays, type Day, dayOf, type Instant, instant, instantAt, iso } from '#core/day.ts'
import { noId } from '#matter/batch.ts'
import { type Db, type Scope, sql, type Tx } from '#platform/db/db.ts'

/** The digest of all lines of a tenant's day, chained to the day before: what was once counted can't be changed unseen. */
export type Root = { readonly day: Day; readonly lines: number; readonly root: string }

const hashes = sql<{ at: string; matter_id: string; seq: number; hash: string }>(
  'root.hashes',
  `select at::text, matter_id, seq, hash from journal where tenant_id = $1 and at >= $2 and at < $3 and (at, matter_id, seq) > ($2::timestamptz, $4::uuid, $5::int)
   order by at, matter_id, seq limit $6`,
)
const firstLine = sql<{ at: Date }>(
  'root.first-line',
  `select at from journal where tenant_id = $1 order by at limit 1`,
)
const lastRoot = sql<Root>(
  'root.last',
  `select day, lines, root from journal_root where tenant_id = $1 order by day desc limit 1`,
)
const insert = sql(
  'root.insert',
  `insert into journal_root (tenant_id, day, lines, root, made_at) values ($1, $2, $3, $4, $5)`,
)
const all = sql<Root>('root.all', `select day, lines, root from journal_root where tenant_id = $1 order by day`)

const page = 5_000
/** A day is counted once its last transactions are surely over. */
const settleMs = 10 * 60_000

/**
 * Makes the roots of all whole days that have none yet, up to yesterday; answers them. Made by a job each night; running
 * it twice makes nothing twice.
 */
export async function makeRoots(db: Db, scope: Scope, at: Instant): Promise<readonly Root[]> {
  const { tenant } = scope
  const made: Root[] = []
  const until = dayOf(instant(at - settleMs))
  let last = await db.read(scope, (tx) => tx.maybe(lastRoot, [tenant]))
  const first = last ? null : await db.read(scope, (tx) => tx.maybe(firstLine, [tenant]))
  if (!last && !first) return made
  for (
    let day = last ? addDays(last.day, 1) : dayOf(instant(first!.at.getTime()));
    day < until;
    day = addDays(day, 1)
  ) {
    const before: string = last?.root ?? ''
    const root: Root = await db.read(scope, (tx) => rootOf(tx, tenant, day, before))
    await db.transaction(scope, async (tx) => tx.write(insert, [tenant, day, root.lines, root.root, iso(at)]))
    made.push(root)
    last = root
  }
  return made
}

/** The roots that are kept, day by day. */
export function keptRoots(tx: Tx, tenant: string): Promise<readonly Root[]> {
  return tx.all(all, [tenant])
}

/** Counts a day: its lines by time, matter and number, after the root of the day before. */
export async function rootOf(tx: Tx, tenant: string, day: Day, before: string): Promise<Root> {
  const digest = createHash('sm3').update(`${before}\n${day}\n`)
  const end = iso(instantAt(addDays(day, 1), 0))
  let from: readonly [string, string, number] = [iso(instantAt(day, 0)), noId, 0]
  let lines = 0
  for (;;) {
    const [since, matter, seq] = from
    const rows = await tx.all(hashes, [tenant, since, end, matter, seq, page])
    for (const row of rows) digest.update(`${row.hash}\n`)
    lines += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < page) break
    from = [last.at, last.matter_id, last.seq]
  }
  return { day, lines, root: digest.update(`${lines}`).digest('hex') }
}
