import { isRefusal, type Refusal } from '#core/refusal.ts'
import { cleaned, imageTypes, mostBytes } from '#platform/files/image.ts'
import { isPdf, pdfProblem } from '#platform/files/pdf.ts'

/** Kinds of scans that are kept: pictures, and what scanners write. */
export const scanTypes = { ...imageTypes, pdf: 'application/pdf' } as const
export type ScanType = keyof typeof scanTypes
export type Scan = { readonly type: ScanType; readonly bytes: Buffer }

/** Points along the longer side: a page of A4 can be read. */
const longest = 2200

/**
 * A scanned page: a picture, drawn anew (see `cleaned`) and no larger than it is read; or a PDF by its first bytes, refused
 * where it would do anything but be looked at.
 */
export async function scanned(bytes: Uint8Array): Promise<Scan | Refusal> {
  if (bytes.byteLength > mostBytes) return wrong('扫描件不能超过8兆字节')
  if (isPdf(bytes)) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return (await pdfProblem(bytes)) ?? { type: 'pdf', bytes: buffer }
  }
  const image = await cleaned(bytes)
  if (isRefusal(image))
    return wrong(image.says.replace('只接受 JPEG、PNG、WebP 照片', '只接受 JPEG、PNG、WebP、PDF 扫描件'))
  if (Math.max(image.width, image.height) <= longest) return { type: image.type, bytes: image.bytes }
  const { default: sharp } = await import('sharp')
  const smaller = sharp(image.bytes).resize({ width: longest, height: longest, fit: 'inside' })
  return { type: 'jpeg', bytes: await smaller.jpeg({ quality: 80 }).toBuffer() }
}

const wrong = (says: string): Refusal => ({
  ...{ refused: 'bad-input', clause: null, says },
  problems: [{ at: '/file', says }],
})
