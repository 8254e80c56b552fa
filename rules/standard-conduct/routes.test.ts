import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { type Answer, type Refused, testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import type { MatterPage } from '#core/view.ts'
import { replayDay } from '#matter/replay.ts'
import { sweep } from '#matter/sweep.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { Answer as Filled } from './contract.ts'
import type { Figures } from './figures.ts'
import type { Checklist } from './page.ts'
import { runSeries } from './series.ts'

const server = await testServer('inspections', '2026-11-23T09:30:00+08:00')
const { app, call, db, world, signIn, setClock, now } = server
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }

type Looked = Answer<{ readonly page: MatterPage; readonly checklist: Checklist }>
type Begun = Answer<{ readonly id: string; readonly number: string; readonly state: string; readonly version: number }>
type Saved = Answer<{
  readonly version: number
  readonly wanting: number
  readonly score: { readonly score: number } | null
}>
type Listed = Answer<{
  readonly rows: readonly {
    readonly id: string
    readonly number: string
    readonly state: string
    readonly late: boolean
    readonly score: number | null
  }[]
  readonly next: string | null
  readonly counts: {
    readonly open: number
    readonly late: number
    readonly rectifying: number
    readonly planned: number
  }
}>

const windowCheck = {
  ...{ office: demoOffice('sljd'), mode: 'spot', template: 'window', people: [] },
  windows: [demoPost('sljd.counter2')],
} as const
const look = (who: string, id: string) => call<Looked>(who, 'GET', `/api/inspections/${id}`)
const list = (who: string, query = '') => call<Listed>(who, 'GET', `/api/inspections${query}`)
const save = (who: string, id: string, answers: readonly object[], key = randomUUID()) =>
  call<Saved & Refused>(who, 'POST', `/api/inspections/${id}/answers`, { answers }, key)
const step = async (who: string, id: string, move: string, input: object = {}) => {
  const { page } = await look(who, id)
  return call<Answer<MatterPage> & Refused>(who, 'POST', `/api/matters/${id}/moves/${move}`, {
    version: page.matter.version,
    ...input,
  })
}
const arrange = (who: string, wish: object) => call<Begun & Refused>(who, 'POST', '/api/inspections', wish)

async function photo(who: string, office = demoOffice('sljd')): Promise<string> {
  const background = { r: Math.floor(Math.random() * 255), g: 9, b: 9 }
  const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background } })
    .jpeg()
    .toBuffer()
  const edge = 'edge'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)])
  const headers = { cookie: await signIn(who), 'content-type': `multipart/form-data; boundary=${edge}` }
  const reply = await app.inject({ method: 'POST', url: `/api/files?office=${office}`, headers, payload })
  return (reply.json() as { id: string }).id
}

/** All lines answered as in order, but those named. */
async function fill(who: string, id: string, but: Readonly<Record<string, Partial<Filled>>> = {}) {
  const { checklist } = await look(who, id)
  return checklist.lines.map(({ item, whom, measure }) => ({
    item,
    ...(whom && { of: whom.id }),
    ...(but[item] ??
      (measure
        ? {
            value: {
              amount: measure.bound.startsWith('不少于') ? 900 : 0,
              unit: measure.unit,
              ...(measure.of && { of: 6 }),
            },
          }
        : { result: 'pass' })),
  }))
}

let failed = ''

