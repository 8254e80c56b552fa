import type pg from 'pg'
import { instant } from '#core/day.ts'
import { type Line, linkOf } from '#core/journal.ts'
import { sm3 } from '#platform/crypto/sm3.ts'

type Row = {
  readonly matter_id: string
  readonly seq: number
  readonly at: Date
  readonly actor: string | null
  readonly actor_post: string | null
  readonly acting_for: string | null
  readonly as_whom: string
  readonly move: string
  readonly clauses: readonly string[]
  readonly from_state: string | null
  readonly to_state: string
  readonly says: string
  readonly input: unknown
  readonly given: unknown
  readonly after_hash: string
  readonly prev_hash: string
  readonly hash: string
  readonly chain: string
  readonly version: number
}

/** Every matter whose journal does not follow, line by line, to the link that its row holds; each as one sentence. */
export async function chainFaults(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<Row>(
    `select j.*, m.chain, m.version from journal j join matter m on m.tenant_id = j.tenant_id and m.id = j.matter_id order by j.matter_id, j.seq`,
  )
  const faults: string[] = []
  for (const [matter, lines] of Map.groupBy(rows, ({ matter_id }) => matter_id)) {
    const last = lines.at(-1)!
    let prev = ''
    for (const [i, row] of lines.entries()) {
      if (row.seq !== i + 1 || row.prev_hash !== prev || linkOf(lineOf(row), sm3) !== row.hash)
        faults.push(`${matter}: line ${row.seq} (${row.move}) does not follow`)
      prev = row.hash
    }
    if (last.hash !== last.chain || last.seq !== last.version)
      faults.push(`${matter}: the row does not end where its journal does`)
  }
  return faults
}

function lineOf(row: Row): Line {
  const {
    matter_id: matter,
    seq,
    actor,
    actor_post: actorPost,
    acting_for: actingFor,
    as_whom: as,
    move,
    clauses,
    says,
    input,
    given,
  } = row
  const told = {
    matter,
    seq,
    at: instant(row.at.getTime()),
    actor,
    actorPost,
    actingFor,
    as,
    move,
    clauses,
    from: row.from_state,
    to: row.to_state,
    says,
    input,
    given,
    after: row.after_hash,
    prev: row.prev_hash,
  }
  return told as Line
}
