import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unemployed } from '#apps/server/forms.ts'
import { type Answer, type Refused, testServer } from '#apps/server/testing.ts'
import { creditProblems } from '#core/numbers.ts'
import { petitionInput } from '#house/forms.ts'
import type { RegisterLine } from '#matter/register.ts'
import { demoPost, demoStaff } from '#office/seed.ts'
import { hidden } from '#platform/crypto/personal.ts'
import { writtenIn } from './testing.ts'

const s = await testServer('first_asked_contacts', '2026-11-23T09:30:00+08:00')
type Found = { rows: RegisterLine[]; next: string | null }
const find = (who: string, filter: object = {}) =>
  s.call<Found>(who, 'POST', '/api/registers/contact/search', { limit: 50, ...filter })
const found = async (who: string, filter: object) =>
  (await find(who, filter)).rows.map(({ values }) => values['matter'])
const bad = (who: string | null, url: string, body: object) => s.call<Refused>(who, 'POST', url, body)
const base = { channel: 'visit', inquiry: 'consult', matter: '想问失业登记' }

test('七种来源都能登记；来信、传真、电子邮件要有收到日期，别的没有（2.1）', async () => {
  for (const channel of ['visit', 'call', 'web', 'other'])
    assert.equal((await s.open('wang', 'contact', { ...base, channel })).status, 201, channel)
  for (const channel of ['letter', 'fax', 'email']) {
    const without = await bad('wang', '/api/matters', { kind: 'contact', input: { ...base, channel } })
    assert.deepEqual([without.status, without.clause, without.problems[0]?.at], [422, '2.1', '/receivedOn'])
    const late = { ...base, channel, receivedOn: '2026-11-24' }
    assert.match((await bad('wang', '/api/matters', { kind: 'contact', input: late })).says, /不能晚于今天/)
    for (const receivedOn of ['2024-01-01', '1999-01-01', '2025-11-22']) {
      const old = await bad('wang', '/api/matters', { kind: 'contact', input: { ...base, channel, receivedOn } })
      assert.deepEqual([old.status, old.clause, old.problems[0]?.at], [422, '2.1', '/receivedOn'], receivedOn)
      assert.equal(old.says, '收到日期早于一年前，请核对')
    }
    const input = { ...base, channel, receivedOn: '2026-11-20', reference: '测试第1号' }
    assert.equal((await s.open('wang', 'contact', input)).status, 201, channel)
  }
  const odd = await bad('wang', '/api/matters', { kind: 'contact', input: { ...base, receivedOn: '2026-11-20' } })
  assert.deepEqual([odd.status, odd.problems[0]?.at], [422, '/receivedOn'])
  assert.equal((await find('wang')).rows.length, 7)
})

test('来电先问好、报单位：登记后旁边就是这句话，填好了本单位名称（2.3.4）', async () => {
  const call = await s.open('wang', 'contact', { ...base, channel: 'call' })
  assert.ok(
    call.matter.phrases.some((one) => /^您好，这里是示例街道人力资源和社会保障所/.test(one)),
    call.matter.phrases.join(),
  )
  const visit = await s.open('wang', 'contact', base)
  assert.ok(visit.matter.phrases.includes('您好，请坐。'))
  assert.ok(!visit.matter.phrases.some((one) => one.includes('这里是')))
})

test('登记簿：按字词、编号、姓名、整个电话和尾号查，按条件筛，一页一页翻，最新的在前（2.1）', async () => {
  const input = { channel: 'call', inquiry: 'query', matter: '查询档案存放', name: '测试丁', phone: '13911112222' }
  const page = await s.open('wang', 'contact', input)
  s.pass(1)
  await s.open('li', 'contact', { ...base, matter: '咨询灵活就业', name: '测试戊', phone: '0432-62012345' })
  assert.deepEqual(await found('wang', { q: '档案' }), ['查询档案存放'])
  assert.deepEqual(await found('wang', { q: '测试丁' }), ['查询档案存放'])
  assert.deepEqual(await found('wang', { q: '13911112222' }), ['查询档案存放'])
  assert.deepEqual(await found('wang', { q: '0432-62012345' }), ['咨询灵活就业'])
  assert.deepEqual(await found('wang', { q: '2222' }), ['查询档案存放'])
  assert.deepEqual(await found('wang', { q: page.matter.number }), ['查询档案存放'])
  assert.deepEqual(await found('wang', { q: '1391111222' }), [])
  assert.deepEqual(await found('wang', { is: { channel: 'call', inquiry: 'query' } }), ['查询档案存放'])
  assert.deepEqual(await found('wang', { holder: demoStaff('li') }), ['咨询灵活就业'])
  assert.equal((await find('wang', { is: { channel: 'letter' } })).rows.length, 1)
  assert.equal((await find('wang', { from: '2026-11-24' })).rows.length, 0)
  assert.equal((await find('wang', { until: '2026-11-22' })).rows.length, 0)
  const all: string[] = []
  for (let cursor: string | null = null; ; ) {
    const got: Answer<Found> = await find('wang', { limit: 4, ...(cursor && { cursor }) })
    all.push(...got.rows.map(({ id }) => id))
    if (got.next === null) break
    cursor = got.next
  }
  assert.equal(all.length, 11)
  assert.deepEqual(all, all.toSorted().reverse())
  assert.equal(new Set(all).size, 11)
})

