import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { demoPost, demoStaff } from '#office/seed.ts'

const hall = await testHall('rating')
const { as, send, served, owner, pass } = hall
const rows = async (visit: string) => (await owner.query('select * from rating where visit = $1', [visit])).rows
const rate = (claim: { number: string; code: string }, said: object = { level: 5 }, headers = {}) =>
  send('POST', '/api/visitor/ratings', { payload: { number: claim.number, code: claim.code, ...said }, headers })

test('a visitor rates with number and code; the visit has one row, of the post and the person who served', async () => {
  const visit = await served('wang')
  assert.deepEqual(await rows(visit.id), [], 'no rating is made by default')
  const answer = await rate(visit, { level: 4, items: ['413'], words: '  很好  ' })
  assert.equal(answer.status, 201, answer.text)
  assert.equal(answer.body.rating, 'given')
  const [row, ...others] = await rows(visit.id)
  assert.equal(others.length, 0)
  assert.deepEqual(
    [row.level, row.items, row.words, row.channel, row.staff, row.post],
    [4, ['413'], '很好', 'code', demoStaff('wang'), demoPost('sljd.counter')],
  )
  const second = await rate(visit, { level: 1 })
  assert.deepEqual([second.status, second.body.code, second.body.clause], [422, 'not-met', '10.5.1'])
  assert.equal((await rows(visit.id))[0].level, 4)
})

test('the same key again is the same answer; without a key nothing happens', async () => {
  const visit = await served('wang')
  const key = { 'idempotency-key': randomUUID() }
  const first = await rate(visit, { level: 3 }, key)
  const again = await rate(visit, { level: 3 }, key)
  assert.deepEqual([again.status, again.body], [first.status, first.body])
  const keyless = await hall.app.inject({
    method: 'POST',
    url: '/api/visitor/ratings',
    payload: { ...visit, level: 3 },
  })
  assert.equal(keyless.statusCode, 422)
})

test('staff never rate: not by the move, not at the screen, not from a superior chair', async () => {
  const visit = await served('wang')
  for (const who of ['wang', 'li', 'head', 'district', 'city'] as const) {
    const moved = await as(who, 'POST', `/api/matters/${visit.id}/moves/rate`, { version: visit.version, level: 5 })
    assert.deepEqual([who, moved.status, moved.body.clause], [who, 403, '10.5.1'])
    const screen = await as(who, 'POST', '/api/hall/evaluator/ratings', { matter: visit.id, level: 5 })
    assert.equal(screen.status, 403, who)
    const origin = { origin: 'http://localhost:3000', host: 'localhost:3000', cookie: await hall.cookieOf(who) }
    const page = await hall.post('/rate', { number: visit.number, code: visit.code, level: '5' }, origin)
    assert.deepEqual([page.status, page.text.includes('工作人员')], [403, true], `${who} at the portal's form`)
  }
  assert.equal(
    (await as('qian', 'POST', `/api/matters/${visit.id}/moves/rate`, { version: visit.version, level: 5 })).status,
    404,
  )
  assert.deepEqual(await rows(visit.id), [])
})

test('a wrong code and an unknown number are one answer', async () => {
  const visit = await served('wang')
  const wrong = await rate({ number: visit.number, code: 'AAAAAAAA' })
  const unknown = await rate({ number: visit.number.replace(/\d+$/, '999999'), code: visit.code })
  assert.equal(wrong.status, 404)
  assert.deepEqual(unknown.body, wrong.body)
  const look = (number: string, code: string) =>
    send('GET', `/api/visitor/matters?${new URLSearchParams({ number, code })}`)
  assert.deepEqual((await look(visit.number, 'AAAAAAAA')).body, wrong.body)
  assert.deepEqual((await look('没有', visit.code)).body, wrong.body)
  assert.equal(
    (await look(visit.number.toUpperCase(), ` ${visit.code.toLowerCase().slice(0, 4)}-${visit.code.slice(4)}`)).status,
    200,
  )
})

test('thirty wrong codes close the door for that address, the right one included; others go on', async () => {
  const visit = await served('wang')
  const ask = (code: string, address: string) =>
    send('POST', '/api/visitor/ratings', { payload: { number: visit.number, code, level: 5 }, address })
  for (let i = 0; i < 30; i++) assert.equal((await ask('BBBBBBBB', '10.1.1.1')).status, 404)
  assert.equal((await ask(visit.code, '10.1.1.1')).status, 429)
  assert.equal((await ask(visit.code, '10.1.1.2')).status, 201)
})

test('an open matter is not rated yet; a code of another level is refused', async () => {
  const opened = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'consult', matter: '未办完' },
  })
  const claim = { number: opened.body.matter.number, code: opened.body.visitorCode }
  assert.equal((await rate(claim)).status, 409)
  const visit = await served('wang')
  assert.equal((await rate(visit, { level: 5, items: ['115'] })).status, 422)
  assert.equal((await rate(visit, { level: 5, items: ['599'] })).status, 422)
  assert.equal((await rate(visit, { level: 6 })).status, 422)
  assert.equal((await rate(visit, {})).status, 422)
})

test('the public view says how far and by when, and nothing about people', async () => {
  const opened = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'consult', matter: '机密诉求', name: '测试甲', phone: '13800138000' },
  })
  const { number } = opened.body.matter
  const view = await send(
    'GET',
    `/api/visitor/matters?${new URLSearchParams({ number, code: opened.body.visitorCode })}`,
  )
  assert.equal(view.status, 200)
  assert.equal(view.body.stateLabel, '首问接待中')
  assert.match(view.body.promised.day, /^2026-/)
  assert.equal(view.body.rating, 'not-yet')
  for (const secret of ['机密', '测试甲', '138', '王一', opened.body.matter.id])
    assert.ok(!view.text.includes(secret), secret)
})

const application = {
  ...{ name: '测试甲', idNumber: '220202199001010012', mobile: '13800138000', address: '测试路1号', reason: '20' },
  ...{ unemployedSince: '2026-10-08', formerEmployer: '测试公司', employed: false, ownsBusiness: false },
  ...{ receivesPension: false, studying: false, wantsWork: true },
}

test('contact and case of one day are one visit: whichever is rated first, the other is refused', async () => {
  const contact = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'service', matter: '失业登记' },
  })
  const { id, number } = contact.body.matter
  const made = await as('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { service: 'JY01', contact: id, form: application },
  })
  assert.equal(made.status, 201, made.text)
  await hall.decided('wang', made.body, 'finish')
  const ofCase = { number: made.body.matter.number, code: made.body.visitorCode }
  const first = await rate(ofCase, { level: 5 })
  assert.equal(first.status, 201, first.text)
  assert.equal((await rows(id))[0].matter_id, made.body.matter.id, 'the visit is the contact')
  const second = await rate({ number, code: contact.body.visitorCode }, { level: 1 })
  assert.deepEqual(
    [second.status, second.body.clause, second.body.says],
    [422, '10.5.1', '这次到访已经评价过，一次到访只评价一次'],
  )
  const seen = await as('wang', 'GET', `/api/matters/${id}`)
  assert.equal(seen.body.matter.facts.rating, undefined, 'the refused move left nothing behind')
})

test('two at once: one wins, one row', async () => {
  const visit = await served('wang')
  const answers = await Promise.all([1, 2, 3, 4].map((level) => rate(visit, { level })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422, 422, 422])
  assert.equal((await rows(visit.id)).length, 1)
  pass(1)
})
