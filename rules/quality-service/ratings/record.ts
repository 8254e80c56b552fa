import { workingDaysBetween } from '#core/calendar.ts'
import { addDays, dayOf, type Instant, instant, instantAt, iso, spoken } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { proofOf } from '#core/proof.ts'
import type { Service } from '#core/service/format.ts'
import { nameOf } from '#matter/setting.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { isByOffice } from '#rules/quality-service/application/contract.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import type { OnRecord } from './evidence.ts'

const handsOf = sql<{ staff: string; since: Date }>(
  'evidence.hands',
  `select staff, since from custody where tenant_id = $1 and matter_id = $2 and how = 'held' order by seq`,
)
const failedOf = sql<{ done_at: Date; clause: string }>(
  'evidence.failed',
  `select done_at, clause from inspection_line where tenant_id = $1 and done_at >= $3 and done_at < $4 and whom = $2 and result = 'fail'
   order by done_at desc limit 20`,
)
const upheldOf = sql<{ closed_at: Date; count: number }>(
  'evidence.upheld',
  `select max(closed_at) as closed_at, count(*)::int as count from matter where tenant_id = $1 and office = $2 and kind = 'complaint' and opened_at >= $4
     and concerns = $3 and closed_at < $5 and facts->>'finding' in ('upheld', 'partly') having count(*) > 0`,
)

/** How far back inspections and complaints are looked for, in days. */
const inspectedDays = 90
const complainedDays = 365

export type Rated = { readonly matter_id: string; readonly office: string; readonly staff: string; readonly at: Date }

/** What the record says of the matter that was rated, and of whom the rating is about, up to the day of the rating. */
export async function onRecord(
  world: World,
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  rated: Rated,
  now: Instant,
): Promise<OnRecord | null> {
  const held = await readMatter(tx, tenant, rated.matter_id)
  if (!held) return null
  const became = held.matter.kind === 'contact' ? held.matter.facts['case'] : undefined
  const matter = (typeof became === 'string' ? await readMatter(tx, tenant, became) : null)?.matter ?? held.matter
  const [custody, conduct] = await Promise.all([
    tx.all(handsOf, [tenant, matter.id]),
    conductOf(tx, tenant, rated, instant(rated.at.getTime())),
  ])
  const hands = custody.slice(1).map(({ staff, since }, nth) => ({
    at: spoken(dayOf(instant(since.getTime()))),
    says: `${nameOf(office, custody[nth]!.staff)}转${nameOf(office, staff)}`,
  }))
  return { ...timesOf(world, office, matter, now), ...paperOf(world, matter), hands, conduct }
}

async function conductOf(tx: Tx, tenant: string, { staff, office }: Rated, at: Instant): Promise<OnRecord['conduct']> {
  const since = (days: number) => iso(instantAt(addDays(dayOf(at), -days), 0))
  const [failed, upheld] = await Promise.all([
    tx.all(failedOf, [tenant, staff, since(inspectedDays), iso(at)]),
    tx.all(upheldOf, [tenant, office, staff, since(complainedDays), iso(at)]),
  ])
  const on = (date: Date) => spoken(dayOf(instant(date.getTime())))
  return [
    ...failed.map(({ done_at, clause }) => ({ at: on(done_at), says: `检查中第${clause}条不合格` })),
    ...upheld.map(({ closed_at, count }) => ({ at: on(closed_at), says: `前一年内有${count}件属实或部分属实的投诉` })),
  ]
}

/** Dates that were promised: kept, or missed by how much, with the proof of the date. */
function timesOf(
  { processes }: World,
  office: OfficeSnapshot,
  matter: Matter,
  now: Instant,
): Pick<OnRecord, 'late' | 'kept'> {
  const calendar = office.calendar(matter.office)
  const { clocks = {} } = processes.of(matter.kind, matter.service) ?? {}
  const late = matter.clocks.flatMap((clock) => {
    if (clock.lateSince === null || clocks[clock.name]?.of !== 'office') return []
    const days = workingDaysBetween(calendar, dayOf(clock.lateSince), dayOf(clock.stoppedAt ?? now))
    const proof = proofOf(calendar, clock).slice(0, 2).join('').replace(/。$/, '')
    return [{ label: clocks[clock.name]!.label, due: spoken(dayOf(clock.lateSince)), days, proof }]
  })
  const limit = matter.clocks.find(({ name, is, dueAt }) => name === 'limit' && is === 'stopped' && dueAt !== null)
  const isKept = limit && limit.lateSince === null && limit.dueAt !== null && limit.stoppedAt !== null
  const kept = isKept ? { due: spoken(dayOf(limit.dueAt!)), done: spoken(dayOf(limit.stoppedAt!)) } : null
  return { late, kept }
}

/** What was asked of the person, beside what the published guide asks for. */
function paperOf(
  { catalogue }: World,
  { kind, service: of, facts: all }: Matter,
): Omit<OnRecord, 'late' | 'kept' | 'hands' | 'conduct'> {
  const service = of ? catalogue.version(of.code, Number(of.version))?.service : undefined
  const isCase = kind === 'case' && service !== undefined
  const { notices = [], faults = [], review, online } = all as Partial<CaseFacts>
  const day = (at: number) => spoken(dayOf(instant(at)))
  const times = Map.groupBy(
    notices.flatMap(({ gaps }) => gaps),
    (gap) => `${gap.kind}:${gap.id}`,
  )
  const asked = [...times.values()].flatMap(([gap, ...more]) =>
    gap && gap.kind !== 'form'
      ? [{ name: gap.name, is: gap.kind, times: more.length + 1, listed: isListed(service, gap) }]
      : [],
  )
  const wanting =
    review !== undefined &&
    [...review.materials, ...review.conditions].some(({ result }) => ['missing', 'wrong', 'no'].includes(result))
  return {
    ...{ isCase, asked, wanting },
    notices: notices.map(({ at, gaps }) => ({ at: day(at), names: gaps.map(({ name }) => name) })),
    faults: faults.map(({ at, what }) => ({ at: day(at), says: `又要求${what.join('、')}` })),
    specimens: (service?.materials ?? [])
      .filter((material) => material.kind === 'form')
      .map(({ name, sample }) => ({ name, has: sample !== undefined })),
    online: { offered: service !== undefined && !isByOffice(service), came: online === true },
  }
}

function isListed(service: Service | undefined, { kind, id }: { readonly kind: string; readonly id: string }): boolean {
  const list: readonly { readonly id: string }[] =
    (kind === 'material' ? service?.materials : service?.conditions) ?? []
  return list.some((one) => one.id === id)
}
