import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Page, testServer } from '#apps/server/testing.ts'
import { complaintInput } from '#house/forms.ts'
import { sweep } from '#matter/sweep.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import { escalate } from './jobs.ts'
import type { ChainLine, OrderLine } from './list.ts'

const server = await testServer('supervision')
const { open, move, call, app, signIn, setClock, now, world } = server
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
type List = {
  readonly rows: readonly OrderLine[]
  readonly next: string | null
  readonly offices?: readonly { id: string; filed: number; ordered: number; replied: number; late: number }[]
}
const list = (who: string, query = '') => call<List>(who, 'GET', `/api/supervision${query}`)
const tick = () =>
  world.db.transaction(scope, async (tx) => escalate(tx, scope, await current(tx, demoTenant, now()), now()))
const told = async (who: string) =>
  (await call<{ rows: { says: string; clause: string }[] }>(who, 'GET', '/api/alarms')).rows.filter(({ says }) =>
    says.includes('没有'),
  )

async function step(who: string, page: Page, name: string, input: object = {}): Promise<Page> {
  const moved = await move(who, page, name, input)
  assert.equal(moved.status, 200, `${name}: ${JSON.stringify(moved)}`)
  return moved
}
async function filed(input: object = complaintInput): Promise<Page> {
  let page = await open('wang', 'complaint', input)
  page = await step('wang', page, 'reach', { way: 'call', said: '了解了经过（测试数据）' })
  return step('wang', page, 'take-case', { opinion: '请上级督办（测试数据）' })
}
const order = { opinion: '查清并整改（测试数据）', days: 3 }

let first: Page

const aboutHead = { ...complaintInput, target: 'person', window: undefined, staff: demoStaff('head') } as const

test('heads see the orders of their office and of all below, the city too; nobody else does (10.5.5.b)', async () => {
  first = await filed()
  first = await step('district', first, 'order', order)
  await filed()
  for (const who of ['head', 'district', 'city']) {
    const { rows, offices } = await list(who)
    assert.equal(rows.length, 2, who)
    assert.deepEqual(offices, [
      {
        id: demoOffice('sljd'),
        name: '示例街道人力资源和社会保障所',
        filed: 1,
        ordered: 1,
        replied: 0,
        late: 0,
        unanswered: 0,
      },
    ])
  }
  const { rows } = await list('district', '?stage=ordered')
  assert.deepEqual(
    rows.map(({ round, order: number, age, late, turn, office }) => ({
      ...{ round, number, age, late, turn: turn?.name, office: office.id },
    })),
    [
      {
        ...{ round: 1, number: `${first.matter.number}-督1`, age: 0, late: false, turn: '周四' },
        office: demoOffice('sljd'),
      },
    ],
  )
  for (const who of ['wang', 'zhao']) assert.equal((await list(who)).status, 403, who)
  for (const who of ['qian', 'sun', 'han'])
    assert.equal((await list(who)).rows?.length ?? 0, 0, `${who} works in the other district`)
})

test('pages by key, one after the other, and every order once', async () => {
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const { rows, next } = await list('city', `?limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    seen.push(...rows.map(({ id }) => id))
    if (next === null) break
    cursor = next
  }
  assert.equal(new Set(seen).size, 2)
  assert.equal(seen.length, 2)
})

test('an order unanswered goes up the tree, a level for each stretch of working days, once (10.5.5.c)', async () => {
  // 11月26日回复期满；每逾期2个工作日上报一级。
  setClock('2026-11-27T09:00:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  assert.equal(await tick(), 0)
  assert.deepEqual(await told('city'), [])
  assert.equal((await list('city', '?late=true&stage=ordered')).rows[0]?.lamp, 'red')
  setClock('2026-12-01T09:00:00+08:00')
  assert.equal(await tick(), 2)
  assert.equal(await tick(), 2)
  // 一件是街道没有回复，另一件是区局没有签发。
  const city = await told('city')
  assert.deepEqual(city.map(({ clause, says }) => [clause, /应\S+而没有\S{2}/.exec(says)?.[0]]).toSorted(), [
    ['10.5.5.c', '应回复而没有回复'],
    ['10.5.5.c', '应签发督办表而没有签发'],
  ])
  assert.deepEqual(await told('sun'), [])
})

test('an answered order goes up no further, and waits for the superior', async () => {
  let page = await server.look('head', first)
  page = await step('wang', page, 'answer', { way: 'call', said: '已答复（测试数据）', content: 'no' })
  page = await step('head', page, 'report', { result: '已处理（测试数据）', corrections: '已整改（测试数据）' })
  assert.equal(await tick(), 1)
  const { rows } = await list('district', '?stage=replied')
  assert.equal(rows[0]?.turn?.name, '冯七')
  await filed(aboutHead)
  const above = (await list('district', '?stage=filed')).rows.filter(({ direct }) => direct)
  assert.deepEqual(
    above.map(({ round, turn }) => [round, turn?.name]),
    [[0, '冯七']],
    'of its head the superior decides itself',
  )
  const orders = page.matter.facts['orders'] as readonly { replyBy: string }[]
  assert.equal(orders[0]?.replyBy, '2026-11-26')
})

type Chains = { readonly rows: readonly ChainLine[]; readonly next: string | null }
const chains = (who: string, query = '') => call<Chains>(who, 'GET', `/api/supervision/chains${query}`)

test('a chain that came to an end stays in sight of every level above, with its rounds and how long it took (10.5.5.c)', async () => {
  assert.deepEqual((await chains('city')).rows, [])
  let page = await server.look('district', first)
  assert.equal(
    page.sheets.filter(({ kind }) => kind === 'supervision-reply').length,
    1,
    'the report is a paper of its own',
  )
  page = await step('district', page, 'again', order)
  page = await step('wang', page, 'answer', { way: 'call', said: '已答复（测试数据）', content: 'yes' })
  page = await step('head', page, 'report', { result: '已处理（测试数据）', corrections: '已整改（测试数据）' })
  page = await step('district', page, 'conclude', { finding: 'upheld', opinion: '符合要求（测试数据）' })
  assert.equal(page.sheets.filter(({ kind }) => kind === 'supervision-reply').length, 2)
  for (const who of ['head', 'district', 'city']) {
    const [line, ...more] = (await chains(who)).rows
    assert.equal(more.length, 0)
    assert.deepEqual([line?.round, line?.chain, line?.late, line?.finding], [2, 6, true, '属实'], who)
  }
  for (const who of ['sun', 'han'])
    assert.equal((await chains(who)).rows.length, 0, `${who} works in the other district`)
  for (const who of ['wang', 'qian']) assert.equal((await chains(who)).status, 403, who)
  const book = await app.inject({
    ...{ method: 'POST', url: '/api/supervision/chains/export', headers: { cookie: await signIn('district') } },
    payload: { reason: '季度通报（测试数据）' },
  })
  assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK')
})

test('the export says why, is written to the audit, and refuses who may not look', async () => {
  const cookie = await signIn('district')
  const post = (who: string, payload: object) =>
    app.inject({ method: 'POST', url: '/api/supervision/export', headers: { cookie: who }, payload })
  const book = await post(cookie, { reason: '季度通报（测试数据）' })
  assert.equal(book.statusCode, 200)
  assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK')
  const nameless = await post(cookie, {})
  assert.equal(nameless.statusCode, 422)
  assert.equal((await post(await signIn('wang'), { reason: '看看（测试数据）' })).statusCode, 403)
})
