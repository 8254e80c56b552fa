import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { iso } from '#core/day.ts'
import { freshPassword } from '#office/account-routes.ts'
import { demoOffice, demoStaff } from '#office/seed.ts'
import { passwordProblems } from '#platform/auth/password.ts'

const s = await testServer('accounts', '2026-11-23T09:30:00+08:00')
type Body = { readonly clause?: string; readonly says?: string; readonly password?: string; readonly id?: string }
const post = (who: string, url: string, payload: object = {}, key?: string) =>
  s.call<Body>(who, 'POST', url, payload, key)
const code = ({ status, clause }: { status: number; clause?: string }) => [status, clause].filter(Boolean).join(' ')
const enter = (username: string, password: string) =>
  s.app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
/** Sessions that a change of account ended are opened again when next asked for. */
const afresh = () => s.setClock(iso(s.now()))
const cookieOf = (reply: Awaited<ReturnType<typeof enter>>) => String(reply.headers['set-cookie']).split(';')[0] ?? ''
const as = (cookie: string, method: 'GET' | 'POST', url: string, payload: object = {}) =>
  s.app.inject({
    ...{ method, url, headers: { cookie, 'idempotency-key': randomUUID() } },
    ...(method === 'POST' && { payload }),
  })

test('初始密码：合规、只显示一次、首次登录必须修改，改之前别的都不能做', async () => {
  for (let n = 0; n < 200; n += 1) assert.deepEqual(passwordProblems(freshPassword(), 'someone'), [])
  const url = `/api/accounts/${demoStaff('zheng')}/password`
  for (const [who, says] of [
    ['secadmin', '403'],
    ['auditor', '403'],
    ['head', '403'],
    ['zheng', '403'],
  ] as const)
    assert.equal(code(await post(who, url)), says, who)
  assert.equal(code(await post('sysadmin', `/api/accounts/${demoStaff('sysadmin')}/password`)), '403 6.3')
  assert.equal(code(await post('sysadmin', `/api/accounts/${randomUUID()}/password`)), '404')
  const key = randomUUID()
  const { password } = await post('sysadmin', url, {}, key)
  assert.ok(password)
  assert.equal((await post('sysadmin', url, {}, key)).password, null, 'told once')
  const { rows } = await s.owner.query('select response from idempotency')
  assert.ok(!JSON.stringify(rows).includes(password), 'and kept nowhere')
  assert.equal((await enter('zheng', 'shouwen-demo')).statusCode, 401)
  const entered = await enter('zheng', password)
  assert.equal(entered.statusCode, 200)
  assert.equal(entered.json().mustChangePassword, true)
  const cookie = cookieOf(entered)
  for (const path of ['/api/desk', '/api/office', '/api/accounts'])
    assert.equal((await as(cookie, 'GET', path)).statusCode, 403, path)
  assert.match((await as(cookie, 'GET', '/api/desk')).json().says, /请先修改密码/)
  assert.equal((await as(cookie, 'GET', '/api/session')).statusCode, 200)
  const change = (next: string) => as(cookie, 'POST', '/api/session/password', { current: password, next })
  for (const next of ['short1A', 'alllowercase', 'Zheng-2026x', password])
    assert.equal((await change(next)).statusCode, 422, next)
  assert.equal((await change('Xin-mima-2026')).statusCode, 204)
  assert.equal((await as(cookie, 'GET', '/api/desk')).statusCode, 200, 'the same session goes on at once')
})

test('停用和恢复：停用后当场退出、登不进来，岗位不变；每类管理员至少留一人；别人的树上管不到', async () => {
  const wang = demoStaff('wang')
  await s.signIn('wang')
  for (const word of ['lock', 'unlock'])
    for (const who of ['secadmin', 'auditor', 'head', 'sun'])
      assert.equal(code(await post(who, `/api/accounts/${wang}/${word}`)), '403')
  assert.equal(code(await post('sysadmin', `/api/accounts/${wang}/lock`)), '200')
  assert.equal((await s.call('wang', 'GET', '/api/desk')).status, 401)
  const out = await enter('wang', 'shouwen-demo')
  assert.equal(out.statusCode, 401)
  assert.match(out.body, /这个账户已经停用.*请找系统管理员/, '密码对的才知道停用了，不用一遍遍再试')
  assert.match((await enter('wang', 'not-the-password')).body, /用户名或密码不正确/)
  const place = await s.call<{ posts: { name: string; A: { name: string } }[] }>('li', 'GET', '/api/office')
  assert.equal(place.posts.find((p) => p.name === '综合窗口一')?.A.name, '王一')
  assert.equal(code(await post('sysadmin', `/api/accounts/${wang}/unlock`)), '200')
  assert.equal((await enter('wang', 'shouwen-demo')).statusCode, 200)
  assert.equal(code(await post('sysadmin', `/api/accounts/${demoStaff('auditor')}/lock`)), '422 6.3')
  afresh()
})

