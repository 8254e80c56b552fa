import { type Day, dayOf, type Instant, instant } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { current } from '#office/current.ts'
import { type Db, sql } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { type Topic, topicOf } from '#rules/open-affairs/contract.ts'

/** What everybody may read of an office: of a text that was approved, on its days and no others (1.2, 1.4, 1.5). */
export type Open = {
  readonly id: string
  readonly office: { readonly id: string; readonly name: string }
  readonly topic: Topic
  readonly label: string
  readonly clause: ClauseId
  /** Which of several of the topic: a service's code, a month, a case's number; empty where there is one. */
  readonly subject: string
  readonly title: string
  readonly text: string
  readonly since: Instant
  readonly until: Day | null
}

type Row = Pick<Open, 'id' | 'topic' | 'subject' | 'title' | 'text' | 'until'> & {
  readonly office: string
  readonly live_at: Date
}
type Place = { readonly tenant: string; readonly path: string }

const columns = `matter_id as id, office, topic, subject, title, live_at, live_until as until`
const newest = `select distinct on (office, topic, subject) tenant_id, ${columns}, body from disclosure
  where tenant_id = $1 and state in ('spreading', 'public') and ($3::uuid is null or office = $3) order by office, topic, subject, live_at desc`
/** The dates are asked of each reading: no job can be late, and none lets out too much. */
const list = sql<Row>(
  'open.list',
  `select id, office, topic, subject, title, left(body, 300) as text, live_at, until from (${newest}) as one
   where tenant_id = $1 and (until is null or until >= $2) order by office, topic, subject limit 500`,
)
const one = sql<Row>(
  'open.one',
  `select ${columns}, body as text from disclosure d
   where tenant_id = $1 and matter_id = $3 and state in ('spreading', 'public') and (live_until is null or live_until >= $2)
     and not exists (select from disclosure n where n.tenant_id = $1 and n.office = d.office and n.topic = d.topic and n.subject = d.subject
       and n.state in ('spreading', 'public') and n.live_at > d.live_at)`,
)

/** What is open now of one office, or of all: topic by topic, the first words of each. */
export function openList(db: Db, place: Place, office: OfficeId | null, at: Instant): Promise<readonly Open[]> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [ground, rows] = await Promise.all([
      current(tx, place.tenant, at),
      tx.all(list, [place.tenant, dayOf(at), office]),
    ])
    return rows.map((row) => openOf(row, ground.organizations.get(row.office as OfficeId)?.name ?? ''))
  })
}

/** One text, whole, if it is open now. */
export function openItem(db: Db, place: Place, id: string, at: Instant): Promise<Open | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [ground, row] = await Promise.all([
      current(tx, place.tenant, at),
      tx.maybe(one, [place.tenant, dayOf(at), id]),
    ])
    return row ? openOf(row, ground.organizations.get(row.office as OfficeId)?.name ?? '') : null
  })
}

function openOf({ office, live_at, ...row }: Row, name: string): Open {
  const { label, clause } = topicOf(row.topic)
  return { ...row, office: { id: office, name }, label, clause, since: instant(live_at.getTime()) }
}
