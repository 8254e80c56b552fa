import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { isRefusal } from '#core/refusal.ts'
import { demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { keepImage } from '#platform/files/store.ts'
import { lettersIn } from '#platform/sheets/testing.ts'

type Badge = {
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly page: string
  readonly state: string
  readonly stateLabel: string
  readonly due: string | null
  readonly offers: readonly string[]
  readonly staff: { readonly id: string; readonly name: string }
  readonly history: readonly { readonly says: string; readonly clause: string }[]
}
type List = {
  readonly rows: readonly Badge[]
  readonly next: string | null
  readonly missing: readonly { readonly staff: { readonly name: string }; readonly lacks: readonly string[] }[]
  readonly counts: { readonly living: number; readonly due: number }
}

const until = '2028-12-31'
const server = await testServer('badges')
const { call, app } = server
const post = <Body = Badge>(who: string, url: string, body: object = {}) => call<Body>(who, 'POST', url, body)
const refused = (who: string, url: string, body: object = {}) => call<Refused>(who, 'POST', url, body)
const list = (who: string, query = '') => call<List>(who, 'GET', `/api/badges${query}`)
const publicPage = async (page: string) => {
  const reply = await app.inject({ method: 'GET', url: page, headers: { accept: 'text/html' } })
  return {
    status: reply.statusCode,
    text: reply.body,
    robots: reply.headers['x-robots-tag'],
    kept: reply.headers['cache-control'],
  }
}
const issue = (who: string, staff: Parameters<typeof demoStaff>[0], kind = 'badge') =>
  post(who, '/api/badges', { staff: demoStaff(staff), kind, validUntil: until })

test('制发胸牌和桌牌：一人各一枚，编号接续，经历可查 (9.0)', async () => {
  const before = await list('head')
  assert.deepEqual(before.missing.find(({ staff }) => staff.name === '王一')?.lacks, ['胸牌', '桌牌'])
  const badge = await issue('head', 'wang')
  assert.equal(badge.status, 201)
  assert.equal(badge.number, 'SLJD-X0001')
  const plate = await issue('head', 'wang', 'plate')
  assert.equal(plate.number, 'SLJD-Z0001')
  assert.ok(!(await list('head')).missing.some(({ staff }) => staff.name === '王一'))
  const seen = await call<Badge>('wang', 'GET', `/api/badges/${badge.id}`)
  assert.deepEqual(
    seen.history.map(({ clause, says }) => [clause, says]),
    [['9.0', '制发胸牌SLJD-X0001给王一（综合窗口一），有效期至2028年12月31日']],
  )
  const again = await refused('head', '/api/badges', { staff: demoStaff('wang'), kind: 'badge', validUntil: until })
  assert.equal(again.code, 'not-met')
  assert.equal(again.clause, '9.2')
  assert.match(again.says, /一人一枚/)
})

test('谁能制发：负责人和上级负责人能，窗口人员不能，旁边单位看不见 (9.0)', async () => {
  const clerk = await refused('wang', '/api/badges', { staff: demoStaff('li'), kind: 'badge', validUntil: until })
  assert.deepEqual([clerk.status, clerk.code, clerk.clause], [403, 'not-yours', '9.0'])
  const beside = await call<Refused>('sun', 'GET', `/api/badges?office=${(await office('head')).office.id}`)
  assert.equal(beside.code, 'not-seen')
  const above = await post(`district`, `/api/badges?office=${(await office('head')).office.id}`, {
    ...{ staff: demoStaff('li'), kind: 'badge', validUntil: until },
  })
  assert.equal(above.status, 201)
  const one = await call<Refused>('sun', 'GET', `/api/badges/${above.id}`)
  assert.equal(one.code, 'not-seen')
  const theft = await refused('sun', `/api/badges/${above.id}/revoked`, { reason: '越界' })
  assert.equal(theft.code, 'not-seen')
})

const office = (who: string) => call<{ readonly office: { readonly id: string } }>(who, 'GET', '/api/badges')

test('填错的：不是本单位的人、别人的岗位、过去的有效期、没有原因的注销，指出哪一栏，什么也不写 (9.0, 9.2)', async () => {
  const before = (await list('head')).counts.living
  const cases: readonly [body: object, at: string, clause: string | null][] = [
    [{ staff: demoStaff('qian'), kind: 'badge', validUntil: until }, '/staff', '9.0'],
    [{ staff: demoStaff('zhao'), kind: 'badge', validUntil: until, post: demoPost('sljd.counter') }, '/post', '9.0'],
    [{ staff: demoStaff('zhao'), kind: 'badge', validUntil: '2026-11-23' }, '/validUntil', '9.2'],
    [{ staff: demoStaff('zhao'), kind: 'badge', validUntil: '2040-01-01' }, '/validUntil', '9.2'],
    [{ staff: demoStaff('zhao'), kind: 'cap', validUntil: until }, '/kind', '9.1'],
    [{ staff: demoStaff('zhao'), kind: 'badge', validUntil: '2027-02-30' }, '/validUntil', '9.1'],
    [{ staff: demoStaff('zhao'), kind: 'badge', validUntil: until, extra: 1 }, '/extra', '9.1'],
  ]
  for (const [body, at, clause] of cases) {
    const said = await refused('head', '/api/badges', body)
    assert.equal(said.code, 'bad-input', JSON.stringify(body))
    assert.equal(said.clause, clause, JSON.stringify(body))
    assert.ok(
      said.problems.some((problem) => problem.at === at),
      `${at}: ${JSON.stringify(said.problems)}`,
    )
  }
  assert.equal((await list('head')).counts.living, before)
  const [row] = (await list('head')).rows
  for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: '\u3000\n' }])
    assert.equal(
      (await refused('head', `/api/badges/${row?.id}/revoked`, body)).code,
      'bad-input',
      JSON.stringify(body),
    )
})

