import type { Day } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Criterion, criteria, type Weights } from './policy.ts'
import { keysOf } from './store.ts'

/**
 * The ranking where the books are: `policy.ts` says the same in words. An index finds what has a pair of signs of the trade
 * in common; only those are scored, so a page costs as much as the trade is big, however far one turns.
 */

/** Whether one of two words holds the other, as `holds`. */
const either = (a: string, b: string) =>
  `(length(${a}) > 1 and length(${b}) > 1 and (position(${a} in ${b}) > 0 or position(${b} in ${a}) > 0))`
const someOf = (words: string, test: string) =>
  `exists (select from unnest(${words}) w, unnest(v.terms) t where ${test})`

/** The fits of `judged`, of a seeker `s` and a vacancy `v`. */
const fits: Readonly<Record<Criterion, string>> = {
  job: `case when s.wanted = any(v.terms) then 100
    when exists (select from unnest(v.terms) t where ${either('s.wanted', 't')}) then 80
    when s.others && v.terms then 70
    when ${someOf('s.others', either('w', 't'))} then 60
    when ${someOf('s.skills', `w = t or ${either('w', 't')}`)} then 50 else 0 end`,
  pay: `case when s.pay_low = 0 then 100 when v.pay_unit = 'hour' then 50 when v.pay_low >= s.pay_low then 100
    when v.pay_top >= s.pay_low then 70 when v.pay_top::bigint * 10 >= s.pay_low::bigint * 9 then 30 else 0 end`,
  place: `case when s.place = '' then 100 when v.place <> '' and (position(s.place in v.place) > 0 or position(v.place in s.place) > 0) then 100
    when s.areas && v.areas then 70 else 0 end`,
  kind: `case when v.kind = any(s.kinds) then 100 else 0 end`,
  education: `case when v.education = 0 then 100 when s.education is null then 50 when s.education >= v.education then 100 else 0 end`,
  skill: `case when v.skill = 0 then 100 when s.skill is null or (s.skill = 9 and v.skill <> 9) then 50
    when (v.skill = 9 and s.skill = 9) or (v.skill <> 9 and s.skill >= v.skill) then 100 else 0 end`,
  start: `case when s.start_from <= v.until_day then 100 else 0 end`,
}
const names = Object.keys(criteria) as Criterion[]
/** The weights are $6 to $12, in the order of the criteria. */
const score = names
  .map((name, i) => (name === 'job' ? `$${6 + i}::int * j.fit` : `$${6 + i}::int * (${fits[name]})`))
  .join(' + ')
const trade = `cross join lateral (select ${fits.job} as fit) j`
/** Neither said no to beforehand nor under way between these two. */
const free = `not exists (select from passed_over p where p.tenant_id = $1 and p.seeker = s.id and p.vacancy = v.id)
     and not exists (select from referral r where r.tenant_id = $1 and r.seeker = s.id and r.vacancy = v.id and r.is_open)`
const after = `($4::int is null or (f.score, f.id) < ($4, $5::uuid)) order by f.score desc, f.id desc limit $13`
const hiring = `v.state = 'published' and v.from_day <= $3 and v.until_day >= $3 and v.filled < v.headcount`

export type Ranked = { readonly id: string; readonly score: number }
const forSeeker = sql<Ranked>(
  'market.for-seeker',
  `select f.id, f.score from (
     select v.id, (${score})::int as score from (select * from seeker where tenant_id = $1 and id = $2) s
     join market_word w on w.tenant_id = $1 and w.keys && $14::text[]
     join vacancy v on v.tenant_id = $1 and v.id = w.entry ${trade} where ${hiring} and j.fit > 0 and ${free}) f
   where ${after}`,
)
const forVacancy = sql<Ranked>(
  'market.for-vacancy',
  `select f.id, f.score from (
     select s.id, (${score})::int as score from (select * from vacancy where tenant_id = $1 and id = $2) v
     join market_word w on w.tenant_id = $1 and w.keys && $14::text[]
     join seeker s on s.tenant_id = $1 and s.id = w.entry ${trade}
     where s.state = 'open' and s.valid_until >= $3 and j.fit > 0 and ${free}) f
   where ${after}`,
)

export type Place = { readonly score: number; readonly id: string }
type Wanted = {
  readonly id: string
  /** The pairs of signs of its trade. */
  readonly grams: readonly string[]
  readonly today: Day
  readonly weights: Weights
  readonly after: Place | null
  readonly limit: number
}

const asked = (tenant: string, { id, today, weights, after: from, limit }: Wanted) => [
  ...[tenant, id, today, from?.score ?? null, from?.id ?? null],
  ...names.map((name) => weights[name]),
  limit,
]

/** The vacancies that are open for a seeker, the best first. */
export const vacanciesFor = (tx: Tx, tenant: string, wanted: Wanted) =>
  tx.all(forSeeker, [...asked(tenant, wanted), keysOf('vacancy', 'grams', wanted.grams)])
/** The seekers for a vacancy, the best first. */
export const seekersFor = (tx: Tx, tenant: string, wanted: Wanted) =>
  tx.all(forVacancy, [...asked(tenant, wanted), keysOf('seeker', 'grams', wanted.grams)])
