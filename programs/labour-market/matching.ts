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
const after = `($4::int is null or (-f.far, f.score, f.id) < (-$15::int, $4, $5::uuid)) order by f.far, f.score desc, f.id desc limit $13`
/** How many offices up from the seeker's both belong to one: 0 for its own. A leaf is added, since the common path of a path with itself is its parent's. */
const far = `nlevel(s.org_path) - nlevel(lca(s.org_path || 'x', v.org_path || 'y'))`
/** Each entry by its key, after the words: the walls make a book look so small that it would be walked through whole. */
const entryOf = (book: string, as: string) =>
  `cross join lateral (select * from ${book} where tenant_id = $1 and id = w.entry offset 0) ${as}`
const hiring = `v.state = 'published' and v.from_day <= $3 and v.until_day >= $3 and v.filled < v.headcount`

export type Ranked = Place
const forSeeker = sql<Ranked>(
  'market.for-seeker',
  `select f.id, f.score, f.far from (
     select v.id, (${score})::int as score, ${far} as far from (select * from seeker where tenant_id = $1 and id = $2) s
     join market_word w on w.tenant_id = $1 and w.keys && $14::text[]
     ${entryOf('vacancy', 'v')} ${trade} where ${hiring} and j.fit > 0 and ${free}) f
   where ${after}`,
)
const forVacancy = sql<Ranked>(
  'market.for-vacancy',
  `select f.id, f.score, f.far from (
     select s.id, (${score})::int as score, 0 as far from (select * from vacancy where tenant_id = $1 and id = $2) v
     join market_word w on w.tenant_id = $1 and w.keys && $14::text[]
     ${entryOf('seeker', 's')} ${trade}
     where s.state = 'open' and s.valid_until >= $3 and j.fit > 0 and ${free}) f
   where ${after}`,
)

/** Where an entry stands in the ranking: nearer offices first, then the better fit. */
export type Place = { readonly far: number; readonly score: number; readonly id: string }
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

/** The vacancies that are open for a seeker, the nearest first, of these the best: as far as the transaction may look. */
export const vacanciesFor = (tx: Tx, tenant: string, wanted: Wanted) =>
  tx.all(forSeeker, [...asked(tenant, wanted), keysOf('vacancy', 'grams', wanted.grams), wanted.after?.far ?? null])
/** The seekers for a vacancy, the best first. */
export const seekersFor = (tx: Tx, tenant: string, wanted: Wanted) =>
  tx.all(forVacancy, [...asked(tenant, wanted), keysOf('seeker', 'grams', wanted.grams), wanted.after?.far ?? null])
