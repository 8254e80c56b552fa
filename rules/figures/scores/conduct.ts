import { sql, type Tx } from '#platform/db/db.ts'
import type { Inputs } from '#rules/figures/scoring.ts'

/** What no sum of the figures holds: counted from the registers themselves, for offices and a stretch of time. */
type What = 'noticed' | 'toldTwice' | 'unmanned' | 'upheld' | 'points' | 'worth'
type Row = { readonly office: string; readonly post: string | null; readonly what: What; readonly n: number }

/** The post that somebody holds as A at that instant. */
const seat = (staff: string, at: string) =>
  `left join lateral (select a.post from post_assignment a where a.tenant_id = $1 and a.staff = ${staff} and a.role = 'A'
     and a.valid_from <= ${at} and (a.valid_until is null or a.valid_until > ${at}) order by a.post limit 1) p on true`
/** A breach counts unless nobody's fault it was, or nothing came of it when it was looked at (2.4). */
const stands = `b.tenant_id = $1 and b.office = any($2::uuid[]) and b.since >= $3 and b.since < $4 and b.excused is null
  and not exists (select from account c where c.tenant_id = $1 and c.matter_id = b.matter_id and c.state in ('dismissed', 'withdrawn'))`

const counted = sql<Row>(
  'score.conduct',
  `select office, post, what, sum(n)::int as n from (
     select s.office, m.holder_post as post, 'noticed' as what, 1 as n from sheet s join matter m on m.tenant_id = $1 and m.id = s.matter_id
     where s.tenant_id = $1 and s.office = any($2::uuid[]) and s.kind = 'one-time-notice' and s.issued_at >= $3 and s.issued_at < $4
     union all select b.office, m.holder_post, 'toldTwice', 1 from breach b join matter m on m.tenant_id = $1 and m.id = b.source
     where ${stands} and b.kind = 'toldTwice'
     union all select b.office, p.post, 'unmanned', 1 from breach b ${seat('b.staff', 'b.since')}
     where ${stands} and b.kind in ('absent', 'emptyPost')
     union all select l.office, case l.about when 'window' then l.whom when 'person' then p.post end, w.what, case when w.what = 'worth' or l.result = 'pass' then l.weight else 0 end
     from inspection_line l ${seat('l.whom', 'l.done_at')}, lateral (values ('points'), ('worth')) as w (what)
     where l.tenant_id = $1 and l.office = any($2::uuid[]) and l.done_at >= $3 and l.done_at < $4 and l.result <> 'na'
     union all select c.office, coalesce(o.post, p.post), 'upheld', 1 from matter c
     left join service_window o on o.tenant_id = $1 and o.org = c.office and c.facts->>'target' = 'window' and o.name = c.facts->>'window'
     ${seat(`case when c.facts->>'target' = 'person' then (c.facts->>'staff')::uuid end`, 'c.opened_at')}
     where c.tenant_id = $1 and c.office = any($2::uuid[]) and c.kind = 'complaint' and c.closed_at >= $3 and c.closed_at < $4
       and c.facts->>'finding' in ('upheld', 'partly')
   ) e group by 1, 2, 3`,
)

type Of = {
  readonly tenant: string
  readonly offices: readonly string[]
  readonly from: string
  readonly until: string
}
export type Conduct = { readonly office: string; readonly post: string | null } & Partial<Inputs>

/** By office and post; null is what belongs to no one post. */
export async function conductOf(tx: Tx, { tenant, offices, from, until }: Of): Promise<readonly Conduct[]> {
  const rows = await tx.all(counted, [tenant, offices, from, until])
  return [...Map.groupBy(rows, ({ office, post }) => `${office} ${post ?? ''}`).values()].map((own) => ({
    ...{ office: own[0]!.office, post: own[0]!.post },
    ...Object.fromEntries(own.map(({ what, n }) => [what, n])),
  }))
}
