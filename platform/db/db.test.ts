import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, connect as dial, type Server } from 'node:net'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Refusal } from '#core/refusal.ts'
import { connect, type Scope, sql } from '#platform/db/db.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { codeOf, Outage } from '#platform/db/outage.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { RowCount } from '#platform/db/transaction.ts'

const { db, owner, appUrl } = await testDatabase('db', { migrations: readMigrations().slice(0, 1) })
const scope: Scope = { tenant: '01890000-0000-7000-8000-000000000001', paths: ['city.east', 'city.west.a'] }
const other: Scope = { ...scope, tenant: '01890000-0000-7000-8000-000000000002' }

const put = sql('test.put', `insert into thing (tenant_id, id, org_path) values ($1, $2, $3)`)
const list = sql<{ id: number }>('test.list', `select id from thing where tenant_id = $1 order by id`)
const seen = sql<{ id: number }>('test.seen', `select id from thing order by id`)
const add = sql<{ n: number }>('test.add', `update counter set n = n + 1 where tenant_id = $1 returning n`)
const refusal: Refusal = { refused: 'not-met', clause: null, says: '不行' }

before(async () => {
  await owner.query(`
    create table thing (tenant_id uuid not null, id int not null check (id < 1000), org_path ltree not null, primary key (tenant_id, id));
    alter table thing enable row level security;
    alter table thing force row level security;
    create policy tenant on thing using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
    create policy place on thing as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
    grant select, insert, update, delete on thing to shouwen_app;
    create table counter (tenant_id uuid not null primary key, n bigint not null);
    grant select, insert, update on counter to shouwen_app;
    insert into counter values ('${scope.tenant}', 0), ('${other.tenant}', 0)`)
})

const idsOf = async (of: Scope): Promise<number[]> =>
  (await db.transaction(of, (tx) => tx.all(list, [of.tenant]))).map((row) => row.id)
const putOne = (id: number, of = scope) => db.transaction(of, async (tx) => tx.write(put, [of.tenant, id, 'city.east']))

test('what is written is there after the commit', async () => {
  await putOne(1)
  assert.deepEqual(await idsOf(scope), [1])
})

test('a refusal rolls back', async () => {
  const answer = await db.transaction(scope, async (tx) => {
    tx.write(put, [scope.tenant, 2, 'city.east'])
    return refusal
  })
  assert.equal(answer, refusal)
  assert.deepEqual(await idsOf(scope), [1])
})

test('an error thrown by the work rolls back', async () => {
  await assert.rejects(
    db.transaction(scope, async (tx) => {
      tx.write(put, [scope.tenant, 2, 'city.east'])
      throw new Error('bug')
    }),
    /bug/,
  )
  assert.deepEqual(await idsOf(scope), [1])
})

test('a deferred write that fails rejects the transaction with its own reason, and nothing is kept', async () => {
  const failing = db.transaction(scope, async (tx) => {
    tx.write(put, [scope.tenant, 3, 'city.east'])
    tx.write(put, [scope.tenant, 1, 'city.east'])
    tx.write(put, [scope.tenant, 4, 'city.east'])
    return 'done'
  })
  await assert.rejects(failing, (error) => codeOf(error) === '23505')
  assert.deepEqual(await idsOf(scope), [1])
})

test('a statement after a failed write reports the first failure, not "aborted"', async () => {
  const failing = db.transaction(scope, async (tx) => {
    tx.write(put, [scope.tenant, 5000, 'city.east'])
    return await tx.all(list, [scope.tenant])
  })
  await assert.rejects(failing, (error) => codeOf(error) === '23514')
})

test('a failed statement that the work swallows still fails the transaction, unless it is answered by a refusal', async () => {
  const swallow = async (answer: unknown) =>
    db.transaction(scope, async (tx) => {
      await tx.all(put, [scope.tenant, 1, 'city.east']).catch(() => {})
      return answer
    })
  await assert.rejects(swallow('fine'), (error) => codeOf(error) === '23505')
  assert.equal(await swallow(refusal), refusal)
})

