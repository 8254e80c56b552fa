import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { day, dayOf, spoken } from '#core/day.ts'
import { ratingMark } from '#matter/rating-mark.ts'
import { demoStaff } from '#office/seed.ts'
import { levels } from '#rules/quality-service/policy.ts'
import { tokenOf } from '#rules/quality-service/queue/change.ts'
import { ticketCode } from '#rules/quality-service/queue/code.ts'

const hall = await testHall('portal-rate')
const { as, send, post, served, owner, world, now, pass } = hall
const page = (url: string) => send('GET', url)
const rows = async (visit: string) =>
  (await owner.query('select level, items, words, channel from rating where visit = $1', [visit])).rows
const until = (days: number) => day(new Date(now() + days * 86_400_000).toISOString().slice(0, 10))
const application = {
  ...{ name: '测试甲', idNumber: '220202199001010012', mobile: '13800138000', address: '测试路1号', reason: '20' },
  ...{ unemployedSince: '2026-10-08', formerEmployer: '测试公司', employed: false, ownsBusiness: false },
  ...{ receivesPension: false, studying: false, wantsWork: true },
}
/** The address behind the square code on the newest paper of a matter, as it was filed. */
async function printed(matter: string): Promise<URL> {
  const { rows: found } = await owner.query(
    "select head->>'rateUrl' as url from sheet where matter_id = $1 order by seq desc limit 1",
    [matter],
  )
  return new URL(found[0].url)
}
const marked = (url: URL, level: number) => {
  const [number, t] = [url.searchParams.get('number') ?? '', url.searchParams.get('t') ?? '']
  return post('/rate', { number, t, level: String(level) })
}

/** JY01 at the counter: contact, case, checked and done; its result paper carries the code. */
async function done() {
  const contact = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'service', matter: '失业登记' },
  })
  const made = await as('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { service: 'JY01', contact: contact.body.matter.id, form: application },
  })
  assert.equal(made.status, 201, made.text)
  await hall.decided('wang', made.body, 'finish')
  return {
    contact: contact.body.matter.id as string,
    matter: made.body.matter.id as string,
    code: made.body.visitorCode,
  }
}

test('the code on the result paper opens the form without a number to type, and rates the visit once (10.5.1)', async () => {
  const { contact, matter } = await done()
  const url = await printed(matter)
  assert.equal(url.pathname, '/rate')
  const form = await page(url.pathname + url.search)
  assert.equal(form.status, 200)
  assert.match(form.text, /您评价的是2026年11月23日到示例街道/)
  assert.ok(!/name="code"|失业登记/.test(form.text.split('<main')[1]!), 'neither a code to type nor what it was for')
  assert.ok(!/<input type="radio"[^>]*checked/.test(form.text), 'no level is chosen beforehand')
  for (const label of Object.values(levels)) assert.ok(form.text.includes(label), label)
  assert.equal((await marked(url, 4)).status, 303)
  assert.deepEqual(await rows(contact), [{ level: 4, items: [], words: null, channel: 'qr' }])
  const again = await page(url.pathname + url.search)
  assert.match(again.text, /已经评价过/)
  assert.ok(!again.text.includes('<form class="stack" method="post" action="/rate"'))
  const second = await marked(url, 1)
  assert.deepEqual([second.status, second.text.includes('已经评价过')], [422, true])
  assert.equal((await rows(contact))[0].level, 4)
})

