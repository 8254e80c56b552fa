import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { DatabaseFault } from '#platform/db/fault.ts'
import { type Migration, migrate, migrationsCurrent, readMigrations } from '#platform/db/migrate.ts'
import { splitStatements } from '#platform/db/split.ts'
import { testDatabase } from '#platform/db/testing.ts'

const ground = readMigrations().slice(0, 1)
const { db, owner, ownerUrl } = await testDatabase('migrate', { migrations: ground })

const migration = (name: string, text: string): Migration => ({
  name,
  text,
  sha256: createHash('sha256').update(text).digest('hex'),
})
const two = migration('0002_two', 'create table two (id int);\ninsert into two values (1);')
const three = migration('0003_three', 'create table three (id int); select 1/0;')

test('the head file names the last migration, so that two branches which both add one meet in git', () => {
  const head = readFileSync(join(import.meta.dirname, 'migrations/.head'), 'utf8')
  assert.equal(head, `${readMigrations().at(-1)?.name}\n`)
})

test('numbers count up without a gap, and every SQL file has one', () => {
  const files = readdirSync(join(import.meta.dirname, 'migrations')).filter((file) => file.endsWith('.sql'))
  const names = readMigrations().map(({ name }) => name)
  assert.equal(names.length, files.length)
  assert.deepEqual(
    names.map((name) => Number(name.slice(0, 4))),
    names.map((_, index) => index + 1),
  )
})

test('what is missing is applied once', async () => {
  assert.equal(await migrationsCurrent(db, ground), true)
  assert.equal(await migrationsCurrent(db, [...ground, two]), false)
  assert.deepEqual(await migrate(ownerUrl, [...ground, two]), ['0002_two'])
  assert.deepEqual(await migrate(ownerUrl, [...ground, two]), [])
  assert.equal(await migrationsCurrent(db, [...ground, two]), true)
})

test('a migration that fails leaves nothing, and says where', async () => {
  await assert.rejects(
    migrate(ownerUrl, [...ground, two, three]),
    (error) => error instanceof DatabaseFault && /0003_three.*select 1\/0/.test(error.message),
  )
  const { rows } = await owner.query(`select to_regclass('three') as name`)
  assert.deepEqual(rows, [{ name: null }])
})

test('a changed file is refused', async () => {
  await assert.rejects(migrate(ownerUrl, [...ground, migration('0002_two', 'select 2')]), /0002_two 在执行之后被改动过/)
  assert.equal(await migrationsCurrent(db, [...ground, migration('0002_two', 'select 2')]), false)
})

test('a database newer than the program is refused', async () => {
  await assert.rejects(migrate(ownerUrl, ground), /比本程序新/)
})

test('two migrators at once: one works, the other finds it done', async () => {
  const slow = migration('0003_slow', 'create table slow (id int); select pg_sleep(0.2);')
  const both = await Promise.all([migrate(ownerUrl, [...ground, two, slow]), migrate(ownerUrl, [...ground, two, slow])])
  assert.deepEqual(both.flat(), ['0003_slow'])
})

test('outside a transaction, when the first line says so', async () => {
  const index = migration(
    '0004_index',
    '-- no transaction\ncreate index concurrently if not exists two_id on two (id);',
  )
  const slow = migration('0003_slow', 'create table slow (id int); select pg_sleep(0.2);')
  assert.deepEqual(await migrate(ownerUrl, [...ground, two, slow, index]), ['0004_index'])
})

test('statements are cut at semicolons, but not within quotes, bodies and comments', () => {
  const text = `
    -- a comment; with a semicolon
    create table "a;b" (t text default ';''' ); /* ; */
    create function f() returns int language sql as $body$ select 1; $body$;
    do $$ begin perform 1; end $$;
    insert into t values (E'it\\'s;', $1) -- trailing;`
  assert.deepEqual(
    splitStatements(text).map((each) => each.split(/\s/)[0]),
    ['create', 'create', 'do', 'insert'],
  )
})
