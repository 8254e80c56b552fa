import { createHash } from 'node:crypto'

/** SM3 (GB/T 32905) of the bytes, in hex. */
export function sm3(data: string | Uint8Array): string {
  return createHash('sm3').update(data).digest('hex')
}
