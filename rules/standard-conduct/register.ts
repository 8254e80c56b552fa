import { type Instant, instant, iso } from '#core/day.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import { type Template, templates } from '#regulation/checks.ts'
import { type Mode, modes } from './contract.ts'
import { inspection } from './process.ts'

/** What is asked of the register; null: not asked. */
export type Filter = {
  readonly path: string | null
  readonly state: string | null
  readonly mode: string | null
  readonly template: string | null
  readonly since: string | null
  readonly until: string | null
  readonly open: boolean | null
  readonly late: boolean | null
  readonly q: string | null
}

type Row = {
  readonly matter_id: string
  readonly office: string
  readonly number: string
  readonly mode: Mode
  readonly template: Template
  readonly state: string
  readonly planned_on: string
  readonly checker: string
  readonly score: number | null
  readonly failed: number
  readonly open_items: number
  readonly rounds: number
  readonly late: boolean
  readonly due_at: Date | null
  readonly opened_at: Date
  readonly closed_at: Date | null
}

const columns = `matter_id, office, number, mode, template, state, planned_on::text, checker, score::float8 as score, failed, open_items, rounds, late, due_at,
  opened_at, closed_at`
/** `late` also counts a clock that ran out since its last move. */
const filtered = `tenant_id = $1 and ($2::ltree is null or org_path <@ $2::ltree) and ($3::text is null or state = $3)
  and ($4::text is null or mode = $4) and ($5::text is null or template = $5) and ($6::date is null or planned_on >= $6)
  and ($7::date is null or planned_on <= $7) and ($8::boolean is null or (closed_at is null) = $8)
  and ($9::boolean is null or (late or coalesce(due_at < $10::timestamptz, false)) = $9)
  and ($11::text is null or right(number, char_length($11)) = $11 or office = any($12::uuid[]) or checker = any($12::uuid[])
    or matter_id in (select l.matter_id from inspection_line l where l.tenant_id = $1 and l.whom = any($12::uuid[])))`
const page = sql<Row>(
  'inspection.page',
  `select ${columns} from inspection where ${filtered} and (opened_at, matter_id) < ($13::timestamptz, $14::uuid)
   order by opened_at desc, matter_id desc limit $15`,
)
const counts = sql<{ open: number; late: number; rectifying: number; planned: number }>(
  'inspection.counts',
  `select count(*)::int as open, count(*) filter (where late or coalesce(due_at < $2::timestamptz, false))::int as late,
     count(*) filter (where state in ('ordering', 'rectifying', 'rechecking'))::int as rectifying,
     count(*) filter (where state = 'planned')::int as planned
   from inspection where tenant_id = $1 and closed_at is null`,
)

export const cursorForm = '^\\d{4}-[0-9T:.+Z-]{10,30}~[0-9a-f-]{36}$'
const newest = ['infinity', lastId] as const

/** A line of the register as pages and books show it. */
export type Line = ReturnType<typeof viewOf>

type Ask = {
  readonly tenant: string
  readonly at: Instant
  readonly filter: Filter
  readonly cursor: string | null
  readonly limit: number
}

/** One page of the register, newest first, within what the scope may see. */
export async function registerPage(
  tx: Tx,
  office: OfficeSnapshot,
  ask: Ask,
): Promise<{ rows: readonly Line[]; next: string | null }> {
  const { tenant, at, filter, limit } = ask
  const [from, id] = ask.cursor?.split('~') ?? newest
  const { path, state, mode, template, since, until, open, late, q } = filter
  const word = q === null ? null : q.trim().toUpperCase()
  const found = await tx.all(page, [
    ...[tenant, path, state, mode, template, since, until, open, late, iso(at), word],
    ...[q === null ? [] : idsNamed(office, q.trim()), from, id, limit + 1],
  ])
  const last = found[limit - 1]
  const next = found.length > limit && last ? `${last.opened_at.toISOString()}~${last.matter_id}` : null
  return { rows: found.slice(0, limit).map((row) => viewOf(row, office, at)), next }
}

/** How much is open, late, being put right. */
export function registerCounts(tx: Tx, tenant: string, at: Instant) {
  return tx.one(counts, [tenant, iso(at)])
}

/** Offices, people and posts with these words in their name. */
function idsNamed({ organizations, roster }: OfficeSnapshot, words: string): readonly string[] {
  const all = [...organizations.values(), ...roster.staff.values(), ...roster.posts.values()]
  return all.filter(({ name }) => name.includes(words)).map(({ id }) => id)
}

function viewOf(row: Row, office: OfficeSnapshot, at: Instant) {
  const due = row.due_at && instant(row.due_at.getTime())
  return {
    ...{ id: row.matter_id, number: row.number, mode: row.mode, modeLabel: modes[row.mode] },
    office: { id: row.office, name: nameOf(office, row.office) },
    ...{ template: row.template, templateLabel: templates[row.template] },
    ...{
      state: row.state,
      stateLabel: inspection.states[row.state as keyof typeof inspection.states]?.label ?? row.state,
    },
    ...{ date: row.planned_on, checker: nameOf(office, row.checker), score: row.score, failed: row.failed },
    ...{ openItems: row.open_items, rounds: row.rounds, late: row.late || (due !== null && due < at) },
    dueAt: due && iso(due),
    openedAt: iso(instant(row.opened_at.getTime())),
    closedAt: row.closed_at && iso(instant(row.closed_at.getTime())),
  }
}
