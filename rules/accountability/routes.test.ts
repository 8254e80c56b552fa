import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactForm } from '#apps/server/forms.ts'
import { type Answer, type Page, testServer } from '#apps/server/testing.ts'
import type { DeskPage } from '#core/view.ts'
import { replayMatters } from '#matter/replay.ts'
import { sweep } from '#matter/sweep.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { propose } from './propose.ts'
import { keepOverlooked } from './record.ts'

const s = await testServer('accountability', '2026-03-02T09:00:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const { world } = s
type List = {
  keeps: boolean
  rows: readonly { id: string; number: string; staff: { name: string }; breach: string; state: string }[]
}

/** Time does what it owes: lateness is written down, and what follows is proposed. */
async function timePasses() {
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })
  return propose(world, scope)
}
const register = (who: string, query = '') => s.call<List>(who, 'GET', `/api/accountability${query}`)
const page = (who: string, id: string) => s.call<Page>(who, 'GET', `/api/matters/${id}`)
async function about(who: string, breach: string) {
  const { rows } = await register(who)
  const row = rows.find((one) => one.breach === breach)
  assert.ok(row, `${breach}: ${JSON.stringify(rows)}`)
  return row
}
const breachRows = async () =>
  (await s.owner.query('select key, kind, staff, excused, matter_id from breach order by since, key')).rows

async function proposalOf(source: string, clock: string): Promise<string> {
  const { rows } = await s.owner.query(`select matter_id from breach where source = $1 and clock = $2`, [source, clock])
  assert.ok(rows[0]?.matter_id, `${clock}: ${JSON.stringify(rows)}`)
  return rows[0].matter_id
}

const handed = await s.open('wang', 'contact', contactForm)
await s.move('wang', handed, 'hand-over', { to: demoPost('sljd.review'), why: 'duty', note: '请复核岗答复' })

test('移交后没有按时接收：系统提出，当事人是接收岗位当时在岗的人，证据来自记录 (2.4.1)', async () => {
  s.setClock('2026-03-04T09:00:00+08:00')
  assert.deepEqual(await timePasses(), { proposed: 1, excused: 0, troubled: 0 })
  assert.deepEqual(await timePasses(), { proposed: 0, excused: 0, troubled: 0 }, '同一件事不提出第二次')
  const row = await about('head', 'accept')
  assert.equal(row.staff.name, '赵三')
  const shown = await page('head', row.id)
  const facts = shown.matter.facts as { found: string; duty: string; evidence: { says: string; number?: string }[] }
  assert.match(facts.found, /接收移交期限于2026年3月3日 17:00届满，到2026年3月4日 09:00仍未办，超期1个工作日/)
  assert.match(facts.duty, /复核岗由A角赵三在岗办理.*责任链/)
  assert.ok(facts.evidence.some(({ says }) => says.includes('王一') && says.includes('转交给')))
  assert.ok(facts.evidence.some(({ says }) => says.startsWith('期限计算：')))
  assert.equal(shown.matter.links[0]?.number, handed.matter.number)
})

test('当事人看得到、办得了自己的；同事看不到、查不到；另一单位看不到 (2.4)', async () => {
  const { id, number } = await about('head', 'accept')
  assert.equal((await page('zhao', id)).status, 200)
  assert.equal((await page('district', id)).status, 200)
  for (const who of ['wang', 'li', 'sun', 'qian', 'han']) assert.equal((await page(who, id)).status, 404, who)
  for (const who of ['wang', 'sun']) {
    assert.deepEqual((await register(who)).rows, [], who)
    const found = await s.call<{ rows: { id: string }[] }>(who, 'GET', `/api/search?q=${encodeURIComponent(number)}`)
    assert.equal(found.rows.length, 0, who)
  }
  const desk = await s.call<DeskPage>('zhao', 'GET', '/api/desk')
  assert.ok(desk.rows.some((one) => one.id === id && one.why === 'concern'))
  const mine = await s.call<List>('zhao', 'GET', '/api/accountability/mine')
  assert.deepEqual(
    mine.rows.map((one) => one.id),
    [id],
  )
  assert.deepEqual((await s.call<List>('wang', 'GET', '/api/accountability/mine')).rows, [])
  const moved = await s.refused('wang', await page('head', id), 'notify', {})
  assert.equal(moved.status, 404)
})

