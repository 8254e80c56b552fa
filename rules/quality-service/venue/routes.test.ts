import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'

type Gap = { readonly clause: string; readonly says: string }
type Venue = {
  readonly venue: {
    readonly version: number
    readonly zones: readonly { readonly name: string; readonly windows: readonly string[] }[]
  } | null
  readonly gaps: readonly Gap[]
  readonly plan: string
  readonly versions: readonly { readonly version: number; readonly from: string }[]
  readonly suggested: Ask
}
type Ask = {
  readonly areas: readonly object[]
  readonly zones: readonly Record<string, unknown>[]
  readonly windows: readonly object[]
  readonly signs: readonly Record<string, unknown>[]
} & Record<string, unknown>

const server = await testServer('venue')
const { call } = server
const look = (who = 'head', query = '') => call<Venue>(who, 'GET', `/api/venue${query}`)
const save = <Body = Venue>(who: string, ask: object) => call<Body>(who, 'POST', '/api/venue', ask)
const says = (venue: { readonly gaps: readonly Gap[] }) => venue.gaps.map((gap) => `${gap.clause} ${gap.says}`)
const area = (use: string, m2: number) => ({
  name: use === 'archive' ? '档案室' : '大厅',
  use,
  m2,
  measuredOn: '2026-11-20',
})
const zone = (kind: string, name: string, x: number, width = 6) => ({ kind, name, x, y: 1, width, height: 8 })
const sign = (kind: string, text: string, up = true) => ({ kind, text, place: '大厅', up })
const windows = ['1号综合窗口', '2号综合窗口', '3号就业援助窗口']
const whole: Ask = {
  ...{ from: '2026-11-23', shared: false, columns: 18, rows: 8 },
  areas: [area('service', 86.5), area('archive', 12)],
  zones: [
    zone('information', '信息发布查询区', 1),
    zone('guidance', '职业指导与介绍区', 7),
    zone('service', '综合服务区', 13),
  ],
  windows: [1, 2, 3].map((number) => ({ number, x: 12 + number, y: 8 })),
  signs: [
    ...[sign('site', '公共就业服务'), sign('name', '示例街道人力资源和社会保障所'), sign('guide', '办事请往里走')],
    ...['信息发布查询区', '职业指导与介绍区', '综合服务区'].map((name) => sign('zone', name)),
    ...windows.map((name) => sign('window', name)),
  ],
}

test('没有登记的场地是缺口；登记齐了没有缺口，窗口归在功能区里 (10.1.1, 10.1.3, 10.4.5)', async () => {
  assert.deepEqual(says(await look()), ['10.1.3 场地还没有登记：面积、功能区、窗口位置和标识'])
  const saved = await save('head', whole)
  assert.equal(saved.status, 201)
  assert.deepEqual(saved.gaps, [])
  assert.deepEqual(
    saved.venue?.zones.map(({ windows: inside }) => inside),
    [[], [], windows],
  )
})

test('缺哪样说哪样，写明条款 (10.1.1, 10.1.3, 10.4.5)', async () => {
  const cases: readonly [change: Partial<Ask>, expected: readonly string[]][] = [
    [{ areas: [area('service', 49.9), area('archive', 10)] }, ['10.1.1 服务场所49.9平方米，应不小于50平方米']],
    [{ areas: [area('service', 50)], shared: true }, ['10.1.1 档案室0平方米，应不小于10平方米']],
    [{ areas: [area('service', 30), area('service', 20), area('archive', 10)] }, []],
    [{ zones: whole.zones.slice(1) }, ['10.1.3 没有设信息发布查询区']],
    [{ windows: whole.windows.slice(0, 2) }, ['10.1.3 3号就业援助窗口不在任何功能区里']],
    [{ signs: whole.signs.slice(1, -1) }, ['10.4.5 缺场所标识', '10.4.5 3号就业援助窗口没有窗口名称标识']],
    [{ signs: whole.signs.map((one, i) => ({ ...one, up: i !== 2 })) }, ['10.4.5 标识还没有设置：办事请往里走']],
  ]
  for (const [change, expected] of cases) assert.deepEqual(says(await save('head', { ...whole, ...change })), expected)
})

test('没有投诉监督电话标识的，登记时提出来；已经有的不再提 (1.2.h, 10.4.5)', async () => {
  const proposed = async () => (await look()).suggested.signs.filter(({ kind }) => kind === 'complaint')
  await save('head', whole)
  const [sign, ...more] = await proposed()
  assert.deepEqual([sign?.['up'], more.length], [false, 0])
  assert.match(String(sign?.['text']), /^投诉监督电话[\d-]+$/)
  const own = { ...sign, text: '有意见请拨000-00000110' }
  const saved = await save('head', { ...whole, signs: [...whole.signs, own] })
  assert.deepEqual([saved.status, says(saved)], [201, ['10.4.5 标识还没有设置：有意见请拨000-00000110']])
  assert.deepEqual(
    (await proposed()).map(({ text }) => text),
    [own.text],
  )
})

