import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whoMay } from '#core/process.ts'
import { relations } from '#core/relation.ts'
import { runningTables } from '#house/tables.ts'
import { isClauseId } from '#regulation/clauses.ts'
import { phrases } from '#regulation/phrases.ts'

/** What the compiler can't see in tables that are made from service files. */
for (const { title, states, clocks, moves, opening } of runningTables()) {
  test(`${title}: every name in the table means something`, () => {
    const known = new Set(Object.keys(states))
    const begins = typeof opening.to === 'string' ? [opening.to] : [opening.to.leads, opening.to.otherwise]
    for (const state of begins) assert.ok(known.has(state), `open ${state}`)
    for (const [name, move] of Object.entries(moves)) {
      const { to, from, cites, by } = move
      const ends = to === undefined ? [] : typeof to === 'string' ? [to] : [to.leads, to.otherwise]
      for (const state of [...from, ...ends]) assert.ok(known.has(state), `${name} ${state}`)
      for (const id of cites) assert.ok(isClauseId(id), `${name} ${id}`)
      for (const relation of by) assert.ok(relation in relations, `${name} ${relation}`)
      for (const { clock } of move.clocks ?? []) assert.ok(clock === '*' || clock in clocks, `${name} ${clock}`)
    }
    for (const state of Object.values(states))
      for (const situation of state.say ?? []) assert.ok(situation in phrases, situation)
  })

  test(`${title}: buttons side by side have different words`, () => {
    for (const state of Object.keys(states)) {
      const labels = Object.values(moves)
        .filter(({ from, quiet }) => from.includes(state) && !quiet)
        .map(({ label }) => label)
      assert.deepEqual(
        labels.filter((label, i) => labels.indexOf(label) !== i),
        [],
        state,
      )
    }
  })

  test(`${title}: nothing leads out of an end but to another end`, () => {
    for (const [name, { from, to }] of Object.entries(moves))
      if (from.some((state) => states[state]?.closed))
        assert.ok(to === undefined || (typeof to === 'string' && states[to]?.closed), name)
  })
}

test('who may, in people’s words', () => assert.equal(whoMay({ by: ['holder', 'deputy'] }, relations), '承办人、B角'))
