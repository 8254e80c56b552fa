import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tellStory } from '#apps/server/story.ts'
import { type Answer, type Refused, testServer } from '#apps/server/testing.ts'
import type { Day } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import { demoOffice, demoPost, demoTenant } from '#office/seed.ts'
import { refresh } from '#rules/figures/jobs.ts'
import { defaultScheme, type ScorePage } from '#rules/figures/scoring.ts'
import { closeMonths } from './close.ts'

// 测试数据: the demonstration's past days.

const server = await testServer('scores', '2026-11-23T09:30:00+08:00')
const { app, call, owner, world, signIn, setClock, now } = server
await tellStory(world, now())
const place = async () => (await places(world)).find((one) => one.scope.tenant === demoTenant)!
await refresh(world, await place())

const november = '2026-11-01' as Day
const page = (who: string, query = '') => call<Answer<ScorePage> & Refused>(who, 'GET', `/api/scores${query}`)
const post = (who: string, path: string, body: object = {}) =>
  call<Answer<{ id: string; number: string }> & Refused>(who, 'POST', path, body)
const row = (found: ScorePage, id: string) => found.posts.find((one) => one.post === id)

test('a month that goes on is for heads and superiors, of all below them, each score with its steps (6.5)', async () => {
  const mine = await page('head', '?month=2026-11')
  assert.equal(mine.status, 200, mine.says)
  assert.equal(mine.closedAt, null)
  const counter = row(mine, demoPost('sljd.counter'))
  assert.ok(counter?.score !== null && counter?.detail?.steps.includes('÷'), JSON.stringify(counter))
  const whole = mine.offices.find((one) => one.office === demoOffice('sljd'))
  assert.equal(
    mine.posts.filter((one) => one.office === demoOffice('sljd')).reduce((sum, one) => sum + one.volume, 0),
    whole?.volume,
  )
  assert.ok((await page('district', '?month=2026-11')).offices.some((one) => one.office === demoOffice('sljd')))
  assert.deepEqual(
    [(await page('wang', '?month=2026-11')).status, (await page('wang', '?month=2026-11')).clause],
    [422, '6.5'],
  )
  assert.equal((await page('head', `?month=2026-11&office=${demoOffice('cs')}`)).status, 404)
  assert.equal((await page('head', '?month=2026-12')).status, 422)
})

test('inspections, second demands, empty posts and complaints found true go in where they belong (6.5)', async () => {
  const { rows } = await owner.query<{ points: number; worth: number }>(
    `select sum(weight) filter (where result = 'pass')::int as points, sum(weight)::int as worth from inspection_line where office = $1 and whom = $2 and result <> 'na' and done_at >= '2026-11-01'`,
    [demoOffice('sljd'), demoPost('sljd.counter2')],
  )
  const part = row(await page('head', '?month=2026-11'), demoPost('sljd.counter2'))?.detail?.parts.find(
    ({ key }) => key === 'inspection',
  )
  assert.equal(part?.says, `合格权重${rows[0]?.points}÷适用权重${rows[0]?.worth}`)
})

test('a closed month stays as it was; what was corrected later stands beside it (6.5)', async () => {
  setClock('2026-12-05T09:00:00+08:00')
  await refresh(world, await place())
  assert.ok(!(await closeMonths(world, await place())).includes(november), 'not before five days are over')
  setClock('2026-12-07T09:00:00+08:00')
  await refresh(world, await place())
  assert.deepEqual(await closeMonths(world, await place()), [november])
  assert.deepEqual(await closeMonths(world, await place()), [], 'once')
  const before = await page('head', '?month=2026-11')
  assert.ok(before.closedAt)
  assert.ok(before.posts.every(({ corrected }) => !corrected))
  await owner.query(`update figure_month set done = done + 4, late = late + 4 where post = $1 and day = '2026-11-01'`, [
    demoPost('sljd.counter'),
  ])
  const after = row(await page('head', '?month=2026-11'), demoPost('sljd.counter'))!
  assert.equal(after.score, row(before, demoPost('sljd.counter'))?.score)
  assert.deepEqual([after.corrected, after.now !== after.score], [true, true])
})