test('自相矛盾的不收：重叠、出界、没有的窗口、还没到的测量日；什么也不写 (10.1.3)', async () => {
  const before = (await look()).versions.length
  const cases: readonly [change: Partial<Ask>, at: string][] = [
    [{ zones: [zone('information', '甲区', 1, 7), zone('service', '乙区', 7)] }, '/zones/1/x'],
    [{ zones: [zone('information', '甲区', 14)] }, '/zones/0/width'],
    [{ windows: [{ number: 9, x: 1, y: 1 }] }, '/windows/0/number'],
    [{ windows: [...whole.windows, whole.windows[0]!] }, '/windows/3/number'],
    [{ windows: [{ number: 1, x: 19, y: 1 }] }, '/windows/0/x'],
    [{ areas: [{ ...area('service', 60), measuredOn: '2026-12-01' }] }, '/areas/0/measuredOn'],
    [{ areas: [area('service', -5)] }, '/areas/0/m2'],
    [{ areas: [] }, '/areas'],
    [{ areas: [{ ...area('service', 60), name: '   ' }] }, '/areas/0/name'],
    [{ zones: [zone('information', '  ', 1)] }, '/zones/0/name'],
    [{ signs: [sign('zone', '🙂区')] }, '/signs/0/text'],
    [{ signs: [sign('zone', '\u{2b740}区')] }, '/signs'],
  ]
  for (const [change, at] of cases) {
    const refused = await save<Refused>('head', { ...whole, ...change })
    assert.equal(refused.code, 'bad-input', JSON.stringify(change))
    assert.ok(
      refused.problems.some((problem) => problem.at === at),
      `${at}: ${JSON.stringify(refused.problems)}`,
    )
  }
  assert.equal((await look()).versions.length, before)
})

test('只有负责人能改；旁边单位看不见；旧版还在，未到日子的新版不算数 (10.1.3)', async () => {
  assert.equal((await save<Refused>('wang', whole)).code, 'not-yours')
  const { office } = await call<{ office: { id: string } }>('head', 'GET', '/api/venue')
  assert.equal((await call<Refused>('sun', 'GET', `/api/venue?office=${office.id}`)).code, 'not-seen')
  assert.equal((await call<Venue>('district', 'GET', `/api/venue?office=${office.id}`)).status, 200)
  await save('head', whole)
  const last = (await look()).versions[0]!.version
  await save('head', { ...whole, from: '2027-01-01', zones: whole.zones.slice(0, 1) })
  assert.equal((await look()).venue?.version, last)
  assert.equal((await look('head', `?version=${last + 1}`)).venue?.zones.length, 1)
  assert.equal((await look('head', '?version=1')).venue?.zones.length, 3)
  server.setClock('2027-01-04T10:00:00+08:00')
  assert.equal((await look()).venue?.version, last + 1)
  server.setClock('2026-11-23T11:00:00+08:00')
})

test('新的情况不能早于现行的登记，也不能早于测量的那天 (10.1.1)', async () => {
  const before = (await look()).versions.length
  const refused = async (from: string, measuredOn: string) => {
    const areas = [{ ...area('service', 60), measuredOn }]
    const { status, clause, problems, says: why } = await save<Refused>('head', { ...whole, from, areas })
    assert.deepEqual([status, clause, problems[0]?.at], [422, '10.1.1', '/from'])
    return why
  }
  assert.match(await refused('2020-01-01', '2019-12-01'), /现行登记自2026年11月23日起/)
  server.setClock('2026-11-25T11:00:00+08:00')
  assert.match(await refused('2026-11-24', '2026-11-25'), /面积是2026年11月25日测量的/)
  assert.equal((await look()).versions.length, before)
  server.setClock('2026-11-23T11:00:00+08:00')
})

test('平面图由数据画成，可以印；标识一张一面 (10.1.3, 10.4.5)', async () => {
  const cookie = await server.signIn('head')
  const { plan } = await look()
  const get = (url: string) => server.app.inject({ method: 'GET', url, headers: { cookie } })
  const svg = await get(plan)
  assert.match(String(svg.headers['content-type']), /^image\/svg\+xml/)
  for (const name of ['信息发布查询区', '职业指导与介绍区', '综合服务区', '1号综合窗口'])
    assert.ok(svg.body.includes(name), name)
  assert.equal((await get('/api/venue/plan.pdf')).rawPayload.subarray(0, 5).toString(), '%PDF-')
  assert.equal((await get('/api/venue/signs.pdf?which=0,3')).rawPayload.subarray(0, 5).toString(), '%PDF-')
  const page = await server.app.inject({ method: 'GET', url: '/plan/sljd', headers: { accept: 'text/html' } })
  for (const words of ['综合服务区', windows.join('、'), '/plan/sljd/picture.svg'])
    assert.ok(page.body.includes(words), words)
  const picture = await server.app.inject({ method: 'GET', url: '/plan/sljd/picture.svg' })
  assert.match(String(picture.headers['content-type']), /^image\/svg\+xml/)
  assert.equal((await server.app.inject({ method: 'GET', url: '/plan/ybjd' })).statusCode, 404)
  await save('head', { ...whole, zones: [zone('information', '<script>&"区', 1)] })
  assert.ok(!(await get((await look()).plan)).body.includes('<script>'))
})
