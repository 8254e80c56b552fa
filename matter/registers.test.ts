import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { testServer } from '#apps/server/testing.ts'
import { complaintInput, contactInput, formOf, loanInput } from '#house/forms.ts'
import type { RegisterLine } from '#matter/register.ts'
import { demoOffice } from '#office/seed.ts'

type Found = { readonly rows: readonly RegisterLine[]; readonly next: string | null }

const server = await testServer('registers')
const { call, open, app, signIn, owner } = server
const search = (who: string, kind: string, wanted: object = {}) =>
  call<Found>(who, 'POST', `/api/registers/${kind}/search`, wanted)

for (let n = 0; n < 5; n += 1)
  await open('wang', 'contact', {
    ...contactInput,
    matter: `咨询补贴第${n}问（测试数据）`,
    name: `测试人${n}`,
    phone: `1390000000${n}`,
  })
await open('wang', 'contact', { ...contactInput, channel: 'call', matter: '来电问进度（测试数据）' })
await open('wang', 'complaint', complaintInput)
await open('wang', 'case', { service: 'JY01', form: formOf('JY01') })

test('each kind has its register; it is searched by words, whole number and last digits, and filtered by its own fields', async () => {
  const all = await search('wang', 'contact')
  assert.equal(all.rows.length, 6)
  assert.deepEqual(
    (await search('wang', 'contact', { q: '第3问' })).rows.map(({ values }) => values['name']),
    ['测试人3'],
  )
  assert.deepEqual(
    (await search('wang', 'contact', { q: '13900000002' })).rows.map(({ values }) => values['name']),
    ['测试人2'],
  )
  assert.equal((await search('wang', 'contact', { q: '0004' })).rows.length >= 1, true)
  assert.deepEqual(
    (await search('wang', 'contact', { is: { channel: 'call' } })).rows.map(({ values }) => values['channel']),
    ['来电'],
  )
  assert.equal((await search('wang', 'complaint', { state: 'open' })).rows.length, 1)
  assert.equal((await search('wang', 'case')).rows[0]?.values['serviceName'], '失业登记')
  assert.equal((await search('wang', 'contact', { state: 'closed' })).rows.length, 0)
})

test('pages follow on without a gap or a double', async () => {
  const seen: string[] = []
  for (let cursor: string | null = null; ; ) {
    const page: Found = await search('wang', 'contact', { limit: 2, ...(cursor && { cursor }) })
    seen.push(...page.rows.map(({ id }) => id))
    if (page.next === null) break
    cursor = page.next
  }
  assert.equal(seen.length, 6)
  assert.equal(new Set(seen).size, 6)
  assert.deepEqual(seen, seen.toSorted().toReversed())
})

test('the superior sees the offices below, the office beside sees nothing', async () => {
  assert.equal((await search('district', 'contact')).rows.length, 6)
  assert.equal((await search('qian', 'contact')).rows.length, 0)
  assert.equal((await search('han', 'contact')).rows.length, 0)
})

test('numbers are masked in sight, and names too in the book, whose export stands in the audit with its reason', async () => {
  const { rows } = await search('wang', 'contact', { q: '第1问' })
  assert.equal(rows[0]?.values['phone'], '139****0001')
  const reply = await app.inject({
    method: 'POST',
    url: '/api/registers/contact/export',
    headers: { cookie: await signIn('head') },
    payload: { reason: '月度核对', is: { channel: 'call' } },
  })
  assert.equal(reply.statusCode, 200)
  assert.equal(reply.rawPayload.subarray(0, 2).toString(), 'PK')
  const { rows: lines } = await owner.query<{ says: string }>(`select says from audit where what = 'contact-export'`)
  assert.match(lines[0]!.says, /导出首问登记簿 1 条.*来源方式为来电.*月度核对/)
})