test('从告知到申诉走完；文书印出来；台账和数据跟着变；记录重算一致 (2.4.1)', async () => {
  const { id } = await about('head', 'accept')
  let at = await s.move('head', await page('head', id), 'notify', {})
  assert.equal(at.status, 200, JSON.stringify(at))
  const alarms = await s.call<{ alarms: { says: string }[] }>('zhao', 'GET', '/api/office/alarms')
  assert.ok(
    alarms.alarms.some(({ says }) => says.includes('等您陈述申辩')),
    JSON.stringify(alarms),
  )
  const bad = await s.refused('zhao', await page('zhao', id), 'state', { says: ' ' })
  assert.deepEqual([bad.status, bad.clause, bad.problems[0]?.at], [422, '2.4.1', '/says'])
  const lost = await s.refused('zhao', await page('zhao', id), 'state', {
    says: '附件不存在',
    files: ['01900000-0000-7000-8000-000000000009'],
  })
  assert.deepEqual([lost.status, lost.problems[0]?.at], [422, '/files'])
  at = await s.move('zhao', await page('zhao', id), 'state', { says: '当日培训，没有看到（测试数据）' })
  assert.equal(at.matter.state, 'deciding', JSON.stringify(at))
  assert.equal((await s.refused('zhao', at, 'confirm', { opinion: '自己决定' })).status, 403)
  at = await s.move('head', await page('head', id), 'confirm', { opinion: '事实清楚（测试数据）' })
  assert.equal(at.matter.state, 'correcting', JSON.stringify(at))
  const pdf = await s.app.inject({ url: at.sheets[0]!.url, headers: { cookie: await s.signIn('zhao') } })
  assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf'])
  const stolen = await s.app.inject({ url: at.sheets[0]!.url, headers: { cookie: await s.signIn('wang') } })
  assert.equal(stolen.statusCode, 404)
  at = await s.move('zhao', await page('zhao', id), 'appeal', { says: '当时请假（测试数据）' })
  assert.equal((await s.refused('head', await page('head', id), 'withdraw', { opinion: '撤' })).status, 403)
  at = await s.move('district', await page('district', id), 'withdraw', { opinion: '查明当日确在培训（测试数据）' })
  assert.equal(at.matter.state, 'withdrawn', JSON.stringify(at))
  const kept = await about('head', 'accept')
  assert.deepEqual([kept.id, kept.state], [id, 'withdrawn'], '撤销的留在台账里')
  const figures = await s.call<{ rows: { all: number; withdrawn: number; confirmed: number; appealed: number }[] }>(
    'wang',
    'GET',
    '/api/accountability/figures',
  )
  assert.deepEqual(
    figures.rows.map(({ all, withdrawn, confirmed, appealed }) => [all, withdrawn, confirmed, appealed]),
    [[1, 1, 0, 1]],
  )
  assert.ok(!JSON.stringify(figures).includes('赵三'))
  const differences = await world.db.read(scope, (tx) => replayMatters(world, tx, demoTenant, [id]))
  assert.deepEqual(differences, [])
})

test('A角请假、B角代行期间超期，责任在当时代行的人；AB角都不在的写明不向个人提出 (2.4.1，5.1.b，5.4)', async () => {
  s.setClock('2026-03-09T09:00:00+08:00')
  const asked = await s.open('wang', 'contact', contactForm)
  const leave = (staff: 'wang' | 'li', from: string, until: string) =>
    s.call('head', 'POST', '/api/office/absences', {
      ...{ kind: 'sick', reason: '病假（测试数据）', staff: demoStaff(staff), from, until },
    })
  assert.equal((await leave('wang', '2026-03-10', '2026-03-18')).status, 201)
  s.setClock('2026-03-17T09:00:00+08:00')
  await timePasses()
  const shown = await page('head', await proposalOf(asked.matter.id, 'answer'))
  assert.equal(shown.matter.facts['name'], '李二')
  assert.match(String(shown.matter.facts['duty']), /由B角李二代王一在岗办理/)
  assert.equal(shown.matter.links[0]?.number, asked.matter.number)

  s.setClock('2026-03-23T09:00:00+08:00')
  const second = await s.open('wang', 'contact', contactForm)
  assert.equal((await leave('wang', '2026-03-25', '2026-04-03')).status, 201)
  s.setClock('2026-03-25T09:00:00+08:00')
  assert.equal((await leave('li', '2026-03-25', '2026-04-03')).status, 201)
  s.setClock('2026-03-31T09:00:00+08:00')
  await timePasses()
  const found = (await breachRows()).find(({ key }) => key.startsWith(`${second.matter.id}:answer`))
  assert.equal(found?.matter_id, null)
  assert.match(found?.excused ?? '', /A角、B角都不在岗.*不向个人提出/)
})

