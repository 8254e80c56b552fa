import { addMonths, type Day, dayOf, type Instant, instant, instantAt, iso, spoken } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { officesBelow } from '#office/below.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Demand, written } from './demands.ts'

type Noticed = {
  readonly number: string
  readonly service: string | null
  readonly office: OfficeId
  readonly started_at: Date
  readonly due_at: Date
}
const noticed = sql<Noticed>(
  'disclosure.noticed',
  `select m.number, m.service, m.office, c.started_at, c.due_at from clock c join matter m on m.tenant_id = c.tenant_id and m.id = c.matter_id
   where c.tenant_id = $1 and c.is_now = 'running' and c.swept_at is null and c.due_at > $2 and c.name = 'notice' and m.kind = 'case'`,
)
const closed = sql<{ readonly service: string; readonly n: number }>(
  'disclosure.closed',
  `select service, count(*)::int as n from matter
   where tenant_id = $1 and office = any($2::uuid[]) and kind = 'case' and closed_at >= $3 and closed_at < $4 and service is not null group by service order by service`,
)
/** Months for which the results of a month stay open. */
const resultsStay = 24

/** Cases in public notice now: open at once, until the notice is over, without anybody's name (1.5). */
export async function noticesOf(
  tx: Tx,
  tenant: string,
  { organizations }: OfficeSnapshot,
  catalogue: Pick<Catalogue, 'list'>,
  at: Instant,
): Promise<readonly Demand[]> {
  const names = new Map(catalogue.list().map(({ code, name }) => [code, name]))
  return (await tx.all(noticed, [tenant, iso(at)])).map(({ number, service, office, started_at, due_at }): Demand => {
    const until = dayOf(instant(due_at.getTime()))
    const org = organizations.get(office)
    const phone = org?.supervisionPhone || org?.phone
    const made = written(`${names.get(service ?? '') ?? '办件'}公示（${number}）`, [
      `编号${number}的${names.get(service ?? '') ?? '办件'}正在公示，公示到${spoken(until)}。`,
      `有异议的，请在公示期内向${org?.name ?? '经办单位'}提出${phone ? `，电话${phone}` : ''}。公示全文在经办窗口张贴。`,
    ])
    const since = instant(started_at.getTime())
    return { office, topic: 'notice', subject: number, name: number, made, until, since, changedAt: since }
  })
}

/** The month that is over, as results are counted; `2026-10`. */
export function lastMonth(at: Instant): { readonly month: string; readonly from: Day; readonly until: Day } {
  const until = `${dayOf(at).slice(0, 7)}-01` as Day
  const from = addMonths(until, -1)
  return { month: from.slice(0, 7), from, until }
}

/** What came of the matters of the month that is over, in numbers and without persons; null: nothing did (1.4). */
export async function resultsOf(
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  top: OfficeId,
  catalogue: Pick<Catalogue, 'list'>,
  at: Instant,
): Promise<Demand | null> {
  const { month, from, until } = lastMonth(at)
  const { name = '', path = '' } = office.organizations.get(top) ?? {}
  const span = [iso(instantAt(from, 0)), iso(instantAt(until, 0))]
  const rows = await tx.all(closed, [tenant, officesBelow(office, path), ...span])
  if (rows.length === 0) return null
  const names = new Map(catalogue.list().map((one) => [one.code, one.name]))
  const said = `${month.slice(0, 4)}年${Number(month.slice(5))}月`
  const made = written(`${name}${said}办理结果`, [
    `${said}本单位和下级单位共办结${rows.reduce((sum, { n }) => sum + n, 0)}件：`,
    ...rows.map(({ service, n }) => `${names.get(service) ?? service}：${n}件`),
  ])
  const stays = addMonths(dayOf(at), resultsStay)
  return { office: top, topic: 'outcome', subject: month, name: said, made, until: stays, since: null, changedAt: null }
}
