import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { deviceByToken, devicesOf } from '#rules/quality-service/hall/device.ts'

const hall = await testHall('rating')
const { as, send, served, paired, owner, pass } = hall
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

// The evaluator at the window, on the same server: what was served before it is too long ago to be shown there.
const look = (cookie: string) => send('GET', '/api/hall/evaluator', { headers: { cookie } })
const tap = (cookie: string, matter: string, level = 5) =>
  send('POST', '/api/hall/evaluator/ratings', { payload: { matter, level }, headers: { cookie } })
const pair = (code: string, address: string) => send('POST', '/api/hall/pair', { payload: { code }, address })

test('a code works once, for ten minutes, and only the newest of a window', async () => {
  pass(40)
  const first = await as('wang', 'POST', '/api/hall/pairings', { window: 1 })
  assert.equal(first.status, 201, first.text)
  assert.match(first.body.code, /^\d{6}$/)
  const second = await as('wang', 'POST', '/api/hall/pairings', { window: 1 })
  assert.equal((await pair(first.body.code, '10.2.0.1')).status, 422, 'replaced by the second')
  assert.equal((await pair(second.body.code, '10.2.0.1')).status, 201)
  assert.equal((await pair(second.body.code, '10.2.0.1')).status, 422, 'used')
  const late = await as('wang', 'POST', '/api/hall/pairings', { window: 1 })
  pass(10)
  assert.equal((await pair(late.body.code, '10.2.0.1')).status, 422, 'too late')
  const { rows } = await owner.query('select * from device')
  assert.ok(!JSON.stringify(rows).includes(second.body.code), 'no code in the open')
})

test('guessing is limited: by address, and by ending the code that is guessed at', async () => {
  const { body } = await as('wang', 'POST', '/api/hall/pairings', { window: 1 })
  const wrong = body.code === '000000' ? '000001' : '000000'
  for (let i = 0; i < 5; i++) assert.equal((await pair(wrong, '10.3.0.1')).status, 422)
  assert.equal((await pair(body.code, '10.3.0.1')).status, 429, 'this address has had its tries')
  for (let i = 0; i < 5; i++) assert.equal((await pair(wrong, `10.3.1.${i}`)).status, 422)
  assert.equal((await pair(body.code, '10.3.2.1')).status, 422, 'ten wrong codes from anywhere end it')
})

test('one evaluator to a window: a second one ends the first, a new code ends an unused one, and both are said (10.5.1)', async () => {
  const first = await paired('head', 1)
  const unused = await as('head', 'POST', '/api/hall/pairings', { window: 1 })
  assert.match(unused.body.notes.join(), /1号窗口的评价器已有一台在用，新的接入后，原来的一台自动停用/)
  const fresh = await as('wang', 'POST', '/api/hall/pairings', { window: 1 })
  assert.match(fresh.body.notes.join(), /周四.*为1号窗口的评价器生成、还没有用的配对码已经作废/)
  assert.equal((await look(first.cookie)).status, 200, 'until the new one is there')
  assert.equal((await pair(unused.body.code, '10.4.0.1')).status, 422)
  const second = await pair(fresh.body.code, '10.4.0.1')
  assert.equal(second.status, 201)
  assert.deepEqual([(await look(first.cookie)).status, (await look(second.cookie)).status], [401, 200])
  const { rows } = await owner.query(
    "select says from audit where what = 'device-paired' order by day desc, seq desc limit 1",
  )
  assert.match(rows[0].says, /原来的一台自动停用/)
})