test('扫码页：有效、挂失、注销、过期各说各的，只有牌面上的内容，不让搜索引擎收录 (9.2)', async () => {
  const made = await issue('head', 'zhao')
  const fresh = await publicPage(made.page)
  assert.equal(fresh.status, 200)
  for (const word of ['有效', '赵三', '复核岗', '示例街道人力资源和社会保障所', made.number, '监督电话'])
    assert.ok(fresh.text.includes(word), word)
  assert.match(String(fresh.robots), /noindex/)
  assert.equal(fresh.kept, 'no-store')
  // The holder reports the loss themselves, and the page says so at once.
  const lost = await post('zhao', `/api/badges/${made.id}/lost`, { reason: '上班路上丢失' })
  assert.equal(lost.status, 200)
  assert.ok((await publicPage(made.page)).text.includes('已挂失'))
  const other = await refused('li', `/api/badges/${made.id}/lost`)
  assert.equal(other.code, 'not-yours')
  const anew = await post('head', `/api/badges/${made.id}/reissue`, {
    how: 'revoked',
    reason: '遗失补发',
    validUntil: until,
  })
  assert.equal(anew.status, 201)
  assert.notEqual(anew.number, made.number)
  assert.ok((await publicPage(made.page)).text.includes('已注销'))
  assert.ok((await publicPage(anew.page)).text.includes('有效'))
  assert.equal((await publicPage('/badge/ABCDEFGHJKLMNPQRS')).status, 404)
  server.setClock('2029-01-05T09:30:00+08:00')
  assert.ok((await publicPage(anew.page)).text.includes('已过期'))
  server.setClock('2026-11-23T10:30:00+08:00')
})

test('收回的不能再收回；挂失的找到后可以收回；外借等情形记录在案 (9.2)', async () => {
  const made = await issue('head', 'wu')
  const told = await post('head', `/api/badges/${made.id}/incidents`, {
    what: 'lent',
    says: '借给亲友进出，已批评教育',
  })
  assert.equal(told.status, 200)
  assert.equal((await post('head', `/api/badges/${made.id}/lost`)).state, 'lost')
  assert.equal((await refused('head', `/api/badges/${made.id}/lost`)).code, 'not-from-here')
  assert.equal((await post('head', `/api/badges/${made.id}/returned`)).state, 'returned')
  assert.equal((await refused('head', `/api/badges/${made.id}/revoked`, { reason: '再注销' })).code, 'not-from-here')
  const { history } = await call<Badge>('head', 'GET', `/api/badges/${made.id}`)
  assert.deepEqual(
    history.map(({ says }) => says.replace(/SLJD-X\d+/, '')),
    [
      '制发胸牌给吴五（就业援助岗），有效期至2028年12月31日',
      '吴五的胸牌外借：借给亲友进出，已批评教育',
      '挂失吴五的胸牌',
      '收回吴五的胸牌',
    ],
  )
})

