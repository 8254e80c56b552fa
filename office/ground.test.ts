import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { firstPassword, foundOffice } from '#office/testing.ts'

const s = await testServer('ground', '2026-11-23T09:30:00+08:00')
type Body = Readonly<Record<string, never>> & {
  readonly clause?: string
  readonly problems?: readonly { at: string; says: string }[]
}
const post = (who: string, url: string, payload: object = {}) => s.call<Body>(who, 'POST', url, payload)
const get = <B = Body>(who: string, url: string) => s.call<B>(who, 'GET', url)
const code = ({
  status,
  clause,
  problems,
}: {
  status: number
  clause?: string | null
  problems?: readonly { at: string }[]
}) => [status, clause, ...(status === 422 ? (problems ?? []).map(({ at }) => at) : [])].filter(Boolean).join(' ')
const version = () => s.db.plain(async (tx) => (await current(tx, demoTenant, s.now())).version)
const street = (more: object = {}) => ({
  ...{ parent: demoOffice('slq'), code: 'XJ', name: '新街所（测试数据）', short: '新街', level: 'street' },
  ...more,
})

test('设立单位：只在自己管的树上；代码、名称、层级不对的逐项说明，什么都不写', async () => {
  const before = await version()
  for (const [who, body, says] of [
    ['head', street(), '404'],
    ['district', street(), '403 1.2.a'],
    ['wang', street(), '403'],
    ['secadmin', street(), '403'],
    ['auditor', street(), '403'],
    ['sysadmin', street({ parent: randomUUID() }), '404'],
    ['sysadmin', street({ code: 'sljd' }), '422 1.2.a /code'],
    ['sysadmin', street({ code: '不行' }), '422 1.2.a /code'],
    ['sysadmin', street({ name: '示例街道人力资源和社会保障所' }), '422 1.2.a /name'],
    ['sysadmin', street({ level: 'district' }), '422 1.2.a /level'],
    ['sysadmin', street({ level: 'city' }), '422 1.2.a /level'],
    ['sysadmin', street({ name: ' 前有空格' }), '422 1.2.a /name'],
  ] as const)
    assert.equal(code(await post(who, '/api/ground/offices', body)), says, `${who} ${JSON.stringify(body)}`)
  assert.equal(await version(), before)
})

test('新单位：设立、改名、改电话、调整隶属、撤销；旧路径仍看得到', async () => {
  const made = await post('sysadmin', '/api/ground/offices', street())
  assert.equal(made.status, 201)
  const id = String(made['id'])
  const at = (word: string) => `/api/ground/offices/${id}/${word}`
  assert.equal(code(await post('sysadmin', at('name'), { name: '新街道所（测试数据）', short: '新街' })), '200')
  assert.equal(code(await post('district', at('name'), { name: '不该改', short: '不改' })), '403 1.2.a')
  assert.equal(
    code(await post('district', at('contact'), { address: '新街1号', phone: '0000-1', supervisionPhone: '' })),
    '200',
  )
  assert.equal(code(await post('sun', at('contact'), { address: '', phone: '', supervisionPhone: '' })), '404')
  assert.equal(
    code(await post('sysadmin', at('contact'), { address: '', phone: '=1+1x', supervisionPhone: '' })),
    '422 1.2.a /phone',
  )
  const move = (parent: string) => post('sysadmin', at('move'), { parent })
  assert.equal(code(await move(demoOffice('slq'))), '422 1.2.a /parent')
  assert.equal(code(await move(demoOffice('sljd'))), '422 1.2.a /parent', 'a street below a street')
  assert.equal(code(await move(demoOffice('ybq'))), '422 1.2.a', 'founded just now: nothing to end yet')
  s.pass(1)
  assert.equal(code(await move(demoOffice('ybq'))), '200')
  const tree = await get<{ offices: { id: string; path: string; superior: { name: string } }[] }>(
    'sysadmin',
    '/api/ground',
  )
  assert.equal(tree.offices.find((o) => o.id === id)?.path, 'cs.ybq.XJ')
  assert.equal(code(await get('district', `/api/ground/offices/${id}`)), '404', 'the old superior looks no longer in')
  assert.equal(code(await get('han', `/api/ground/offices/${id}`)), '200')
  assert.equal(code(await post('sysadmin', at('close'))), '200')
  assert.equal(code(await post('sysadmin', at('close'))), '409 1.2.a')
  const { rows } = await s.owner.query(
    `select path::text, valid_until is null as open from organization_place where org = $1 order by valid_from`,
    [id],
  )
  assert.deepEqual(rows, [
    { path: 'cs.slq.XJ', open: false },
    { path: 'cs.ybq.XJ', open: true },
  ])
})

