import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseInstant } from '#core/day.ts'
import { canonical, digestOf, type Hash, type Line, linkOf } from '#core/journal.ts'
import { isRefusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { contactInput } from '#house/forms.ts'
import { opened, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'

const sm3: Hash = (text) => createHash('sm3').update(text).digest('hex')
const at = parseInstant('2026-03-02T09:00:00+08:00')

const line: Line = {
  ...{
    matter: 'm',
    seq: 2,
    at,
    actor: 'wang' as StaffId,
    actorPost: 'counter',
    actingFor: null,
    as: 'holder',
    move: 'answer',
  },
  ...{
    clauses: ['2.3.1', '3.3.2'],
    from: 'open',
    to: 'answered',
    says: '答复',
    input: { result: '已说明', list: [1, 2] },
  },
  ...{ given: { calendar: 'v1', limits: {} }, after: 'a'.repeat(64), prev: 'b'.repeat(64) },
}

/** Objects with their keys in another order, all the way down. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  )
}

test('the same content gives the same text, in whatever order its keys come', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(canonical(shuffled(value)), canonical(value))))
})

test('the text says all of the content: what differs is written differently', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      assert.deepEqual(JSON.parse(canonical(value)), JSON.parse(JSON.stringify(value))),
    ),
  )
})

test('what is undefined is not there, and a hole in a list is null', () => {
  assert.equal(canonical({ b: undefined, a: 1 }), '{"a":1}')
  assert.equal(canonical([undefined, 1]), '[null,1]')
})

test('any change of any field of a line changes its link', () => {
  const link = linkOf(line, sm3)
  const another: Readonly<Record<keyof Line, unknown>> = {
    ...{
      matter: 'n',
      seq: 3,
      at: at + 1,
      actor: 'li',
      actorPost: 'review',
      actingFor: 'wang',
      as: 'deputy',
      move: 'refer',
    },
    ...{
      clauses: ['3.3.2', '2.3.1'],
      from: null,
      to: 'referred',
      says: '答复。',
      input: { result: '已说明', list: [2, 1] },
    },
    ...{ given: { calendar: 'v2', limits: {} }, after: 'c'.repeat(64), prev: '' },
  }
  for (const [field, value] of Object.entries(another))
    assert.notEqual(linkOf({ ...line, [field]: value }, sm3), link, field)
  for (const field of Object.keys(line))
    assert.notEqual(linkOf({ ...line, [field]: undefined }, sm3), link, `${field} taken out`)
})

test('no two lines that differ in words, numbers or nesting have one link', () => {
  const someLine = fc.record({ says: fc.string(), input: fc.jsonValue(), seq: fc.nat() })
  fc.assert(
    fc.property(someLine, someLine, (a, b) => {
      const same = canonical(a) === canonical(b)
      assert.equal(linkOf({ ...line, ...a }, sm3) === linkOf({ ...line, ...b }, sm3), same)
    }),
  )
})

test('the digest of a matter covers every fact of it', () => {
  const [contact] = runningTables()
  const begun = opened({ process: contact!, office: stage(), who: 'wang', at }, contactInput)
  assert.ok(!isRefusal(begun))
  const { after } = begun
  const digest = digestOf(after, sm3)
  assert.equal(digestOf(shuffled(after) as typeof after, sm3), digest)
  for (const field of Object.keys(after))
    assert.notEqual(digestOf({ ...after, [field]: field === 'clocks' ? [] : 'changed' }, sm3), digest, field)
  const late = after.clocks.map((clock) => ({ ...clock, lateSince: at }))
  assert.notEqual(digestOf({ ...after, clocks: late }, sm3), digest)
})
