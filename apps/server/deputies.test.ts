import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeskPage } from '#core/view.ts'
import { current } from '#office/current.ts'
import { demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { handBack } from '#rules/deputies/brief.ts'
import { contactForm } from './forms.ts'
import { testServer } from './testing.ts'

const s = await testServer('deputies', '2026-11-23T09:30:00+08:00')
type Leave = { id: string; state: string }

const desk = (who: string) => s.call<DeskPage>(who, 'GET', '/api/desk')
const leave = (from: string, until: string) => ({ kind: 'leave', reason: '私事（测试）', from, until })

test('A角请假获批：B角桌上有A角的事项，代A角办理，记录写明代谁（5.1.b）', async () => {
  const contact = await s.open('wang', 'contact', contactForm)
  assert.equal((await desk('li')).rows.length, 0)
  const asked = await s.call<Leave>('wang', 'POST', '/api/office/absences', leave('2026-11-24', '2026-11-25'))
  assert.equal(asked.status, 201, JSON.stringify(asked))
  const own = await s.call('wang', 'POST', `/api/office/absences/${asked.id}/decision`, { approve: true })
  assert.equal(own.status, 403)
  const decided = await s.call<Leave>('head', 'POST', `/api/office/absences/${asked.id}/decision`, {
    approve: true,
    says: '同意',
  })
  assert.equal(decided.status, 200, JSON.stringify(decided))

  s.setClock('2026-11-24T09:30:00+08:00')
  const [row] = (await desk('li')).rows
  assert.deepEqual([row?.id, row?.standingFor?.name], [contact.matter.id, '王一'])
  assert.equal((await desk('wang')).rows.length, 0)
  const away = await s.refused('wang', contact, 'answer', { result: '我来答' })
  assert.ok(away.status === 403 || away.status === 404, String(away.status))
  const done = await s.move('li', contact, 'answer', { result: '已代为答复' })
  assert.equal(done.status, 200, JSON.stringify(done))
  const line = done.journal.at(-1)
  assert.deepEqual([line?.actor?.name, line?.actingFor?.name, line?.as], ['李二', '王一', 'deputy'])
})

test('A角返岗：系统按记录写好交接单，A角确认（5.1.c）', async () => {
  s.setClock('2026-11-26T09:00:00+08:00')
  const at = s.now()
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const made = await s.db.transaction(scope, async (tx) =>
    handBack(s.world, tx, demoTenant, await current(tx, demoTenant, at), at),
  )
  assert.equal(made, 1)
  const again = await s.db.transaction(scope, async (tx) =>
    handBack(s.world, tx, demoTenant, await current(tx, demoTenant, at), at),
  )
  assert.equal(again, 0)
  type Handback = { id: string; url: string | null; account: string; matters: { done: string }[] }
  const of = async (who: string) =>
    (await s.call<{ handbacks: Handback[] }>(who, 'GET', '/api/office/handbacks')).handbacks
  const [brief] = await of('wang')
  assert.match(brief?.matters[0]?.done ?? '', /已代为答复/)
  assert.deepEqual([brief?.url, /资料/.test(brief?.account ?? '')], [null, false], 'nobody has said anything of papers')
  const path = `/api/office/handbacks/${brief?.id}/acknowledgement`
  assert.equal((await s.call('li', 'POST', path, {})).status, 403)
  assert.equal((await s.call('wang', 'POST', path, { says: '收到', papers: 'returned' })).status, 200)
  assert.equal((await s.call('wang', 'POST', path, {})).status, 409)
  const [signed] = await of('wang')
  const pdf = await s.app.inject({ method: 'GET', url: signed!.url!, headers: { cookie: await s.signIn('wang') } })
  assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf'])
})

test('A角、B角都不在：落到负责人桌上并提醒指定人员；指定后归所指定的人（5.4）', async () => {
  s.setClock('2026-11-26T10:00:00+08:00')
  const contact = await s.open('wang', 'contact', { ...contactForm, name: '测试辛' })
  s.setClock('2026-11-27T09:30:00+08:00')
  for (const staff of ['wang', 'li'] as const) {
    const body = { ...leave('2026-11-27', '2026-11-27'), kind: 'sick', staff: demoStaff(staff) }
    const recorded = await s.call<Leave>('head', 'POST', '/api/office/absences', body)
    assert.equal(recorded.status, 201, JSON.stringify(recorded))
  }
  const row = (await desk('head')).rows.find(({ id }) => id === contact.matter.id)
  assert.equal(row?.standingFor?.name, '王一')
  const { gaps } = await s.call<{ gaps: { clause: string; post: unknown }[] }>('head', 'GET', '/api/office/gaps')
  assert.ok(
    gaps.some(({ clause }) => clause === '5.4'),
    JSON.stringify(gaps),
  )
  const told = await s.call<{ alarms: { clause: string; says: string }[] }>('head', 'GET', '/api/office/alarms')
  assert.ok(
    told.alarms.some(({ clause, says }) => clause === '5.4' && says.includes('综合窗口一')),
    JSON.stringify(told),
  )
  assert.deepEqual((await s.call<{ alarms: unknown[] }>('zhao', 'GET', '/api/office/alarms')).alarms, [])
  const named = await s.call('head', 'POST', `/api/office/posts/${demoPost('sljd.counter')}/stand-in`, {
    staff: demoStaff('zhao'),
    from: '2026-11-27',
    until: '2026-11-27',
  })
  assert.equal(named.status, 200, JSON.stringify(named))
  s.pass(5)
  assert.ok((await desk('zhao')).rows.some(({ id }) => id === contact.matter.id))
  assert.equal((await s.move('zhao', contact, 'answer', { result: '受指定办理' })).status, 200)
})

test('只有休息日的请假、休息日的停止办公，当场说明本来就不办公（3.2.3、7.4）', async () => {
  type No = { says: string; clause: string; problems: { at: string }[] }
  const weekend = leave('2026-12-05', '2026-12-06')
  const own = await s.call<No>('wu', 'POST', '/api/office/absences', weekend)
  assert.deepEqual([own.status, own.clause, own.problems[0]?.at], [422, '3.2.3', '/from'])
  assert.match(own.says, /不是办公时间，不需要请假/)
  const other = { ...weekend, staff: demoStaff('wu') }
  assert.equal((await s.call<No>('head', 'POST', '/api/office/absences', other)).status, 422)
  const night = leave('2026-12-07T18:00:00+08:00', '2026-12-07T20:00:00+08:00')
  assert.equal((await s.call<No>('wu', 'POST', '/api/office/absences', night)).status, 422)
  assert.equal((await s.call<No>('wu', 'POST', '/api/office/absences', leave('2026-12-05', '2026-12-07'))).status, 201)
  const shut = (body: object) => s.call<No>('head', 'POST', '/api/office/closures', { why: '测试停办', ...body })
  const sunday = await shut({ day: '2026-12-06' })
  assert.deepEqual([sunday.status, sunday.clause, sunday.problems[0]?.at], [422, '7.4', '/day'])
  assert.match(sunday.says, /2026年12月6日（周日）?本来就不办公|2026年12月6日.*本来就不办公/)
  const evening = await shut({ day: '2026-12-07', from: 1140, to: 1200 })
  assert.deepEqual([evening.status, evening.problems[0]?.at], [422, '/from'])
})

test('只为一部分岗位指定了代办人：只说还缺的岗位，日期说一遍（5.4）', async () => {
  type No = { says: string; clause: string; problems: { at: string; says: string }[] }
  const [from, until] = ['2026-12-10T08:30:00+08:00', '2026-12-10T17:00:00+08:00']
  const li = await s.call<Leave>('li', 'POST', '/api/office/absences', leave(from, until))
  assert.equal((await s.call('head', 'POST', `/api/office/absences/${li.id}/decision`, { approve: true })).status, 200)
  const wang = await s.call<Leave>('wang', 'POST', '/api/office/absences', leave(from, until))
  const decide = (...named: readonly object[]) =>
    s.call<No>('head', 'POST', `/api/office/absences/${wang.id}/decision`, { approve: true, named })
  const none = await decide()
  assert.deepEqual([none.status, none.clause], [422, '5.4'])
  assert.match(
    none.says,
    /^2026年12月10日 ?08:30至17:00，综合窗口一、综合窗口二的A角和B角都不在岗，请指定代为办理的人$/,
  )
  const first = { post: demoPost('sljd.counter'), staff: demoStaff('wu') }
  const part = await decide(first)
  assert.match(part.says, /^2026年12月10日 ?08:30至17:00，综合窗口二的A角和B角都不在岗，请指定代为办理的人$/)
  assert.deepEqual(part.problems, [{ at: '/named', says: '请为综合窗口二指定代办人员' }])
  const wrong = await decide(first, { post: demoPost('sljd.counter2'), staff: demoStaff('qian') })
  assert.equal(wrong.problems[0]?.at, '/named/1/staff')
  assert.equal((await decide(first, { post: demoPost('sljd.counter2'), staff: demoStaff('wu') })).status, 200)
})
