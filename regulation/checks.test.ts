import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { asksAbout, checksOf, checksVersion, templates } from '#regulation/checks.ts'
import { clause, clauseIds } from '#regulation/clauses.ts'
import { settings } from '#regulation/limits.ts'

const items = checksOf()

/** Clauses that are kept by inspection and that no item asks about. */
function unasked(list: typeof items): readonly string[] {
  return clauseIds.filter(
    (id) =>
      clause(id).kept.some((means) => means === 'check') && !list.some((item) => item.clause === id && !item.optional),
  )
}

test('every clause that is kept by inspection has an item that no office can leave out', () => {
  assert.deepEqual(unasked(items), [])
})

test('catches a clause that loses its item', () => {
  assert.deepEqual(unasked(items.filter(({ clause: id }) => id !== '4.3.6')), ['4.3.6'])
})

test('items have their own ids, that say the clause, and a weight from 1 to 5', () => {
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length)
  for (const { id, clause: of, weight } of items) {
    assert.ok(id.startsWith(`${of}.`), id)
    assert.ok(Number.isInteger(weight) && weight >= 1 && weight <= 5, id)
  }
})

test('the bounds are those of the regulation: 1/6, 10 cm, 50 and 10 square metres, 5 and 10 minutes, three rings', () => {
  const bounds = items.flatMap(({ id, kind }) => (kind.is === 'measured' ? [[id, kind.unit, kind.bound] as const] : []))
  assert.deepEqual(bounds, [
    ['2.3.4.a', 'rings', { atMost: 3 }],
    ['4.2.1.a', 'minutes', { atLeast: 5 }],
    ['4.3.1.a', 'pieces', { atMost: 0 }],
    ['4.3.2.a', 'share', { atMost: 1, of: 6 }],
    ['4.3.2.b', 'cm', { atMost: 10 }],
    ['10.1.1.a', 'm2', { atLeast: 50 }],
    ['10.1.1.b', 'm2', { atLeast: 10 }],
    ['10.2.3.a', 'minutes', { atLeast: 10 }],
  ])
  assert.equal(settings['desk.papers'].amount, 1 / 6)
})

test('each template asks something', () => {
  for (const template of Object.keys(templates) as (keyof typeof templates)[]) assert.ok(asksAbout(template).length > 0)
})

/** Inspections point at items by version: what was once asked stays as it was asked. A change needs a new version. */
const digests: Readonly<Record<number, string>> = { 1: '04a1c4d7f133e3f5' }

test('a version of the checklist is never changed', () => {
  assert.deepEqual(
    Object.keys(digests).map(Number),
    Array.from({ length: checksVersion }, (_, i) => i + 1),
  )
  for (const [version, digest] of Object.entries(digests)) assert.equal(digestOf(Number(version)), digest)
})

function digestOf(version: number): string {
  const words = checksOf(version).map(({ until: _until, ...item }) => item)
  return createHash('sm3').update(JSON.stringify(words)).digest('hex').slice(0, 16)
}