test('三员分立：安全管理员授权，任何账户不兼两类，有岗位的、本人、系统管理员都不行', async () => {
  const made = await post('sysadmin', '/api/ground/people', {
    ...{ office: demoOffice('cs'), username: 'sys2', name: '测试系统二', number: 'SYS2' },
  })
  const url = (staff: unknown) => `/api/security/accounts/${String(staff)}/power`
  for (const [who, staff, power, says] of [
    ['sysadmin', made.id, 'system', '403'],
    ['auditor', made.id, 'system', '403'],
    ['head', made.id, 'system', '403'],
    ['secadmin', demoStaff('secadmin'), null, '403 6.3'],
    ['secadmin', demoStaff('sysadmin'), 'audit', '422 6.3'],
    ['secadmin', demoStaff('sysadmin'), null, '422 6.3'],
    ['secadmin', demoStaff('wang'), 'system', '422 6.3'],
    ['secadmin', randomUUID(), 'system', '404'],
    ['secadmin', made.id, 'system', '200'],
    ['secadmin', made.id, 'system', '422 6.3'],
    ['secadmin', made.id, 'audit', '422 6.3'],
    ['secadmin', demoStaff('sysadmin'), null, '200'],
  ] as const)
    assert.equal(code(await post(who, url(staff), { power })), says, `${who} ${power}`)
  assert.equal(code(await post('secadmin', url(demoStaff('sysadmin')), { power: 'system' })), '200')
  afresh()
})

test('县区的系统管理员只管本区：市里和别区的账户、单位都不存在', async () => {
  const made = await post('sysadmin', '/api/ground/people', {
    ...{ office: demoOffice('slq'), username: 'qusys', name: '测试区管', number: 'QSYS' },
  })
  assert.equal(code(await post('secadmin', `/api/security/accounts/${made.id}/power`, { power: 'system' })), '200')
  const { password } = await post('sysadmin', `/api/accounts/${made.id}/password`)
  const cookie = cookieOf(await enter('qusys', password ?? ''))
  assert.equal(
    (await as(cookie, 'POST', '/api/session/password', { current: password, next: 'Quji-2026-x' })).statusCode,
    204,
  )
  const tree = (await as(cookie, 'GET', '/api/ground')).json()
  assert.deepEqual(
    tree.offices.map((o: { code: string }) => o.code),
    ['slq', 'sljd', 'slsq'],
  )
  for (const [url, body] of [
    [`/api/accounts/${demoStaff('qian')}/password`, {}],
    [`/api/accounts/${demoStaff('city')}/lock`, {}],
    [`/api/ground/people/${demoStaff('qian')}/move`, { to: demoOffice('slq') }],
    [`/api/ground/people/${demoStaff('zheng')}/move`, { to: demoOffice('ybjd') }],
    [`/api/ground/offices/${demoOffice('ybjd')}/close`, {}],
    [`/api/ground/offices/${demoOffice('cs')}/name`, { name: '不该改的名', short: '不改' }],
    ['/api/ground/posts', { office: demoOffice('ybjd'), name: '不该有的岗', duties: '', services: [] }],
  ] as const)
    assert.equal((await as(cookie, 'POST', url, body)).statusCode, 404, url)
  assert.equal(
    (await as(cookie, 'POST', `/api/ground/offices/${demoOffice('slq')}/close`)).statusCode,
    422,
    'not one’s own',
  )
  const listed = (await as(cookie, 'GET', '/api/accounts?limit=200')).json()
  assert.ok(!JSON.stringify(listed).includes('钱十二'))
  const shown = await as(cookie, 'GET', `/api/ground/offices/${demoOffice('ybjd')}`)
  assert.equal(shown.statusCode, 404)
})

test('账户列表：查、筛、翻页；三类管理员看得到，别人看不到', async () => {
  type List = { accounts: { number: string; name: string }[]; next: string | null; total: number }
  const list = (who: string, query: string) => s.call<List>(who, 'GET', `/api/accounts?${query}`)
  assert.equal((await list('head', '')).status, 403)
  const all = await list('auditor', 'limit=200')
  const seen: string[] = []
  for (let after = ''; ; ) {
    const page = await list('secadmin', `limit=7&after=${after}`)
    seen.push(...page.accounts.map((a) => a.number))
    if (page.next === null) break
    after = page.next
  }
  assert.deepEqual(
    seen,
    all.accounts.map((a) => a.number),
  )
  assert.equal(new Set(seen).size, all.total)
  assert.deepEqual(
    (await list('sysadmin', `q=${encodeURIComponent('周四')}`)).accounts.map((a) => a.name),
    ['周四'],
  )
  assert.equal((await list('sysadmin', 'state=administrator')).total >= 3, true)
  assert.equal((await list('sysadmin', 'state=nonsense')).status, 422)
})

