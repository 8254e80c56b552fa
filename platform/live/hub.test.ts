import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hint } from '#platform/live/event.ts'
import { type HubParts, makeHub } from '#platform/live/hub.ts'
import { payloads } from '#platform/live/wire.ts'

const place = { tenantId: 't', orgPath: 'c.d.s', sessionId: 'one' }
const hint = (over: Partial<Hint> = {}): Hint => ({
  tenantId: 't',
  orgPaths: ['c.d.s'],
  posts: [],
  matter: { id: 'm', version: 1 },
  ...over,
})

function outlet() {
  const made = {
    text: '',
    ended: false,
    destroyed: false,
    writableLength: 0,
    write(text: string) {
      made.text += text
      return true
    },
    end() {
      made.ended = true
    },
    destroy() {
      made.destroyed = true
    },
  }
  return made
}

const hubOf = (parts: Partial<HubParts> = {}) => makeHub({ living: async (ids) => new Set(ids), gatherMs: 5, ...parts })

test('people hear of their own office and those below, nothing of others', async () => {
  const hub = hubOf()
  const [clerk, district, sibling, prefix, elsewhere] = [outlet(), outlet(), outlet(), outlet(), outlet()]
  hub.join(place, clerk)
  hub.join({ ...place, orgPath: 'c.d' }, district)
  hub.join({ ...place, orgPath: 'c.d.x' }, sibling)
  hub.join({ ...place, orgPath: 'c.d.s1' }, prefix)
  hub.join({ ...place, tenantId: 'u' }, elsewhere)
  hub.publish(hint({ posts: ['p1'] }))
  hub.publish(hint({ posts: ['p1', 'p2'], matter: { id: 'm', version: 3 } }))
  await sleep(30)
  const heard = 'event: desk\ndata: {"posts":["p1","p2"]}\n\nevent: matter\ndata: {"id":"m","version":3}\n\n'
  assert.deepEqual(
    [clerk, district].map((each) => each.text),
    [heard, heard],
  )
  assert.deepEqual(
    [sibling, prefix, elsewhere].map((each) => each.text),
    ['', '', ''],
  )
  hub.close()
})

test('who does not read is dropped, who left is not written to', async () => {
  const hub = hubOf({ unreadBytes: 10 })
  const [slow, gone] = [outlet(), outlet()]
  hub.join(place, slow)
  hub.join(place, gone)
  slow.writableLength = 11
  hub.leave(gone)
  hub.publish(hint())
  await sleep(30)
  assert.deepEqual([slow.destroyed, slow.text, gone.text, hub.size()], [true, '', '', 0])
  hub.close()
})

test('a session that ends here ends its streams at once; elsewhere, with the next heartbeat; an outage ends none', async () => {
  let answer = async (_ids: readonly string[]): Promise<ReadonlySet<string>> => Promise.reject(new Error('away'))
  const hub = hubOf({ heartbeatMs: 20, living: (ids) => answer(ids) })
  const [one, two] = [outlet(), outlet()]
  hub.join(place, one)
  hub.join({ ...place, sessionId: 'two' }, two)
  hub.endSession('one')
  assert.deepEqual([one.ended, two.ended], [true, false])
  await sleep(60)
  assert.equal(two.ended, false)
  assert.match(two.text, /^: \n\n/)
  answer = async () => new Set()
  await sleep(60)
  assert.equal(two.ended, true)
  hub.close()
})

test('a full hub and a closing one take nobody', () => {
  const hub = hubOf({ listeners: 1 })
  assert.equal(hub.join(place, outlet()), true)
  assert.equal(hub.join(place, outlet()), false)
  hub.close()
  assert.equal(hub.join(place, outlet()), false)
  assert.equal(hub.size(), 0)
})

test('two thousand listeners hear of a hundred changes in well under a second', async () => {
  const hub = hubOf()
  const all = Array.from({ length: 2_000 }, outlet)
  for (const [n, each] of all.entries()) hub.join({ ...place, orgPath: `c.d.s${n % 50}` }, each)
  const start = performance.now()
  for (let n = 0; n < 100; n++) hub.publish(hint({ orgPaths: [`c.d.s${n % 50}`], matter: { id: `m${n}`, version: 1 } }))
  await sleep(20)
  assert.ok(all.every((each) => each.text.split('event: matter').length === 3))
  assert.ok(performance.now() - start < 500)
  hub.close()
})

test('what goes to other nodes fits into a notification, and nothing is lost on the way', () => {
  const many = Array.from({ length: 500 }, (_, n) => hint({ matter: { id: `matter-${n}`, version: n } }))
  const batches = payloads('node', many)
  assert.ok(batches.every((text) => Buffer.byteLength(text) < 8_000))
  assert.deepEqual(
    batches.flatMap((text) => JSON.parse(text).hints),
    many,
  )
})

test('a hint too large for a notification makes the others look at everything', () => {
  const large = hint({ orgPaths: Array.from({ length: 900 }, (_, n) => `city.district.street${n}`) })
  assert.deepEqual(
    payloads('node', [large, hint()]).map((text) => JSON.parse(text)),
    [
      { from: 'node', hints: [hint()] },
      { from: 'node', again: true },
    ],
  )
})

test('where hints may be lost everybody looks again, a few at a time', async () => {
  const hub = hubOf({ againAtOnce: 2 })
  const all = Array.from({ length: 5 }, outlet)
  for (const one of all) hub.join(place, one)
  hub.receive('again')
  const told = () => all.filter(({ text }) => text === 'event: matter\ndata: {}\n\nevent: queue\ndata: {}\n\n').length
  assert.equal(told(), 2)
  hub.leave(all[4]!)
  await sleep(250)
  assert.deepEqual([told(), all[4]?.text], [4, ''])
  hub.close()
})
