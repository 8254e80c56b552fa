import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { place, testHall } from '#apps/hall/testing.ts'
import { instant } from '#core/day.ts'
import { demoTenant } from '#office/seed.ts'
import { tokenOf } from '#rules/quality-service/queue/change.ts'
import { closeDays } from '#rules/quality-service/queue/jobs.ts'

const hall = await testHall('said')
const { as, post, send, owner, now, world } = hall

test('what a visitor writes at the kiosk begins the first contact, and is then nowhere else（10.4.4、2.1）', async () => {
  const made = await as('head', 'POST', '/api/hall/kiosks', {})
  const { cookie } = await send('POST', '/api/hall/pair', { payload: { code: made.body.code, kind: 'kiosk' } })
  const form = { asked: randomUUID(), name: '测试来客', matter: '上月离开单位', priority: '' }
  const typed = { ...form, matter: '上月离开单位😀' }
  const again = await post('/hall/kiosk/take/JY01', typed, { cookie, accept: 'text/html' })
  assert.equal(again.status, 422)
  assert.match(
    again.text,
    /<details open>[\s\S]*value="测试来客"[\s\S]*class="wrong">“😀”印不出来[^<]*<\/p>\s*<input[^>]*离开单位😀/,
  )
  assert.ok(again.text.includes(form.asked), 'pressed again it is the same number')
  assert.equal((await owner.query('select 1 from queue_ticket')).rowCount, 0)
  const slip = await post('/hall/kiosk/take/JY01', form, { cookie })
  assert.equal(slip.status, 200, slip.text)
  assert.ok(!slip.text.includes('测试来客'), 'nobody’s name is on the slip')
  const waiting = await as('wang', 'GET', '/api/queue')
  assert.ok(!waiting.text.includes('测试来客'), 'who waits is a number')
  const called = await as('wang', 'POST', '/api/queue/calls', { window: 1 })
  assert.deepEqual(called.body.ticket.said, { name: '测试来客', matter: '上月离开单位' })
  const { id } = called.body.ticket
  assert.equal((await as('wang', 'POST', `/api/queue/tickets/${id}/serve`, {})).status, 200)
  const input = { channel: 'visit', inquiry: 'service', matter: '失业登记：上月离开单位', name: '测试来客' }
  assert.equal((await as('wang', 'POST', '/api/matters', { kind: 'contact', input })).status, 201)
  const { rows } = await owner.query('select said, matter_id from queue_ticket where id = $1', [id])
  assert.equal(rows[0].said, null)
  assert.ok(rows[0].matter_id)
})

test('who leaves both empty is written down as nothing; who does not come is forgotten（10.4.4）', async () => {
  const made = await as('head', 'POST', '/api/hall/kiosks', {})
  const { cookie } = await send('POST', '/api/hall/pair', { payload: { code: made.body.code, kind: 'kiosk' } })
  const take = (name: string) => post('/hall/kiosk/take/JY01', { asked: randomUUID(), name, matter: '' }, { cookie })
  await take(' ')
  assert.equal((await owner.query('select 1 from queue_ticket where said is not null')).rowCount, 0)
  await take('测试不来')
  await hall.db.transaction({ tenant: demoTenant, paths: [place.path] }, (tx) =>
    closeDays(tx, demoTenant, instant(now() + 86_400_000)),
  )
  assert.equal((await owner.query('select 1 from queue_ticket where said is not null')).rowCount, 0)
  await assert.rejects(owner.query(`update queue_ticket set said = '{}'`), /check/, 'the second wall')
})

/** A number taken at the desk, and its slip's address. */
async function slip(): Promise<{ readonly id: string; readonly number: string; readonly url: string }> {
  const { status, body } = await as('wang', 'POST', '/api/queue/tickets', { service: 'JY01' })
  assert.equal(status, 201)
  return { id: body.id, number: body.number, url: `/q/${tokenOf(world.keys, body.id)}` }
}
const read = (url: string) => send('GET', url, { headers: { accept: 'text/html' } })
const saidOf = async (id: string) =>
  (await owner.query('select said from queue_ticket where id = $1', [id])).rows[0].said
const asked = { name: '测试扫码', matter: '上月离开单位' }

