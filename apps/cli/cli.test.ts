import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { at, openContacts } from '#matter/testing.ts'
import { seedOffice } from '#office/seed.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { openGround } from '#platform/db/ground.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { worldOf } from './ground.ts'

const home = mkdtempSync(join(tmpdir(), 'shouwen-cli-'))
chmodSync(home, 0o711)
after(() => rmSync(home, { recursive: true, force: true }))
const script = join(import.meta.dirname, '..', '..', 'bin', 'shouwen.js')
const opened = at('2026-11-02T09:30:00+08:00')

async function shouwen(data: string, args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env['PATH'], SHOUWEN_DATA: data, PORT: '39417', ...env },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  child.stdin.end(input)
  const code = await new Promise((resolve) => child.once('close', resolve))
  return {
    code,
    out,
    err: err
      .split('\n')
      .filter((line) => line && !line.startsWith('{'))
      .join('\n'),
  }
}

test('asked in a wrong way, it says one line and ends with 2', async () => {
  const data = join(home, 'none')
  for (const args of [
    ['unheard-of'],
    ['backup'],
    ['backup', 'a', 'b'],
    ['verify', '--x', '1'],
    ['restore'],
    ['import-calendar', join(home, 'missing.json')],
  ]) {
    const { code, err } = await shouwen(data, args)
    assert.deepEqual([code, err.split('\n').length], [2, 1], `${args}: ${err}`)
    assert.match(err, /[\u4e00-\u9fff]/)
  }
  assert.equal((await shouwen(data, ['verify'], '', { PORT: 'x' })).code, 2)
  assert.equal((await shouwen(data, ['help'])).code, 0)
  assert.ok(!existsSync(data))
})

test('a folder that cannot be made is said in one line with 2, at once', async () => {
  for (const data of ['/proc/none', '/proc/1/none/below', join(home, 'file', 'below')]) {
    writeFileSync(join(home, 'file'), '')
    const asks = ['setup', '--code', 'a', '--name', '测试单位', '--short', '测']
    const { code, err } = await shouwen(data, asks)
    assert.deepEqual([code, err.split('\n').length], [2, 1], `${data}: ${err}`)
    assert.match(err, /不可写/)
  }
})

test('rotate-keys: a new key seals, the old one still opens; nothing to rotate is said', async () => {
  const data = join(home, 'rotated')
  assert.equal((await shouwen(data, ['rotate-keys'])).code, 2)
  const before = openKeys(data)
  const field = { tenant: 't', matter: 'm', field: 'phone' }
  const sealed = before.seal(field, '13900000000')
  const { code, out } = await shouwen(data, ['rotate-keys'])
  assert.deepEqual([code, /k2/.test(out)], [0, true])
  const after = openKeys(data)
  assert.equal(after.open(field, sealed), '13900000000')
  assert.match(after.seal(field, '1'), /^1\.k2\./)
  assert.equal(before.open(field, after.seal(field, '1')), '1', 'a running server reads it when it meets it')
  assert.equal(after.blind('phone', '1'), before.blind('phone', '1'))
})

test('setup founds an empty folder once; doctor and verify find nothing wrong', async () => {
  const data = join(home, 'empty')
  const asks = ['setup', '--code', 'ceshi', '--name', '测试市就业服务局（测试数据）', '--short', '测就']
  const weak = await shouwen(data, asks, 'weak\n')
  assert.deepEqual([weak.code, /密码不合要求/.test(weak.err)], [2, true], weak.err)
  const done = await shouwen(data, asks, 'Test-data-1\nTest-data-2\nTest-data-3\n')
  assert.deepEqual([done.code, done.err], [0, ''], done.err)
  assert.match(done.out, /sysadmin/)
  assert.equal((await shouwen(data, asks, 'Test-data-1\nTest-data-2\nTest-data-3\n')).code, 1)
  const healthy = await shouwen(data, ['doctor'])
  assert.equal(healthy.code, 0, healthy.out)
  assert.match(healthy.out, /结构为当前版本/)
  const whole = await shouwen(data, ['verify'])
  assert.deepEqual([whole.code, whole.err], [0, ''], whole.out)

  const notice = join(home, '2027.json')
  writeFileSync(notice, JSON.stringify({ year: 2027 }))
  const bad = await shouwen(data, ['import-calendar', notice])
  assert.equal(bad.code, 1, bad.out)
  const good = {
    year: 2027,
    source: '测试通知（测试数据）',
    issued: '2026-11-05',
    off: [['2027-01-01', '2027-01-03']],
    work: [],
  }
  writeFileSync(notice, JSON.stringify(good))
  const imported = await shouwen(data, ['import-calendar', notice])
  assert.equal(imported.code, 0, imported.err)
  assert.match(imported.out, /已导入2027年/)
})

