import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { addDays, dayOf, instant, parseInstant } from '#core/day.ts'
import { audit, firstBrokenAudit } from '#platform/auth/audit.ts'
import { auditRoutes } from '#platform/auth/audit-routes.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { tenantId, testDoor } from '#platform/http/testing.ts'

const { db, owner } = await testDatabase('audit')
const scope = { tenant: tenantId, paths: [] }
const start = parseInstant('2026-11-23T09:00:00+08:00')
const today = dayOf(start)

const add = (n: number) =>
  db.transaction(scope, (tx) =>
    audit(tx, {
      tenantId,
      at: instant(start + n * 60_000),
      staffId: null,
      what: 'test',
      about: null,
      succeeded: true,
      says: `第${n}件`,
    }),
  )
const broken = (day = today) => db.read(scope, (tx) => firstBrokenAudit(tx, tenantId, day))

beforeEach(async () => {
  await owner.query('truncate audit, audit_day')
  for (const n of [1, 2]) await add(n)
  await Promise.all([3, 4, 5, 6].map(add))
})

test('a whole chain is whole, also over midnight', async () => {
  await add(24 * 60)
  assert.equal(await broken(), null)
  assert.equal(await broken(addDays(today, 1)), null)
})

for (const [what, planted, first] of [
  ['a changed line', `update audit set says = '别的' where seq = 3`, 3],
  ['a removed line', `delete from audit where seq = 3`, 3],
  ['the last line removed', `delete from audit where seq = 6`, 6],
  ['two lines swapped', `update audit set seq = case seq when 2 then 102 else 103 end where seq in (2, 3)`, 2],
] as const)
  test(`${what} is found`, async () => {
    await owner.query(planted)
    await owner.query(`update audit set seq = case seq when 102 then 3 when 103 then 2 end where seq > 100`)
    assert.equal(await broken(), first)
  })

test('a day that is gone breaks the next one', async () => {
  await add(24 * 60)
  await owner.query(`delete from audit where day = '${today}'`)
  await owner.query(`delete from audit_day where day = '${today}'`)
  assert.equal(await broken(addDays(today, 1)), 1)
})

test('the audit administrator reads it page by page, nobody else', async () => {
  const { app, cookieOf, clock } = await testDoor(db)
  await app.register(auditRoutes, { db, now: clock.now })
  const read = async (name: string, query = '') =>
    app.inject({ url: `/api/audit?${query}`, headers: { cookie: await cookieOf(name) } })
  for (const name of ['wang', 'head', 'sysadmin']) assert.equal((await read(name)).statusCode, 403)
  const page = (await read('auditor', 'limit=4')).json()
  assert.deepEqual([page.day, page.broken, page.lines.length, page.next], [today, null, 4, 4])
  assert.equal((await read('auditor', 'after=4&limit=100')).json().next, null)
  assert.equal((await read('auditor', 'day=2026-02-30')).statusCode, 422)
  await app.close()
})

test('the program can neither change nor remove a line', async () => {
  for (const [name, text] of [
    ['planted.audit-update', `update audit set says = '' where tenant_id = $1`],
    ['planted.audit-delete', `delete from audit where tenant_id = $1`],
  ] as const)
    await assert.rejects(
      db.transaction(scope, (tx) => tx.all({ name, text }, [tenantId])),
      { code: '42501' },
    )
})
