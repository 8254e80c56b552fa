import { rolledFrom } from '#core/calendar.ts'
import { addDays, addMonths, type Day, dayOf, type Instant, iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { duty, isHeadOf, isSuperiorOf, type OfficeId, type PostId, type StaffId } from '#core/roster.ts'
import { homePost } from '#core/standing.ts'
import { newId } from '#matter/id.ts'
import { places } from '#matter/jobs.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { enter } from '#office/ledger.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Scope, sql, type Tx } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { type Template, templates } from '#regulation/checks.ts'
import { arrange, strangers, type Wish } from './plan.ts'
import { emptyScope } from './policy.ts'

/** A standing order: the same inspection every so many months. */
export type Series = {
  readonly office: string
  readonly template: Template
  readonly people: readonly string[]
  readonly windows: readonly string[]
  readonly months: number
  readonly onDay: number
  readonly leadDays: number
  readonly firstOn: string
  readonly note?: string
}

type Row = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly post: string
  readonly template: Template
  readonly people: readonly string[]
  readonly windows: readonly string[]
  readonly months: number
  readonly on_day: number
  readonly lead_days: number
  readonly next_on: Day
  readonly note: string | null
  readonly ended_at: Date | null
  readonly trouble: string | null
}

const columns = `id, org_path::text, office, post, template, people, windows, months, on_day, lead_days, next_on::text, note, ended_at, trouble`
const insert = sql(
  'series.insert',
  `insert into inspection_series (tenant_id, id, org_path, office, post, template, people, windows, months, on_day, lead_days, first_on, next_on, note,
     made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15)`,
)
const list = sql<Row>(
  'series.list',
  `select ${columns} from inspection_series where tenant_id = $1 order by ended_at is not null, next_on, id limit 200`,
)
const lock = sql<Row>(
  'series.lock',
  `select ${columns} from inspection_series where tenant_id = $1 and id = $2 for update`,
)
const end = sql('series.end', `update inspection_series set ended_at = $3 where tenant_id = $1 and id = $2`)
const due = sql<{ id: string }>(
  'series.due',
  `select id from inspection_series where tenant_id = $1 and ended_at is null and next_on - lead_days <= $2::date order by next_on, id limit 200`,
)
const forward = sql(
  'series.forward',
  `update inspection_series set next_on = $3, trouble = $4 where tenant_id = $1 and id = $2`,
)
const occur = sql<{ day: string }>(
  'series.occur',
  `insert into inspection_occurrence (tenant_id, series, day, org_path, at) values ($1, $2, $3, $4, $5)
   on conflict (tenant_id, series, day) do nothing returning day::text`,
)
const occurred = sql(
  'series.occurred',
  `update inspection_occurrence set matter_id = $4 where tenant_id = $1 and series = $2 and day = $3`,
)

type By = { readonly tenant: string; readonly staff: StaffId; readonly at: Instant }

/** Begins a series; it stands under the post of its maker, so that a deputy or successor carries it on (5.0). */
export function beginSeries(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, staff, at }: By,
  wish: Series,
): { readonly id: string } | Refusal {
  const place = office.organizations.get(wish.office as OfficeId)
  const post = homePost(office.roster, staff, at)
  const may =
    place && (isHeadOf(office.roster, staff, place.id, at) || isSuperiorOf(office.roster, staff, place.id, at))
  if (!place || !post || !may) return notYours
  const problems = [...emptyScope(wish), ...strangers(office, wish, at), ...elsewhere(office, wish)]
  if (problems.length > 0) return { refused: 'bad-input', clause: '6.6', says: problems[0]!.says, problems }
  if (wish.firstOn <= dayOf(at)) return { ...badDay, problems: [{ at: '/firstOn', says: badDay.says }] }
  const id = newId(at)
  const lists = [JSON.stringify(wish.people), JSON.stringify(wish.windows)]
  const when = [wish.months, wish.onDay, wish.leadDays, firstDay(wish)]
  tx.write(insert, [
    tenant,
    id,
    place.path,
    place.id,
    post.post,
    wish.template,
    ...lists,
    ...when,
    wish.note ?? null,
    staff,
    iso(at),
  ])
  const says = `开始检查计划：${place.name}，${templates[wish.template]}，每${wish.months}个月${wish.onDay}日`
  enter(tx, {
    ...{ tenant, path: place.path, register: 'inspection-series', entry: id, at, staff, clause: '6.6' },
    ...{ act: 'begin', says, what: { ...wish } },
  })
  return { id }
}

function elsewhere({ roster }: OfficeSnapshot, { office, windows }: Series) {
  return windows.some((post) => roster.posts.get(post as PostId)?.office !== office)
    ? [{ at: '/windows', says: '被检查单位没有这个窗口' }]
    : []
}

/** The first occurrence: the wished day of the month on or after the first day asked for. */
function firstDay({ firstOn, onDay }: Series): Day {
  const same = `${firstOn.slice(0, 8)}${String(onDay).padStart(2, '0')}` as Day
  return same >= firstOn ? same : addMonths(same, 1)
}

