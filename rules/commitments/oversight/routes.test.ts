import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Page, type Refused, testServer } from '#apps/server/testing.ts'
import { complaintInput, contactInput, warningInput } from '#house/forms.ts'
import { sweep } from '#matter/sweep.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import { type Branch, type GaugeKey, gaugeKeys, rolledUp } from '#rules/commitments/gaps.ts'
import { escalateWarnings } from './jobs.ts'
import type { WarningLine } from './list.ts'
import type { Proposal } from './proposals.ts'
import { assembled } from './tree.ts'

const s = await testServer('oversight')
const { open, move, refused, call, app, signIn, setClock, now, world } = s
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
type Tree = { readonly own: string; readonly rows: readonly Branch[] }
type Lines = { readonly lines: Readonly<Partial<Record<GaugeKey, readonly { says: string; matter?: string }[]>>> }
type Warnings = { readonly rows: readonly WarningLine[]; readonly next: string | null }

const tree = (who: string) => call<Tree>(who, 'GET', '/api/oversight')
const rolled = async (who: string, office: string) =>
  rolledUp((await tree(who)).rows).find(({ id }) => id === demoOffice(office))!
const lines = (who: string, office: string) =>
  call<Lines>(who, 'GET', `/api/oversight/lines?office=${demoOffice(office)}`)
const proposals = async (who: string) =>
  (await call<{ rows: readonly Proposal[] }>(who, 'GET', '/api/oversight/proposals')).rows
const warnings = (who: string, query = '') => call<Warnings>(who, 'GET', `/api/oversight/warnings${query}`)
const names = ({ rows }: Tree) => rows.map(({ id }) => id)

async function step(who: string, page: Page, name: string, input: object = {}): Promise<Page> {
  const moved = await move(who, page, name, input)
  assert.equal(moved.status, 200, `${name}: ${JSON.stringify(moved)}`)
  return moved
}

test('a head sees their own tree and nobody sideways or above; a clerk sees none (6.6)', async () => {
  assert.deepEqual(names(await tree('head')), [demoOffice('sljd'), demoOffice('slsq')])
  assert.deepEqual(names(await tree('district')), [demoOffice('slq'), demoOffice('sljd'), demoOffice('slsq')])
  assert.equal((await tree('city')).rows.length, 6)
  assert.deepEqual(names(await tree('sun')), [demoOffice('ybjd')])
  assert.deepEqual(names(await tree('han')), [demoOffice('ybq'), demoOffice('ybjd')])
  for (const who of ['wang', 'zhao', 'qian', 'chen']) assert.equal((await tree(who)).status, 403, who)
  assert.equal((await lines('sun', 'sljd')).status, 404, 'the other district')
  assert.equal((await lines('head', 'slq')).status, 404, 'the office above')
  assert.equal((await lines('wang', 'sljd')).status, 403)
})

test('every number is counted by one room; what the head reads as gaps is what is counted (6.6)', async () => {
  assert.throws(() => assembled([]), /nobody counts/)
  const lone = { keys: gaugeKeys, count: async () => ({}) }
  assert.throws(() => assembled([lone, lone]), /counted twice/)
  const { own } = await rolled('district', 'sljd')
  const told = (await lines('head', 'sljd')).lines
  for (const key of ['badges', 'machines', 'items', 'venue', 'settings', 'unsigned'] as const) {
    assert.ok((own[key] ?? 0) > 0, key)
    assert.equal(told[key]?.length, own[key], key)
  }
  const alarms = await call<{ alarms: readonly { says: string }[] }>('head', 'GET', '/api/office/alarms')
  const said = alarms.alarms.map(({ says }) => says).join('\n')
  for (const key of ['badges', 'machines', 'items', 'venue'] as const)
    for (const { says } of told[key] ?? []) assert.ok(said.includes(says), `${key}: ${says}`)
})

let late: Page
test('what is open lights its lamp where it lies, and adds up to every level above (7.4)', async () => {
  const before = (await rolled('city', 'cs')).sum
  late = await open('wang', 'contact', contactInput)
  assert.equal(late.status, 201)
  const after = (await rolled('city', 'cs')).sum
  assert.equal((after.open ?? 0) - (before.open ?? 0), 1)
  assert.equal((await rolled('district', 'sljd')).own.open, (await rolled('head', 'sljd')).own.open)
  assert.equal((await rolled('district', 'slq')).own.open ?? 0, 0)
  assert.equal((await rolled('han', 'ybq')).sum.open ?? 0, 0)
})

