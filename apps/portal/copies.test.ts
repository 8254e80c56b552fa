import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { lookCookie, lookNames } from '#apps/portal/layout.ts'
import { buildApp } from '#apps/server/app.ts'
import { processesOf } from '#apps/server/processes.ts'
import { market } from '#apps/server/story/market.ts'
import { tellOpen } from '#apps/server/story/open.ts'
import { daysOf, telling } from '#apps/server/story/teller.ts'
import { tellTraining } from '#apps/server/story/training.ts'
import { parseInstant } from '#core/day.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { accountsOf } from '#office/account.ts'
import { demoOffice, demoPath, demoStaff, demoTenant, seedOffice } from '#office/seed.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { connect, sql } from '#platform/db/db.ts'
import { tablesIn } from '#platform/db/shown.ts'
import { statements } from '#platform/db/sql.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { answerAlike } from '#platform/http/alike.ts'
import { makeCopies } from '#platform/http/copies.ts'
import { testDoor } from '#platform/http/testing.ts'
import { openWire } from '#platform/live/wire.ts'

const { db, owner, appUrl } = await testDatabase('copies')
const folder = mkdtempSync(join(tmpdir(), 'shouwen-copies-'))
let at = parseInstant('2026-11-23T09:30:00+08:00')
let ticks = 0
await seedOffice(db, { passwordHash: 'x', at })
const place = { tenant: demoTenant, path: demoPath('cs') }
const quiet = { info() {}, warn() {}, error: (event: string, fields: unknown) => console.error(event, fields) }
const generous = { address: 1_000_000, session: 1_000_000, signIn: 1_000_000 }
after(() => rmSync(folder, { recursive: true, force: true }))

/** A server of its own on the one database. Its copies never grow old by themselves: `ticks` stands until a test moves it. */
async function node(retryMs: number | null = null) {
  const own = connect({ url: appUrl, max: 4 })
  const catalogue = loadCatalogue()
  const ground = { db: own, now: () => at, processes: processesOf(catalogue), catalogue, keys: openKeys(folder) }
  const { app, world, copies, sessions } = await buildApp({
    world: { ...ground, address: 'http://copies.test', mark: '测试数据' },
    ...{ log: quiet, demo: null, place, http: { limits: generous }, copies: makeCopies({ tick: () => ticks }) },
    ...(retryMs !== null && { wire: (receive, watch) => openWire(appUrl, receive, retryMs, watch) }),
  })
  after(async () => {
    await app.close()
    await own.close()
  })
  const get = async (url: string, headers: Record<string, string> = {}) => {
    const { statusCode: status, headers: all, rawPayload, body } = await app.inject({ url, headers })
    const { 'x-request-id': id, date: _date, connection: _connection, ...rest } = all
    assert.match(String(id), /^[0-9a-f-]{36}$/)
    return { status, headers: Object.fromEntries(Object.entries(rest).sort()), bytes: rawPayload, text: body }
  }
  /** Whether it came from memory. */
  const isCopy = async (url: string, headers: Record<string, string> = {}) => {
    const before = copies.sent()
    await get(url, headers)
    return copies.sent() > before
  }
  /** The head closes the street office for a day to come: the calendar tells it. */
  const closes = async (day: string, why: string): Promise<void> => {
    const who = await accountsOf(own).findStaff(demoTenant, demoStaff('head'), at)
    const cookie = `shouwen=${(await sessions.open(who!)).token}`
    const payload = { office: demoOffice('sljd'), day, why }
    const headers = { cookie, 'idempotency-key': randomUUID() }
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/api/office/closures', headers, payload })
    assert.equal(statusCode, 201, body)
  }
  return { app, world, copies, db: own, get, isCopy, closes }
}

const one = await node()
await telling(one.world, await daysOf(one.world, at))(market)
await tellTraining(one.world, await daysOf(one.world, at))
await tellOpen(one.world, at)

/** Whoever claims a session gets a page of their own: by this a test sees what would be made anew. */
const own = (cookie = '') => ({ cookie: `${cookie}; shouwen=${'x'.repeat(43)}` })
const worn = Array.from({ length: 8 }, (_, bits) => lookNames.filter((_name, i) => bits & (1 << i)).join('.'))
const calendar = '/calendar?office=sljd'

