import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new secret for a receiver, as the open convention of Standard Webhooks writes it: `whsec_` and 32 bytes in base64. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

export type Signed = { readonly id: string; readonly timestamp: number; readonly body: string }

/** `v1,<base64>`: HMAC-SHA256 over `id.timestamp.body`; `timestamp` in seconds since 1970. */
export function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** Whether one of the signatures in a header is right; what a receiver written in TypeScript would ask. */
export function isSignedBy(secret: string, signed: Signed, header: string): boolean {
  const right = Buffer.from(signatureOf(secret, signed))
  return header.split(' ').some((one) => {
    const given = Buffer.from(one)
    return given.byteLength === right.byteLength && timingSafeEqual(given, right)
  })
}
