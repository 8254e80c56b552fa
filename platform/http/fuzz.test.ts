import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Type } from 'typebox'
import { connect, sql } from '#platform/db/db.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { changeOnce } from '#platform/http/once.ts'
import { tenantId, testDoor } from '#platform/http/testing.ts'
import { unfitSays, unreadable, weighed } from '#platform/http/text.ts'

const { db, owner } = await testDatabase('fuzz')
const unlimited = { address: 1e9, session: 1e9, signIn: 1e9 }
const { app, cookieOf, clock, newKey, lines } = await testDoor(db, { limits: unlimited })
after(() => app.close())

before(() =>
  owner.query(`create table note (tenant_id uuid not null, words text, facts jsonb, n int);
    grant select, insert on note to shouwen_app`),
)

const put = sql('test.note', `insert into note (tenant_id, words, facts, n) values ($1, $2, $3, $4)`)

app.post(
  '/api/notes/:id',
  {
    config: { allow: 'staff' },
    schema: {
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      // `n` may be too large for the column: the schema is wrong on purpose.
      body: Type.Object({ words: Type.String(), facts: Type.Unknown(), n: Type.Integer() }),
    },
  },
  (request, reply) =>
    changeOnce(db, clock.now(), request, reply, async (tx) => {
      const { words, facts, n } = request.body
      tx.write(put, [tenantId, words, JSON.stringify(facts ?? null), n])
      return { status: 200, body: { words } }
    }),
)

const away = connect({ url: 'postgres://nobody@127.0.0.1:1/nothing' })
const one = sql<{ n: number }>('test.one', 'select 1 as n')
app.get('/api/away', { config: { allow: 'staff' } }, () => away.plain((tx) => tx.one(one, [])))

const cookie = await cookieOf('wang')
const id = '01890000-0000-7000-8000-000000000001'
const post = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/json', ...newKey(), ...headers },
    payload,
  })

const unit = fc.oneof(
  fc.constantFrom('\0', '\ud800', '\udfff', '𠮷', '\u202e', '"', '\\', '\n', '%', '_', "'"),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
)
const text = fc.string({ unit, maxLength: 12 })
const json = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, true, 1e308, -0),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 4 }),
  ),
})).any

const runs = { numRuns: 300 }

/** JSON.stringify writes broken surrogates as escapes, just as an odd client would. */
const written = (value: unknown) => JSON.stringify(value) ?? 'null'

test('no body, however odd, is answered with a 5', async () => {
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      for (const url of [`/api/notes/${id}`, '/api/session/password'])
        assert.ok((await post(url, written(value))).statusCode < 500, written(value))
    }),
    runs,
  )
})

test('what fits the schema is stored exactly, or refused as bad input', async () => {
  await fc.assert(
    fc.asyncProperty(text, json, fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), async (words, facts, n) => {
      const answer = await post(`/api/notes/${id}`, written({ words, facts, n }))
      if (answer.statusCode === 200) assert.equal(answer.json().words, words)
      else assert.match(answer.json().code, /^bad-(input|request)$/, written({ words, facts, n }))
    }),
    // A name that could reach an object's prototype is turned away before any schema is asked.
    { ...runs, examples: [['', JSON.parse('{"__proto__":0}'), 0]] },
  )
})

test('neither are raw bytes, paths, queries, media types', async () => {
  const media = fc.constantFrom(
    'application/json',
    'text/plain',
    'application/json; charset=gbk',
    'multipart/form-data',
    'x',
    '',
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), text, media, async (bytes, odd, type) => {
      const path = encodeURIComponent(odd.toWellFormed())
      const answers = [
        await post(`/api/notes/${id}?q=${path}`, Buffer.from(bytes), { 'content-type': type }),
        await app.inject({ url: `/api/notes/${path}` }),
        await app.inject({ method: 'DELETE', url: `/${path}/%`, headers: { cookie } }),
      ]
      for (const answer of answers) assert.ok(answer.statusCode >= 400 && answer.statusCode < 500)
    }),
    runs,
  )
})

test('known odd ones', async () => {
  const statusOf = async (payload: string, headers = {}) =>
    (await post(`/api/notes/${id}`, payload, headers)).statusCode
  assert.equal(await statusOf('{'), 400)
  assert.equal(await statusOf(''), 400)
  assert.equal(await statusOf('{"__proto__":{"x":1}}'), 400)
  assert.equal(await statusOf('null'), 422)
  assert.equal(await statusOf('{"words":"a\\u0000b","facts":1,"n":1}'), 422)
  assert.equal(await statusOf('{"words":"\\ud800","facts":1,"n":1}'), 422)
  assert.equal(await statusOf('{"words":"a","facts":{"\\u0000":1},"n":1}'), 422)
  assert.equal(await statusOf('{"words":"a","facts":1e999,"n":1}'), 422)
  assert.equal(await statusOf('{"words":"a","facts":1,"n":99999999999}'), 422)
  assert.equal(await statusOf(`{"words":"a","facts":${'['.repeat(50_000)}${']'.repeat(50_000)},"n":1}`), 422)
  assert.equal(await statusOf(JSON.stringify({ words: 'x'.repeat(2_000_000) })), 413)
  assert.equal(await statusOf('x', { 'content-encoding': 'gzip' }), 400)
  assert.equal((await post(`/api/notes/1`, '{"words":"a","facts":1,"n":1}')).statusCode, 404)
})

test('a planted NUL is seen wherever it hides', () => {
  assert.equal(unreadable({ a: [{ b: 'c\0' }] })?.at, '/a/0/b')
  assert.equal(unreadable({ a: [{ b: 'c' }], 好: '𠮷' }), null)
})

test('a picture sign is refused where it was typed; a rare character of a name never is', () => {
  assert.equal(unfitSays('很满意😀'), '“😀”印不出来，请改用文字')
  assert.equal(unfitSays('第一行\n第二行\t★☎①℃→±™ 5㎡ +<=>'), null)
  assert.equal(unfitSays('𠮷野 𰻝面 葛\u{e0100}'), null)
  assert.match(unfitSays('看不见的\u202e方向') ?? '', /^第4个字后面有看不见的控制符（方向控制符）/)
  assert.match(unfitSays('测试\u200b甲') ?? '', /^第2个字后面有看不见的控制符（零宽空格）/)
  assert.deepEqual(weighed({ name: '测试\u200b甲' }), { body: { name: '测试甲' }, unfit: [] })
  assert.equal(unreadable({ input: { said: ['好', '好🎉'] } }, unfitSays)?.at, '/input/said/1')
})

test('none of that was a bug to the program', () => {
  assert.deepEqual(
    lines.filter(([event]) => event === 'bug'),
    [],
  )
})

test('a bug is a 500 that names no cause; a database out of reach is 503 with Retry-After', async () => {
  await owner.query('alter table note rename to note_away')
  const bug = await post(`/api/notes/${id}`, '{"words":"a","facts":1,"n":1}')
  assert.equal(bug.json().code, 'fault')
  assert.doesNotMatch(bug.body, /note/)
  await owner.query('alter table note_away rename to note')
  const answer = await app.inject({ url: '/api/away', headers: { cookie } })
  assert.equal(answer.statusCode, 503)
  assert.ok(answer.headers['retry-after'])
  assert.equal(answer.json().code, 'unavailable')
})
