import type { FastifyInstance } from 'fastify'

/** What a form's field said: one value or several of the same name. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

/** What may stand in an address as a row's id; anything else is nobody's. */
export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Lets the pages of this scope read what browsers post without JavaScript. */
export function readForms(app: FastifyInstance, bodyLimit = 16_384): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, fieldsOf(String(body))),
  )
}

function fieldsOf(body: string): Fields {
  const found = new URLSearchParams(body)
  const names = [...new Set(found.keys())].filter((name) => name !== '__proto__')
  return Object.fromEntries(
    names.map((name) => {
      const values = found.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    }),
  )
}

/** One field as text; empty when it is missing or came several times. */
export function one(fields: unknown, name: string, most = 200): string {
  const value = fieldOf(fields, name)
  return typeof value === 'string' ? value.trim().slice(0, most) : ''
}

/** All values of one name. */
export function several(fields: unknown, name: string): readonly string[] {
  const value = fieldOf(fields, name)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function fieldOf(fields: unknown, name: string): unknown {
  return typeof fields === 'object' && fields !== null && Object.hasOwn(fields, name)
    ? (fields as Readonly<Record<string, unknown>>)[name]
    : undefined
}
