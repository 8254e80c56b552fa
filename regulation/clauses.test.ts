import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byHand } from '#regulation/by-hand.ts'
import { keptBy } from '#regulation/clause.ts'
import { clause, clauseIds, isClauseId } from '#regulation/clauses.ts'
import { rules } from '#regulation/rules.ts'

/** Written by hand from the regulation: the list that the data is checked against, so never generated from it. */
const expected = `
1.1 1.2.a 1.2.b 1.2.c 1.2.d 1.2.e 1.2.f 1.2.g 1.2.h 1.2.i 1.2.j 1.3 1.4 1.5 1.6
2.1 2.2 2.3.1 2.3.2.a 2.3.2.b 2.3.2.c 2.3.3 2.3.4 2.3.5 2.4.0 2.4.1 2.4.2 2.4.3 2.4.4
3.1.1 3.1.2 3.1.3 3.2.1 3.2.2 3.2.3 3.3.1 3.3.2 3.3.3 3.4.1 3.4.2
4.1.1 4.1.2 4.1.3 4.1.4 4.1.5 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.2.6 4.2.7 4.3.1 4.3.2 4.3.3 4.3.4 4.3.5 4.3.6
5.0 5.1.a 5.1.b 5.1.c 5.2 5.3 5.4 5.5
6.0 6.2 6.3 6.4 6.5 6.6
7.1 7.2 7.3 7.4 7.5 7.6
8.1 8.2 8.3 8.4
9.0 9.1 9.2
10.1.1 10.1.2 10.1.3 10.1.4 10.2.1 10.2.2 10.2.3 10.2.4 10.2.5 10.3.1 10.3.2 10.3.3
10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5.a 10.5.5.b 10.5.5.c 10.5.5.d
`

test('every clause of the regulation is here, in its order, and no other', () => {
  assert.deepEqual(clauseIds, expected.trim().split(/\s+/))
})

test('a clause belongs to the rule that its id begins with, says something short, and is kept by something', () => {
  for (const id of clauseIds) {
    const { rule, words, kept } = clause(id)
    assert.equal(String(rule), id.split('.')[0], id)
    assert.match(words, /^[^\n]{6,120}。$/u, id)
    assert.ok(kept.length > 0 && new Set(kept).size === kept.length, id)
    for (const means of kept) assert.ok(means in keptBy, `${id} ${means}`)
  }
})

test('an id is told from other texts', () => {
  assert.equal(isClauseId('2.3.2.b'), true)
  for (const text of ['2.3.2', '6.1', '11.1', '', 'toString', '__proto__']) assert.equal(isClauseId(text), false, text)
})

test('ten rules, numbered one to ten, each with clauses', () => {
  assert.deepEqual(
    rules.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  )
  for (const { number } of rules) assert.ok(clauseIds.some((id) => clause(id).rule === number))
  assert.equal(new Set(rules.map(({ slug }) => slug)).size, 10)
})

test('what is left to people has its reason; a check is never believed to be enforced', () => {
  for (const { clause: id, part, why } of byHand) {
    assert.ok(isClauseId(id), id)
    assert.ok(part.length > 1 && why.length > 3, id)
  }
  const named = new Set(byHand.map(({ clause: id }) => id))
  const onlyChecked = clauseIds.filter((id) => clause(id).kept.every((means) => means === 'check'))
  assert.deepEqual(
    onlyChecked.filter((id) => !named.has(id)),
    [],
  )
})
