import { createHash, randomBytes } from 'node:crypto'

/** The session cookie. */
export const cookieName = 'shouwen'

const form = /^[A-Za-z0-9_-]{43}$/

/** A new secret of 256 bits. Only the browser keeps it. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The id under which a token's session is kept (SHA-256, hex), or null when it can't be a token. */
export function idOf(token: string | undefined): string | null {
  return token !== undefined && form.test(token) ? createHash('sha256').update(token).digest('hex') : null
}
