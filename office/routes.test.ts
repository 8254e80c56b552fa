import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { day, instantAt } from '#core/day.ts'
import { accountsOf } from '#office/account.ts'
import { officeRoutes } from '#office/routes.ts'
import { demoOffice, demoPost, demoStaff, demoTenant, seedOffice } from '#office/seed.ts'
import { people, type Username } from '#office/story.ts'
import { makeSessions } from '#platform/auth/session.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { buildHttp } from '#platform/http/app.ts'

const { db } = await testDatabase('office_routes')
let at = instantAt(day('2026-11-23'), 600)
const now = () => at
await seedOffice(db, { passwordHash: 'x', at })
const silent = { info() {}, warn() {}, error() {} }
const sessions = makeSessions({
  db,
  now,
  findStaff: accountsOf(db).findStaff,
  idleMinutes: 100_000,
  absoluteHours: 1_000,
})
const app = await buildHttp({ log: silent, sessions, ready: async () => [] })
await app.register(officeRoutes, { db, now })
const cookies = new Map<string, string>()
for (const { username } of people) {
  const who = await accountsOf(db).findStaff(demoTenant, demoStaff(username), at)
  cookies.set(username, `shouwen=${(await sessions.open(who!)).token}`)
}

type Body = Record<string, unknown>
const call = async (
  username: Username,
  method: 'GET' | 'POST',
  url: string,
  payload?: Body,
  key: string = randomUUID(),
) => {
  const headers = { cookie: cookies.get(username) ?? '', 'idempotency-key': key }
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: JSON.parse(answer.body) }
}
const get = (username: Username, url: string) => call(username, 'GET', url)
const post = (username: Username, url: string, payload?: Body, key?: string) =>
  call(username, 'POST', url, payload, key)
const code = ({ status, body }: { status: number; body: { clause?: string } }) =>
  `${status} ${body.clause ?? ''}`.trim()

test('my office: windows, posts with A and B, who is on duty, hours', async () => {
  const { status, body } = await get('wang', '/api/office')
  assert.equal(status, 200)
  assert.equal(body.office.name, '示例街道人力资源和社会保障所')
  assert.equal(body.office.head.name, '周四')
  assert.equal(body.office.superior.name, '示例区人力资源和社会保障局')
  assert.deepEqual(
    body.windows.map((w: { number: number }) => w.number),
    [1, 2, 3],
  )
  assert.equal(body.windows[0].post.onDuty.staff.name, '王一')
  assert.equal(body.windows[0].post.B.name, '李二')
  assert.deepEqual(body.hours.today, [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:00' },
  ])
  assert.equal(body.openNow, true)
  assert.deepEqual(body.gaps, [])
  assert.deepEqual(
    body.mine.map((m: { post: { name: string } }) => m.post.name),
    ['综合窗口一'],
  )
})

test('leave over HTTP: asked once per key, decided, seen in the roster, ended', async () => {
  const leave = { kind: 'sick', from: '2026-11-24', until: '2026-11-25', reason: '看病' }
  const blank = await post('wang', '/api/office/absences', { ...leave, reason: '   ' })
  assert.deepEqual([blank.status, blank.body.problems[0].at], [422, '/reason'])
  const key = randomUUID()
  const first = await post('wang', '/api/office/absences', leave, key)
  assert.equal(first.status, 201)
  assert.deepEqual(await post('wang', '/api/office/absences', leave, key), first, 'the same key, no second leave')
  assert.equal((await post('wang', '/api/office/absences', { ...leave, reason: '别的' }, key)).status, 422)
  const { id } = first.body
  assert.equal(first.body.decider.name, '周四')
  const seenBy = async (username: Username) =>
    (await get(username, '/api/office/absences')).body.absences.filter((a: Body) => a.id === id)
  assert.deepEqual((await seenBy('li')).length, 0, 'what is only asked for is between the two')
  assert.equal((await seenBy('head'))[0].mayDecide, true)
  const decide = `/api/office/absences/${id}/decision`
  assert.equal(code(await post('wang', decide, { approve: true })), '403 3.2.3')
  assert.equal(code(await post('li', decide, { approve: true })), '403 3.2.3')
  assert.equal(code(await post('sun', decide, { approve: true })), '404')
  assert.equal((await post('head', decide, { approve: true })).body.stateLabel, '已批准')
  assert.equal(code(await post('head', decide, { approve: true })), '409 3.2.3')
  const [colleague] = await seenBy('li')
  assert.deepEqual(
    [colleague.kind, colleague.reason, colleague.kindLabel],
    [null, null, '离岗'],
    'illness is not for colleagues',
  )
  const roster = await get('li', '/api/office/roster?day=2026-11-25')
  const stretches = roster.body.posts.find(
    (p: { post: { id: string } }) => p.post.id === demoPost('sljd.counter'),
  ).stretches
  assert.deepEqual(
    stretches.map((s: Body) => `${s.from} ${(s.staff as Body).name} ${s.label}`),
    ['2026-11-25T00:00:00.000+08:00 李二 B角顶岗'],
  )
  at = instantAt(day('2026-11-24'), 600)
  assert.deepEqual(
    (await get('li', '/api/office')).body.mine.map((m: Body) => `${(m.post as Body).name} ${m.as}`),
    ['综合窗口一 B', '综合窗口二 A'],
  )
  assert.equal(code(await post('sun', `/api/office/absences/${id}/return`)), '404')
  assert.equal((await post('wang', `/api/office/absences/${id}/return`)).status, 200)
  assert.equal((await get('wang', '/api/office')).body.mine.length, 1)
})