test('每一种公开页面，每一种显示方式，缓存的和重新生成的逐字节相同，不看别的Cookie，也不设Cookie（1.2）', async () => {
  const map = (await one.get('/sitemap.xml')).text
  const paths = [...map.matchAll(/<loc>http:\/\/copies\.test([^<]+)<\/loc>/g)].map(([, path]) => path!)
  const queries = [
    '/?office=ybjd',
    '/search?q=%E5%A4%B1%E4%B8%9A',
    '/jobs?q=%E6%B5%8B%E8%AF%95',
    '/services/JY13?office=sljd',
    '/news?topic=policy',
  ]
  const others = { 'user-agent': 'x', 'accept-language': 'en', 'x-forwarded-for': '1.2.3.4' }
  const single = new Set<string>()
  for (const path of [...paths, ...queries, calendar])
    for (const look of worn)
      for (const encoding of look === '' ? ['', 'gzip', 'br', 'gzip, deflate, br, zstd'] : ['']) {
        const cookie = `${lookCookie}=${look}`
        const accepts = { 'accept-encoding': encoding }
        const fresh = await one.get(path, { ...accepts, ...own(cookie) })
        const first = await one.get(path, { ...accepts, cookie })
        const before = one.copies.sent()
        const again = await one.get(path, {
          ...accepts,
          ...others,
          cookie: `a=1; ${cookie}; shouwen-draft=${randomUUID()}`,
        })
        assert.deepEqual(first, fresh, path)
        assert.deepEqual(again, fresh, path)
        assert.deepEqual([again.status, again.headers['set-cookie']], [200, undefined])
        if (encoding === '')
          assert.equal(again.text.includes(`class="${look.replaceAll('.', ' ')}"`), look !== '', path)
        if (one.copies.sent() === before) single.add(path.replace(/^\/tools\/.+/, '/tools/:name'))
      }
  for (const kind of ['/jobs/', '/open/', '/services/'])
    assert.ok(
      paths.some((path) => path.startsWith(kind)),
      kind,
    )
  // Not the same for everybody, nothing that many ask for, or made of figures that are counted anew every few minutes.
  assert.deepEqual([...single].sort(), ['/apply', '/evaluations', '/satisfaction', '/say', '/tools/:name'])
})

test('网址里无关的词不另生成页面；同名多次、过长的不缓存；看的方式写法不同是同一页', async () => {
  await one.get('/jobs')
  assert.deepEqual([await one.isCopy('/jobs?utm=1'), await one.isCopy('/jobs?q=')], [true, false])
  await one.get('/jobs?kind=x&q=a')
  assert.equal(await one.isCopy('/jobs?q=a&kind=x'), true)
  for (const url of ['/jobs?q=a&q=b', `/jobs?q=${'a'.repeat(600)}`]) {
    await one.get(url)
    assert.equal(await one.isCopy(url), false)
  }
  const [both, tricky] = ['/jobs?q=a&kind=b', '/jobs?q=a%0Akind=b']
  const different = [await one.get(both), await one.get(tricky), await one.get(both), await one.get(tricky)]
  assert.deepEqual(
    different.map(({ text }) => text.includes('value="a"')),
    [true, false, true, false],
  )
  await one.get('/jobs', { cookie: `${lookCookie}=simple.large` })
  assert.equal(await one.isCopy('/jobs', { cookie: `${lookCookie}=large.evil.simple` }), true)
})

test('很多人同时要同一页，只生成一次', async () => {
  at = parseInstant('2026-11-23T09:31:00+08:00')
  const before = one.copies.sent()
  const all = await Promise.all(Array.from({ length: 20 }, () => one.get('/promises')))
  assert.deepEqual([new Set(all.map(({ text }) => text)).size, one.copies.sent() - before], [1, 19])
})

test('到点就变：过了一秒、过了办公时间，都重新生成（7.4）', async () => {
  at = parseInstant('2026-11-23T11:59:59.900+08:00')
  assert.ok((await one.get('/?office=sljd')).text.includes('正在办公'))
  assert.equal(await one.isCopy('/?office=sljd'), true)
  at = parseInstant('2026-11-23T12:00:00+08:00')
  assert.ok((await one.get('/?office=sljd')).text.includes('现在不办公'))
  assert.equal(await one.isCopy('/?office=sljd'), true)
  ticks += 1_000
  assert.equal(await one.isCopy('/?office=sljd'), false)
})