test('负责人超期的由上级处理；陈述期限过了由时限记下 (2.4.1)', async () => {
  s.setClock('2026-04-07T09:00:00+08:00')
  const asked = await s.open('wu', 'contact', contactForm)
  await s.move('wu', asked, 'escalate', { why: 'unclear', note: '责任不明确' })
  s.setClock('2026-04-09T09:00:00+08:00')
  await timePasses()
  const row = await about('district', 'decide')
  assert.equal(row.staff.name, '周四')
  assert.ok(!(await register('head')).rows.some(({ id }) => id === row.id), '自己的不在自己的台账里')
  const own = (await s.call<DeskPage>('head', 'GET', '/api/desk?limit=100')).rows.filter(({ id }) => id === row.id)
  assert.deepEqual(
    own.map(({ why, holder }) => [why, holder.name]),
    [['concern', '冯七']],
    '只以当事人身份在自己桌上',
  )
  assert.equal((await s.refused('head', await page('head', row.id), 'notify', {})).status, 403)
  const told = await s.move('district', await page('district', row.id), 'notify', {})
  assert.equal(told.status, 200, JSON.stringify(told))
  s.setClock('2026-04-17T09:00:00+08:00')
  await timePasses()
  assert.equal((await page('district', row.id)).matter.state, 'deciding')
})

test('负责人从投诉提出：证据取自办理记录，填得不对指明条款和栏目，什么也不留下 (2.4.2、2.4.3、2.4.4)', async () => {
  s.setClock('2026-05-06T09:00:00+08:00')
  const complaint = await s.open('li', 'contact', { ...contactForm, inquiry: 'complaint', matter: '反映窗口态度冷淡' })
  const base = {
    staff: demoStaff('wu'),
    breach: 'cold',
    number: complaint.matter.number,
    verified: '经核实属实（测试数据）',
  }
  const post = (who: string, body: object) =>
    s.call<{ id: string; clause: string; problems: { at: string }[] }>(
      who,
      'POST',
      '/api/accountability/proposals',
      body,
    )
  const before = await breachRows()
  for (const [who, body, at, clause] of [
    ['head', { ...base, verified: ' ' }, '/verified', '2.4.2'],
    ['head', { ...base, breach: 'accept' }, '/breach', '2.4.2'],
    ['head', { ...base, number: 'S-0' }, '/number', '2.4.2'],
    ['head', { ...base, number: undefined }, '/number', '2.4.2'],
    ['head', { ...base, staff: demoStaff('head') }, '/staff', '2.4.1'],
    [
      'head',
      { ...base, breach: 'media', number: undefined, media: { outlet: '测试日报', day: '2026-02-30', title: '报道' } },
      '/media/day',
      '2.4.2',
    ],
  ] as const) {
    const wrong = await post(who, body)
    assert.deepEqual([wrong.status, wrong.clause, wrong.problems?.[0]?.at], [422, clause, at], JSON.stringify(wrong))
  }
  assert.equal((await post('li', base)).status, 403)
  assert.deepEqual(await breachRows(), before, '什么也不留下')
  const made = await post('head', base)
  assert.equal(made.status, 201, JSON.stringify(made))
  const shown = await page('wu', made.id)
  assert.match(JSON.stringify(shown.matter.facts['evidence']), /反映窗口态度冷淡/)
  const again = await post('head', base)
  assert.deepEqual([again.status, again.clause], [422, '2.4.1'], JSON.stringify(again))
})

test('通用的门也骗不过：引用的记录与原文不符、没有证据的，都不收 (2.4)', async () => {
  const forged = (evidence: readonly object[]) =>
    s.call<{ clause: string; says: string }>('head', 'POST', '/api/matters', {
      kind: 'accountability',
      input: {
        ...{ office: demoOffice('sljd'), staff: demoStaff('wu'), breach: 'unclear', found: '编的', duty: '编的' },
        ...{ case: handed.matter.id, evidence },
      },
    })
  assert.match((await forged([{ says: '口说无凭' }])).says, /没有可查的证据/)
  const [line] = handed.journal
  const quote = { matter: handed.matter.id, number: handed.matter.number, seq: 1, hash: line!.hash }
  assert.match((await forged([{ says: '改过的话', ...quote }])).says, /与办理记录不一致/)
  assert.match((await forged([{ says: line!.says, ...quote, hash: 'x' }])).says, /与办理记录不一致/)
})