test('whole names and numbers: the head, with a reason that stands in the audit; never a clerk', async () => {
  const asked = async (username: string, payload: object) =>
    app.inject({
      method: 'POST',
      url: '/api/registers/contact/export',
      headers: { cookie: await signIn(username) },
      payload,
    })
  const ask = { reason: '上级要求报送（测试）', whole: true, q: '第1问' }
  const clerk = await asked('wang', ask)
  assert.deepEqual([clerk.statusCode, clerk.json().clause], [403, '2.1'])
  assert.equal((await asked('head', { whole: true })).json().problems[0].at, '/reason')
  const sheet = (reply: { readonly rawPayload: Buffer }) =>
    Object.values(unzipSync(reply.rawPayload))
      .map((part) => new TextDecoder().decode(part))
      .join('')
  const covered = sheet(await asked('head', { ...ask, whole: false }))
  assert.match(covered, /139\*{4}0001/)
  assert.doesNotMatch(covered, /1390{6}\d|1390000\d{4}/)
  const open = sheet(await asked('head', ask))
  assert.match(open, /139\d{4}0001/)
  assert.doesNotMatch(open, /139\*{4}0001/)
  const complaints = await app.inject({
    method: 'POST',
    url: '/api/registers/complaint/export',
    headers: { cookie: await signIn('head') },
    payload: { reason: '上级要求报送（测试）', whole: true },
  })
  // Who complained stays covered, by name and by number (10.5.2).
  assert.equal(complaints.statusCode, 200)
  assert.ok(!sheet(complaints).includes(complaintInput.phone) && !sheet(complaints).includes(complaintInput.name))
  const { rows } = await owner.query<{ says: string }>(
    `select says from audit where what = 'contact-export' order by day desc, seq desc limit 1`,
  )
  assert.match(rows[0]!.says, /导出首问登记簿 1 条（完整姓名和号码）.*上级要求报送/)
})

test('the code of an undertaking is public and stays whole in every book, in its column and in words; numbers of persons do not', async () => {
  const code = loanInput.creditCode
  const loan = await open('wang', 'loan', loanInput)
  assert.equal(loan.status, 201, JSON.stringify(loan))
  const card = '6222020000000000'
  const told = await open('wang', 'contact', { ...contactInput, matter: `${code}公司问卡号${card}（测试数据）` })
  assert.equal(told.status, 201, JSON.stringify(told))
  for (const [kind, whole] of [
    ['loan', false],
    ['loan', true],
    ['contact', true],
  ] as const) {
    const reply = await app.inject({
      method: 'POST',
      url: `/api/registers/${kind}/export`,
      headers: { cookie: await signIn('head') },
      payload: { reason: '月度核对', whole },
    })
    assert.equal(reply.statusCode, 200)
    const book = Object.values(unzipSync(reply.rawPayload))
      .map((part) => new TextDecoder().decode(part))
      .join('')
    assert.ok(book.includes(code) && !book.includes(card), `${kind} ${whole}`)
  }
})

test('a filter that the register does not know, an inverted period and an export without a reason are refused with their place', async () => {
  const refusals = [
    ['search', { is: { channel: 'dove' } }, '/is/channel'],
    ['search', { is: { name: '测试人1' } }, '/is/name'],
    ['search', { from: '2026-11-20', until: '2026-11-01' }, '/until'],
    ['search', { state: 'nowhere' }, '/state'],
    ['search', { q: '王' }, '/q'],
    ['export', {}, '/reason'],
  ] as const
  for (const [what, body, at] of refusals) {
    const refused = await call<{ clause: string; problems: { at: string }[] }>(
      'wang',
      'POST',
      `/api/registers/contact/${what}`,
      body,
    )
    assert.equal(refused.status, 422, `${what} ${JSON.stringify(body)}`)
    assert.equal(refused.clause, '2.1')
    assert.equal(refused.problems[0]?.at, at)
  }
  assert.equal((await search('wang', 'dream')).status, 404)
})

test('staff of another district who name our office find no such office, in the list and in the book', async () => {
  const office = demoOffice('sljd')
  for (const who of ['qian', 'han']) {
    const cookie = await signIn(who)
    for (const kind of ['contact', 'complaint', 'case']) {
      for (const [way, body] of [
        ['search', { office }],
        ['export', { office, reason: '核对（测试）' }],
      ] as const) {
        const url = `/api/registers/${kind}/${way}`
        const reply = await app.inject({ method: 'POST', url, headers: { cookie }, payload: body })
        assert.deepEqual([reply.statusCode, reply.json().says], [404, '没有这个单位'], `${who} ${url}`)
      }
    }
  }
  assert.equal((await search('head', 'contact', { office })).rows.length > 0, true)
  assert.equal((await search('district', 'contact', { office })).rows.length > 0, true)
})
