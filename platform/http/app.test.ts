import assert from 'node:assert/strict'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fastifyStatic from '@fastify/static'
import { Type } from 'typebox'
import type { Refusal } from '#core/refusal.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { allowAll } from '#platform/http/gate.ts'
import { refusals } from '#platform/http/refuse.ts'
import { type TestDoor, testDoor } from '#platform/http/testing.ts'

const { db } = await testDatabase('http')
const doors: TestDoor[] = []
after(() => Promise.all(doors.map(({ app }) => app.close())))

async function door(...args: Parameters<typeof testDoor> extends [unknown, ...infer Rest] ? Rest : never) {
  const made = await testDoor(db, ...args)
  doors.push(made)
  return made
}

test('a route that does not say who may call it stops the boot', async () => {
  const { app } = await door()
  app.get('/leak', () => 'x')
  await assert.rejects(async () => app.ready(), /GET \/leak/)
})

test('a plugin that makes routes may be told for all of them, and its files are served', async () => {
  const { app } = await door()
  app.register(async (scope) => {
    allowAll(scope, 'anyone')
    await scope.register(fastifyStatic, { root: import.meta.dirname, prefix: '/files/' })
  })
  assert.equal((await app.inject('/files/app.test.ts')).statusCode, 200)
})

test('who is let in, by kind of caller', async () => {
  const { app, cookieOf } = await door()
  const routes = {
    anyone: 'anyone',
    signed: 'signed-in',
    staff: 'staff',
    process: 'by-process',
    head: 'head',
    visitor: 'visitor',
    system: { administrator: 'system' },
    either: ['head', { administrator: 'audit' }],
  } as const
  for (const [name, allow] of Object.entries(routes)) app.get(`/${name}`, { config: { allow } }, () => 'in')
  const statuses = async (cookie: string) => {
    const list = await Promise.all(
      Object.keys(routes).map((name) => app.inject({ url: `/${name}`, headers: { cookie } })),
    )
    return list.map((answer) => answer.statusCode).join(' ')
  }
  assert.equal(await statuses(''), '200 401 401 401 401 401 401 401')
  assert.equal(await statuses(await cookieOf('wang')), '200 200 200 200 403 403 403 403')
  assert.equal(await statuses(await cookieOf('head')), '200 200 200 200 200 403 403 200')
  assert.equal(await statuses(await cookieOf('sysadmin')), '200 200 403 403 403 403 200 403')
  assert.equal(await statuses(await cookieOf('auditor')), '200 200 403 403 403 403 403 200')
})

test('a visitor gets in only with the proof that the route takes', async () => {
  const { app } = await door({ proofs: { visitor: async (request) => request.headers['x-code'] === '7' } })
  app.get('/mine', { config: { allow: ['staff', 'visitor'] } }, (request) => ({ proof: request.proof }))
  assert.equal((await app.inject({ url: '/mine' })).statusCode, 401)
  assert.deepEqual((await app.inject({ url: '/mine', headers: { 'x-code': '7' } })).json(), { proof: 'visitor' })
})

test('each refusal has its status and one shape', async () => {
  const { app } = await door()
  app.get('/no/:refused', { config: { allow: 'anyone' } }, (request, reply) => {
    const { refused } = request.params as { refused: Refusal['refused'] }
    return reply.refuse({ refused, clause: '8.1', says: '不行' } as Refusal)
  })
  for (const [refused, [status, title]] of Object.entries(refusals)) {
    const answer = await app.inject(`/no/${refused}`)
    assert.equal(answer.statusCode, status)
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    const type = `urn:shouwen:problem:${refused}`
    assert.deepEqual(answer.json(), { type, title, status, code: refused, clause: '8.1', says: '不行', problems: [] })
  }
})

test('a body that does not fit is told everything at once, in Chinese, by place', async () => {
  const { app, newKey } = await door()
  const body = Type.Object(
    {
      name: Type.String({ title: '姓名', minLength: 1 }),
      age: Type.Integer({ title: '年龄', minimum: 16 }),
      sex: Type.Union([Type.Literal('男'), Type.Literal('女')], { title: '性别' }),
      day: Type.Optional(Type.String({ format: 'date' })),
      papers: Type.Array(Type.Object({ code: Type.String({ title: '材料', pattern: '^M' }) })),
    },
    { additionalProperties: false },
  )
  app.post('/form', { config: { allow: 'anyone' }, schema: { body } }, () => ({}))
  const payload = { name: '', age: '20', sex: '?', day: '2026-02-30', papers: [{ code: 'x' }, {}], more: 1 }
  const answer = await app.inject({ method: 'POST', url: '/form', headers: newKey(), payload })
  assert.equal(answer.statusCode, 422)
  const problems = answer.json().problems.map(({ at, says }: { at: string; says: string }) => `${at} ${says}`)
  assert.deepEqual(problems.sort(), [
    '/age “年龄”应为整数',
    '/day 此项应为1900年至2055年间的日期，如 2026-11-23',
    '/more 不认识的字段“more”',
    '/name “姓名”不能为空',
    '/papers/0/code 第1行“材料”格式不正确',
    '/papers/1/code 第2行“材料”为必填项',
    '/sex “性别”应为下列之一：男、女',
  ])
})