test('by the slip’s code the visitor’s own telephone writes for the window: once, shown to nobody else（2.1、10.4.4）', async () => {
  const { id, number, url } = await slip()
  const page = await read(url)
  assert.ok(page.text.includes(`href="${url}/say"`) && !page.text.includes('失业'), 'the way there, and nothing else')
  const form = await read(`${url}/say`)
  assert.ok(form.text.includes('不用填身份证号') && form.text.includes(`action="${url}/say"`), form.text)
  const none = await post(`${url}/say`, { name: ' ', matter: '' })
  assert.ok(none.status === 422 && none.text.includes('两样都没有写'), none.text)
  const broken = await post(`${url}/say`, { name: '测试\0', matter: '上月离开单位' })
  assert.ok(broken.status === 422 && broken.text.includes('value="上月离开单位"'), 'the same form, filled')
  assert.match(broken.text, /class="wrong">含有无法识别的字符/)
  const [first, second] = await Promise.all([
    post(`${url}/say`, asked),
    post(`${url}/say`, { name: '测试另一', matter: '改掉' }),
  ])
  assert.deepEqual([first.status, second.status].sort(), [303, 422], 'of two at once one counts')
  for (const one of [first, second, await read(url), await read(`${url}/say`), await as('wang', 'GET', '/api/queue')])
    for (const word of ['测试扫码', '测试另一', '上月离开', '改掉']) assert.ok(!one.text.includes(word), word)
  assert.ok((await read(url)).text.includes('已经交给窗口'))
  assert.ok(!(await read(`${url}/say`)).text.includes('<form'), 'once')
  const kept = await saidOf(id)
  const called = await as('wang', 'POST', '/api/queue/calls', { window: 1 })
  assert.deepEqual([called.body.ticket.number, called.body.ticket.said], [number, kept])
  await as('wang', 'POST', `/api/queue/tickets/${id}/serve`, {})
  const input = { channel: 'visit', inquiry: 'service', matter: `失业登记：${kept.matter}`, name: kept.name }
  assert.equal((await as('wang', 'POST', '/api/matters', { kind: 'contact', input })).status, 201)
  assert.equal(await saidOf(id), null, 'and is then nowhere else')
  const { history } = (await as('wang', 'GET', `/api/queue/tickets/${id}`)).body
  const told = history.map(({ says }: { says: string }) => says)
  assert.ok(told.includes(`${number}号来人用手机先写了要办的事`), told.join())
  assert.equal((await post(`${url}/say`, asked)).status, 422, 'served')
  assert.equal(await saidOf(id), null)
  await as('wang', 'POST', `/api/queue/tickets/${id}/finish`, {})
})

test('the telephone’s form ends when the number is served or its day is over; a made-up code is nobody’s（10.4.4）', async () => {
  const closed = async (url: string) => {
    assert.ok(!(await read(url)).text.includes('/say"'), 'no way there')
    assert.ok(!(await read(`${url}/say`)).text.includes('<form'), 'no form')
    assert.equal((await post(`${url}/say`, asked)).status, 422)
  }
  const act = (id: string, word: string, body: object = {}) =>
    as('wang', 'POST', `/api/queue/tickets/${id}/${word}`, body)
  const { id, url } = await slip()
  await as('wang', 'POST', '/api/queue/calls', { window: 1 })
  assert.ok((await read(`${url}/say`)).text.includes('<form'), 'on the way to the window it can still be written')
  await act(id, 'serve')
  await closed(url)
  assert.equal((await act(id, 'transfer', { window: 2, why: '要李二接着办' })).status, 200)
  await closed(url)
  assert.equal(await saidOf(id), null)
  const later = await slip()
  hall.pass(24 * 60)
  assert.ok((await read(later.url)).text.includes('已经过了'))
  await closed(later.url)
  hall.pass(-24 * 60)
  assert.equal((await post(`/q/${'A'.repeat(43)}/say`, asked)).status, 404)
  assert.equal((await read('/q/short/say')).status, 404)
  assert.equal((await post(`${later.url}/say`, asked, { origin: 'http://elsewhere.test' })).status, 403)
})

test('too many posts from one telephone are slowed, and told so as a page', async () => {
  const { url } = await slip()
  const tap = () => post(`${url}/say`, { name: '', matter: '' }, { accept: 'text/html' })
  for (let n = 0; n < 60; n++) await tap()
  const last = await tap()
  assert.equal(last.status, 429)
  assert.ok(last.text.includes('操作过于频繁') && last.text.includes('<h1>'), last.text)
})