test('a spot check from the plan to the re-check, with photos, through the doors', async () => {
  const begun = await arrange('district', windowCheck)
  assert.deepEqual([begun.status, begun.state, begun.version], [201, 'doing', 2])
  failed = begun.id
  const picture = await photo('district')
  const first = await save('district', failed, (await fill('district', failed)).slice(0, 2))
  assert.deepEqual([first.status, first.wanting], [200, 4])
  const early = await step('district', failed, 'finish')
  assert.match(early.says, /还有4项没有填好/)
  const stack = { '4.3.2.b': { value: { amount: 10.5, unit: 'cm' as const }, photos: [picture] } }
  const rest = await save('district', failed, (await fill('district', failed, stack)).slice(2))
  assert.deepEqual([rest.wanting, rest.score?.score], [0, 80])
  const done = await step('district', failed, 'finish', { remark: '2号窗口文件堆放过高（测试数据）' })
  assert.equal(done.matter.state, 'told')
  assert.deepEqual(
    done.sheets.map(({ title }) => title),
    ['检查记录表'],
  )
  const desk = await call<Answer<{ rows: readonly { id: string; whyLabel: string }[] }>>('head', 'GET', '/api/desk')
  assert.ok(desk.rows.some((row) => row.id === failed))
  assert.equal((await step('district', failed, 'confirm')).status, 403)
  assert.equal((await step('head', failed, 'confirm')).matter.state, 'ordering')
  const ordered = await step('district', failed, 'order', {
    to: demoPost('sljd.counter2'),
    days: 3,
    demand: '清理台面（测试数据）',
  })
  assert.equal(ordered.matter.state, 'rectifying')
  assert.equal(ordered.sheets.at(-1)?.title, '整改通知书')
  assert.equal((await step('li', failed, 'report', { says: '已清理（测试数据）', photos: [] })).status, 422)
  const unknown = await step('li', failed, 'report', { says: '已清理（测试数据）', photos: [randomUUID()] })
  assert.deepEqual([unknown.status, unknown.problems[0]?.at], [422, '/photos'])
  assert.equal((await look('li', failed)).page.matter.state, 'rectifying', 'nothing half written')
  const after = await photo('li')
  assert.equal(
    (await step('li', failed, 'report', { says: '已清理（测试数据）', photos: [after] })).matter.state,
    'rechecking',
  )
  const key = `4.3.2.b@${demoPost('sljd.counter2')}`
  const again = await step('district', failed, 'again', { says: '仍高（测试数据）', still: [key], days: 1 })
  assert.equal(again.matter.state, 'rectifying')
  await step('li', failed, 'report', { says: '再次清理（测试数据）', photos: [after] })
  const passed = await step('district', failed, 'pass', { says: '合格（测试数据）', photos: [await photo('district')] })
  assert.equal(passed.matter.state, 'rectified')
  const { checklist } = await look('wang', failed)
  assert.equal(checklist.findings.length, 1)
  assert.ok(checklist.findings[0]?.rectifiedAt)
  const { differences } = await replayDay(world, scope, dayOf(now()))
  assert.deepEqual(differences, [], 'the record done again gives the same')
})

test('the papers print', async () => {
  const { page } = await look('head', failed)
  for (const { url } of page.sheets) {
    const reply = await app.inject({ method: 'GET', url, headers: { cookie: await signIn('head') } })
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.rawPayload.subarray(0, 5).toString(), '%PDF-')
  }
})

test('sent again under the same key nothing is written twice; sent by two, the last word on a line counts', async () => {
  const { id } = await arrange('head', windowCheck)
  const answers = await fill('head', id)
  const key = randomUUID()
  const first = await save('head', id, answers, key)
  const second = await save('head', id, answers, key)
  assert.deepEqual([second.status, second.version], [200, first.version])
  await save('head', id, [{ item: '4.3.4.a', of: demoPost('sljd.counter2'), result: 'fail', note: '歪了（测试数据）' }])
  const { checklist } = await look('head', id)
  assert.equal(checklist.lines.find(({ item }) => item === '4.3.4.a')?.kept?.result, 'fail')
  assert.equal((await step('head', id, 'finish')).matter.state, 'shown')
  assert.equal((await step('head', id, 'agree')).clause, '6.3')
  assert.equal((await step('wang', id, 'agree')).matter.state, 'ordering')
})

test('who may plan: the head for the own office, a superior for one below, nobody sideways', async () => {
  const codes = await Promise.all(
    (['wang', 'sun', 'head', 'city'] as const).map(async (who) => (await arrange(who, windowCheck)).status),
  )
  assert.deepEqual(codes, [403, 422, 201, 201])
  const self = await arrange('head', { ...windowCheck, template: 'people', windows: [], people: [demoStaff('head')] })
  assert.deepEqual([self.status, self.problems[0]?.at, self.says], [422, '/people', '不能检查自己，请由上级或他人检查'])
  const stranger = await arrange('head', {
    ...windowCheck,
    template: 'people',
    windows: [],
    people: [demoStaff('qian')],
  })
  assert.deepEqual([stranger.status, stranger.problems[0]?.at], [422, '/people'])
})

