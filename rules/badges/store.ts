import { randomInt } from 'node:crypto'
import { type Instant, iso } from '#core/day.ts'
import { likeWords } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Kind, State } from './policy.ts'

export type Row = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly kind: Kind
  readonly number: string
  readonly code: string
  readonly staff: string
  readonly post: string
  readonly name: string
  readonly post_name: string
  readonly photo: string | null
  readonly state: State
  readonly issued_at: Date
  readonly issued_by: string
  readonly valid_until: string
  readonly ended_at: Date | null
  readonly reason: string | null
  readonly replaces: string | null
}

const columns = `id, org_path::text as org_path, office, kind, number, code, staff, post, name, post_name, photo, state, issued_at, issued_by,
  valid_until, ended_at, reason, replaces`

/** Nothing comes back where the person still holds a living one of this kind, whoever issued it. */
const insert = sql<Row>(
  'badge.insert',
  `insert into badge (tenant_id, id, org_path, office, kind, number, code, staff, post, name, post_name, photo, state, issued_at, issued_by,
     valid_until, replaces)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'living', $13, $14, $15, $16)
   on conflict (tenant_id, staff, kind) where state = 'living' do nothing returning ${columns}`,
)
const end = sql<Row>(
  'badge.end',
  `update badge set state = $3, ended_at = $4, ended_by = $5, reason = $6 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const lock = sql<Row>('badge.lock', `select ${columns} from badge where tenant_id = $1 and id = $2 for update`)
const byId = sql<Row>('badge.by-id', `select ${columns} from badge where tenant_id = $1 and id = $2`)
const byIds = sql<Row>(
  'badge.by-ids',
  `select ${columns} from badge where tenant_id = $1 and id = any($2::uuid[]) order by number`,
)
const byCode = sql<Row>('badge.by-code', `select ${columns} from badge where tenant_id = $1 and code = $2`)
const page = sql<Row>(
  'badge.page',
  `select ${columns} from badge
   where tenant_id = $1 and office = $2 and number > $3 and ($4::text is null or kind = $4) and ($5::text is null or state = $5)
     and ($6::text[] is null or concat_ws(' ', number, name, post_name) ilike all($6))
   order by number limit $7`,
)
const living = sql<Row>(
  'badge.living',
  `select ${columns} from badge where tenant_id = $1 and office = $2 and state = 'living' order by number`,
)
const livingIn = sql<Row>(
  'badge.living-in',
  `select ${columns} from badge where tenant_id = $1 and office = any($2::uuid[]) and state = 'living'`,
)
const last = sql<{ id: string }>(
  'badge.last',
  `select id from badge where tenant_id = $1 and staff = $2 and kind = $3 order by issued_at desc, number desc limit 1`,
)
const number = sql<{ last: number }>(
  'badge.number',
  `insert into counter (tenant_id, office, word, year, last) values ($1, $2, $3, 0, 1)
   on conflict (tenant_id, office, word, year) do update set last = counter.last + 1 returning last`,
)

export type Filter = { readonly kind?: string; readonly state?: string; readonly q?: string; readonly after?: string }

export const pageSize = 50

/** The register by number, a page at a time. */
export function badgePage(tx: Tx, tenant: string, office: string, filter: Filter, limit = pageSize + 1) {
  return tx.all(page, [
    tenant,
    office,
    filter.after ?? '',
    filter.kind ?? null,
    filter.state ?? null,
    likeWords(filter.q),
    limit,
  ])
}

export const livingBadges = (tx: Tx, tenant: string, office: string) => tx.all(living, [tenant, office])
/** The same of many offices at once. */
export const livingBadgesIn = (tx: Tx, tenant: string, offices: readonly string[]) =>
  tx.all(livingIn, [tenant, offices])
export const lockBadge = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export const findBadge = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const findBadges = (tx: Tx, tenant: string, ids: readonly string[]) => tx.all(byIds, [tenant, ids])
export const badgeByCode = (tx: Tx, tenant: string, code: string) => tx.maybe(byCode, [tenant, code])

/** The one of this kind that the person had before, living or not. */
export async function lastBadge(tx: Tx, tenant: string, staff: string, kind: Kind): Promise<string | null> {
  return (await tx.maybe(last, [tenant, staff, kind]))?.id ?? null
}

const letters = { badge: 'X', plate: 'Z' } as const

/** The next number of an office: `SLJD-X0007`, X for the chest, Z for the desk. */
export async function badgeNumber(
  tx: Tx,
  tenant: string,
  office: { readonly id: string; readonly code: string },
  kind: Kind,
) {
  const { last: n } = await tx.one(number, [tenant, office.id, `badge:${kind}`])
  return `${office.code.toUpperCase()}-${letters[kind]}${String(n).padStart(4, '0')}`
}

/** No letters that are taken for digits. 80 bits: guessing is hopeless, whatever the rate. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

export function newCode(): string {
  return Array.from({ length: 17 }, () => alphabet[randomInt(alphabet.length)]).join('')
}

export type Fresh = Pick<
  Row,
  'id' | 'office' | 'kind' | 'number' | 'code' | 'staff' | 'post' | 'name' | 'post_name' | 'photo'
> &
  Pick<Row, 'valid_until' | 'replaces' | 'org_path'>

/** Writes a new badge; null where the person has a living one of this kind, also one that this scope may not see. */
export function addBadge(tx: Tx, tenant: string, b: Fresh, by: string, at: Instant): Promise<Row | null> {
  const row = [
    tenant,
    b.id,
    b.org_path,
    b.office,
    b.kind,
    b.number,
    b.code,
    b.staff,
    b.post,
    b.name,
    b.post_name,
    b.photo,
  ]
  return tx.maybe(insert, [...row, iso(at), by, b.valid_until, b.replaces])
}

export function endBadge(
  tx: Tx,
  tenant: string,
  id: string,
  state: State,
  at: Instant,
  by: string,
  reason: string | null,
) {
  return tx.one(end, [tenant, id, state, iso(at), by, reason])
}
