import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { copyNative, linkLibraries, locateNative } from '#platform/embedded/binaries.ts'
import { type Cluster, startCluster } from '#platform/embedded/cluster.ts'
import { EmbeddedFault, type FaultCode } from '#platform/embedded/fault.ts'
import { chooseLaunch, waysHere } from '#platform/embedded/launch.ts'

const made: string[] = []
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function freshFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'shouwen-cluster-'))
  chmodSync(folder, 0o711)
  made.push(folder)
  return folder
}

async function ask(cluster: Cluster, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  const { rows } = await client.query({ text: query, rowMode: 'array' })
  await client.end()
  return rows[0]?.[0]
}

const isFault = (code: FaultCode, says: RegExp) => (error: unknown) =>
  error instanceof EmbeddedFault && error.code === code && says.test(error.message) && !error.message.includes('\n')

test('first start, later start: what was written is there, and Chinese sorts by pinyin', async (t) => {
  const folder = freshFolder()
  const times: number[] = []
  const timed = async (): Promise<Cluster> => {
    const from = performance.now()
    const cluster = await startCluster({ folder })
    times.push(performance.now() - from)
    return cluster
  }
  const first = await timed()
  await ask(first, 'create table kept as select 7 as n')
  await first.stop()
  const second = await timed()
  assert.equal(await ask(second, 'select n from kept'), 7)
  assert.equal(
    await ask(second, `select string_agg(n, '' order by n collate "zh-x-icu") from unnest(array['张','李','王']) n`),
    '李王张',
  )
  for (const [name, value] of [
    ['fsync', 'on'],
    ['synchronous_commit', 'on'],
    ['data_checksums', 'on'],
    ['listen_addresses', ''],
  ])
    assert.equal(await ask(second, `select current_setting('${name}')`), value)
  await second.stop()
  t.diagnostic(`first start ${Math.round(times[0] ?? 0)} ms, later start ${Math.round(times[1] ?? 0)} ms`)
})

test('the socket asks for the password', async () => {
  const cluster = await startCluster({ folder: freshFolder() })
  const url = new URL(cluster.url('postgres'))
  url.searchParams.set('password', 'guess')
  const client = new pg.Client({ connectionString: url.href })
  await assert.rejects(client.connect(), { code: '28P01' })
  await cluster.stop()
})

test('a second start on the same folder says who holds it; after a stop the folder is free', async () => {
  const folder = freshFolder()
  const cluster = await startCluster({ folder })
  await assert.rejects(
    startCluster({ folder }),
    isFault('in-use', new RegExp(`正由另一个首问程序使用.*进程号 ${process.pid}`)),
  )
  const program = `
    import { startCluster } from '#platform/embedded/cluster.ts'
    await startCluster({ folder: process.argv[1] }).catch((fault) => console.log(fault.code, fault.message))`
  const other = spawnSync(process.execPath, ['--input-type=module', '-e', program, folder], { encoding: 'utf8' })
  assert.match(other.stdout, new RegExp(`^in-use .*进程号 ${process.pid}`))
  assert.equal(await ask(cluster, 'select 1'), 1, 'the first is not disturbed')
  await cluster.stop()
  await (await startCluster({ folder })).stop()
})

test('a folder that cannot be written', async () => {
  const file = join(freshFolder(), 'file')
  writeFileSync(file, '')
  await assert.rejects(startCluster({ folder: file }), isFault('not-writable', /不可写.*SHOUWEN_DATA/))
  await assert.rejects(startCluster({ folder: join(file, 'below') }), isFault('not-writable', /不可写/))
})

test('a cluster of another major version is not touched', async () => {
  const folder = freshFolder()
  mkdirSync(join(folder, 'database'))
  writeFileSync(join(folder, 'database', 'PG_VERSION'), '15\n')
  await assert.rejects(startCluster({ folder }), isFault('other-version', /PostgreSQL 15/))
  assert.deepEqual(readdirSync(join(folder, 'database')), ['PG_VERSION'])
})

test('a half-made cluster is never taken for a whole one', async () => {
  const folder = freshFolder()
  mkdirSync(join(folder, 'database.new-0000'))
  writeFileSync(join(folder, 'database.new-0000', 'PG_VERSION'), '18\n')
  const cluster = await startCluster({ folder })
  assert.equal(await ask(cluster, 'select 1'), 1)
  assert.equal(existsSync(join(folder, 'database.new-0000')), false)
  await cluster.stop()
})

test('a process number left by a killed server and reused by another program does not keep us out', async () => {
  const folder = freshFolder()
  await (await startCluster({ folder })).stop()
  writeFileSync(join(folder, 'database', 'postmaster.pid'), `${process.ppid}\n${join(folder, 'database')}\n`)
  const cluster = await startCluster({ folder })
  assert.equal(await ask(cluster, 'select 1'), 1)
  await cluster.stop()
})