test('bad input of each form says the field, and writes nothing', async () => {
  const { id } = await arrange('district', windowCheck)
  const of = demoPost('sljd.counter2')
  const places = async (answer: object) => (await save('district', id, [answer])).problems.map(({ at }) => at)
  assert.deepEqual(await places({ item: '4.3.2.b', of, value: { amount: 3 } }), ['/answers/0/value/unit'])
  assert.deepEqual(await places({ item: '4.3.2.b', of, value: { amount: 3, unit: 'inch' } }), ['/answers/0/value/unit'])
  assert.deepEqual(await places({ item: '4.3.2.b', of, value: { amount: -3, unit: 'cm' } }), [
    '/answers/0/value/amount',
  ])
  assert.deepEqual(await places({ item: '4.3.2.b', of, value: { amount: '3', unit: 'cm' } }), [
    '/answers/0/value/amount',
  ])
  assert.deepEqual(await places({ item: '4.3.9.z', of, result: 'pass' }), ['/answers/0/item'])
  assert.deepEqual(await places({ item: '4.3.4.a', of, result: 'fail', photos: [randomUUID()] }), ['/photos'])
  assert.equal((await look('district', id)).page.matter.version, 2)
  for (const wish of [
    { ...windowCheck, mode: 'planned' },
    { ...windowCheck, date: '2026-12-01' },
    { ...windowCheck, template: 'x' },
    {},
  ])
    assert.equal((await arrange('district', wish)).status, 422)
  const past = await arrange('district', { ...windowCheck, mode: 'planned', date: '2026-11-20' })
  assert.deepEqual(past.problems[0], { at: '/date', says: '计划日期应在今天以后' })
})

test('the register: seen from above and not from beside; filtered, searched, paged, counted (6.6)', async () => {
  const all = await list('city', '?limit=2')
  assert.equal(all.rows.length, 2)
  const next = await list('city', `?limit=100&cursor=${encodeURIComponent(all.next ?? '')}`)
  const ids = [...all.rows, ...next.rows].map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.includes(failed))
  assert.deepEqual((await list('sun')).rows, [])
  assert.ok((await list('wang')).rows.length > 0)
  const one = async (query: string) => (await list('district', query)).rows.map(({ id }) => id)
  const { number } = (await look('district', failed)).page.matter
  assert.deepEqual(await one(`?q=${number.slice(-6)}`), [failed])
  assert.deepEqual(await one('?state=rectified'), [failed])
  assert.ok((await one('?open=true')).every((id) => id !== failed))
  assert.ok((await one(`?q=${encodeURIComponent('综合窗口二')}`)).includes(failed))
  assert.deepEqual(await one('?template=venue'), [])
  assert.equal((await list('district', '?state=%27%3Bdrop')).rows.length, 0)
})

test('the book needs a reason, which is written to the audit', async () => {
  const headers = { cookie: await signIn('district') }
  const book = (payload: object) => app.inject({ method: 'POST', url: '/api/inspections/export', headers, payload })
  assert.equal((await book({ state: 'rectified' })).statusCode, 422)
  const reply = await book({ state: 'rectified', reason: '季度汇总（测试数据）' })
  assert.equal(reply.statusCode, 200)
  assert.equal(reply.rawPayload.subarray(0, 2).toString(), 'PK')
})

