import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import pg from 'pg'
import { parseInstant } from '#core/day.ts'
import { seedOffice } from '#office/seed.ts'
import { loadBackup, readHeader } from '#platform/backup/read.ts'
import { writeBackup } from '#platform/backup/write.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { connect } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { testDatabase } from '#platform/db/testing.ts'

const { owner, appUrl, ownerUrl } = await testDatabase('backup')
const folder = mkdtempSync(join(tmpdir(), 'shouwen-backup-'))
openKeys(folder)
const role = `plain_${process.pid}`
const names = ['from', 'to', 'bad'].map((word) => `backup_${word}_${process.pid}`)
const [from = '', to = '', bad = ''] = names
/** An owner as a careful administrator gives one: no superuser, bound by row-level security like anybody. */
const plain = (database: string) => {
  const url = new URL(ownerUrl)
  url.pathname = `/${database}`
  url.searchParams.set('user', role)
  url.searchParams.set('password', 'plain')
  return url.href
}
await owner.query(`create role ${role} login nosuperuser nobypassrls password 'plain'`)
for (const name of names) await owner.query(`create database ${name} owner ${role}`)
after(async () => {
  const url = new URL(ownerUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  for (const name of names) await client.query(`drop database ${name} with (force)`)
  await client.query(`drop role ${role}`)
  await client.end()
  rmSync(folder, { recursive: true, force: true })
})

const file = join(folder, 'all')
const text = `两行\n和 “引号”，（括号） \\ \u2028 𠮷`

test('an owner without special rights backs up all rows of all tenants, and loads them elsewhere the same', async () => {
  await migrate(plain(from))
  const serving = new URL(appUrl)
  serving.pathname = `/${from}`
  const db = connect({ url: serving.href, max: 1 })
  await seedOffice(db, { passwordHash: null, at: parseInstant('2026-11-02T09:30:00+08:00') })
  const client = new pg.Client({ connectionString: plain(from) })
  await client.connect()
  await client.query(`update organization set address = $1 where code = 'sljd'`, [text])
  await client.query(
    `begin; select set_config('app.tenant', tenant_id::text, true) from tenant; insert into counter select tenant_id, tenant_id, 'w', 2026, 5 from tenant; commit`,
  )
  await client.end()
  await db.close()

  const end = await writeBackup({ ownerUrl: plain(from), folder, file, at: '2026-11-02T09:30:00+08:00' })
  assert.ok(end.rows > 50)
  assert.equal((await readHeader(file)).format, 1)
  assert.deepEqual(await loadBackup(plain(to), file), end)
  const look = async (database: string) => {
    const url = new URL(ownerUrl)
    url.pathname = `/${database}`
    const looker = new pg.Client({ connectionString: url.href })
    await looker.connect()
    const found = []
    for (const table of ['tenant', 'organization', 'staff', 'counter', 'calendar_version', 'office_journal'])
      found.push(
        (
          await looker.query(
            `select md5(string_agg(t::text, '' order by t::text)) as digest, count(*) as n from ${table} t`,
          )
        ).rows[0],
      )
    found.push((await looker.query(`select address from organization where code = 'sljd'`)).rows[0])
    await looker.end()
    return found
  }
  const there = await look(to)
  assert.deepEqual(there, await look(from))
  assert.equal(there.at(-1).address, text)
  assert.equal(there[3].n, '1')
})

test('a changed or cut file loads nothing', async () => {
  const lines = zstdDecompressSync(readFileSync(file)).toString().trimEnd().split('\n')
  const write = (changed: readonly string[]) =>
    writeFileSync(join(folder, 'bad'), zstdCompressSync(`${changed.join('\n')}\n`))
  for (const [changed, says] of [
    [lines.map((line) => line.replace('王一', '王二')), /与摘要不符/],
    [
      lines.toSpliced(
        lines.findIndex((line) => line.includes('王一')),
        1,
      ),
      /与摘要不符/,
    ],
    [lines.slice(0, -1), /没有写到末尾/],
    [lines.slice(1), /不是首问的备份文件/],
    [[lines[0]!.replace('0001_ground', '0001_other'), ...lines.slice(1)], /版本/],
  ] as const) {
    write(changed)
    await assert.rejects(loadBackup(plain(bad), join(folder, 'bad')), { name: 'BackupFault', message: says })
  }
  const url = new URL(ownerUrl)
  url.pathname = `/${bad}`
  const looker = new pg.Client({ connectionString: url.href })
  await looker.connect()
  assert.equal((await looker.query('select from staff')).rowCount, 0)
  await looker.end()
})