test('a statement that nobody waits for is looked at, and never an unhandled rejection', async () => {
  const floating = db.transaction(scope, async (tx) => {
    void tx.all(put, [scope.tenant, 1, 'city.east'])
    void tx.one(list, ['not a uuid'])
  })
  await assert.rejects(floating, (error) => codeOf(error) === '23505')
})

test('nothing is sent in a transaction that is over', async () => {
  let leaked: { write: (s: typeof put, v: readonly unknown[]) => void } | null = null
  await db.transaction(scope, async (tx) => {
    leaked = tx
  })
  assert.throws(() => leaked?.write(put, [scope.tenant, 9, 'city.east']), /over/)
})

test('one wants exactly one row, maybe at most one', async () => {
  await putOne(10)
  await assert.rejects(
    db.transaction(scope, (tx) => tx.one(list, [scope.tenant])),
    RowCount,
  )
  await assert.rejects(
    db.transaction(scope, (tx) => tx.maybe(list, [scope.tenant])),
    RowCount,
  )
  assert.equal(await db.transaction(other, (tx) => tx.maybe(list, [other.tenant])), null)
})

test('the second wall: rows of another tenant or another place are not there, even for SQL that forgets the tenant', async () => {
  await putOne(20, other)
  const ids = async (of: Scope) => (await db.read(of, (tx) => tx.all(seen, []))).map((row) => row.id)
  assert.deepEqual(await ids(other), [20])
  assert.deepEqual(await ids({ ...other, paths: ['city.west'] }), [])
  assert.deepEqual(await ids({ ...other, paths: [] }), [])
  assert.deepEqual(await ids({ ...other, paths: ['x', 'city'] }), [20])
  assert.deepEqual(await db.plain((tx) => tx.all(seen, [])), [])
  await assert.rejects(
    db.transaction(scope, async (tx) => tx.write(put, [other.tenant, 21, 'city.east'])),
    (error) => codeOf(error) === '42501',
  )
})

test('a tenant or path that is not one never reaches SQL', async () => {
  for (const wrong of [
    { ...scope, tenant: `x'; drop table thing --` },
    { ...scope, paths: [`a'b`] },
  ])
    await assert.rejects(
      db.transaction(wrong, async () => 1),
      RangeError,
    )
})

test('read only is read only', async () => {
  await assert.rejects(
    db.read(scope, async (tx) => tx.write(put, [scope.tenant, 30, 'city.east'])),
    TypeError,
  )
})

test('a hundred at once do not mix', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, nth) => {
      const of = nth % 2 === 0 ? scope : other
      return db.transaction(of, async (tx) => {
        const row = await tx.one(add, [of.tenant])
        return { tenant: of.tenant, n: row.n }
      })
    }),
  )
  for (const { tenant } of [scope, other])
    assert.deepEqual(
      answers
        .filter((each) => each.tenant === tenant)
        .map((each) => each.n)
        .sort((a, b) => a - b),
      Array.from({ length: 50 }, (_, nth) => nth + 1),
    )
})

test('a deadlock is tried again', async () => {
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  let runs = 0
  const cross = (mine: Scope, theirs: Scope, took: () => void, wait: Promise<void>) =>
    db.transaction(mine, async (tx) => {
      runs++
      await tx.one(add, [mine.tenant])
      took()
      await wait
      await tx.one(add, [theirs.tenant])
    })
  await Promise.all([
    cross(scope, other, first.resolve, second.promise),
    cross(other, scope, second.resolve, first.promise),
  ])
  assert.equal(runs, 3)
})