test('a mark is good for its own matter until its day; changed, of another matter, of another day it opens nothing', async () => {
  const [one, other] = [await served('wang'), await served('wang')]
  const mark = ratingMark(world.keys, one.id, 'qr', until(30))
  const look = (number: string, t: string) => page(`/rate?${new URLSearchParams({ number, t })}`)
  assert.match((await look(one.number, mark)).text, /您评价的是/)
  const wrong = await Promise.all([
    look(other.number, mark),
    look(one.number, `l${mark.slice(1)}`),
    look(one.number, `${mark.slice(0, 1)}300101${mark.slice(7)}`),
    look(one.number.replace(/\d+$/, '999999'), mark),
    look(one.number, 'q261223'),
  ])
  for (const { status, text } of wrong) assert.deepEqual([status, text.includes('链接不完整或者不正确')], [404, true])
  const old = await look(one.number, ratingMark(world.keys, one.id, 'qr', until(-1)))
  assert.match(old.text, /只在2026年11月22日以前有效/)
  assert.ok(old.text.includes('name="code"'), 'the way by number and query code stays open')
  assert.equal(dayOf(now()), '2026-11-23')
  assert.deepEqual(await rows(one.id), [])
})

test('the mark opens nothing else: neither the matter, nor the JSON door, nor the other mark', async () => {
  const visit = await served('wang')
  const mark = ratingMark(world.keys, visit.id, 'qr', until(30))
  assert.equal((await post('/track', { number: visit.number, code: mark })).status, 404)
  const json = await send('POST', '/api/visitor/ratings', { payload: { number: visit.number, code: mark, level: 5 } })
  assert.equal(json.status, 404)
})

test('who waits for papers or for a decision rates the visit by the notice; the case when it is done on another day', async () => {
  const contact = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'service', matter: '失业登记' },
  })
  const made = await as('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { service: 'JY01', contact: contact.body.matter.id, form: application },
  })
  const link = (matter: string, number: string) =>
    new URL(`http://x/rate?${new URLSearchParams({ number, t: ratingMark(world.keys, matter, 'qr', until(30)) })}`)
  const { id, number } = made.body.matter
  assert.equal((await marked(link(id, number), 5)).status, 303)
  assert.deepEqual(
    (await rows(contact.body.matter.id)).map(({ level }) => level),
    [5],
  )
  pass(24 * 60)
  await hall.decided('wang', made.body, 'finish')
  assert.equal((await marked(link(id, number), 2)).status, 303)
  assert.deepEqual(
    (await rows(id)).map(({ level }) => level),
    [2],
  )
  assert.equal((await marked(await printed(id), 2)).status, 422)
})

test('a telephone and a computer are counted apart, the page is small and needs no script', async () => {
  const [one, other] = [await served('wang'), await served('wang')]
  const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 9) Mobile' }
  await post('/rate', { number: one.number, code: one.code, level: '5' }, phone)
  await post('/rate', { number: other.number, code: other.code, level: '5' })
  assert.deepEqual(
    [...(await rows(one.id)), ...(await rows(other.id))].map(({ channel }) => channel),
    ['mobile', 'code'],
  )
  const { text } = await page('/rate')
  assert.ok(Buffer.byteLength(text) < 60_000 && !text.includes('<script'))
})

const claimed = { ...{ staff: '', kind: 'plate' }, validUntil: '2028-12-31' }
async function plateOf(who: 'wang' | 'li', kind: 'plate' | 'badge'): Promise<string> {
  const made = await as('head', 'POST', '/api/badges', { ...claimed, staff: demoStaff(who), kind })
  assert.equal(made.status, 201, made.text)
  const { rows: found } = await owner.query('select code from badge where id = $1', [made.body.id])
  return found[0].code
}
/** Takes a number, is called, served and answered: what somebody with a slip has. */
async function queued() {
  const taken = await as('wang', 'POST', '/api/queue/tickets', { service: 'JY01' })
  assert.equal(taken.status, 201, taken.text)
  const called = await as('wang', 'POST', '/api/queue/calls', { window: 1 })
  assert.equal(called.status, 200, called.text)
  const visit = await served('wang')
  const { rows: found } = await owner.query(
    'select id, origin, seq, day, matter_id from queue_ticket where matter_id = $1',
    [visit.id],
  )
  const { id, origin, seq } = found[0]
  return {
    ...visit,
    ticket: id as string,
    slip: `${origin}${String(seq).padStart(3, '0')}`,
    secret: ticketCode(world.keys, id),
  }
}