test('called off while it goes on: the reason stays, figures and counts know nothing of it, it can be begun anew (6.6)', async () => {
  const figures = async () =>
    Promise.all(
      ['office', 'window', 'clause'].map((by) =>
        call<Answer<Figures>>('district', 'GET', `/api/inspections/figures?by=${by}&months=3`),
      ),
    )
  const nobody = { ...windowCheck, template: 'full', windows: [] }
  const slip = await arrange('district', nobody)
  assert.deepEqual([slip.status, slip.clause, slip.problems[0]?.at], [422, '6.6', '/windows'])
  const { office: _office, template: _template, ...unpicked } = windowCheck
  const fields = (await arrange('district', unpicked)).problems.map(({ at, says }) => `${at} ${says}`)
  assert.deepEqual(fields, ['/office “被检查单位”为必填项', '/template “检查内容”为必填项'])
  const [before, counted] = [await figures(), (await list('district')).counts]
  const wish = { ...windowCheck, windows: [demoPost('sljd.aid')] }
  const { id } = await arrange('district', wish)
  const wrong = { item: '4.3.4.a', of: demoPost('sljd.aid'), result: 'fail', note: '歪了（测试数据）' }
  assert.equal((await save('district', id, [wrong])).status, 200)
  assert.equal((await list('district')).counts.open, counted.open + 1)
  assert.equal((await step('head', id, 'cancel', { reason: '不想被查（测试数据）' })).status, 403)
  const done = await step('district', id, 'cancel', { reason: '点错了窗口（测试数据）' })
  assert.deepEqual([done.matter.state, done.matter.facts['cancelled']], ['cancelled', '点错了窗口（测试数据）'])
  assert.match(done.journal.map(({ says }) => says).join(), /撤销检查：点错了窗口/)
  assert.ok(done.clocks.every(({ is }) => is === 'stopped'))
  assert.deepEqual([await figures(), (await list('district')).counts], [before, counted])
  assert.deepEqual(
    (await list('district', '?state=cancelled')).rows.map((row) => [row.id, row.score]),
    [[id, null]],
  )
  assert.equal((await save('district', id, [wrong])).status, 409)
  assert.equal((await arrange('district', wish)).status, 201, 'the same look can be begun anew')
})

test('figures by office, window and clause, and what failed most (6.5)', async () => {
  const figures = (by: string) => call<Answer<Figures>>('district', 'GET', `/api/inspections/figures?by=${by}&months=3`)
  const { rows, months, worst } = await figures('office')
  assert.deepEqual(months, ['2026-09', '2026-10', '2026-11'])
  assert.equal(rows[0]?.name, '示例街道人力资源和社会保障所')
  assert.ok(rows[0]?.scores[2] && rows[0].scores[0] === null)
  assert.ok(worst.some(({ item, failed: times }) => item === '4.3.2.b' && times === 1))
  assert.match((await figures('window')).rows[0]?.name ?? '', /综合窗口二/)
  assert.match((await figures('clause')).rows.map(({ key }) => key).join(), /4\.3\.2/)
  assert.deepEqual((await call<Answer<Figures>>('sun', 'GET', '/api/inspections/figures')).rows, [])
})

test('an office adds items and leaves out optional ones, never those of a clause; each edition is a version', async () => {
  const own = [{ id: 'own.1', clause: '10.4.2', words: '备有放大镜（测试数据）', about: 'venue', weight: 1 }]
  type Made = Answer<{ readonly edition: number }> & Refused
  const make = (who: string, wish: object) => call<Made>(who, 'POST', '/api/inspections/edition', wish)
  assert.equal((await make('wang', { own, off: [], from: 0 })).status, 403)
  const never = await make('head', { own, off: ['4.3.6.a'], from: 0 })
  assert.deepEqual([never.status, never.problems[0]?.at], [422, '/off/0'])
  assert.match((await make('head', { own: [{ ...own[0], clause: '99.9' }], off: [], from: 0 })).says, /没有条款/)
  assert.equal((await make('head', { own, off: ['10.4.2.c'], from: 0 })).edition, 1)
  assert.equal((await make('head', { own: [], off: [], from: 0 })).status, 409)
  const { id } = await arrange('district', { ...windowCheck, template: 'venue', windows: [] })
  const { checklist, page } = await look('district', id)
  const items = checklist.lines.map(({ item }) => item)
  assert.ok(items.includes('own.1') && !items.includes('10.4.2.c') && items.includes('4.3.6.a'))
  assert.equal(page.matter.facts['edition'], 1)
})

