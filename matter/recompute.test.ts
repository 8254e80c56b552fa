import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { addDays, day, dayOf, instant, instantAt, iso } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { recompute } from '#matter/recompute.ts'
import { at, openContacts, path, scope, tenant } from '#matter/testing.ts'
import { verify } from '#matter/verify.ts'
import { change } from '#office/change.ts'
import { closeOffice } from '#office/closure.ts'
import { demoOffice, demoStaff } from '#office/seed.ts'

const s = await testServer('recompute')
const { world, owner } = s
const opened = at('2026-11-23T09:30:00+08:00')
const clocksOf = async (id: string) =>
  (await owner.query(`select due_at, calendar, late_since from clock where matter_id = $1`, [id])).rows[0]

test('a closure moves the running dates of that office, each with its line; again it moves nothing', async () => {
  const [late] = await openContacts(world, 1, at('2026-11-02T09:30:00+08:00'))
  const ids = await openContacts(world, 5, opened)
  const before = await clocksOf(ids[0]!)
  assert.deepEqual((await recompute(world, { tenant, path, at: opened })).moved, 0)

  const due = dayOf(instant(before.due_at.getTime()))
  const ask = {
    id: '01900000-0000-7000-8999-000000000001',
    office: demoOffice('sljd'),
    day: due,
    from: null,
    to: null,
    why: '设备检修（测试数据）',
  }
  const by = { tenant, staff: demoStaff('head'), at: opened }
  const closed = await world.db.transaction(scope, (tx) => change(tx, by, closeOffice, ask))
  assert.ok(!isRefusal(closed), JSON.stringify(closed))

  const done = await recompute(world, { tenant, path, at: instant(opened + 1000), batch: 2 })
  assert.deepEqual([done.moved, done.troubled], [5, []])
  const after = await clocksOf(ids[0]!)
  assert.ok(after.due_at > before.due_at)
  assert.ok(dayOf(instant(after.due_at.getTime())) >= addDays(due, 1))
  const { rows } = await owner.query(`select move, says, as_whom from journal where matter_id = $1 order by seq`, [
    ids[0],
  ])
  assert.equal(rows.at(-1).move, 'recompute')
  assert.match(rows.at(-1).says, /^到期时间由.*推后为.*日历由\w+改为\w+/)
  assert.ok((await clocksOf(late!)).late_since, 'what was late before stays late')
  assert.deepEqual((await recompute(world, { tenant, path, at: instant(opened + 2000) })).moved, 0)
  const found: unknown[] = []
  await verify(world.db, scope, (finding) => found.push(finding))
  assert.deepEqual(found, [])
})

test('a bad row stops nothing', async () => {
  const ids = await openContacts(world, 6, opened)
  await owner.query(`update matter set kind = 'unheard-of' where id = $1`, [ids[2]])
  const office = demoOffice('sljd')
  const ask = {
    id: '01900000-0000-7000-8999-000000000002',
    office,
    day: dayOf(instant((await clocksOf(ids[0]!)).due_at.getTime())),
    from: null,
    to: null,
    why: '停电（测试数据）',
  }
  const closed = await world.db.transaction(scope, (tx) =>
    change(tx, { tenant, staff: demoStaff('head'), at: instant(opened + 3000) }, closeOffice, ask),
  )
  assert.ok(!isRefusal(closed), JSON.stringify(closed))
  const done = await recompute(world, { tenant, path, at: instant(opened + 4000) })
  assert.deepEqual(
    done.troubled.map(({ matter }) => matter),
    [ids[2]],
  )
  assert.ok(done.moved >= 5)
  assert.ok(iso(instantAt(day('2026-11-23'), 0)) < iso(opened))
})
