import { type Day, type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Lane, LaneReason, Plan, Said, State } from './contract.ts'
import { plain, type Waiting } from './policy.ts'

export type Ticket = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly day: Day
  readonly origin: string
  readonly seq: number
  readonly zone: string
  readonly lane: Lane
  readonly lane_why: LaneReason | null
  readonly service: string | null
  readonly state: State
  readonly since: Date
  readonly back_after: number | null
  readonly passes: number
  readonly calls: number
  readonly to_window: number | null
  readonly at_window: number | null
  readonly staff: string | null
  readonly post: string | null
  readonly made_at: Date
  readonly first_at: Date | null
  readonly called_at: Date | null
  readonly served_at: Date | null
  readonly ended_at: Date | null
  readonly end_why: string | null
  readonly matter_id: string | null
  /** Emptied when the first contact is registered or the number is over. */
  readonly said: Said | null
}

/** Of one office and day. */
export type Where = { readonly tenant: string; readonly office: string; readonly path: string; readonly day: Day }
export type Line = { readonly zone: string; readonly called: number }

const columns = `id, org_path::text as org_path, office, day, origin, seq, zone, lane, lane_why, service, state, since, back_after, passes, calls,
  to_window, at_window, staff, post, made_at, first_at, called_at, served_at, ended_at, end_why, matter_id, said`

