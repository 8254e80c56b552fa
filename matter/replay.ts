import type { Calendar } from '#core/calendar.ts'
import { addDays, type Day, type Instant, instantAt, iso } from '#core/day.ts'
import { digestOf } from '#core/journal.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Relation } from '#core/relation.ts'
import type { PostId, StaffId } from '#core/roster.ts'
import { apply, type Born, begin } from '#core/step.ts'
import { noId, readMatters } from '#matter/batch.ts'
import { liftedOf } from '#matter/cover.ts'
import { type Linked, linesOfMatters } from '#matter/lines.ts'
import { type Given, replaying } from '#matter/setting.ts'
import type { Held } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { calendarOfVersion } from '#office/calendar.ts'
import { sm3 } from '#platform/crypto/sm3.ts'
import { type Scope, sql, type Tx } from '#platform/db/db.ts'

/** A matter whose journal, done again, gives another matter: from which step on, and why. */
export type Difference = {
  readonly matter: string
  readonly number: string
  readonly seq: number
  readonly says: string
}

export type Replayed = { matters: number; differences: readonly Difference[] }

const pageSize = 200
const movedOn = sql<{ matter_id: string }>(
  'replay.moved',
  `select distinct matter_id from journal where tenant_id = $1 and at >= $2 and at < $3 and matter_id > $4 order by matter_id limit $5`,
)
const firstHolders = sql<{ matter_id: string; post: PostId; staff: StaffId }>(
  'replay.holders',
  `select distinct on (matter_id) matter_id, post, staff from custody
   where tenant_id = $1 and matter_id = any($2::uuid[]) and how = 'held' order by matter_id, seq`,
)

/**
 * Does the journals of all matters that moved on a day once more, through the same `step`, and compares with what is
 * stored. Each date is counted with the calendar it was counted with then.
 */
export async function replayDay(
  world: Pick<World, 'db' | 'processes' | 'keys'>,
  scope: Scope,
  day: Day,
): Promise<Replayed> {
  const differences: Difference[] = []
  let matters = 0
  for (let after = noId; ; ) {
    const ids = await world.db.read(scope, (tx) => moved(tx, scope.tenant, day, after))
    const found = await world.db.read(scope, (tx) => replayMatters(world, tx, scope.tenant, ids))
    matters += ids.length
    differences.push(...found)
    const last = ids.at(-1)
    if (!last || ids.length < pageSize) return { matters, differences }
    after = last
  }
}

async function moved(tx: Tx, tenant: string, day: Day, after: string): Promise<readonly string[]> {
  const rows = await tx.all(movedOn, [
    tenant,
    iso(instantAt(day, 0)),
    iso(instantAt(addDays(day, 1), 0)),
    after,
    pageSize,
  ])
  return rows.map(({ matter_id }) => matter_id)
}

/** Replays some matters whole. */
export async function replayMatters(
  world: Pick<World, 'processes' | 'keys'>,
  tx: Tx,
  tenant: string,
  ids: readonly string[],
): Promise<readonly Difference[]> {
  const [held, lines, holders, lifted] = await Promise.all([
    readMatters(tx, tenant, ids),
    linesOfMatters(tx, tenant, ids),
    tx.all(firstHolders, [tenant, ids]),
    liftedOf(tx, world.keys, tenant, ids),
  ])
  const calendars = await calendarsOf(tx, tenant, [...lines.values()].flat())
  const holderOf = new Map(holders.map(({ matter_id, post, staff }) => [matter_id, { post, staff }]))
  return held.flatMap((one) => {
    const { matter } = one
    const process = world.processes.of(matter.kind, matter.service)
    const journal = (lines.get(matter.id) ?? [])
      .filter(({ seq }) => seq <= matter.version)
      .map((line) => ({ ...line, input: lifted.lift(line) }))
    const tell = (seq: number, says: string): Difference[] => [{ matter: matter.id, number: matter.number, seq, says }]
    if (!process) return tell(1, `没有“${matter.kind}”的办理流程`)
    const custody = { first: matter.custody.first, holder: holderOf.get(matter.id) ?? matter.custody.holder }
    return (
      replayOne(
        process,
        one,
        { id: matter.id, number: matter.number, office: matter.office, service: matter.service, custody },
        journal,
        calendars,
        lifted.isEmptied(matter.id),
      ) ?? []
    )
  })
}