test('an id that can not be one is not there; a query is read as what it should be', async () => {
  const { app } = await door()
  const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
  const querystring = Type.Object({ limit: Type.Integer({ default: 20, maximum: 100 }) })
  app.get('/things/:id', { config: { allow: 'anyone' }, schema: { params, querystring } }, (request) => request.query)
  const id = '01890000-0000-7000-8000-000000000001'
  assert.deepEqual((await app.inject(`/things/${id}`)).json(), { limit: 20 })
  assert.deepEqual((await app.inject(`/things/${id}?limit=5`)).json(), { limit: 5 })
  assert.equal((await app.inject(`/things/${id}?limit=500`)).statusCode, 422)
  for (const odd of ['1', '%00', '%F0%9F%98%80', 'x'.repeat(150)])
    assert.equal((await app.inject(`/things/${odd}`)).json().code, 'not-seen', odd)
  assert.equal((await app.inject('/things/%zz')).statusCode, 400)
  assert.equal((await app.inject('/nowhere')).json().code, 'no-such-page')
})

test('a change must come from our own page, as JSON, with a key', async () => {
  const { app, cookieOf, newKey } = await door({ origins: ['https://hall.example'] })
  app.post('/change', { config: { allow: 'staff' } }, () => ({ done: true }))
  const cookie = await cookieOf('wang')
  const status = async (headers: Record<string, string>, payload: object | string = {}) =>
    (
      await app.inject({
        method: 'POST',
        url: '/change',
        headers: { cookie, ...newKey(), host: 'desk.example', ...headers },
        payload,
      })
    ).statusCode
  assert.equal(await status({}), 200)
  assert.equal(await status({ origin: 'http://desk.example', 'sec-fetch-site': 'same-origin' }), 200)
  assert.equal(await status({ origin: 'https://hall.example' }), 200)
  assert.equal(await status({ origin: 'http://evil.example' }), 403)
  assert.equal(await status({ origin: 'null' }), 403)
  assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await status({ 'sec-fetch-site': 'same-site' }), 403)
  assert.equal(await status({ 'content-type': 'text/plain' }, '{}'), 415)
  assert.equal(await status({ 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'), 415)
  assert.equal(await status({ 'idempotency-key': '' }), 422)
  assert.equal(await status({ 'idempotency-key': '钥' }), 422)
})

test('pages and answers carry the security headers; personal answers are not kept', async () => {
  const { app, cookieOf } = await door()
  app.get('/page', { config: { allow: 'anyone' } }, (_request, reply) =>
    reply.type('text/html').send(`<p>${'好'.repeat(2000)}`),
  )
  const page = await app.inject({ url: '/page', headers: { 'accept-encoding': 'gzip' } })
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /default-src 'self';script-src 'self';script-src-attr 'none'/)
  assert.doesNotMatch(policy.replace(/style-src [^;]+/, ''), /unsafe/)
  assert.equal(page.headers['x-content-type-options'], 'nosniff')
  assert.equal(page.headers['content-encoding'], 'gzip')
  assert.equal(page.headers['strict-transport-security'], undefined)
  assert.equal(page.headers['x-powered-by'], undefined)
  const answer = await app.inject({
    url: '/api/session',
    headers: { cookie: await cookieOf('wang'), 'accept-encoding': 'gzip' },
  })
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.match(String(answer.headers['x-request-id']), /^[0-9a-f-]{36}$/)
  const tls = await door({ secure: true })
  assert.match(String((await tls.app.inject('/healthz')).headers['strict-transport-security']), /max-age/)
})

test('a line says who and what pattern, never the query, the body or a name', async () => {
  const { app, cookieOf, lines, newKey } = await door()
  app.post('/people/:name', { config: { allow: 'staff' } }, () => ({}))
  const headers = { cookie: await cookieOf('wang'), ...newKey() }
  await app.inject({ method: 'POST', url: '/people/张三？card=110101', headers, payload: { phone: '13800000000' } })
  const said = JSON.stringify(lines)
  assert.match(said, /"route":"\/people\/:name","status":200/)
  assert.match(said, /"who":"01890000-0000-7000-8000-000000000001"/)
  assert.doesNotMatch(said, /张三|%E5%BC%A0|110101|13800000000|王测试/)
})

test('limits: by address before sign-in, by session after, sign-in strictest; health without', async () => {
  const { app, cookieOf } = await door({ limits: { address: 4, session: 6, signIn: 2 } })
  app.get('/open', { config: { allow: 'anyone' } }, () => 'x')
  const cookie = await cookieOf('wang')
  const statuses = async (count: number, url: string, headers = {}, remoteAddress = '10.1.1.1') => {
    const list: number[] = []
    for (let n = 0; n < count; n++) list.push((await app.inject({ url, headers, remoteAddress })).statusCode)
    return list.join(' ')
  }
  assert.equal(await statuses(5, '/open'), '200 200 200 200 429')
  assert.equal(await statuses(1, '/open', { cookie: `shouwen=${'x'.repeat(43)}` }), '429')
  assert.equal(await statuses(1, '/open', {}, '10.1.1.2'), '200')
  assert.equal(await statuses(7, '/open', { cookie }), '200 200 200 200 200 200 429')
  assert.equal(await statuses(10, '/healthz'), Array(10).fill(200).join(' '))
  await cookieOf('head')
  await sleep(20)
  const late = await app.inject({ method: 'POST', url: '/api/session', payload: { username: 'head', password: 'x' } })
  assert.equal(late.statusCode, 429)
  assert.equal(late.json().code, 'too-many')
  assert.ok(late.headers['retry-after'])
})

test('ready only when the database is in reach and nothing is missing', async () => {
  let problems: readonly string[] = []
  const { app } = await door({ ready: async () => problems })
  assert.equal((await app.inject('/readyz')).statusCode, 200)
  problems = ['migrations']
  const not = await app.inject('/readyz')
  assert.equal(not.statusCode, 503)
  assert.ok(not.headers['retry-after'])
  assert.equal((await app.inject('/healthz')).statusCode, 200)
})

test('metrics count by pattern and status', async () => {
  const { app } = await door({ gauges: [{ name: 'shouwen_pool_waiting', help: 'Waiting.', read: () => 3 }] })
  await app.inject('/healthz')
  await app.inject('/nowhere/personal')
  const page = (await app.inject('/metrics')).body
  assert.match(page, /shouwen_http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} 1/)
  assert.match(page, /^shouwen_pool_waiting 3$/m)
  assert.match(page, /^process_resident_memory_bytes \d+$/m)
  assert.doesNotMatch(page, /personal/)
})

