import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { deviceByToken, devicesOf } from '#rules/quality-service/hall/device.ts'

const hall = await testHall('device')
const { as, send, served, paired, pass, owner } = hall
const look = (cookie: string) => send('GET', '/api/hall/evaluator', { headers: { cookie } })
const rate = (cookie: string, matter: string, level = 5) =>
  send('POST', '/api/hall/evaluator/ratings', { payload: { matter, level }, headers: { cookie } })
const pair = (code: string, address: string) => send('POST', '/api/hall/pair', { payload: { code }, address })

test('a code works once, for ten minutes, and only the newest of a window', async () => {
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
  assert.equal((await rate(two.cookie, visit.id)).status, 422, 'and not to be rated there')
  const done = await rate(one.cookie, visit.id, 4)
  assert.equal(done.status, 201, done.text)
  const { rows } = await owner.query('select level, channel from rating where visit = $1', [visit.id])
  assert.deepEqual(rows, [{ level: 4, channel: 'evaluator' }])
  assert.equal((await look(one.cookie)).body.matter, null)
  assert.equal((await rate(one.cookie, visit.id, 1)).status, 422)
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
  assert.equal((await rate(cookie, visit.id)).status, 422)
  const earlier = await served('wang')
  pass(1)
  await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'consult', matter: '下一位' },
  })
  assert.equal((await look(cookie)).body.matter, null)
  assert.equal((await rate(cookie, earlier.id)).status, 422)
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
  assert.equal((await rate(cookie, body.matter.id)).status, 201)
})

test('a screen of one office never reaches another', async () => {
  const theirs = await paired('qian', 1)
  const ours = await paired('wang', 1)
  const visit = await served('wang')
  const other = await served('qian')
  assert.equal((await look(theirs.cookie)).body.matter?.id, other.id)
  assert.equal((await rate(theirs.cookie, visit.id)).status, 422)
  assert.equal((await rate(ours.cookie, other.id)).status, 422)
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
  assert.equal((await rate(cookie, '01900000-0000-7000-8000-000000000000')).status, 401)
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
  assert.equal((await rate(cookie, id, 5)).status, 201)
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
