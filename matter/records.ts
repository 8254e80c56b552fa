import { type Day, dayOf, instant, isDay } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process, Setting } from '#core/process.ts'
import type { Found, Held } from '#core/service/record.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = {
  readonly blind: string
  readonly number: string
  readonly kind: string
  readonly service: string
  readonly since: string | null
  readonly until: string | null
  readonly ended: string | null
  readonly category: string | null
  readonly closed_at: Date | null
  readonly place: string | null
  readonly form: Readonly<Record<string, unknown>> | null
}

/**
 * What the office keeps of these people: entries of its registers (`enrolment`), and closed cases with a result. Only the
 * newest matters of a number are looked at, so that one that half a town leaves costs no more than any other. Who has left a
 * household counts there no more, nor a training whose applicant wants none. Of another
 * office's people nothing is seen: the wall of the tables decides; but for a register in which nobody stands twice, of which
 * it is known that somebody does, since when and where.
 */
const heldOf = sql<Row>(
  'record.held',
  `select given.blind, m.number, m.kind, coalesce(m.service, m.facts->>'service') as service, m.facts->>'since' as since,
     m.facts->>'until' as until, coalesce(m.facts->'ended'->>'on', gone.ended_on::text) as ended,
     m.facts->>'category' as category, m.closed_at, null as place, case when m.service = any($6::text[]) then m.facts->'form' end as form
   from unnest($2::text[]) as given (blind) cross join lateral (
       select distinct matter_id from (
         select matter_id from secret where tenant_id = $1 and blind = given.blind order by matter_id desc limit 200
       ) newest
     ) s
     join matter m on m.tenant_id = $1 and m.id = s.matter_id
     left join enrolled gone on gone.tenant_id = $1 and gone.matter_id = m.id and gone.person = given.blind
   where (m.kind = 'enrolment' and m.facts->>'service' = any($3::text[]))
      or (m.kind = 'case' and m.service = any($4::text[]) and m.state = 'done' and m.id <> $5
        and not exists (select from training_applicant t where t.tenant_id = $1 and t.id = m.id and t.state = 'out'))
   union all
   select e.person, e.number, 'enrolment', e.service, e.since::text, e.until_day::text, e.ended_on::text, null, null, o.short, null
   from enrolled e join organization o on o.tenant_id = $1 and o.id = e.office
   where e.tenant_id = $1 and e.person = any($2::text[]) and e.once and e.service = any($3::text[])
     and not exists (select from matter m where m.tenant_id = $1 and m.id = e.matter_id)`,
)

/**
 * What the setting of a matter answers when it is asked for records: read in one flight, and only where the table asks and
 * somebody could now make a move that looks. Undefined: nobody looks.
 */
export async function recordsFor(
  tx: Tx,
  tenant: string,
  process: Process,
  matter: Matter,
): Promise<Setting['record'] | undefined> {
  const { records, moves } = process
  if (!records || !Object.values(moves).some(({ looks, from }) => looks && from.includes(matter.state)))
    return undefined
  const blinds = [...new Set(records.of(matter.facts))]
  const codes = records.services.map(({ service }) => service)
  const cases = records.services.flatMap(({ service, cases }) => (cases ? service : []))
  const alike = new Map(records.services.map((one) => [one.service, one.alike]))
  const compared = records.services.flatMap((one) => (one.alike.length > 0 ? one.service : []))
  const rows = blinds.length > 0 ? await tx.all(heldOf, [tenant, blinds, codes, cases, matter.id, compared]) : []
  const found = Map.groupBy(rows, ({ service, blind }) => keyOf(service, blind))
  const asked = new Set(blinds)
  return (service, blind) => {
    if (!codes.includes(service) || !asked.has(blind)) return null
    return (found.get(keyOf(service, blind)) ?? []).flatMap(
      (row) => heldIn(row, alike.get(service) ?? []) ?? [],
    ) satisfies Found
  }
}

const keyOf = (service: string, blind: string): string => `${service} ${blind}`

function heldIn(row: Row, alike: readonly string[]): Held | null {
  const { number, kind, since, until, ended, category, closed_at, place, form } = row
  if (kind === 'case') {
    const said = form && Object.fromEntries(alike.map((name) => [name, form[name]] as const))
    const on = closed_at && dayOf(instant(closed_at.getTime()))
    return on && { number, since: on, until: null, ended: null, category: null, ...(said && { said }) }
  }
  if (!isDay(since)) return null
  return { number, since, until: dayIn(until), ended: dayIn(ended), category, ...(place !== null && { place }) }
}

const dayIn = (text: string | null): Day | null => (isDay(text) ? text : null)
