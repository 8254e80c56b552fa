import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { instant } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { sql } from '#platform/db/db.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { changeOnce, purgeIdempotency } from '#platform/http/once.ts'
import { tenantId, testDoor } from '#platform/http/testing.ts'

const { db, owner } = await testDatabase('once')
const { app, cookieOf, clock, newKey } = await testDoor(db)
after(() => app.close())

const count = sql<{ n: number }>('test.once-count', `update effect set n = n + 1 where tenant_id = $1 returning n`)
const refusal: Refusal = { refused: 'not-met', clause: null, says: '不行' }

before(() =>
  owner.query(`create table effect (tenant_id uuid primary key, n int not null);
    grant select, update on effect to shouwen_app; insert into effect values ('${tenantId}', 0)`),
)

app.post('/api/effect', { config: { allow: 'staff' } }, (request, reply) =>
  changeOnce(db, clock.now(), request, reply, async (tx) => {
    const { n } = await tx.one(count, [tenantId])
    const { how } = request.body as { how?: string }
    if (how === 'refuse') return refusal
    if (how === 'fail') throw new Error('planted')
    return { status: 201, body: { n } }
  }),
)

const cookie = await cookieOf('wang')
const other = await cookieOf('head')
const ask = (headers: Record<string, string>, payload: object = {}) =>
  app.inject({ method: 'POST', url: '/api/effect', headers: { cookie, ...headers }, payload })
const effects = async () => (await owner.query('select n from effect')).rows[0].n

test('the same key again gives the same answer and no second effect', async () => {
  const key = newKey()
  const [first, again] = [await ask(key), await ask(key)]
  assert.deepEqual([first.statusCode, first.body], [201, '{"n":1}'])
  assert.deepEqual([again.statusCode, again.body], [201, '{"n":1}'])
  assert.equal(await effects(), 1)
})

test('the same key with another body is refused', async () => {
  const key = newKey()
  await ask(key)
  const had = await effects()
  const reused = await ask(key, { how: 'else' })
  assert.equal(reused.statusCode, 422)
  assert.equal(reused.json().code, 'key-reused')
  assert.equal(await effects(), had)
})

test('a key belongs to its person', async () => {
  const key = newKey()
  const had = await effects()
  await ask(key)
  await ask({ ...key, cookie: other }, {})
  assert.equal(await effects(), had + 2)
})

test('twins at the same time: one effect, one answer', async () => {
  const had = await effects()
  for (let round = 0; round < 5; round++) {
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(key)))
    assert.equal(new Set(answers.map((answer) => `${answer.statusCode} ${answer.body}`)).size, 1)
    assert.equal(answers[0]?.statusCode, 201)
  }
  assert.equal(await effects(), had + 5)
})

test('a refusal and a failure leave neither effect nor key', async () => {
  const had = await effects()
  const keys = (await owner.query('select from idempotency')).rowCount
  const key = newKey()
  assert.equal((await ask(key, { how: 'refuse' })).statusCode, 422)
  assert.equal((await ask(key, { how: 'fail' })).statusCode, 500)
  assert.equal(await effects(), had)
  assert.equal((await owner.query('select from idempotency')).rowCount, keys)
  assert.equal((await ask(key)).statusCode, 201)
})

test('twins of which the first fails: the second is the first', async () => {
  const key = newKey()
  const [, good] = await Promise.all([ask(key, { how: 'fail' }), ask(key)])
  assert.equal(good.statusCode, 201)
})

test('old keys are purged', async () => {
  const scope = { tenant: tenantId, paths: [] }
  await db.transaction(scope, async (tx) => purgeIdempotency(tx, tenantId, clock.now()))
  assert.ok(((await owner.query('select from idempotency')).rowCount ?? 0) > 0)
  await db.transaction(scope, async (tx) => purgeIdempotency(tx, tenantId, instant(clock.now() + 1)))
  assert.equal((await owner.query('select from idempotency')).rowCount, 0)
})
