import type { Sharp } from 'sharp'
import type { Problem, Refusal } from '#core/refusal.ts'

/** Kinds of pictures that are kept, known by their first bytes and never by their name. */
export const imageTypes = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const
export type ImageType = keyof typeof imageTypes

export const mostBytes = 8 * 1024 * 1024
export const mostPixels = 40_000_000

export type Image = {
  readonly type: ImageType
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

/** The kind that the first bytes speak of; null for anything else. */
export function typeOf(bytes: Uint8Array): ImageType | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12))
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg'
  if (head.subarray(0, 8).equals(pngHead)) return 'png'
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP' ? 'webp' : null
}

const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * The picture drawn anew: turned as the camera held it, without position, owner or any other data beside its points.
 * Refused: another kind whatever its name, more than 8 MB or 40 megapixels (read from the head, before anything is
 * unpacked), moving pictures, and files that cannot be read to their end.
 */
export async function cleaned(bytes: Uint8Array): Promise<Image | Refusal> {
  if (bytes.byteLength > mostBytes) return refused('照片不能超过8兆字节')
  const type = typeOf(bytes)
  if (!type) return refused('只接受 JPEG、PNG、WebP 照片；文件内容不是这几种')
  // Thirty megabytes of memory that an office without a photo need not spend.
  const { default: sharp } = await import('sharp')
  try {
    const options = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true } as const
    const { width = 0, height = 0, pages = 1, format } = await sharp(bytes, options).metadata()
    if (width * height > mostPixels) return refused('照片不能超过4000万像素')
    if (format !== type || pages > 1) return refused('只接受静止的 JPEG、PNG、WebP 照片')
    const drawn = sharp(bytes, options).autoOrient().toColourspace('srgb')
    const { data, info } = await written(drawn, type).toBuffer({ resolveWithObject: true })
    return { type, bytes: data, width: info.width, height: info.height }
  } catch (error) {
    const says = String(error)
    return refused(/pixel limit/i.test(says) ? '照片不能超过4000万像素' : '照片已损坏，打不开')
  }
}

function written(image: Sharp, type: ImageType): Sharp {
  if (type === 'jpeg') return image.jpeg({ quality: 82, mozjpeg: true })
  return type === 'png' ? image.png({ compressionLevel: 9 }) : image.webp({ quality: 82 })
}

function refused(says: string): Refusal {
  const problem: Problem = { at: '/file', says }
  return { refused: 'bad-input', clause: null, says, problems: [problem] }
}
