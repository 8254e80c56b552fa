import { createInflateRaw } from 'node:zlib'

/** One file in a ZIP: where its bytes lie, and what its head claims of its size. */
type Held = { readonly method: number; readonly from: number; readonly size: number }
export type Zip = { readonly bytes: Buffer; readonly held: ReadonlyMap<string, Held> }

/** A file that isn't a ZIP that we read, or that would grow beyond all measure. `says` is for people. */
export class BadZip extends Error {
  readonly says: string
  constructor(says: string) {
    super(says)
    this.name = 'BadZip'
    this.says = says
  }
}

const damaged = '文件已损坏或不是Excel工作簿（.xlsx）'
const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
/** The end's own 22 bytes and the longest comment behind them. */
const farthestEnd = 22 + 65_535
const mostFiles = 2_000

/** Reads the list of files at a ZIP's end; throws `BadZip`. Nothing is unpacked by this. */
export function openZip(bytes: Buffer): Zip {
  const end = endOf(bytes)
  const count = bytes.readUInt16LE(end + 10)
  const held = new Map<string, Held>()
  let at = bytes.readUInt32LE(end + 16)
  if (count > mostFiles) throw new BadZip(damaged)
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) throw new BadZip(damaged)
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new BadZip('文件加了密码，请去掉密码后再上传')
    const path = bytes.toString('utf8', at + 46, at + 46 + name)
    held.set(path, placeOf(bytes, at))
    at += 46 + name + extra + comment
  }
  return { bytes, held }
}

function placeOf(bytes: Buffer, at: number): Held {
  const local = bytes.readUInt32LE(at + 42)
  const size = bytes.readUInt32LE(at + 20)
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== localMark) throw new BadZip(damaged)
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  if (from + size > bytes.length) throw new BadZip(damaged)
  return { method: bytes.readUInt16LE(at + 10), from, size }
}

function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - farthestEnd); at--)
    if (bytes.readUInt32LE(at) === endMark) return at
  throw new BadZip(damaged)
}

/** One file's content in pieces as it is unpacked; throws `BadZip` where it is not there or longer than `most` bytes. */
export async function* piecesOf({ bytes, held }: Zip, path: string, most: number): AsyncGenerator<Buffer> {
  const one = held.get(path)
  if (!one) throw new BadZip(damaged)
  const packed = bytes.subarray(one.from, one.from + one.size)
  if (one.method === 0) {
    if (packed.length > most) throw new BadZip(tooLong)
    yield packed
    return
  }
  if (one.method !== 8) throw new BadZip(damaged)
  const inflate = createInflateRaw({ chunkSize: 262_144 })
  inflate.end(packed)
  let length = 0
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > most) throw new BadZip(tooLong)
      yield piece
    }
  } catch (error) {
    throw error instanceof BadZip ? error : new BadZip(damaged)
  } finally {
    inflate.destroy()
  }
}

const tooLong = '表格展开后太大，请分成几个文件'

/** A small file whole, as text. */
export async function textOf(zip: Zip, path: string, most: number): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of piecesOf(zip, path, most)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
