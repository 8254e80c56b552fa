import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day, parseInstant } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import { explore, ownerless, stuck } from '#house/explore.ts'
import { contactInput } from '#house/forms.ts'
import { groundOf } from '#house/grounds.ts'
import { stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'

/** Faults that the judge's owner knows of; each must still occur, so that whoever mends one takes it off this list. */
const known: readonly RegExp[] = []

const office = stage()
const changed = stage([], [day('2026-03-05')])
const from = parseInstant('2026-03-02T09:00:00+08:00')

const everything: string[] = []

for (const process of runningTables()) {
  describe(`${process.title}: explored wherever anybody can take it`, () => {
    const explored = explore({ process, office, changed, ...groundOf(process), from })
    const { spots, arrows, faults } = explored
    everything.push(...faults)
    const states = new Set([...spots.values()].map(({ matter }) => matter.state))

    test('every state is reached', () =>
      assert.deepEqual(
        Object.keys(process.states).filter((state) => !states.has(state)),
        [],
      ))
    test('every move is made at least once', () => {
      const made = new Set(arrows.map(({ move }) => move))
      assert.deepEqual(
        Object.keys(process.moves).filter((move) => !made.has(move)),
        [],
      )
    })
    test('nothing is wrong anywhere', () => {
      assert.deepEqual(
        faults.filter((fault) => !known.some((one) => one.test(fault))),
        [],
      )
    })
    test('from everywhere a way leads to an end', () => assert.deepEqual(stuck(process, explored).slice(0, 5), []))
    test('every open state has an owner who can lead it on', () => assert.deepEqual(ownerless(process), []))
    test('a closed matter stays closed', () => {
      const closed = (key: string) => process.states[spots.get(key)!.matter.state]?.closed === true
      assert.deepEqual(
        arrows.filter(({ from: a, to }) => closed(a) && !closed(to)).map(({ move }) => move),
        [],
      )
    })
  })
}

describe('the exploration sees what is wrong', () => {
  const [sound] = runningTables()
  const { moves } = sound!
  const seen = (changed: Partial<Process['moves']>) => {
    const process: Process = { ...sound!, moves: { ...moves, ...changed } as Process['moves'] }
    return { process, explored: explore({ process, office, input: contactInput, from }) }
  }
  test('catches a clock that goes on after the end', () => {
    const { explored } = seen({ answer: { ...moves['answer']!, clocks: [] } })
    assert.ok(explored.faults.some((fault) => /a clock goes on/.test(fault)))
  })
  test('catches a state whose clock does not run', () => {
    const { explored } = seen({ accept: { ...moves['accept']!, clocks: [{ clock: 'accept', do: 'stop' }] } })
    assert.ok(explored.faults.some((fault) => /its clock contact does not run/.test(fault)))
  })
  test('catches a dead end', () => {
    const { process, explored } = seen({
      appoint: { ...moves['appoint']!, from: [] },
      instruct: { ...moves['instruct']!, from: [] },
    })
    assert.ok(stuck(process, explored).length > 0)
    assert.deepEqual(ownerless(process), ['disputed', 'escalated'])
  })
})

test('a known fault that is mended leaves the list', () => {
  assert.deepEqual(
    known.filter((one) => !everything.some((fault) => one.test(fault))),
    [],
  )
})
