import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { place, testHall } from '#apps/hall/testing.ts'
import { instant } from '#core/day.ts'
import { demoTenant } from '#office/seed.ts'
import { closeDays } from '#rules/quality-service/queue/jobs.ts'

const hall = await testHall('said')
const { as, post, send, owner, now } = hall

test('what a visitor writes at the kiosk begins the first contact, and is then nowhere else（10.4.4、2.1）', async () => {
  const made = await as('head', 'POST', '/api/hall/kiosks', {})
  const { cookie } = await send('POST', '/api/hall/pair', { payload: { code: made.body.code, kind: 'kiosk' } })
  const form = { asked: randomUUID(), name: '测试来客', matter: '上月离开单位', priority: '' }
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