test('at a plate whoever has today’s slip rates the visit of this window, by its number and short code (10.5.1)', async () => {
  const [plate, badge, others] = [
    await plateOf('wang', 'plate'),
    await plateOf('wang', 'badge'),
    await plateOf('li', 'plate'),
  ]
  const visit = await queued()
  const at = (code: string, number: string, typed: string, headers = {}) =>
    post(`/rate/at/${code}`, { number, code: typed, level: '3' }, headers)
  assert.match((await page(`/rate/at/${plate}`)).text, /号票上的6位评价码/)
  assert.equal((await page('/rate/at/NOSUCHCODE')).status, 404)
  assert.equal((await at(plate, visit.slip, 'AAAAAA')).status, 404)
  assert.equal((await at(plate, 'A999', visit.secret)).status, 404)
  assert.match((await at(others, visit.slip, visit.secret)).text, /是在1号窗口办的/)
  const staffed = await at(plate, visit.slip, visit.secret, { cookie: await hall.cookieOf('wang') })
  assert.deepEqual([staffed.status, staffed.text.includes('工作人员不能代评')], [403, true])
  assert.deepEqual(await rows(visit.id), [])
  assert.equal((await at(badge, visit.slip.toLowerCase(), ` ${visit.secret.toLowerCase()}`)).status, 303)
  assert.deepEqual(
    (await rows(visit.id)).map(({ channel, level }) => [channel, level]),
    [['plate', 3]],
  )
  assert.equal((await at(plate, visit.slip, visit.secret)).status, 422)
  assert.equal((await at(plate, visit.number, visit.code)).status, 422, 'by the paper it is the same visit')
  pass(24 * 60)
  assert.equal((await at(plate, visit.slip, visit.secret)).status, 404, 'a slip of yesterday')
})

test('the queue slip’s own code leads to the rating once the visit is over', async () => {
  const visit = await queued()
  const at = `/q/${tokenOf(world.keys, visit.ticket)}`
  const { text } = await page(at)
  const [, to = ''] = /href="(\/rate\?[^"]+)"/.exec(text) ?? []
  assert.ok(to, text)
  const url = new URL(to.replace(/&(amp|#38);/g, '&'), 'http://x')
  assert.equal((await marked(url, 5)).status, 303)
  assert.match((await page(at)).text, /已经评价，谢谢您/)
})

test('the words with the link: taken by whoever serves or leads, kept who took them, good for one rating (10.5.1)', async () => {
  const visit = await served('wang')
  const take = (who: 'wang' | 'head' | 'district' | 'qian', id = visit.id) =>
    as(who, 'POST', `/api/matters/${id}/rating-link`, {})
  const taken = await take('wang')
  assert.equal(taken.status, 200, taken.text)
  const { text, link } = taken.body
  assert.ok(
    text.includes(link) && text.includes('只由您本人作出') && text.includes(`${spoken(until(30))}以前有效`),
    text,
  )
  assert.ok(!text.includes('失业登记'), 'a message lies open on a telephone')
  assert.equal((await take('qian')).status, 404)
  assert.equal((await take('district')).status, 403)
  const { rows: kept } = await owner.query('select way, made_by from rating_invite where matter_id = $1', [visit.id])
  assert.deepEqual(kept, [{ way: 'copied', made_by: demoStaff('wang') }])
  assert.equal((await marked(new URL(link), 4)).status, 303)
  assert.deepEqual(
    (await rows(visit.id)).map(({ channel }) => channel),
    ['link'],
  )
  const again = await take('head')
  assert.deepEqual([again.status, again.body.clause], [422, '10.5.1'])
  const open = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'consult', matter: '未办完' },
  })
  assert.match((await take('wang', open.body.matter.id)).body.says, /还没有办结/)
})
