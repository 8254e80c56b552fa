import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship } from '#apps/server/forms.ts'
import { type Refused, testServer } from '#apps/server/testing.ts'

const s = await testServer('first_asked_persons', '2026-11-23T09:30:00+08:00')
type Earlier = {
  count: number
  rows: { id: string; name: string | null; about: string; office: string; today: boolean }[]
}
const earlier = (who: string, body: object) => s.call<Earlier>(who, 'POST', '/api/persons/earlier', body)
const phone = '13922223333'
const visit = (who: string, matter: string, more: object = {}) =>
  s.open(who, 'contact', { channel: 'visit', inquiry: 'consult', matter, name: '测试甲', phone, ...more })

test('打完电话号码就看到这个人以前来过什么：最新五件和总数，姓名遮盖（2.1）', async () => {
  assert.deepEqual(await earlier('wang', { number: phone }), { count: 0, rows: [], status: 200 })
  for (const n of [1, 2, 3, 4, 5, 6]) {
    await visit('wang', `第${n}次来问，电话13800000000`)
    s.pass(1)
  }
  const told = await earlier('li', { number: ` ${phone} ` })
  assert.deepEqual([told.count, told.rows.length], [6, 5])
  assert.equal(told.rows[0]?.name, '测**')
  assert.match(told.rows[0]!.about, /^第6次来问，电话138\*{4}00$/)
  assert.ok(!JSON.stringify(told).includes(phone))
  assert.ok(told.rows.every(({ today }) => today))
})

test('事项页上也有，不含本件；身份证号同样查得到；凭号码查看留痕，记录里没有号码（2.1）', async () => {
  const page = await visit('wang', '第七次')
  assert.equal((await earlier('wang', { matter: page.matter.id })).count, 6)
  const opened = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const byNumber = await earlier('wang', { number: hardship.idNumber })
  assert.deepEqual([byNumber.count, byNumber.rows[0]?.id], [1, opened.matter.id])
  const { lines } = await s.call<{ lines: { what: string; says: string }[] }>('auditor', 'GET', '/api/audit')
  const looked = lines.filter(({ what }) => what === 'person-earlier')
  assert.equal(looked.length, 3)
  assert.match(looked[1]!.says, /139\*{4}3333.*共 6 件/)
  assert.ok(!JSON.stringify(lines).includes(phone) && !JSON.stringify(lines).includes(hardship.idNumber))
})

test('不能看的单位的事项不出现，也不计数（2.1）', async () => {
  assert.deepEqual(await earlier('qian', { number: phone }), { count: 0, rows: [], status: 200 })
  await visit('qian', '在别处也来过')
  assert.equal((await earlier('qian', { number: phone })).count, 1)
  assert.equal((await earlier('wang', { number: phone })).count, 7)
  assert.equal((await earlier('city', { number: phone })).count, 8)
  const page = await visit('wang', '第八次')
  assert.equal((await earlier('qian', { matter: page.matter.id })).status, 404)
})

test('号码不完整、没填、字段不认识的退回', async () => {
  const no = (body: object) => s.call<Refused>('wang', 'POST', '/api/persons/earlier', body)
  for (const number of ['13922', '220202199001010013', '张三李四王'])
    assert.deepEqual([(await no({ number })).status, (await no({ number })).problems[0]?.at], [422, '/number'])
  assert.equal((await no({})).status, 422)
  assert.equal((await no({ phone })).status, 422)
  assert.equal((await s.call('sysadmin', 'POST', '/api/persons/earlier', { number: phone })).status, 403)
})

test('今天登记过的标出来，昨天的不标（2.1）', async () => {
  s.setClock('2026-11-24T09:30:00+08:00')
  await visit('wang', '第二天又来')
  const { rows } = await earlier('wang', { number: phone })
  assert.deepEqual(
    rows.map(({ today }) => today),
    [true, false, false, false, false],
  )
})