/** Between client and server; counts how often the client speaks after the server has. */
async function counting(): Promise<{ url: string; trips: () => number; proxy: Server }> {
  const server = new URL(appUrl)
  const path = `${server.searchParams.get('host')}/.s.PGSQL.${server.port || 5432}`
  let trips = 0
  let isServersTurn = true
  const proxy = createServer((client) => {
    const upstream = dial(path)
    client.on('data', (chunk) => {
      if (isServersTurn) trips++
      isServersTurn = false
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      isServersTurn = true
      client.write(chunk)
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  server.searchParams.set('host', '127.0.0.1')
  server.port = String(address.port)
  return { url: server.href, trips: () => trips, proxy }
}

test('round trips: opening rides with the first statements, commit with the last writes', async () => {
  const { url, trips, proxy } = await counting()
  const far = connect({ url, max: 1 })
  after(() => proxy.close())
  const trip = async (work: () => Promise<unknown>): Promise<number> => {
    const from = trips()
    await work()
    return trips() - from
  }
  const readThenWrite = () =>
    far.transaction(scope, async (tx) => {
      const [rows] = await Promise.all([tx.all(list, [scope.tenant]), tx.one(add, [scope.tenant])])
      for (let nth = 0; nth < 5; nth++) tx.write(put, [scope.tenant, 100 + rows.length * 10 + nth, 'city.east'])
    })
  await readThenWrite()
  assert.equal(await trip(readThenWrite), 2, 'lock and read, then write and commit')
  assert.equal(
    await trip(() => far.transaction(scope, async (tx) => tx.write(put, [scope.tenant, 900, 'city.east']))),
    1,
    'a blind write',
  )
  assert.equal(await trip(() => far.transaction(scope, (tx) => tx.all(list, [scope.tenant]))), 2)
  await far.close()
})

test('a server that cannot be reached is an Outage', async () => {
  const nowhere = connect({ url: 'postgresql://x:y@127.0.0.1:1/z' })
  await assert.rejects(
    nowhere.plain(async (tx) => tx.all(seen, [])),
    Outage,
  )
  await nowhere.close()
})

test('a statement that takes too long is an Outage, not tried again', async () => {
  let runs = 0
  const slow = db.plain(async (tx) => {
    runs++
    tx.write(sql('test.short', `set local statement_timeout = '20ms'`), [])
    await tx.all(sql('test.sleep', 'select pg_sleep(5)'), [])
  })
  await assert.rejects(slow, Outage)
  assert.equal(runs, 1)
})

test('the serving role counts days in China, and gives up after half a minute', async () => {
  const settings = sql(
    'test.settings',
    `select current_setting('timezone') as zone, current_setting('statement_timeout') as patience`,
  )
  assert.deepEqual(await db.plain((tx) => tx.one<unknown>(settings, [])), { zone: 'Asia/Shanghai', patience: '30s' })
})

test('a connection that breaks in use is tried again on a new one; one that always breaks is an Outage', async () => {
  let runs = 0
  const brokenUntil = (times: number) =>
    db.transaction(scope, async (tx) => {
      await tx.all(list, [scope.tenant])
      if (++runs <= times)
        await owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'shouwen_app' and datname = current_database()`,
        )
      return await tx.all(list, [scope.tenant])
    })
  assert.ok((await brokenUntil(1)).length > 0)
  assert.equal(runs, 2)
  await assert.rejects(brokenUntil(Number.POSITIVE_INFINITY), Outage)
  assert.ok((await idsOf(scope)).length > 0)
})

test('a connection that breaks during commit is an uncertain Outage and is not tried again', async () => {
  let runs = 0
  await owner.query(`
    create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
    grant pg_signal_backend to shouwen_app;
    create table fragile (id int);
    grant insert on fragile to shouwen_app;
    create constraint trigger die after insert on fragile deferrable initially deferred for each row execute function die()`)
  const dying = db.plain(async (tx) => {
    runs++
    tx.write(sql('test.fragile', 'insert into fragile values (1)'), [])
  })
  await assert.rejects(dying, (error) => error instanceof Outage && error.uncertain)
  assert.equal(runs, 1)
})

test('what a look answered does not stay until the end of the transaction: an export of any length is one', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const long = sql<{ n: number }>('test.long', `select n from generate_series(1, 1000) n`)
  await db.transaction(scope, async (tx) => {
    const first = new WeakRef(await tx.all(long, []))
    for (let turn = 0; turn < 50 && first.deref() !== undefined; turn += 1) {
      await tx.all(seen, [])
      await new Promise((resolve) => setImmediate(resolve))
      collect()
    }
    assert.equal(first.deref(), undefined)
  })
})
