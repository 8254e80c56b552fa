import { type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { claimMatters, noId } from '#matter/batch.ts'
import { type Duty, moveTogether, type Outcome, takenApart } from '#matter/timely.ts'
import { endTroubles, keepTrouble, reasonOf } from '#matter/trouble.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { type Scope, type Statement, sql, type Tx } from '#platform/db/db.ts'

export { type Trouble, takeUp, troubles } from '#matter/trouble.ts'

export type Sweep = {
  readonly tenant: string
  /** The path of the tenant's top office: time sees all of it. */
  readonly path: string
  readonly at: Instant
  /** Matters in one transaction. */
  readonly batch?: number
}

/** `seen` clocks came up; `moved` moves were made, `waiting` ones come again tomorrow, `troubled` ones are written down. */
export type Swept = { seen: number; moved: number; waiting: number; troubled: number }

type Due = { readonly matter_id: string; readonly name: string; readonly at: string }

const untroubled = `not exists (select from sweep_trouble t where t.tenant_id = $1 and t.matter_id = c.matter_id and t.clock = c.name and t.next_at > $2)`
const due = sql<Due>(
  'sweep.due',
  `select c.matter_id, c.name, c.due_at::text as at from clock c
   where c.tenant_id = $1 and c.is_now = 'running' and c.swept_at is null and c.due_at < $2 and (c.due_at, c.matter_id) > ($3::timestamptz, $4::uuid)
     and ${untroubled} order by c.due_at, c.matter_id limit $5`,
)
/** Refused before, and its hour to be looked at again has come. */
const again = sql<Due>(
  'sweep.again',
  `select c.matter_id, c.name, c.again_at::text as at from clock c
   where c.tenant_id = $1 and c.is_now = 'running' and c.again_at <= $2 and (c.again_at, c.matter_id) > ($3::timestamptz, $4::uuid)
     and ${untroubled} order by c.again_at, c.matter_id limit $5`,
)
const wait = sql(
  'sweep.wait',
  `update clock set swept_at = coalesce(late_since, $4), again_at = $5 where tenant_id = $1 and matter_id = $2 and name = any($3::text[])`,
)
const settled = sql(
  'sweep.settled',
  `update clock set again_at = null where tenant_id = $1 and again_at is not null and (matter_id, name) in (select * from unnest($2::uuid[], $3::text[]))`,
)

const usualBatch = 256
/** A move that must wait is tried again after a day. */
const waitMs = 86_400_000

/**
 * Time as an actor: every clock that has run out makes its move, `lapse` unless its table names another. Walks by due
 * time past whatever can't move, so nothing starves; what fails is taken apart until the bad row stands alone.
 * Safe to run twice at once: matters are claimed, and one already moved owes nothing more.
 */
export async function sweep(world: World, ask: Sweep): Promise<Swept> {
  const swept: Swept = { seen: 0, moved: 0, waiting: 0, troubled: 0 }
  await walk(world, ask, due, swept)
  await walk(world, ask, again, swept)
  return swept
}

async function walk(world: World, ask: Sweep, statement: Statement<Due>, swept: Swept): Promise<void> {
  const { tenant, at, batch = usualBatch } = ask
  const scope: Scope = { tenant, paths: [ask.path] }
  const page = (from: readonly string[]) =>
    world.db.read(scope, (tx) => tx.all(statement, [tenant, iso(at), ...from, batch * 2]))
  let rows = await page(['-infinity', noId])
  while (rows.length > 0) {
    const last = rows.at(-1)!
    const ids = [...new Set(rows.map(({ matter_id }) => matter_id))]
    swept.seen += rows.length
    const half = Math.ceil(ids.length / 2)
    // Two transactions at a time keep both the database and this program busy.
    const [next] = await Promise.all([
      rows.length < batch * 2 ? [] : page([last.at, last.matter_id]),
      attempt(world, ask, scope, ids.slice(0, half), swept),
      attempt(world, ask, scope, ids.slice(half), swept),
    ])
    rows = next
  }
}

function attempt(world: World, ask: Sweep, scope: Scope, ids: readonly string[], swept: Swept): Promise<void> {
  const work = async (some: readonly string[]): Promise<void> => {
    const outcomes = await world.db.transaction(scope, (tx) => moveClaimed(world, tx, ask, some))
    count(world, ask, outcomes, swept)
  }
  return takenApart(ids, work, async (id, error) => {
    const clocks = await setDown(world, ask, scope, id, error)
    swept.troubled += clocks
  })
}

async function moveClaimed(
  world: World,
  tx: Tx,
  { tenant, at }: Sweep,
  ids: readonly string[],
): Promise<readonly Outcome[]> {
  const [held, office] = await Promise.all([claimMatters(tx, tenant, ids), current(tx, tenant, at)])
  const outcomes = await moveTogether(world, tx, held, { tenant, office, at, duties })
  const moved = outcomes.flatMap(({ is, matter, duty }) =>
    is === 'moved' ? duty.clocks.map((clock) => [matter, clock] as const) : [],
  )
  endTroubles(tx, tenant, moved)
  if (moved.length > 0) tx.write(settled, [tenant, moved.map(([matter]) => matter), moved.map(([, clock]) => clock)])
  for (const { is, matter, duty } of outcomes)
    if (is === 'waiting') tx.write(wait, [tenant, matter, duty.clocks, iso(at), iso(instant(at + waitMs))])
  for (const outcome of outcomes)
    if (outcome.is === 'trouble')
      for (const clock of outcome.duty.clocks) await keepTrouble(tx, tenant, outcome.matter, clock, outcome.says, at)
  return outcomes
}

/** Own moves first, lateness after them: what a clock's own move has ended is not late. */
function duties(process: Process, { clocks }: Matter, at: Instant): readonly Duty[] {
  const owed = clocks.filter(({ is, dueAt }) => is === 'running' && dueAt !== null && at > dueAt)
  const own = owed.flatMap(({ name }) => {
    const move = process.clocks[name]?.due
    return move === undefined ? [] : [{ move, clocks: [name] }]
  })
  const late = owed.filter(({ name, lateSince }) => process.clocks[name]?.due === undefined && lateSince === null)
  return late.length > 0 ? [...own, { move: 'lapse', clocks: late.map(({ name }) => name) }] : own
}

/** A matter that fails by itself, in the database's hands: its due clocks are written down. */
async function setDown(world: World, { tenant, at }: Sweep, scope: Scope, id: string, error: unknown): Promise<number> {
  return world.db.transaction(scope, async (tx) => {
    const [held] = await claimMatters(tx, tenant, [id])
    const names =
      held?.matter.clocks
        .filter(({ is, dueAt }) => is === 'running' && dueAt !== null && at > dueAt)
        .map(({ name }) => name) ?? []
    for (const clock of names) await keepTrouble(tx, tenant, id, clock, reasonOf(error), at)
    return names.length
  })
}

function count(world: World, { tenant }: Sweep, outcomes: readonly Outcome[], swept: Swept): void {
  for (const outcome of outcomes) {
    if (outcome.is === 'waiting') swept.waiting += 1
    if (outcome.is === 'trouble') swept.troubled += 1
    if (outcome.is !== 'moved') continue
    swept.moved += 1
    const { held, posts } = outcome.moved
    world.touched({ tenant, path: held.path, matter: held.matter.id, version: held.matter.version, posts })
  }
}