test('wrong codes make one kind of screen wait, longer each time; another kind, and the right code after the pause, go on', async () => {
  const window = await as('wang', 'POST', '/api/hall/pairings', { window: 1 })
  const kiosk = await as('wang', 'POST', '/api/hall/kiosks', {})
  const wrong = ['000000', '000001', '000002'].find((one) => ![window.body.code, kiosk.body.code].includes(one))!
  for (let i = 0; i < 5; i++) assert.equal((await pair(wrong, '10.5.0.1')).status, 422)
  const waits = await pair(window.body.code, '10.5.0.1')
  assert.equal(waits.status, 429)
  assert.match(waits.text, /15秒后再试/)
  const free = { payload: { code: kiosk.body.code, kind: 'kiosk' }, address: '10.5.0.1' }
  assert.equal((await send('POST', '/api/hall/pair', free)).status, 201, 'another kind of screen')
  pass(0.25)
  assert.equal((await pair(wrong, '10.5.0.1')).status, 422)
  assert.match((await pair(window.body.code, '10.5.0.1')).text, /30秒后再试/)
  pass(0.5)
  assert.equal((await pair(window.body.code, '10.5.0.1')).status, 201, 'the right code, once the pause is over')
})

test('who may pair: staff, for windows of their own office', async () => {
  assert.equal(
    (await as('qian', 'POST', '/api/hall/pairings', { window: 3 })).status,
    422,
    'that office has one window',
  )
  assert.equal((await as('sysadmin', 'POST', '/api/hall/pairings', { window: 1 })).status, 403)
  // Neither may a clerk pair the screen of a window where somebody else serves.
  assert.equal((await as('zhao', 'POST', '/api/hall/pairings', { window: 1 })).status, 403)
  assert.equal((await send('POST', '/api/hall/pairings', { payload: { window: 1 } })).status, 401)
  assert.equal((await look('')).status, 401)
  assert.equal((await look('shouwen-device=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).status, 401)
})

test('the screen: idle with who serves, then the visit just served, then idle again; one rating', async () => {
  const one = await paired('wang', 1)
  const two = await paired('li', 2)
  const idle = await look(one.cookie)
  assert.deepEqual(idle.body, {
    office: '示例街道人力资源和社会保障所',
    window: { number: 1, name: '1号综合窗口' },
    serves: { name: '王一', post: '综合窗口一', number: 'CS001' },
    matter: null,
    ticket: null,
  })
  const visit = await served('wang')
  const shown = await look(one.cookie)
  assert.deepEqual(shown.body.matter, { id: visit.id, number: visit.number, service: '来访接待' })
  assert.equal((await look(two.cookie)).body.matter, null, 'not at the other window')
  assert.equal((await tap(two.cookie, visit.id)).status, 422, 'and not to be rated there')
  const done = await tap(one.cookie, visit.id, 4)
  assert.equal(done.status, 201, done.text)
  const { rows } = await owner.query('select level, channel from rating where visit = $1', [visit.id])
  assert.deepEqual(rows, [{ level: 4, channel: 'evaluator' }])
  assert.equal((await look(one.cookie)).body.matter, null)
  assert.equal((await tap(one.cookie, visit.id, 1)).status, 422)
})

test('not shown: by telephone, after half an hour, or when the next visitor has sat down', async () => {
  const { cookie } = await paired('wang', 1)
  pass(1)
  await served('wang', 'call')
  assert.equal((await look(cookie)).body.matter, null)
  const visit = await served('wang')
  assert.equal((await look(cookie)).body.matter?.id, visit.id)
  pass(29)
  assert.equal((await look(cookie)).body.matter?.id, visit.id)
  pass(2)
  assert.equal((await look(cookie)).body.matter, null)
  assert.equal((await tap(cookie, visit.id)).status, 422)
  const earlier = await served('wang')
  pass(1)
  await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'consult', matter: '下一位' },
  })
  assert.equal((await look(cookie)).body.matter, null)
  assert.equal((await tap(cookie, earlier.id)).status, 422)
})

test('a contact that became a case waits until the case leaves the counter', async () => {
  const { cookie } = await paired('wang', 1)
  pass(40)
  const { body } = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'service', matter: '认定' },
  })
  const form = {
    ...{
      name: '测试乙',
      idNumber: '220204198512310023',
      mobile: '13800138000',
      address: '测试路2号',
      community: '测试社区',
    },
    ...{ unemployedSince: '2026-05-23', category: 'older', monthlyIncome: 0, employed: false, ownsBusiness: false },
    ...{ wantsWork: true, agreesNotice: true },
  }
  const made = await as('wang', 'POST', '/api/matters', {
    kind: 'case',
    input: { service: 'JY02', contact: body.matter.id, form },
  })
  assert.equal(made.status, 201, made.text)
  assert.equal((await look(cookie)).body.matter, null, 'the visitor is still being served')
  pass(5)
  await hall.decided('wang', made.body, 'accept')
  const shown = await look(cookie)
  assert.deepEqual(shown.body.matter, { id: body.matter.id, number: body.matter.number, service: '就业困难人员认定' })
  assert.equal((await tap(cookie, body.matter.id)).status, 201)
})

