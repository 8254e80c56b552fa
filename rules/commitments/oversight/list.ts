import { workingDaysBetween } from '#core/calendar.ts'
import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import { duty, type OfficeId, type PostId } from '#core/roster.ts'
import type { Lamp } from '#core/view.ts'
import { nameOf } from '#matter/setting.ts'
import { column, type Source } from '#office/gauge.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import { type Colour, colours, type Ground, grounds } from '#rules/commitments/contract.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'
import { warning } from '#rules/commitments/process.ts'

type State = keyof typeof warning.states
type Row = {
  readonly id: string
  readonly office: OfficeId
  readonly number: string
  readonly state: State
  readonly turn: PostId | null
  readonly colour: Colour
  readonly ground: Ground
  readonly rounds: number
  readonly opened_at: Date
  readonly opened: string
  readonly closed_at: Date | null
  readonly due_at: Date | null
  readonly yellow_at: Date | null
  readonly late: boolean
}

const clockOf = `c.name = case m.state when 'drafted' then 'sign' when 'issued' then 'reply' else 'judge' end and c.is_now = 'running'`
/** A draft has been said to nobody: the office for which it is meant does not see it. */
const seen = `m.kind = 'warning' and (m.state <> 'drafted' or m.office <> $3::uuid)`
const page = sql<Row>(
  'warning.page',
  `select m.id, m.office, m.number, m.state, m.turn, m.facts->>'colour' as colour, m.facts->>'ground' as ground,
     coalesce(jsonb_array_length(m.facts->'rounds'), 0) as rounds, m.opened_at, m.opened_at::text as opened, m.closed_at, c.due_at, c.yellow_at,
     coalesce(c.due_at < $4::timestamptz, false) as late
   from unnest($2::uuid[]) as mine(office) cross join lateral (
     select * from matter where tenant_id = $1 and matter.office = mine.office and kind = 'warning' and (opened_at, id) < ($5::timestamptz, $6::uuid)
     order by opened_at desc, id desc
   ) m left join clock c on c.tenant_id = m.tenant_id and c.matter_id = m.id and ${clockOf}
   where ${seen} and ($7::text is null or m.facts->>'colour' = $7)
     and case $8 when 'all' then true when 'late' then coalesce(c.due_at < $4, false) when 'closed' then m.closed_at is not null else m.closed_at is null end
   order by m.opened_at desc, m.id desc limit $9`,
)
const counted = sql<{ office: string; open: number; late: number }>(
  'warning.counts',
  `select m.office, count(*)::int as open, count(*) filter (where m.state = 'issued' and c.due_at < $4::timestamptz)::int as late
   from matter m left join clock c on c.tenant_id = m.tenant_id and c.matter_id = m.id and ${clockOf}
   where m.tenant_id = $1 and m.office = any($2::uuid[]) and ${seen} and m.closed_at is null and m.state <> 'drafted' group by m.office`,
)

export const kinds = { open: '未销号', late: '已逾期', closed: '已了结', all: '全部' } as const
export type Kind = keyof typeof kinds

export type WarningsAsk = {
  readonly tenant: string
  readonly offices: readonly OfficeId[]
  /** The office of whoever looks. */
  readonly own: OfficeId
  readonly at: Instant
  readonly colour: Colour | null
  readonly kind: Kind
  readonly cursor: string | null
  readonly limit: number
}
export const warningCursor = '^\\d{4}-\\d{2}-\\d{2} [0-9:.+-]{8,24}~[0-9a-f-]{36}$'

export type WarningLine = ReturnType<typeof viewOf>

/** Notices of these offices, the newest first: who signed, what for, by when, whose turn. */
export async function warningsPage(tx: Tx, office: OfficeSnapshot, ask: WarningsAsk) {
  const { tenant, offices, own, at, colour, kind, cursor, limit } = ask
  const [from = 'infinity', id = lastId] = cursor?.split('~') ?? []
  const rows = await tx.all(page, [tenant, offices, own, iso(at), from, id, colour, kind, limit + 1])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => viewOf(office, row, at)),
    next: rows.length > limit && last ? `${last.opened}~${last.id}` : null,
  }
}

const timed = (date: Date | null): string | null => date && iso(instant(date.getTime()))

function viewOf(office: OfficeSnapshot, row: Row, at: Instant) {
  const { roster } = office
  const isYellow = row.yellow_at !== null && row.yellow_at.getTime() <= at
  const turn = row.turn && roster.posts.has(row.turn) && !row.closed_at ? duty(roster, row.turn, at).staff : null
  return {
    ...{ id: row.id, number: row.number, rounds: row.rounds, late: row.late },
    office: { id: row.office, name: nameOf(office, row.office) },
    ...{ colour: row.colour, colourLabel: colours[row.colour], groundLabel: grounds[row.ground].label },
    ...{ state: row.state, stateLabel: warning.states[row.state].label, closed: row.closed_at !== null },
    ...{ openedAt: timed(row.opened_at), closedAt: timed(row.closed_at), dueAt: timed(row.due_at) },
    age: workingDaysBetween(
      office.calendar(row.office),
      dayOf(instant(row.opened_at.getTime())),
      dayOf(row.closed_at ? instant(row.closed_at.getTime()) : at),
    ),
    lamp: (row.late ? 'red' : isYellow ? 'yellow' : 'green') as Lamp,
    turn: turn && { id: turn, name: nameOf(office, turn), post: nameOf(office, row.turn!) },
  }
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Notices that wait for an answer or its judgement, and those that ran late (6.6, 2.4.1). */
export const warningGauge: Source<GaugeKey> = {
  keys: ['warnings', 'unanswered'],
  count: async (tx, { tenant, offices, at }) => {
    const rows = await tx.all(counted, [tenant, offices, nobody, iso(at)])
    return { warnings: column(rows, ({ open }) => open), unanswered: column(rows, ({ late }) => late) }
  },
}
