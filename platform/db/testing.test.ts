import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '#platform/db/db.ts'
import { startTestServer, testDatabase } from '#platform/db/testing.ts'

const one = await testDatabase('testing one')
const two = await testDatabase('testing two')
const whoami = sql<{ name: string; database: string }>(
  'testing.whoami',
  'select current_user::text as name, current_database()::text as database',
)

const folderOf = (url: string): string => dirname(new URL(url).searchParams.get('host') ?? '')

async function isGone(folder: string): Promise<boolean> {
  for (let waited = 0; existsSync(folder) && waited < 10_000; waited += 50) await sleep(50)
  return !existsSync(folder)
}

test('each call has a database of its own, seen as the serving role', async () => {
  const [first, second] = await Promise.all([one, two].map(({ db }) => db.plain((tx) => tx.one(whoami, []))))
  assert.equal(first?.name, 'shouwen_app')
  assert.notEqual(first?.database, second?.database)
  await one.owner.query('create table only_here ()')
  const { rows } = await two.owner.query(`select to_regclass('only_here') as there`)
  assert.deepEqual(rows, [{ there: null }])
})

test('a test server and its folder go in order', async () => {
  const server = await startTestServer()
  const folder = folderOf(server.url('postgres'))
  assert.ok(existsSync(folder))
  await server.stop()
  assert.equal(existsSync(folder), false)
})

const program = `
  import { startTestServer } from '#platform/db/testing.ts'
  console.log((await startTestServer()).url('postgres'))
  if (process.argv[1] === 'wait') setInterval(() => {}, 1000)`

test('they also go when the process ends without a word, and do not keep it from ending', async () => {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', timeout: 20_000 })
  assert.equal(run.status, 0)
  assert.ok(await isGone(folderOf(run.stdout.trim())))
})

test('they also go when the process is killed', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, 'wait'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const folder = folderOf(String(line).trim())
  assert.ok(existsSync(folder))
  child.kill('SIGKILL')
  assert.ok(await isGone(folder))
})
