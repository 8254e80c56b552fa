import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workingDaysAfter } from '#core/calendar.ts'
import { day, instant, instantAt } from '#core/day.ts'
import { duty, gaps, headOf, isSuperiorOf } from '#core/roster.ts'
import { current, fresh, latest } from '#office/current.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant, seedOffice } from '#office/seed.ts'
import { places } from '#office/story.ts'
import { testDatabase } from '#platform/db/testing.ts'

const { db } = await testDatabase('office_seed')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const now = instantAt(day('2026-11-23'), 600)

test('the demonstration is founded once, and every office of it is fully manned', async () => {
  assert.equal(await seedOffice(db, { passwordHash: 'x', at: now }), true)
  assert.equal(await seedOffice(db, { passwordHash: 'x', at: now }), false)
  const office = await db.read(scope, (tx) => current(tx, demoTenant, now))
  assert.equal(office.version, 1)
  for (const { code } of places) assert.deepEqual(gaps(office.roster, demoOffice(code), now), [], code)
  assert.deepEqual(duty(office.roster, demoPost('sljd.counter'), now).staff, demoStaff('wang'))
  assert.equal(headOf(office.roster, demoOffice('slsq'), now), demoStaff('head'))
  assert.equal(isSuperiorOf(office.roster, demoStaff('district'), demoOffice('sljd'), now), true)
  assert.equal(isSuperiorOf(office.roster, demoStaff('district'), demoOffice('ybjd'), now), false)
  assert.equal(office.byPath.get('cs.slq.sljd')?.short, '示例人社')
  assert.deepEqual(workingDaysAfter(office.calendar(demoOffice('sljd')), day('2026-09-30'), 20), {
    day: '2026-11-03',
    provisional: false,
  })
  assert.equal(office.calendar(demoOffice('sljd')), office.calendar(demoOffice('ybjd')), 'same hours, one table')
})

test('the snapshot stays in memory as long as its version holds', async () => {
  const read = () => db.read(scope, (tx) => current(tx, demoTenant, instant(now + 1)))
  const office = await read()
  assert.equal(await read(), office)
  assert.equal(latest(demoTenant), office)
  assert.equal(fresh(demoTenant, { version: 2, hash: '' }), null)
  assert.equal(fresh(demoTenant, { version: 1, hash: 'of another database' }), null)
})
