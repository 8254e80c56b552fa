import { randomUUID } from 'node:crypto'
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  type Instant,
  instant,
  instantAt,
  isDay,
  iso,
  spokenAt,
} from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Report } from '#platform/sheets/report.ts'
import { monthSaid, reportOf, standingOf } from './papers.ts'
import { monthOf } from './policy.ts'
import { figuresOf, placesOf } from './view.ts'

type Stand = { readonly who: Who; readonly at: Instant; readonly office: OfficeSnapshot }
type Ground = Pick<World, 'catalogue' | 'mark'>
/** Of the own office, and the month that ended last, unless said. */
export type OfMonth = { readonly office?: string; readonly month?: string }

type Kept = {
  readonly id: string
  readonly edition: number
  readonly made_at: Date
  readonly made_by: string
  readonly content: Report
}
const latest = sql<Kept>(
  'figure.report',
  `select id, edition, made_at, made_by, content from figure_report where tenant_id = $1 and office = $2 and month = $3
   order by edition desc limit 1`,
)
const insert = sql(
  'figure.set-report',
  `insert into figure_report (tenant_id, id, org_path, office, month, edition, made_at, made_by, content)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const editions = sql<{ id: string; month: Day; edition: number; made_at: Date; made_by: string }>(
  'figure.reports',
  `select id, month::text as month, edition, made_at, made_by from figure_report where tenant_id = $1 and office = $2
   order by month desc, edition desc limit 60`,
)

/** Which office and month are asked for, and whether whoever asks may. */
function asked({ who, at, office }: Stand, { office: id, month }: OfMonth): { org: string; first: Day } | Refusal {
  if (!who.isHead) return notYours('6.6', '月报由单位负责人和上级出具')
  const places = placesOf(office, who.orgPath)
  const org = id === undefined ? places[0] : places.find((one) => one.id === id)
  if (!org) return notSeen('没有这个单位')
  const first = month === undefined ? addMonths(monthOf(dayOf(at)), -1) : `${month}-01`
  if (!isDay(first) || first > dayOf(at)) return badInput('6.6', '/month', '请选择已经开始的月份')
  return { org: org.id, first }
}

/** The report as it stands at this moment. */
async function standing(
  ground: Ground,
  tx: Tx,
  stand: Stand,
  { org, first }: { readonly org: string; readonly first: Day },
  edition: number | null,
): Promise<(Report & { readonly counted: string | null; readonly left: number }) | Refusal> {
  const { who, at, office } = stand
  const last = addDays(addMonths(first, 1), -1)
  const ask = { from: first, until: last, office: org }
  const [offices, services, months] = await Promise.all([
    figuresOf(ground, tx, stand, { ...ask, by: 'office' }),
    figuresOf(ground, tx, stand, { ...ask, by: 'service' }),
    figuresOf(ground, tx, stand, { ...ask, from: addMonths(first, -11), by: 'month' }),
  ])
  if (isRefusal(offices)) return offices
  if (isRefusal(services)) return services
  if (isRefusal(months)) return months
  const asOf = spokenAt(edition === null && offices.counted ? instant(Date.parse(offices.counted)) : at)
  const report = reportOf({
    ...{ month: first, offices, services, months },
    ...{ maker: nameOf(office, who.staffId), day: dayOf(at), mark: ground.mark },
    standing: standingOf(edition, asOf, last),
  })
  return { ...report, counted: offices.counted, left: offices.left }
}

/** The last edition of a month that was set down, or what the figures say now. */
export async function monthly(ground: Ground, tx: Tx, stand: Stand, of: OfMonth): Promise<Report | Refusal> {
  const month = asked(stand, of)
  if (isRefusal(month)) return month
  const kept = await tx.maybe(latest, [stand.who.tenantId, month.org, month.first])
  return kept ? kept.content : standing(ground, tx, stand, month, null)
}

/** 定稿: a month that is over is set down as the figures stand, and is the same whenever it is taken out (6.6). */
export async function setDown(ground: Ground, tx: Tx, stand: Stand, of: OfMonth) {
  const month = asked(stand, of)
  if (isRefusal(month)) return month
  const { who, at, office } = stand
  const end = instantAt(addMonths(month.first, 1), 0)
  if (at < end) return notMet('6.6', `${monthSaid(month.first)}还没有结束，现在只能出未定稿的月报`)
  const kept = await tx.maybe(latest, [who.tenantId, month.org, month.first])
  const edition = (kept?.edition ?? 0) + 1
  const made = await standing(ground, tx, stand, month, edition)
  if (isRefusal(made)) return made
  const { counted, left, ...content } = made
  if (counted === null || Date.parse(counted) < end || left > 0)
    return notMet('6.6', '统计还没有算到月底，请过几分钟再定稿')
  const id = randomUUID()
  const { path } = office.organizations.get(month.org as never)!
  tx.write(insert, [
    ...[who.tenantId, id, path, month.org, month.first, edition, iso(at), who.staffId, JSON.stringify(content)],
  ])
  return { id, edition, month: month.first.slice(0, 7) }
}

/** The editions of an office, newest first. */
export async function editionsOf(tx: Tx, stand: Stand, org: string | undefined) {
  const { who, office } = stand
  if (!who.isHead) return notYours('6.6', '月报由单位负责人和上级出具')
  const offices = placesOf(office, who.orgPath)
  const top = org === undefined ? offices[0] : offices.find(({ id }) => id === org)
  if (!top) return notSeen('没有这个单位')
  const found = await tx.all(editions, [who.tenantId, top.id])
  return {
    office: top,
    /** The month that ended last. */
    last: addMonths(monthOf(dayOf(stand.at)), -1).slice(0, 7),
    rows: found.map(({ id, month, edition, made_at, made_by }) => ({
      ...{ id, month: month.slice(0, 7), edition, madeBy: nameOf(office, made_by) },
      madeAt: iso(instant(made_at.getTime())),
    })),
  }
}
