import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { type Reading, reading } from '#platform/db/shown.ts'
import type { Copies, Copy, Making, Mark } from '#platform/http/copies.ts'
import '#platform/http/types.ts'

export type AlikeParts = {
  /** The circumstances now; null while nobody can tell whether an older answer is still true. */
  readonly mark: () => Mark | null
  /** Of all cookies what an answer may depend on: one cookie, in one spelling for each meaning; '' is none. */
  readonly cookie: { readonly name: string; readonly read: (request: FastifyRequest) => string }
  readonly copies: Copies
}

type Made = { readonly making: Making; readonly reading: Reading; readonly mark: Mark }

const longestKey = 500

/**
 * Routes of this scope that are marked `alike` answer everybody alike: their answer is kept as it went over the line, and
 * sent again for as long as nothing changes. By construction: their handlers are given the words of the query that they
 * name and the one cookie, and nothing else that tells visitors apart; whoever is signed in gets an answer of their own;
 * an answer that sets a cookie, isn't 200, or was read from a table that nobody watches isn't kept. Limits count before,
 * lines and figures of answers after it. To be called before the routes.
 */
export function answerAlike(app: FastifyInstance, parts: AlikeParts): void {
  const { copies } = parts
  app.addHook('onRoute', (route) => {
    const words = route.config?.alike
    if (!words || route.method !== 'GET') return
    const made = new WeakMap<FastifyRequest, Made>()
    // Behind the hooks that others put on routes: the limits have counted, and what is sent is pressed.
    push(route, 'onRequest', askFor(words, parts, copies, made))
    push(route, 'onSend', keep(parts, made))
  })
}

type Done = (error?: Error | null, payload?: unknown) => void

function askFor(words: readonly string[], { mark, cookie }: AlikeParts, copies: Copies, made: WeakMap<object, Made>) {
  const make = (request: FastifyRequest, done: Done, key: string | null, under: Mark | null): void => {
    narrow(request, words, { [cookie.name]: cookie.read(request) })
    if (key === null || under === null) {
      done()
      return
    }
    const seen: Reading = { isShownOnly: true }
    made.set(request, { making: copies.begin(key, under), reading: seen, mark: under })
    reading.run(seen, done)
  }
  return (request: FastifyRequest, reply: FastifyReply, done: Done): void => {
    const key = keyOf(request, words, cookie.read(request))
    const now = key === null ? null : mark()
    const copy = key !== null && now && copies.find(key, now)
    if (copy) {
      send(request, reply, copy)
      return
    }
    const lookAgain = (): void => {
      const then = key === null ? null : mark()
      const found = key !== null && then && copies.find(key, then)
      if (found) send(request, reply, found)
      else make(request, done, key, then)
    }
    if (key === null || now === null || !copies.wait(key, now, lookAgain)) make(request, done, key, now)
  }
}

/** All that the answer depends on, in one order; null where it isn't one for everybody. */
function keyOf({ sessionId, headers, url, query }: FastifyRequest, words: readonly string[], worn: string) {
  const accepts = headers['accept-encoding'] ?? ''
  if (sessionId !== null || typeof accepts !== 'string' || headers['x-no-compression'] !== undefined) return null
  const end = url.indexOf('?')
  let key = `${accepts}\n${worn}\n${end < 0 ? url : url.slice(0, end)}`
  if (end >= 0)
    for (const word of words) {
      const said = (query as Readonly<Record<string, unknown>>)[word]
      if (said === undefined) continue
      // A line break in a word could pass for the next word.
      if (typeof said !== 'string' || said.includes('\n')) return null
      key += `\n${word}=${said}`
    }
  return key.length > longestKey ? null : key
}

/** Leaves a handler nothing else to tell visitors apart by. */
function narrow(request: FastifyRequest, words: readonly string[], cookies: Readonly<Record<string, string>>): void {
  const said = request.query as Readonly<Record<string, unknown>>
  request.query = Object.fromEntries(words.filter((word) => said[word] !== undefined).map((word) => [word, said[word]]))
  request.cookies = cookies
}

/** Past the reply of the framework: it would lay out the same headers anew for each answer. */
function send(request: FastifyRequest, reply: FastifyReply, { body, headers, etag, sameHeaders }: Copy): void {
  const isSame = isHeld(request, etag)
  reply.hijack()
  reply.raw.writeHead(isSame ? 304 : 200, [...(isSame ? sameHeaders : headers), idHeader, request.id])
  if (isSame) reply.raw.end()
  else reply.raw.end(body, 'latin1')
}

/** Keeps what is sent, if nothing changed while it was made; tells browsers by which tag to ask for it again. */
function keep({ mark }: AlikeParts, made: WeakMap<object, Made>) {
  return (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done): void => {
    const one = made.get(request)
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
    if (reply.statusCode !== 200 || !Buffer.isBuffer(bytes)) {
      one?.making.end(null)
      return void done(null, payload)
    }
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
    reply.header('etag', etag)
    const isForAll = reply.getHeader('set-cookie') === undefined && one?.reading.isShownOnly === true
    const isStill = mark()?.version === one?.mark.version
    one?.making.end(isForAll && isStill ? copyOf(reply, bytes, etag) : null)
    if (!isHeld(request, etag)) return void done(null, payload)
    reply.code(304)
    for (const name of ofBytes) reply.removeHeader(name)
    done(null, null)
  }
}

const idHeader = 'x-request-id'
/** They speak of the bytes that a 304 leaves out. */
const ofBytes: readonly string[] = ['content-length', 'content-type', 'content-encoding']

function copyOf(reply: FastifyReply, bytes: Buffer, etag: string): Copy {
  const all = { ...reply.getHeaders(), 'content-length': bytes.length }
  const flat = (some: readonly (readonly [string, unknown])[]) => some.flatMap(([name, value]) => [name, String(value)])
  const entries = Object.entries(all).filter(([name]) => name !== idHeader)
  const sameHeaders = flat(entries.filter(([name]) => !ofBytes.includes(name)))
  return { body: bytes.toString('latin1'), etag, headers: flat(entries), sameHeaders }
}

/** Whether the asker holds this very answer (RFC 9110, 13.1.2). */
function isHeld({ headers }: FastifyRequest, etag: string): boolean {
  const held = headers['if-none-match']
  if (held === undefined) return false
  return held.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}

function push(route: RouteOptions, name: 'onRequest' | 'onSend', hook: ReturnType<typeof askFor | typeof keep>): void {
  const had: unknown = route[name]
  const hooks = had === undefined ? [] : Array.isArray(had) ? had : [had]
  Object.assign(route, { [name]: [...hooks, hook] })
}
