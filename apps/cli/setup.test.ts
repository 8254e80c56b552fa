import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { buildApp } from '#apps/server/app.ts'
import { processesOf } from '#apps/server/processes.ts'
import { instant, parseInstant } from '#core/day.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { firstPassword, foundOffice, foundTree } from '#office/testing.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { log } from '#platform/log.ts'
import { found } from './setup.ts'

// A new office as its founder makes it: setup, then nothing but the API (docs/operating.md, "A new office in ten steps").

const { db } = await testDatabase('setup')
const folder = mkdtempSync(join(tmpdir(), 'shouwen-setup-'))
let at = parseInstant('2026-11-23T09:30:00+08:00')
const now = () => at
const answers = { code: 'xinshi', name: '新市就业服务局（测试数据）', short: '新就', address: '', phone: '' }
const passwords = ['Test-data-1', 'Test-data-2', 'Test-data-3']
const { tenant, org } = await found(db, { ...answers, passwords }, at)
const catalogue = loadCatalogue()
const most = 1_000_000
const { app, world } = await buildApp({
  world: {
    ...{ db, now, catalogue, processes: processesOf(catalogue), keys: openKeys(folder) },
    ...{ address: 'http://127.0.0.1:3000', mark: null },
  },
  log: { info() {}, warn() {}, error: log.error },
  demo: null,
  place: { tenant, path: answers.code },
  http: { limits: { address: most, session: most, signIn: most } },
})
after(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const cookies = new Map<string, string>()
async function enter(username: string, password: string): Promise<void> {
  const reply = await app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
  assert.equal(reply.statusCode, 200, reply.body)
  cookies.set(username, String(reply.headers['set-cookie']).split(';')[0] ?? '')
}
async function call<Body>(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const headers = { cookie: cookies.get(who) ?? '', 'idempotency-key': randomUUID() }
  const reply = await app.inject({ method, url, headers, ...(payload && { payload }) })
  return { ...((reply.body ? reply.json() : {}) as Body), status: reply.statusCode }
}
/** The first sign-in of somebody: the issued password, then their own. */
async function begin(username: string, staff: string): Promise<void> {
  const issued = await firstPassword(call, 'sysadmin', staff)
  await enter(username, issued)
  assert.equal((await call(username, 'GET', '/api/desk')).status, 403, 'not before the password is one’s own')
  const own = await call(username, 'POST', '/api/session/password', { current: issued, next: 'Wo-zijide-2026' })
  assert.equal(own.status, 204)
}

test('从空目录到第一件首问，只用接口', async () => {
  await enter('sysadmin', passwords[0]!)
  type Tree = { own: string; keeps: boolean; offices: { id: string; name: string }[] }
  const tree = await call<Tree>('sysadmin', 'GET', '/api/ground')
  assert.deepEqual([tree.own, tree.keeps, tree.offices.length], [org, true, 1])

  const district = await foundOffice(call, 'sysadmin', {
    ...{ parent: org, code: 'q1', level: 'district', staff: 2, name: '新区就业局（测试数据）' },
  })
  const street = await foundOffice(call, 'sysadmin', {
    ...{ parent: district.office.id, code: 'jd1', level: 'street', staff: 6, name: '新街道所（测试数据）' },
  })
  const [head, , clerk, deputy] = street.people
  const answerable = await call('sysadmin', 'POST', '/api/ground/answerable', { staff: district.people[0]!.id })
  assert.equal(answerable.status, 200)

  await begin(head!.username, head!.id)
  const place = await call<{ gaps: unknown[]; windows: unknown[] }>(head!.username, 'GET', '/api/office')
  assert.deepEqual([place.gaps, place.windows.length], [[], 2])
  const contact = { address: '新街1号', phone: '0000-1', supervisionPhone: '0000-2' }
  const told = await call(head!.username, 'POST', `/api/ground/offices/${street.office.id}/contact`, contact)
  assert.equal(told.status, 200)

  await begin(clerk!.username, clerk!.id)
  at = instant(at + 60_000)
  const input = { channel: 'visit', inquiry: 'consult', matter: '问失业登记', name: '测试来访', phone: '13900000001' }
  type Page = { matter: { number: string; holder: { name: string } } }
  const opened = await call<Page>(clerk!.username, 'POST', '/api/matters', { kind: 'contact', input })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  assert.equal(opened.matter.holder.name, clerk!.name)
  assert.match(opened.matter.number, /^jd1-/)
  await begin(deputy!.username, deputy!.id)
  assert.equal((await call('sysadmin', 'GET', '/api/desk')).status, 403, 'administrators see no matters')
  assert.equal(world.mark, null)
})

test('二百人、六十个单位由接口建成：每次变动不到50毫秒，台账页不重建', async () => {
  await foundTree(call, 'sysadmin', org)
  const tree = await call<{ offices: { people: number }[] }>('sysadmin', 'GET', '/api/ground')
  const people = tree.offices.reduce((sum, one) => sum + one.people, 0)
  assert.ok(tree.offices.length >= 62 && people >= 200, `${tree.offices.length} offices, ${people} people`)
  const contact = (n: number) => ({ address: `新街${n}号`, phone: '', supervisionPhone: '' })
  const times: number[] = []
  for (let n = 0; n < 15; n += 1) {
    const begun = performance.now()
    const done = await call('sysadmin', 'POST', `/api/ground/offices/${org}/contact`, contact(n))
    times.push(performance.now() - begun)
    assert.equal(done.status, 200)
  }
  const median = times.sort((a, b) => a - b)[7]!
  assert.ok(median < 50, `a change takes ${median.toFixed(1)} ms`)
  const looked = performance.now()
  assert.equal((await call('sysadmin', 'GET', '/api/ground')).status, 200)
  const seen = performance.now() - looked
  assert.ok(seen < 100, `the tree takes ${seen.toFixed(1)} ms`)
  const read = performance.now()
  for (let n = 0; n < 20; n += 1) assert.equal((await call('jd1-3', 'GET', '/api/desk')).status, 200)
  const each = (performance.now() - read) / 20
  assert.ok(each < 25, `a desk page takes ${each.toFixed(1)} ms`)
})
