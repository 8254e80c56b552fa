import { addDays, type Day, instantAt, iso } from '#core/day.ts'
import { named } from '#matter/page.ts'
import { officesBelow } from '#office/below.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import type { Row } from './commendation.ts'

const columns = `c.id, c.org_path::text, c.office, c.number, c.staff, c.matter_id, c.matter, c.source, c.deed, c.proposed_by, c.proposed_at,
  c.state, c.decided_by, c.decided_at, c.opinion, c.withdrawn_by, c.withdrawn_at, c.reason`
/** Each office's register is a walk of its own index; the walks are merged. */
const walk = sql<Row>(
  'commendation.walk',
  `select r.* from unnest($2::uuid[]) as o(office) cross join lateral (
     select ${columns} from commendation c where c.tenant_id = $1 and c.office = o.office and c.id < $3
       and c.proposed_at >= coalesce($4::timestamptz, '-infinity') and c.proposed_at < coalesce($5::timestamptz, 'infinity')
       and ($6::text is null or c.state = $6) and ($7::uuid is null or c.staff = $7)
       and ($8::text is null or position($8 in c.deed) > 0 or c.number = $8 or c.matter = $8)
     order by c.id desc limit $9
   ) r order by r.id desc limit $9`,
)
const figures = sql<{ staff: string; confirmed: number; proposed: number; withdrawn: number }>(
  'commendation.figures',
  `select staff, count(*) filter (where state = 'confirmed')::int as confirmed, count(*) filter (where state = 'proposed')::int as proposed,
     count(*) filter (where state = 'withdrawn')::int as withdrawn
   from commendation where tenant_id = $1 and office = any($2::uuid[])
     and coalesce(decided_at, proposed_at) >= coalesce($3::timestamptz, '-infinity')
     and coalesce(decided_at, proposed_at) < coalesce($4::timestamptz, 'infinity')
   group by staff order by 2 desc, staff`,
)

export type Period = { readonly from?: Day; readonly until?: Day }
export type Asked = Period & { readonly state?: string; readonly staff?: string; readonly q?: string }

const spanOf = ({ from, until }: Period) => [
  from ? iso(instantAt(from, 0)) : null,
  until ? iso(instantAt(addDays(until, 1), 0)) : null,
]

type Place = { readonly tenant: string; readonly path: string }

/** A page of the register of commendations, newest first (2.4.0). */
export async function commendationsOf(
  tx: Tx,
  office: OfficeSnapshot,
  { tenant, path }: Place,
  asked: Asked,
  cursor: string | null,
  limit: number,
) {
  const last = cursor ?? lastId
  const filter = [asked.state ?? null, asked.staff ?? null, asked.q?.trim() || null, limit + 1]
  const rows = await tx.all(walk, [tenant, officesBelow(office, path), last, ...spanOf(asked), ...filter])
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null }
}

/** How often each person was commended in a period, by the day of the decision: what the honours are counted from. */
export async function honoursOf(tx: Tx, office: OfficeSnapshot, { tenant, path }: Place, period: Period) {
  const rows = await tx.all(figures, [tenant, officesBelow(office, path), ...spanOf(period)])
  return rows.map(({ staff, ...counts }) => ({ staff: named(office, staff), ...counts }))
}
