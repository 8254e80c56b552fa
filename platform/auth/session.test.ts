import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeSessions } from '#platform/auth/session.ts'
import { idOf } from '#platform/auth/token.ts'
import type { Who } from '#platform/auth/who.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { password, people, type TestDoor, testDoor } from '#platform/http/testing.ts'

const { db, owner } = await testDatabase('session')
const doors: TestDoor[] = []
after(() => Promise.all(doors.map(({ app }) => app.close())))

async function door() {
  await owner.query('truncate session, sign_in_failure, audit, audit_day')
  const made = await testDoor(db)
  doors.push(made)
  const { app } = made
  const post = (payload: object, remoteAddress = '10.0.0.1') =>
    app.inject({ method: 'POST', url: '/api/session', payload, remoteAddress })
  const who = (cookie: string, headers = {}) => app.inject({ url: '/api/session', headers: { cookie, ...headers } })
  const me = (cookie: string) => app.inject({ url: '/api/me', headers: { cookie } })
  app.get('/api/me', { config: { allow: 'staff' } }, (request) => ({ name: request.session?.who.name }))
  return { ...made, post, who, me }
}

test('signing in gives a cookie that scripts can not read and other sites can not send', async () => {
  const { post, me } = await door()
  const answer = await post({ username: 'wang', password })
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.json().name, '王测试')
  const cookie = String(answer.headers['set-cookie'])
  assert.match(cookie, /^shouwen=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  assert.equal((await me(cookie.split(';')[0]!)).json().name, '王测试')
  const { rows } = await owner.query('select token_hash from session')
  assert.equal(rows[0].token_hash, idOf(answer.cookies[0]?.value))
})

test('a wrong name and a wrong password are answered alike', async () => {
  const { post } = await door()
  const [name, secret] = [await post({ username: 'nobody', password }), await post({ username: 'wang', password: 'x' })]
  assert.equal(name.statusCode, 401)
  assert.equal(name.body, secret.body)
  assert.equal((await owner.query('select succeeded from audit')).rows[0].succeeded, false)
})

test('five failures lock an account for thirty minutes, also against the right password', async () => {
  const { post, clock } = await door()
  for (let n = 1; n < 5; n++) assert.equal((await post({ username: 'wang', password: 'x' })).statusCode, 401)
  const fifth = await post({ username: 'wang', password: 'x' })
  assert.equal(fifth.statusCode, 429)
  assert.match(fifth.json().says, /2026年11月23日 09:30/)
  assert.equal((await post({ username: 'wang', password })).statusCode, 429)
  assert.equal((await post({ username: 'WANG ', password })).statusCode, 429)
  assert.equal((await post({ username: 'head', password })).statusCode, 200)
  clock.pass(29)
  assert.equal((await post({ username: 'wang', password })).statusCode, 429)
  clock.pass(1)
  assert.equal((await post({ username: 'wang', password })).statusCode, 200)
})

test('guessing at the same time does not get past the count', async () => {
  const { post } = await door()
  const answers = await Promise.all(Array.from({ length: 12 }, () => post({ username: 'wang', password: 'x' })))
  assert.equal(answers.filter((answer) => answer.statusCode === 401).length, 4)
  assert.equal((await owner.query(`select count from sign_in_failure where key like 'account%'`)).rows[0].count, 5)
})

test('an address that tries many names is slowed down', async () => {
  const { post } = await door()
  for (let n = 0; n < 50; n++) await post({ username: `guess${n}`, password: 'x' })
  assert.equal((await post({ username: 'wang', password })).statusCode, 429)
  assert.equal((await post({ username: 'wang', password }, '10.0.0.2')).statusCode, 200)
})

test('thirty idle minutes end a session, work keeps it, background calls do not', async () => {
  const { cookieOf, me, who, clock } = await door()
  const cookie = await cookieOf('wang')
  for (const minutes of [29, 29]) {
    clock.pass(minutes)
    assert.equal((await me(cookie)).statusCode, 200)
  }
  clock.pass(15)
  assert.equal((await who(cookie)).statusCode, 200)
  clock.pass(15)
  assert.equal((await who(cookie)).statusCode, 401)
  assert.equal((await me(cookie)).statusCode, 401)
})