test('电话里先记事、后补姓名和电话；补过的查得到，标题也跟着变（2.1）', async () => {
  const page = await s.open('wang', 'contact', { channel: 'call', inquiry: 'consult', matter: '问补贴何时到账' })
  const nothing = await s.refused('wang', page, 'complete', {})
  assert.deepEqual([nothing.status, nothing.clause], [422, '2.1'])
  assert.match((await s.refused('wang', page, 'complete', { phone: '1391' })).problems[0]!.at, /phone/)
  assert.equal((await s.refused('zhao', page, 'complete', { name: '测试己' })).status, 403)
  const done = await s.move('wang', page, 'complete', { name: '测试己', phone: '13733334444' })
  assert.equal(done.status, 200, JSON.stringify(done))
  assert.match(done.journal.at(-1)!.says, /^补登姓名，补登联系电话$/)
  assert.deepEqual(await found('wang', { q: '测试己' }), ['问补贴何时到账'])
  assert.deepEqual(await found('wang', { q: '13733334444' }), ['问补贴何时到账'])
  assert.match((await s.look('wang', page)).matter.title, /^测试己：/)
  const mended = await s.move('wang', done, 'complete', { name: '测试巳' })
  assert.equal(mended.journal.at(-1)!.says, '更正姓名')
  assert.deepEqual(await found('wang', { q: '测试己' }), [])
  await s.move('wang', mended, 'answer', { result: '已答' })
  assert.deepEqual(await found('wang', { q: '测试巳', state: 'closed' }), ['问补贴何时到账'])
  assert.deepEqual(await found('wang', { q: '测试巳', state: 'open' }), [])
})

test('超期的筛得出来（2.4.1）', async () => {
  assert.equal((await find('wang', { late: true })).rows.length, 0)
  s.setClock('2026-12-02T09:30:00+08:00')
  const late = (await find('wang', { late: true })).rows
  assert.ok(late.length > 5 && late.every((row) => row.late))
  assert.deepEqual(await found('wang', { late: false }), ['问补贴何时到账'])
})

test('墙：别的单位什么也查不到、导不出，上级看得到下级（2.1）', async () => {
  for (const who of ['qian', 'sun', 'han']) assert.deepEqual(await found(who, {}), [], who)
  assert.deepEqual(await found('qian', { q: '13911112222' }), [])
  assert.ok((await find('district')).rows.length >= 9)
  assert.equal((await bad(null, '/api/registers/contact/search', { limit: 5 })).status, 401)
  assert.equal((await bad('auditor', '/api/registers/contact/search', { limit: 5 })).status, 403)
})

test('导出：要写理由，姓名和号码遮盖，审计里有一条；条件不对的退回', async () => {
  const cookie = await s.signIn('wang')
  const reply = await s.app.inject({
    method: 'POST',
    url: '/api/registers/contact/export',
    headers: { cookie },
    payload: { q: '档案', reason: '月度统计（测试）' },
  })
  assert.equal(reply.statusCode, 200, reply.body)
  assert.match(String(reply.headers['content-type']), /spreadsheetml/)
  const told = writtenIn(reply.rawPayload)
  for (const word of ['首问登记簿', '姓名', '测**', '139****2222', '来电', '查询档案存放', '超期'])
    assert.ok(told.includes(word), word)
  for (const secret of ['测试丁', '13911112222']) assert.ok(!told.includes(secret), secret)
  const { lines } = await s.call<{ lines: { what: string; says: string }[] }>('auditor', 'GET', '/api/audit')
  const line = lines.findLast(({ what }) => what === 'contact-export')
  assert.match(line?.says ?? '', /导出首问登记簿 1 条.*月度统计/)
  for (const [body, at] of [
    [{}, '/reason'],
    [{ reason: ' ' }, '/reason'],
    [{ reason: '测试', from: '2026-12-01', until: '2026-11-01' }, '/until'],
    [{ reason: '测试', is: { channel: 'pigeon' } }, '/is/channel'],
    [{ reason: '测试', from: '昨天' }, '/from'],
  ] as const) {
    const no = await bad('wang', '/api/registers/contact/export', body)
    assert.deepEqual([no.status, no.problems[0]?.at], [422, at], JSON.stringify(no))
  }
})

