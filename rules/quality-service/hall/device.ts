import { type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** Screens that can be paired: at a window, the kiosk where visitors help themselves (10.4.4), and the hall's large one (10.4.5). */
export type Kind = 'evaluator' | 'kiosk' | 'display'

/** A screen that was paired with its office, as its token proves it. `number`: its window's, or the kiosk's own. */
export type Device = {
  readonly id: string
  readonly kind: Kind
  readonly path: string
  readonly office: string
  readonly number: number
}

export type DeviceRow = {
  readonly id: string
  readonly kind: Kind
  readonly number: number
  readonly paired_at: Date | null
  readonly seen_at: Date | null
  readonly code_until: Date
}

const insert = sql<{ id: string }>(
  'device.pairing',
  `insert into device (tenant_id, id, org_path, office, number, kind, code_blind, code_until, made_by, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   on conflict (tenant_id, code_blind) where code_blind is not null do nothing returning id`,
)
/** Pairings that came to nothing; what once was a device stays on record. */
const sweep = sql(
  'device.sweep',
  `delete from device where tenant_id = $1 and token_hash is null
     and (code_until <= $2 or (office = $3 and number = $4 and kind = $5))`,
)
const pair = sql<Device>(
  'device.pair',
  `update device set code_blind = null, token_hash = $3, paired_at = $4, seen_at = $4
   where tenant_id = $1 and code_blind = $2 and code_until > $4 and tries < $5 and kind = $6
   returning id, kind, org_path::text as path, office, number`,
)
const miss = sql(
  'device.miss',
  `update device set tries = tries + 1 where tenant_id = $1 and code_blind is not null and kind = $2`,
)
/** What stands at this place already: a screen that is in use, a code that nobody has used yet. */
const standing = sql<Before>(
  'device.standing',
  `select token_hash is not null as paired, made_by, made_at from device
   where tenant_id = $1 and office = $2 and kind = $3 and number = $4 and revoked_at is null and (token_hash is not null or code_until > $5)`,
)
/** One screen at one place: what was there before the one just paired is out. */
const replaced = sql<{ id: string }>(
  'device.replaced',
  `update device d set revoked_at = $3, revoked_by = n.made_by, code_blind = null from device n
   where d.tenant_id = $1 and n.tenant_id = $1 and n.id = $2 and d.id <> n.id and d.office = n.office and d.kind = n.kind and d.number = n.number
     and d.token_hash is not null and d.revoked_at is null returning d.id`,
)
const byToken = sql<Device & { readonly seen_at: Date }>(
  'device.by-token',
  `select id, kind, org_path::text as path, office, number, seen_at from device
   where tenant_id = $1 and token_hash = $2 and revoked_at is null`,
)
const living = sql<{ id: string }>(
  'device.living',
  `select id from device where tenant_id = $1 and id = any($2::uuid[]) and token_hash is not null and revoked_at is null`,
)
const seen = sql('device.seen', `update device set seen_at = $3 where tenant_id = $1 and id = $2`)
const list = sql<DeviceRow>(
  'device.list',
  `select id, kind, number, paired_at, seen_at, code_until from device
   where tenant_id = $1 and office = $2 and revoked_at is null and (token_hash is not null or code_until > $3)
   order by kind, number, made_at`,
)
const revoke = sql<Device>(
  'device.revoke',
  `update device set revoked_at = $4, revoked_by = $5, code_blind = null
   where tenant_id = $1 and id = $2 and office = $3 and revoked_at is null
   returning id, kind, org_path::text as path, office, number`,
)

export type Before = { readonly paired: boolean; readonly made_by: string; readonly made_at: Date }

export type Pairing = Device & {
  readonly blind: string
  readonly until: Instant
  readonly by: string
  readonly at: Instant
}

/** Opens a pairing, in place of an unused one of the same window or kiosk; false when another open one has this code by chance. */
export async function openPairing(tx: Tx, tenant: string, p: Pairing): Promise<boolean> {
  tx.write(sweep, [tenant, iso(p.at), p.office, p.number, p.kind])
  const row = [tenant, p.id, p.path, p.office, p.number, p.kind, p.blind, iso(p.until), p.by, iso(p.at)]
  return (await tx.maybe(insert, row)) !== null
}

/** How many wrong codes, typed anywhere, end an open pairing. */
const mostTries = 10

export type Typed = { readonly blind: string; readonly kind: Kind; readonly token: string; readonly at: Instant }

/** Turns an open pairing into a device: once, in time, and not after too many guesses. Null: no such code for this kind. */
export function pairDevice(tx: Tx, tenant: string, { blind, kind, token, at }: Typed): Promise<Device | null> {
  return tx.maybe(pair, [tenant, blind, token, iso(at), mostTries, kind])
}

/** What a new code, or a new screen, will take the place of. */
export function standingAt(
  tx: Tx,
  tenant: string,
  { office, kind, number }: Pick<Device, 'office' | 'kind' | 'number'>,
  at: Instant,
): Promise<Before[]> {
  return tx.all(standing, [tenant, office, kind, number, iso(at)])
}

/** Ends the screens that were at this one's place; answers how many. */
export async function replaceOthers(tx: Tx, tenant: string, id: string, at: Instant): Promise<number> {
  return (await tx.all(replaced, [tenant, id, iso(at)])).length
}

/** A wrong code counts against every open pairing of its kind: it was meant for one of them, nobody knows which. */
export function countMiss(tx: Tx, tenant: string, kind: Kind): void {
  tx.write(miss, [tenant, kind])
}

/** The device of a token, or null: never paired, or revoked. */
export function deviceByToken(tx: Tx, tenant: string, token: string) {
  return tx.maybe(byToken, [tenant, token])
}

/** Which of these devices are still in use. */
export async function livingDevices(tx: Tx, tenant: string, ids: readonly string[]): Promise<readonly string[]> {
  return (await tx.all(living, [tenant, ids])).map(({ id }) => id)
}

export function markSeen(tx: Tx, tenant: string, id: string, at: Instant): void {
  tx.write(seen, [tenant, id, iso(at)])
}

/** Devices and open pairings of an office. */
export function devicesOf(tx: Tx, tenant: string, office: string, at: Instant): Promise<DeviceRow[]> {
  return tx.all(list, [tenant, office, iso(at)])
}

/** Takes a device's token away; null when this office has no such device. */
export function revokeDevice(
  tx: Tx,
  tenant: string,
  ask: { readonly id: string; readonly office: string; readonly by: string; readonly at: Instant },
) {
  return tx.maybe(revoke, [tenant, ask.id, ask.office, iso(ask.at), ask.by])
}
