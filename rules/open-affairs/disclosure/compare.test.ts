import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { places } from '#matter/jobs.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { compare } from './compare.ts'
import { openItem, openList } from './public.ts'

const server = await testServer('disclosure', '2026-03-02T09:00:00+08:00')
const { world, owner, db } = server
const place = { tenant: demoTenant, path: demoPath('cs') }
const street = demoOffice('sljd')

async function run() {
  const [found] = await places(world)
  assert.ok(found)
  const { scope, office } = found
  return compare(world, scope, office)
}

test('每个单位应公开的各有一件，从当时起计时；再对一遍什么也不多 (1.2, 1.4, 1.5)', async () => {
  const first = await run()
  assert.deepEqual(first.troubled, [])
  const rows = await owner.query('select topic, count(*)::int as n from disclosure group by topic order by topic')
  const counts = Object.fromEntries(rows.rows.map(({ topic, n }) => [topic, n]))
  for (const topic of ['powers', 'posts', 'staff', 'scope', 'promises', 'rules', 'discipline', 'complaints'])
    assert.equal(counts[topic], 6, topic)
  assert.ok(counts['service'] >= 15)
  assert.deepEqual([counts['law'], counts['item'], counts['outcome']], [1, 1, undefined])
  const due = await owner.query('select distinct due_at::date::text as day, state from disclosure')
  assert.deepEqual(due.rows, [{ day: '2026-03-30', state: 'due' }])
  assert.deepEqual(await run(), { opened: 0, refreshed: 0, ended: 0, troubled: [] })
})

test('两处同时比对，同一内容也只有一件 (1.5)', async () => {
  await owner.query("delete from disclosure where topic = 'posts'")
  await Promise.all([run(), run(), run()])
  const { rows } = await owner.query("select count(*)::int as n from disclosure where topic = 'posts'")
  assert.equal(rows[0].n, 6)
})

test('公众只读到批准了的 (1.5)', async () => {
  assert.deepEqual(await openList(db, place, street, server.now()), [])
  assert.equal(await openItem(db, place, '01900000-0000-7000-8000-000000000001', server.now()), null)
})