test('the head records, is alarmed, and names a stand-in; A and B are changed by the head alone', async () => {
  const ill = (username: Username) => ({
    staff: demoStaff(username),
    kind: 'sick',
    from: '2026-11-24T10:00:00+08:00',
    until: '2026-11-24',
    reason: '突发疾病',
  })
  assert.equal((await post('head', '/api/office/absences', ill('zheng'))).status, 201)
  assert.equal((await post('head', '/api/office/absences', ill('wu'))).status, 201)
  const gaps = await get('head', '/api/office/gaps')
  assert.deepEqual(
    gaps.body.gaps.map((g: Body) => `${g.kind} ${g.clause}`),
    ['both-away 5.4'],
  )
  const standIn = `/api/office/posts/${demoPost('sljd.collect')}/stand-in`
  const body = { staff: demoStaff('li'), from: '2026-11-24T10:00:00+08:00', until: '2026-11-24' }
  assert.equal(code(await post('li', standIn, body)), '403 5.4')
  assert.equal(code(await post('sun', standIn, body)), '404')
  assert.equal((await post('head', standIn, body)).body.onDuty.label, '指定代办')
  assert.deepEqual((await get('head', '/api/office/gaps')).body.gaps, [])
  const assignment = `/api/office/posts/${demoPost('sljd.aid')}/assignment`
  assert.equal(code(await post('head', assignment, { role: 'A', staff: demoStaff('zhao') })), '422 5.1.a')
  assert.equal((await post('head', assignment, { role: 'B', staff: demoStaff('li') })).body.B.name, '李二')
})

test('directory: posts of my office, the system, bodies outside it', async () => {
  const { body } = await get('wang', '/api/directory?q=')
  assert.equal(body.posts.length, 6)
  assert.ok(body.inSystem.some((b: Body) => b.name === '样本街道人力资源和社会保障所'))
  assert.ok(!JSON.stringify(body).includes('钱十二'), 'people elsewhere are not listed')
  const found = (await get('wang', `/api/directory?q=${encodeURIComponent('医疗')}`)).body
  assert.deepEqual(
    [found.posts.length, found.inSystem.length, found.outside.map((b: Body) => b.name)],
    [0, 0, ['测试市医疗保障局服务中心']],
  )
  const banks = (await get('wang', '/api/directory?q=&role=bank')).body
  assert.deepEqual(
    banks.outside.map((b: Body) => b.name),
    ['测试银行示例支行'],
  )
  assert.equal((await get('wang', '/api/directory?q=&role=police')).status, 422)
})