test('a data folder too deep for a socket', async () => {
  const folder = join(freshFolder(), 'a'.repeat(60), 'b'.repeat(60))
  const cluster = await startCluster({ folder })
  assert.equal(await ask(cluster, 'select 1'), 1)
  await cluster.stop()
})

for (const way of waysHere())
  test(`started the way "${way.how}"`, async (t) => {
    const folder = freshFolder()
    const start = () => startCluster({ folder, ways: [way] })
    const cluster = await start().catch((fault) => {
      assert.ok(isFault('no-user', /普通用户/)(fault), String(fault))
      t.skip('not allowed on this machine')
    })
    if (!cluster) return
    assert.equal(cluster.how, way.how)
    assert.equal(await ask(cluster, 'select 1'), 1)
    await cluster.stop()
    await (await start()).stop()
  })

const isRoot = process.getuid?.() === 0

test('a folder begun one way goes on the other', { skip: !isRoot }, async (t) => {
  const folder = freshFolder()
  for (const way of [...waysHere(), ...waysHere()]) {
    const cluster = await startCluster({ folder, ways: [way] }).catch(() =>
      t.skip('not both ways are allowed on this machine'),
    )
    if (!cluster) return
    assert.equal(await ask(cluster, 'select 1'), 1)
    await cluster.stop()
  }
})

for (const [uid, who] of [
  [65534, 'an ordinary user'],
  [54321, 'a user without a name'],
] as const)
  test(`as ${who}`, { skip: !isRoot }, (t) => {
    const folder = freshFolder()
    chmodSync(folder, 0o777)
    const program = `
      import { startCluster } from '#platform/embedded/cluster.ts'
      try {
        const cluster = await startCluster({ folder: process.argv[1] + '/data' })
        await cluster.stop()
        console.log('ran', cluster.how)
      } catch (fault) { console.log(fault.code ?? fault, fault.message) }`
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, folder], {
      uid,
      gid: uid,
      encoding: 'utf8',
    })
    if (/EACCES/.test(run.stderr ?? '') || run.error) return t.skip('this checkout is closed to other users')
    assert.match(run.stdout, uid === 65534 ? /^ran plain/ : /^(ran namespace|no-user .*没有登记姓名)/, run.stderr)
  })

test('a program below a folder closed to others is copied to where nobody may read it', { skip: !isRoot }, () => {
  const closed = freshFolder()
  const native = join(closed, 'native')
  cpSync(locateNative(), native, { recursive: true, verbatimSymlinks: true })
  chmodSync(closed, 0o700)
  const open = freshFolder()
  const nobody = waysHere().filter((way) => way.how === 'nobody')
  const choose = (path: string) => chooseLaunch(linkLibraries(path, join(open, 'spare')), open, nobody)
  assert.throws(() => choose(native), isFault('no-user', /普通用户/))
  assert.equal(choose(copyNative(native, join(open, 'native'))).how, 'nobody')
})

test('data below a folder closed to us is told so', { skip: !isRoot }, async (t) => {
  const closed = freshFolder()
  chmodSync(closed, 0o700)
  chownSync(closed, 54321, 54321)
  const way = waysHere().filter(({ how }) => how === 'namespace')
  await assert.rejects(startCluster({ folder: join(closed, 'data'), ways: way }), isFault('no-user', /上级目录/))
  t.diagnostic('root without its powers')
})

test('library links that npm did not make: made in place, or beside the data when the package is read-only', () => {
  const copy = join(freshFolder(), 'native')
  cpSync(locateNative(), copy, {
    recursive: true,
    filter: (path) =>
      !/\.so\.\d+$|libpq\.so$/.test(path) || /libicudata|libxml2|libz|liblzma|crypto|ssl|uuid|xslt/.test(path),
  })
  const link = join(copy, 'lib/libicuuc.so.60')
  cpSync(join(locateNative(), 'lib/libicuuc.so.60.2'), join(copy, 'lib/libicuuc.so.60.2'))
  assert.equal(existsSync(link), false)
  assert.deepEqual(linkLibraries(copy, join(copy, 'spare')).env, {})
  assert.equal(existsSync(link), true)

  rmSync(link)
  const refuse = () => false
  const spare = linkLibraries(copy, join(copy, 'spare'), refuse)
  assert.equal(spare.env.LD_LIBRARY_PATH, join(copy, 'spare'))
  assert.equal(existsSync(join(copy, 'spare/libicuuc.so.60')), true)
})

test('a platform without a package is told so', () => {
  assert.throws(() => locateNative('sunos', 'sparc'), isFault('no-package', /DATABASE_URL/))
})
