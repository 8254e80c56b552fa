import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseInstant } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import { explore, ownerless, stuck } from '#house/explore.ts'
import { exploresWell } from '#house/exploring.ts'
import { contactInput } from '#house/forms.ts'
import { stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'

const office = stage()
const from = parseInstant('2026-03-02T09:00:00+08:00')

for (const process of runningTables())
  if (process.kind !== 'case' && process.kind !== 'enrolment') exploresWell(process)

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
