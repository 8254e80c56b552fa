import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactForm, hardship, reviewOf, reviewRows, unemployed } from './forms.ts'
import { testServer } from './testing.ts'

const s = await testServer('main_job')

test('即办：登记首问，转为失业登记办件，逐项审查，当场办结，出具结果', async () => {
  const contact = await s.open('wang', 'contact', contactForm)
  assert.equal(contact.status, 201)
  const opened = await s.open('wang', 'case', { service: 'JY01', contact: contact.matter.id, form: unemployed })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  assert.deepEqual(
    [opened.status, opened.matter.state, opened.matter.firstResponsible.name],
    [201, 'reviewing', '王一'],
  )
  assert.equal((await s.look('wang', contact)).matter.stateLabel, '已转办件')

  const early = await s.refused('wang', opened, 'finish')
  assert.deepEqual([early.status, early.clause], [422, '8.2'])
  const checked = await s.move('wang', opened, 'check', reviewOf(opened))
  const done = await s.move('wang', checked, 'finish')
  assert.deepEqual(
    [done.status, done.matter.closed, done.sheets.map(({ title }) => title)],
    [200, true, ['失业登记凭证']],
  )
})

test('限时：一次性告知、补正、受理、两道审核、公示、核准、办结', async () => {
  s.setClock('2026-11-02T09:30:00+08:00')
  const opened = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const lacking = await s.move('wang', opened, 'check', reviewOf(opened, ['household']))
  assert.deepEqual((await s.refused('wang', lacking, 'accept')).clause, '8.3')
  const told = await s.move('wang', lacking, 'notify')
  assert.equal(told.status, 200, JSON.stringify(told))
  assert.deepEqual([told.matter.state, told.sheets.map(({ title }) => title)], ['supplementing', ['一次性告知书']])

  const back = await s.move('wang', told, 'resupply', { materials: ['household'] })
  const whole = await s.move('wang', back, 'check', reviewOf(back))
  const accepted = await s.move('wang', whole, 'accept')
  assert.equal(accepted.status, 200, JSON.stringify(accepted))
  const limit = accepted.clocks.find(({ name }) => name === 'limit')
  assert.equal(limit?.dueAt, '2026-11-16T17:00:00.000+08:00', '受理次日起 10 个工作日')

  const first = await s.move('wang', accepted, 'pass-firstReview', { opinion: '情况属实' })
  assert.equal(first.status, 200, JSON.stringify(first))
  assert.equal((await s.refused('wang', first, 'pass-secondReview', { opinion: '同意' })).status, 403)
  const second = await s.move('zhao', first, 'pass-secondReview', { opinion: '比对无误' })
  assert.equal(second.status, 200, JSON.stringify(second))
  assert.equal(second.clocks.find(({ name }) => name === 'limit')?.is, 'paused')
  const early = await s.refused('wang', second, 'close-notice')
  assert.deepEqual([early.status, early.clause], [422, '1.5'])
  s.setClock('2026-11-10T09:00:00+08:00')
  const shown = await s.move('wang', second, 'close-notice')
  assert.equal(shown.status, 200, JSON.stringify(shown))
  const approved = await s.move('district', shown, 'pass-approval', { opinion: '同意认定' })
  assert.equal(approved.status, 200, JSON.stringify(approved))
  const done = await s.move('wang', approved, 'finish')
  assert.deepEqual([done.matter.state, done.matter.closed, done.sheets.length], ['done', true, 4])
})

test('后来才提的要求记为过错（8.1）', async () => {
  s.setClock('2026-11-02T09:30:00+08:00')
  const opened = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试丙' } })
  const told = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened, ['household'])), 'notify')
  const back = await s.move('wang', told, 'resupply', { materials: ['household'] })
  const again = await s.move('wang', await s.move('wang', back, 'check', reviewOf(back, ['application'])), 'notify')
  assert.deepEqual(
    (again.matter.facts['faults'] as { what: string[] }[]).map(({ what }) => what),
    [['就业困难人员申请认定表']],
  )
})

test('延期：期限前提出，由本人以外的上级批准并告知，只能一次（7.5）', async () => {
  s.setClock('2026-11-02T09:30:00+08:00')
  const opened = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试丁' } })
  const accepted = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
  const many = await s.refused('wang', accepted, 'ask-extension', {
    amount: 11,
    reason: '需要上门核实',
    taken: '已联系社区',
  })
  assert.deepEqual([many.status, many.problems[0]?.at], [422, '/amount'])
  const asked = await s.move('wang', accepted, 'ask-extension', {
    amount: 5,
    reason: '需要上门核实',
    taken: '已联系社区',
  })
  const own = await s.refused('wang', asked, 'extend', { opinion: '同意', told: 'call' })
  assert.equal(own.status, 403)
  const extended = await s.move('head', asked, 'extend', { opinion: '同意', told: 'call' })
  assert.equal(extended.status, 200, JSON.stringify(extended))
  assert.deepEqual(
    [extended.clocks.find(({ name }) => name === 'limit')?.dueAt, extended.sheets.at(-1)?.title],
    ['2026-11-23T17:00:00.000+08:00', '延期办理告知书'],
  )
  const twice = await s.refused('wang', extended, 'ask-extension', {
    amount: 1,
    reason: '还要核实',
    taken: '已联系社区',
  })
  assert.deepEqual([twice.status, twice.clause], [422, '7.5'])
})

