import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '#platform/db/testing.ts'
import { tenantId, testDoor } from '#platform/http/testing.ts'
import type { Hint, News } from '#platform/live/event.ts'
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
  const listen = async (cookie: string, signal: AbortSignal | null = null) => {
    const answer = await fetch(`${url}/api/live`, { headers: { cookie }, signal })
    return { answer, text: answer.clone().text() }
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
  const one = openWire(appUrl, (news) => here.push(...(news === 'again' ? [] : news)), 50)
  const two = openWire(appUrl, (news) => there.push(...(news === 'again' ? [] : news)), 50)
  closing.push(one.close, two.close)
  await until(async () => (await lines()) === 2)
  await one.pass([hint])
  await until(async () => there.length === 1)
  assert.deepEqual([here, there], [[], [hint]])
  await cut()
  await sleep(100)
  await until(async () => (await lines()) === 2)
  await one.pass([hint])
  await until(async () => there.length === 2)
  await Promise.all([one.close(), two.close()])
})

test('what a cut line swallowed is looked for again, by everybody and on both nodes', async () => {
  const { hub, listen, cookieOf } = await listening()
  const cookies = await Promise.all(Array.from({ length: 20 }, () => cookieOf('wang')))
  const heard = await Promise.all(cookies.map(heardBy(listen)))
  const there: News[] = []
  const here = openWire(appUrl, hub.receive, 50)
  const other = openWire(appUrl, (news) => there.push(news), 400)
  closing.push(here.close, other.close)
  await until(async () => (await lines()) === 2)
  await cut()
  // Said while the other node has no line: nobody can hear it.
  await other.pass([hint])
  await until(async () => heard.every((one) => one().includes('event: matter\ndata: {}\n\nevent: queue\ndata: {}\n\n')))
  assert.ok(heard.every((one) => !one().includes('"m"')))
  await until(async () => there.includes('again'))
  // What couldn't be said is told as soon as it can be, though the line of those who listen here was well by then.
  const times = () => Math.min(...heard.map((one) => one().split('event: matter\ndata: {}').length - 1))
  await until(async () => times() >= 2)
  await other.pass([hint])
  await until(async () => heard.every((one) => one().includes('"id":"m","version":2')))
})

test('who goes is gone: their place is free again, and nothing is kept of them', async () => {
  const { hub, listen, cookieOf } = await listening()
  const cookie = await cookieOf('wang')
  const leaving = Array.from({ length: 60 }, () => new AbortController())
  const answers = await Promise.all(leaving.map(({ signal }) => listen(cookie, signal)))
  const texts = answers.map(({ text }) => text.catch(() => 'left'))
  assert.equal(hub.size(), 60)
  for (const one of leaving.slice(0, 59)) one.abort()
  await until(async () => hub.size() === 1)
  assert.deepEqual(new Set(await Promise.all(texts.slice(0, 59))), new Set(['left']))
  hub.publish(hint)
  leaving[59]?.abort()
  await until(async () => hub.size() === 0)
})

/** What a listener heard so far. */
function heardBy(listen: (cookie: string) => Promise<{ readonly answer: Response }>) {
  return async (cookie: string): Promise<() => string> => {
    const body = (await listen(cookie)).answer.body
    assert.ok(body)
    let text = ''
    const taking = body.pipeThrough(new TextDecoderStream())
    void (async () => {
      for await (const part of taking) text += part
    })().catch(() => {})
    return () => text
  }
}

async function cut(): Promise<void> {
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shouwen-live' and datname = current_database()`,
  )
}

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
