import { type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { codeOf } from '#platform/db/outage.ts'

const minute = 60_000
/** How long to wait after the first, second … failure. After the last the clock is set aside until a person looks. */
const pauses: readonly number[] = [1 * minute, 5 * minute, 30 * minute, 120 * minute]
/** Failures after which a clock is set aside. */
export const mostTries = pauses.length + 1

const triesOf = sql<{ tries: number }>(
  'trouble.tries',
  `select tries from sweep_trouble where tenant_id = $1 and matter_id = $2 and clock = $3 for update`,
)
const keep = sql(
  'trouble.keep',
  `insert into sweep_trouble (tenant_id, matter_id, clock, tries, says, last_at, next_at) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (tenant_id, matter_id, clock) do update set tries = excluded.tries, says = excluded.says, last_at = excluded.last_at, next_at = excluded.next_at`,
)
const aside = sql(
  'trouble.aside',
  `update clock set swept_at = $4, again_at = null where tenant_id = $1 and matter_id = $2 and name = $3`,
)
const over = sql(
  'trouble.over',
  `delete from sweep_trouble where tenant_id = $1 and (matter_id, clock) in (select * from unnest($2::uuid[], $3::text[]))`,
)
const back = sql(
  'trouble.back',
  `update clock set swept_at = null, again_at = null where tenant_id = $1 and matter_id = $2 and is_now = 'running' and late_since is null`,
)
const forget = sql('trouble.forget', `delete from sweep_trouble where tenant_id = $1 and matter_id = $2`)

/** Writes down that time could not move this clock on, and when it tries again: later each time, after the fifth never by itself. */
export async function keepTrouble(
  tx: Tx,
  tenant: string,
  matter: string,
  clock: string,
  says: string,
  at: Instant,
): Promise<void> {
  const tries = ((await tx.maybe(triesOf, [tenant, matter, clock]))?.tries ?? 0) + 1
  const pause = pauses[tries - 1]
  tx.write(keep, [
    tenant,
    matter,
    clock,
    tries,
    says.slice(0, 500),
    iso(at),
    pause === undefined ? 'infinity' : iso(instant(at + pause)),
  ])
  if (pause === undefined) tx.write(aside, [tenant, matter, clock, iso(at)])
}

/** Clocks that moved after all are no trouble any more. */
export function endTroubles(
  tx: Tx,
  tenant: string,
  moved: readonly (readonly [matter: string, clock: string])[],
): void {
  if (moved.length > 0) tx.write(over, [tenant, moved.map(([matter]) => matter), moved.map(([, clock]) => clock)])
}

/** Lets the sweep try a matter again that was set aside, after what stood in its way has been put right. */
export function takeUp(tx: Tx, tenant: string, matter: string): void {
  tx.write(forget, [tenant, matter])
  tx.write(back, [tenant, matter])
}

export type Trouble = {
  readonly matter: string
  readonly number: string
  readonly clock: string
  readonly tries: number
  readonly says: string
  readonly lastAt: Instant
  /** Null: set aside, it waits for a person. */
  readonly nextAt: Instant | null
}

type Row = {
  matter: string
  number: string
  clock: string
  tries: number
  says: string
  last_at: Date
  next_at: Date | null
}

const list = sql<Row>(
  'trouble.list',
  `select t.matter_id as matter, m.number, t.clock, t.tries, t.says, t.last_at, nullif(t.next_at, 'infinity') as next_at
   from sweep_trouble t join matter m on m.tenant_id = $1 and m.id = t.matter_id
   where t.tenant_id = $1 order by t.tries desc, t.last_at desc, t.matter_id limit $2`,
)

/** What time could not move on, the worst first: the list that somebody has to look at. */
export async function troubles(tx: Tx, tenant: string, limit = 100): Promise<readonly Trouble[]> {
  const rows = await tx.all(list, [tenant, limit])
  return rows.map(({ last_at, next_at, ...row }) => ({
    ...row,
    lastAt: instant(last_at.getTime()),
    nextAt: next_at && instant(next_at.getTime()),
  }))
}

/** The reason in words that hold nobody's data: of the database only the code. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  if (code !== null) return `数据库拒绝（${code}）`
  return error instanceof Error ? `程序错误：${error.name}，${error.message.split('\n')[0]}` : '程序错误'
}
