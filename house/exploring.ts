import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day, parseInstant } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import { explore, ownerless, stuck } from '#house/explore.ts'
import { groundOf } from '#house/grounds.ts'
import { stage } from '#house/stage.ts'

const office = stage()
const changed = stage([], [day('2026-03-05')])
const from = parseInstant('2026-03-02T09:00:00+08:00')

/** Tests that a table is sound wherever anybody can take it. In files by themselves, so that all cores have their share. */
export function exploresWell(process: Process): void {
  describe(`${process.title}: explored wherever anybody can take it`, () => {
    const explored = explore({ process, office, changed, ...groundOf(process), from })
    const { spots, arrows, faults } = explored
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
      assert.deepEqual(faults, [])
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
