import { inflateRawSync } from 'node:zlib'

/** All that is written in an Excel book, its parts one after the other: enough to see what stands in it and what doesn't. */
export function writtenIn(book: Buffer): string {
  const parts: string[] = []
  for (let at = book.readUInt32LE(book.length - 22 + 16); book.readUInt32LE(at) === 0x02014b50; ) {
    const local = book.readUInt32LE(at + 42)
    const from = local + 30 + book.readUInt16LE(local + 26) + book.readUInt16LE(local + 28)
    const bytes = book.subarray(from, from + book.readUInt32LE(at + 20))
    parts.push((book.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'))
    at += 46 + book.readUInt16LE(at + 28) + book.readUInt16LE(at + 30) + book.readUInt16LE(at + 32)
  }
  return parts.join('\n')
}