test('有未办结事项的单位不能动；动过的单位仍读得到从前的事项', async () => {
  const opened = await s.open('qian', 'contact', {
    ...{ channel: 'call', inquiry: 'consult', matter: '问补贴', name: '测试问', phone: '13900000001' },
  })
  assert.equal(opened.status, 201)
  const move = () => post('sysadmin', `/api/ground/offices/${demoOffice('ybjd')}/move`, { parent: demoOffice('slq') })
  const refused = await move()
  assert.equal(code(refused), '422 5.5')
  assert.match(JSON.stringify(refused), /1件未办结事项/)
  const done = await s.move('qian', opened, 'answer', { result: '已说明' })
  assert.equal(done.status, 200)
  s.pass(1)
  assert.equal(code(await move()), '200')
  await s.db.plain(async (tx) => current(tx, demoTenant, s.now()))
  s.setClock('2026-11-23T10:30:00+08:00')
  assert.equal((await s.look('qian', opened)).status, 200, 'its own people read what it did before')
  assert.equal((await s.look('han', opened)).status, 200, 'and the superior under whom it happened')
  assert.equal((await s.look('district', opened)).status, 200, 'the new one does')
  assert.equal((await s.look('wang', opened)).status, 404)
  s.pass(1)
  assert.equal(
    code(await post('sysadmin', `/api/ground/offices/${demoOffice('ybjd')}/move`, { parent: demoOffice('ybq') })),
    '200',
  )
})

const person = (more: object = {}) => ({
  ...{ office: demoOffice('sljd'), username: 'xin', name: '测试新', number: 'XIN1', phone: '13900000009' },
  ...more,
})

test('人员：登记、改名、手机号加密；别的单位的人、管理员本人、重名都不行', async () => {
  for (const [who, body, says] of [
    ['head', person(), '403 6.3'],
    ['sun', person(), '404'],
    ['wang', person(), '403'],
    ['sysadmin', person({ username: 'wang' }), '422 6.3 /username'],
    ['sysadmin', person({ username: '中文' }), '422 1.2.c /username'],
    ['sysadmin', person({ number: 'x y' }), '422 1.2.c /number'],
    ['sysadmin', person({ phone: '一三九' }), '422 1.2.c /phone'],
  ] as const)
    assert.equal(code(await post(who, '/api/ground/people', body)), says, `${who} ${JSON.stringify(body)}`)
  const made = await post('sysadmin', '/api/ground/people', person())
  assert.equal(made.status, 201)
  assert.equal(code(await post('sysadmin', '/api/ground/people', person({ username: 'xin2' }))), '422 1.2.c /number')
  const id = String(made['id'])
  const { rows } = await s.owner.query('select phone, phone_sealed from staff where id = $1', [id])
  assert.equal(rows[0].phone, '')
  assert.match(rows[0].phone_sealed, /^1\.k1\./)
  const ground = await get<{ people: { id: string; phone: string }[] }>(
    'head',
    `/api/ground/offices/${demoOffice('sljd')}`,
  )
  assert.equal(ground.people.find((p) => p.id === id)?.phone, '139****0009')
  const edit = { name: '测试改名', number: 'XIN1' }
  assert.equal(code(await post('head', `/api/ground/people/${id}`, edit)), '200')
  assert.equal(code(await post('sun', `/api/ground/people/${id}`, edit)), '404')
  assert.equal(code(await post('head', `/api/ground/people/${demoStaff('head')}`, edit)), '403 6.3')
  assert.equal(code(await post('sysadmin', `/api/ground/people/${demoStaff('sysadmin')}`, edit)), '403 6.3')
  const after = await s.owner.query('select phone_sealed from staff where id = $1', [id])
  assert.equal(after.rows[0].phone_sealed, rows[0].phone_sealed, 'no phone given: the old one stays')
})

