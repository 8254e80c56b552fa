import type { Clock } from '#core/clock.ts'
import type { Hold } from '#core/custody.ts'
import { type Instant, iso } from '#core/day.ts'
import type { DeskEntry } from '#core/desk.ts'
import type { Line } from '#core/journal.ts'
import type { Matter, MatterId } from '#core/matter.ts'
import { type ClockRow, isoOrNull, type MatterRow, matterOf, type PauseRow } from '#matter/rows.ts'
import { sql, type Tx } from '#platform/db/db.ts'

const columns = `id, org_path::text, office, number, kind, service, service_version, state, version, first_post, first_staff, holder_post,
  holder_staff, offered_post, offered_staff, offered_at, bounces, turn, asked, beside, partner, concerns, facts, title, opened_at, closed_at, chain`
const lock = sql<MatterRow>('matter.lock', `select ${columns} from matter where tenant_id = $1 and id = $2 for update`)
const read = sql<MatterRow>('matter.read', `select ${columns} from matter where tenant_id = $1 and id = $2`)
const clocksOf = sql<ClockRow>(
  'clock.of',
  `select name, limit_is, is_now, started_at, due_at, yellow_at, stopped_at, late_since, extensions, provisional, calendar
   from clock where tenant_id = $1 and matter_id = $2 order by started_at, name`,
)
const pausesOf = sql<PauseRow>(
  'clock.pauses',
  `select clock, from_at, until_at, why from clock_pause where tenant_id = $1 and matter_id = $2 order by clock, seq`,
)

/** A matter in hand, with what the store keeps beside it. */
export type Held = { readonly matter: Matter; readonly title: string; readonly path: string; readonly chain: string }

/** The matter with its row locked until the transaction ends, or null: nobody else moves it meanwhile. One flight. */
export function lockMatter(tx: Tx, tenant: string, id: string): Promise<Held | null> {
  return fetchWith(tx, lock, tenant, id)
}

/** The matter as it is; for looking, not for moving. One flight. */
export function readMatter(tx: Tx, tenant: string, id: string): Promise<Held | null> {
  return fetchWith(tx, read, tenant, id)
}

async function fetchWith(tx: Tx, statement: typeof lock, tenant: string, id: string): Promise<Held | null> {
  const [row, clocks, pauses] = await Promise.all([
    tx.maybe(statement, [tenant, id]),
    tx.all(clocksOf, [tenant, id]),
    tx.all(pausesOf, [tenant, id]),
  ])
  return row && { matter: matterOf(row, clocks, pauses), title: row.title, path: row.org_path, chain: row.chain }
}

