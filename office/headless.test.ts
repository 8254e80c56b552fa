import assert from 'node:assert/strict'
import { randomUUIDv7 } from 'node:crypto'
import { test } from 'node:test'
import { day, type Instant, instantAt } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { type OfficeId, officeOf } from '#core/roster.ts'
import { change } from '#office/change.ts'
import { current } from '#office/current.ts'
import { treeView } from '#office/ground-view.ts'
import { leads } from '#office/keeper.ts'
import { askLeave, decideLeave, deciderFor } from '#office/leave.ts'
import { depart } from '#office/people.ts'
import { nameAnswerable } from '#office/places.ts'
import { demoOffice, demoPath, demoStaff, demoTenant, seedOffice } from '#office/seed.ts'
import type { By, Leave, OfficeSnapshot } from '#office/snapshot.ts'
import type { Username } from '#office/story.ts'
import { organizationView } from '#office/view.ts'
import { testDatabase } from '#platform/db/testing.ts'

// A new office whose district and city have no head yet, and whose system administrator has named nobody (5.0).

const { db, owner } = await testDatabase('office_headless')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const monday = instantAt(day('2026-11-23'), 540)
await seedOffice(db, { passwordHash: null, at: monday })
await owner.query('update tenant set answerable = null')
await owner.query(`delete from post_assignment where post in (select id from post where is_head and org = any($1))`, [
  [demoOffice('cs'), demoOffice('slq')],
])
await owner.query('update office_version set version = version + 1')

const as = (username: Username, at: Instant = monday): By => ({ tenant: demoTenant, staff: demoStaff(username), at })
const now = () => db.read(scope, (tx) => current(tx, demoTenant, monday))
const leadsSome = (office: OfficeSnapshot, by: By) =>
  [...office.organizations.keys()].filter((id: OfficeId) => leads(office, by, id))

test('nobody leads city and district by having been registered; the one named stands in and is still no head', async () => {
  const office = await now()
  const own = officeOf(office.roster, demoStaff('head'), monday)
  for (const { username } of office.roster.staff.values())
    if (username !== 'head')
      assert.ok(!leadsSome(office, as(username as Username)).includes(demoOffice('cs')), `${username} leads the city`)
  assert.equal(office.roster.answerable, null)
  assert.equal(office.roster.staff.get(office.roster.standby)?.administrator, false)
  assert.deepEqual(leadsSome(office, { ...as('head'), staff: office.roster.standby }), [])
  assert.equal(organizationView(office, demoOffice('cs'), monday).head, null)
  assert.deepEqual(
    [treeView(office, as('sysadmin')).answerable, treeView(office, as('sysadmin')).mayName],
    [null, true],
  )
  assert.equal(own, demoOffice('sljd'))
})

/** The one to whom duty falls, leaving the service. */
const goes = (office: OfficeSnapshot) =>
  depart(office, as('sysadmin'), {
    ...{
      id: randomUUIDv7(),
      staff: office.roster.standby,
      to: null,
      from: monday,
      confirm: false,
      held: [],
      waiting: [],
    },
  })

test("a head's leave waits until somebody is named to answer for all; that is the system administrator's to do", async () => {
  const period = { from: instantAt(day('2026-12-01'), 0), until: instantAt(day('2026-12-03'), 0) }
  const ask = { id: randomUUIDv7(), kind: 'leave' as const, reason: '测试', ...period }
  const leave = await db.transaction(scope, (tx) => change(tx, as('head'), askLeave, ask))
  assert.ok(!isRefusal(leave))
  const waiting = await now()
  assert.equal(deciderFor(waiting, leave as Leave, monday), null)
  const decision = { id: ask.id, approve: true, says: '', named: [] }
  const decides = (office: OfficeSnapshot, staff: By['staff']) =>
    decideLeave(office, { ...as('head'), staff }, decision)
  for (const staff of waiting.roster.staff.keys()) assert.ok(isRefusal(decides(waiting, staff)), `${staff} decides`)
  assert.ok(!isRefusal(goes(waiting)), 'whoever was registered first is free to leave')
  const who = { staff: waiting.roster.standby }
  const named = await db.transaction(scope, (tx) => change(tx, as('sysadmin'), nameAnswerable, who))
  assert.ok(!isRefusal(named))
  const office = await now()
  assert.equal(office.roster.answerable, who.staff)
  assert.deepEqual(leadsSome(office, { ...as('head'), staff: who.staff }), [])
  assert.ok(isRefusal(goes(office)), 'the one named stays until another is')
  const may = [...office.roster.staff.keys()].filter((staff) => !isRefusal(decides(office, staff)))
  assert.deepEqual(may, [who.staff])
})
