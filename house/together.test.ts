import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chartOf, mermaidOf } from '#core/chart.ts'
import { day, parseInstant } from '#core/day.ts'
import { explore, ownerless, stuck } from '#house/explore.ts'
import { sampleForm, sampleVersion } from '#house/samples/sample.ts'
import { stage } from '#house/stage.ts'
import { caseProcess } from '#rules/time-limits/process.ts'

const process = caseProcess(sampleVersion())
const aside = [
  'hand-over',
  'recall',
  'take-over',
  'send-back',
  'join',
  'part',
  'ask-extension',
  'ask-late',
  'extend',
  'deny-extension',
]
const moves = Object.fromEntries(Object.entries(process.moves).filter(([name]) => !aside.includes(name)))
const road = { ...process, moves }

describe('steps side by side and counter-sign, explored wherever anybody can take them (6.4)', () => {
  const explored = explore({
    process: road,
    office: stage(),
    changed: stage([], [day('2026-03-05')]),
    input: { service: 'JY98', form: sampleForm },
    from: parseInstant('2026-03-02T09:00:00+08:00'),
  })
  test('nothing is wrong anywhere', () => assert.deepEqual(explored.faults, []))
  test('every move is made at least once', () => {
    const made = new Set(explored.arrows.map(({ move }) => move))
    assert.deepEqual(
      Object.keys(moves).filter((move) => !made.has(move)),
      [],
    )
  })
  test('from everywhere a way leads to an end', () => assert.deepEqual(stuck(road, explored).slice(0, 5), []))
  test('every open state has an owner who can lead it on', () => assert.deepEqual(ownerless(road), []))
  test('while steps run side by side somebody’s desk has each of them', () => {
    const lost = [...explored.spots.values()].filter(({ matter }) => {
      if (matter.state !== 'at-together' && matter.state !== 'at-signed') return false
      return matter.turn === null
    })
    assert.deepEqual(lost, [])
  })
  test('the chart on the wall draws them', () => {
    const text = mermaidOf(chartOf(process))
    for (const words of ['数据比对同意', '援助审核同意', '其余各方都已同意', '会签同意'])
      assert.ok(text.includes(words), words)
  })
})
