import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { pauseClock, startClock } from '#core/clock.ts'
import { instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { readMatter, saveMatter } from '#matter/store.ts'
import { at, openContacts, scope, tenant } from '#matter/testing.ts'
import { current } from '#office/current.ts'

const { world } = await testServer('pauses')
const opened = at('2026-11-23T09:30:00+08:00')

test('a clock that begins anew, even from an earlier instant, has nothing of the pauses before it', async () => {
  const [id = ''] = await openContacts(world, 1, opened)
  const kept = await world.db.read(scope, (tx) => readMatter(tx, tenant, id))
  const office = await world.db.read(scope, (tx) => current(tx, tenant, opened))
  assert.ok(kept)
  const save = (before: Matter, after: Matter) =>
    world.db.transaction(scope, async (tx) => saveMatter(tx, tenant, before, after, 'x', opened))
  const [first] = kept.matter.clocks
  assert.ok(first)
  const paused = { ...kept.matter, clocks: [pauseClock(first, instant(opened + 60_000), '等待')] }
  await save(kept.matter, paused)
  const calendar = office.calendar(kept.matter.office)
  const anew = startClock(calendar, first.name, { ...first.limit, unit: 'naturalDays', amount: 30 }, opened)
  await save(paused, { ...paused, clocks: [anew] })
  const read = await world.db.read(scope, (tx) => readMatter(tx, tenant, id))
  assert.deepEqual(read?.matter.clocks[0]?.pauses, [])
})