test('带着标签再来，没变的只答没变（304），变了的给新的', async () => {
  const accepts = { 'accept-encoding': 'br' }
  const { headers, bytes } = await one.get('/services/JY13', accepts)
  const etag = String(headers['etag'])
  assert.match(etag, /^"[\w-]{27}"$/)
  assert.equal(headers['cache-control'], 'no-cache')
  const { 'content-length': length, 'content-type': _type, 'content-encoding': _encoding, ...rest } = headers
  assert.equal(Number(length), bytes.length)
  for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*'])
    for (const cookie of ['', own().cookie]) {
      const same = await one.get('/services/JY13', { ...accepts, cookie, 'if-none-match': tag })
      assert.deepEqual([same.status, same.bytes.length, same.headers], [304, 0, rest], `${tag} ${cookie}`)
    }
  for (const other of [{ 'accept-encoding': 'gzip' }, { ...accepts, cookie: `${lookCookie}=large` }])
    assert.equal((await one.get('/services/JY13', { ...other, 'if-none-match': etag })).status, 200)
  assert.equal((await one.get('/services/JY13', { ...accepts, 'if-none-match': '"x"' })).status, 200)
})

test('本机上的改动，下一次就看得到（1.2）', async () => {
  for (const [i, why] of ['停电甲', '停电乙', '停电丙'].entries()) {
    assert.ok(!(await one.get(calendar)).text.includes(why))
    assert.equal(await one.isCopy(calendar), true)
    await one.closes(`2026-12-0${i + 1}`, why)
    assert.ok((await one.get(calendar)).text.includes(why))
  }
  // What says nothing to the public throws away no copy.
  await one.get('/')
  await one.db.plain((tx) => tx.all(sql('copies.test.session', `delete from session where false`), []))
  assert.equal(await one.isCopy('/'), true)
})

test('另一台机器上的改动，通知一到就看得到；通知断了就不用缓存，接上再用（1.2）', async () => {
  const two = await node(400)
  const count = async () => (await owner.query(listening)).rowCount
  await until(async () => (await count()) === 1 && (await two.isCopy(calendar)))
  await one.closes('2026-12-08', '停水甲')
  await until(async () => (await two.get(calendar)).text.includes('停水甲'), 5)
  assert.equal(await two.isCopy(calendar), true)

  await owner.query(`select pg_terminate_backend(pid) from (${listening}) as line`)
  await until(async () => !(await two.isCopy(calendar)), 5)
  const before = two.copies.sent()
  await one.closes('2026-12-09', '停水乙')
  assert.ok((await two.get(calendar)).text.includes('停水乙'))
  for (let i = 0; i < 5; i++) await two.get('/')
  assert.equal(two.copies.sent(), before)
  await one.closes('2026-12-10', '停水丙')
  await until(async () => two.isCopy(calendar))
  assert.ok((await two.get(calendar)).text.includes('停水丙'))
})

const listening = `select pid from pg_stat_activity
  where application_name = 'shouwen-live' and datname = current_database() and query like 'listen%'`

async function until(is: () => Promise<boolean>, everyMs = 30): Promise<void> {
  for (let n = 0; n < 100 && !(await is()); n++) await sleep(everyMs)
  assert.ok(await is())
}

