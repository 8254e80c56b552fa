import { addDays, type Day, dayOf, daysBetween } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { badInput, notYours } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Span } from './contract.ts'
import { planOf } from './store.ts'

type Row = {
  readonly zone: string
  readonly hour: number
  readonly taken: number
  readonly priority: number
  readonly done: number
  readonly absent: number
  /** Whom nobody called on a day that is over: not the visitor's doing, so not 未到. */
  readonly uncalled: number
  readonly passed: number
  readonly wait: number | null
  readonly longest: number | null
  readonly serving: number | null
  readonly unlinked: number
}

/** By the zone where the number was taken and the hour of taking, in Chinese time whatever the server's zone is. */
const byHour = sql<Row>(
  'queue.by-hour',
  `select origin as zone, extract(hour from made_at at time zone 'Asia/Shanghai')::int as hour, count(*)::int as taken,
     count(*) filter (where lane = 'priority')::int as priority, count(*) filter (where state = 'done')::int as done,
     count(*) filter (where state = 'absent' and first_at is not null)::int as absent,
     count(*) filter (where first_at is null and state <> 'done' and day < $5)::int as uncalled, count(*) filter (where passes > 0)::int as passed,
     round(avg(extract(epoch from first_at - made_at) / 60)::numeric, 1)::float8 as wait,
     round(max(extract(epoch from first_at - made_at) / 60)::numeric, 1)::float8 as longest,
     round(avg(extract(epoch from ended_at - served_at) / 60) filter (where state = 'done')::numeric, 1)::float8 as serving,
     count(*) filter (where state = 'done' and matter_id is null)::int as unlinked
   from queue_ticket where tenant_id = $1 and office = $2 and day between $3 and $4 group by 1, 2 order by 1, 2`,
)

/** The longest stretch that is counted at once, in days. */
const mostDays = 366

/** The figures of an office's queue, for whoever leads it: by zone and hour, and in all. */
export async function figuresOf(tx: Tx, stand: Stand, asked: Span) {
  const { tenant, org, at, leads } = stand
  if (!leads) return notYours('6.6', '排队统计由单位负责人和上级查看')
  const span = spanOf(asked, dayOf(at))
  if ('refused' in span) return span
  const [rows, { plan }] = await Promise.all([
    tx.all(byHour, [tenant, org.id, span.from, span.until, dayOf(at)]),
    planOf(tx, tenant, org.id),
  ])
  const name = (letter: string) => plan.zones.find((zone) => zone.letter === letter)?.name ?? `${letter}区`
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0)
  const shown = rows.map((row) => ({ ...row, zoneName: name(row.zone), hours: `${row.hour}:00–${row.hour}:59` }))
  const total = {
    ...{ taken: sum((row) => row.taken), done: sum((row) => row.done), absent: sum((row) => row.absent) },
    uncalled: sum((row) => row.uncalled),
    ...{ passed: sum((row) => row.passed), unlinked: sum((row) => row.unlinked) },
    longest: rows.reduce<number | null>(
      (most, { longest }) => (longest === null ? most : Math.max(most ?? 0, longest)),
      null,
    ),
  }
  return { office: { id: org.id, name: org.name }, ...span, rows: shown, total }
}
export type Figures = Exclude<Awaited<ReturnType<typeof figuresOf>>, Refusal>

function spanOf({ from, until }: Span, today: Day): { readonly from: Day; readonly until: Day } | Refusal {
  const last = (until ?? today) as Day
  const first = (from ?? addDays(last, -29)) as Day
  if (first > last) return badInput('6.6', '/from', '起始日期不能晚于截止日期')
  if (daysBetween(first, last) > mostDays) return badInput('6.6', '/from', '一次最多统计一年')
  return { from: first, until: last }
}

type Shown = Figures['rows'][number]
/** A figure that could not be measured stays empty: nought would be a claim. */
export const figureColumns = [
  { title: '业务区', width: 16, value: (row: Shown) => row.zoneName },
  { title: '取号时段', width: 14, value: (row: Shown) => row.hours },
  { title: '取号', width: 8, value: (row: Shown) => row.taken },
  { title: '其中优先', width: 8, value: (row: Shown) => row.priority },
  { title: '已办', width: 8, value: (row: Shown) => row.done },
  { title: '过号', width: 8, value: (row: Shown) => row.passed },
  { title: '未到', width: 8, value: (row: Shown) => row.absent },
  { title: '未叫到', width: 10, value: (row: Shown) => row.uncalled },
  { title: '平均等候（分钟）', width: 14, value: (row: Shown) => row.wait },
  { title: '最长等候（分钟）', width: 14, value: (row: Shown) => row.longest },
  { title: '平均办理（分钟）', width: 14, value: (row: Shown) => row.serving },
  { title: '已办未登记首问', width: 14, value: (row: Shown) => row.unlinked },
] as const