test('the walls: nobody looks sideways or up, a superior looks down', async () => {
  for (const url of ['/api/office', '/api/office/roster', '/api/office/absences', '/api/office/gaps']) {
    const of = (code: string) => `${url}?office=${demoOffice(code)}`
    assert.equal((await get('qian', of('sljd'))).status, 404)
    assert.equal((await get('sun', of('sljd'))).status, 404)
    assert.equal((await get('wang', of('slq'))).status, 404)
    assert.equal((await get('han', of('sljd'))).status, 404)
    assert.equal((await get('district', of('sljd'))).status, 200)
    assert.equal((await get('city', of('ybjd'))).status, 200)
    assert.equal((await get('wang', `${url}?office=${randomUUID()}`)).status, 404)
    assert.equal((await get('sysadmin', url)).status, 403)
  }
  const names = async (username: Username) =>
    (await get(username, '/api/offices')).body.offices.map((o: Body) => o.code)
  assert.deepEqual(await names('qian'), ['ybjd'])
  assert.deepEqual(await names('district'), ['slq', 'sljd', 'slsq'])
  assert.equal((await names('city')).length, 6)
  const closure = { office: demoOffice('sljd'), day: '2026-12-01', why: '检修' }
  assert.equal(code(await post('sun', '/api/office/closures', closure)), '404')
  assert.equal(code(await post('wang', '/api/office/closures', closure)), '403 7.4')
  assert.equal((await post('head', '/api/office/closures', closure)).status, 201)
})

test('deadlines by the own calendar, with proof; a year without a notice is provisional until it is imported', async () => {
  const ask = async (username: Username, query: string) => (await get(username, `/api/deadline?${query}`)).body
  const due = await ask('wang', 'from=2026-09-30&limit=20&unit=workingDays')
  assert.deepEqual([due.dueAt, due.provisional], ['2026-11-03', false])
  assert.ok(due.proof.length > 2)
  assert.equal((await ask('wang', 'from=2026-02-01&limit=15&unit=naturalDays')).dueAt, '2026-02-24')
  assert.equal((await ask('wang', 'from=2026-08-31&limit=1&unit=months')).dueAt, '2026-09-30')
  assert.equal((await ask('wang', 'from=2026-11-30&limit=1&unit=workingDays')).dueAt, '2026-12-02', 'shut on the 1st')
  assert.equal(
    (await ask('qian', 'from=2026-11-30&limit=1&unit=workingDays')).dueAt,
    '2026-12-01',
    'another office is not',
  )
  assert.equal((await ask('auditor', 'from=2026-12-30&limit=5&unit=workingDays')).provisional, true)
  for (const query of [
    'from=2026-02-30&limit=1&unit=workingDays',
    'from=2059-12-30&limit=9&unit=naturalDays',
    'from=2026-01-01&limit=-1&unit=months',
    'from=0001-01-01&limit=1&unit=months',
  ]) {
    assert.equal((await get('wang', `/api/deadline?${query}`)).status, 422, query)
  }
  const notice = { year: 2027, source: '测试通知', issued: null, off: [['2027-01-01', '2027-01-03']], work: [] }
  assert.equal((await post('head', '/api/calendar/notices', notice)).status, 403)
  assert.equal((await post('wang', '/api/calendar/notices', notice)).status, 403)
  assert.equal((await post('sysadmin', '/api/calendar/notices', { year: 3 })).status, 422)
  assert.equal((await post('sysadmin', '/api/calendar/notices', notice)).status, 201)
  assert.deepEqual([(await ask('wang', 'from=2026-12-30&limit=5&unit=workingDays')).provisional], [false])
})

test('nonsense is refused with its place, never a fault', async () => {
  const leave = { kind: 'leave', from: '2026-12-01', until: '2026-12-02', reason: '事假' }
  for (const [change, where] of [
    [{ from: '2026-02-30' }, '/from'],
    [{ until: '2026-12-02T25:00:00+08:00' }, '/until'],
    [{ until: '9999-12-31' }, '/until'],
    [{ kind: 'holiday' }, '/kind'],
    [{ reason: '' }, '/reason'],
    [{ staff: 'me' }, '/staff'],
    [{ until: '2026-11-30' }, '/until'],
    [{ more: 1 }, '/more'],
  ] as const) {
    const { status, body } = await post('wang', '/api/office/absences', { ...leave, ...change })
    assert.deepEqual([status, body.problems?.[0]?.at], [422, where], JSON.stringify(change))
  }
  assert.equal((await post('head', '/api/office/absences', { ...leave, staff: randomUUID() })).status, 404)
  assert.equal(
    (
      await post('head', `/api/office/posts/${randomUUID()}/stand-in`, {
        staff: randomUUID(),
        from: '2026-12-01',
        until: '2026-12-02',
      })
    ).status,
    404,
  )
  assert.equal((await get('wang', '/api/office/roster?day=1900-01-01')).status, 422)
})
