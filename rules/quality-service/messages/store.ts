import { type Instant, iso } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Listening, Way } from '#office/snapshot.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import type { MessageState } from './contract.ts'

/** What stands beside what a receiver hears of, for whoever sends. */
export type Config = Listening & { readonly from?: string; readonly to?: readonly string[]; readonly user?: string }
export type ReceiverRow = {
  readonly id: string
  readonly org: OfficeId
  readonly way: Way
  readonly name: string
  readonly address: string
  readonly secret: string | null
  readonly config: Config
  readonly is_on: boolean
  readonly made_at: Date
}

const columns = 'id, org, way, name, address, secret, config, is_on, made_at'
const every = sql<ReceiverRow>(
  'receiver.all',
  `select ${columns} from receiver where tenant_id = $1 and org = any($2::uuid[]) and removed_at is null order by made_at, id`,
)
const some = sql<ReceiverRow>(
  'receiver.some',
  `select ${columns} from receiver where tenant_id = $1 and id = any($2::uuid[]) and removed_at is null`,
)

export const receiversOf = (tx: Tx, tenant: string, offices: readonly OfficeId[]): Promise<ReceiverRow[]> =>
  tx.all(every, [tenant, offices])
export const receiversBy = (tx: Tx, tenant: string, ids: readonly string[]): Promise<ReceiverRow[]> =>
  tx.all(some, [tenant, ids])

type NewMessage = {
  readonly tenant: string
  readonly id: string
  readonly path: string
  readonly receiver: string
  readonly matter: string | null
  readonly version: number
  readonly event: string
  readonly body: string
  readonly at: Instant
  readonly next: Instant
}

const insert = sql(
  'message.insert',
  `insert into message (tenant_id, id, org_path, receiver, matter_id, version, event, body, state, next_at, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10)`,
)
export function addMessage(tx: Tx, m: NewMessage): void {
  const values = [m.tenant, m.id, m.path, m.receiver, m.matter, m.version, m.event, m.body, iso(m.next), iso(m.at)]
  tx.write(insert, values)
}

/** A message taken to be sent; nobody else takes it until its lease is over. */
export type Taken = {
  readonly id: string
  readonly receiver: string
  readonly matter_id: string | null
  readonly event: string
  readonly body: string
  readonly tries: number
}

const taken = sql<Taken>(
  'message.take',
  `update message set tries = tries + 1, next_at = $3 where tenant_id = $1 and state = 'waiting' and id in (
     select id from message where tenant_id = $1 and state = 'waiting' and next_at <= $2 order by next_at limit $4 for update skip locked)
   returning id, receiver, matter_id, event, body, tries`,
)
export const takeDue = (tx: Tx, tenant: string, at: Instant, lease: Instant, most: number): Promise<Taken[]> =>
  tx.all(taken, [tenant, iso(at), iso(lease), most])

const settle = sql(
  'message.settle',
  `update message set state = $3, next_at = $4, done_at = $5, says = $6, tries = $7 where tenant_id = $1 and id = $2 and state = 'waiting'`,
)
export type Outcome = {
  readonly state: MessageState
  readonly next: Instant
  readonly done: Instant | null
  readonly says: string
  readonly tries: number
}
export function settleMessage(tx: Tx, tenant: string, id: string, { state, next, done, says, tries }: Outcome): void {
  tx.write(settle, [tenant, id, state, iso(next), done && iso(done), says, tries])
}

export type MessageRow = {
  readonly id: string
  readonly receiver: string
  readonly event: string
  readonly state: MessageState
  readonly tries: number
  readonly next_at: Date
  readonly made_at: Date
  readonly done_at: Date | null
  readonly says: string | null
}
const logColumns = 'id, receiver, event, state, tries, next_at, made_at, done_at, says'
const log = sql<MessageRow>(
  'message.log',
  `select ${logColumns} from message where tenant_id = $1 and receiver = $2 and id < $3 order by id desc limit $4`,
)
const logOpen = sql<MessageRow>(
  'message.log-open',
  `select ${logColumns} from message where tenant_id = $1 and receiver = $2 and id < $3 and state <> 'sent' order by id desc limit $4`,
)
export const messagesOf = (
  tx: Tx,
  tenant: string,
  receiver: string,
  { cursor, limit, open }: { readonly cursor: string | undefined; readonly limit: number; readonly open: boolean },
): Promise<MessageRow[]> => tx.all(open ? logOpen : log, [tenant, receiver, cursor ?? lastId, limit])

const lock = sql<{ receiver: string; state: MessageState }>(
  'message.lock',
  `select receiver, state from message where tenant_id = $1 and id = $2 for update`,
)
const again = sql(
  'message.again',
  `update message set state = 'waiting', tries = 0, next_at = $3, done_at = null, says = null where tenant_id = $1 and id = $2`,
)
export const lockMessage = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export function sendAgain(tx: Tx, tenant: string, id: string, at: Instant): void {
  tx.write(again, [tenant, id, iso(at)])
}

/** How it stands with each receiver: the last that arrived, and what has not. */
export type Health = {
  readonly receiver: string
  readonly waiting: number
  readonly failed: number
  readonly sent_at: Date | null
  readonly says: string | null
}
const health = sql<Health>(
  'message.health',
  `select r.id as receiver,
     (select count(*)::int from (select 1 from message where tenant_id = $1 and receiver = r.id and state = 'waiting' limit 1001) e) as waiting,
     (select count(*)::int from (select 1 from message where tenant_id = $1 and receiver = r.id and state = 'given-up' limit 1001) e) as failed,
     (select done_at from message where tenant_id = $1 and receiver = r.id and state = 'sent' order by id desc limit 1) as sent_at,
     (select says from message where tenant_id = $1 and receiver = r.id and state <> 'sent' and says is not null order by id desc limit 1) as says
   from unnest($2::uuid[]) as r (id)`,
)
export const healthOf = (tx: Tx, tenant: string, receivers: readonly string[]): Promise<Health[]> =>
  tx.all(health, [tenant, receivers])

const purge = sql('message.purge', `delete from message where tenant_id = $1 and state <> 'waiting' and done_at < $2`)
/** What was sent or given up before then goes. */
export function purgeMessages(tx: Tx, tenant: string, before: Instant): void {
  tx.write(purge, [tenant, iso(before)])
}
