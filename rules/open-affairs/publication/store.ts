import { type Day, type Instant, iso } from '#core/day.ts'
import { likeWords } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import type { Topic } from './contract.ts'

/** The clause of all that is published and of every line of its history. */
export const clause: ClauseId = '10.3.2'

export type State = 'draft' | 'waiting' | 'published' | 'withdrawn'

/** What is said to the public: the working text, or a version that was put to the head. */
export type Content = {
  readonly topic: Topic
  readonly title: string
  readonly body: string
  readonly source: string
  readonly phone: string
  readonly service: string | null
  readonly from_day: Day
  readonly until_day: Day | null
}

export type Row = Content & {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly state: State
  readonly version: number
  readonly authors: readonly string[]
  readonly made_by: string
  readonly made_at: Date
  readonly changed_at: Date
  readonly submitted_at: Date | null
  readonly due_day: Day | null
  readonly returned: string | null
  readonly live: number | null
  readonly live_topic: Topic | null
  readonly live_from: Day | null
  readonly live_until: Day | null
  readonly withdrawn_at: Date | null
  readonly withdrawn_reason: string | null
}

export type Version = Content & {
  readonly version: number
  readonly submitted_at: Date
  readonly submitted_by: string
}

const columns = `id, org_path::text as org_path, office, state, version, topic, title, body, source, phone, service, from_day, until_day, authors,
  made_by, made_at, changed_at, submitted_at, due_day, returned, live, live_topic, live_from, live_until, withdrawn_at, withdrawn_reason`
const insert = sql<Row>(
  'publication.insert',
  `insert into publication (tenant_id, id, org_path, office, state, version, topic, title, body, source, phone, service, from_day, until_day, authors,
     made_by, made_at, changed_at)
   values ($1, $2, $3, $4, 'draft', 1, $5, $6, $7, $8, $9, $10, $11, $12, array[$13::uuid], $13, $14, $14) returning ${columns}`,
)
const update = sql<Row>(
  'publication.update',
  `update publication set state = $3, version = $4, topic = $5, title = $6, body = $7, source = $8, phone = $9, service = $10, from_day = $11,
     until_day = $12, authors = $13, changed_at = $14, submitted_at = $15, due_day = $16, returned = $17, live = $18, live_topic = $19, live_from = $20,
     live_until = $21, withdrawn_at = $22, withdrawn_reason = $23
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const addVersion = sql(
  'publication.add-version',
  `insert into publication_version (tenant_id, publication, version, org_path, topic, title, body, source, phone, service, from_day, until_day, authors,
     submitted_at, submitted_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
)
const lock = sql<Row>(
  'publication.lock',
  `select ${columns} from publication where tenant_id = $1 and id = $2 for update`,
)
const byId = sql<Row>('publication.by-id', `select ${columns} from publication where tenant_id = $1 and id = $2`)
const versions = sql<Version>(
  'publication.versions',
  `select version, topic, title, body, source, phone, service, from_day, until_day, submitted_at, submitted_by
   from publication_version where tenant_id = $1 and publication = $2 order by version desc limit 100`,
)
const waiting = sql<Row>(
  'publication.late',
  `select ${columns} from publication where tenant_id = $1 and state = 'waiting' and due_day < $2 order by due_day, id limit 200`,
)
/** $5: what the desk calls a stage, told by the state and by the day $6. */
const page = sql<Row>(
  'publication.page',
  `select ${columns} from publication
   where tenant_id = $1 and office = $2 and ($3::uuid is null or id < $3) and ($4::text is null or topic = $4)
     and ($7::text[] is null or concat_ws(' ', title, source, body) ilike all($7))
     and case $5::text
       when 'draft' then state = 'draft'
       when 'waiting' then state = 'waiting'
       when 'coming' then live is not null and withdrawn_at is null and live_from > $6
       when 'public' then live is not null and withdrawn_at is null and live_from <= $6 and (live_until is null or live_until >= $6)
       when 'ended' then live is not null and withdrawn_at is null and live_until < $6
       when 'withdrawn' then state = 'withdrawn'
       else true end
   order by id desc limit $8`,
)
const counts = sql<{ readonly waiting: number; readonly published: number; readonly ended: number }>(
  'publication.counts',
  `select count(*) filter (where state = 'waiting')::int as waiting,
     count(*) filter (where live is not null and withdrawn_at is null and live_from <= $3 and (live_until is null or live_until >= $3))::int as published,
     count(*) filter (where state = 'withdrawn' or (live is not null and live_until < $3))::int as ended
   from publication where tenant_id = $1 and office = $2`,
)

/** A page of the desk's list holds so many; an export takes more. */
export const pageSize = 50

export type Filter = {
  readonly topic?: string
  readonly stage?: string
  readonly q?: string
  readonly after?: string
}

/** The office's items, newest written first, a page at a time. */
export function publicationPage(tx: Tx, tenant: string, office: string, today: Day, filter: Filter, limit: number) {
  const { after, topic, stage } = filter
  return tx.all(page, [tenant, office, after || null, topic || null, stage || null, today, likeWords(filter.q), limit])
}

export const countsOf = (tx: Tx, tenant: string, office: string, today: Day) => tx.one(counts, [tenant, office, today])
export const lockPublication = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export const findPublication = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const versionsOf = (tx: Tx, tenant: string, id: string) => tx.all(versions, [tenant, id])
/** What waits for a head longer than it may, in all offices of this scope. */
export const lateOnes = (tx: Tx, tenant: string, today: Day) => tx.all(waiting, [tenant, today])

type Fresh = Content & { readonly id: string; readonly path: string; readonly office: string }

export function addPublication(tx: Tx, tenant: string, p: Fresh, by: string, at: Instant): Promise<Row> {
  return tx.one(insert, [tenant, p.id, p.path, p.office, ...contentOf(p), by, iso(at)])
}

export function savePublication(tx: Tx, tenant: string, p: Row): Promise<Row> {
  const open = [p.authors, p.changed_at, p.submitted_at, p.due_day, p.returned]
  const live = [p.live, p.live_topic, p.live_from, p.live_until, p.withdrawn_at, p.withdrawn_reason]
  return tx.one(update, [tenant, p.id, p.state, p.version, ...contentOf(p), ...open, ...live])
}

/** Keeps the text as it is put to the head: from now on this version says what it says. */
export function keepVersion(tx: Tx, tenant: string, p: Row, by: string, at: Instant): void {
  tx.write(addVersion, [tenant, p.id, p.version, p.org_path, ...contentOf(p), p.authors, iso(at), by])
}

function contentOf(p: Content) {
  return [p.topic, p.title, p.body, p.source, p.phone, p.service, p.from_day, p.until_day]
}