test('beside a running server: verify, backup; restored elsewhere it is the same, and a tampered one is found out', async () => {
  const data = join(home, 'running')
  const ground = await openGround({ data, databaseUrl: null })
  const owner = new pg.Client({ connectionString: ground.ownerUrl })
  await owner.connect()
  const file = join(home, 'all.backup')
  const elsewhere = join(home, 'elsewhere')
  try {
    await seedOffice(ground.db, { passwordHash: null, at: opened })
    await openContacts(worldOf(ground, { data }), 40, opened)
    assert.equal((await shouwen(data, ['verify'])).code, 0)
    const made = await shouwen(data, ['backup', file])
    assert.deepEqual([made.code, made.err], [0, ''])
    assert.equal(statSync(`${file}.keys`).mode & 0o777, 0o600)
    const secret = JSON.parse(readFileSync(`${file}.keys`, 'utf8')).blind
    assert.ok(!readFileSync(file).includes(secret))
    assert.equal((await shouwen(data, ['backup', file])).code, 1, 'it overwrites nothing')
    assert.equal((await shouwen(data, ['restore', file])).code, 1, 'nor a folder with data')

    await owner.query(
      `update journal set says = says || '。' where seq = 1 and matter_id = (select min(matter_id::text)::uuid from journal)`,
    )
    const found = await shouwen(data, ['verify'])
    assert.equal(found.code, 1)
    assert.match(found.out, /第 1 步：这一步的记录被改动过/)
    const tampered = join(home, 'tampered.backup')
    assert.equal((await shouwen(data, ['backup', tampered])).code, 0)
    const refused = await shouwen(elsewhere, ['restore', tampered])
    assert.equal(refused.code, 1)
    assert.ok(!existsSync(elsewhere), 'a record that does not hold is not put in place')
    rmSync(`${elsewhere}.restoring`, { recursive: true })
  } finally {
    await owner.end()
    await ground.close()
  }

  const broken = join(home, 'broken.backup')
  writeFileSync(broken, readFileSync(file).subarray(0, -20))
  writeFileSync(`${broken}.keys`, readFileSync(`${file}.keys`))
  const cut = await shouwen(elsewhere, ['restore', broken])
  assert.deepEqual([cut.code, existsSync(elsewhere), existsSync(`${elsewhere}.restoring`)], [1, false, false], cut.err)
  const strange = await shouwen(elsewhere, ['restore', file, '--keys', join(home, '2027.json')])
  assert.deepEqual([strange.code, /不配套/.test(strange.err)], [1, true], strange.err)

  const restored = await shouwen(elsewhere, ['restore', file])
  assert.deepEqual([restored.code, restored.err], [0, ''], restored.out)
  assert.match(restored.out, /查验事项 40 件/)
  const again = await openGround({ data: elsewhere, databaseUrl: null })
  try {
    const world = worldOf(again, { data: elsewhere })
    await openContacts(world, 1, opened)
    const looker = new pg.Client({ connectionString: again.ownerUrl })
    await looker.connect()
    const { rows } = await looker
      .query(`select cipher, matter_id, field, tenant_id from secret limit 1`)
      .finally(() => looker.end())
    const { cipher, matter_id: matter, field, tenant_id: tenant } = rows[0]
    assert.equal(world.keys.open({ tenant, matter, field }, cipher), '13800000000')
  } finally {
    await again.close().catch(() => {})
  }
})

test('with a server of one’s own it does the same', async () => {
  const { db, owner, ownerUrl, appUrl } = await testDatabase('cli')
  // The role is the whole test server's: its password must stay as the other tests know it.
  for (const name of ['server', 'fresh']) {
    mkdirSync(join(home, name, 'secret'), { recursive: true })
    writeFileSync(join(home, name, 'secret', 'database-app'), new URL(appUrl).searchParams.get('password') ?? '')
  }
  await seedOffice(db, { passwordHash: null, at: opened })
  const file = join(home, 'server.backup')
  const made = await shouwen(join(home, 'server'), ['backup', file], '', { DATABASE_URL: ownerUrl })
  assert.deepEqual([made.code, made.err], [0, ''])
  const full = await shouwen(join(home, 'fresh'), ['restore', file], '', { DATABASE_URL: ownerUrl })
  assert.deepEqual([full.code, /不是空的/.test(full.err)], [1, true])
  const name = `cli_restored_${process.pid}`
  await owner.query(`create database ${name}`)
  const to = new URL(ownerUrl)
  to.pathname = `/${name}`
  const restored = await shouwen(join(home, 'fresh'), ['restore', file], '', { DATABASE_URL: to.href })
  assert.equal(restored.code, 0, `${restored.out}${restored.err}`)
  assert.ok(existsSync(join(home, 'fresh', 'secret', 'keys.json')))
  await owner.query(`drop database ${name} with (force)`)
})