test('调动 （5.5）：有岗位和未办结事项时列出来，负责人确认后生效；岗位空缺报警，事项落在岗位上', async () => {
  const opened = await s.open('wang', 'contact', {
    ...{ channel: 'visit', inquiry: 'consult', matter: '问调动', name: '测试来', phone: '13900000002' },
  })
  assert.equal(opened.status, 201)
  const move = (who: string, body: object) => post(who, `/api/ground/people/${demoStaff('wang')}/move`, body)
  assert.equal(code(await move('sun', { to: null })), '404')
  assert.equal(code(await move('wang', { to: null })), '403')
  assert.equal(code(await move('head', { to: demoOffice('slq') })), '403 5.5')
  assert.equal(code(await move('sysadmin', { to: demoOffice('slq'), from: '2026-02-30' })), '422 5.5 /from')
  const refused = await move('head', { to: null })
  assert.equal(code(refused).slice(0, 7), '422 5.5')
  assert.match(JSON.stringify(refused.problems), /综合窗口一A角/)
  assert.match(JSON.stringify(refused.problems), new RegExp(opened.matter.number))
  const asked = await move('sysadmin', { to: demoOffice('slq') })
  assert.equal(asked.status, 200)
  assert.equal(asked['state'], 'waiting')
  assert.ok(!JSON.stringify(asked).includes(opened.matter.number), 'the administrator is told no matter')
  assert.equal(code(await move('sysadmin', { to: demoOffice('slq') })), '409 5.5')
  type Waiting = { departures: { id: string; mayConfirm: boolean; inHand: string[] }[] }
  const own = await get<Waiting>('sysadmin', '/api/ground/departures')
  assert.deepEqual([own.departures[0]!.mayConfirm, own.departures[0]!.inHand], [false, []])
  const { departures } = await get<Waiting>('head', '/api/ground/departures')
  assert.ok(departures[0]!.inHand.some((says) => says.includes(opened.matter.number)))
  assert.deepEqual((await get<Waiting>('sun', '/api/ground/departures')).departures, [])
  const alarms = async (who: string) =>
    JSON.stringify((await get<{ alarms: unknown[] }>(who, '/api/office/alarms')).alarms)
  assert.match(await alarms('head'), /王一调动，请核对移交后确认/)
  assert.doesNotMatch(await alarms('sun'), /王一/)
  const confirm = (who: string) => post(who, `/api/ground/departures/${departures[0]!.id}/confirm`)
  assert.equal(code(await confirm('sysadmin')), '403 5.5')
  assert.equal(code(await confirm('sun')), '404')
  assert.equal(code(await confirm('head')), '200')
  assert.equal(code(await confirm('head')), '404')
  assert.equal((await s.call('wang', 'GET', '/api/desk')).status, 401, 'signed out at once')
  const gaps = await get<{ gaps: { kind: string; clause: string; post: { name: string } }[] }>(
    'head',
    '/api/office/gaps',
  )
  assert.ok(gaps.gaps.some((g) => g.kind === 'no-a' && g.clause === '5.5' && g.post.name === '综合窗口一'))
  const held = await s.look('li', opened)
  assert.equal(held.status, 200, 'the B takes over what lies on the post')
  s.setClock(new Date(s.now() + 60_000).toISOString())
  assert.equal((await s.look('wang', opened)).status, 200, 'now of the district, above')
  const seat = { role: 'A', staff: demoStaff('wang') }
  assert.equal(
    code(await post('sysadmin', `/api/ground/posts/${demoPost('sljd.counter')}/assignment`, seat)),
    '403 5.5',
    'not by the administrator',
  )
})

test('离职：定日期的到日子才走，走后登不进来；没有岗位的当场办；最后一名管理员不能走', async () => {
  const made = await post('sysadmin', '/api/ground/people', person({ username: 'liren', number: 'LIREN', phone: '' }))
  const id = String(made['id'])
  s.pass(1)
  const leave = await post('sysadmin', `/api/ground/people/${id}/move`, { to: null, from: '2026-11-30' })
  assert.deepEqual([leave.status, leave['state']], [200, 'done'])
  assert.equal(code(await post('sysadmin', `/api/ground/people/${id}/move`, { to: null })), '422 5.5')
  assert.equal(code(await post('sysadmin', `/api/ground/people/${demoStaff('auditor')}/move`, { to: null })), '422 6.3')
  assert.equal(code(await post('sysadmin', `/api/ground/people/${demoStaff('city')}/move`, { to: null })), '422 5.0')
  assert.equal(
    code(await post('sysadmin', `/api/ground/people/${demoStaff('sysadmin')}/move`, { to: null })),
    '403 6.3',
  )
})