const newestPlan = sql<{ version: number; data: Plan }>(
  'queue.plan',
  `select version, data from queue_plan where tenant_id = $1 and office = $2 order by version desc limit 1`,
)
const insertPlan = sql<{ version: number }>(
  'queue.plan-insert',
  `insert into queue_plan (tenant_id, office, version, org_path, data, made_by, made_at)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning version`,
)
/** The next number of a line: its row is locked until the ticket is there, so a number is never lost and never given twice. */
const advance = sql<{ seq: number; since: Date }>(
  'queue.advance',
  `insert into queue_line (tenant_id, office, day, zone, org_path, seq, since) values ($1, $2, $3, $4, $5, 1, $6)
   on conflict (tenant_id, office, day, zone)
     do update set seq = queue_line.seq + 1, since = greatest(queue_line.since, excluded.since) returning seq, since`,
)
const ensure = sql(
  'queue.ensure',
  `insert into queue_line (tenant_id, office, day, zone, org_path, seq, since) values ($1, $2, $3, $4, $5, 0, $6)
   on conflict (tenant_id, office, day, zone) do nothing`,
)
const lock = sql<Line>(
  'queue.lock',
  `select zone, called from queue_line where tenant_id = $1 and office = $2 and day = $3 order by zone for update`,
)
const lines = sql<Line>(
  'queue.lines',
  `select zone, called from queue_line where tenant_id = $1 and office = $2 and day = $3 order by zone`,
)
const insert = sql<Ticket>(
  'queue.insert',
  `insert into queue_ticket (tenant_id, id, org_path, office, day, origin, seq, zone, lane, lane_why, service, state, since, token_hash, asked,
     made_by, made_how, made_at, said)
   values ($1, $2, $3, $4, $5, $6, $7, $6, $8, $9, $10, 'waiting', $11, $12, $13, $14, $15, $16, $17) returning ${columns}`,
)
const byAsked = sql<Ticket>(
  'queue.by-asked',
  `select ${columns} from queue_ticket where tenant_id = $1 and made_by = $2 and asked = $3`,
)
const byToken = sql<Ticket>(
  'queue.by-token',
  `select ${columns} from queue_ticket where tenant_id = $1 and token_hash = $2`,
)
const byId = sql<Ticket>('queue.by-id', `select ${columns} from queue_ticket where tenant_id = $1 and id = $2`)
const lockTicket = sql<Ticket>(
  'queue.lock-ticket',
  `select ${columns} from queue_ticket where tenant_id = $1 and id = $2 for update`,
)
const waiting = sql<Ticket>(
  'queue.waiting',
  `select ${columns} from queue_ticket where tenant_id = $1 and office = $2 and day = $3 and state = 'waiting' order by since, seq limit 2000`,
)
const seatOf = sql<{ streak: number }>(
  'queue.seat',
  `select streak from queue_seat where tenant_id = $1 and office = $2 and day = $3 and at_window = $4`,
)
const saveSeat = sql(
  'queue.seat-save',
  `insert into queue_seat (tenant_id, office, day, at_window, org_path, streak) values ($1, $2, $3, $4, $5, $6)
   on conflict (tenant_id, office, day, at_window) do update set streak = excluded.streak`,
)
/** The one statement by which a number is called: whoever comes second finds it waiting no more. */
const call = sql<Ticket>(
  'queue.call',
  `update queue_ticket set state = 'called', at_window = $4, staff = $5, post = $6, calls = calls + 1, first_at = coalesce(first_at, $3), called_at = $3
   where tenant_id = $1 and id = $2 and state = 'waiting' returning ${columns}`,
)
const count = sql(
  'queue.count',
  `update queue_line set called = called + 1 where tenant_id = $1 and office = $2 and day = $3 and zone = $4`,
)
const atWindow = sql<Ticket>(
  'queue.at-window',
  `select ${columns} from queue_ticket where tenant_id = $1 and office = $2 and day = $3 and at_window = any($4::int[]) and state in ('called', 'serving')`,
)
const change = sql<Ticket>(
  'queue.change',
  `update queue_ticket set zone = $3, lane = $4, lane_why = $5, state = $6, back_after = $7, passes = $8, calls = $9, to_window = $10, at_window = $11,
     staff = $12, post = $13, called_at = $14, served_at = $15, ended_at = $16, end_why = $17,
     said = case when $6 in ('done', 'absent') then null else said end
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
/** Once, while nobody serves it: whoever comes second, or late, finds nothing to write on. */
const say = sql<Ticket>(
  'queue.say',
  `update queue_ticket set said = $4 where tenant_id = $1 and token_hash = $2 and day = $3 and state in ('waiting', 'called')
     and served_at is null and matter_id is null and said is null returning ${columns}`,
)
const calls = sql<Ticket>(
  'queue.calls',
  `select ${columns} from queue_ticket where tenant_id = $1 and office = $2 and day = $3 and called_at is not null
   order by state = 'called' desc, called_at desc limit $4`,
)
const absent = sql<Ticket>(
  'queue.absent',
  `select ${columns} from queue_ticket where tenant_id = $1 and office = $2 and day = $3 and called_at is not null and state = 'absent'
   order by called_at desc limit 10`,
)
/** What handling took lately in a zone, in minutes, and of how many; what nobody can have stayed for isn't counted. */
const handled = sql<{ minutes: number | null; many: number }>(
  'queue.handled',
  `select percentile_cont(0.5) within group (order by took) as minutes, count(*)::int as many from (
     select extract(epoch from ended_at - called_at)::float8 / 60 as took from queue_ticket
     where tenant_id = $1 and office = $2 and zone = $3 and state = 'done' and ended_at is not null and called_at is not null
       and ended_at > $4::timestamptz - interval '30 days' and ended_at - called_at < interval '4 hours'
     order by ended_at desc limit 50) as lately`,
)
/** Windows that were at work in a zone within the last half hour. */
const working = sql<{ many: number }>(
  'queue.working',
  `select count(distinct at_window)::int as many from queue_ticket
   where tenant_id = $1 and office = $2 and day = $3 and called_at is not null and zone = $4 and at_window is not null
     and (state in ('called', 'serving') or called_at > $5::timestamptz - interval '30 minutes')`,
)
/** Days that are over: who wasn't called or didn't come has not come; whoever was being served was served. */
const close = sql<Ticket>(
  'queue.close',
  `update queue_ticket set state = case when state = 'serving' then 'done' else 'absent' end,
     end_why = case when state = 'serving' then '当天没有点办结' else '当天没有办' end, said = null
   where tenant_id = $1 and day < $2 and state in ('waiting', 'called', 'serving') returning ${columns}`,
)
const link = sql(
  'queue.link',
  `update queue_ticket set matter_id = $4, said = null, state = 'serving', served_at = coalesce(served_at, $5)
   where tenant_id = $1 and staff = $2 and day = $3 and state in ('called', 'serving') and ($6 or state = 'serving') and matter_id is null
     and id = (select id from queue_ticket where tenant_id = $1 and staff = $2 and day = $3 and state in ('called', 'serving') and ($6 or state = 'serving')
         and matter_id is null order by state = 'serving' desc, called_at limit 1)`,
)

const at = ({ tenant, office, day }: Where) => [tenant, office, day]

/** The plan in force, and its version; nought where the office has said nothing yet. */
export async function planOf(tx: Tx, tenant: string, office: string): Promise<{ version: number; plan: Plan }> {
  const found = await tx.maybe(newestPlan, [tenant, office])
  return found ? { version: found.version, plan: found.data } : { version: 0, plan: plain }
}

export const addPlan = (
  tx: Tx,
  w: Omit<Where, 'day'>,
  version: number,
  plan: Plan,
  by: { readonly staff: string; readonly at: Instant },
) => tx.maybe(insertPlan, [w.tenant, w.office, version, w.path, plan, by.staff, iso(by.at)])

/** The next number of a zone's line; from here on others who ask wait until this transaction is over. */
export const nextNumber = (tx: Tx, w: Where, zone: string, now: Instant) =>
  tx.one(advance, [...at(w), zone, w.path, iso(now)])

export const ensureLine = (tx: Tx, w: Where, zone: string, now: Instant): void =>
  tx.write(ensure, [...at(w), zone, w.path, iso(now)])

/** Locks the lines of an office's day, always in the same order. */
export const lockLines = (tx: Tx, w: Where) => tx.all(lock, at(w))
export const linesOf = (tx: Tx, w: Where) => tx.all(lines, at(w))

export type Fresh = {
  readonly id: string
  readonly zone: string
  readonly seq: number
  readonly since: Date
  readonly lane: Lane
  readonly why: LaneReason | null
  readonly service: string | null
  readonly token: string
  readonly asked: string
  readonly by: string
  readonly how: 'kiosk' | 'desk'
  readonly said: Said | null
  readonly at: Instant
}
export const addTicket = (tx: Tx, w: Where, f: Fresh) =>
  tx.one(insert, [
    ...[w.tenant, f.id, w.path, w.office, w.day, f.zone, f.seq, f.lane, f.why, f.service, f.since],
    ...[f.token, f.asked, f.by, f.how, iso(f.at), f.said],
  ])

export const ticketAsked = (tx: Tx, tenant: string, by: string, asked: string) => tx.maybe(byAsked, [tenant, by, asked])
export const ticketByToken = (tx: Tx, tenant: string, token: string) => tx.maybe(byToken, [tenant, token])
export const saveSaid = (tx: Tx, tenant: string, token: string, today: Day, said: Said) =>
  tx.maybe(say, [tenant, token, today, said])
export const ticketById = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockedTicket = (tx: Tx, tenant: string, id: string) => tx.maybe(lockTicket, [tenant, id])
export const waitingIn = (tx: Tx, w: Where) => tx.all(waiting, at(w))
export const atWindows = (tx: Tx, w: Where, windows: readonly number[]) => tx.all(atWindow, [...at(w), windows])
export const callsOf = (tx: Tx, w: Where, limit: number) => tx.all(calls, [...at(w), limit])
export const absentOf = (tx: Tx, w: Where) => tx.all(absent, at(w))

export async function streakOf(tx: Tx, w: Where, window: number): Promise<number> {
  return (await tx.maybe(seatOf, [...at(w), window]))?.streak ?? 0
}

export type CallAsk = {
  readonly window: number
  readonly staff: string
  readonly post: string
  readonly at: Instant
  readonly streak: number
}

/** Calls a ticket to a window; null when it waits no more. */
export function callTicket(tx: Tx, w: Where, ticket: Pick<Waiting, 'id' | 'zone'>, ask: CallAsk) {
  const called = tx.maybe(call, [w.tenant, ticket.id, iso(ask.at), ask.window, ask.staff, ask.post])
  tx.write(count, [...at(w), ticket.zone])
  tx.write(saveSeat, [...at(w), ask.window, w.path, ask.streak])
  return called
}

export const saveTicket = (tx: Tx, tenant: string, t: Ticket) =>
  tx.one(change, [
    ...[tenant, t.id, t.zone, t.lane, t.lane_why, t.state, t.back_after, t.passes, t.calls, t.to_window, t.at_window],
    ...[t.staff, t.post, t.called_at, t.served_at, t.ended_at, t.end_why],
  ])

/** Fewer than so many tell nothing. */
const enough = 5

/** Minutes that one visitor took lately in a zone; null where too few were served to say. */
export async function minutesEach(tx: Tx, w: Where, zone: string, now: Instant): Promise<number | null> {
  const { minutes, many } = await tx.one(handled, [w.tenant, w.office, zone, iso(now)])
  return many < enough ? null : minutes
}

export async function windowsAtWork(tx: Tx, w: Where, zone: string, now: Instant): Promise<number> {
  return (await tx.one(working, [...at(w), zone, iso(now)])).many
}

export const closeBefore = (tx: Tx, tenant: string, today: Day) => tx.all(close, [tenant, today])

/** `isHere`: what was registered says that somebody came, so whoever was called has come. */
type Visit = {
  readonly staff: string
  readonly day: Day
  readonly matter: string
  readonly at: Instant
  readonly isHere: boolean
}

/** Ties the visitor before this person to their matter; nothing where nobody was called, or theirs is known already. */
export const linkTo = (tx: Tx, tenant: string, who: Visit): void =>
  tx.write(link, [tenant, who.staff, who.day, who.matter, iso(who.at), who.isHere])

/** A ticket as the order rule sees it. */
export function waitingOf(t: Ticket): Waiting {
  return {
    ...{ id: t.id, zone: t.zone, lane: t.lane, since: t.since.getTime(), origin: t.origin, seq: t.seq },
    ...{ backAfter: t.back_after, toWindow: t.to_window },
  }
}
