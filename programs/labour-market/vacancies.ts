import { type Day, type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { VacancyData } from './contract.ts'
import type { VacancySide } from './policy.ts'
import { pageOf, pagesOf, writeWords } from './store.ts'

/** The book of vacancies. */
export type Vacancy = VacancySide & {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly service: string
  readonly case_id: string
  readonly line: number
  readonly number: string
  readonly post: string
  readonly authors: readonly string[]
  readonly state: 'draft' | 'waiting' | 'published' | 'filled' | 'withdrawn'
  readonly data: VacancyData
  readonly headcount: number
  readonly filled: number
  readonly from_day: Day
  readonly submitted_at: Date | null
  readonly due_day: Day | null
  readonly reviewer: string | null
  readonly reviewed_at: Date | null
  readonly opinion: string | null
  readonly reason: string | null
  readonly made_at: Date
  readonly changed_at: Date
}
export type VacancyKept = Vacancy & { readonly grams: readonly string[]; readonly words: readonly string[] }

const columns = `id, org_path::text as org_path, office, service, case_id, line, number, post, authors, state, data, headcount, filled, kind, education, skill,
  pay_unit, pay_low, pay_top, place, areas, terms, from_day, until_day, submitted_at, due_day, reviewer, reviewed_at, opinion, reason, made_at, changed_at`
const insert = sql(
  'vacancy.insert',
  `insert into vacancy (tenant_id, id, org_path, office, service, case_id, line, number, post, authors, state, data, headcount, kind, education, skill,
     pay_unit, pay_low, pay_top, place, areas, terms, from_day, until_day, submitted_at, due_day, reviewer, reviewed_at, opinion, made_at, changed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,
     $30, $30) on conflict (tenant_id, case_id, line) do nothing`,
)
const update = sql<Vacancy>(
  'vacancy.update',
  `update vacancy set authors = $3, state = $4, data = $5, headcount = $6, filled = $7, kind = $8, education = $9, skill = $10, pay_unit = $11, pay_low = $12,
     pay_top = $13, place = $14, areas = $15, terms = $16, from_day = $17, until_day = $18, submitted_at = $19, due_day = $20,
     reviewer = $21, reviewed_at = $22, opinion = $23, reason = $24, changed_at = $25
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const fill = sql<{ readonly filled: number; readonly headcount: number }>(
  'vacancy.fill',
  `update vacancy set filled = $3, state = case when $3 >= headcount and state = 'published' then 'filled' else state end, changed_at = $4
   where tenant_id = $1 and id = $2 and $3 <= headcount returning filled, headcount`,
)
const lock = sql<Vacancy>('vacancy.lock', `select ${columns} from vacancy where tenant_id = $1 and id = $2 for update`)
const byId = sql<Vacancy>('vacancy.by-id', `select ${columns} from vacancy where tenant_id = $1 and id = $2`)
const byIds = sql<Vacancy>(
  'vacancy.by-ids',
  `select ${columns} from vacancy where tenant_id = $1 and id = any($2::uuid[])`,
)
const pages = pagesOf<Vacancy>('vacancy', {
  columns,
  states: ['draft', 'waiting', 'filled', 'withdrawn', 'published'],
  stage: `case $4::text when 'published' then state = 'published' and from_day <= $5 and until_day > $6 when 'coming' then state = 'published' and from_day > $5
       when 'soon' then state = 'published' and from_day <= $5 and until_day between $5 and $6 when 'expired' then state = 'published' and until_day < $5
       when 'draft' then state = 'draft' when 'waiting' then state = 'waiting' when 'filled' then state = 'filled' when 'withdrawn' then state = 'withdrawn'
       else true end`,
  living: 'published',
  dated: {
    coming: `from_day between $5::date + 1 and 'infinity'`,
    soon: 'until_day between $5 and $6',
    expired: `until_day between '-infinity' and $5::date - 1`,
  },
  kind: 'kind = $8',
})
const soon = sql<{ readonly post: string; readonly number: number; readonly until: Day }>(
  'vacancy.soon',
  `select post, count(*)::int as number, min(until_day) as until from vacancy
   where tenant_id = $1 and office = $2 and state = 'published' and until_day between $3 and $4 group by post`,
)
const drafts = sql<{ readonly post: string; readonly number: number }>(
  'vacancy.drafts',
  `select post, count(*)::int as number from vacancy where tenant_id = $1 and office = $2 and state = 'draft' group by post`,
)
/** Published, not over, and below $4 (a month) or $5 (an hour), in fen. */
const below = sql<{
  readonly post: string
  readonly hourly: boolean
  readonly number: number
  readonly names: readonly string[]
}>(
  'vacancy.below',
  `select post, hourly, count(*)::int as number, (array_agg(name order by id))[1:5] as names
   from (select id, post, pay_unit = 'hour' as hourly, concat(data->>'jobTitle', '（', data->>'company', '）') as name from vacancy
     where tenant_id = $1 and office = $2 and state = 'published' and until_day >= $3
       and ((pay_unit <> 'hour' and pay_low < $4::int) or (pay_unit = 'hour' and pay_low < $5::int))) low
   group by post, hourly`,
)
const waiting = sql<{ readonly title: string; readonly due_day: Day; readonly authors: readonly string[] }>(
  'vacancy.waiting',
  `select data->>'jobTitle' as title, due_day, authors from vacancy where tenant_id = $1 and office = $2 and state = 'waiting' order by due_day, id limit 50`,
)
const ofCase = sql<Vacancy>(
  'vacancy.of-case',
  `select ${columns} from vacancy where tenant_id = $1 and case_id = $2 order by line limit 50`,
)

type VacancyMade = Omit<VacancyKept, 'filled' | 'reason' | 'made_at' | 'changed_at'>

/** Puts a case's vacancy, or one line of its needs, in the book, once. */
export function addVacancy(tx: Tx, tenant: string, v: VacancyMade, at: Instant): void {
  writeWords(tx, tenant, 'vacancy', { ...v, grams: v.state === 'published' ? v.grams : [] })
  tx.write(insert, [
    ...[tenant, v.id, v.org_path, v.office, v.service, v.case_id, v.line, v.number, v.post, v.authors, v.state, v.data],
    ...[v.headcount, v.kind, v.education, v.skill, v.pay_unit, v.pay_low, v.pay_top, v.place, v.areas, v.terms],
    ...[v.from_day, v.until_day, v.submitted_at, v.due_day, v.reviewer, v.reviewed_at, v.opinion, iso(at)],
  ])
}

export function saveVacancy(tx: Tx, tenant: string, v: VacancyKept, at: Instant): Promise<Vacancy> {
  writeWords(tx, tenant, 'vacancy', { ...v, grams: v.state === 'published' ? v.grams : [] })
  return tx.one(update, [
    ...[tenant, v.id, v.authors, v.state, v.data, v.headcount, v.filled, v.kind, v.education, v.skill, v.pay_unit],
    ...[v.pay_low, v.pay_top, v.place, v.areas, v.terms, v.from_day, v.until_day, v.submitted_at],
    ...[v.due_day, v.reviewer, v.reviewed_at, v.opinion, v.reason, iso(at)],
  ])
}

/** So many are hired now; null where there are no more places than that. A filled vacancy is off the list. */
export const fillVacancy = (tx: Tx, tenant: string, id: string, hired: number, at: Instant) =>
  tx.maybe(fill, [tenant, id, hired, iso(at)])

export const findVacancy = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockVacancy = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export const vacanciesOf = (tx: Tx, tenant: string, ids: readonly string[]) => tx.all(byIds, [tenant, ids])
export const vacanciesOfCase = (tx: Tx, tenant: string, id: string) => tx.all(ofCase, [tenant, id])
export const vacanciesEnding = (tx: Tx, tenant: string, office: string, today: Day, until: Day) =>
  tx.all(soon, [tenant, office, today, until])
export const draftsBy = (tx: Tx, tenant: string, office: string) => tx.all(drafts, [tenant, office])
export const vacanciesBelow = (
  tx: Tx,
  tenant: string,
  office: string,
  today: Day,
  month: number | null,
  hour: number | null,
) => tx.all(below, [tenant, office, today, month, hour])
export const waitingAt = (tx: Tx, tenant: string, office: string) => tx.all(waiting, [tenant, office])

/** The office's vacancies, the newest first, a page at a time. */
export const vacancyPage = pageOf(pages, 'vacancy')