test('not even a background call that is answered from memory keeps a session alive', async () => {
  const { cookieOf, who, clock } = await door()
  const cookie = await cookieOf('wang')
  clock.pass(5 / 60)
  assert.equal((await who(cookie)).statusCode, 200)
  clock.pass(30 - 5 / 60)
  assert.equal((await who(cookie)).statusCode, 401)
})

test('a look-up that was under way when the session closed does not bring it back', async () => {
  const { clock, sessions: others } = await door()
  const wang = people.wang!
  const { session } = await others.open(wang)
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<Who>()
  const findStaff = () => {
    asked.resolve()
    return answer.promise
  }
  const sessions = makeSessions({ db, now: clock.now, findStaff })
  const found = sessions.find(session.id)
  await asked.promise
  await sessions.close(session.id)
  answer.resolve(wang)
  assert.equal(await found, null)
  assert.equal(sessions.knows(session.id), false)
})

test('twelve hours end a session however busy', async () => {
  const { cookieOf, me, clock } = await door()
  const cookie = await cookieOf('wang')
  for (let n = 1; n < 36; n++) {
    clock.pass(20)
    assert.equal((await me(cookie)).statusCode, 200)
  }
  clock.pass(20)
  assert.equal((await me(cookie)).statusCode, 401)
})

test('signing out ends the session at once, with an answer to whoever was being looked up', async () => {
  const { app, cookieOf, me, clock, sessions } = await door()
  const cookie = await cookieOf('wang')
  const ended: string[] = []
  sessions.onEnd((id) => ended.push(id))
  clock.pass(1)
  const [during, out] = await Promise.all([
    me(cookie),
    app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } }),
  ])
  assert.equal(out.statusCode, 204)
  assert.ok([200, 401].includes(during.statusCode))
  assert.equal((await me(cookie)).statusCode, 401)
  assert.equal(ended.length, 1)
  assert.equal((await owner.query('select from session')).rowCount, 0)
})

test('what ends elsewhere, or an account that is closed, is noticed within ten seconds', async () => {
  const { cookieOf, me, clock, closed } = await door()
  const [one, two] = [await cookieOf('wang'), await cookieOf('head')]
  await owner.query('delete from session where staff_id = $1', [people.wang!.staffId])
  closed.add(people.head!.staffId)
  assert.equal((await me(one)).statusCode, 200)
  clock.pass(10 / 60)
  assert.equal((await me(one)).statusCode, 401)
  assert.equal((await me(two)).statusCode, 401)
})

test('a remembered session costs no round trip', async () => {
  const { cookieOf, me } = await door()
  const cookie = await cookieOf('wang')
  await owner.query('alter table session rename to session_away')
  try {
    assert.equal((await me(cookie)).statusCode, 200)
  } finally {
    await owner.query('alter table session_away rename to session')
  }
})

test('a person changes the own password; other sessions end; weak ones are refused', async () => {
  const { app, cookieOf, me, post } = await door()
  const [here, there] = [await cookieOf('wang'), await cookieOf('wang')]
  const change = (payload: object) =>
    app.inject({ method: 'POST', url: '/api/session/password', headers: { cookie: here }, payload })
  const weak = await change({ current: password, next: 'wang1' })
  assert.deepEqual(
    weak.json().problems.map((problem: { at: string }) => problem.at),
    ['/next', '/next', '/next'],
  )
  assert.equal((await change({ current: 'no', next: 'Better-2026' })).json().problems[0].at, '/current')
  assert.equal((await change({ current: password, next: 'Better-2026' })).statusCode, 204)
  assert.equal((await me(here)).statusCode, 200)
  assert.equal((await me(there)).statusCode, 401)
  assert.equal((await post({ username: 'wang', password })).statusCode, 401)
  assert.equal((await post({ username: 'wang', password: 'Better-2026' })).statusCode, 200)
})