test('岗位和窗口：设立、更新、撤销；负责人岗位只由上面管；没有AB角不能开窗口 (5.5)', async () => {
  const duties = '咨询引导'
  const ask = (more: object = {}) => ({
    office: demoOffice('sljd'),
    name: '引导岗',
    duties,
    services: ['JY01'],
    ...more,
  })
  for (const [who, body, says] of [
    ['wang', ask(), '403'],
    ['sun', ask(), '404'],
    ['head', ask({ head: true, name: '副所长' }), '403 6.3'],
    ['district', ask({ head: true, name: '副所长' }), '422 1.2.b /head'],
    ['head', ask({ name: '综合窗口一' }), '422 1.2.b /name'],
    ['head', ask({ services: ['JY99'] }), '422 1.3 /services'],
    ['head', ask({ code: 'counter' }), '422 1.2.b /code'],
    ['head', ask({ name: '' }), '422 1.2.b /name'],
  ] as const)
    assert.equal(code(await post(who, '/api/ground/posts', body)), says, `${who} ${JSON.stringify(body)}`)
  const made = await post('head', '/api/ground/posts', ask())
  assert.equal(made.status, 201)
  const id = String(made['id'])
  const window = { office: demoOffice('sljd'), number: 9, name: '9号引导窗口', post: id }
  assert.equal(code(await post('head', '/api/ground/windows', window)), '422 5.5')
  for (const [role, who] of [
    ['A', 'li'],
    ['B', 'zhao'],
  ] as const)
    assert.equal(code(await post('head', `/api/ground/posts/${id}/assignment`, { role, staff: demoStaff(who) })), '200')
  assert.equal(code(await post('sun', '/api/ground/windows', window)), '404')
  assert.equal(
    code(await post('head', '/api/ground/windows', { ...window, post: demoPost('ybjd.counter') })),
    '422 10.1.3 /post',
  )
  assert.equal(code(await post('head', '/api/ground/windows', window)), '200')
  s.pass(1)
  assert.equal(code(await post('head', `/api/ground/posts/${id}/close`)), '422 5.5', 'a window stands by it')
  assert.equal(code(await post('head', '/api/ground/windows/close', { office: demoOffice('sljd'), number: 9 })), '200')
  assert.equal(code(await post('head', '/api/ground/windows/close', { office: demoOffice('sljd'), number: 9 })), '404')
  const edit = { name: '咨询引导岗', duties, services: ['JY02'] }
  assert.equal(code(await post('head', `/api/ground/posts/${id}`, edit)), '200')
  assert.equal(code(await post('head', `/api/ground/posts/${demoPost('sljd.head')}`, edit)), '403 6.3')
  assert.equal(
    code(await post('head', `/api/ground/posts/${demoPost('sljd.counter')}/close`)),
    '422 5.5',
    'matters lie on it',
  )
  const seat = { role: 'B', staff: demoStaff('li') }
  assert.equal(code(await post('head', `/api/ground/posts/${demoPost('sljd.head')}/assignment`, seat)), '403 6.3')
  assert.equal(code(await post('district', `/api/ground/posts/${demoPost('sljd.head')}/assignment`, seat)), '200')
  assert.equal(code(await post('head', `/api/ground/posts/${id}/close`)), '200')
  assert.equal(code(await post('head', `/api/ground/posts/${id}/close`)), '409 1.2.b')
  const place = await get<{ posts: { id: string }[] }>('head', '/api/office')
  assert.ok(!place.posts.some((p) => p.id === id))
})

test('办公时间：自将来的一天起执行，此前的到期日不动；过去的日子、颠倒的时段不行', async () => {
  const url = `/api/ground/offices/${demoOffice('sljd')}/hours`
  const day = [
    [510, 720],
    [840, 1050],
  ]
  const ask = (more: object = {}) => ({ from: '2026-12-01', week: [[], day, day, day, day, day, []], ...more })
  const due = async (from: string) =>
    (await get<{ dueAt: string }>('li', `/api/deadline?from=${from}&limit=3&unit=workingDays`)).dueAt
  const before = await due('2026-11-24')
  for (const [who, body, says] of [
    ['li', ask(), '403'],
    ['sun', ask(), '404'],
    ['sysadmin', ask(), '403 7.4'],
    ['head', ask({ from: '2026-11-23' }), '422 7.4 /from'],
    ['head', ask({ from: '2026-02-30' }), '422 7.4 /from'],
    ['head', ask({ week: [[], [[720, 510]], [], [], [], [], []] }), '422 7.4 /week/1'],
    ['head', ask({ week: [[], [], [], [], [], [], []] }), '422 7.4 /week'],
    ['head', ask({ week: [[]] }), '422 7.4 /week'],
  ] as const)
    assert.equal(code(await post(who, url, body)), says, `${who} ${JSON.stringify(body)}`)
  assert.equal(code(await post('head', url, ask())), '200')
  assert.equal(await due('2026-11-24'), before)
  type Roster = { hours: { from: string }[] }
  const from = async (on: string) => (await get<Roster>('li', `/api/office/roster?day=${on}`)).hours[0]?.from
  assert.deepEqual([await from('2026-11-30'), await from('2026-12-01')], ['09:00', '08:30'])
  const { rows } = await s.owner.query(`select count(*)::int as n from calendar_version where input ? 'later'`)
  assert.equal(rows[0].n, 1, 'kept, so that an old date can be counted again')
})