test('标错了的页面也不会传错：设Cookie的、读了别的表的、出错的、登录的都不缓存，别的Cookie和词看不见（6.3）', async () => {
  const copies = makeCopies()
  const { app, cookieOf } = await testDoor(db)
  const planted = (...alike: string[]) => ({ config: { allow: 'anyone', alike } }) as const
  await app.register(async (scope) => {
    answerAlike(scope, {
      ...{ mark: () => ({ version: 0, from: null, second: 0 }), copies },
      cookie: { name: 'look', read: ({ cookies }) => cookies['look'] ?? '' },
    })
    scope.get('/good', planted('q'), ({ query, cookies }) => JSON.stringify({ query, cookies }))
    scope.get('/cookie', planted(), (_request, reply) => reply.setCookie('a', randomUUID()).send('x'))
    scope.get('/lost', planted(), (_request, reply) => reply.code(404).send('x'))
    scope.get('/thrown', planted(), () => Promise.reject(new TypeError('planted')))
    const asks = (name: string, text: string) => () =>
      db.read({ tenant: demoTenant, paths: [] }, async (tx) =>
        (await tx.all(sql(`copies.test.${name}`, text), [demoTenant])) ? 'x' : '',
      )
    scope.get('/shown', planted(), asks('shown', 'select hash from office_version where tenant_id = $1'))
    scope.get('/matter', planted(), asks('matter', 'select id from matter where tenant_id = $1'))
  })
  const cookie = await cookieOf('wang')
  const isKept = async (url: string, headers: Record<string, string> = {}) => {
    for (let i = 0; i < 2; i++) await app.inject({ url, headers })
    const before = copies.sent()
    await app.inject({ url, headers })
    return copies.sent() > before
  }
  const found: string[] = []
  for (const url of ['/good', '/cookie', '/lost', '/thrown', '/shown', '/matter'])
    if (await isKept(url)) found.push(url)
  assert.deepEqual(found, ['/good', '/shown'])
  for (const headers of [{ cookie }, { 'x-no-compression': '1' }]) assert.equal(await isKept('/good', headers), false)
  const seen = await app.inject({ url: '/good?secret=1&q=2', headers: { cookie: 'look=large; draft=3' } })
  assert.deepEqual(seen.json(), { query: { q: '2' }, cookies: { look: 'large' } })
})

test('占的内存有限，旧的先走，过期的不留', () => {
  let now = 0
  const copies = makeCopies({ most: 10_000, tick: () => now })
  const mark = { version: 1, from: null, second: 0 }
  const copy = { body: 'x'.repeat(1_000), headers: ['a', 'b'], sameHeaders: [], etag: '"x"' }
  for (let i = 0; i < 50; i++) copies.begin(`k${i}`, mark).end(copy)
  assert.ok(copies.size() > 5_000 && copies.size() <= 10_000)
  assert.deepEqual(
    [copies.find('k0', mark), copies.find('k49', mark), copies.find('k49', { ...mark, version: 2 })],
    [null, copy, null],
  )
  now = 1_000
  copies.begin('late', mark).end(copy)
  assert.deepEqual([copies.find('k49', mark), copies.find('late', mark)], [null, copy])
  assert.ok(copies.size() < 2_000)
})

test('每条语句读写哪些表，从字面上看出来的和PostgreSQL自己的计划一样', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`,
  )
  const tables = new Set(rows.map(({ name }) => name))
  const wrong: string[] = []
  let planned = 0
  const client = await owner.connect()
  for (const { name, text } of statements()) {
    const plan = await client.query(`explain (generic_plan, verbose, format json) ${text}`).catch(() => null)
    if (!plan) continue
    planned++
    const used = usesOf(plan.rows[0]['QUERY PLAN'][0].Plan, tables)
    const { read, written } = tablesIn(text)
    if (
      [...used.written].sort().join() !==
      [...written]
        .filter((table) => tables.has(table))
        .sort()
        .join()
    )
      wrong.push(`${name} writes`)
    wrong.push(
      ...[...used.read]
        .filter((table) => !read.has(table) && !written.has(table))
        .map((table) => `${name} reads ${table}`),
    )
  }
  client.release()
  assert.deepEqual(wrong, [])
  assert.ok(planned > 600 && planned > statements().length * 0.9, `${planned} of ${statements().length}`)
  const planted = tablesIn(
    `with new as (insert into venue (a) select 1 from staff s, post p returning a), matter as (select 1 from matter)
     update only vacancy set a = 1 from new join matter on true where b <> '; delete from disclosure'`,
  )
  assert.deepEqual([...planted.read], ['staff', 'post', 'matter'])
  assert.deepEqual([...planted.written], ['venue', 'vacancy'])
})

type Plan = { readonly 'Node Type': string; readonly 'Relation Name'?: string; readonly Plans?: readonly Plan[] }

function usesOf(plan: Plan, tables: ReadonlySet<string>) {
  const [read, written] = [new Set<string>(), new Set<string>()]
  const walk = (node: Plan): void => {
    const table = node['Relation Name']
    if (table && tables.has(table)) (node['Node Type'] === 'ModifyTable' ? written : read).add(table)
    for (const below of node.Plans ?? []) walk(below)
  }
  walk(plan)
  return { read, written }
}