test('审查表逐项：漏一项、多一项、没有理由，都说清在哪里', async () => {
  s.setClock('2026-11-02T09:30:00+08:00')
  const opened = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试戊' } })
  const { materials } = reviewRows(opened)
  const whole = reviewOf(opened)
  const lacking = await s.refused('wang', opened, 'check', { ...whole, materials: whole.materials.slice(1) })
  assert.deepEqual(lacking.problems, [
    { at: `/materials/${materials[0]?.id}`, says: `“${materials[0]?.label}”还没有审查结果` },
  ])
  const silent = await s.refused('wang', opened, 'check', {
    ...whole,
    materials: whole.materials.map((row, i) => (i === 0 ? { id: row.id, result: 'wrong' } : row)),
  })
  assert.equal(silent.problems[0]?.at, '/materials/0/reason')
})

test('同一个请求再来一次：同样的回答，只办一次；换了内容：拒绝', async () => {
  const key = 'same-key-1'
  const body = { kind: 'contact', input: { ...contactForm, name: '测试己' } }
  const one = await s.call<Record<string, unknown>>('wang', 'POST', '/api/matters', body, key)
  const two = await s.call<Record<string, unknown>>('wang', 'POST', '/api/matters', body, key)
  assert.deepEqual(two, one)
  const other = await s.call<{ code: string }>(
    'wang',
    'POST',
    '/api/matters',
    { ...body, input: { ...contactForm, name: '测试庚' } },
    key,
  )
  assert.deepEqual([other.status, other.code], [422, 'key-reused'])
})

test('别的单位看不见，也动不了', async () => {
  const contact = await s.open('wang', 'contact', contactForm)
  for (const who of ['qian', 'sun']) {
    assert.equal((await s.look(who, contact)).status, 404)
    assert.equal((await s.refused(who, contact, 'answer', { result: '好' })).status, 404)
  }
  assert.equal((await s.look('district', contact)).status, 200)
})

test('跨入还没有放假通知的年份：受理通知书写明是暂算的日期', async () => {
  s.setClock('2026-12-28T09:30:00+08:00')
  const opened = await s.open('wang', 'case', {
    service: 'JY02',
    form: { ...hardship, name: '测试壬', idNumber: '220203197506121030' },
  })
  const accepted = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
  assert.equal(accepted.clocks.find(({ name }) => name === 'limit')?.provisional, true)
  const { rows } = await s.owner.query('select data from sheet where matter_id = $1', [accepted.matter.id])
  assert.match(rows[0].data.provisional, /暂算/)
  assert.match(rows[0].data.limit, /公示时间不计入/)
})

test('敏感信息先遮住，说明理由后才看得到，并留下记录（6.3）', async () => {
  s.setClock('2026-11-02T09:30:00+08:00')
  const opened = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试癸' } })
  const form = opened.matter.facts['form'] as Record<string, unknown>
  assert.deepEqual(form['category'], { masked: '（敏感信息，说明理由后查看）', field: 'form.category' })
  assert.equal(JSON.stringify((await s.look('head', opened)).matter).includes('"older"'), false)
  const path = `/api/matters/${opened.matter.id}/reveal`
  const ask = { field: 'form.category', reason: '核对困难类别' }
  assert.equal((await s.call('district', 'POST', path, ask)).status, 403)
  const seen = await s.call<{ value: string }>('wang', 'POST', path, ask)
  assert.deepEqual([seen.status, seen.value], [200, 'older'])
  assert.match((await s.look('wang', opened)).journal.at(-1)?.says ?? '', /理由：核对困难类别/)
})

test('工作人员登录着，就不能用服务对象的查询码评价（10.5.1）', async () => {
  s.setClock('2026-11-02T09:30:00+08:00')
  const contact = await s.open('wang', 'contact', contactForm)
  await s.move('wang', contact, 'answer', { result: '已答复' })
  const rating = { number: contact.matter.number, code: contact.visitorCode, level: 5 }
  const own = await s.call<{ clause: string }>('wang', 'POST', '/api/visitor/ratings', rating)
  assert.deepEqual([own.status, own.clause], [403, '10.5.1'])
  assert.equal((await s.call(null, 'POST', '/api/visitor/ratings', rating)).status, 201)
})
