import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Service } from '#core/service/format.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { keptBack, suppressed, withSums } from './cells.ts'
import { areaName, figureOf, type Seat, seatAt } from './seat.ts'

type PersonRow = {
  readonly area: string
  readonly status: string
  readonly people: number
  readonly job: number
  readonly training: number
  readonly business: number
}
type EnterpriseRow = {
  readonly area: string
  readonly enterprises: number
  readonly staff: number
  readonly shortage: number
  readonly hire: number
  readonly cut: number
}

const people = sql<PersonRow>(
  'survey.figures-people',
  `select area, status, count(*)::int as people, (count(*) filter (where wants_job))::int as job,
     (count(*) filter (where wants_training))::int as training, (count(*) filter (where wants_business))::int as business
   from survey_member where tenant_id = $1 and round = $2 group by area, status`,
)
const enterprises = sql<EnterpriseRow>(
  'survey.figures-enterprises',
  `select area, count(*)::int as enterprises, coalesce(sum((facts->>'staffCount')::numeric), 0)::float8 as staff,
     coalesce(sum((facts->>'shortage')::numeric), 0)::float8 as shortage, coalesce(sum((facts->>'planHire')::numeric), 0)::float8 as hire,
     coalesce(sum((facts->>'planCut')::numeric), 0)::float8 as cut
   from survey_entry where tenant_id = $1 and round = $2 and kind = 'enterprise' and outcome = 'answered' group by area`,
)

/** The groups of people that a survey is for; a status of the form counts in one of them. */
const groups: readonly { readonly label: string; readonly holds: readonly string[] }[] = [
  { label: '就业', holds: ['employed', 'business', 'flexible', 'farming'] },
  { label: '失业', holds: ['unemployed'] },
  { label: '未工作', holds: ['notSeeking'] },
  { label: '在校、退休、无劳动能力', holds: ['student', 'retired', 'unable'] },
]
const wishes = [
  ['job', '想就业'],
  ['training', '想培训'],
  ['business', '想创业'],
] as const

export const columnLabels = ['调查人数', ...groups.map(({ label }) => label), ...wishes.map(([, label]) => label)]
const enterpriseLabels = ['单位数', '在岗人数', '缺工人数', '计划招用', '计划裁减']

type Line = { readonly area: string; readonly name: string; readonly cells: readonly (number | null)[] }
export type Table = {
  readonly columns: readonly string[]
  readonly lines: readonly Line[]
  readonly total: readonly (number | null)[]
}
export type Summary = {
  readonly people: Table
  readonly enterprises: Table
  /** Counts below this are kept back in what is shown to everybody; 0 where all is shown. */
  readonly least: number
}

/** The tables of a round by area, whole for who leads or surveys; with `open` as they may be published. */
export async function summaryOf(tx: Tx, { stand, round }: Seat, service: Service, open: boolean): Promise<Summary> {
  const [persons, firms] = await Promise.all([
    tx.all(people, [stand.tenant, round.id]),
    tx.all(enterprises, [stand.tenant, round.id]),
  ])
  const least = open ? Math.max(2, figureOf(stand, round.office, service, 'smallCell')) : 0
  const byArea = Map.groupBy(persons, ({ area }) => area)
  const lines = [...byArea].map(([area, rows]) => ({ area, name: areaName(stand, area), counts: countsOf(rows) }))
  const firmLines = firms.map(({ area, enterprises: count, staff, shortage, hire, cut }) => ({
    ...{ area, name: areaName(stand, area), counts: [count, staff, shortage, hire, cut] },
  }))
  return { people: personTable(lines, least), enterprises: firmTable(firmLines, least), least }
}

type Counted = { readonly area: string; readonly name: string; readonly counts: readonly number[] }

function countsOf(rows: readonly PersonRow[]): readonly number[] {
  const of = (pick: (row: PersonRow) => number, holds?: readonly string[]) =>
    rows.filter(({ status }) => !holds || holds.includes(status)).reduce((total, row) => total + pick(row), 0)
  return [
    of((row) => row.people),
    ...groups.map(({ holds }) => of((row) => row.people, holds)),
    ...wishes.map(([wish]) => of((row) => row[wish])),
  ]
}

/** The groups add up to the people of an area; the wishes overlap, each is a column of its own. */
function personTable(lines: readonly Counted[], least: number): Table {
  const sorted = lines.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const width = groups.length
  const split = suppressed(
    withSums(
      sorted.map(({ counts }) => counts.slice(1, 1 + width)),
      width,
    ),
    least,
  )
  const wished = wishes.map((_, n) =>
    columnOf(
      sorted.map(({ counts }) => counts[1 + width + n] ?? 0),
      least,
    ),
  )
  const rowAt = (r: number) => [
    split[r]?.[width] ?? null,
    ...(split[r]?.slice(0, width) ?? []),
    ...wished.map((column) => column[r] ?? null),
  ]
  return {
    columns: columnLabels,
    lines: sorted.map(({ area, name }, r) => ({ area, name, cells: rowAt(r) })),
    total: rowAt(sorted.length),
  }
}

/** A column with its sum below, as it may be shown. */
function columnOf(counts: readonly number[], least: number): readonly (number | null)[] {
  const all = [...counts, counts.reduce((sum, count) => sum + count, 0)]
  const hidden = keptBack(all, [{ cells: counts.map((_, n) => n), sum: counts.length }], least)
  return all.map((count, n) => (hidden.has(n) ? null : count))
}

/** What an area's few undertakings said is theirs: with fewer than so many the whole line is kept back, and others with it. */
function firmTable(lines: readonly Counted[], least: number): Table {
  const sorted = lines.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const kept = columnOf(
    sorted.map(({ counts }) => counts[0] ?? 0),
    least,
  )
  const total = enterpriseLabels.map((_, n) => sorted.reduce((all, { counts }) => all + (counts[n] ?? 0), 0))
  const cellsOf = (r: number, counts: readonly number[]) => (kept[r] === null ? counts.map(() => null) : counts)
  return {
    columns: enterpriseLabels,
    lines: sorted.map(({ area, name, counts }, r) => ({ area, name, cells: cellsOf(r, counts) })),
    total: cellsOf(sorted.length, total),
  }
}

/** The same round's people as the round before had them: the difference of each sum, null where one side isn't shown. */
export async function comparedWith(
  tx: Tx,
  seat: Seat,
  service: Service,
  now: Summary,
  open: boolean,
): Promise<object | null | Refusal> {
  const { stand, round } = seat
  if (!round.previous) return null
  const before = await seatAt(tx, stand, round.previous)
  if (isRefusal(before)) return null
  const then = await summaryOf(tx, before, service, open)
  const differ = (a: readonly (number | null)[], b: readonly (number | null)[]) =>
    a.map((count, n) => (count === null || b[n] === null || b[n] === undefined ? null : count - b[n]))
  return {
    title: before.round.title,
    people: { before: then.people.total, change: differ(now.people.total, then.people.total) },
    enterprises: { before: then.enterprises.total, change: differ(now.enterprises.total, then.enterprises.total) },
  }
}
