import { addDays, type Day, type Instant, instant, instantAt, iso } from '#core/day.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { isHeadOf, isSuperiorOf } from '#core/roster.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import { appeal } from '#rules/quality-service/appeal.ts'
import { items, type RatingWay, ratingWays } from '#rules/quality-service/contract.ts'
import { type Finding, findings, isBad, type Remedy, remedies } from '#rules/quality-service/handling.ts'
import { levels } from '#rules/quality-service/policy.ts'
import { rating } from '#rules/quality-service/rating.ts'

/** Where what follows from a rating has come to, as the register filters by it. */
export const stages = {
  none: '不用核查',
  open: '核查处理中',
  late: '处理中，已超期',
  closed: '已办结',
  appealed: '申诉复核中',
  excluded: '不计入统计',
} as const
export type Stage = keyof typeof stages

export type Wanted = {
  readonly level?: number
  readonly bad?: boolean
  readonly office?: string
  readonly service?: string
  readonly post?: string
  readonly channel?: RatingWay
  readonly stage?: Stage
  readonly from?: Day
  readonly until?: Day
}

type Row = {
  readonly visit: string
  readonly matter_id: string
  readonly office: string
  readonly post: string
  readonly staff: string
  readonly service: string | null
  readonly level: 1 | 2 | 3 | 4 | 5
  readonly items: readonly string[]
  readonly words: string | null
  readonly channel: string
  readonly at: Date
  readonly exact: string
  readonly handling: string | null
  readonly number: string | null
  readonly state: string | null
  readonly finding: Finding | null
  readonly way: Remedy | null
  readonly posted: string | null
  readonly content: boolean | null
  readonly due_at: Date | null
  readonly late: boolean | null
  readonly closed_at: Date | null
  readonly appeal_id: string | null
  readonly appeal_state: string | null
  readonly excluded_at: Date | null
  readonly excluded_by: string | null
  readonly excluded_why: string | null
}

/**
 * Each office's ratings are a short walk of its own index, and of a smaller one where only bad ones are asked for; the walks are
 * merged by time, and only what is shown is joined with the rest. Nobody finds what is about themselves. Parameters: tenant,
 * offices, who asks, the filters, from when on, how many.
 */
export function ratingWalk<R>(name: string, columns: string, joins = '') {
  const walk = (also: string) => `select ${columns}
   from (select e.* from unnest($2::uuid[]) as mine(office) cross join lateral (
     select r.* from rating r
     where r.tenant_id = $1 and r.office = mine.office and r.staff <> $3::uuid ${also}
       and ($4::int is null or r.level = $4)
       and ($5::text is null or exists (select from matter f where f.tenant_id = $1 and f.id = r.matter_id and f.service = $5))
       and ($6::uuid is null or r.post = $6) and ($7::text is null or r.channel = $7)
       and ($8::text is null or case when $8 = 'none' then not exists (select from rating_handling f where f.tenant_id = $1 and f.visit = r.visit)
         else exists (select from rating_handling f where f.tenant_id = $1 and f.visit = r.visit and case $8
           when 'open' then f.closed_at is null when 'late' then f.closed_at is null and f.due_at < $13::timestamptz
           when 'closed' then f.closed_at is not null when 'appealed' then f.appeal_state = 'filed' else f.excluded_at is not null end) end)
       and ($9::timestamptz is null or r.at >= $9) and ($10::timestamptz is null or r.at < $10)
       and (r.at, r.visit) < ($11::timestamptz, $12::uuid) and $13::timestamptz is not null
     order by r.at desc, r.visit desc limit $14
   ) e order by e.at desc, e.visit desc limit $14) r
   join matter m on m.tenant_id = $1 and m.id = r.matter_id left join rating_handling h on h.tenant_id = $1 and h.visit = r.visit ${joins}
   order by r.at desc, r.visit desc`
  return { all: sql<R>(name, walk('')), bad: sql<R>(`${name}-bad`, walk('and r.level <= 2')) }
}

const page = ratingWalk<Row>(
  'ratings.page',
  `r.visit, r.matter_id, r.office, r.post, r.staff, m.service, r.level, r.items, r.words, r.channel, r.at, r.at::text as exact,
       h.matter_id as handling, h.number, h.state, h.finding, h.way, h.posted, h.content, h.due_at,
       h.late or (h.closed_at is null and h.due_at < $13::timestamptz) as late, h.closed_at,
       h.appeal_id, h.appeal_state, h.excluded_at, h.excluded_by, h.excluded_why`,
)

export type Asked = {
  readonly tenant: string
  readonly staff: StaffId
  readonly office: OfficeSnapshot
  readonly at: Instant
}

