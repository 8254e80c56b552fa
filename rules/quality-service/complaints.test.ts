import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Page, testServer } from '#apps/server/testing.ts'
import { longText } from '#core/field.ts'
import { complaintInput, contactInput } from '#house/forms.ts'
import { replayMatters } from '#matter/replay.ts'
import { verify } from '#matter/verify.ts'
import { demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import { Complaint, Missed, Reached } from './complaint.ts'

const server = await testServer('complaints')
const { open, move, refused, look, call, app, signIn, owner, world } = server

async function step(who: string, page: Page, name: string, input: object = {}): Promise<Page> {
  const moved = await move(who, page, name, input)
  assert.equal(moved.status, 200, `${name}: ${JSON.stringify(moved)}`)
  return moved
}

test('a complaint goes across two organizations in two rounds of orders, each with its paper (10.5.5)', async () => {
  const contact = await open('wang', 'contact', { ...contactInput, matter: '投诉窗口态度（测试数据）' })
  let page = await open('wang', 'complaint', { ...complaintInput, contact: contact.matter.id })
  assert.equal(page.status, 201, JSON.stringify(page))
  assert.equal((await look('wang', contact)).matter.stateLabel, '已转投诉')
  page = await step('wang', page, 'reach', { way: 'call', said: '了解了经过（测试数据）' })
  page = await step('wang', page, 'take-case', { opinion: '请上级督办（测试数据）' })
  assert.deepEqual(
    page.matter.turns.map(({ name }) => name),
    ['冯七'],
  )
  const desk = await call<{ rows: { id: string; whyLabel: string }[] }>('district', 'GET', '/api/desk?kind=complaint')
  assert.ok(
    desk.rows.some(({ id }) => id === page.matter.id),
    'the superior has it on the desk',
  )
  for (const [round, content] of [
    ['order', 'no'],
    ['again', 'yes'],
  ] as const) {
    page = await step('district', page, round, { opinion: '查清并整改（测试数据）', days: 3 })
    page = await step('wang', page, 'answer', { way: 'call', said: '已答复（测试数据）', content })
    page = await step('head', page, 'report', { result: '已处理（测试数据）', corrections: '已整改（测试数据）' })
  }
  page = await step('district', page, 'conclude', { finding: 'upheld', opinion: '符合要求（测试数据）' })
  assert.equal(page.matter.closed, true)
  const orders = page.sheets.filter(({ kind }) => kind === 'supervision-order')
  assert.equal(orders.length, 2)
  assert.match(orders[1]!.number, /^示人社督/, 'the superior signs the order')
  const printed = await app.inject({ url: orders[1]!.url, headers: { cookie: await signIn('district') } })
  assert.equal(printed.statusCode, 200)
  assert.equal(printed.rawPayload.subarray(0, 5).toString(), '%PDF-')
})

test('the other district sees nothing of it and can do nothing', async () => {
  const page = await open('wang', 'complaint', complaintInput)
  for (const who of ['sun', 'han', 'qian']) {
    assert.equal((await look(who, page)).status, 404, who)
    assert.equal((await refused(who, page, 'order', { opinion: '试试', days: 3 })).status, 404, who)
  }
})

test('whom it is about decides nothing, and an anonymous complainant leaves no trace', async () => {
  const about = { ...complaintInput, target: 'person', staff: demoStaff('zhao'), isAnonymous: true }
  const { name: _name, phone: _phone, ...nameless } = about
  const named = await open('wang', 'complaint', about)
  assert.equal(named.status, 422)
  const page = await open('wang', 'complaint', nameless)
  assert.equal(page.status, 201, JSON.stringify(page))
  assert.deepEqual([page.matter.facts['name'], page.matter.facts['phone']], [undefined, undefined])
  assert.equal((await look('zhao', page)).status, 404)
  assert.equal((await refused('zhao', page, 'withdraw', { explanation: '没事', isOwnWish: true })).status, 404)
})

test('投诉谁，谁在页面、查找、登记簿、台面、文书、督办清单里都看不到；匿名的不和来访、办件相连（10.5.4）', async () => {
  type Rows = { readonly rows: readonly { readonly id: string }[] }
  const finds = async (who: string, page: Page) => {
    const has = ({ rows }: Rows) => rows.some(({ id }) => id === page.matter.id)
    const register = { q: page.matter.number, limit: 50 }
    return {
      search: has(await call<Rows>(who, 'GET', `/api/search?q=${page.matter.number}`)),
      register: has(await call<Rows>(who, 'POST', '/api/registers/complaint/search', register)),
      walk: has(await call<Rows>(who, 'POST', '/api/registers/complaint/search', { limit: 50 })),
      desk: has(await call<Rows>(who, 'GET', '/api/desk?kind=complaint')),
    }
  }
  const contact = await open('wang', 'contact', { ...contactInput, name: '测试匿名者' })
  const { name: _name, phone: _phone, ...nameless } = complaintInput
  const anonymous = { ...nameless, isAnonymous: true, target: 'person', staff: demoStaff('zhao') }
  const joined = await call<{ clause: string; problems: { at: string }[] }>('wang', 'POST', '/api/matters', {
    kind: 'complaint',
    input: { ...anonymous, contact: contact.matter.id },
  })
  assert.deepEqual([joined.problems.map(({ at }) => at)], [['/isAnonymous']])
  const page = await open('wang', 'complaint', { ...anonymous, case: contact.matter.id })
  assert.deepEqual([page.status, page.matter.links, page.matter.facts['case']], [201, [], undefined])
  const nothing = { search: false, register: false, walk: false, desk: false }
  assert.deepEqual(await finds('zhao', page), nothing)
  assert.deepEqual(await finds('head', page), { search: true, register: true, walk: true, desk: false })
  const filed = await step('wang', page, 'take-case', { opinion: '受理' })
  const [sheet] = filed.sheets
  for (const [who, status] of [
    ['zhao', 404],
    ['head', 200],
  ] as const) {
    const headers = { cookie: await signIn(who) }
    const paper = await app.inject({ url: `/api/sheets/${sheet?.id}.pdf`, headers })
    assert.equal(paper.statusCode, status, who)
  }

  const named = await open('wang', 'complaint', { ...complaintInput, target: 'person', staff: demoStaff('head') })
  const ordered = await step(
    'district',
    await step('district', named, 'reach', { way: 'call', said: '问过（测试数据）' }),
    'take-case',
    { opinion: '受理' },
  )
  const orders = async (who: string) =>
    (await call<Rows>(who, 'GET', '/api/supervision?limit=100')).rows.some(({ id }) => id === ordered.matter.id)
  assert.deepEqual([await orders('head'), await orders('district')], [false, true])
  assert.deepEqual(await finds('head', named), nothing)
})

test('a form that does not say whom or by when is refused with its clause and field, and nothing is written', async () => {
  const before = await call<{ rows: unknown[] }>('head', 'GET', '/api/search?q=3号就业援助窗口')
  const wrong = await call<{ clause: string; problems: { at: string }[] }>('wang', 'POST', '/api/matters', {
    kind: 'complaint',
    input: { ...complaintInput, window: undefined },
  })
  assert.equal(wrong.status, 422)
  assert.equal(wrong.clause, '10.5.2')
  assert.deepEqual(
    wrong.problems.map(({ at }) => at),
    ['/window'],
  )
  const after = await call<{ rows: unknown[] }>('head', 'GET', '/api/search?q=3号就业援助窗口')
  assert.equal(after.rows.length, before.rows.length)
})

test('a complaint that is not registered is found neither by name nor by number, and nobody can look at either (10.5.4)', async () => {
  const phone = '13911112222'
  let page = await open('wang', 'complaint', { ...complaintInput, name: '撤回者', phone })
  page = await step('wang', page, 'reach', { way: 'call', said: '说了私事（测试数据）' })
  const found = async (words: string) => {
    const all = { q: words, limit: 50 }
    const [any, register] = await Promise.all([
      call<{ rows: { id: string }[] }>('head', 'GET', `/api/search?q=${encodeURIComponent(words)}`),
      call<{ rows: { id: string }[] }>('head', 'POST', '/api/registers/complaint/search', all),
    ])
    return [...any.rows, ...register.rows].some(({ id }) => id === page.matter.id)
  }
  assert.equal(await found('撤回者'), true)
  assert.equal(await found(phone), true)
  page = await step('wang', page, 'withdraw', { explanation: '说明了排队规则（测试数据）', isOwnWish: true })
  for (const words of ['撤回者', phone, '3号就业']) assert.equal(await found(words), false, words)
  assert.equal(await found(page.matter.number), true, 'the count stays')
  assert.doesNotMatch(JSON.stringify(page), /撤回者|私事|3号就业/)
  for (const field of ['phone', 'name']) {
    const ask = { field, reason: '看看（测试数据）' }
    const seen = await call<{ value?: string }>('wang', 'POST', `/api/matters/${page.matter.id}/reveal`, ask)
    assert.equal(seen.status, 422, field)
  }
})

test('of a complaint that is not registered the journal and the seals give nothing away, and chain and replay hold (10.5.4)', async () => {
  const phone = '13633338888'
  const words = { name: '不登记者', matter: '独一无二的事由（测试数据）', wish: '独一无二的诉求（测试数据）', phone }
  let page = await open('wang', 'complaint', { ...complaintInput, ...words })
  page = await step('wang', page, 'reach', { way: 'call', said: '独一无二的经过（测试数据）' })
  const { id } = page.matter
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const differences = () =>
    world.db.read(scope, async (tx) => (await replayMatters(world, tx, demoTenant, [id])).map(({ says }) => says))
  const everything = async () => {
    const tables = ['journal', 'secret', 'matter', 'matter_word', 'custody', 'alarm', 'desk'].map(
      (table) => `select to_jsonb(t)::text as row from ${table} t where matter_id::text = $1`,
    )
    const matter = tables.map((text) => (text.includes('from matter t') ? text.replace('matter_id', 'id') : text))
    const { rows } = await owner.query<{ row: string }>(matter.join(' union all '), [id])
    return rows.map(({ row }) => row).join('\n')
  }
  const { rows } = await owner.query<{ input: string }>('select input::text from journal where matter_id = $1', [id])
  const journal = rows.map(({ input }) => input).join('\n')
  for (const word of ['不登记者', '独一无二', phone, '136****8888', '3号就业'])
    assert.ok(!journal.includes(word), `${word} stands in the open in the journal`)
  assert.deepEqual(await differences(), [], 'done again from under the seals, it is the same matter')
  const peek = { field: 'journal:matter', reason: '看看（测试数据）' }
  assert.equal((await call('wang', 'POST', `/api/matters/${id}/reveal`, peek)).status, 422)

  page = await look('wang', page)
  await step('wang', page, 'withdraw', { explanation: '说明了规则（测试数据）', isOwnWish: true })
  const left = await everything()
  const blind = world.keys.blind('phone', phone)
  for (const word of ['不登记者', '独一无二', phone, '8888', '3号就业', blind]) assert.ok(!left.includes(word), word)
  assert.match(left, /说明了规则/)
  const { rows: sealed } = await owner.query('select cipher from secret where matter_id = $1', [id])
  assert.ok(sealed.length >= 6 && sealed.every(({ cipher }) => cipher === ''))
  assert.deepEqual(await differences(), [], 'what is left is what its journal says')
  const faults: string[] = []
  await verify(world.db, scope, ({ what, matter }) => matter === id && faults.push(what))
  assert.deepEqual(faults, [])
  for (const field of ['phone', 'journal:name'])
    assert.equal((await call('wang', 'POST', `/api/matters/${id}/reveal`, { ...peek, field })).status, 422, field)
})

/** Free text and numbers of a form that the journal would hold in the open. */
const inTheOpen = ({ properties }: { properties: Readonly<Record<string, object>> }) =>
  Object.entries(properties as Readonly<Record<string, Readonly<Record<string, unknown>>>>)
    .filter(([, field]) => field['type'] === 'string' && !field['oneOf'] && field['format'] !== 'uuid')
    .flatMap(([name, field]) => (field['x-erasable'] ? [] : [name]))

test('whatever is written before a complaint is registered lies under seal in the journal; a form that forgets it is seen (10.5.4)', () => {
  for (const form of [Complaint, Reached, Missed]) assert.deepEqual(inTheOpen(form), [])
  assert.deepEqual(inTheOpen({ properties: { ...Missed.properties, more: longText('补充') } }), ['more'])
})

test('whoever mans the window complained of registers it and speaks; the head has it on the desk and decides (10.5.4)', async () => {
  const about = { ...complaintInput, window: ' １号综合窗口', name: '测试窗口' }
  let page = await open('wang', 'complaint', about)
  assert.equal(page.status, 201, JSON.stringify(page))
  assert.deepEqual(
    page.matter.turns.map(({ name }) => name),
    ['周四'],
  )
  const desk = await call<{ rows: { id: string }[] }>('head', 'GET', '/api/desk?kind=complaint')
  assert.ok(
    desk.rows.some(({ id }) => id === page.matter.id),
    'the head takes over at once',
  )
  page = await step('wang', page, 'reach', { way: 'call', said: '了解了经过（测试数据）' })
  const to = '01900000-0000-7000-8004-000000000007'
  const decisions: readonly (readonly [string, object])[] = [
    ['withdraw', { explanation: '说明了规则（测试数据）', isOwnWish: true }],
    ['guide-out', { explanation: '不归本所管（测试数据）', to }],
    ['take-onsite', { opinion: '现场协调（测试数据）' }],
    ['take-case', { opinion: '立案（测试数据）' }],
    ['take-opinion', { opinion: '意见（测试数据）' }],
  ]
  // A and B of the window both stand back.
  for (const who of ['wang', 'li'])
    for (const [name, input] of decisions) {
      const no = await refused(who, page, name, input)
      assert.ok([403, 422].includes(no.status) || no.status === 409, `${who} ${name}: ${no.status}`)
    }
  const own = await refused('wang', page, 'withdraw', decisions[0]![1])
  assert.deepEqual([own.clause, own.says], ['10.5.4', '投诉的是您值守的窗口，请由单位负责人、上级或其他人员办理'])
  assert.equal((await look('wang', page)).matter.state, 'received')
  page = await step('head', page, 'take-opinion', { opinion: '按意见办理（测试数据）' })
  page = await step('head', page, 'adopt', { use: '调整叫号（测试数据）' })
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const differences = await world.db.read(scope, (tx) => replayMatters(world, tx, demoTenant, [page.matter.id]))
  assert.deepEqual(differences, [], 'done again from the journal, it is the same matter')
})
