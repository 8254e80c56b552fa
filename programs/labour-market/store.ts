import { type Day, type Instant, iso } from '#core/day.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'
import type { SeekerData } from './contract.ts'
import type { SeekerSide } from './policy.ts'

/** The book of seekers. */
export type Seeker = SeekerSide & {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly case_id: string
  readonly number: string
  readonly person: string
  readonly post: string
  readonly staff: string
  readonly state: 'open' | 'placed' | 'ended'
  readonly data: SeekerData
  readonly shares: boolean
  readonly months: number
  readonly valid_until: Day
  readonly ended: string | null
  readonly made_at: Date
  readonly changed_at: Date
}

const columns = `id, org_path::text as org_path, office, case_id, number, person, post, staff, state, data, shares, months, valid_until, wanted, others, skills,
  place, areas, kinds, education, skill, pay_low, start_from, ended, made_at, changed_at`
const insert = sql(
  'seeker.insert',
  `insert into seeker (tenant_id, id, org_path, office, case_id, number, person, post, staff, state, data, shares, months, valid_until, wanted, others,
     skills, place, areas, kinds, education, skill, pay_low, start_from, made_at, changed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $24)
   on conflict (tenant_id, case_id) do nothing`,
)
const update = sql<Seeker>(
  'seeker.update',
  `update seeker set state = $3, data = $4, shares = $5, valid_until = $6, wanted = $7, others = $8, skills = $9, place = $10, areas = $11,
     kinds = $12, education = $13, skill = $14, pay_low = $15, start_from = $16, ended = $17, changed_at = $18
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const lock = sql<Seeker>('seeker.lock', `select ${columns} from seeker where tenant_id = $1 and id = $2 for update`)
const byId = sql<Seeker>('seeker.by-id', `select ${columns} from seeker where tenant_id = $1 and id = $2`)
const byIds = sql<Seeker>(
  'seeker.by-ids',
  `select ${columns} from seeker where tenant_id = $1 and id = any($2::uuid[])`,
)
const others = sql<Seeker>(
  'seeker.of-person',
  `select ${columns} from seeker where tenant_id = $1 and person = $2 and state = 'open' and case_id <> $3 order by id limit 20 for update`,
)
type Shelves = {
  readonly columns: string
  readonly states: readonly string[]
  /** $4: what the desk calls a stage, told by the state and by the days $5 (today) and $6 (soon). */
  readonly stage: string
  /** The state of what is in force, and the stages of it that its days tell apart: the few that an index by day finds. */
  readonly living: string
  readonly dated: Readonly<Record<string, string>>
  readonly kind: string
}

/**
 * The pages of a book, the newest first. Each state is a walk of one index, and the walks are merged; a stage of a few days is
 * found by its days, and what has the words by the words.
 */
export function pagesOf<Row>(book: Book, { columns, states, stage, living, dated, kind }: Shelves) {
  const own = `select ${columns} from ${book} where tenant_id = $1 and office = $2
     and id < ${orLast('$3')} and ${stage} and ($8::text is null or ${kind})`
  const order = 'order by id desc limit $9'
  const known = `array['${states.join(`', '`)}']`
  const asked = `case when $4::text is null then ${known} when $4 = any(${known}) then array[$4] else array['${living}'] end`
  const merged = (name: string, walks: string, lead: string) =>
    sql<Row>(name, `${walks} cross join lateral (${own} and ${lead} ${order}) r order by r.id desc limit $9`)
  return {
    all: merged(
      `${book}.page`,
      `select r.* from unnest(${asked}) as s(state)`,
      `$7::text[] is null and ${book}.state = s.state`,
    ),
    found: merged(
      `${book}.page-found`,
      `select r.* from (select entry from market_word where tenant_id = $1 and keys @> $7::text[]) as found`,
      'id = found.entry',
    ),
    dated: new Map(
      Object.entries(dated).map(([name, days]) => [
        name,
        sql<Row>(`${book}.page-${name}`, `${own} and $7::text[] is null and state = '${living}' and ${days} ${order}`),
      ]),
    ),
  }
}

const pages = pagesOf<Seeker>('seeker', {
  columns,
  states: ['open', 'placed', 'ended'],
  stage: `case $4::text when 'open' then state = 'open' and valid_until > $6 when 'soon' then state = 'open' and valid_until between $5 and $6
       when 'expired' then state = 'open' and valid_until < $5 when 'placed' then state = 'placed' when 'ended' then state = 'ended' else true end`,
  living: 'open',
  dated: { soon: 'valid_until between $5 and $6', expired: `valid_until between '-infinity' and $5::date - 1` },
  kind: '$8 = any(kinds)',
})
const soon = sql<{ readonly post: string; readonly number: number; readonly until: Day }>(
  'seeker.soon',
  `select post, count(*)::int as number, min(valid_until) as until from seeker
   where tenant_id = $1 and office = $2 and state = 'open' and valid_until between $3 and $4 group by post`,
)

const putWords = sql(
  'market.words',
  `insert into market_word (tenant_id, entry, keys) values ($1, $2, $3)
   on conflict (tenant_id, entry) do update set keys = excluded.keys where market_word.keys <> excluded.keys`,
)

type Book = 'seeker' | 'vacancy'
type Found = { readonly id: string; readonly grams: readonly string[]; readonly words: readonly string[] }
const signs = { seeker: { grams: 's', words: 'S' }, vacancy: { grams: 'v', words: 'V' } } as const

/** Pairs as the index has them: of a trade, or of any words, of one book. */
export function keysOf(book: Book, what: 'grams' | 'words', pairs: readonly string[]): string[] {
  return pairs.map((pair) => `${signs[book][what]}${pair}`)
}

/** What an entry is found by: no pairs of the trade where it may not be proposed. */
export function writeWords(tx: Tx, tenant: string, book: Book, { id, grams, words }: Found): void {
  tx.write(putWords, [tenant, id, [...keysOf(book, 'grams', grams), ...keysOf(book, 'words', words)]])
}

export type Filter = {
  readonly stage: string | null
  readonly words: readonly string[] | null
  readonly kind: string | null
  readonly after: string | null
}
/** A page of the desk's lists holds so many. */
export const pageSize = 50

export type SeekerMade = Omit<Seeker, 'ended' | 'made_at' | 'changed_at' | 'state'> & {
  readonly grams: readonly string[]
  readonly words: readonly string[]
}

/** Puts a case's seeker in the book, once. */
export function addSeeker(tx: Tx, tenant: string, s: SeekerMade, at: Instant): void {
  writeWords(tx, tenant, 'seeker', s)
  tx.write(insert, [
    ...[tenant, s.id, s.org_path, s.office, s.case_id, s.number, s.person, s.post, s.staff, s.data, s.shares, s.months],
    ...[s.valid_until, s.wanted, s.others, s.skills, s.place, s.areas, s.kinds, s.education, s.skill],
    ...[s.pay_low, s.start_from, iso(at)],
  ])
}

export type SeekerKept = Seeker & { readonly grams: readonly string[]; readonly words: readonly string[] }

export function saveSeeker(tx: Tx, tenant: string, s: SeekerKept, at: Instant): Promise<Seeker> {
  writeWords(tx, tenant, 'seeker', { ...s, grams: s.state === 'open' ? s.grams : [] })
  return tx.one(update, [
    ...[tenant, s.id, s.state, s.data, s.shares, s.valid_until, s.wanted, s.others, s.skills, s.place],
    ...[s.areas, s.kinds, s.education, s.skill, s.pay_low, s.start_from, s.ended, iso(at)],
  ])
}

export const findSeeker = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockSeeker = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export const seekersOf = (tx: Tx, tenant: string, ids: readonly string[]) => tx.all(byIds, [tenant, ids])
/** Earlier entries of the same person that are still open. */
export const openOf = (tx: Tx, tenant: string, person: string, besides: string) =>
  tx.all(others, [tenant, person, besides])
/** How many of each post run out in these days. */
export const seekersEnding = (tx: Tx, tenant: string, office: string, today: Day, until: Day) =>
  tx.all(soon, [tenant, office, today, until])

/** A page of either book: whose, after which, in which stage on these days, by which words. */
export function pageOf<Row>(
  pages: ReturnType<typeof pagesOf<Row>>,
  book: Book,
): (tx: Tx, tenant: string, office: string, days: readonly [Day, Day], f: Filter, limit: number) => Promise<Row[]> {
  return (tx, tenant, office, days, { after, stage, words, kind }, limit) => {
    const page = words ? pages.found : (pages.dated.get(stage ?? '') ?? pages.all)
    return tx.all(page, [tenant, office, after, stage, ...days, words && keysOf(book, 'words', words), kind, limit])
  }
}

/** The office's seekers, the newest first, a page at a time. */
export const seekerPage = pageOf(pages, 'seeker')
