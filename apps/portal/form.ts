import type { FastifyInstance } from 'fastify'
import type { Problem } from '#core/refusal.ts'

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
  // Once through: a form of thousands of names must not be searched for each of them.
  const found = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(body)) {
    const values = found.get(name)
    if (values) values.push(value)
    else found.set(name, [value])
  }
  found.delete('__proto__')
  return Object.fromEntries([...found].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]))
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

/** Which of these fields say more than they may, each told by its limit: nothing is cut behind anybody's back (8.1). */
export function tooLong(fields: unknown, limits: Readonly<Record<string, number>>): readonly Problem[] {
  return Object.entries(limits).flatMap(([name, most]) => {
    const count = [...one(fields, name, all).replaceAll('\r\n', '\n')].length
    return count > most ? [{ at: `/${name}`, says: `最多${most}个字，现在有${count}个字，请缩短` }] : []
  })
}

/** As much of a field as is shown again; a whole form has no more. */
export const all = 262_144

function fieldOf(fields: unknown, name: string): unknown {
  return typeof fields === 'object' && fields !== null && Object.hasOwn(fields, name)
    ? (fields as Readonly<Record<string, unknown>>)[name]
    : undefined
}
