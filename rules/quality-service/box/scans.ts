import { type Instant, iso } from '#core/day.ts'
import { newId } from '#matter/id.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Scan, type ScanType, scanTypes } from '#platform/files/scan.ts'

const insert = sql(
  'box.scan',
  `insert into box_scan (tenant_id, id, org_path, opening, type, size, at, made_by, cipher) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const known = sql<{ readonly opening: string; readonly made_by: string }>(
  'box.scan-known',
  `select opening, made_by from box_scan where tenant_id = $1 and id = $2`,
)
const whole = sql<{
  readonly opening: string
  readonly made_by: string
  readonly type: ScanType
  readonly cipher: string
}>('box.scan-whole', `select opening, made_by, type, cipher from box_scan where tenant_id = $1 and id = $2`)

/** Where a scan's seal belongs: bound to its opening, it opens nowhere else. */
const placeOf = (tenant: string, opening: string, id: string) => ({ tenant, matter: opening, field: `scan:${id}` })

type Keeping = {
  readonly opening: string
  readonly path: string
  readonly scan: Scan
  readonly by: string
  readonly at: Instant
}

/** Keeps a scan under seal: handwriting may name its writer, and the writer is protected. */
export function keepScan(
  tx: Tx,
  keys: Pick<Keys, 'seal'>,
  tenant: string,
  { opening, path, scan, by, at }: Keeping,
): string {
  const id = newId(at)
  const cipher = keys.seal(placeOf(tenant, opening, id), scan.bytes.toString('base64'))
  tx.write(insert, [tenant, id, path, opening, scan.type, scan.bytes.byteLength, iso(at), by, cipher])
  return id
}

export const scanOf = (tx: Tx, tenant: string, id: string) => tx.maybe(known, [tenant, id])

/** A scan in the open. */
export async function openScan(tx: Tx, keys: Pick<Keys, 'open'>, tenant: string, id: string) {
  const row = await tx.maybe(whole, [tenant, id])
  if (!row) return null
  const bytes = Buffer.from(keys.open(placeOf(tenant, row.opening, id), row.cipher), 'base64')
  return { type: scanTypes[row.type], bytes, opening: row.opening, by: row.made_by }
}
