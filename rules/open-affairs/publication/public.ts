import { type Day, dayOf, type Instant, instant } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { current } from '#office/current.ts'
import { like } from '#office/register.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Db, sql } from '#platform/db/db.ts'
import type { Topic } from './contract.ts'

/** What everybody may read: of a version that was let out, on its days and no others (10.3.2). */
export type News = {
  readonly id: string
  readonly topic: Topic
  readonly title: string
  readonly text: string
  readonly source: string
  readonly phone: string
  readonly service: string | null
  readonly office: string
  readonly from: Day
  readonly until: Day | null
  /** When these words were kept for good: by this a feed tells a change. */
  readonly updated: Instant
  /** Other words than on its first day. */
  readonly isChanged: boolean
}

type Row = Omit<News, 'text' | 'office' | 'updated' | 'isChanged'> & {
  readonly body: string
  readonly office: string
  readonly submitted_at: Date
}

/** Of a list only the first characters are read. */
const beginning = 200
const columns = `p.id, p.office, p.live_from as "from", p.live_until as until, v.topic, v.title, v.source, v.phone, v.service, v.submitted_at`
const joined = `publication p join publication_version v on v.tenant_id = p.tenant_id and v.publication = p.id and v.version = p.live`
/** The dates are asked of each reading: no job can be late, and none lets out too much. */
const living = `p.tenant_id = $1 and p.live is not null and p.withdrawn_at is null and p.live_from <= $2 and (p.live_until is null or p.live_until >= $2)`
const words = `not exists (select from unnest($5::text[]) as w (word) where v.title not ilike w.word and v.body not ilike w.word and v.source not ilike w.word)`
const list = sql<Row>(
  'news.list',
  `select ${columns}, left(v.body, ${beginning}) as body from ${joined}
   where ${living} and ($3::date is null or (p.live_from, p.id) < ($3, $4::uuid)) and ${words} order by p.live_from desc, p.id desc limit $6`,
)
const ofTopic = sql<Row>(
  'news.of-topic',
  `select ${columns}, left(v.body, ${beginning}) as body from ${joined}
   where ${living} and p.live_topic = $7 and ($3::date is null or (p.live_from, p.id) < ($3, $4::uuid)) and ${words}
   order by p.live_from desc, p.id desc limit $6`,
)
const one = sql<Row>('news.one', `select ${columns}, v.body from ${joined} where ${living} and p.id = $3`)

type Place = { readonly tenant: string; readonly path: string }
export type Key = { readonly from: Day; readonly id: string }
export type Wanted = { readonly topic: Topic | null; readonly q: string; readonly after: Key | null }

/** How many stand on a page: their titles and first words keep it small. */
const newsPage = 30
const mostWords = 5

/** A page of what is public now, newest first, and where the next one begins. */
export function newsList(db: Db, place: Place, { topic, q, after }: Wanted, at: Instant, limit = newsPage) {
  const sought = q.split(/\s+/).filter(Boolean).slice(0, mostWords).map(like)
  const asked = [place.tenant, dayOf(at), after?.from ?? null, after?.id ?? null, sought, limit + 1]
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [office, rows] = await Promise.all([
      current(tx, place.tenant, at),
      topic ? tx.all(ofTopic, [...asked, topic]) : tx.all(list, asked),
    ])
    const shown = rows.slice(0, limit).map((row) => newsOf(office, row))
    const last = shown.at(-1)
    return { rows: shown, next: rows.length > limit && last ? { from: last.from, id: last.id } : null }
  })
}

/** One item, if it is public now. */
export function newsItem(db: Db, place: Place, id: string, at: Instant): Promise<News | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [office, row] = await Promise.all([
      current(tx, place.tenant, at),
      tx.maybe(one, [place.tenant, dayOf(at), id]),
    ])
    return row ? newsOf(office, row) : null
  })
}

function newsOf(office: OfficeSnapshot, { body, office: id, submitted_at, ...row }: Row): News {
  const updated = instant(submitted_at.getTime())
  const name = office.organizations.get(id as OfficeId)?.name ?? ''
  return { ...row, text: body, office: name, updated, isChanged: dayOf(updated) > row.from }
}
