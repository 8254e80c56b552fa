import { deflateSync } from 'node:zlib'

/** How many objects go into one object stream: readers inflate a stream whole to reach one of them. */
const perStream = 200

type Part = { id: number; bytes: Buffer; loose: boolean }
type Entry = { type: number; where: number; index: number }

/**
 * Rewrites a PDF of the compiler so that its small objects, mostly the tags of the structure tree, are kept in
 * compressed object streams with a cross-reference stream (PDF 1.5, allowed by PDF/A-2). Nothing that's shown or read
 * changes; a sheet is a third smaller. Throws a RangeError when the file isn't laid out as the compiler does it.
 */
export function packed(pdf: Uint8Array): Uint8Array {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const { parts, trailer, size, start } = partsOf(file)
  const out: Buffer[] = [start]
  let at = start.length
  const entries: Entry[] = Array.from({ length: size }, () => ({ type: 0, where: 0, index: 65535 }))
  const write = (id: number, bytes: Buffer) => {
    entries[id] = { type: 1, where: at, index: 0 }
    out.push(bytes)
    at += bytes.length
  }
  for (const part of parts.filter((part) => !part.loose)) write(part.id, part.bytes)

  const loose = parts.filter((part) => part.loose)
  let nextId = size
  for (let from = 0; from < loose.length; from += perStream) {
    const group = loose.slice(from, from + perStream)
    group.forEach((part, index) => {
      entries[part.id] = { type: 2, where: nextId, index }
    })
    write(nextId, streamed(nextId++, group))
  }

  const xref = at
  entries[nextId] = { type: 1, where: xref, index: 0 }
  out.push(crossReference(nextId, entries, trailer), Buffer.from(`startxref\n${xref}\n%%EOF`))
  return Buffer.concat(out)
}

/** Cuts the file at the places that its classic cross-reference table names. */
function partsOf(file: Buffer) {
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1', file.length - 64))?.[1])
  const text = file.toString('latin1', table)
  const [head = '', size = ''] = /^xref\s+0 (\d+)\s+/.exec(text) ?? []
  const trailer = /trailer\s*<<([\s\S]*)>>\s*startxref/.exec(text)?.[1]
  if (!head || !trailer) throw new RangeError('the PDF has no cross-reference table of one section')
  const places = [...text.slice(head.length).matchAll(/(\d{10}) \d{5} ([nf])/g)]
    .map(([, where, state], id) => ({ id, where: Number(where), used: state === 'n' }))
    .filter((place) => place.used)
    .sort((a, b) => a.where - b.where)
  const parts = places.map(({ id, where }, i): Part => {
    const bytes = file.subarray(where, places[i + 1]?.where ?? table)
    return { id, bytes, loose: !/\bstream\r?\n/.test(bytes.toString('latin1')) }
  })
  return { parts, trailer, size: Number(size), start: file.subarray(0, places[0]?.where ?? 0) }
}

function streamed(id: number, group: readonly Part[]): Buffer {
  const bodies = group.map(({ bytes }) => bodyOf(bytes))
  let offset = 0
  const index = group.map((part, i) => {
    const entry = `${part.id} ${offset}`
    offset += (bodies[i]?.length ?? 0) + 1
    return entry
  })
  const first = Buffer.from(`${index.join(' ')}\n`)
  const newline = Buffer.from('\n')
  const data = deflateSync(Buffer.concat([first, ...bodies.flatMap((body) => [body, newline])]), { level: 9 })
  return streamObject(id, `/Type /ObjStm /N ${group.length} /First ${first.length} /Filter /FlateDecode`, data)
}

function bodyOf(bytes: Buffer): Buffer {
  const from = bytes.indexOf('obj') + 3
  return Buffer.from(bytes.toString('latin1', from, bytes.lastIndexOf('endobj')).trim(), 'latin1')
}

function crossReference(id: number, entries: readonly Entry[], trailer: string): Buffer {
  const rows = Buffer.alloc(entries.length * 7)
  entries.forEach(({ type, where, index }, i) => {
    rows.writeUInt8(type, i * 7)
    rows.writeUInt32BE(where, i * 7 + 1)
    rows.writeUInt16BE(index, i * 7 + 5)
  })
  const kept = trailer.replace(/\/Size \d+/, '').trim()
  const words = `/Type /XRef /Size ${entries.length} /W [1 4 2] /Filter /FlateDecode ${kept}`
  return streamObject(id, words, deflateSync(rows, { level: 9 }))
}

function streamObject(id: number, words: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${id} 0 obj\n<< ${words} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream\nendobj\n'),
  ])
}