test('属实的投诉并入超期的那一件，按7.6重新告知；不另提一件 (7.6)', async () => {
  s.setClock('2026-05-18T09:00:00+08:00')
  const asked = await s.open('wu', 'contact', { ...contactForm, name: '测试庚' })
  s.setClock('2026-05-27T09:00:00+08:00')
  await timePasses()
  const complaint = await s.open('li', 'contact', { ...contactForm, inquiry: 'complaint', matter: '反映迟迟不答复' })
  const id = await proposalOf(asked.matter.id, 'answer')
  const body = {
    version: (await page('head', id)).matter.version,
    number: complaint.matter.number,
    verified: '投诉属实（测试数据）',
  }
  const joined = await s.call<{ state: string }>('head', 'POST', `/api/accountability/${id}/complaint`, body)
  assert.deepEqual([joined.status, joined.state], [200, 'proposed'], JSON.stringify(joined))
  const shown = await page('wu', id)
  assert.match(JSON.stringify(shown.matter.facts['evidence']), /反映迟迟不答复/)
  assert.equal(shown.matter.facts['clause'], '7.6')
})

test('台账可以筛选、翻页、导出；导出留痕；别人导不出 (2.4)', async () => {
  const all = (await register('head')).rows
  const open = (await register('head', '?state=open')).rows
  assert.ok(open.length > 0 && open.length < all.length)
  const named = (await register('head', `?q=${encodeURIComponent('吴五')}`)).rows
  assert.ok(named.length > 0 && named.every(({ staff }) => staff.name === '吴五'))
  const first = await s.call<List & { next: string }>('head', 'GET', '/api/accountability?limit=2')
  const rest = await register('head', `?limit=100&cursor=${encodeURIComponent(first.next)}`)
  assert.deepEqual(
    [...first.rows, ...rest.rows].map(({ id }) => id),
    all.map(({ id }) => id),
  )
  const wrong: Answer<{ clause?: string }> = await s.call(
    'head',
    'GET',
    '/api/accountability?from=2026-05-02&until=2026-05-01',
  )
  assert.deepEqual([wrong.status, wrong.clause], [422, '2.4.1'])
  const book = (who: string) =>
    s.call<{ text: string }>(who, 'POST', '/api/accountability/export', { reason: '季度考核（测试）' })
  assert.match((await book('head')).text, /^PK/)
  assert.equal((await book('li')).status, 403)
  const { rows } = await s.owner.query(`select says from audit where what = 'accountability-export'`)
  assert.deepEqual(
    rows.map(({ says }) => says),
    [`导出责任追究台账 ${all.length} 条；理由：季度考核（测试）`],
  )
})

test('每一件超期恰好一条，不多不少；夜间复查没有遗漏 (2.4.1)', async () => {
  const { rows: late } = await s.owner.query(
    `select matter_id || ':' || name as key from clock where late_since is not null and name not in ('statement', 'appeal') order by 1`,
  )
  const { rows: kept } = await s.owner.query(
    `select source || ':' || clock as key from breach where clock is not null order by 1`,
  )
  assert.deepEqual(kept, late)
  const added = await world.db.transaction(scope, (tx) => keepOverlooked(world, tx, demoTenant, s.now()))
  assert.equal(added, 0)
  const { rows: twice } = await s.owner.query(
    `select matter_id from breach where matter_id is not null group by matter_id having count(*) > 1`,
  )
  assert.deepEqual(twice, [])
})

test('别的单位的台账，点名要也是没有这个单位；对外单位人员提出的，指向当事人一栏 (2.4)', async () => {
  const office = demoOffice('sljd')
  for (const who of ['sun', 'han', 'qian']) {
    const seen = await s.call<{ says: string }>(who, 'GET', `/api/accountability?office=${office}`)
    assert.deepEqual([seen.status, seen.says], [404, '没有这个单位'], who)
  }
  const book = await s.call<{ says: string }>('sun', 'POST', '/api/accountability/export', {
    office,
    reason: '核对（测试）',
  })
  assert.deepEqual([book.status, book.says], [404, '没有这个单位'])
  assert.equal((await register('head', `?office=${office}`)).status, 200)
  assert.equal((await register('district', `?office=${office}`)).status, 200)
  const media = { outlet: '测试晚报', title: '测试报道', day: '2026-03-02' }
  const no = await s.call<{ clause: string; problems: { at: string }[] }>(
    ...(['head', 'POST', '/api/accountability/proposals'] as const),
    { staff: demoStaff('qian'), breach: 'media', verified: '核实（测试数据）', media },
  )
  assert.deepEqual([no.status, no.clause, no.problems[0]?.at], [422, '2.4.2', '/staff'], JSON.stringify(no))
})
