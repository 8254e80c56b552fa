import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '#platform/db/testing.ts'
import { tenantId, testDoor } from '#platform/http/testing.ts'
import type { Hint } from '#platform/live/event.ts'
import { makeHub } from '#platform/live/hub.ts'
import { liveRoutes } from '#platform/live/routes.ts'
import { openWire } from '#platform/live/wire.ts'

const { db, owner, appUrl } = await testDatabase('live')
const closing: (() => Promise<unknown>)[] = []
after(async () => {
  for (const close of closing) await close()
})

async function listening() {
  const door = await testDoor(db)
  const hub = makeHub({ living: door.sessions.living, gatherMs: 5, heartbeatMs: 50 })
  door.sessions.onEnd(hub.endSession)
  await door.app.register(liveRoutes, { hub })
  const url = await door.app.listen({ port: 0, host: '127.0.0.1' })
  closing.push(() => door.app.close())
  const listen = async (cookie: string) => {
    const answer = await fetch(`${url}/api/live`, { headers: { cookie } })
    return { answer, text: answer.text() }
  }
  return { ...door, hub, listen }
}

const hint: Hint = { tenantId, orgPaths: ['city.district.street'], posts: ['p'], matter: { id: 'm', version: 2 } }

test('a signed-in clerk hears of changes until signing out', async () => {
  const { app, hub, listen, cookieOf } = await listening()
  const cookie = await cookieOf('wang')
  const { answer, text } = await listen(cookie)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.ok(answer.headers.get('content-security-policy'))
  hub.publish(hint)
  await sleep(60)
  await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
  assert.match(
    await text,
    /event: desk\ndata: \{"posts":\["p"\]\}\n\nevent: matter\ndata: \{"id":"m","version":2\}\n\n/,
  )
  assert.equal(hub.size(), 0)
})

test('nobody else does', async () => {
  const { listen, cookieOf } = await listening()
  assert.equal((await listen('')).answer.status, 401)
  assert.equal((await listen(await cookieOf('sysadmin'))).answer.status, 403)
})

test('an idle session ends its stream though the stream itself is open', async () => {
  const { listen, cookieOf, clock } = await listening()
  const { text } = await listen(await cookieOf('wang'))
  clock.pass(30)
  await text
})

test('closing the program ends the streams', async () => {
  const { app, listen, cookieOf } = await listening()
  const { text } = await listen(await cookieOf('wang'))
  const start = performance.now()
  await app.close()
  await text
  assert.ok(performance.now() - start < 3_000)
})

test('hints reach the other node, not the own one, also after the line broke', async () => {
  const [here, there]: [Hint[], Hint[]] = [[], []]
  const one = openWire(appUrl, (hints) => here.push(...hints), 50)
  const two = openWire(appUrl, (hints) => there.push(...hints), 50)
  closing.push(one.close, two.close)
  await until(async () => (await lines()) === 2)
  await one.pass([hint])
  await until(async () => there.length === 1)
  assert.deepEqual([here, there], [[], [hint]])
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shouwen-live' and datname = current_database()`,
  )
  await sleep(100)
  await until(async () => (await lines()) === 2)
  await one.pass([hint])
  await until(async () => there.length === 2)
})

async function lines(): Promise<number> {
  const { rowCount } = await owner.query(
    `select from pg_stat_activity where application_name = 'shouwen-live' and datname = current_database() and query like 'listen%'`,
  )
  return rowCount ?? 0
}

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100 && !(await is()); n++) await sleep(30)
  assert.ok(await is())
}
