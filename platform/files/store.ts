import { randomUUID } from 'node:crypto'
import { type Instant, iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { sm3 } from '#platform/crypto/sm3.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { cleaned, type Image, type ImageType } from '#platform/files/image.ts'

/** A picture as it lies in the store; `id` is what facts and rows keep. */
export type Kept = {
  readonly id: string
  readonly type: ImageType
  readonly bytes: number
  readonly width: number
  readonly height: number
}

export type Keeping = {
  readonly tenant: string
  /** Path of the office that it belongs to: whoever may see that office may see it. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly at: Instant
  /** Who brought it; null for the program itself. */
  readonly by: string | null
}

type Row = {
  readonly id: string
  readonly type: ImageType
  readonly size: number
  readonly width: number
  readonly height: number
}

const keepBytes = sql(
  'file.keep-bytes',
  `insert into file_bytes (tenant_id, digest, bytes) values ($1, $2, $3) on conflict (tenant_id, digest) do nothing`,
)
const keepFile = sql(
  'file.keep',
  `insert into file (tenant_id, id, org_path, digest, type, size, width, height, at, made_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   on conflict (tenant_id, org_path, digest) do nothing`,
)
const known = sql<Row>(
  'file.known',
  `select id, type, size, width, height from file where tenant_id = $1 and org_path = $2 and digest = $3`,
)
const read = sql<{ readonly type: ImageType; readonly digest: string; readonly bytes: Buffer }>(
  'file.read',
  `select f.type, f.digest, b.bytes from file f join file_bytes b on b.tenant_id = f.tenant_id and b.digest = f.digest
   where f.tenant_id = $1 and f.id = $2`,
)
const among = sql<{ readonly id: string }>(
  'file.among',
  `select id from file where tenant_id = $1 and id = any($2::uuid[])`,
)

/**
 * Keeps a picture, cleaned (see `cleaned`). The same picture is stored once a tenant, by the SM3 of its bytes; each office
 * that brings it has a row of its own, so that who may see it is asked of the office and not of the bytes.
 */
export async function keepImage(tx: Tx, keeping: Keeping): Promise<Kept | Refusal> {
  const image = await cleaned(keeping.bytes)
  return isRefusal(image) ? image : keepCleaned(tx, keeping, image)
}

/** The second half, for a picture that was cleaned before the transaction began: drawing takes longer than a lock should. */
export async function keepCleaned(
  tx: Tx,
  { tenant, path, at, by }: Omit<Keeping, 'bytes'>,
  { type, bytes, width, height }: Image,
): Promise<Kept> {
  const digest = sm3(bytes)
  tx.write(keepBytes, [tenant, digest, bytes])
  tx.write(keepFile, [tenant, randomUUID(), path, digest, type, bytes.byteLength, width, height, iso(at), by])
  const { size, ...row } = await tx.one(known, [tenant, path, digest])
  return { ...row, bytes: size }
}

/** A picture's bytes, or null: there is none, or not for this scope. `digest` is its name for caches. */
export function readFile(
  tx: Tx,
  tenant: string,
  id: string,
): Promise<{ readonly type: ImageType; readonly digest: string; readonly bytes: Buffer } | null> {
  return tx.maybe(read, [tenant, id])
}

/** Which of these ids are no picture that this scope may see: an id is not believed because it looks like one. */
export async function missingFiles(tx: Tx, tenant: string, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const found = new Set((await tx.all(among, [tenant, ids])).map(({ id }) => id))
  return ids.filter((id) => !found.has(id))
}
