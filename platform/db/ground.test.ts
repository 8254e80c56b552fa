import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { sql } from '#platform/db/db.ts'
import { DatabaseFault } from '#platform/db/fault.ts'
import { openGround } from '#platform/db/ground.ts'
import { migrationsCurrent } from '#platform/db/migrate.ts'
import { refusePrivilege } from '#platform/db/role.ts'
import { startCluster } from '#platform/embedded/cluster.ts'

const whoami = sql<{ name: string }>('ground.whoami', 'select current_user::text as name')
const made: string[] = []
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-ground-'))
  made.push(folder)
  return folder
}

test('embedded: migrated, and served by the least-privilege role; again after a restart', async (t) => {
  const data = freshFolder()
  for (const when of ['first', 'later']) {
    const from = performance.now()
    const ground = await openGround({ data, databaseUrl: null })
    t.diagnostic(`${when} start with migrations: ${Math.round(performance.now() - from)} ms`)
    assert.deepEqual(await ground.db.plain((tx) => tx.one(whoami, [])), { name: 'shouwen_app' })
    assert.equal(await migrationsCurrent(ground.db), true)
    await ground.close()
  }
})

test('a command beside the running server joins it, and leaves it running', async () => {
  const data = freshFolder()
  const server = await openGround({ data, databaseUrl: null })
  await assert.rejects(openGround({ data, databaseUrl: null }), { code: 'in-use' })
  const command = await openGround({ data, databaseUrl: null, mayJoin: true })
  assert.equal(command.cluster?.how, 'joined')
  assert.deepEqual(await command.db.plain((tx) => tx.one(whoami, [])), { name: 'shouwen_app' })
  await command.close()
  assert.deepEqual(await server.db.plain((tx) => tx.one(whoami, [])), { name: 'shouwen_app' })
  await server.close()
})

test('DATABASE_URL: an existing server whose owner is no superuser', async () => {
  const server = await startCluster({ folder: freshFolder() })
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  await admin.query(`create role city login createrole password 'city'`)
  await admin.query('create database city owner city')
  const url = new URL(server.url('city'))
  url.searchParams.set('user', 'city')
  url.searchParams.set('password', 'city')

  const data = freshFolder()
  const ground = await openGround({ data, databaseUrl: url.href })
  assert.equal(ground.cluster, null)
  assert.deepEqual(await ground.db.plain((tx) => tx.one(whoami, [])), { name: 'shouwen_app' })
  await assert.rejects(
    ground.db.plain((tx) => tx.all(sql('ground.create', 'create table mine (id int)'), [])),
    { code: '42501' },
  )
  await ground.close()

  await assert.rejects(refusePrivilege(url.href), DatabaseFault, 'the owner may not serve')
  await admin.query('alter role shouwen_app bypassrls')
  await assert.rejects(openGround({ data, databaseUrl: url.href }), /权限过大/)

  url.searchParams.set('password', 'wrong')
  await assert.rejects(openGround({ data, databaseUrl: url.href }), /拒绝登录/)
  await admin.end()
  await server.stop()
  await assert.rejects(openGround({ data, databaseUrl: url.href }), /连不上/)
})
