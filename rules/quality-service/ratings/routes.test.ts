import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { contactInput } from '#house/forms.ts'
import { demoPost } from '#office/seed.ts'
import { rowsOf } from '#platform/sheets/reading.ts'

const s = await testServer('ratings', '2026-03-02T09:00:00+08:00')
const { open, move, call, app, owner, signIn, pass, setClock } = s

type Line = {
  id: string
  level: number
  words: string | null
  stage: string
  service: string | null
  items: { code: string; label: string }[]
  handling: { id: string; number: string; finding: string | null } | null
  excluded: { why: string; by: string } | null
}
type Listed = { keeps: boolean; rows: Line[]; next: string | null; offices: { id: string }[] }
const list = (who: string, query = '') => call<Listed>(who, 'GET', `/api/ratings?${query}`)
const said = { way: 'call', said: '说等得太久（测试数据）' }

/** A visit of 测试数据, finished and rated at once. */
async function rated(level: number, said: object = {}, by = 'wang'): Promise<string> {
  const page = await open(by, 'contact', { ...contactInput, name: '测试某某' })
  const done = await move(by, page, 'answer', { result: '已说明（测试数据）' })
  const answer = await app.inject({
    ...{ method: 'POST', url: '/api/visitor/ratings', headers: { 'idempotency-key': randomUUID() } },
    payload: { number: done.matter.number, code: page.visitorCode, level, ...said },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  pass(1)
  return done.matter.id
}
const handlingIn = async (visit: string): Promise<{ id: string; number: string }> =>
  (await owner.query('select matter_id as id, number from rating_handling where visit = $1', [visit])).rows[0]

const good = await rated(5, { items: ['517'] })
const bad = await rated(1, { items: ['110', '115'], words: '等了很久，电话13800138000（测试数据）' })
const head = await rated(2, {}, 'head')

test('the register is for heads and those above; level and words, and never who rated (10.5.1)', async () => {
  assert.deepEqual((await list('wang')).rows, [])
  assert.equal((await list('wang')).keeps, false)
  const { rows } = await list('head')
  assert.deepEqual(
    rows.map(({ id }) => id),
    [bad, good],
    'newest first, and none about oneself',
  )
  assert.equal(rows[0]?.words, '等了很久，电话13800138000（测试数据）')
  assert.ok(!JSON.stringify(rows).includes('测试某某'))
  assert.deepEqual(
    rows[0]?.items.map(({ label }) => label),
    ['无理由超过法定办理时间', '服务态度差、效率低'],
  )
  assert.deepEqual(
    (await list('district')).rows.map(({ id }) => id),
    [head, bad, good],
  )
  assert.deepEqual((await list('sun')).rows, [], 'another district')
})

test('filters narrow it down, pages follow one another (10.5.1)', async () => {
  const ids = async (query: string) => (await list('district', query)).rows.map(({ id }) => id)
  assert.deepEqual(await ids('level=5'), [good])
  assert.deepEqual(await ids('bad=true'), [head, bad])
  assert.deepEqual(await ids('stage=open'), [head, bad])
  assert.deepEqual(await ids('stage=none'), [good])
  assert.deepEqual(await ids('stage=closed'), [])
  assert.deepEqual(await ids('channel=code&from=2026-03-02&until=2026-03-02'), [head, bad, good])
  assert.deepEqual(await ids('from=2026-03-03'), [])
  assert.deepEqual(await ids(`post=${demoPost('sljd.head')}`), [head])
  const first = await list('district', 'limit=2')
  assert.deepEqual(
    first.rows.map(({ id }) => id),
    [head, bad],
  )
  const second = await list('district', `limit=2&cursor=${encodeURIComponent(first.next ?? '')}`)
  assert.deepEqual([second.rows.map(({ id }) => id), second.next], [[good], null])
  assert.equal((await list('head', 'from=2026-03-05&until=2026-03-01')).status, 422)
  assert.equal((await list('head', `office=${randomUUID()}`)).status, 404)
})

type Compared = { words: string; named: { code: string; stance: string; says: string[] }[]; about: { number: string } }
test('the record stands beside each code, for whoever looks into it and nobody else (10.5.1)', async () => {
  const { id } = await handlingIn(bad)
  for (const who of ['wang', 'zhao', 'sun'])
    assert.equal((await call(who, 'GET', `/api/ratings/handlings/${id}`)).status, 404, who)
  const found = await call<Compared>('head', 'GET', `/api/ratings/handlings/${id}`)
  assert.equal(found.status, 200, JSON.stringify(found))
  assert.deepEqual(
    found.named.map(({ code }) => code),
    ['110', '115'],
  )
  assert.equal(found.named[0]?.stance, 'silent')
  assert.match(found.about.number, /-S-/)
})

const sent = async (who: string, url: string, payload: object) =>
  app.inject({ method: 'POST', url, headers: { cookie: await signIn(who) }, payload })
const reason = '上级要求报送（测试）'

test('the book hides numbers in what was written; the clerk gets none (10.5.1)', async () => {
  assert.equal((await sent('wang', '/api/ratings/export', { reason })).statusCode, 403)
  assert.equal((await sent('head', '/api/ratings/export', {})).statusCode, 422)
  const book = await sent('head', '/api/ratings/export', { reason, bad: true })
  assert.equal(book.statusCode, 200)
  const cells: string[] = []
  for await (const { cells: row } of rowsOf(book.rawPayload))
    for (const cell of row.values()) cells.push('text' in cell ? cell.text : '')
  const text = cells.join('|')
  assert.ok(text.includes('非常不满意') && !text.includes('13800138000') && !text.includes('测试某某'), text)
})

test('in the fields of the national interface: never by default, codes parted by commas, nobody named (10.5.1)', async () => {
  const lines = (await sent('head', '/api/ratings/national.jsonl', { reason })).body.trim().split('\n')
  const [first, second] = lines.map((line) => JSON.parse(line))
  assert.equal(lines.length, 2)
  const { projectno, ...fields } = first
  assert.match(projectno, /-S-2026-/)
  assert.deepEqual(
    Object.fromEntries(
      [
        'satisfaction',
        'evaldetail',
        'isdefault',
        'effectivevalua',
        'pf',
        'prostatus',
        'answerstatus',
        'username',
        'certkey',
        'mobile',
        'assessnumber',
      ].map((key) => [key, fields[key]]),
    ),
    {
      ...{ satisfaction: '1', evaldetail: '110,115', isdefault: '0', effectivevalua: '1', pf: '1', prostatus: '3' },
      ...{ answerstatus: '0', username: null, certkey: null, mobile: null, assessnumber: bad },
    },
  )
  assert.ok(!fields.writingevaluation.includes('13800138000'))
  assert.equal(second.satisfaction, '5')
  const { rows } = await owner.query(`select says from audit where what = 'ratings-national-export'`)
  assert.match(rows[0].says, /导出评价 2 条（不含评价人身份）；理由：上级要求报送/)
})

type Mine = {
  periods: {
    from: string
    until: string
    levels: number[]
    satisfaction: number | null
    unrated: number
    participation: number | null
  }[]
  waiting: boolean
  bad: { number: string; level: string; month: string; mayAppeal: boolean; finding: string }[]
}
const mine = (who: string) => call<Mine>(who, 'GET', '/api/ratings/mine')

test('one’s own: nothing of a month that goes on; a bad one only when it was looked into, and not whose (10.5.1)', async () => {
  const before = await mine('wang')
  assert.deepEqual([before.periods, before.bad], [[], []])
  const { id } = await handlingIn(bad)
  let page = await call<Parameters<typeof move>[1] & { status: number }>('head', 'GET', `/api/matters/${id}`)
  page = await move('head', page, 'reach', said)
  page = await move('head', page, 'verify', { finding: 'upheld', found: '属实（测试数据）' })
  const after = await mine('wang')
  assert.equal(after.bad.length, 1)
  assert.deepEqual([after.bad[0]?.level, after.bad[0]?.month, after.bad[0]?.mayAppeal], ['非常不满意', '2026-03', true])
  const text = JSON.stringify(after)
  for (const secret of [bad, id, '等了很久', '测试某某', '2026-03-02']) assert.ok(!text.includes(secret), secret)
  assert.deepEqual((await mine('zhao')).bad, [])
})

test('when the month is over and five have rated: sums, with participation beside, the unrated not counted as content (10.5.1)', async () => {
  setClock('2026-04-01T09:00:00+08:00')
  assert.deepEqual((await mine('wang')).periods, [], 'two of March are too few')
  for (const level of [5, 4, 3]) await rated(level)
  setClock('2026-05-06T09:00:00+08:00')
  const { periods, waiting } = await mine('wang')
  assert.deepEqual(
    periods.map(({ from, until, levels }) => [from, until, levels]),
    [['2026-03', '2026-04', [1, 0, 1, 1, 2]]],
  )
  assert.equal(periods[0]?.satisfaction, 80)
  assert.equal(waiting, false)
})

test('everybody reads closed months and what was put right, and nothing of who rated or wrote (10.5.1)', async () => {
  const { id } = await handlingIn(bad)
  const at = () => call<Parameters<typeof move>[1]>('head', 'GET', `/api/matters/${id}`)
  await move('head', await at(), 'put-right', { done: '增开窗口（测试数据）', posted: '已增开窗口（测试数据）' })
  const shown = async () =>
    (await app.inject({ url: '/evaluations?office=sljd', headers: { accept: 'text/html' } })).body
  assert.match(await shown(), /近两年没有办结的差评整改/)
  await move('head', await at(), 'answer', { way: 'call', said: '已告知（测试数据）' })
  const closed = await move('head', await at(), 'content', { way: 'call', said: '可以（测试数据）' })
  assert.equal(closed.matter.closed, true)
  const body = await shown()
  assert.match(body, /2026年3月至2026年4月/)
  assert.match(body, /已增开窗口（测试数据）/)
  assert.match(body, /立行立改/)
  for (const secret of ['测试某某', '等了很久', '王一', bad, id]) assert.ok(!body.includes(secret), secret)
})