test('调岗的人，证牌显示应收回并提醒负责人；补齐缺牌人员一次完成 (9.0, 9.2)', async () => {
  const made = await post<List>('head', '/api/badges/missing', { validUntil: until })
  assert.equal(made.status, 201)
  assert.deepEqual((await list('head')).missing, [])
  const seat = demoPost('sljd.collect')
  const moved = await post('head', `/api/office/posts/${seat}/assignment`, { role: 'A', staff: null })
  assert.equal(moved.status, 200)
  const due = await list('head', '?state=due')
  assert.deepEqual(
    due.rows.map(({ staff, kind, due: why }) => [staff.name, kind, why]),
    [
      ['郑六', 'badge', '岗位已变动'],
      ['郑六', 'plate', '岗位已变动'],
    ],
  )
  const { alarms } = await call<{ alarms: readonly { clause: string; says: string }[] }>(
    'head',
    'GET',
    '/api/office/alarms',
  )
  assert.ok(alarms.some(({ clause, says }) => clause === '9.2' && /郑六岗位已变动，胸牌SLJD-X\d+应收回/.test(says)))
  const clerk = await call<{ alarms: readonly { clause: string }[] }>('li', 'GET', '/api/office/alarms')
  assert.ok(!clerk.alarms.some(({ clause }) => clause === '9.2'))
})

test('台账可筛可查可翻页，导出成表并留痕；印制一次多枚，桌牌写明AB角 (5.1, 9.0, 9.1)', async () => {
  const found = await list('head', `?q=${encodeURIComponent('王一')}`)
  assert.deepEqual(
    found.rows.map(({ kind }) => kind),
    ['badge', 'plate'],
  )
  const byWords = async (q: string) => (await list('head', `?q=${encodeURIComponent(q)}`)).rows.length
  const [one] = found.rows
  assert.equal(await byWords(` 王一　${one?.number} `), 1)
  assert.equal(await byWords('王一 李二'), 0)
  assert.ok((await list('head', '?kind=plate')).rows.every(({ kind }) => kind === 'plate'))
  assert.deepEqual((await list('head', `?q=${encodeURIComponent('%')}`)).rows, [])
  const cookie = await server.signIn('head')
  const book = await app.inject({ method: 'GET', url: '/api/badges.xlsx', headers: { cookie } })
  assert.equal(book.statusCode, 200)
  assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK')
  const pdf = await app.inject({ method: 'GET', url: '/api/badges/print.pdf?kind=badge', headers: { cookie } })
  assert.equal(pdf.statusCode, 200)
  assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-')
  const plates = await app.inject({ method: 'GET', url: '/api/badges/print.pdf?kind=plate', headers: { cookie } })
  const letters = lettersIn(plates.rawPayload)
  assert.ok(
    [...'A角王一B角李二'].every((one) => letters.has(one)),
    '桌牌写明窗口的A角和B角 (5.1)',
  )
  const over = (await list('head', '?state=revoked')).rows[0]
  const dead = await call<Refused>('head', 'GET', `/api/badges/print.pdf?kind=badge&ids=${over?.id}`)
  assert.deepEqual([dead.code, dead.clause], ['not-met', '9.2'])
  const clerk = await call<Refused>('wang', 'GET', '/api/badges/print.pdf?kind=badge')
  assert.equal(clerk.code, 'not-yours')
})

test('照片：印在牌上，有效时扫码可见，挂失后不再显示；没有的照片不收 (9.0, 9.2)', async () => {
  const bytes = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#88aacc' } })
    .jpeg()
    .toBuffer()
  const scope = { tenant: demoTenant, paths: [demoPath('sljd')] }
  const kept = await server.db.transaction(scope, (tx) =>
    keepImage(tx, { tenant: demoTenant, path: demoPath('sljd'), bytes, at: server.now(), by: null }),
  )
  assert.ok(!isRefusal(kept))
  const [old] = (await list('head', `?q=${encodeURIComponent('吴五')}&kind=badge&state=living`)).rows
  const none = { how: 'returned', validUntil: until, photo: '01900000-0000-7000-8000-000000000000' }
  const wrong = await refused('head', `/api/badges/${old?.id}/reissue`, none)
  assert.deepEqual([wrong.code, wrong.problems[0]?.at], ['bad-input', '/photo'])
  assert.equal((await call<Badge>('head', 'GET', `/api/badges/${old?.id}`)).state, 'living', 'nothing half done')
  const made = await post('head', `/api/badges/${old?.id}/reissue`, { ...none, photo: kept.id })
  assert.equal(made.status, 201)
  const photo = () => app.inject({ method: 'GET', url: `${made.page}/photo` })
  assert.equal((await photo()).headers['content-type'], 'image/jpeg')
  const cookie = await server.signIn('head')
  const pdf = await app.inject({
    method: 'GET',
    url: `/api/badges/print.pdf?kind=badge&ids=${made.id}`,
    headers: { cookie },
  })
  assert.ok(pdf.rawPayload.includes('/Subtype /Image'))
  await post('wu', `/api/badges/${made.id}/lost`)
  assert.equal((await photo()).statusCode, 404)
})
