import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { faultsIn } from '#apps/cli/draw.ts'
import { tellStory } from '#apps/server/story.ts'
import { type Answer, type Refused, testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import { replayDay } from '#matter/replay.ts'
import { demoOffice, demoPath, demoPost, demoTenant } from '#office/seed.ts'
import type { SamplingFacts } from '#rules/standard-conduct/drawn.ts'
import type { SamplingView, Verified } from './view.ts'

// 测试数据: the demonstration's past days are what is drawn from.

const server = await testServer('samplings', '2026-11-23T09:30:00+08:00')
const { app, call, db, owner, world, signIn, setClock, now } = server
await tellStory(world, now())

type Begun = Answer<{
  readonly id: string
  readonly number: string
  readonly state: string
  readonly led: { id: string; number: string; kind: string } | null
}>
type Looked = Answer<{
  readonly page: { readonly matter: { readonly facts: SamplingFacts; readonly state: string } }
  readonly drawn: SamplingView
}>

const plan = {
  ...{
    office: demoOffice('sljd'),
    source: 'matter',
    way: 'file',
    from: '2026-11-01',
    until: '2026-11-23',
    state: 'any',
  },
  ...{ strata: 'none', measure: 'count', amount: 3, favour: 'none', why: '十一月办结事项抽查（测试数据）' },
} as const
const announce = (who: string, wish: object = {}) =>
  call<Begun & Refused>(who, 'POST', '/api/samplings', { ...plan, ...wish })
const look = (who: string, id: string) => call<Looked & Refused>(who, 'GET', `/api/samplings/${id}`)
const verify = (who: string, id: string) => call<Answer<Verified>>(who, 'GET', `/api/samplings/${id}/verify`)
const drawBy = (who: string, id: string) => call<Begun & Refused>(who, 'POST', `/api/samplings/${id}/draw`, {})
const fill = (who: string, id: string, answers: readonly object[]) =>
  call<Begun & Refused>(who, 'POST', `/api/samplings/${id}/answers`, { answers })
const lead = (who: string, id: string, body: object) =>
  call<Begun & Refused>(who, 'POST', `/api/samplings/${id}/findings`, body)
const step = async (who: string, id: string, move: string, input: object = {}) => {
  const { page } = await look(who, id)
  const { version } = page.matter as unknown as { version: number }
  return call<Refused & Answer<{ matter: { state: string }; sheets: readonly { title: string }[] }>>(
    who,
    'POST',
    `/api/matters/${id}/moves/${move}`,
    { version, ...input },
  )
}
const csvOf = async (who: string, id: string) => {
  const reply = await app.inject({
    method: 'GET',
    url: `/api/samplings/${id}/population.csv`,
    headers: { cookie: await signIn(who) },
  })
  const [heads = '', ...lines] = reply.body.replace('\ufeff', '').trim().split('\r\n')
  const cells = (line: string) => line.split(',').map((cell) => cell.replace(/^"|"$/g, ''))
  return { text: reply.body, status: reply.statusCode, heads: cells(heads), rows: lines.map(cells) }
}

let id = ''

test('a head announces; a clerk does not, nor a head what lies elsewhere (6.6)', async () => {
  assert.equal((await announce('wang')).status, 403)
  assert.equal((await announce('head', { office: demoOffice('cs') })).status, 404)
  const none = await announce('head', { from: '2026-01-05', until: '2026-01-06' })
  assert.match(none.says, /一件也没有/)
  const begun = await announce('head')
  assert.deepEqual([begun.status, begun.state], [201, 'announced'])
  id = begun.id
  const frame = await call<Answer<{ count: number; size: number }>>('head', 'POST', '/api/samplings/frame', plan)
  const { page } = await look('wang', id)
  assert.deepEqual([page.matter.facts.population.count, page.matter.facts.size], [frame.count, 3])
  assert.ok(frame.count > 3, `${frame.count}`)
})

test('nobody opens a draw with a population of their own making (6.6)', async () => {
  const population = { count: 2, hash: 'a'.repeat(64) }
  const forged = await call<Refused>('head', 'POST', '/api/matters', {
    kind: 'sampling',
    input: { ...plan, population },
  })
  assert.match(forged.says, /总体刚有变化/)
})

test('before the seed is there nothing is drawn; what comes later is not in the population (6.6)', async () => {
  assert.match((await drawBy('head', id)).says, /零时十分以后才能抽取/)
  const { rows } = await csvOf('head', id)
  const { facts } = (await look('head', id)).page.matter
  assert.equal(rows.length, facts.population.count)
  assert.ok(
    rows.every(([, , , , value]) => value === ''),
    'no hash values without a seed',
  )
  setClock('2026-11-25T09:00:00+08:00')
  const contact = { channel: 'visit', inquiry: 'consult', matter: '问社保补贴（测试数据）' }
  assert.equal((await call<Answer>('wang', 'POST', '/api/matters', { kind: 'contact', input: contact })).status, 201)
  assert.equal((await csvOf('head', id)).rows.length, facts.population.count)
})

test('the lot is drawn by the root of the announced day; a list of one’s own is taken back (6.6)', async () => {
  const items = [0, 1, 2].map((n) => ({
    id: `01900000-0000-7000-8000-00000000000${n}`,
    matter: `01900000-0000-7000-8000-00000000000${n}`,
    number: 'x',
    office: demoOffice('sljd'),
    stratum: '',
    key: `${n}`,
  }))
  assert.match((await step('head', id, 'draw', { seed: 'b'.repeat(64), items })).says, /不是按公布的方案和种子抽出来的/)
  assert.equal((await drawBy('wang', id)).status, 403)
  const done = await drawBy('head', id)
  assert.deepEqual([done.status, done.state], [200, 'reviewing'])
  const { page, drawn } = await look('head', id)
  const { rows } = await owner.query<{ root: string }>(`select root from journal_root where day = '2026-11-24'`)
  assert.equal(page.matter.facts.seed, rows[0]?.root)
  assert.equal(drawn.items.length, 3)
  const { population, seed, list } = await verify('wang', id)
  assert.deepEqual([population.isSame, seed.isSame, list.isSame], [true, true, true])
  assert.equal((await drawBy('head', id)).status, 409)
  assert.equal((await step('head', id, 'cancel', { reason: '重来（测试数据）' })).status, 409)
})

test('an outsider with the list alone and openssl’s SM3 comes to the same three (6.6)', async () => {
  const { heads, rows, text } = await csvOf('wang', id)
  assert.deepEqual(faultsIn(text), [])
  assert.deepEqual(heads, ['序号', '编号', '层', '签数', '杂凑值', '抽中', '应抽', '种子', '总体摘要'])
  const [size = '', seed = '', digest = ''] = rows[0]!.slice(6)
  const hash = (text: string) => createHash('sm3').update(text, 'utf8').digest('hex')
  assert.equal(hash(rows.map(([, one, layer, tickets]) => `${one}\t${layer}\t${tickets}\n`).join('')), digest)
  const mine = rows
    .map(([, one]) => ({ one, value: hash(`${seed}\n${one}\n1`) }))
    .toSorted((x, y) => (x.value < y.value ? -1 : 1))
  const theirs = rows.filter((row) => row[5] === '抽中').map((row) => row[1])
  assert.deepEqual(
    mine
      .slice(0, Number(size))
      .map(({ one }) => one)
      .toSorted(),
    theirs.toSorted(),
  )
})

test('a row changed behind the program’s back shows when it is drawn again (6.6)', async () => {
  await owner.query('begin')
  await owner
    .query(`update sampling_population set ids = array_reverse(ids) where matter_id = $1`, [id])
    .catch(() => null)
  await owner.query('rollback')
  await owner.query(`update sampling_population set tickets[1] = 2 where matter_id = $1`, [id])
  assert.equal((await verify('head', id)).population.isSame, false)
  await owner.query(`update sampling_population set tickets[1] = 1 where matter_id = $1`, [id])
  assert.equal((await verify('head', id)).population.isSame, true)
})

test('nobody reviews what they handled; a superior’s draw is the superior’s to review (6.3)', async () => {
  const above = await announce('district', { measure: 'percent', amount: 100 })
  assert.equal(above.status, 201)
  setClock('2026-11-27T09:00:00+08:00')
  assert.equal((await drawBy('district', above.id)).status, 200)
  const { drawn } = await look('district', above.id)
  assert.equal(
    (await fill('head', above.id, [{ item: 'complete', of: drawn.items[0]!.id, result: 'pass' }])).status,
    403,
  )
  const own = (await look('wang', above.id)).drawn.items.filter((one) => one.own)
  assert.ok(own.length > 0, 'wang handled some')
  const mine = await announce('head', { measure: 'percent', amount: 100 })
  setClock('2026-11-30T09:00:00+08:00')
  await drawBy('head', mine.id)
  assert.equal((await step('head', mine.id, 'join', { with: demoPost('sljd.counter') })).status, 200)
  const known = (await look('wang', mine.id)).drawn
  const handled = known.items.find((one) => one.own)!
  const other = known.items.find((one) => !one.own)!
  const refused = await fill('wang', mine.id, [{ item: 'complete', of: handled.id, result: 'pass' }])
  assert.deepEqual([refused.status, refused.clause], [403, '6.3'])
  assert.match(refused.says, /经手过/)
  assert.equal((await fill('wang', mine.id, [{ item: 'complete', of: other.id, result: 'pass' }])).status, 200)
})

test('every line answered, a record on paper, a finding that becomes a task, an inspection, or is let be with a reason (6.6)', async () => {
  const { drawn } = await look('district', id)
  const reviewer = 'head'
  const own = (await look(reviewer, id)).drawn.items.filter((one) => one.own).map((one) => one.id)
  const lines = drawn.items.flatMap((item) =>
    drawn.questions.map((question) => ({ item: question.id, of: item.id, result: 'pass' })),
  )
  const first = drawn.items.find((item) => !own.includes(item.id))!.id
  const but = (line: { item: string; of: string; result: string }) =>
    line.of === first && line.item !== 'paper' ? { ...line, result: 'fail', note: '和记录不一致（测试数据）' } : line
  assert.equal((await fill(reviewer, id, lines.filter(({ of }) => !own.includes(of)).map(but))).status, 200)
  for (const of of own) {
    assert.equal((await step(reviewer, id, 'join', { with: demoPost('sljd.collect') })).status, 200)
    assert.equal(
      (
        await fill(
          'zheng',
          id,
          lines.filter((line) => line.of === of),
        )
      ).status,
      200,
    )
  }
  const done = await step(reviewer, id, 'finish', { remark: '总体规范（测试数据）' })
  assert.equal(done.matter?.state, 'settling', done.says)
  assert.deepEqual(
    done.sheets.map(({ title }) => title),
    ['抽查记录'],
  )
  const found = (await look(reviewer, id)).drawn.findings
  assert.equal(found.length, 4)
  const [task, inspection, none, account] = found.map(({ key }) => key) as [string, string, string, string]
  assert.match((await lead(reviewer, id, { finding: task, lead: 'task', says: '补齐' })).says, /承办岗位/)
  const led = await lead(reviewer, id, {
    finding: task,
    lead: 'task',
    says: '补齐（测试数据）',
    to: demoPost('sljd.counter'),
    days: 3,
  })
  assert.equal(led.led?.kind, 'task', led.says)
  const check = await lead(reviewer, id, {
    finding: inspection,
    lead: 'inspection',
    says: '到现场看（测试数据）',
    template: 'venue',
  })
  assert.equal(check.led?.kind, 'inspection', check.says)
  assert.match(
    (await lead(reviewer, id, { finding: account, lead: 'accountability', says: '推诿', number: 'SL-Z-2026-000099' }))
      .says,
    /没有就/,
  )
  assert.equal((await step(reviewer, id, 'close')).status, 422)
  for (const key of [none, account])
    assert.equal((await lead(reviewer, id, { finding: key, lead: 'none', says: '当面提醒（测试数据）' })).status, 200)
  assert.match((await lead(reviewer, id, { finding: none, lead: 'none', says: '再来一次' })).says, /已经处理过/)
  assert.equal((await step(reviewer, id, 'close')).matter.state, 'done')
})

test('the register: its rows, its book, and what another city does not see (6.6)', async () => {
  const list = await call<
    Answer<{ rows: readonly { id: string; findings: number; openFindings: number; state: string }[] }>
  >('head', 'GET', '/api/samplings?limit=50')
  const row = list.rows.find((one) => one.id === id)
  assert.deepEqual([row?.findings, row?.openFindings, row?.state], [4, 0, 'done'])
  const book = await app.inject({
    method: 'POST',
    url: '/api/samplings/export',
    headers: { cookie: await signIn('head') },
    payload: { reason: '核对抽查（测试）' },
  })
  assert.deepEqual(
    [book.statusCode, book.headers['content-type']],
    [200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  )
})

test('a replay of the journal gives the same (6.6)', async () => {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  for (const day of ['2026-11-25', '2026-11-30', dayOf(now())])
    assert.deepEqual((await replayDay(world, scope, day as never)).differences, [])
  void db
})