test('a series makes the next inspection before its day, once; a missed day alarms', async () => {
  const wish = {
    ...{ office: demoOffice('sljd'), template: 'window', people: [], windows: windowCheck.windows },
    ...{ months: 1, onDay: 5, leadDays: 3, firstOn: '2026-12-01' },
  }
  type Made = Answer<{ readonly id: string }> & Refused
  const make = (who: string, body: object) => call<Made>(who, 'POST', '/api/inspections/series', body)
  assert.equal((await make('wang', wish)).status, 403)
  assert.equal((await make('sun', wish)).status, 403)
  assert.equal((await make('district', { ...wish, onDay: 31 })).status, 422)
  assert.deepEqual((await make('district', { ...wish, windows: [] })).problems[0]?.at, '/windows')
  assert.deepEqual(
    (await make('district', { ...wish, windows: [demoPost('ybjd.counter')] })).problems[0]?.at,
    '/windows',
  )
  assert.deepEqual((await make('district', { ...wish, firstOn: '2026-11-01' })).problems[0]?.at, '/firstOn')
  const { id } = await make('district', wish)
  const run = async () => runSeries(world, scope, await db.plain((tx) => current(tx, demoTenant, now())))
  assert.equal(await run(), 0)
  setClock('2026-12-02T08:00:00+08:00')
  assert.deepEqual([await run(), await run()], [1, 0])
  const [made] = (await list('district', '?state=planned')).rows
  const { page } = await look('district', made!.id)
  // 5 December 2026 is a Saturday: the next working day.
  assert.equal(page.matter.facts['date'], '2026-12-07')
  assert.equal(page.matter.holder.name, '冯七')
  assert.match(page.journal[0]?.says ?? '', /按检查计划自动安排/)
  setClock('2026-12-08T08:00:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  assert.ok((await list('district', '?late=true&state=planned')).rows.some((row) => row.id === made!.id))
  assert.equal((await call<Answer & Refused>('head', 'DELETE', `/api/inspections/series/${id}`)).status, 403)
  assert.equal((await call('district', 'DELETE', `/api/inspections/series/${id}`)).status, 200)
  setClock('2027-01-04T08:00:00+08:00')
  assert.equal(await run(), 0)
})

test('silence is taken as consent when the days are over, by time and by nobody else', async () => {
  const { id } = await arrange('district', windowCheck)
  await save('district', id, await fill('district', id))
  await step('district', id, 'finish')
  setClock('2027-01-12T09:00:00+08:00')
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: now() })
  assert.equal((await look('district', id)).page.matter.state, 'passed')
})

test('the same spot check is not begun twice while it is in hand; another one is (6.6)', async () => {
  const other = { ...windowCheck, windows: [demoPost('sljd.counter')] }
  const first = await arrange('city', other)
  assert.equal(first.status, 201)
  const twin = await arrange('city', other)
  assert.deepEqual([twin.status, twin.clause], [422, '6.6'])
  assert.match(twin.says, /同样的抽查（.+）正在进行/)
  assert.equal((await arrange('city', { ...other, template: 'venue', windows: [] })).status, 201)
  assert.equal((await arrange('district', other)).status, 201, 'somebody else looks too')
  await save('city', first.id, await fill('city', first.id))
  assert.equal((await step('city', first.id, 'finish')).status, 200)
  assert.equal((await arrange('city', other)).status, 201, 'finished: again')
})

test('a share: the part is not larger than its whole, and the whole is something (6.6)', async () => {
  const { id } = await arrange('district', { ...windowCheck, windows: [demoPost('sljd.aid')] })
  const of = demoPost('sljd.aid')
  const share = (amount: number, whole: number) =>
    save('district', id, [{ item: '4.3.2.a', of, value: { amount, of: whole, unit: 'share' } }])
  assert.deepEqual((await share(5, 0)).problems[0]?.at, '/answers/0/value/of')
  assert.deepEqual((await share(5, 3)).problems[0], {
    at: '/answers/0/value/amount',
    says: '文件面积不能大于台面面积',
  })
  assert.equal((await share(1, 6)).status, 200)
})