test('a clerk sees the own office’s closed months; the reckoning only of the own post (6.5, 10.5.1)', async () => {
  const seen = await page('wang', '?month=2026-11')
  assert.equal(seen.status, 200, seen.says)
  assert.deepEqual([...new Set([...seen.offices, ...seen.posts].map(({ office }) => office))], [demoOffice('sljd')])
  assert.ok(row(seen, demoPost('sljd.counter'))?.detail)
  const other = row(seen, demoPost('sljd.aid'))
  assert.ok(other && other.detail === null && other.now === null)
})

test('the head at the top sets the weights from a month on; months gone by keep theirs (6.5)', async () => {
  const wish = {
    from: '2026-12',
    weights: { ...defaultScheme.weights, limit: 40, notice: 10 },
    least: 5,
    source: '城市人社〔2026〕1号（测试数据）',
  }
  assert.deepEqual(
    [(await post('head', '/api/scores/scheme', wish)).status, (await post('wang', '/api/scores/scheme', wish)).status],
    [403, 403],
  )
  assert.match((await post('city', '/api/scores/scheme', { ...wish, from: '2026-11' })).says, /只能从本月/)
  assert.match(
    (await post('city', '/api/scores/scheme', { ...wish, weights: { ...wish.weights, limit: 50 } })).says,
    /合计应为100，现在是110/,
  )
  assert.equal((await post('city', '/api/scores/scheme', wish)).status, 201)
  const [old, fresh] = [await page('head', '?month=2026-11'), await page('head', '?month=2026-12')]
  assert.deepEqual([old.scheme.weights.limit, old.scheme.toConfirm], [30, true])
  assert.deepEqual([fresh.scheme.weights.limit, fresh.scheme.toConfirm, fresh.scheme.least], [40, false, 5])
})

test('a window is named by a head, for closed months in which it was ranked, and made public by the rule of disclosure (6.5, 1.4)', async () => {
  const wish = {
    post: demoPost('sljd.counter'),
    from: '2026-11',
    until: '2026-11',
    why: '得分领先，群众反映好（测试数据）',
  }
  assert.equal((await post('wang', '/api/scores/namings', wish)).status, 403)
  assert.match((await post('head', '/api/scores/namings', wish)).says, /没有参加排名：办结不足10件/)
  await owner.query(`update score_month set inputs = inputs || '{"volume": 30}' where post = $1`, [
    demoPost('sljd.counter'),
  ])
  assert.match((await post('head', '/api/scores/namings', { ...wish, until: '2026-12' })).says, /12月还没有封存/)
  assert.equal((await post('head', '/api/scores/namings', { ...wish, post: demoPost('cs.head') })).status, 404)
  const named = await post('head', '/api/scores/namings', wish)
  assert.equal(named.status, 201, named.says)
  const shown = (await page('wang', '?month=2026-11')).namings[0]
  assert.deepEqual([shown?.id, shown?.scores.length, shown?.disclosure], [named.id, 1, null])
  const open = await post('head', `/api/scores/namings/${named.id}/publish`)
  assert.equal(open.status, 201, open.says)
  const { rows } = await owner.query<{ kind: string }>(`select kind from matter where number = $1`, [open.number])
  assert.equal(rows[0]?.kind, 'disclosure')
  assert.match((await post('head', `/api/scores/namings/${named.id}/publish`)).says, /已经登记公开/)
  assert.equal(
    (await post('head', `/api/scores/namings/${named.id}/withdraw`, { why: '查实有投诉（测试数据）' })).status,
    200,
  )
  assert.match((await page('head', '?month=2026-11')).namings[0]?.withdrawn ?? '', /撤回：查实有投诉/)
})

test('the table to take along, and a window’s months (6.5)', async () => {
  const book = await app.inject({
    method: 'POST',
    url: '/api/scores/export',
    headers: { cookie: await signIn('head') },
    payload: { month: '2026-11', reason: '年终评比（测试）' },
  })
  assert.equal(book.statusCode, 200)
  const past = await call<Answer<{ months: readonly { month: string }[] }>>(
    'wang',
    'GET',
    `/api/scores/history?office=${demoOffice('sljd')}&post=${demoPost('sljd.aid')}`,
  )
  assert.deepEqual(
    past.months.map(({ month }) => month),
    ['2026-11'],
  )
  assert.equal((await call<Answer>('wang', 'GET', `/api/scores/history?office=${demoOffice('cs')}`)).status, 404)
})
