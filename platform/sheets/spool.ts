import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** A file written aside until it is sent: small in memory, gone as soon as it was read or dropped. */
export type Spooled = {
  readonly bytes: number
  readonly read: () => Readable
  readonly drop: () => Promise<void>
}

/** Writes the pieces aside as they come, for nobody else to read. Throws what the pieces throw, and leaves nothing. */
export async function spool(pieces: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const path = join(tmpdir(), `shouwen-${randomUUID()}`)
  const file = await open(path, 'wx+', 0o600)
  const drop = async () => {
    await file.close().catch(() => undefined)
    await rm(path, { force: true })
  }
  try {
    const bytes = await fill(file, pieces)
    const read = () => {
      const stream = file.createReadStream({ start: 0, autoClose: false })
      stream.once('close', () => void drop())
      return stream
    }
    return { bytes, read, drop }
  } catch (error) {
    await drop()
    throw error
  }
}

async function fill(file: FileHandle, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  for await (const piece of pieces) {
    await file.write(piece, 0, piece.length, bytes)
    bytes += piece.length
  }
  return bytes
}
