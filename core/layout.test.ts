import assert from 'node:assert/strict'
import { test } from 'node:test'
import { laidOut } from '#core/layout.ts'

const move = (name: string, from: string[], to: string) => ({
  move: name,
  label: name,
  from,
  to: [{ state: to, when: null }],
  clauses: ['8.2'],
})

const flow = {
  title: '测试流程',
  states: [
    { id: 'reviewing', label: '审查', closed: false },
    { id: 'supplementing', label: '待补正', closed: false },
    { id: 'first', label: '初审', closed: false },
    { id: 'notice', label: '公示', closed: false },
    { id: 'done', label: '办结', closed: true },
    { id: 'refused', label: '不予受理', closed: true },
  ],
  moves: [
    move('notify', ['reviewing'], 'supplementing'),
    move('resupply', ['supplementing'], 'reviewing'),
    move('accept', ['reviewing'], 'first'),
    move('pass', ['first'], 'notice'),
    move('finish', ['notice'], 'done'),
    move('refuse', ['reviewing', 'supplementing'], 'refused'),
    { move: 'note', label: '备注', from: ['first'], to: null, clauses: ['8.2'] },
  ],
}

test('the road runs straight down, what turns back stands aside, the ends stand on the right', () => {
  const drawn = laidOut(flow)
  const at = Object.fromEntries(drawn.places.map((p) => [p.id, [p.row, p.column]]))
  assert.deepEqual(at.reviewing, [0, 0])
  assert.deepEqual(at.first, [1, 0])
  assert.deepEqual(at.supplementing, [1, 1])
  assert.deepEqual(at.notice, [2, 0])
  assert.equal(at.done?.[1], drawn.columns - 1)
  assert.equal(at.refused?.[1], drawn.columns - 1)
})

test('no two boxes share a place, and every way that changes the state is drawn once', () => {
  const { places, edges } = laidOut(flow)
  assert.equal(new Set(places.map((p) => `${p.row} ${p.column}`)).size, flow.states.length)
  assert.equal(edges.length, 7)
})
