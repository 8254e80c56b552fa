import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { catalogueWithout } from '#house/samples/sample.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import { devicesOf } from '#rules/quality-service/hall/device.ts'

// One service is still being prepared, and says so.
const hall = await testHall('kiosk', {}, catalogueWithout('JY05'))
const { as, send, post, served, paired, pass, owner } = hall
const read = (url: string, cookie = '') => send('GET', url, { headers: { accept: 'text/html', cookie } })
const pair = (code: string, address: string, kind = 'kiosk') =>
  send('POST', '/api/hall/pair', { payload: { code, kind }, address })
const track = (cookie: string, number: string, code: string) => post('/hall/kiosk/track', { number, code }, { cookie })
let hosts = 0

/** A kiosk paired by this person; its cookie. */
async function kiosk(clerk: Parameters<typeof as>[0]): Promise<{ cookie: string; id: string; number: number }> {
  const made = await as(clerk, 'POST', '/api/hall/kiosks', {})
  assert.equal(made.status, 201, made.text)
  const done = await pair(made.body.code, `10.9.0.${++hosts}`)
  assert.equal(done.status, 201, done.text)
  return { cookie: done.cookie, id: done.body.id, number: made.body.window.number }
}
const pages = ['guide', 'guide/JY02', 'guide/JY05', 'wish', 'slip/JY02', 'slip/ask', 'plan', 'people', 'track']

test('paired by a code of its own kind: once, in time, not after too many tries (10.4.4)', async () => {
  const first = await as('head', 'POST', '/api/hall/kiosks', {})
  assert.equal((await pair(first.body.code, '10.8.0.1', 'evaluator')).status, 422, 'no evaluator by this code')
  const form = await post('/hall/kiosk', { code: first.body.code })
  assert.deepEqual([form.status, form.cookie.startsWith('shouwen-device=')], [303, true])
  assert.equal((await post('/hall/kiosk', { code: first.body.code })).status, 422, 'used')
  const late = await as('head', 'POST', '/api/hall/kiosks', {})
  pass(10)
  assert.equal((await pair(late.body.code, '10.8.0.2')).status, 422, 'too late')
  const guessed = await as('head', 'POST', '/api/hall/kiosks', {})
  const wrong = guessed.body.code === '000000' ? '000001' : '000000'
  for (let i = 0; i < 5; i++) assert.equal((await pair(wrong, '10.8.0.3')).status, 422)
  assert.equal((await pair(guessed.body.code, '10.8.0.3')).status, 429, 'this address has had its tries')
  for (let i = 0; i < 5; i++) assert.equal((await pair(wrong, `10.8.1.${i}`)).status, 422)
  assert.equal((await pair(guessed.body.code, '10.8.2.1')).status, 422, 'ten wrong codes from anywhere end it')
  const { rows } = await owner.query('select what, says from audit where what like $1', ['device%'])
  assert.ok(rows.some(({ says }) => says === '1号自助终端已配对'))
})

test('who may pair one: the head, or whoever is on duty at a window (10.4.4)', async () => {
  assert.equal((await as('wang', 'POST', '/api/hall/kiosks', {})).status, 201)
  assert.equal((await as('sysadmin', 'POST', '/api/hall/kiosks', {})).status, 403)
  assert.equal((await send('POST', '/api/hall/kiosks', { payload: {} })).status, 401)
  assert.equal((await as('head', 'POST', '/api/hall/kiosks', { number: 0 })).status, 422)
  const none = await as('zhao', 'POST', '/api/hall/kiosks', {})
  assert.deepEqual([none.status, none.body.clause], [403, '10.4.4'])
})

test('kiosks are numbered for themselves, and neither kind opens what is the other’s', async () => {
  const one = await kiosk('head')
  const two = await kiosk('head')
  assert.equal(two.number, one.number + 1)
  const evaluator = await paired('wang', 1)
  assert.equal((await send('GET', '/api/hall/kiosk', { headers: { cookie: evaluator.cookie } })).status, 403)
  assert.equal((await send('GET', '/api/hall/evaluator', { headers: { cookie: one.cookie } })).status, 403)
  const rated = { payload: { matter: '01900000-0000-7000-8000-000000000000', level: 5 } }
  const rating = await send('POST', '/api/hall/evaluator/ratings', { ...rated, headers: { cookie: one.cookie } })
  assert.equal(rating.status, 403)
  assert.ok((await read('/hall/evaluator', one.cookie)).text.includes('接入窗口评价器'))
  assert.equal((await read('/hall/kiosk/guide', evaluator.cookie)).status, 401)
  const { body } = await as('wang', 'GET', '/api/hall/devices')
  const seen = body.devices.filter(({ kind }: { kind: string }) => kind === 'kiosk')
  assert.ok(seen.some(({ id, window }: typeof body) => id === one.id && window.name === `${one.number}号自助终端`))
  assert.ok(seen.every(({ paired: is, seenAt }: typeof body) => !is || seenAt !== null))
})

test('every page is whole without a script, kept by nobody, and leads nowhere else', async () => {
  const { cookie } = await kiosk('head')
  for (const url of ['/hall/kiosk', ...pages.map((page) => `/hall/kiosk/${page}`)]) {
    const answer = await hall.app.inject({ url, headers: { cookie } })
    assert.equal(answer.statusCode, 200, url)
    assert.equal(answer.headers['cache-control'], 'no-store', url)
    assert.ok(!/<script(?! type="module" src=)|<style|style=|\son\w+=/.test(answer.body), url)
    const hrefs = [...answer.body.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, to = '']) => to)
    assert.deepEqual(
      hrefs.filter((to) => to !== '#main' && !/^\/hall\/kiosk(\/|$)/.test(to)),
      [],
      url,
    )
  }
  assert.equal((await read('/hall/kiosk/guide/JY99', cookie)).status, 404)
  assert.equal((await read('/hall/kiosk/slip/JY99', cookie)).status, 404)
})