test('请协办：两人同看同办，承办人仍负责；结束后协办人不能再办（5.2）', async () => {
  const page = await s.open('wang', 'contact', { ...base, matter: '重要来访协办', name: '测试庚' })
  const to = { with: demoPost('sljd.review'), why: '涉及审核口径' }
  assert.equal((await s.refused('zhao', page, 'answer', { result: '我来' })).status, 403)
  assert.equal((await s.refused('wang', page, 'join', { ...to, with: demoPost('sljd.counter') })).status, 422)
  assert.equal((await s.refused('wang', page, 'join', { ...to, why: ' ' })).clause, '5.2')
  const joined = await s.move('wang', page, 'join', to)
  assert.equal(joined.status, 200, JSON.stringify(joined))
  assert.equal(joined.matter.holder.name, '王一')
  assert.equal(joined.matter.partner?.name, '赵三')
  const tried = await s.move('zhao', joined, 'complete', { unit: '测试公司' })
  assert.equal(tried.journal.at(-1)?.as, 'partner')
  const parted = await s.move('wang', tried, 'part', { note: '口径已统一' })
  assert.equal(parted.matter.partner, null)
  assert.equal((await s.refused('zhao', parted, 'answer', { result: '我来' })).status, 403)
})

test('由首问登记办件、登记来访来信：首问随之了结，两边互相连着，谁先接待不变（2.3.1、3.3.2）', async () => {
  for (const [kind, input, state, word] of [
    ['case', { service: 'JY01', form: unemployed }, 'cased', '已转办件'],
    ['petition', petitionInput, 'petitioned', '已转来访来信'],
  ] as const) {
    const page = await s.open('wang', 'contact', { ...base, name: '测试壬', matter: `转为${kind}` })
    const offer = page.offers.find(({ input: form }) => form['x-opens'] === kind)
    assert.equal(offer?.refusal, null, kind)
    const opened = await s.open('wang', kind, { ...input, contact: page.matter.id })
    assert.equal(opened.status, 201, JSON.stringify(opened))
    const after = await s.look('wang', page)
    assert.deepEqual([after.matter.state, after.matter.stateLabel], [state, word])
    assert.deepEqual(
      after.matter.links.map(({ id }) => id),
      [opened.matter.id],
    )
    assert.deepEqual(
      opened.matter.links.map(({ id }) => id),
      [page.matter.id],
    )
    assert.equal(opened.matter.firstResponsible.name, '王一')
    assert.equal((await s.open('wang', kind, { ...input, contact: page.matter.id })).status, 409)
  }
})

test('不是由本件登记出来的办件，首问不能写成“已转办件”（2.3.1）', async () => {
  const page = await s.open('wang', 'contact', { ...base, name: '测试辛' })
  const made = { case: '01900000-0000-7000-8000-00000000ffff', number: 'X-B-2026-000001', service: '失业登记' }
  const no = await s.refused('wang', page, 'to-case', made)
  assert.deepEqual([no.status, no.problems[0]?.at], [422, '/case'])
  assert.equal((await s.look('wang', page)).matter.state, 'open')
})

test('指引到系统外，不能选系统内的部门；转为来访来信，须由本件登记（2.3.2.a、2.3.3、2.1）', async () => {
  const directory = await s.call<{ inSystem: { id: string }[] }>('wang', 'GET', '/api/directory?q=')
  const page = await s.open('wang', 'contact', { ...base, name: '测试癸' })
  const inside = await s.refused('wang', page, 'guide-out', { body: directory.inSystem[0]!.id, said: '已解释' })
  assert.deepEqual([inside.status, inside.clause], [422, '2.3.3'], JSON.stringify(inside))
  const other = await s.open('li', 'petition', petitionInput)
  const made = { case: other.matter.id, number: other.matter.number, service: '来访来信登记' }
  const no = await s.refused('wang', page, 'to-petition', made)
  assert.deepEqual([no.status, no.problems[0]?.at], [422, '/case'], JSON.stringify(no))
  assert.equal((await s.look('wang', page)).matter.state, 'open')
})

test('导出和记录里的文字，不管怎么写，都不会露出一个完整的号码', () => {
  const number = fc.stringMatching(/^[0-9]{7,18}[Xx]?$/)
  fc.assert(
    fc.property(fc.string(), number, fc.string(), (before, digits, after) => {
      const text = `${before}${digits}${after}`
      // Once in many thousands what is made up is the sound code of an undertaking, which is public.
      const runs = [...text.matchAll(/(?=([0-9A-HJ-NPQRTUWXY]{18}))/g)].map(([, run = '']) => run)
      fc.pre(runs.every((run) => creditProblems(run).length > 0))
      const told = hidden(text)
      assert.ok(!told.includes(digits) && !/\d{7,}/.test(told), told)
    }),
  )
  assert.equal(hidden('B49849196312737555'), 'B49849196312737555')
})

test('登记簿一页一页翻，不管一页几条，每条恰好出现一次，最新的在前', async () => {
  const whole = (await find('district', { limit: 100 })).rows.map(({ id }) => id)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom({}, { q: '测试' }, { late: true }),
      async (limit, filter) => {
        const want = (await find('district', { limit: 100, ...filter })).rows.map(({ id }) => id)
        const seen: string[] = []
        for (let cursor: string | null = null; ; ) {
          const got: Answer<Found> = await find('district', { limit, ...filter, ...(cursor && { cursor }) })
          seen.push(...got.rows.map(({ id }) => id))
          if (got.next === null) break
          cursor = got.next
        }
        assert.deepEqual(seen, want)
        assert.deepEqual(
          want,
          whole.filter((id) => want.includes(id)),
        )
      },
    ),
    { numRuns: 12 },
  )
})
