import assert from 'node:assert/strict'
import { test } from 'node:test'
import { singles } from '#rules/tables.ts'
import { testServer } from './testing.ts'

// Read from the API document itself: a field added tomorrow is looked at tomorrow.

type Json = { readonly [key: string]: unknown }

/** Compared with something and kept by nobody; or judged word by word under its own clause, and said so there. */
const excepted: readonly RegExp[] = [
  /publications.*\.(title|text)$/,
  /\.(password|current|next)$/,
  /\.username$/,
  /idempotency-key/,
]

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** String fields that must not be empty and yet take blanks, by where they stand. */
function takingBlanks(node: unknown, at: string): readonly string[] {
  if (Array.isArray(node))
    return node.flatMap((one, i) => takingBlanks(one, `${at}[${isJson(one) ? (one['name'] ?? i) : i}]`))
  if (!isJson(node)) return []
  const isText = node['type'] === 'string' && Number(node['minLength'] ?? 0) > 0
  const isBound = ['pattern', 'format', 'enum', 'const', 'oneOf', 'anyOf'].some((word) => node[word] !== undefined)
  const own = isText && !isBound ? [at] : []
  const below = Object.entries(node).flatMap(([key, value]) =>
    takingBlanks(value, key === 'properties' || key === 'schema' ? at : `${at}.${key}`),
  )
  return [...own, ...below]
}

const fresh = (found: readonly string[]) => found.filter((at) => !excepted.some((one) => one.test(at)))

test('no field that must be filled in takes blanks', async () => {
  const s = await testServer('blank', '2026-11-23T09:30:00+08:00')
  const { paths } = await s.call<{ paths: Json }>(null, 'GET', '/api/openapi.json')
  assert.ok(Object.keys(paths).length > 100)
  const found = takingBlanks(paths, '')
  assert.ok(
    found.some((at) => at.endsWith('.password')),
    'what is excepted is seen',
  )
  assert.deepEqual(fresh(found), [])
})

test('nor does any form of a step', () => {
  for (const table of singles) {
    const forms = takingBlanks(
      [table.opening.input, ...Object.values(table.moves).map(({ input }) => input)],
      table.kind,
    )
    assert.deepEqual(fresh(forms), [], table.kind)
  }
})

test('a planted field is found, and a bound one is not', () => {
  const plain = { type: 'string', minLength: 1 }
  const body = { properties: { reason: plain, name: { ...plain, pattern: '\\S' }, password: plain } }
  assert.deepEqual(fresh(takingBlanks({ body }, '')), ['.body.reason'])
})
