import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aheadOf, estimate, nextOf, numberOf, plain, type Waiting, waitSays, zoneFor, zonesAt } from './policy.ts'

const ticket = (seq: number, over: Partial<Waiting> = {}): Waiting => ({
  ...{ id: `t${over.zone ?? 'A'}${seq}`, zone: 'A', lane: 'common', since: seq, origin: over.zone ?? 'A', seq },
  ...{ backAfter: null, toWindow: null },
  ...over,
})

/** Windows and what they serve: one is everybody's, two are of one zone each. */
const seats = [
  { window: 1, zones: ['A', 'B'] },
  { window: 2, zones: ['A'] },
  { window: 3, zones: ['B'] },
] as const

type Event =
  | { readonly is: 'take'; readonly zone: 'A' | 'B'; readonly lane: 'common' | 'priority' }
  | { readonly is: 'call'; readonly seat: number }
const events = fc.array(
  fc.oneof(
    fc.record({
      ...{ is: fc.constant('take' as const), zone: fc.constantFrom('A' as const, 'B' as const) },
      lane: fc.constantFrom('common' as const, 'priority' as const),
    }),
    fc.record({ is: fc.constant('call' as const), seat: fc.nat(2) }),
  ) satisfies fc.Arbitrary<Event>,
  { maxLength: 200 },
)

type Watch = { readonly ticket: Waiting; readonly bound: number; calls: number }

test('property: after so many priority numbers an ordinary one has its turn, and nobody starves (10.4.5)', () => {
  fc.assert(
    fc.property(events, fc.integer({ min: 1, max: 4 }), (story, ratio) => {
      let waiting: Waiting[] = []
      const streaks = new Map<number, number>()
      const called = new Map<string, number>()
      const watched: Watch[] = []
      for (const [n, event] of story.entries()) {
        if (event.is === 'take') {
          const made = ticket(n + 1, { zone: event.zone, lane: event.lane })
          // By then every ordinary one who was there before may go first, each behind `ratio` of priority.
          const older = waiting.filter(({ lane }) => lane === 'common').length
          if (event.lane === 'common')
            watched.push({ ticket: made, bound: (older + 1) * (ratio + 1) + ratio * seats.length, calls: 0 })
          waiting.push(made)
          continue
        }
        const seat = seats[event.seat]!
        const streak = streaks.get(seat.window) ?? 0
        const choice = nextOf(waiting, called, { ...seat, streak }, ratio)
        const mine = waiting.filter(({ zone }) => (seat.zones as readonly string[]).includes(zone))
        assert.equal(choice === null, mine.length === 0, 'somebody is called whenever somebody waits')
        if (!choice) continue
        const common = mine.some(({ lane }) => lane === 'common')
        const priority = mine.some(({ lane }) => lane === 'priority')
        if (common && priority) assert.equal(choice.ticket.lane, streak >= ratio ? 'common' : 'priority')
        assert.ok(choice.streak <= ratio)
        const before = mine.filter(({ lane, since }) => lane === choice.ticket.lane && since < choice.ticket.since)
        assert.deepEqual(before, [], 'the first of its lane')
        streaks.set(seat.window, choice.streak)
        called.set(choice.ticket.zone, (called.get(choice.ticket.zone) ?? 0) + 1)
        waiting = waiting.filter(({ id }) => id !== choice.ticket.id)
        for (const one of watched) {
          if (!waiting.includes(one.ticket) || !(seat.zones as readonly string[]).includes(one.ticket.zone)) continue
          one.calls += 1
          assert.ok(one.calls <= one.bound, `${one.ticket.id} waits for ${one.calls} calls, may for ${one.bound}`)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('property: moved to another line, a number stands there by when it was taken, behind nobody who came later', () => {
  const lines = fc.array(fc.record({ zone: fc.constantFrom('A', 'B'), lane: fc.constantFrom('common', 'priority') }), {
    ...{ minLength: 1, maxLength: 30 },
  })
  fc.assert(
    fc.property(lines, fc.nat(), (drawn, which) => {
      const all = drawn.map(({ zone, lane }, i) => ticket(i + 1, { zone, lane: lane as Waiting['lane'] }))
      const moved = { ...all[which % all.length]!, zone: 'B' }
      let waiting = all.map((one) => (one.id === moved.id ? moved : one))
      const order: Waiting[] = []
      for (let streak = 0; ; ) {
        const choice = nextOf(waiting, new Map(), { window: 3, zones: ['B'], streak }, 2)
        if (!choice) break
        streak = choice.streak
        order.push(choice.ticket)
        waiting = waiting.filter(({ id }) => id !== choice.ticket.id)
      }
      const lane = order.filter((one) => one.lane === moved.lane).map(({ since }) => since)
      assert.deepEqual(
        lane,
        lane.toSorted((a, b) => a - b),
      )
      assert.ok(order.includes(moved), 'and is called')
    }),
  )
})

test('passed over: after so many others at the old place; alone there, at once', () => {
  const over = ticket(1, { backAfter: 3 })
  const line = [over, ticket(2), ticket(3)]
  const seat = { window: 1, zones: ['A'], streak: 0 }
  assert.equal(nextOf(line, new Map([['A', 2]]), seat, 2)?.ticket.seq, 2)
  assert.equal(nextOf(line, new Map([['A', 3]]), seat, 2)?.ticket.seq, 1, 'before those who came later')
  assert.equal(nextOf([over], new Map([['A', 1]]), seat, 2)?.ticket.seq, 1)
})

test('a number that was sent to one window is called by that one only', () => {
  const one = ticket(1, { toWindow: 2 })
  assert.equal(nextOf([one], new Map(), { window: 1, zones: ['A'], streak: 0 }, 2), null)
  assert.equal(nextOf([one], new Map(), { window: 2, zones: ['B'], streak: 0 }, 2)?.ticket.id, one.id)
})

test('where one queues: by service; what no zone claims goes to the first', () => {
  const plan = {
    ...plain,
    zones: [
      { letter: 'A', name: '综合', services: [], windows: [1, 2] },
      { letter: 'B', name: '援助', services: ['JY02'], windows: [3] },
    ],
  }
  assert.deepEqual(
    [null, 'JY01', 'JY02'].map((service) => zoneFor(plan, service).letter),
    ['A', 'A', 'B'],
  )
  assert.deepEqual(zonesAt(plan, 3, [1, 2, 3], ['A', 'B']), ['B'])
  assert.deepEqual(zonesAt(plan, 1, [1, 2], ['A', 'B']), ['A', 'B'], 'window 3 is gone: its line is everybody’s')
  assert.deepEqual(zonesAt(plan, 1, [1, 2, 3], ['A', 'C']), ['A', 'C'], 'a line that the plan forgot is not lost')
})

test('the wait is told from what was measured, and unknown is said', () => {
  const line = [ticket(1), ticket(2, { lane: 'priority' }), ticket(3)]
  assert.equal(aheadOf(line, ticket(4), 2), 3)
  assert.equal(aheadOf(line, ticket(4, { lane: 'priority' }), 2), 2)
  assert.equal(aheadOf(line, line[2]!, 2), 2)
  assert.equal(estimate(3, null, 2), null)
  assert.equal(estimate(3, 8, 2), 12)
  assert.match(waitSays(3, null), /说不准/)
  assert.match(waitSays(3, 12), /前面3人，估计约12分钟/)
  assert.equal(numberOf({ origin: 'B', seq: 7 }), 'B007')
})