test('the guide is the definition that runs; what is not ready says so (10.4.4, 1.2.i, 1.2.j)', async () => {
  const { cookie } = await kiosk('head')
  const card = (await send('GET', '/api/services/JY02')).body
  const { text } = await read('/hall/kiosk/guide/JY02', cookie)
  const open = (key: string) => card.opens.find((one: { key: string }) => one.key === key).says as string[]
  for (const words of [
    ...card.conditions.map(({ label }: { label: string }) => label),
    ...card.materials.map(({ name }: { name: string }) => name),
    ...card.standards,
    ...['limit', 'fee', 'handler', 'procedure', 'basis'].flatMap(open),
  ])
    assert.ok(text.includes(words), words)
  assert.ok((await read('/hall/kiosk/guide/JY05', cookie)).text.includes('筹备'))
  const slip = (await read('/hall/kiosk/slip/JY02', cookie)).text
  for (const words of ['1号综合窗口', card.materials[0].name, 'class="qr"', 'http://hall.test/?office=sljd'])
    assert.ok(slip.includes(words), words)
})

test('who is on duty now: the deputy when A is away, and never why (10.4.4)', async () => {
  const { cookie } = await kiosk('head')
  assert.ok((await read('/hall/kiosk/people', cookie)).text.includes('王一'))
  const away = { staff: demoStaff('wang'), kind: 'sick', from: '2026-11-23', until: '2026-11-24', reason: '看病' }
  assert.equal((await as('head', 'POST', '/api/office/absences', away)).status, 201)
  const { text } = await read('/hall/kiosk/people', cookie)
  assert.ok(text.includes('代行') && !text.includes('看病') && !text.includes('病假'))
})

test('one’s own matter by number and code; of another office not a word (10.4.4)', async () => {
  const { cookie } = await kiosk('head')
  const ours = await served('li')
  const theirs = await served('qian')
  const found = await hall.app.inject({
    ...{ method: 'POST', url: '/hall/kiosk/track' },
    headers: {
      ...{ cookie, origin: 'http://localhost:3000', host: 'localhost:3000' },
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ number: ours.number, code: ours.code }).toString(),
  })
  assert.equal(found.statusCode, 200)
  assert.ok(found.body.includes(ours.number) && !found.body.includes('data-keep') && !found.body.includes('/verify/'))
  assert.deepEqual([found.headers['cache-control'], found.headers['refresh']], ['no-store', '60; url=/hall/kiosk'])
  const other = await track(cookie, theirs.number, theirs.code)
  const nobody = await track(cookie, `${theirs.number.slice(0, -1)}9`, theirs.code)
  assert.deepEqual([other.status, nobody.status], [404, 404])
  const masked = (text: string) => text.replaceAll(/value="[^"]*"/g, '')
  assert.equal(masked(other.text), masked(nobody.text))
  assert.ok(!other.text.includes(theirs.code), 'the code is not written back')
  const home = await read('/hall/kiosk', (await kiosk('qian')).cookie)
  assert.ok(!home.text.includes('示例街道'), 'their kiosk speaks of their office')
})

test('wrong codes are counted by the kiosk, not by the hall', async () => {
  const one = await kiosk('head')
  const two = await kiosk('head')
  const ours = await served('li')
  for (let i = 0; i < 30; i++) assert.equal((await track(one.cookie, ours.number, 'AAAAAAAA')).status, 404)
  assert.equal((await track(one.cookie, ours.number, ours.code)).status, 429)
  pass(1)
  assert.equal((await track(two.cookie, ours.number, ours.code)).status, 200, 'the one beside it goes on')
  pass(15)
  assert.equal((await track(one.cookie, ours.number, ours.code)).status, 200)
})

test('a revoked kiosk is out at once, on every page', async () => {
  const { cookie, id } = await kiosk('head')
  assert.equal((await send('GET', '/api/hall/kiosk', { headers: { cookie } })).status, 200)
  assert.equal((await as('qian', 'DELETE', `/api/hall/devices/${id}`)).status, 404)
  assert.equal((await as('head', 'DELETE', `/api/hall/devices/${id}`)).status, 200)
  assert.equal((await send('GET', '/api/hall/kiosk', { headers: { cookie } })).status, 401)
  for (const page of pages) {
    const answer = await read(`/hall/kiosk/${page}`, cookie)
    assert.deepEqual([answer.status, answer.text.includes('接入自助终端')], [401, true], page)
  }
  assert.equal((await track(cookie, 'x', 'y')).status, 401)
  assert.ok((await read('/hall/kiosk', cookie)).text.includes('接入自助终端'))
})

test('the second wall: the database shows a kiosk to its own organization and those above it', async () => {
  await kiosk('qian')
  const seenFrom = (path: string) =>
    hall.db.read({ tenant: demoTenant, paths: [path] }, (tx) =>
      devicesOf(tx, demoTenant, demoOffice('ybjd'), hall.now()),
    )
  assert.ok((await seenFrom(demoPath('ybjd'))).some(({ kind }) => kind === 'kiosk'))
  assert.ok((await seenFrom(demoPath('cs'))).some(({ kind }) => kind === 'kiosk'))
  assert.deepEqual(await seenFrom(demoPath('sljd')), [])
})