test('设置：法定上限只能缩短，下限只能提高，法定权利不能改；只由负责人改', async () => {
  const url = `/api/ground/offices/${demoOffice('sljd')}/settings`
  for (const [who, key, amount, says] of [
    ['sysadmin', 'contact.answer', 3, '403 7.4'],
    ['sun', 'contact.answer', 3, '404'],
    ['head', 'nothing', 3, '422 7.4 /key'],
    ['head', 'disclosure.publish', 21, '422 7.4 /amount'],
    ['head', 'petition.solve', 61, '422 7.4 /amount'],
    ['head', 'remedy.review', 30, '422 7.4 /amount'],
    ['head', 'log.keep', 5, '422 7.4 /amount'],
    ['head', 'venue.service', 40, '422 7.4 /amount'],
    ['head', 'yellow.used', 101, '422 7.4 /amount'],
    ['head', 'contact.answer', 1.5, '422 7.4 /amount'],
    ['head', 'contact.answer', 0, '422 7.4 /amount'],
    ['head', 'contact.answer', 999, '422 7.4 /amount'],
    ['head', 'disclosure.publish', 10, '200'],
    ['head', 'log.keep', 12, '200'],
    ['head', 'contact.answer', 3, '200'],
    ['head', 'contact.answer', null, '200'],
  ] as const)
    assert.equal(code(await post(who, url, { key, amount })), says, `${who} ${key} ${amount}`)
  type Ground = { settings: { key: string; own: number | null; toConfirm: boolean; way: string }[] }
  const ground = await get<Ground>('head', `/api/ground/offices/${demoOffice('sljd')}`)
  const of = (key: string) => ground.settings.find((one) => one.key === key)
  assert.deepEqual(
    [of('disclosure.publish')?.own, of('disclosure.publish')?.way, of('contact.answer')?.own],
    [10, 'down', null],
  )
  assert.equal(of('contact.answer')?.toConfirm, true)
})

test('同一次请求重发不重做；每次变动在单位日志和审计里各有一行', async () => {
  const key = randomUUID()
  const ask = { address: '重发路1号', phone: '', supervisionPhone: '' }
  const url = `/api/ground/offices/${demoOffice('sljd')}/contact`
  const before = await version()
  const first = await s.call('head', 'POST', url, ask, key)
  assert.deepEqual(await s.call('head', 'POST', url, ask, key), first)
  assert.equal(await version(), before + 1)
  const { rows } = await s.owner.query(
    `select says from audit where what = 'office.contact' order by at desc, seq desc limit 1`,
  )
  assert.match(rows[0].says, /更新.*的地址和电话/)
})

test('总负责人由最高一级的系统管理员设定；设过的人不能离职', async () => {
  assert.equal(
    code(await post('sysadmin', '/api/ground/answerable', { staff: demoStaff('auditor') })),
    '422 5.0 /staff',
  )
  assert.equal(code(await post('head', '/api/ground/answerable', { staff: demoStaff('li') })), '404')
  assert.equal(code(await post('sysadmin', '/api/ground/answerable', { staff: demoStaff('wei') })), '200')
})

test('新所：系统管理员配齐AB角后，负责人一到位就只由负责人调整', async () => {
  const call = s.call
  const made = await foundOffice(call, 'sysadmin', {
    ...{ parent: demoOffice('slq'), code: 'BX', level: 'street', staff: 6, name: '北新所（测试数据）' },
  })
  const password = await firstPassword(call, 'sysadmin', made.people[0]!.id)
  assert.match(password, /^[\w]{4}(-[\w]{4}){3}$/)
  const counter = made.posts.find((p) => p.A === made.people[2]!.id)!
  const change = { role: 'A', staff: made.people[4]!.id }
  assert.equal(code(await post('sysadmin', `/api/ground/posts/${counter.post}/assignment`, change)), '403 5.5')
  s.pass(1)
  assert.equal(
    code(await post('district', `/api/ground/posts/${counter.post}/assignment`, { role: 'B', staff: null })),
    '200',
  )
})