const insert = sql(
  'matter.insert',
  `insert into matter (tenant_id, id, org_path, office, number, kind, service, service_version, state, version, first_post, first_staff,
     holder_post, holder_staff, facts, title, opened_at, chain, turn, beside, concerns)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
)

const insertWords = sql(
  'matter.words',
  `insert into matter_word (tenant_id, matter_id, office, words) values ($1, $2, $3, $4)`,
)

export type Fresh = {
  readonly title: string
  readonly path: string
  readonly words: readonly string[]
  readonly chain: string
}

/** Writes a new matter with its clocks and its first link of custody. */
export function insertMatter(tx: Tx, tenant: string, m: Matter, fresh: Fresh): void {
  const { first, holder } = m.custody
  tx.write(insert, [
    tenant,
    m.id,
    fresh.path,
    m.office,
    m.number,
    m.kind,
    m.service?.code ?? null,
    m.service?.version ?? null,
    m.state,
    m.version,
    first.post,
    first.staff,
    holder.post,
    holder.staff,
    m.facts,
    fresh.title,
    iso(m.openedAt),
    fresh.chain,
    m.turn,
    m.beside ?? null,
    m.concerns ?? null,
  ])
  tx.write(insertWords, [tenant, m.id, m.office, fresh.words])
  for (const clock of m.clocks) saveClock(tx, tenant, m.id, clock)
  tx.write(custodyOpen, [tenant, m.id, m.version, 'held', holder.post, holder.staff, iso(m.openedAt)])
}

const update = sql(
  'matter.update',
  `update matter set state = $3, version = $4, holder_post = $5, holder_staff = $6, offered_post = $7, offered_staff = $8, offered_at = $9,
     bounces = $10, turn = $11, asked = $12, facts = $13, closed_at = $14, chain = $15, beside = $16, partner = $17 where tenant_id = $1 and id = $2`,
)

/** Writes what a move changed: the row, the clocks that turned, the links of custody that ended and began. */
export function saveMatter(tx: Tx, tenant: string, before: Matter, after: Matter, chain: string, at: Instant): void {
  const { holder, offered, bounces } = after.custody
  tx.write(update, [
    tenant,
    after.id,
    after.state,
    after.version,
    holder.post,
    holder.staff,
    offered?.to.post ?? null,
    offered?.to.staff ?? null,
    isoOrNull(offered?.at ?? null),
    bounces,
    after.turn,
    after.asked,
    after.facts,
    isoOrNull(after.closedAt),
    chain,
    after.beside ?? null,
    after.partner ?? null,
  ])
  for (const clock of after.clocks) {
    if (before.clocks.includes(clock)) continue
    const was = before.clocks.find(({ name }) => name === clock.name)?.pauses.length ?? 0
    if (was > clock.pauses.length) tx.write(dropPauses, [tenant, after.id, clock.name, clock.pauses.length])
    saveClock(tx, tenant, after.id, clock)
  }
  saveCustody(tx, tenant, before, after, at)
}

const upsertClock = sql(
  'clock.save',
  `insert into clock (tenant_id, matter_id, name, limit_is, is_now, started_at, due_at, yellow_at, stopped_at, late_since, extensions, provisional, calendar)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (tenant_id, matter_id, name) do update set limit_is = excluded.limit_is, is_now = excluded.is_now, started_at = excluded.started_at,
     due_at = excluded.due_at, yellow_at = excluded.yellow_at, stopped_at = excluded.stopped_at, late_since = excluded.late_since,
     extensions = excluded.extensions, provisional = excluded.provisional, calendar = excluded.calendar, swept_at = excluded.late_since`,
)
const savePause = sql(
  'clock.pause',
  `insert into clock_pause (tenant_id, matter_id, clock, seq, from_at, until_at, why) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (tenant_id, matter_id, clock, seq) do update set from_at = excluded.from_at, until_at = excluded.until_at, why = excluded.why`,
)

/** What the clock of that name before had more of: one that begins anew begins without. */
const dropPauses = sql(
  'clock.unpause',
  `delete from clock_pause where tenant_id = $1 and matter_id = $2 and clock = $3 and seq >= $4`,
)

function saveClock(tx: Tx, tenant: string, matter: MatterId, clock: Clock): void {
  const { name, limit, is, startedAt, extensions, provisional, calendar } = clock
  tx.write(upsertClock, [
    tenant,
    matter,
    name,
    limit,
    is,
    iso(startedAt),
    isoOrNull(clock.dueAt),
    isoOrNull(clock.yellowAt),
    isoOrNull(clock.stoppedAt),
    isoOrNull(clock.lateSince),
    JSON.stringify(extensions),
    provisional,
    calendar,
  ])
  clock.pauses.forEach(({ from, until, why }, seq) => {
    tx.write(savePause, [tenant, matter, name, seq, iso(from), isoOrNull(until), why])
  })
}

const custodyOpen = sql(
  'custody.open',
  `insert into custody (tenant_id, matter_id, seq, how, post, staff, since) values ($1, $2, $3, $4, $5, $6, $7)`,
)
const custodyEnd = sql(
  'custody.end',
  `update custody set until_at = $4, ended = $5 where tenant_id = $1 and matter_id = $2 and how = $3 and until_at is null`,
)

function saveCustody(tx: Tx, tenant: string, before: Matter, after: Matter, at: Instant): void {
  const pass = (how: 'held' | 'offered', from: Hold | undefined, to: Hold | undefined) => {
    if (from?.post === to?.post && from?.staff === to?.staff) return
    if (from) tx.write(custodyEnd, [tenant, after.id, how, iso(at), after.state])
    if (to) tx.write(custodyOpen, [tenant, after.id, after.version, how, to.post, to.staff, iso(at)])
  }
  pass('offered', before.custody.offered?.to, after.custody.offered?.to)
  pass('held', before.custody.holder, after.custody.holder)
}

const deskPut = sql(
  'desk.put',
  `insert into desk (tenant_id, post, matter_id, org_path, why, clock, due_at, yellow_at, late, wakes_at)
   values ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, 'infinity'), $8, $9, $10)
   on conflict (tenant_id, post, matter_id) do update set why = excluded.why, clock = excluded.clock, due_at = excluded.due_at,
     yellow_at = excluded.yellow_at, late = excluded.late, wakes_at = excluded.wakes_at`,
)
const deskDrop = sql('desk.drop', `delete from desk where tenant_id = $1 and post = $2 and matter_id = $3`)

/** Puts a matter on the desks where it now belongs, and takes it off the others; what did not change is not written. */
export function saveDesk(
  tx: Tx,
  tenant: string,
  held: Pick<Held, 'path'> & { readonly id: MatterId },
  before: readonly DeskEntry[],
  after: readonly DeskEntry[],
): void {
  for (const { post } of before)
    if (!after.some((entry) => entry.post === post)) tx.write(deskDrop, [tenant, post, held.id])
  for (const entry of after) {
    const had = before.find(({ post }) => post === entry.post)
    if (
      had &&
      had.why === entry.why &&
      had.clock === entry.clock &&
      had.dueAt === entry.dueAt &&
      had.yellowAt === entry.yellowAt &&
      had.late === entry.late &&
      had.wakesAt === entry.wakesAt
    )
      continue
    tx.write(deskPut, [
      tenant,
      entry.post,
      held.id,
      held.path,
      entry.why,
      entry.clock,
      isoOrNull(entry.dueAt),
      isoOrNull(entry.yellowAt),
      entry.late,
      isoOrNull(entry.wakesAt),
    ])
  }
}

const append = sql(
  'journal.append',
  `insert into journal (tenant_id, matter_id, seq, at, actor, actor_post, acting_for, as_whom, move, clauses, from_state, to_state, says, input, given,
     after_hash, prev_hash, hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
)

/** Adds a line. There is no statement that changes or removes one, and no right to. */
export function appendLine(tx: Tx, tenant: string, line: Line, hash: string): void {
  tx.write(append, [
    tenant,
    line.matter,
    line.seq,
    iso(line.at),
    line.actor,
    line.actorPost,
    line.actingFor,
    line.as,
    line.move,
    line.clauses,
    line.from,
    line.to,
    line.says,
    line.input,
    line.given,
    line.after,
    line.prev,
    hash,
  ])
}