/** Ends a series: what was made of it goes on. */
export async function endSeries(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, staff, at }: By,
  id: string,
): Promise<{ readonly id: string } | Refusal> {
  const row = await tx.maybe(lock, [tenant, id])
  if (!row) return { refused: 'not-seen', clause: null, says: '没有这个检查计划' }
  if (row.ended_at) return { refused: 'not-from-here', clause: '6.6', says: '这个检查计划已经停止' }
  const isIn =
    isHeadOf(office.roster, staff, row.office as OfficeId, at) ||
    isSuperiorOf(office.roster, staff, row.office as OfficeId, at)
  if (!isIn || !mayEnd(office, row, staff, at)) return notYours
  tx.write(end, [tenant, id, iso(at)])
  enter(tx, {
    ...{ tenant, path: row.org_path, register: 'inspection-series', entry: id, at, staff, clause: '6.6' },
    ...{ act: 'end', says: '停止检查计划', what: {} },
  })
  return { id }
}

/** The inspected don't end what their superior ordered. */
function mayEnd({ roster }: OfficeSnapshot, { post, office }: Row, staff: StaffId, at: Instant): boolean {
  const of = roster.posts.get(post as PostId)?.office
  return of === office || isSuperiorOf(roster, staff, office as OfficeId, at)
}

/** The series that this scope may see, running ones first. */
export async function seriesOf(tx: Tx, tenant: string, office: OfficeSnapshot) {
  return (await tx.all(list, [tenant])).map((row) => ({
    ...{ id: row.id, office: { id: row.office, name: nameOf(office, row.office) }, post: nameOf(office, row.post) },
    ...{ template: row.template, templateLabel: templates[row.template], months: row.months, onDay: row.on_day },
    ...{
      leadDays: row.lead_days,
      nextOn: row.next_on,
      note: row.note,
      ended: row.ended_at !== null,
      trouble: row.trouble,
    },
    people: row.people.map((one) => nameOf(office, one)),
    windows: row.windows.map((one) => nameOf(office, one)),
  }))
}

/** Makes what is due: each occurrence once, in a transaction of its own, so that one that fails stops no other. */
export async function runSeries(world: World, scope: Scope, office: OfficeSnapshot): Promise<number> {
  const at = world.now()
  const { tenant } = scope
  const ids = await world.db.read(scope, (tx) => tx.all(due, [tenant, dayOf(at)]))
  let made = 0
  for (const { id } of ids)
    for (let more = true; more; ) {
      const done = await world.db
        .transaction(scope, (tx) => oneOccurrence(world, tx, tenant, office, id, at))
        .catch((error: unknown) => troubled(world, scope, id, error))
      made += done === 'made' ? 1 : 0
      more = done === 'made' || done === 'passed'
    }
  return made
}

/** One step of a series: `made` an inspection, `passed` over a day, or nothing more to do. */
async function oneOccurrence(
  world: World,
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  id: string,
  at: Instant,
): Promise<'made' | 'passed' | 'rest'> {
  const row = await tx.maybe(lock, [tenant, id])
  if (!row || row.ended_at || addDays(row.next_on, -row.lead_days) > dayOf(at)) return 'rest'
  const following = addMonths(row.next_on, row.months)
  const day = rolledFrom(office.calendar(row.office as OfficeId), row.next_on)
  if (!(await tx.maybe(occur, [tenant, id, row.next_on, row.org_path, iso(at)]))) {
    tx.write(forward, [tenant, id, following, null])
    return 'passed'
  }
  if (day <= dayOf(at)) {
    tx.write(forward, [tenant, id, following, `${row.next_on}的检查没有来得及安排，请另行安排`])
    return 'passed'
  }
  const staff = duty(office.roster, row.post as PostId, at).staff
  const { office: place, template, people, windows, note } = row
  const wish: Wish = {
    office: place,
    mode: 'planned',
    date: day,
    template,
    people: [...people],
    windows: [...windows],
    series: id,
    ...(note && { note }),
  }
  const moved = await arrange(world, tx, { tenant, staff, at, wish })
  if (isRefusal(moved)) throw new Error(moved.says)
  tx.write(occurred, [tenant, id, row.next_on, moved.held.matter.id])
  tx.write(forward, [tenant, id, following, null])
  return 'made'
}

const trouble = sql('series.trouble', `update inspection_series set trouble = $3 where tenant_id = $1 and id = $2`)

/** What could not be made is shown with the series and tried again with the next run. */
async function troubled(world: World, scope: Scope, id: string, error: unknown): Promise<'rest'> {
  const says = error instanceof Error ? error.message.slice(0, 300) : '没有安排成功'
  await world.db.transaction(scope, async (tx) => tx.write(trouble, [scope.tenant, id, says]))
  return 'rest'
}

/** Planned inspections come by themselves, hours before anybody misses them. */
export function inspectionJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope, office } of await places(world)) await runSeries(world, scope, office)
  }
  return [defineJob({ name: 'inspection-series', every: { minutes: 30 }, run })]
}

const notYours: Refusal = { refused: 'not-yours', clause: '6.6', says: '检查计划由本单位负责人或者上级主管部门安排' }
const badDay: Refusal = { refused: 'bad-input', clause: '6.6', says: '首次检查应在今天以后' }