function replayOne(
  process: Process,
  { matter }: Held,
  born: Born,
  lines: readonly Linked[],
  calendars: ReadonlyMap<string, Calendar>,
  isEmptied: boolean,
): Difference | null {
  const tell = (seq: number, says: string): Difference => ({ matter: matter.id, number: matter.number, seq, says })
  let now: Matter | null = null
  for (const line of lines) {
    const again = doAgain(process, now, born, line, calendars)
    if (typeof again === 'string') return tell(line.seq, again)
    // What was emptied is missed in the steps before; the matter as it stands is compared all the same (10.5.4).
    if (!isEmptied && digestOf(again, sm3) !== line.after) return tell(line.seq, '按记录重新办理，结果与当时记下的不同')
    now = again
  }
  if (now && digestOf(now, sm3) === digestOf(matter, sm3)) return null
  return tell(matter.version, '按全部记录重新办理，结果与现存事项不同')
}

/**
 * A matter as it stood before an instant, by its journal done again up to there: its state, custody and turn of then, not of
 * today (2.4.1). Null when there was none, or when the journal can't be followed.
 */
export async function matterAsOf(
  { processes }: Pick<World, 'processes'>,
  tx: Tx,
  tenant: string,
  { matter }: Held,
  before: Instant,
): Promise<Matter | null> {
  const [journal, holders] = await Promise.all([
    linesOfMatters(tx, tenant, [matter.id]),
    tx.all(firstHolders, [tenant, [matter.id]]),
  ])
  const process = processes.of(matter.kind, matter.service)
  const lines = (journal.get(matter.id) ?? []).filter(({ at }) => at < before)
  if (!process) return null
  const calendars = await calendarsOf(tx, tenant, lines)
  const { id, number, office, service } = matter
  const { post, staff } = holders[0] ?? matter.custody.holder
  const custody = { first: matter.custody.first, holder: { post, staff } }
  let now: Matter | null = null
  for (const line of lines) {
    const again = doAgain(process, now, { id, number, office, service, custody }, line, calendars)
    if (typeof again === 'string') return null
    now = again
  }
  return now
}

/** One line done again; a sentence when it can't be. */
function doAgain(
  process: Process,
  before: Matter | null,
  born: Born,
  line: Linked,
  calendars: ReadonlyMap<string, Calendar>,
): Matter | string {
  const given = line.given as Given & { readonly as: readonly Relation[] }
  const calendar = calendars.get(given.calendar)
  if (!calendar) return `没有当时的工作日历（${given.calendar}）`
  const actor = line.actor && line.actorPost ? { staff: line.actor, post: line.actorPost as PostId } : null
  const setting = replaying(given, { at: line.at, actor, actingFor: null, calendar })
  const input = line.input as Readonly<Record<string, unknown>>
  const as = new Set(given.as)
  try {
    if (!before) return begin(process, born, { as, input }, setting).after
    if (!process.moves[line.move]) return `现在的流程里没有这一步（${line.move}）`
    const stepped = apply(process, before, { move: line.move, as, input }, setting)
    return isRefusal(stepped) ? stepped.says : stepped.after
  } catch (error) {
    return `重新办理时出错：${error instanceof Error ? error.message : String(error)}`
  }
}

async function calendarsOf(tx: Tx, tenant: string, lines: readonly Linked[]): Promise<ReadonlyMap<string, Calendar>> {
  const versions = new Set(lines.map(({ given }) => (given as Given).calendar))
  const found = new Map<string, Calendar>()
  for (const version of versions) {
    const calendar = await calendarOfVersion(tx, tenant, version)
    if (calendar) found.set(version, calendar)
  }
  return found
}
