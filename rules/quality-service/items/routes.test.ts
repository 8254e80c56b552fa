import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { demoStaff } from '#office/seed.ts'

type Item = {
  readonly id: string
  readonly name: string
  readonly quantity: number
  readonly lacks: number
  readonly overdueDays: number
  readonly nextOn: string
  readonly offers: readonly string[]
  readonly history: readonly { readonly clause: string; readonly says: string }[]
}
type List = {
  readonly rows: readonly Item[]
  readonly gaps: readonly { readonly clause: string; readonly says: string }[]
}

const server = await testServer('items')
const { call } = server
const list = (who = 'head', query = '') => call<List>(who, 'GET', `/api/items${query}`)
const post = <Body = Item>(who: string, url: string, body: object = {}) => call<Body>(who, 'POST', url, body)
const says = async (who = 'head') => (await list(who)).gaps.map((gap) => `${gap.clause} ${gap.says}`)
const item = (kind: string, name: string, more: object = {}) => ({
  ...{ kind, name, place: '大厅', required: 4, quantity: 4, keeper: demoStaff('zheng'), intervalDays: 7 },
  ...more,
})

test('该备的没有备，数量不够，都是看得见的缺口；备齐了就没有 (10.4.1, 10.4.2, 10.4.3)', async () => {
  assert.deepEqual(await says(), [
    '10.4.1 还没有配备照明灯具',
    '10.4.2 还没有配备休息座椅、老花镜、饮水机、无障碍设施',
    '10.4.3 还没有配备宣传栏、展台、政策资料和办事指南',
  ])
  const kinds = {
    lighting: '大厅吊灯',
    seat: '休息座椅',
    glasses: '老花镜',
    water: '饮水机',
    access: '无障碍坡道',
    rack: '宣传架',
  }
  for (const [kind, name] of Object.entries(kinds))
    assert.equal((await post('head', '/api/items', item(kind, name))).status, 201)
  await post('head', '/api/items', item('leaflet', '失业登记办事指南', { required: 50, quantity: 20 }))
  assert.deepEqual(await says(), ['10.4.3 失业登记办事指南应有50件，现有20件'])
})

test('填错的指出哪一栏：重名、别处的人、没有写明的不完好、减成负数 (10.4)', async () => {
  const [first] = (await list()).rows
  const cases: readonly [url: string, body: object, clause: string, at: string][] = [
    ['/api/items', item('seat', '休息座椅'), '10.4.2', '/name'],
    ['/api/items', item('seat', '沙发', { keeper: demoStaff('qian') }), '10.4.2', '/keeper'],
    ['/api/items', item('seat', '沙发', { required: 0 }), '10.4.2', '/required'],
    ['/api/items', item('throne', '宝座'), '10.4.2', '/kind'],
    ['/api/items', item('seat', '沙发', { intervalDays: 400 }), '10.4.2', '/intervalDays'],
    [`/api/items/${first?.id}/check`, { quantity: 4, ok: false }, '10.4.1', '/says'],
    [`/api/items/${first?.id}/stock`, { change: -5, says: '发放' }, '10.4.1', '/change'],
    [`/api/items/${first?.id}/stock`, { change: 0, says: '没有' }, '10.4.1', '/change'],
  ]
  for (const [url, body, clause, at] of cases) {
    const refused = await post<Refused>('head', url, body)
    assert.equal(refused.code, 'bad-input', JSON.stringify(body))
    assert.equal(refused.clause, clause, JSON.stringify(body))
    assert.ok(
      refused.problems.some((problem) => problem.at === at),
      `${at}: ${JSON.stringify(refused.problems)}`,
    )
  }
  assert.equal((await list()).rows.length, 7)
})

test('只有保管人和负责人能查能补；旁边单位看不见；过了日子提醒保管人和负责人 (10.4.2, 10.4.3)', async () => {
  const leaflet = (await list('head', `?q=${encodeURIComponent('指南')}`)).rows[0]!
  assert.equal(
    (await post<Refused>('wang', `/api/items/${leaflet.id}/check`, { quantity: 20, ok: true })).code,
    'not-yours',
  )
  assert.equal((await post<Refused>('wang', '/api/items', item('other', '雨伞架'))).code, 'not-yours')
  assert.equal((await call<Refused>('sun', 'GET', `/api/items/${leaflet.id}`)).code, 'not-seen')
  assert.equal((await post('zheng', `/api/items/${leaflet.id}/stock`, { change: 40, says: '印刷厂送来' })).quantity, 60)
  assert.deepEqual(await says(), [])
  server.setClock('2026-12-03T10:00:00+08:00')
  const told = async (who: string) =>
    (await call<{ alarms: readonly { says: string; to?: string }[] }>(who, 'GET', '/api/office/alarms')).alarms
      .filter(({ to }) => to === '/items')
      .map((alarm) => alarm.says)
  const [overdue] = await told('zheng')
  assert.match(String(overdue), /^您保管的.*失业登记办事指南.*过了检查日期$/)
  assert.ok((await told('head')).some((line) => line.includes('过了检查日期没有检查')))
  assert.deepEqual(await told('wang'), [])
  for (const { id } of (await list('zheng', '?show=due')).rows)
    await post('zheng', `/api/items/${id}/check`, { quantity: 60, ok: true })
  assert.deepEqual(await told('zheng'), [])
  const seen = await call<Item>('head', 'GET', `/api/items/${leaflet.id}`)
  assert.equal(seen.nextOn, '2026-12-10')
  assert.deepEqual(
    seen.history.map((line) => line.says),
    [
      '配备失业登记办事指南20件（应有50件），放在大厅，由郑六保管',
      '失业登记办事指南补充40件，现有60件：印刷厂送来',
      '检查失业登记办事指南：现有60件（应有50件），完好',
    ],
  )
})

test('检查卡可以印，清单可以导出 (10.4)', async () => {
  const cookie = await server.signIn('head')
  const card = await server.app.inject({ method: 'GET', url: '/api/items/card.pdf', headers: { cookie } })
  assert.equal(card.rawPayload.subarray(0, 5).toString(), '%PDF-')
  const book = await server.app.inject({ method: 'GET', url: '/api/items.xlsx', headers: { cookie } })
  assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK')
})
