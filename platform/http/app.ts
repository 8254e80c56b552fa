import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import '#platform/http/types.ts'
import type { Sessions } from '#platform/auth/session.ts'
import { cookieName, idOf } from '#platform/auth/token.ts'
import { faultHandler, type HttpLog, refuseUnreadable, unavailable } from '#platform/http/fault.ts'
import { demandAllow, gate, type Proofs } from '#platform/http/gate.ts'
import { health, type Readiness } from '#platform/http/health.ts'
import { type Limits, limit, usualLimits } from '#platform/http/limit.ts'
import { type Gauge, metrics } from '#platform/http/metrics.ts'
import { openapi } from '#platform/http/openapi.ts'
import { refuse, sendFault } from '#platform/http/refuse.ts'
import { validator } from '#platform/http/schema.ts'
import { security } from '#platform/http/security.ts'
import { headerBytes, unheard } from '#platform/http/unheard.ts'

/** What the outside gives the HTTP door. Only the first three have no default. */
export type HttpParts = {
  readonly log: HttpLog
  readonly sessions: Pick<Sessions, 'knows' | 'find'>
  readonly ready: Readiness
  readonly version?: string
  /** Served over TLS: Secure cookies and HSTS. */
  readonly secure?: boolean
  /** Origins besides our own host from which changes may come, such as a reverse proxy's other name. */
  readonly origins?: readonly string[]
  /** Addresses of reverse proxies whose X-Forwarded-* is believed. */
  readonly proxies?: readonly string[]
  readonly limits?: Limits
  readonly proofs?: Proofs
  readonly gauges?: readonly Gauge[]
  readonly bodyBytes?: number
  /** Answers GET of an unknown page; without it, and for /api, a problem document 404. */
  readonly notFound?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>
}

export type Http = Awaited<ReturnType<typeof buildHttp>>

/** The HTTP door with nothing behind it yet: default-deny, limits, headers, health, metrics, API document. */
export async function buildHttp(parts: HttpParts) {
  const app = bare(parts)
  const draining = drain(app)
  demandAllow(app)
  app.setValidatorCompiler(validator)
  // Answers are our own and checked by types; the schema of an answer only documents it.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(faultHandler(parts.log))
  app.removeContentTypeParser('text/plain')
  app.decorateRequest('session', null)
  app.decorateRequest('sessionId', null)
  app.decorateRequest('proof', null)
  app.decorateRequest('unfit', null)
  app.decorateReply('refuse', refuse)
  security(app, parts.secure ?? false)
  await app.register(cookie)
  claim(app)
  const count = await limit(app, parts.limits ?? usualLimits, parts.sessions.knows)
  await app.register(compress, { ...pressed, globalDecompression: false, customTypes: pages, threshold: 1024 })
  know(app, parts)
  app.addHook('preValidation', refuseUnreadable)
  lines(app, parts.log)
  await openapi(app, parts.version ?? '0')
  metrics(app, parts.gauges ?? [])
  health(app, parts.log, parts.ready, draining)
  missing(app, parts.notFound, count)
  return app
}

/** Pages and their files; answers of the API are small, personal, and go over a local network. */
const pages = /^text\/(?!event-stream)|javascript|^image\/svg|manifest\+json|^application\/wasm/

/** Up to so many bytes a page is pressed in one go, which takes less than a stream made for it; a guide has about 30,000. */
const pressed = { global: true, syncThreshold: 98_304 }

function bare({ proxies, bodyBytes }: HttpParts) {
  return Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: proxies?.length ? [...proxies] : false,
    bodyLimit: bodyBytes ?? 1_048_576,
    // Ours says it in Chinese and as a problem document; see `drain`.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    http: { maxHeaderSize: headerBytes },
    clientErrorHandler: unheard,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_error, _request, reply) => {
      refuseAddress(reply as FastifyReply)
    },
  }).withTypeProvider<TypeBoxTypeProvider>()
}

type Bare = ReturnType<typeof bare>

/** From `close()` on: new requests get 503, connections end as they fall idle, and after ten seconds in any case. */
function drain(app: Bare): () => boolean {
  let isDraining = false
  app.addHook('preClose', async () => {
    isDraining = true
    const idle = setInterval(() => app.server.closeIdleConnections(), 50).unref()
    const last = setTimeout(() => app.server.closeAllConnections(), patienceMs).unref()
    app.server.once('close', () => {
      clearInterval(idle)
      clearTimeout(last)
    })
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (isDraining && request.routeOptions.config?.always !== true) unavailable(reply.header('connection', 'close'))
    else done()
  })
  return () => isDraining
}

const patienceMs = 10_000

/** Which session the caller claims, before anything is looked up: enough to count by. */
function claim(app: Bare): void {
  app.addHook('onRequest', (request, _reply, done) => {
    request.sessionId = idOf(request.cookies[cookieName])
    done()
  })
}

/** The session, then the gate. After the limits, before the body. */
function know(app: Bare, { sessions, proofs, origins }: HttpParts): void {
  const enter = gate(proofs ?? {}, new Set(origins))
  app.addHook('preParsing', async (request, reply) => {
    if (request.is404) return
    const id = request.sessionId
    if (id) {
      const passive = request.routeOptions.config.passive === true || request.headers['x-passive'] !== undefined
      request.session = await sessions.find(id, passive)
    }
    const refused = await enter(request, reply)
    if (refused) await refused
  })
}

/** One line an answer: no query, no body, no address, no name. */
function lines(app: Bare, log: HttpLog): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { id, method, routeOptions, session } = request
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const who = session?.who.staffId ?? null
    log.info('answer', { id, method, route: routeOptions.url ?? null, status: reply.statusCode, ms, who })
    done()
  })
}

function missing(app: Bare, page: HttpParts['notFound'], count: Awaited<ReturnType<typeof limit>>): void {
  app.setNotFoundHandler({ preHandler: count }, (request, reply) => {
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && !request.url.startsWith('/api/')
    if (wantsPage && page) return page(request, reply)
    return sendFault(reply, 'no-such-page', '没有这个地址')
  })
}

function refuseAddress(reply: FastifyReply): void {
  reply.refuse ??= refuse
  sendFault(reply, 'bad-request', '地址格式有误')
}
