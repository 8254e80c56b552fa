import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  began,
  bodyOf,
  dropped,
  finish,
  forgetOld,
  forgetVisits,
  keepQueue,
  nextToGo,
  nothing,
  placesOf,
  type Queue,
  readQueue,
  refused,
  sending,
  stageOf,
  taken,
  unsent,
  written,
} from './queue.ts'

const begun = (queue: Queue, number: string) =>
  began(queue, {
    round: 'r',
    kind: 'household',
    values: { number, outcome: 'answered' },
    members: [],
    since: '2026-03-10',
  })
const three = ['A1', 'A2', 'A3'].reduce(begun, nothing)
const named = (queue: Queue, number: string) => queue.visits.find(({ values }) => values['number'] === number)!.entry
const done = (queue: Queue, ...numbers: string[]) =>
  numbers.reduce((one, number) => finish(one, named(one, number)), queue)
const going = (queue: Queue) => nextToGo(queue)?.visit.values['number'] ?? null

/** A tablet's own store. */
function tablet() {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
    key: (n: number) => [...kept.keys()][n] ?? null,
    get length() {
      return kept.size
    },
  }
}

test('several households at once; what is finished first goes first, what is being written waits', () => {
  assert.equal(going(three), null)
  const queue = done(three, 'A3', 'A1')
  assert.equal(going(queue), 'A3')
  assert.equal(going(taken(queue, named(queue, 'A3'))), 'A1')
  assert.equal(going(['A3', 'A1'].reduce((one, number) => taken(one, named(one, number)), queue)), null)
})

test('a lost answer: it goes again as it is under the same key, and nobody changes or drops it meanwhile', () => {
  const queue = done(three, 'A1', 'A2')
  const first = nextToGo(queue)!
  const away = sending(queue, first)
  const entry = named(away, 'A1')
  assert.deepEqual(written(away, entry, { values: { number: 'X' } }), away)
  assert.deepEqual(dropped(away, entry), away)
  const again = nextToGo(away)!
  assert.equal(again.key, first.key)
  assert.deepEqual(bodyOf(again.visit), bodyOf(first.visit))
  assert.equal(going(taken(away, entry)), 'A2')
})

test('a refusal holds back one and no other; changed and finished again it goes under another key, last', () => {
  const queue = done(three, 'A1', 'A2')
  const first = nextToGo(queue)!
  const no = refused(sending(queue, first), first.visit.entry, { says: '本轮已登记', problems: [] })
  assert.equal(stageOf(no, first.visit), 'held')
  assert.equal(going(no), 'A2')
  const mended = written(no, first.visit.entry, { values: { number: 'A9', outcome: 'answered' } })
  assert.equal(going(mended), 'A2', 'not before it is finished again')
  const both = finish(mended, first.visit.entry)
  assert.equal(going(both), 'A2')
  const left = taken(both, named(both, 'A2'))
  assert.equal(going(left), 'A9')
  assert.notEqual(nextToGo(left)!.key, first.key)
})

test('whatever happens, nothing is lost and nothing is sent twice as two: each visit goes once, or is still here', () => {
  const step = fc.record({
    does: fc.constantFrom('begin', 'finish', 'go', 'lost', 'taken', 'refused', 'write'),
    which: fc.nat(5),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let queue = nothing
      let count = 0
      const arrived = new Map<string, string>()
      for (const { does, which } of steps) {
        const one = queue.visits[which]
        if (does === 'begin') queue = begun(queue, `B${count++}`)
        if (does === 'finish' && one) queue = finish(queue, one.entry)
        if (does === 'write' && one) queue = written(queue, one.entry, { members: [{ name: '甲' }] })
        const next = nextToGo(queue)
        if (!next || !['go', 'lost', 'taken', 'refused'].includes(does)) continue
        queue = sending(queue, next)
        if (does === 'lost' || does === 'taken') {
          const text = JSON.stringify(bodyOf(next.visit))
          const before = arrived.get(next.visit.entry)
          assert.ok(before === undefined || before === text, 'the same name never carries something else')
          arrived.set(next.visit.entry, text)
        }
        if (does === 'taken') queue = taken(queue, next.visit.entry)
        // What arrived and whose answer was lost is never refused: the server knows it.
        if (does === 'refused' && !arrived.has(next.visit.entry))
          queue = refused(queue, next.visit.entry, { says: '不行', problems: [] })
      }
      const here = new Set(queue.visits.map(({ entry }) => entry))
      assert.equal(new Set([...here, ...arrived.keys()]).size, count)
    }),
  )
})

test('the tablet keeps it over a reload, forgets it at sign-out, and after two weeks by itself', () => {
  const store = tablet()
  keepQueue(store, 'wang', done(three, 'A1'))
  keepQueue(store, 'li', begun(nothing, 'L1'))
  assert.equal(going(readQueue(store, 'wang')), 'A1')
  assert.equal(unsent(store, 'wang'), 3)
  assert.equal(unsent(store, 'li'), 1)
  assert.equal(forgetOld(store, '2026-03-24'), 0)
  assert.equal(forgetOld(store, '2026-03-25'), 4)
  assert.equal(unsent(store, 'wang') + unsent(store, 'li'), 0)
  keepQueue(store, 'wang', three)
  keepQueue(store, 'li', begun(nothing, 'L1'))
  store.setItem('shouwen.habits', '{}')
  forgetVisits(store, 'wang')
  assert.equal(unsent(store, 'wang'), 0)
  assert.equal(unsent(store, 'li'), 1, 'who signs out takes only their own')
  forgetVisits(store, 'li')
  assert.equal(store.length, 1, 'other things stay')
  assert.equal(keepQueue({ ...store, setItem: () => assert.fail('full') }, 'wang', three), false)
})

test('what is sent: answers apart from what is asked of the visit; nothing of who could not be asked', () => {
  const values = { area: 'a', number: 'A1', outcome: 'answered', informed: true, population: 2, remark: '' }
  const visit = { ...three.visits[0]!, values, members: [{ name: '甲' }] }
  assert.deepEqual(bodyOf(visit), {
    ...{ entry: visit.entry, kind: 'household', area: 'a', number: 'A1', outcome: 'answered' },
    ...{ answers: { informed: true, population: 2 }, members: [{ name: '甲' }] },
  })
  assert.deepEqual(Object.keys(bodyOf({ ...visit, values: { ...values, outcome: 'refused', reason: '不愿意' } })), [
    'entry',
    'kind',
    'area',
    'number',
    'outcome',
    'reason',
  ])
  const placed = placesOf([
    { at: '/answers/population', says: '少了' },
    { at: '/members/1/status', says: '不一致' },
    { at: '/number', says: '重复' },
  ])
  assert.deepEqual(
    placed.whole.map(({ at }) => at),
    ['/population', '/number'],
  )
  assert.deepEqual(placed.members.get(1), [{ at: '/status', says: '不一致' }])
})