test('closing finishes what is under way and refuses what is new with 503', async () => {
  const { app } = await door()
  app.get('/slow', { config: { allow: 'anyone' } }, async () => {
    await sleep(300)
    return 'done'
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const read = text(socket)
  const request = 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n'
  socket.write(request)
  await sleep(100)
  const start = performance.now()
  const closing = app.close()
  await sleep(50)
  socket.write(request)
  const answers = await read
  assert.match(answers, /^HTTP\/1.1 200 .*done.*HTTP\/1.1 503 .*retry-after.*"code":"unavailable"/s)
  await closing
  assert.ok(performance.now() - start < 2_000)
})

test('地址长得读不下，也用中文说清怎么办：接口是问题文档，网页是一页；几千字的查找读得下 (8.1)', async () => {
  const { app } = await door()
  app.get('/api/find', { config: { allow: 'anyone' } }, () => 'found')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const ask = async (start: string) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    const read = text(socket)
    socket.write(`${start} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    const [head = '', body = ''] = (await read).split('\r\n\r\n')
    return { head, body }
  }
  const long = (signs: number) => encodeURIComponent('查'.repeat(signs))
  assert.match((await ask(`GET /api/find?q=${long(5_000)}`)).head, /^HTTP\/1.1 200 /)
  const api = await ask(`GET /api/find?q=${long(5_600)}`)
  assert.match(api.head, /^HTTP\/1.1 431 .*Content-Type: application\/problem\+json; charset=utf-8/s)
  const problem = JSON.parse(api.body) as { readonly status: number; readonly says: string }
  assert.deepEqual([problem.status, /^地址太长，打不开。.*只写几个字/.test(problem.says)], [431, true], api.body)
  const page = await ask(`GET /search?q=${long(20_000)}`)
  assert.match(page.head, /^HTTP\/1.1 431 .*Content-Type: text\/html; charset=utf-8/s)
  assert.match(page.body, /<html lang="zh-CN">.*地址太长，打不开/)
  const broken = await ask('GET')
  assert.match(broken.head, /^HTTP\/1.1 400 /)
  assert.match(broken.body, /请求格式有误/)
})
