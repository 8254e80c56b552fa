import { type Instant, instant, iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { newId } from '#matter/id.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { cleaned, type Image, type ImageType, imageTypes } from '#platform/files/image.ts'
import type { Application } from './store.ts'

/** A picture of a material as lists show it. */
export type Picture = {
  readonly id: string
  readonly material: string
  readonly type: ImageType
  readonly size: number
  readonly at: Instant
}

type Row = Omit<Picture, 'at'> & { readonly at: Date }

const insert = sql(
  'application.file',
  `insert into application_file (tenant_id, id, org_path, application, material, type, size, width, height, at, cipher)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)
const ofOne = sql<Row>(
  'application.files',
  `select id, material, type, size, at from application_file where tenant_id = $1 and application = $2 order by id`,
)
const ofMatter = sql<Row & { readonly application: string }>(
  'application.files-of-matter',
  `select f.id, f.material, f.type, f.size, f.at, f.application from application a
   join application_file f on f.tenant_id = a.tenant_id and f.application = a.id
   where a.tenant_id = $1 and a.matter_id = $2 and a.state = 'sent' order by f.id`,
)
const bytesOf = sql<{ readonly type: ImageType; readonly cipher: string }>(
  'application.bytes',
  `select type, cipher from application_file where tenant_id = $1 and application = $2 and id = $3`,
)
const remove = sql(
  'application.file-remove',
  `delete from application_file where tenant_id = $1 and application = $2 and id = $3`,
)

/** Points along the longer side: a page of A4 can be read, and a telephone's picture becomes a tenth of its bytes. */
const longest = 2200

/** A picture as it is kept: drawn anew, so that nothing but its points comes in (see `cleaned`), and no larger than it is read. */
export async function pictureOf(bytes: Uint8Array): Promise<Image | Refusal> {
  const image = await cleaned(bytes)
  if (isRefusal(image) || Math.max(image.width, image.height) <= longest) return image
  const { default: sharp } = await import('sharp')
  const smaller = sharp(image.bytes).resize({ width: longest, height: longest, fit: 'inside' })
  const { data, info } = await smaller.jpeg({ quality: 80 }).toBuffer({ resolveWithObject: true })
  return { type: 'jpeg', bytes: data, width: info.width, height: info.height }
}

/** Where a picture's seal belongs: bound to its application, it opens nowhere else. */
const placeOf = (tenant: string, application: string, id: string) => ({
  tenant,
  matter: application,
  field: `file:${id}`,
})

/** Keeps a picture under seal. */
export function keepPicture(
  tx: Tx,
  keys: Pick<Keys, 'seal'>,
  tenant: string,
  { id: application, path }: Pick<Application, 'id' | 'path'>,
  { material, image, at }: { readonly material: string; readonly image: Image; readonly at: Instant },
): void {
  const id = newId(at)
  const cipher = keys.seal(placeOf(tenant, application, id), image.bytes.toString('base64'))
  const { type, bytes, width, height } = image
  tx.write(insert, [tenant, id, path, application, material, type, bytes.byteLength, width, height, iso(at), cipher])
}

const pictureIn = ({ at, ...row }: Row): Picture => ({ ...row, at: instant(at.getTime()) })

/** The pictures of one application, in the order in which they came. */
export async function picturesOf(tx: Tx, tenant: string, application: string): Promise<readonly Picture[]> {
  return (await tx.all(ofOne, [tenant, application])).map(pictureIn)
}

/** The pictures that came online for a matter: with the application, and with each answer to a notice. */
export async function picturesOfMatter(
  tx: Tx,
  tenant: string,
  matter: string,
): Promise<readonly (Picture & { readonly application: string })[]> {
  const rows = await tx.all(ofMatter, [tenant, matter])
  return rows.map(({ application, ...row }) => ({ ...pictureIn(row), application }))
}

/** One picture in the open, or null. */
export async function openPicture(
  tx: Tx,
  keys: Pick<Keys, 'open'>,
  tenant: string,
  application: string,
  id: string,
): Promise<{ readonly type: string; readonly bytes: Buffer } | null> {
  const row = await tx.maybe(bytesOf, [tenant, application, id])
  if (!row) return null
  const bytes = Buffer.from(keys.open(placeOf(tenant, application, id), row.cipher), 'base64')
  return { type: imageTypes[row.type], bytes }
}

/** Takes a picture back; of what was sent none goes (the database refuses). */
export function removePicture(tx: Tx, tenant: string, application: string, id: string): void {
  tx.write(remove, [tenant, application, id])
}
