import { daysAfter } from '#core/calendar.ts'
import { type Day, dayOf, spoken } from '#core/day.ts'
import { type OfficeId, postsOf } from '#core/roster.ts'
import type { Service } from '#core/service/format.ts'
import type { World } from '#matter/world.ts'
import type { Chore, ChoreSource } from '#office/chore.ts'
import { sql } from '#platform/db/db.ts'

/** The services whose results open a register. */
export function servicesOf({ catalogue }: Pick<World, 'catalogue'>): readonly Service[] {
  return catalogue.list().flatMap(({ code }) => {
    const service = catalogue.get(code)?.service
    return service?.enrolment ? [service] : []
  })
}

type Row = {
  readonly name: string
  readonly number: string
  readonly office: string
  readonly service: string
  readonly by_service: string
  readonly by_number: string
  readonly by_office: string
  readonly registered: Day
}

/**
 * Entries of these posts whose person stands in a register since that leaves no room for them, kept by another office: nobody
 * there can move the entry here, so that its holder is told. One of the same office has been moved to be looked into.
 */
const overtaken = sql<Row>(
  'enrolment.overtaken',
  `select m.facts->>'name' as name, e.number, e.office, e.service, f.service as by_service, f.number as by_number, f.office as by_office, f.registered::text as registered
   from unnest($3::text[], $4::text[]) as pair(ends, by_service)
   join enrolment e on e.tenant_id = $1 and e.office = any($5::uuid[]) and e.holder = any($2::uuid[]) and e.service = pair.ends and not e.closed and e.state = 'kept'
   join matter m on m.tenant_id = $1 and m.id = e.matter_id
   join enrolled f on f.tenant_id = $1 and f.person = m.facts->'idNumber'->>'blind' and f.service = pair.by_service and f.ended_on is null and f.office <> e.office
   where not exists (select from jsonb_array_elements(m.facts->'records') r where r->>'what' = 'kept' and (r->>'on')::date >= f.registered)
   order by f.registered, e.number limit 200`,
)

/** Of a service whose file, as it is today, opens no register any more. */
const usual = { amount: 5, unit: 'workingDays' } as const

/**
 * To the holder: who stands in a register that another result has overtaken — a flexible worker among the unemployed. It proposes,
 * a person decides (8.4); by the days that looking into a proposal may take.
 */
export const enrolmentChores =
  ({ catalogue }: Pick<World, 'catalogue'>): ChoreSource =>
  async (tx, { tenant, office, staff, at }) => {
    const services = servicesOf({ catalogue })
    const titles = new Map(services.map(({ code, enrolment }) => [code, enrolment?.title ?? code] as const))
    const pairs = services.flatMap(({ code, enrolment }) => (enrolment?.overtaken?.by ?? []).map((by) => [code, by]))
    const posts = postsOf(office.roster, staff, at).map(({ post }) => post)
    if (pairs.length === 0 || posts.length === 0) return []
    const ends = pairs.map(([one]) => one)
    const offices = [...new Set(posts.flatMap((post) => office.roster.posts.get(post)?.office ?? []))]
    const rows = await tx.all(overtaken, [tenant, posts, ends, pairs.map(([, by]) => by), offices])
    return rows.map((row): Chore => {
      const verify = services.find(({ code }) => code === row.service)?.enrolment?.verify
      const due = daysAfter(office.calendar(row.office as OfficeId), row.registered, verify ?? usual)
      const when = `${due < dayOf(at) ? '已过' : '应在'}${spoken(due)}${due < dayOf(at) ? '的期限' : '前'}`
      const says = `${row.name}已列入${titles.get(row.by_service)}（${row.by_number}，在${office.organizations.get(row.by_office as OfficeId)?.short ?? '别的单位'}登记），还在${titles.get(row.service)}（${row.number}）：${when}核实并提出退出`
      return { clause: '1.3', says, to: `/enrolments?q=${encodeURIComponent(row.number)}` }
    })
  }