test('安全管理员：看到登录失败和暂停登录，解除、结束登录；内容与事项无关', async () => {
  for (let n = 0; n < 5; n += 1) await enter('wu', 'wrong')
  assert.equal((await enter('wu', 'shouwen-demo')).statusCode, 429)
  for (const who of ['sysadmin', 'auditor', 'head', 'wang'])
    assert.equal((await s.call(who, 'GET', '/api/security')).status, 403)
  type Security = {
    failures: { staff: { name: string } }[]
    locked: { staff: { id: string } }[]
    signedIn: { staff: { name: string } }[]
  }
  const seen = await s.call<Security>('secadmin', 'GET', '/api/security')
  assert.equal(seen.failures.filter((f) => f.staff.name === '吴五').length, 5)
  assert.equal(seen.locked[0]?.staff.id, demoStaff('wu'))
  assert.equal(code(await post('secadmin', `/api/security/accounts/${demoStaff('wu')}/clear-failures`)), '200')
  const entered = await enter('wu', 'shouwen-demo')
  assert.equal(entered.statusCode, 200)
  assert.ok(
    (await s.call<Security>('secadmin', 'GET', '/api/security')).signedIn.some((one) => one.staff.name === '吴五'),
  )
  assert.equal(code(await post('secadmin', `/api/security/accounts/${demoStaff('wu')}/end-sessions`)), '200')
  assert.equal((await as(cookieOf(entered), 'GET', '/api/desk')).statusCode, 401)
  assert.equal(code(await post('secadmin', `/api/security/accounts/${demoStaff('secadmin')}/end-sessions`)), '403 6.3')
})

test('审计：按人员、类别、日期查，翻页不漏，能核验、能导出 Excel；只有审计管理员', async () => {
  for (const who of ['sysadmin', 'secadmin', 'head', 'wang'])
    for (const path of ['lines', 'chain', 'export'])
      assert.equal((await s.call(who, 'GET', `/api/audit/${path}`)).status, 403)
  type Lines = {
    lines: {
      day: string
      seq: number
      by: string | null
      what: string
      succeeded: boolean
      staffId: string
      about: string
    }[]
    next: string | null
  }
  const look = (query: string) => s.call<Lines>('auditor', 'GET', `/api/audit/lines?${query}`)
  const whole = await look('limit=200')
  const seen: number[] = []
  for (let before = ''; ; ) {
    const page = await look(`limit=9${before ? `&before=${before}` : ''}`)
    seen.push(...page.lines.map((l) => l.seq))
    if (page.next === null) break
    before = page.next
  }
  assert.deepEqual(
    seen,
    whole.lines.map((l) => l.seq),
  )
  const locks = await look('what=account.lock'.replace('.', '-'))
  assert.equal(locks.lines.length, 0)
  const accounts = await look('what=account')
  assert.ok(accounts.lines.length > 3 && accounts.lines.every((l) => l.what.startsWith('account')))
  assert.ok(accounts.lines.some((l) => l.by === '系统管理员'))
  const wang = await look(`who=${demoStaff('wang')}`)
  assert.ok(
    wang.lines.length > 0 && wang.lines.every((l) => l.staffId === demoStaff('wang') || l.about === demoStaff('wang')),
  )
  assert.ok((await look('failed=true')).lines.every((l) => !l.succeeded))
  assert.equal((await look('from=2026-01-01&until=2026-01-31')).lines.length, 0)
  assert.equal((await look('from=abc')).status, 422)
  const chain = await s.call<{ whole: boolean; days: { broken: number | null }[] }>(
    'auditor',
    'GET',
    '/api/audit/chain',
  )
  assert.deepEqual([chain.whole, chain.days.length], [true, 1])
  const cookie = await s.signIn('auditor')
  const book = await s.app.inject({ url: '/api/audit/export?what=account', headers: { cookie } })
  assert.equal(book.statusCode, 200)
  assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK')
  assert.match(String(book.headers['content-disposition']), /%E5%AE%A1%E8%AE%A1/)
  assert.equal((await look('what=audit-export')).lines.length, 1, 'the export is on record')
  await s.owner.query(`update audit set says = '改过' where seq = 3`)
  const broken = await s.call<{ whole: boolean; days: { broken: number | null }[] }>(
    'auditor',
    'GET',
    '/api/audit/chain',
  )
  assert.deepEqual([broken.whole, broken.days[0]?.broken], [false, 3])
})

test('审计记录有多少导出多少，导出本身写明条数 (6.3)', async () => {
  await s.owner.query(
    `insert into audit (tenant_id, day, seq, at, what, succeeded, says, previous, hash)
     select tenant_id, date '2026-11-20', n, timestamptz '2026-11-20 09:00+08', 'many', true, '测试数据', '', ''
     from (select tenant_id from audit limit 1) t, generate_series(1, 20001) n`,
  )
  const headers = { cookie: await s.signIn('auditor') }
  const whole = await s.app.inject({ url: '/api/audit/export?what=many&from=2026-11-01', headers })
  assert.equal(whole.statusCode, 200)
  assert.equal(Number(whole.headers['content-length']), whole.rawPayload.length)
  assert.equal(whole.rawPayload.subarray(0, 2).toString(), 'PK')
  const { rows } = await s.owner.query(`select says from audit where what = 'audit-export' order by seq desc limit 1`)
  assert.match(rows[0].says, /^导出2026-11-01至2026-11-23的审计记录20001条$/)
})