test('the number is the list behind it: as many as 限时清单 shows of that office (7.4)', async () => {
  setClock('2026-12-15T09:30:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  const { own } = await rolled('district', 'sljd')
  const due = await call<{ counts: { late: number; soon: number; all: number } }>(
    'district',
    'GET',
    `/api/due?scope=below&office=${demoOffice('sljd')}`,
  )
  assert.deepEqual([own.open, own.late, own.soon ?? 0], [due.counts.all, due.counts.late, due.counts.soon])
  const seen = await call<Page>('district', 'GET', `/api/matters/${late.matter.id}`)
  assert.equal(seen.status, 200, 'the superior looks at the late matter')
  assert.ok(seen.journal.length > 0, 'and at what was done')
  assert.equal((await call('sun', 'GET', `/api/matters/${late.matter.id}`)).status, 404)
})

test('a complaint and its order are counted upward, but not for whom it is about (10.5.4)', async () => {
  const page = await open('wang', 'complaint', complaintInput)
  assert.equal(page.status, 201)
  assert.equal((await rolled('city', 'sljd')).own.complaints, 1)
  const told = (await lines('district', 'sljd')).lines.complaints
  assert.equal(told?.[0]?.matter, page.matter.id)
  const reached = await step('wang', page, 'reach', { way: 'call', said: '了解了经过（测试数据）' })
  const filed = await step('wang', reached, 'take-case', { opinion: '请上级督办（测试数据）' })
  assert.equal((await rolled('city', 'sljd')).own.orders, 1)
  setClock('2026-12-21T09:30:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  assert.equal((await rolled('city', 'sljd')).own.overdue ?? 0, 0, 'the superior is late with signing, not the office')
  assert.ok((await proposals('city')).every(({ ground }) => ground !== 'orders'))
  await step('district', await s.look('district', filed), 'order', { opinion: '查清并整改（测试数据）', days: 3 })
  const about = { ...complaintInput, target: 'person', window: undefined, staff: demoStaff('head') }
  assert.equal((await open('wang', 'complaint', about)).status, 201)
  assert.equal((await rolled('district', 'sljd')).own.complaints, 2)
  assert.equal((await rolled('head', 'sljd')).own.complaints, 1, 'nobody counts what is said of themselves')
  assert.equal((await lines('head', 'sljd')).lines.complaints?.length, 1)
})

test('the system only proposes: from what the tree shows, to whoever is above, and nothing is written by itself (6.6)', async () => {
  setClock('2026-12-25T09:30:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  const found = await proposals('district')
  const order = found.find(({ ground }) => ground === 'orders')
  assert.equal(order?.office.id, demoOffice('sljd'))
  assert.equal(order.colour, 'yellow')
  assert.equal(order.mine, true)
  assert.match(order.facts[0]?.to ?? '', /^\/supervision\?/)
  assert.equal((await proposals('city')).find(({ ground }) => ground === 'orders')?.mine, false)
  assert.deepEqual(await proposals('sun'), [])
  assert.equal((await warnings('district')).rows.length, 0)
})

/** A month's sums of an office as the job keeps them. */
const month = (office: string, day: string, done: number, lateOnes: number) =>
  s.owner.query(
    `insert into figure_month select (jsonb_populate_record(null::figure_month,
       (select jsonb_object_agg(column_name, 0) from information_schema.columns where table_name = 'figure_month' and data_type in ('integer', 'bigint'))
       || jsonb_build_object('tenant_id', $1::text, 'office', $2::text, 'org_path', $3::text, 'day', $4::text, 'post', $2::text, 'service', '',
          'done', $5::int, 'late', $6::int, 'kept', $5::int - $6::int))).*`,
    [demoTenant, demoOffice(office), demoPath(office), day, done, lateOnes],
  )

test('last of its level two whole months in a row is behind; one bad month is not, nor is who has nothing late (6.0)', async () => {
  const behind = async () =>
    (await proposals('city')).filter(({ ground }) => ground === 'behind').map(({ office, found }) => [office.id, found])
  await month('sljd', '2026-11-01', 10, 3)
  await month('ybjd', '2026-11-01', 10, 1)
  assert.deepEqual(await behind(), [], 'one month')
  await month('sljd', '2026-10-01', 20, 2)
  await month('ybjd', '2026-10-01', 20, 1)
  assert.deepEqual(await behind(), [[demoOffice('sljd'), '连续2个月按期办结率同级末位']])
  const facts = (await proposals('city')).find(({ ground }) => ground === 'behind')?.facts
  assert.equal(facts?.[0]?.says, '2026年10月有承诺期限的办结20件，超期2件，同级末位')
  await month('sljd', '2026-12-01', 5, 5)
  assert.equal((await behind()).length, 1, 'the month that is not over says nothing')
  assert.deepEqual(
    (await proposals('district')).filter(({ ground }) => ground === 'behind'),
    [],
    'alone in its level',
  )
})

let notice: Page
test('a draft is the superior’s own; signed, the head sees it and nobody else of the office (6.6)', async () => {
  for (const who of ['head', 'wang', 'sun', 'han'])
    assert.ok((await open(who, 'warning', warningInput)).status >= 400, who)
  notice = await open('district', 'warning', { ...warningInput, ground: 'orders', colour: 'yellow' })
  assert.equal(notice.status, 201, JSON.stringify(notice))
  assert.equal((await warnings('district')).rows.length, 1)
  assert.equal((await warnings('head')).rows.length, 0)
  const draft = `/api/matters/${notice.matter.id}`
  assert.equal((await call('head', 'GET', draft)).status, 404, 'nothing is said to the office yet')
  const answer = { version: notice.matter.version, result: '好（测试数据）', corrections: '好（测试数据）' }
  assert.equal((await call('head', 'POST', `${draft}/moves/answer`, answer)).status, 404)
  assert.equal((await call('city', 'GET', draft)).status, 200)
  assert.equal((await rolled('district', 'sljd')).own.warnings ?? 0, 0, 'a draft is nothing yet')
  notice = await step('district', notice, 'sign')
  assert.match(notice.sheets.at(-1)?.number ?? '', /监/)
  const [line] = (await warnings('head')).rows
  assert.deepEqual([line?.stateLabel, line?.turn?.name, line?.lamp], ['待书面回复', '周四', 'green'])
  assert.equal((await rolled('city', 'slq')).sum.warnings, 1)
  for (const who of ['wang', 'zhao', 'qian', 'sun', 'han'])
    assert.equal((await call(who, 'GET', `/api/matters/${notice.matter.id}`)).status, 404, who)
  for (const who of ['head', 'city'])
    assert.equal((await call(who, 'GET', `/api/matters/${notice.matter.id}`)).status, 200, who)
  assert.equal((await proposals('district')).filter(({ ground }) => ground === 'orders').length, 0, 'is proposed once')
  const known = await call<{ rows: readonly object[] }>('wang', 'GET', '/api/search?q=监督')
  assert.ok(!JSON.stringify(known).includes(notice.matter.number))
})

test('answered by the head only, judged by the superior only (6.6)', async () => {
  const answer = { result: '人手不足（测试数据）', corrections: '已补人（测试数据）' }
  assert.equal((await refused('district', notice, 'close', { opinion: '好（测试数据）' })).status, 409)
  notice = await step('head', await s.look('head', notice), 'answer', answer)
  assert.match(notice.sheets.at(-1)?.number ?? '', /监复/)
  const own: Refused = await refused('head', notice, 'close', { opinion: '好（测试数据）' })
  assert.deepEqual([own.status, own.clause], [403, '6.6'])
  notice = await step('district', await s.look('district', notice), 'send-back', {
    opinion: '请写明完成时间（测试数据）',
    days: 2,
  })
  assert.equal((await warnings('head', '?state=open')).rows[0]?.rounds, 2)
  const { rows } = await s.owner.query(
    `select kind, head->>'visitorCode' as code from sheet where kind like 'warning-%' order by seq`,
  )
  assert.deepEqual(
    rows.map(({ kind, code }) => [kind, code]),
    ['warning-notice', 'warning-reply', 'warning-notice'].map((kind) => [kind, null]),
    'nothing on paper opens it on the portal',
  )
})

test('unanswered it goes up the tree, a level for each stretch of working days, once a round (6.6)', async () => {
  const tick = () =>
    world.db.transaction(scope, async (tx) => escalateWarnings(tx, scope, await current(tx, demoTenant, now()), now()))
  const told = async (who: string) =>
    (await call<{ rows: { says: string }[] }>(who, 'GET', '/api/alarms')).rows.filter(({ says }) =>
      says.includes('监督通知书应书面回复'),
    ).length
  setClock('2026-12-30T09:00:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  assert.equal(await tick(), 0)
  assert.equal((await rolled('district', 'sljd')).own.unanswered, 1)
  assert.equal((await warnings('district', '?state=late')).rows[0]?.lamp, 'red')
  setClock('2027-01-05T09:00:00+08:00')
  assert.equal(await tick(), 1)
  assert.equal(await tick(), 1)
  assert.equal(await told('city'), 1)
  assert.equal(await told('han'), 0)
  const red = await step('district', await s.look('district', notice), 'redden', {
    reason: '逾期（测试数据）',
    days: 1,
  })
  assert.equal((await warnings('district', '?colour=red')).rows[0]?.id, red.matter.id)
})

test('what leaves the house says why; a clerk takes nothing out (6.6)', async () => {
  for (const url of ['/api/oversight/export', '/api/oversight/warnings/export']) {
    const post = async (who: string, payload: object) =>
      app.inject({ method: 'POST', url, headers: { cookie: await signIn(who) }, payload })
    const book = await post('district', { reason: '季度通报（测试数据）' })
    assert.equal(book.statusCode, 200, book.body)
    assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK')
    assert.equal((await post('district', {})).statusCode, 422)
    assert.equal((await post('wang', { reason: '看看（测试数据）' })).statusCode, 403)
  }
})

test('a draft that nobody signs goes by itself, and nobody of the office hears of it (6.6)', async () => {
  const draft = await open('district', 'warning', { ...warningInput, ground: 'other' })
  assert.equal(draft.status, 201)
  setClock('2027-01-15T09:00:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  const page = await s.look('district', draft)
  assert.deepEqual([page.matter.state, page.journal.at(-1)?.says], ['withdrawn', '逾期没有签发，稿子作废'])
  const { rows } = await call<{ rows: { says: string }[] }>('head', 'GET', '/api/alarms?all=true')
  assert.ok(rows.every(({ says }) => !says.includes(draft.matter.number)))
})
