import type { FastifyInstance } from 'fastify'

/**
 * No script but our own files. Styles may be set by the page itself, because the component library of the desk writes
 * its style elements at run time; data: and blob: are for pictures, fonts and printed sheets that the page makes.
 */
const contentPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join(';')

const always = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  // Not no-referrer: with it browsers send `Origin: null` from our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
} as const

/** Only over TLS: on plain HTTP the first locks an office out of its own address and browsers complain of the second. */
const overTls = {
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
} as const

/**
 * Security headers for every answer, from a constant: the usual plugin puts the same words together anew for each
 * request, which was a tenth of the time of an answer. A route that needs another policy sets its own header.
 */
export function security(app: FastifyInstance, secure: boolean): void {
  const headers = secure ? { ...always, ...overTls } : always
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    reply.header('x-request-id', request.id)
    done()
  })
}
