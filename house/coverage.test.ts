import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import { clauseStates } from '#core/coverage.ts'
import { testFiles, testsByClause, untested } from '#house/pages/tested.ts'
import { runningTables } from '#house/tables.ts'
import { clauseIds } from '#regulation/clauses.ts'
import { artefacts } from '#regulation/kept.ts'

/** Clauses that nothing keeps yet. May only go down: whoever keeps one more takes the number down with it. */
const notYet = 0

const states = clauseStates(runningTables())
const count = (state: string) => states.filter((one) => one.state === state).length

describe('every clause is kept, left to people with a reason, or counted as not yet', () => {
  test('the number of clauses not yet kept only goes down', () => {
    const open = states.filter(({ state }) => state === 'not-yet').map(({ id }) => id)
    assert.equal(open.length, notYet, `set notYet to ${open.length}: ${open.join(' ')}`)
  })

  test('what is listed as keeping a clause exists', () => {
    assert.deepEqual(
      artefacts.filter(({ where }) => !existsSync(where)),
      [],
    )
  })

  test('a clause that is kept says by what', () => {
    for (const { id, state, by, lacks } of states)
      assert.equal(state === 'kept', by.length > 0 && lacks.length === 0, id)
    assert.equal(count('kept') + count('by-hand') + count('not-yet'), states.length)
  })

  test('what is said to be lacking is lacking from something', () => {
    assert.deepEqual(
      states.filter(({ lacks, by }) => lacks.length > 0 && by.length === 0).map(({ id }) => id),
      [],
    )
  })

  test('catches a clause that loses what kept it', () => {
    const without = clauseStates(
      runningTables().map((table) => ({ ...table, moves: {} })),
      [],
    )
    assert.ok(without.filter(({ state }) => state === 'not-yet').length > notYet)
  })
})

describe('every clause that is kept has a test that shows it', () => {
  const tests = testsByClause(testFiles())

  test('none is without', () => {
    assert.deepEqual(untested(states, tests), [])
  })

  test('what a test names is a clause, or a section that has clauses', () => {
    const named = [...tests].filter(([name]) => !clauseIds.some((id) => id === name || id.startsWith(`${name}.`)))
    assert.deepEqual(named, [])
  })

  test('catches a clause whose tests are gone, and one that is kept by something new without a test', () => {
    const fewer = testsByClause(testFiles().filter(({ path }) => path !== 'rules/standard-conduct/items.test.ts'))
    assert.ok(untested(states, fewer).includes('4.3.6'))
    const open = states.filter(({ state }) => state === 'not-yet')
    assert.deepEqual(untested([{ id: '4.3.6', state: 'kept' }], new Map([['4.3.5', ['a']]])), ['4.3.6'])
    assert.deepEqual(untested(open, new Map()), [])
  })
})
