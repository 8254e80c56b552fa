import { sql } from '#platform/db/db.ts'

/** What counts, in words (3.2.1: late, handed on; 3.2.2: the rest). */
export const whats = {
  late: '超期',
  handed: '转出',
  returned: '转交被退回',
  second: '未一次告知',
  corrected: '差错更正',
} as const

/** The longest period that is counted at once, in years. */
export const longestYears = 2

type At = {
  readonly post: string
  readonly staff: string | null
  readonly at: Date
  readonly matter: string
  readonly number: string
  readonly title: string
}

/** Values of each: tenant, offices, from, until, kinds; what is confidential stays out. */
export const handled = sql<{ post: string; matters: number }>(
  'conduct.handled',
  `select holder_post as post, count(*)::int as matters from matter
   where tenant_id = $1 and office = any($2::uuid[]) and kind = any($5::text[]) and opened_at >= $3 and opened_at < $4 group by holder_post`,
)

/** Who held the matter then answers for it: deputies act in the holder's name (5.1.b). */
const holder = (then: string) => `cross join lateral (
    select c.post, c.staff from custody c where c.tenant_id = $1 and c.matter_id = m.id and c.how = 'held' and ${then}
    order by c.seq desc limit 1) h`

/** Limits missed in the period; whether a clock is the office's own, its table says. */
export const latenesses = sql<At & { kind: string; service: string | null; version: string | null; clock: string }>(
  'conduct.late',
  `select h.post, h.staff, k.late_since as at, m.id as matter, m.number, m.title, m.kind, m.service, m.service_version as version, k.name as clock
   from clock k join matter m on m.tenant_id = $1 and m.id = k.matter_id ${holder('c.since <= k.late_since')}
   where k.tenant_id = $1 and k.late_since >= $3 and k.late_since < $4 and m.office = any($2::uuid[]) and m.kind = any($5::text[])`,
)

/** Matters handed on to another post: from whom, to whom, and the how-manieth holder that made (a chain of three is the third). */
export const passes = sql<At & { next: string; link: number }>(
  'conduct.passed',
  `select p.post, p.staff, c.since as at, m.id as matter, m.number, m.title, c.post as next, p.link + 1 as link
   from custody c join matter m on m.tenant_id = $1 and m.id = c.matter_id
   cross join lateral (
     select e.post, e.staff, count(*) over ()::int as link from custody e
     where e.tenant_id = $1 and e.matter_id = c.matter_id and e.how = 'held' and e.seq < c.seq order by e.seq desc limit 1) p
   where c.tenant_id = $1 and c.how = 'held' and c.seq > 1 and c.since >= $3 and c.since < $4 and p.post <> c.post and m.office = any($2::uuid[]) and m.kind = any($5::text[])`,
)

/** What a receiver sent back, what had to be recorded anew, and what an objection put right. */
export const returns = sql<At & { move: string; says: string }>(
  'conduct.returned',
  `select h.post, h.staff, j.at, m.id as matter, m.number, m.title, j.move, j.says
   from journal j join matter m on m.tenant_id = $1 and m.id = j.matter_id ${holder('c.seq <= j.seq')}
   where j.tenant_id = $1 and j.at >= $3 and j.at < $4 and m.office = any($2::uuid[]) and m.kind = any($5::text[])
     and (j.move in ('decline', 'send-back', 'correct') or (j.move like 'settle-%' and j.input->>'result' = 'corrected'))`,
)

/** A second notice that asked for what the first could have named (8.1); the line of the journal says from which post. */
export const secondDemands = sql<At & { says: string }>(
  'conduct.second',
  `select coalesce(j.actor_post, m.holder_post) as post, j.actor as staff, j.at, m.id as matter, m.number, m.title, j.says
   from matter m cross join lateral jsonb_array_elements(m.facts->'faults') f
   join journal j on j.tenant_id = $1 and j.matter_id = m.id and j.at = to_timestamp((f->>'at')::bigint / 1000.0)
   where m.tenant_id = $1 and m.office = any($2::uuid[]) and m.kind = any($5::text[]) and m.facts ? 'faults' and j.at >= $3 and j.at < $4`,
)
