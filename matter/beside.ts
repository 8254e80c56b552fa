import type { Hold } from '#core/custody.ts'
import { type Instant, instant, iso } from '#core/day.ts'
import type { Line } from '#core/journal.ts'
import type { Matter } from '#core/matter.ts'
import type { Process, Setting } from '#core/process.ts'
import type { Relation } from '#core/relation.ts'
import { bornAt } from '#matter/id.ts'
import { recordsFor } from '#matter/records.ts'
import { type SheetRow, sheetsOf } from '#matter/sheet.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

export type CustodyRow = {
  readonly how: 'held' | 'offered'
  readonly post: string
  readonly staff: string
  readonly since: Date
  readonly until_at: Date | null
}
export type JournalRow = {
  readonly seq: number
  readonly at: Date
  readonly actor: string | null
  readonly actor_post: string | null
  readonly acting_for: string | null
  readonly as_whom: Relation
  readonly move: string
  readonly says: string
  readonly clauses: readonly ClauseId[]
  readonly hash: string
}
export type LinkRow = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly title: string
  /** Whom it is about. */
  readonly concerns: string | null
}

/** What a page shows of a matter besides its row: who answered, what happened, the papers, the matters it goes with. */
export type Beside = {
  readonly custody: readonly CustodyRow[]
  /** Oldest first. */
  readonly journal: readonly JournalRow[]
  readonly sheets: readonly SheetRow[]
  readonly links: readonly LinkRow[]
  /** What the office holds of the people in it, where a move on the page looks. */
  readonly record?: Setting['record']
}

const custodyOf = sql<CustodyRow>(
  'custody.of',
  `select how, post, staff, since, until_at from custody where tenant_id = $1 and matter_id = $2 order by seq, how`,
)
const mostLines = 200
/** Newest first. Between two instants, so that the database looks into no month before or after them. */
const journalOf = sql<JournalRow>(
  'journal.of',
  `select seq, at, actor, actor_post, acting_for, as_whom, move, says, clauses, hash from journal
   where tenant_id = $1 and matter_id = $2 and at >= $3 and at < $4 order by seq desc limit ${mostLines}`,
)
const linksOf = sql<LinkRow>(
  'matter.links',
  `select o.id, o.number, o.kind, o.title, o.concerns
   from (select facts from matter where tenant_id = $1 and id = $2) it
   cross join lateral (
     select (facts->>key)::uuid as id from unnest(array['contact', 'case', 'petition', 'complaint', 'origin']) key
     union select id::uuid from jsonb_array_elements_text(case when jsonb_typeof(facts->'links') = 'array' then facts->'links' else '[]' end) id
     union select followed_by from matter_following where tenant_id = $1 and matter_id = $2
   ) link
   cross join lateral (select id, number, kind, title, concerns from matter where tenant_id = $1 and id = link.id) o`,
)

/** Reads what lies beside a matter, before anything of the matter itself is known: it goes with the first flight. */
export async function readBeside(tx: Tx, tenant: string, id: string, at: Instant): Promise<Beside> {
  const [custody, journal, sheets, links] = await Promise.all([
    tx.all(custodyOf, [tenant, id]),
    tx.all(journalOf, [tenant, id, iso(bornAt(id)), iso(instant(at + 86_400_000))]),
    tx.all(sheetsOf, [tenant, id]),
    tx.all(linksOf, [tenant, id]),
  ])
  return { custody, journal: journal.reverse(), sheets, links }
}

/**
 * The same with the whole journal. The lines lie between the birth and today; where a clock was set back they do not, and
 * their count, which is the version, tells: then all months are looked into.
 */
export async function wholeBeside(tx: Tx, tenant: string, { id, version }: Matter, beside: Beside): Promise<Beside> {
  if (beside.journal.length >= Math.min(version, mostLines)) return beside
  const journal = await tx.all(journalOf, [tenant, id, '-infinity', 'infinity'])
  return { ...beside, journal: journal.reverse() }
}

/** The same with the records that the page's forms show; read only for tables that ask. */
export async function withRecords(
  tx: Tx,
  tenant: string,
  process: Process,
  matter: Matter,
  beside: Beside,
): Promise<Beside> {
  const record = await recordsFor(tx, tenant, process, matter)
  return record ? { ...beside, record } : beside
}

/** What a move adds: its line, the links of custody that ended and began, its paper. Nothing has to be read again. */
export type Added = {
  readonly before: Matter | null
  readonly after: Matter
  readonly line: Line & { readonly hash: string }
  readonly sheet: SheetRow | null
}

/** What lies beside the matter after a move. */
export function addedTo(beside: Beside, { before, after, line, sheet }: Added): Beside {
  return {
    ...beside,
    custody: custodyAfter(beside.custody, before, after, new Date(line.at)),
    journal: [...beside.journal, rowOf(line)].slice(-mostLines),
    sheets: sheet ? [...beside.sheets, sheet] : beside.sheets,
  }
}

function custodyAfter(
  rows: readonly CustodyRow[],
  before: Matter | null,
  { custody }: Matter,
  at: Date,
): readonly CustodyRow[] {
  const pass = (all: readonly CustodyRow[], how: CustodyRow['how'], from: Hold | undefined, to: Hold | undefined) => {
    if (from?.post === to?.post && from?.staff === to?.staff) return all
    const ended = all.map((row) => (row.how === how && row.until_at === null ? { ...row, until_at: at } : row))
    return to ? [...ended, { how, post: to.post, staff: to.staff, since: at, until_at: null }] : ended
  }
  const held = pass(rows, 'held', before?.custody.holder, custody.holder)
  return pass(held, 'offered', before?.custody.offered?.to, custody.offered?.to)
}

function rowOf(line: Added['line']): JournalRow {
  const { seq, actor, move, says, clauses, hash } = line
  return {
    ...{ seq, at: new Date(line.at), actor, actor_post: line.actorPost, acting_for: line.actingFor, as_whom: line.as },
    ...{ move, says, clauses, hash },
  }
}
