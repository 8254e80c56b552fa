import { randomBytes } from 'node:crypto'
import { type Instant, instant } from '#core/day.ts'

/** A UUIDv7 (RFC 9562) of the given instant: identities sort by the time they were made, on any node. */
export function newId(at: Instant): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** When an identity was made: exact to the millisecond for those of `newId`. */
export function bornAt(id: string): Instant {
  return instant(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}
