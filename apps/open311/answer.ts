import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Html, html } from '#apps/portal/layout.ts'

/** What the standard's answers are made of: texts, numbers, nothing, and rows of them. */
export type Value = string | number | boolean | null | Fields | readonly (string | Fields)[]
export type Fields = { readonly [name: string]: Value }

/** The two forms of every answer (GeoReport v2): the same fields, in the ending of the address. */
export const formats = ['json', 'xml'] as const
export type Format = (typeof formats)[number]

/** How a list and one of its rows are called in XML; in JSON only the rows stand. */
const plurals = {
  services: 'service',
  requests: 'request',
  service_requests: 'request',
  errors: 'error',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
} as const
type Plural = keyof typeof plurals

/** Sends rows under their plural's name. Whoever asks from another site may read it: nothing in it is anybody's. */
export function sendRows(
  reply: FastifyReply,
  format: Format,
  root: Plural,
  rows: readonly Fields[],
  status = 200,
): FastifyReply {
  return sent(reply, format, status, rows, list(root, rows))
}

/** Sends one thing by its name. */
export function sendOne(reply: FastifyReply, format: Format, root: string, one: Fields): FastifyReply {
  return sent(reply, format, 200, one, element(root, one))
}

/** What the door itself refuses (too often, unreadable, too large) is told in the standard's form as well. */
export function tellAsErrors(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isProblem = String(reply.getHeader('content-type')).startsWith('application/problem+json')
    if (!isProblem || typeof payload !== 'string') return payload
    const { status, says } = JSON.parse(payload) as { readonly status: number; readonly says: string }
    const rows = [{ code: status, description: says }]
    const isXml = request.url.split('?')[0]?.endsWith('.xml')
    reply.header('content-type', isXml ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8')
    reply.removeHeader('content-length')
    return isXml ? document(list('errors', rows)) : JSON.stringify(rows)
  })
}

/** Sends what was wrong, each with the status as its code. */
export function sendErrors(reply: FastifyReply, format: Format, status: number, says: readonly string[]): FastifyReply {
  const rows = says.map((description) => ({ code: status, description }))
  return sendRows(reply, format, 'errors', rows, status)
}

function sent(reply: FastifyReply, format: Format, status: number, data: Value, xml: Html): FastifyReply {
  reply.code(status).header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
  return format === 'json'
    ? reply.type('application/json; charset=utf-8').send(JSON.stringify(data))
    : reply.type('text/xml; charset=utf-8').send(document(xml))
}

const document = (xml: Html): string => `<?xml version="1.0" encoding="utf-8"?>\n${xml.html}\n`

const list = (root: Plural, rows: readonly (string | Fields)[]): Html =>
  tag(root, html`${rows.map((row) => element(plurals[root], row))}`)

function element(name: string, value: Value): Html {
  if (value === null) return tag(name, html``)
  if (isRows(value)) return list(name as Plural, value)
  if (typeof value === 'object')
    return tag(name, html`${Object.entries(value).map(([each, inner]) => element(each, inner))}`)
  return tag(name, html`${readable(String(value))}`)
}

const isRows = (value: Value): value is readonly (string | Fields)[] => Array.isArray(value)

/** A name of ours stands as it is; what is inside was escaped when it was put in. */
const tag = (name: string, inner: Html): Html => ({ html: `<${name}>${inner.html}</${name}>` })

/** Without the control signs that XML 1.0 can't carry in any spelling. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const readable = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
