import type { Day } from '#core/day.ts'
import { likeWords } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Cause, Channel, Topic } from '#rules/open-affairs/contract.ts'

/** One disclosure as lists and the public read it: what its matter says, without its history. */
export type Row = {
  readonly matter_id: string
  readonly office: string
  readonly number: string
  readonly topic: Topic
  readonly subject: string
  readonly name: string
  readonly cause: Cause
  readonly state: string
  readonly title: string
  readonly digest: string
  readonly owed: readonly Channel[]
  readonly live_at: Date | null
  readonly live_until: Day | null
  readonly due_at: Date | null
  readonly late: boolean
  readonly holder: string
  readonly opened_at: Date
  readonly ended_at: Date | null
}

export type LastText = Pick<Row, 'office' | 'topic' | 'subject' | 'state'> & { readonly ends: Day | null }

const columns = `matter_id, office, number, topic, subject, name, cause, state, title, digest, owed, live_at, live_until::text as live_until, due_at, late,
  holder, opened_at, ended_at`
export const pendingStates = ['due', 'drafted', 'review'] as const
export const liveStates = ['spreading', 'public'] as const
const isPending = `state in ('due', 'drafted', 'review')`
const isLive = `state in ('spreading', 'public')`

const pending = sql<Row>(
  'disclosure.pending',
  `select ${columns} from disclosure where tenant_id = $1 and ${isPending}`,
)
const living = sql<Row>('disclosure.living', `select ${columns} from disclosure where tenant_id = $1 and ${isLive}`)
const ofOffices = sql<Row>(
  'disclosure.of-offices',
  `select ${columns} from disclosure where tenant_id = $1 and office = any($2::uuid[]) and (${isPending} or ${isLive})`,
)
/** Of each thing that must always be open the text that was public last, and its last day; null: none is set. */
const lastTexts = sql<LastText>(
  'disclosure.last-texts',
  `select office, topic, subject, state, case when state = 'withdrawn' then (ended_at at time zone 'Asia/Shanghai')::date else live_until end::text as ends
   from (select distinct on (office, topic, subject) office, topic, subject, state, ended_at, live_until from disclosure
     where tenant_id = $1 and topic = any($2) and live_at is not null order by office, topic, subject, live_at desc) as last`,
)
const before = sql<{ state: string }>(
  'disclosure.before',
  `select state from disclosure where tenant_id = $1 and office = $2 and topic = $3 and subject = $4 order by opened_at desc limit 1`,
)
/** It was public, ran out or was taken down, and nothing has come in its place by `today`. */
const goneBy = (
  today: string,
) => `(cause = 'ended' or cause in ('changed', 'ending') and not exists (select from disclosure l
  where l.tenant_id = $1 and l.office = d.office and l.topic = d.topic and l.subject = d.subject and l.state in ('spreading', 'public')
    and (l.live_until is null or l.live_until >= ${today})))`
const isGone = goneBy('$4')
const owing = sql<{ late: number; gone: number; near: number; shows: number }>(
  'disclosure.owing',
  `select count(*) filter (where ${isPending} and late)::int as late, count(*) filter (where ${isPending} and not late and ${isGone})::int as gone,
     count(*) filter (where ${isPending} and not late and not ${isGone} and due_at < $3::timestamptz)::int as near,
     count(*) filter (where state = 'spreading' and late)::int as shows
   from disclosure d where tenant_id = $1 and office = any($2::uuid[]) and (${isPending} or state = 'spreading')`,
)
const owingIn = sql<{ office: string; owed: number }>(
  'disclosure.owing-in',
  `select office, count(*)::int as owed from disclosure d where tenant_id = $1 and office = any($2::uuid[]) and ${isPending} and (late or ${goneBy('$3')})
   group by office`,
)
/** $5: what the desk calls a stage; by the days of the texts, as the public page has them. */
const page = sql<Row>(
  'disclosure.page',
  `select ${columns} from disclosure
   where tenant_id = $1 and office = $2 and ($3::uuid is null or matter_id < $3) and ($4::text is null or topic = $4)
     and ($6::text[] is null or concat_ws(' ', title, name, number) ilike all($6))
     and case $5::text
       when 'pending' then ${isPending}
       when 'review' then state = 'review'
       when 'late' then ${isPending} and late
       when 'spreading' then state = 'spreading'
       when 'live' then ${isLive} and (live_until is null or live_until >= $8)
       when 'ended' then state in ('archived', 'withdrawn', 'replaced', 'dropped') or ${isLive} and live_until < $8
       else true end
   order by matter_id desc limit $7`,
)

export const pendingOf = (tx: Tx, tenant: string) => tx.all(pending, [tenant])
export const livingOf = (tx: Tx, tenant: string) => tx.all(living, [tenant])
/** What is due or public in these offices. */
export const standingOf = (tx: Tx, tenant: string, offices: readonly string[]) => tx.all(ofOffices, [tenant, offices])
/** What became of the last one of a thing; null: there never was one. */
export async function lastOf(
  tx: Tx,
  tenant: string,
  { office, topic, subject }: Pick<Row, 'office' | 'topic' | 'subject'>,
) {
  return (await tx.maybe(before, [tenant, office, topic, subject]))?.state ?? null
}
/** How many are late, were taken down without a new one, or fall due before an instant; and channels not seen to in time. */
export const owingOf = (tx: Tx, tenant: string, offices: readonly string[], soon: string, today: Day) =>
  tx.one(owing, [tenant, offices, soon, today])
/** What is late, or gone with nothing in its place, by office. */
export const owedIn = (tx: Tx, tenant: string, offices: readonly string[], today: Day) =>
  tx.all(owingIn, [tenant, offices, today])
/** The last texts of these topics, in all offices. */
export const lastTextsOf = (tx: Tx, tenant: string, topics: readonly Topic[]) => tx.all(lastTexts, [tenant, topics])

export const pageSize = 50
export type Filter = { readonly topic?: string; readonly stage?: string; readonly q?: string; readonly after?: string }

/** An office's disclosures, the newest first, a page at a time. */
export function disclosurePage(
  tx: Tx,
  tenant: string,
  office: string,
  { topic, stage, q, after }: Filter,
  limit: number,
  today: Day,
) {
  return tx.all(page, [tenant, office, after || null, topic || null, stage || null, likeWords(q), limit, today])
}
