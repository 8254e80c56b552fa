import { type Instant, instant, iso } from '#core/day.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import { type Source, sources, type Way, ways } from '#rules/standard-conduct/drawn.ts'
import { sampling } from '#rules/standard-conduct/sampling.ts'

/** What is asked of the register; null: not asked. */
export type Filter = {
  readonly path: string | null
  readonly state: string | null
  readonly source: string | null
  readonly q: string | null
}

type Row = {
  readonly matter_id: string
  readonly office: string
  readonly number: string
  readonly source: Source
  readonly way: Way
  readonly state: string
  readonly holder: string
  readonly population: number
  readonly size: number
  readonly reviewed: number
  readonly findings: number
  readonly open_findings: number
  readonly late: boolean
  readonly due_at: Date | null
  readonly opened_at: Date
  readonly closed_at: Date | null
}

const page = sql<Row>(
  'sampling.page',
  `select matter_id, office, number, source, way, state, holder, population, size, reviewed, findings, open_findings, late, due_at, opened_at, closed_at
   from sampling where tenant_id = $1 and ($2::ltree is null or org_path <@ $2::ltree) and ($3::text is null or state = $3)
     and ($4::text is null or source = $4) and ($5::text is null or right(number, char_length($5)) = $5 or office = any($6::uuid[]) or holder = any($6::uuid[]))
     and (opened_at, matter_id) < ($7::timestamptz, $8::uuid)
   order by opened_at desc, matter_id desc limit $9`,
)

export const cursorForm = '^\\d{4}-[0-9T:.+Z-]{10,30}~[0-9a-f-]{36}$'
const newest = ['infinity', lastId] as const

export type Line = ReturnType<typeof viewOf>

type Ask = {
  readonly tenant: string
  readonly at: Instant
  readonly filter: Filter
  readonly cursor: string | null
  readonly limit: number
}

/** One page of the register, newest first, within what the scope may see. */
export async function samplingPage(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, at, filter, cursor, limit }: Ask,
): Promise<{ rows: readonly Line[]; next: string | null }> {
  const [from, id] = cursor?.split('~') ?? newest
  const { path, state, source, q } = filter
  const word = q?.trim().toUpperCase() ?? null
  const named = q === null ? [] : idsNamed(office, q.trim())
  const found = await tx.all(page, [tenant, path, state, source, word, named, from, id, limit + 1])
  const last = found[limit - 1]
  const next = found.length > limit && last ? `${last.opened_at.toISOString()}~${last.matter_id}` : null
  return { rows: found.slice(0, limit).map((row) => viewOf(row, office, at)), next }
}

function idsNamed({ organizations, roster }: OfficeSnapshot, words: string): readonly string[] {
  return [...organizations.values(), ...roster.staff.values()]
    .filter(({ name }) => name.includes(words))
    .map(({ id }) => id)
}

function viewOf(row: Row, office: OfficeSnapshot, at: Instant) {
  const due = row.due_at && instant(row.due_at.getTime())
  return {
    ...{ id: row.matter_id, number: row.number, source: sources[row.source], way: ways[row.way] },
    ...{ office: { id: row.office, name: nameOf(office, row.office) }, holder: nameOf(office, row.holder) },
    ...{ state: row.state, stateLabel: sampling.states[row.state as keyof typeof sampling.states]?.label ?? row.state },
    ...{ population: row.population, size: row.size, reviewed: row.reviewed },
    ...{ findings: row.findings, openFindings: row.open_findings },
    late: row.late || (due !== null && due < at),
    openedAt: iso(instant(row.opened_at.getTime())),
    closedAt: row.closed_at && iso(instant(row.closed_at.getTime())),
  }
}
