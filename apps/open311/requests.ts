import type { Fields } from '#apps/open311/answer.ts'
import { type Code, isCode, serviceName } from '#apps/open311/services.ts'
import { dayOf, type Instant, instant, instantAt, iso } from '#core/day.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { complaint } from '#rules/quality-service/process.ts'

type Row = {
  readonly number: string
  readonly state: keyof typeof complaint.states
  readonly office: string
  readonly cause: string
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly due_at: Date | null
}

const columns = `m.number, m.state, m.office, m.facts->>'cause' as cause, m.opened_at, m.closed_at,
  (select min(c.due_at) from clock c where c.tenant_id = m.tenant_id and c.matter_id = m.id and c.is_now = 'running') as due_at`

/** Not taken up yet, or never: nothing of it is told but to whoever has its number (10.5.4). */
const unregistered = `('received', 'withdrawn', 'outside', 'untrue')`
const hidden: readonly string[] = ['withdrawn', 'outside', 'untrue']

/** Office by office, the newest of each by its index of complaints; the clocks of those only that are told. */
const inTime = sql<Row>(
  'open311.requests',
  `select ${columns} from (
     select m.* from unnest($7::uuid[]) as place (office) cross join lateral (
       select m.tenant_id, m.id, m.number, m.state, m.office, m.facts, m.opened_at, m.closed_at from matter m
       where m.tenant_id = $1 and m.office = place.office and m.kind = 'complaint' and m.state not in ${unregistered}
         and m.opened_at >= $2 and m.opened_at <= $3
         and ($4::text[] is null or m.facts->>'cause' = any ($4::text[]))
         and ($5::text is null or (m.closed_at is null) = ($5 = 'open'))
       order by m.opened_at desc, m.id desc limit $6
     ) m order by m.opened_at desc, m.id desc limit $6
   ) m order by m.opened_at desc, m.id desc`,
)
const byNumber = sql<Row>(
  'open311.numbers',
  `select ${columns} from matter m
   where m.tenant_id = $1 and m.kind = 'complaint' and m.number = any ($2::text[])
   order by m.opened_at desc, m.id desc`,
)

export const most = 1_000
export const mostNumbers = 200

export type Ask = {
  readonly from: Instant
  readonly until: Instant
  readonly codes: readonly string[] | null
  readonly status: 'open' | 'closed' | null
}

/** Those of a span of time, newest first, at most a thousand. */
export async function requestsIn(tx: Tx, tenant: string, office: OfficeSnapshot, ask: Ask): Promise<readonly Fields[]> {
  const { from, until, codes, status } = ask
  const offices = [...office.organizations.keys()]
  const rows = await tx.all(inTime, [tenant, iso(from), iso(until), codes, status, most, offices])
  return rows.map((row) => fieldsOf(row, office))
}

/** Those with these numbers; a number that nobody has is left out. */
export async function requestsBy(
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  numbers: readonly string[],
): Promise<readonly Fields[]> {
  const rows = await tx.all(byNumber, [tenant, numbers])
  return rows.map((row) => fieldsOf(row, office))
}

/**
 * What everybody may know of a complaint: how far it is and who is responsible. Never its words, nor who it is about or
 * from; and the day alone, since in a small hall the minute names the visitor (10.5.4).
 */
function fieldsOf({ number, state, office, cause, opened_at, closed_at, due_at }: Row, place: OfficeSnapshot): Fields {
  const org = place.organizations.get(office as never)
  const code: Code = isCode(cause) ? cause : 'other'
  const isHidden = hidden.includes(state)
  return {
    service_request_id: number,
    status: closed_at ? 'closed' : 'open',
    status_notes: isHidden ? '已经说明情况，不作登记' : complaint.states[state].label,
    service_name: serviceName(code),
    service_code: code,
    description: null,
    agency_responsible: org?.name ?? null,
    service_notice: org ? `凭编号和查询码可以在网上查看处理情况，监督电话：${org.supervisionPhone}` : null,
    requested_datetime: dayStart(opened_at),
    updated_datetime: dayStart(closed_at ?? opened_at),
    expected_datetime: closed_at || !due_at ? null : dayStart(due_at),
    address: org?.address ?? null,
    address_id: org?.code ?? null,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null,
  }
}

const dayStart = (date: Date): string => iso(instantAt(dayOf(instant(date.getTime())), 0))
