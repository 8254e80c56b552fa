import { type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** What was begun online: the row of an application, or of what is handed in to a notice. */
export type Application = {
  readonly id: string
  readonly path: string
  readonly office: string
  readonly kind: 'case' | 'answer'
  readonly number: string
  readonly service: string
  readonly state: 'draft' | 'sent'
  readonly cipher: string
  readonly matter: string | null
  readonly expiresAt: Instant
  readonly sentAt: Instant | null
}

type Row = Omit<Application, 'expiresAt' | 'sentAt'> & { readonly expires_at: Date; readonly sent_at: Date | null }

const columns = `id, org_path::text as path, office, kind, number, service, state, cipher, matter_id as matter, expires_at, sent_at`
const read = sql<Row>('application.read', `select ${columns} from application where tenant_id = $1 and id = $2`)
const lock = sql<Row>(
  'application.lock',
  `select ${columns} from application where tenant_id = $1 and id = $2 for update`,
)
const byNumber = sql<{ readonly id: string }>(
  'application.by-number',
  `select id from application where tenant_id = $1 and kind = 'case' and number = any($2::text[]) order by number limit 1`,
)
const answering = sql<{ readonly id: string }>(
  'application.answering',
  `select id from application where tenant_id = $1 and matter_id = $2 and kind = 'answer' and state = 'draft'`,
)
const insert = sql(
  'application.insert',
  `insert into application (tenant_id, id, org_path, office, kind, number, service, state, cipher, matter_id, made_at, changed_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $10, $11) on conflict do nothing`,
)
const keep = sql(
  'application.keep',
  `update application set cipher = $3, changed_at = $4, expires_at = $5 where tenant_id = $1 and id = $2 and state = 'draft'`,
)
const send = sql(
  'application.send',
  `update application set state = 'sent', cipher = '', matter_id = $3, changed_at = $4, sent_at = $4 where tenant_id = $1 and id = $2`,
)
const sendFiles = sql(
  'application.send-files',
  `update application_file set sent = true where tenant_id = $1 and application = $2`,
)
const removeFiles = sql(
  'application.remove-files',
  `delete from application_file where tenant_id = $1 and application = $2`,
)
const remove = sql('application.remove', `delete from application where tenant_id = $1 and id = $2 and state = 'draft'`)
const stale = sql<{ readonly id: string }>(
  'application.stale',
  `select id from application where tenant_id = $1 and state = 'draft' and expires_at <= $2 order by expires_at limit 200 for update skip locked`,
)

const entryOf = ({ expires_at, sent_at, ...row }: Row): Application => ({
  ...row,
  expiresAt: instant(expires_at.getTime()),
  sentAt: sent_at && instant(sent_at.getTime()),
})

/** The row, or null. `locked`: held until the transaction ends. */
export async function applicationOf(tx: Tx, tenant: string, id: string, locked = false): Promise<Application | null> {
  const row = await tx.maybe(locked ? lock : read, [tenant, id])
  return row && entryOf(row)
}

/** Which application has this number, in one of its spellings. */
export async function numbered(tx: Tx, tenant: string, numbers: readonly string[]): Promise<string | null> {
  return (await tx.maybe(byNumber, [tenant, numbers]))?.id ?? null
}

/** What is being handed in for this matter and not yet sent. */
export async function answerOf(tx: Tx, tenant: string, matter: string): Promise<string | null> {
  return (await tx.maybe(answering, [tenant, matter]))?.id ?? null
}

export type Begun = Pick<
  Application,
  'id' | 'path' | 'office' | 'kind' | 'number' | 'service' | 'cipher' | 'matter' | 'expiresAt'
> & { readonly at: Instant }

export function begin(tx: Tx, tenant: string, one: Begun): void {
  const { id, path, office, kind, number, service, cipher, matter, at, expiresAt } = one
  tx.write(insert, [tenant, id, path, office, kind, number, service, cipher, matter, iso(at), iso(expiresAt)])
}

export function keepAnswers(
  tx: Tx,
  tenant: string,
  { id, cipher, at, expiresAt }: Pick<Begun, 'id' | 'cipher' | 'at' | 'expiresAt'>,
): void {
  tx.write(keep, [tenant, id, cipher, iso(at), iso(expiresAt)])
}

/** From now on it belongs to its matter; the answers lie there. */
export function markSent(tx: Tx, tenant: string, id: string, matter: string, at: Instant): void {
  tx.write(send, [tenant, id, matter, iso(at)])
  tx.write(sendFiles, [tenant, id])
}

/** Takes an unsent one away with all that was uploaded. */
export function discard(tx: Tx, tenant: string, id: string): void {
  tx.write(removeFiles, [tenant, id])
  tx.write(remove, [tenant, id])
}

/** Removes what was not sent in time; answers how many. */
export async function removeStale(tx: Tx, tenant: string, at: Instant): Promise<number> {
  const rows = await tx.all(stale, [tenant, iso(at)])
  for (const { id } of rows) discard(tx, tenant, id)
  return rows.length
}
