import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
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
  const drop = () => rm(path, { force: true })
  let bytes = 0
  try {
    await using file = await open(path, 'wx', 0o600)
    for await (const piece of pieces) bytes += (await file.write(piece)).bytesWritten
  } catch (error) {
    await drop()
    throw error
  }
  const read = () => createReadStream(path).once('close', () => void drop())
  return { bytes, read, drop }
}
