import { type Instant, instant } from '#core/day.ts'
import type { Line } from '#core/journal.ts'
import type { Relation } from '#core/relation.ts'
import type { StaffId } from '#core/roster.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** A line as it lies in the journal, with the link that was made of it. */
export type Linked = Line & { readonly hash: string }

type Row = {
  readonly matter_id: string
  readonly seq: number
  readonly at: Date
  readonly actor: StaffId | null
  readonly actor_post: string | null
  readonly acting_for: StaffId | null
  readonly as_whom: Relation
  readonly move: string
  readonly clauses: readonly ClauseId[]
  readonly from_state: string | null
  readonly to_state: string
  readonly says: string
  readonly input: unknown
  readonly given: unknown
  readonly after_hash: string
  readonly prev_hash: string
  readonly hash: string
}

const linesOf = sql<Row>(
  'journal.lines',
  `select matter_id, seq, at, actor, actor_post, acting_for, as_whom, move, clauses, from_state, to_state, says, input, given, after_hash, prev_hash, hash
   from journal where tenant_id = $1 and matter_id = any($2::uuid[]) order by matter_id, seq, at`,
)

/** The journal of some matters, by matter, each in its order. */
export async function linesOfMatters(
  tx: Tx,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Linked[]>> {
  return Map.groupBy((await tx.all(linesOf, [tenant, ids])).map(lineOf), ({ matter }) => matter)
}

function lineOf(row: Row): Linked {
  const {
    matter_id: matter,
    seq,
    actor,
    as_whom: as,
    move,
    clauses,
    from_state: from,
    to_state: to,
    says,
    input,
    given,
    hash,
  } = row
  const at: Instant = instant(row.at.getTime())
  return {
    matter,
    seq,
    at,
    actor,
    actorPost: row.actor_post,
    actingFor: row.acting_for,
    as,
    move,
    clauses,
    from,
    to,
    says,
    input,
    given,
    after: row.after_hash,
    prev: row.prev_hash,
    hash,
  }
}
