import { type Instant, instant, iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { newId } from '#matter/id.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { cleaned, type Image, type ImageType, imageTypes, mostBytes, typeOf } from '#platform/files/image.ts'
import { isPdf, pdfProblem } from '#platform/files/pdf.ts'
import type { Application } from './store.ts'

/** What is kept of a material: its pictures, or the paper itself as PDF. */
const types = { ...imageTypes, pdf: 'application/pdf' } as const
export type MaterialType = ImageType | 'pdf'

/** As it is put into the store. */
export type Brought = Omit<Image, 'type'> & { readonly type: MaterialType }

/** A picture of a material, or a PDF, as lists show it. */
export type Picture = {
  readonly id: string
  readonly material: string
  readonly type: MaterialType
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
const bytesOf = sql<{ readonly type: MaterialType; readonly cipher: string }>(
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

/**
 * What somebody brings of a material: a picture drawn anew, or a PDF as it is, once nothing in it acts by itself. The most
 * that comes in says how large; how many pages it has nobody counts.
 */
export async function broughtOf(bytes: Uint8Array): Promise<Brought | Refusal> {
  if (!isPdf(bytes)) {
    const image = await pictureOf(bytes)
    if (!isRefusal(image) || typeOf(bytes)) return image
    return { ...image, says: '只接受 JPEG、PNG、WebP 照片或者PDF；文件内容不是这几种' }
  }
  if (bytes.byteLength > mostBytes) return tooLarge
  return (await pdfProblem(bytes)) ?? { type: 'pdf', bytes: Buffer.from(bytes), width: 0, height: 0 }
}

const tooLarge: Refusal = {
  refused: 'bad-input',
  clause: '8.1',
  says: '文件不能超过8兆字节，请分开或者压缩以后再传，也可以带到窗口',
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
  { material, image, at }: { readonly material: string; readonly image: Brought; readonly at: Instant },
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
): Promise<Opened | null> {
  const row = await tx.maybe(bytesOf, [tenant, application, id])
  if (!row) return null
  const bytes = Buffer.from(keys.open(placeOf(tenant, application, id), row.cipher), 'base64')
  return { type: row.type, bytes }
}

/** Whether the very same was brought for this material already: pressed twice is once. */
export async function isThere(
  tx: Tx,
  keys: Pick<Keys, 'open'>,
  { tenant, application }: { readonly tenant: string; readonly application: string },
  alike: readonly Picture[],
  { type, bytes }: Brought,
): Promise<boolean> {
  for (const one of alike.filter((own) => own.type === type && own.size === bytes.byteLength))
    if ((await openPicture(tx, keys, tenant, application, one.id))?.bytes.equals(bytes)) return true
  return false
}

export type Opened = { readonly type: MaterialType; readonly bytes: Buffer }

/**
 * How it goes out: nothing in it runs, and nothing keeps it. A PDF is saved and opened by the reader's own program; under
 * the name of its material, never under one that came with it.
 */
export function headersOf({ type }: Opened, name: string): Readonly<Record<string, string>> {
  return {
    'content-type': types[type],
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    ...(type === 'pdf' && {
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
    }),
  }
}

/** Takes a picture back; of what was sent none goes (the database refuses). */
export function removePicture(tx: Tx, tenant: string, application: string, id: string): void {
  tx.write(remove, [tenant, application, id])
}
