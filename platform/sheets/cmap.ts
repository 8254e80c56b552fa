/**
 * The code points that a font can draw, as a bit set over Unicode (one bit a code point), read from the bytes of its
 * `cmap` table: the widest Unicode subtable, format 12 or 4. Throws a RangeError when the table has neither.
 */
export function coverageOf(cmap: Buffer): Uint8Array {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(4 + i * 8 + 4))
  const bits = new Uint8Array(0x110000 / 8)
  const wide = subtables.find((at) => cmap.readUInt16BE(at) === 12)
  const narrow = subtables.find((at) => cmap.readUInt16BE(at) === 4)
  if (wide !== undefined) markGroups(cmap, wide, bits)
  else if (narrow !== undefined) markSegments(cmap, narrow, bits)
  else throw new RangeError('font has no Unicode cmap of format 12 or 4')
  return bits
}

/** Whether the bit set has this code point. */
export function covers(bits: Uint8Array, code: number): boolean {
  return ((bits[code >> 3] ?? 0) & (1 << (code & 7))) !== 0
}

function mark(bits: Uint8Array, code: number): void {
  bits[code >> 3] = (bits[code >> 3] ?? 0) | (1 << (code & 7))
}

/** Format 12: sequential groups of 32-bit code points. Glyph 0 is the empty box, so it doesn't count. */
function markGroups(cmap: Buffer, at: number, bits: Uint8Array): void {
  const groups = cmap.readUInt32BE(at + 12)
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + i * 12
    const first = cmap.readUInt32BE(group)
    const last = cmap.readUInt32BE(group + 4)
    const glyph = cmap.readUInt32BE(group + 8)
    for (let code = first; code <= last; code++) if (glyph + code - first !== 0) mark(bits, code)
  }
}

/** Format 4: segments of 16-bit code points. */
function markSegments(cmap: Buffer, at: number, bits: Uint8Array): void {
  const doubled = cmap.readUInt16BE(at + 6)
  for (let i = 0; i < doubled; i += 2) {
    const last = cmap.readUInt16BE(at + 14 + i)
    const first = cmap.readUInt16BE(at + 16 + doubled + i)
    const delta = cmap.readUInt16BE(at + 16 + doubled * 2 + i)
    const slot = at + 16 + doubled * 3 + i
    const offset = cmap.readUInt16BE(slot)
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const raw = offset === 0 ? code : cmap.readUInt16BE(slot + offset + (code - first) * 2)
      if (offset === 0 ? ((raw + delta) & 0xffff) !== 0 : raw !== 0) mark(bits, code)
    }
  }
}