test('a screen of one office never reaches another', async () => {
  const theirs = await paired('qian', 1)
  const ours = await paired('wang', 1)
  const visit = await served('wang')
  const other = await served('qian')
  assert.equal((await look(theirs.cookie)).body.matter?.id, other.id)
  assert.equal((await tap(theirs.cookie, visit.id)).status, 422)
  assert.equal((await tap(ours.cookie, other.id)).status, 422)
  assert.equal((await as('qian', 'DELETE', `/api/hall/devices/${ours.id}`)).status, 404)
  assert.equal((await as('sun', 'GET', '/api/hall/devices')).body.devices.length, 1)
  const { rowCount } = await owner.query('select from rating where visit = any ($1)', [[visit.id, other.id]])
  assert.equal(rowCount, 0)
})

test('a revoked screen is out at once', async () => {
  const { cookie, id } = await paired('head', 3)
  assert.equal((await look(cookie)).status, 200)
  assert.equal((await as('head', 'DELETE', `/api/hall/devices/${id}`)).status, 200)
  assert.equal((await look(cookie)).status, 401)
  assert.equal((await tap(cookie, '01900000-0000-7000-8000-000000000000')).status, 401)
  assert.equal((await as('head', 'DELETE', `/api/hall/devices/${id}`)).status, 404)
  const { body } = await as('wang', 'GET', '/api/hall/devices')
  assert.ok(!body.devices.some((device: { id: string }) => device.id === id))
})

test('the deputy who served is rated, at the post they stood in for; their own window shows it too', async () => {
  const { cookie } = await paired('head', 1)
  pass(60)
  const opened = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'consult', matter: '交给B角办完' },
  })
  const { id } = opened.body.matter
  const away = { staff: demoStaff('wang'), kind: 'sick', from: '2026-11-23', until: '2026-11-24', reason: '看病' }
  const left = await as('head', 'POST', '/api/office/absences', away)
  assert.equal(left.status, 201, left.text)
  const answered = await as('li', 'POST', `/api/matters/${id}/moves/answer`, { version: 1, result: '已说明' })
  assert.equal(answered.status, 200, answered.text)
  const screen = await look(cookie)
  assert.deepEqual([screen.body.matter?.id, screen.body.serves.name], [id, '李二'])
  assert.equal((await tap(cookie, id, 5)).status, 201)
  const { rows } = await owner.query('select staff, post from rating where visit = $1', [id])
  assert.deepEqual(rows, [{ staff: demoStaff('li'), post: demoPost('sljd.counter') }])
})

test('the second wall: the database shows a device to its own organization and those above it', async () => {
  const { cookie } = await paired('qian', 1)
  const { rows } = await owner.query<{ token_hash: string }>(
    'select token_hash from device where revoked_at is null and office = $1',
    [demoOffice('ybjd')],
  )
  assert.ok(cookie && rows.length > 0)
  const seenFrom = (tenant: string, path: string) =>
    hall.db.read({ tenant, paths: [path] }, async (tx) => [
      (await devicesOf(tx, demoTenant, demoOffice('ybjd'), hall.now())).length,
      (await deviceByToken(tx, demoTenant, rows[0]!.token_hash)) !== null,
    ])
  assert.deepEqual(await seenFrom(demoTenant, demoPath('ybjd')), [rows.length, true])
  assert.deepEqual(await seenFrom(demoTenant, demoPath('cs')), [rows.length, true])
  assert.deepEqual(await seenFrom(demoTenant, demoPath('sljd')), [0, false])
  assert.deepEqual(await seenFrom('01900000-0000-7000-8000-00000000ffff', demoPath('cs')), [0, false])
})