/** The offices whose ratings this person reads: those they head, and all below. */
export function managed({ office, staff, at }: Asked): readonly OfficeId[] {
  const { roster, organizations } = office
  return [...organizations.keys()].filter(
    (id) => isHeadOf(roster, staff, id, at) || isSuperiorOf(roster, staff, id, at),
  )
}

export const ratingCursor = '^\\d{4}-\\d{2}-\\d{2} [0-9:.+-]{8,24}~[0-9a-f-]{36}$'

/** The parameters of a walk. */
export function walkOf(asked: Asked, wanted: Wanted, cursor: string | null, limit: number): readonly unknown[] {
  const { tenant, staff, at } = asked
  const offices = managed(asked).filter((id) => wanted.office === undefined || id === wanted.office)
  const [exact = 'infinity', visit = lastId] = cursor?.split('~') ?? []
  const { level = null, service = null, post = null, channel = null, stage = null, from, until } = wanted
  return [
    ...[tenant, offices, staff, level, service, post, channel, stage],
    ...[start(from), start(until && addDays(until, 1)), exact, visit, iso(at), limit + 1],
  ]
}

/** Only bad ones are looked into: whoever asks for a stage asks for them. */
export const walkFor = <W>(wanted: Wanted, walk: { readonly all: W; readonly bad: W }): W =>
  wanted.bad || isBad(wanted.level ?? 5) || (wanted.stage && wanted.stage !== 'none') ? walk.bad : walk.all

/** What a walk found, and where the next page begins. */
export function paged<R extends { readonly exact: string; readonly visit: string }>(rows: readonly R[], limit: number) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, next: rows.length > limit && last ? `${last.exact}~${last.visit}` : null }
}

/** Ratings, newest first; whoever reads them sees level and words, never who rated. */
export async function ratingPage(
  world: Pick<World, 'catalogue'>,
  tx: Tx,
  asked: Asked,
  wanted: Wanted,
  cursor: string | null,
  limit: number,
) {
  const { shown, next } = paged(await tx.all(walkFor(wanted, page), walkOf(asked, wanted, cursor, limit)), limit)
  return { rows: shown.map((row) => viewOf(world, asked.office, row, asked.at)), next }
}

const start = (day: Day | undefined): string | null => (day ? iso(instantAt(day, 0)) : null)
const timed = (date: Date | null): string | null => date && iso(instant(date.getTime()))
const words: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(items))

/** The words for item codes; a code that there is no more stands for itself. */
export const itemWords = (codes: readonly string[]) => codes.map((code) => ({ code, label: words[code] ?? code }))

function stageOf(row: Row, at: Instant): Stage {
  if (row.excluded_at) return 'excluded'
  if (row.appeal_state === 'filed') return 'appealed'
  if (row.handling === null) return 'none'
  if (row.closed_at) return 'closed'
  return row.due_at && row.due_at.getTime() < at ? 'late' : 'open'
}

export type RatingLine = ReturnType<typeof viewOf>

function viewOf({ catalogue }: Pick<World, 'catalogue'>, office: OfficeSnapshot, row: Row, at: Instant) {
  const stage = isBad(row.level) && row.handling === null ? ('none' as const) : stageOf(row, at)
  const state = row.state as keyof typeof rating.states | null
  return {
    id: row.visit,
    at: timed(row.at),
    level: row.level,
    levelLabel: levels[row.level],
    items: itemWords(row.items),
    words: row.words,
    channel: ratingWays[row.channel as RatingWay]?.label ?? row.channel,
    office: { id: row.office, name: nameOf(office, row.office) },
    post: nameOf(office, row.post),
    staff: nameOf(office, row.staff),
    service: row.service ? (catalogue.get(row.service)?.service.name ?? row.service) : null,
    stage,
    stageLabel: stages[stage],
    handling:
      row.handling === null
        ? null
        : {
            ...{ id: row.handling, number: row.number, late: row.late === true, content: row.content },
            stateLabel: state ? rating.states[state].label : '',
            ...{ finding: row.finding && findings[row.finding], way: row.way && remedies[row.way] },
            ...{ posted: row.posted, dueAt: timed(row.due_at), closedAt: timed(row.closed_at) },
          },
    appeal:
      row.appeal_id === null
        ? null
        : {
            id: row.appeal_id,
            stateLabel: appeal.states[row.appeal_state as keyof typeof appeal.states]?.label ?? '',
          },
    excluded:
      row.excluded_at === null
        ? null
        : {
            ...{ at: timed(row.excluded_at), why: row.excluded_why },
            by: row.excluded_by ? nameOf(office, row.excluded_by) : '',
          },
  }
}
