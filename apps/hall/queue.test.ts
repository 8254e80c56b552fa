import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { place, testHall } from '#apps/hall/testing.ts'
import { demoOffice, demoTenant } from '#office/seed.ts'
import { listenerOf, livingWith } from '#rules/quality-service/hall/proof.ts'
import { closeDays } from '#rules/quality-service/queue/jobs.ts'

const hall = await testHall('queue')
const { as, send, post, pass, owner, now } = hall
type Clerk = Parameters<typeof as>[0]
let hosts = 0

async function screen(kind: 'kiosk' | 'display', clerk: Clerk = 'head'): Promise<string> {
  const made = await as(clerk, 'POST', `/api/hall/${kind}s`, {})
  assert.equal(made.status, 201, made.text)
  const done = await send('POST', '/api/hall/pair', {
    payload: { code: made.body.code, kind },
    address: `10.7.0.${++hosts}`,
  })
  assert.equal(done.status, 201, done.text)
  return done.cookie
}
const kiosk = await screen('kiosk')
const display = await screen('display')
const read = (url: string, cookie = '') => send('GET', url, { headers: { accept: 'text/html', cookie } })
const board = () => send('GET', '/api/hall/display', { headers: { cookie: display } })

/** A visitor at the kiosk: the number, and the way to its page. */
async function taken(code = 'JY01', priority = '', asked: string = randomUUID()) {
  const { status, text } = await post(
    `/hall/kiosk/take/${code}`,
    { asked, ...(priority && { priority }) },
    { cookie: kiosk },
  )
  assert.equal(status, 200, text)
  const number = /class="called">([A-Z]\d+)</.exec(text)?.[1] ?? ''
  const { rows } = await owner.query(
    'select id from queue_ticket where origin = $1 and seq = $2 and day = $3 and office = $4',
    [
      ...[
        number[0],
        Number(number.slice(1)),
        new Date(now() + 8 * 3_600_000).toISOString().slice(0, 10),
        demoOffice('sljd'),
      ],
    ],
  )
  return { number, text, id: rows[0]?.id as string }
}
const call = (clerk: Clerk, window: number) => as(clerk, 'POST', '/api/queue/calls', { window })
const act = (clerk: Clerk, id: string, word: string, body: object = {}) =>
  as(clerk, 'POST', `/api/queue/tickets/${id}/${word}`, body)
/** Whoever is at a window is done with: each test begins anew. */
beforeEach(async () => {
  await owner.query(
    `update queue_ticket set state = 'done', ended_at = now() where state in ('waiting', 'called', 'serving')`,
  )
})

test('at the kiosk: choose, be asked plainly, have a number with an honest wait (10.4.4)', async () => {
  const start = await read('/hall/kiosk', kiosk)
  assert.ok(start.text.includes('href="/hall/kiosk/take"'))
  assert.ok((await read('/hall/kiosk/take', kiosk)).text.includes('失业登记'))
  const asked = await read('/hall/kiosk/take/JY01', kiosk)
  for (const words of ['前面没有人等候', '老年人', '残疾人', '不用出示证件'])
    assert.ok(asked.text.includes(words), words)
  assert.ok(!asked.text.includes('data-keep'), 'a form that is used once is not kept in memory')
  const first = await taken()
  assert.equal(first.number, 'A001')
  for (const words of ['class="qr"', '打印号票', '失业登记', '前面没有人等候'])
    assert.ok(first.text.includes(words), words)
  assert.ok((await taken('JY02')).text.includes('前面1人，今天还说不准要等多久'))
  assert.equal((await taken('ask')).number, 'A003', 'a question has a number too')
  assert.equal((await post('/hall/kiosk/take/JY99', { asked: randomUUID() }, { cookie: kiosk })).status, 404)
  assert.equal(
    (await post('/hall/kiosk/take/JY01', { asked: randomUUID() })).status,
    401,
    'only a paired kiosk gives numbers',
  )
})

test('a double tap at the kiosk is one number, and so are four at once; no number is lost by it', async () => {
  const asked = randomUUID()
  const all = await Promise.all([1, 2, 3, 4].map(() => taken('JY01', '', asked)))
  assert.equal(new Set(all.map(({ number }) => number)).size, 1)
  const others = await Promise.all(Array.from({ length: 12 }, () => taken()))
  const numbers = [all[0]!.number, ...others.map(({ number }) => number)].sort()
  assert.deepEqual(
    numbers,
    Array.from({ length: 13 }, (_, i) => `A${String(i + 4).padStart(3, '0')}`),
  )
})

test('call, again, serve, register, finish: from this second somebody is responsible, and the number leads to the contact (2.1)', async () => {
  const { id, number } = await taken()
  const called = await call('wang', 1)
  assert.deepEqual([called.status, called.body.ticket.number, called.body.ticket.window], [200, number, 1])
  const twice = await call('wang', 1)
  assert.deepEqual([twice.status, twice.body.clause], [422, '10.4.5'], 'a second tap passes nobody over')
  assert.equal((await act('wang', id, 'recall')).body.calls, 2)
  assert.equal((await act('li', id, 'serve')).status, 403, 'another window’s visitor')
  assert.equal((await act('wang', id, 'serve')).body.state, 'serving')
  const none = await act('wang', id, 'finish')
  assert.deepEqual([none.status, none.body.clause], [422, '2.1'], 'nobody goes away unregistered without a word')
  assert.deepEqual([(await call('wang', 1)).status, (await call('wang', 1)).body.clause], [422, '2.1'])
  const contact = await as('wang', 'POST', '/api/matters', {
    kind: 'contact',
    input: { channel: 'visit', inquiry: 'service', matter: '失业登记' },
  })
  assert.equal(contact.status, 201, contact.text)
  const page = await as('wang', 'GET', `/api/queue/tickets/${id}`)
  assert.equal(page.body.matter, contact.body.matter.id)
  assert.equal((await act('wang', id, 'finish')).body.state, 'done')
  const history = (await as('wang', 'GET', `/api/queue/tickets/${id}`)).body.history.map(
    ({ says }: { says: string }) => says,
  )
  assert.deepEqual(history, [
    `请${number}号到1号窗口`,
    `再叫${number}号，第2次`,
    `${number}号到窗口，开始接待`,
    `${number}号办结`,
  ])
})

test('registering whoever was called says that they came; a telephone call in between does not', async () => {
  const { id } = await taken()
  await call('wang', 1)
  const open = (channel: string) =>
    as('wang', 'POST', '/api/matters', {
      kind: 'contact',
      input: { channel, inquiry: 'consult', matter: '问', phone: '13800138000' },
    })
  await open('call')
  assert.equal((await as('wang', 'GET', `/api/queue/tickets/${id}`)).body.state, 'called')
  const { body } = await open('visit')
  const page = (await as('wang', 'GET', `/api/queue/tickets/${id}`)).body
  assert.deepEqual([page.state, page.matter], ['serving', body.matter.id])
  await taken()
  const next = await call('wang', 1)
  assert.equal(next.status, 200, 'who calls the next one has finished with this one')
  assert.equal((await as('wang', 'GET', `/api/queue/tickets/${id}`)).body.state, 'done')
})

test('only who serves at the window calls: not from another post, not while away; the deputy does (4.2.3, 5.1.b)', async () => {
  await taken()
  const other = await call('li', 1)
  assert.deepEqual([other.status, other.body.clause], [403, '5.1.b'])
  assert.equal((await call('qian', 2)).status, 422, 'that office has one window')
  assert.equal((await as('sysadmin', 'POST', '/api/queue/calls', { window: 1 })).status, 403)
  const left = await as('wang', 'POST', '/api/office/away', { minutes: 10, why: '送材料' })
  assert.equal(left.status, 201, left.text)
  const away = await call('wang', 1)
  assert.deepEqual([away.status, away.body.clause], [422, '4.2.3'])
  assert.equal((await call('li', 1)).status, 200, 'B acts at once')
  assert.ok((await as('wang', 'POST', '/api/office/away/return', {})).status < 300)
})

test('who was not there comes again after three others, at the old place; the second time is the last, and can be put right', async () => {
  const line = []
  for (let n = 0; n < 5; n++) line.push(await taken())
  const [first] = line
  await call('wang', 1)
  const over = await act('wang', first!.id, 'pass')
  assert.deepEqual([over.body.state, over.body.passes], ['waiting', 1])
  assert.deepEqual((await board()).body.passed, [first!.number])
  const order: string[] = []
  for (let n = 0; n < 5; n++) {
    const { body } = await call('wang', 1)
    order.push(body.ticket.number)
    if (n < 4)
      await act('wang', body.ticket.id, 'serve').then(() => act('wang', body.ticket.id, 'finish', { why: '只问路' }))
  }
  assert.deepEqual(
    order,
    [line[1], line[2], line[3], first, line[4]].map((one) => one!.number),
  )
  await act('wang', line[4]!.id, 'serve')
  await act('wang', line[4]!.id, 'finish', { why: '只问路' })
  const gone = await taken()
  for (const state of ['waiting', 'absent']) {
    await call('wang', 1)
    assert.equal((await act('wang', gone.id, 'pass')).body.state, state)
  }
  const waits = await taken()
  assert.equal((await act('wang', gone.id, 'back')).body.state, 'waiting')
  assert.equal((await call('wang', 1)).body.ticket.number, gone.number, 'before who came later')
  assert.equal((await act('wang', gone.id, 'lane', { priority: 'elder', why: '看错了' })).status, 409)
  assert.ok(waits.id)
})

test('two of priority, then one of the others; at the desk it is set with a reason', async () => {
  const [a, b, c] = [await taken(), await taken(), await taken()]
  const [p, q, r] = [await taken('JY01', 'elder'), await taken('JY01', 'disabled'), await taken('JY01', 'pregnant')]
  assert.equal((await act('li', c!.id, 'lane', { priority: 'elder', why: '' })).status, 422, 'not without a reason')
  const order: string[] = []
  for (let n = 0; n < 6; n++) {
    const { body } = await call('li', 2)
    order.push(body.ticket.number)
    await act('li', body.ticket.id, 'serve')
    await act('li', body.ticket.id, 'finish', { why: '测试' })
  }
  assert.deepEqual(
    order,
    [p, q, a, r, b, c].map((one) => one!.number),
  )
  const late = await taken()
  const moved = await act('li', late.id, 'lane', { priority: 'disabled', why: '拄拐，没有在机器上选' })
  assert.deepEqual([moved.body.lane.is, moved.body.lane.why], ['priority', '残疾人'])
})

const zones = [
  { letter: 'A', name: '综合业务', windows: [1, 2] },
  { letter: 'B', name: '就业援助', services: ['JY02'], windows: [3] },
]
const plan = { zones, ratio: 2, back: 3, passes: 2 }

test('zones by the office’s own word: a service has its line and its window; a transfer keeps the place (10.1.3)', async () => {
  assert.equal((await as('wang', 'POST', '/api/queue/plan', plan)).status, 403, 'the head orders it')
  const twice = { ...plan, zones: [{ ...zones[0]!, services: ['JY02'] }, zones[1]!] }
  assert.equal((await as('head', 'POST', '/api/queue/plan', twice)).status, 422)
  assert.equal((await as('head', 'POST', '/api/queue/plan', plan)).status, 200)
  const early = await taken('JY01')
  pass(1)
  const [one, two] = [await taken('JY02'), await taken('JY02')]
  assert.deepEqual([one.number, two.number], ['B001', 'B002'])
  assert.equal((await call('wu', 3)).body.ticket.number, 'B001')
  await act('wu', one.id, 'serve')
  const moved = await act('wang', early.id, 'transfer', { zone: 'B', why: '其实要办认定' })
  assert.deepEqual([moved.status, moved.body.number, moved.body.zone.letter], [200, early.number, 'B'])
  await act('wu', one.id, 'finish', { why: '测试' })
  assert.equal((await call('wang', 1)).body.ticket, null, 'not the other line’s')
  assert.equal((await call('wu', 3)).body.ticket.number, early.number, 'taken earlier, called earlier')
  assert.equal((await act('wu', early.id, 'transfer', { window: 2, why: '要李二接着办' })).status, 200)
  assert.equal((await call('wang', 1)).body.ticket, null)
  assert.equal((await call('li', 2)).body.ticket.number, early.number)
  assert.equal((await act('wu', two.id, 'transfer', { why: '哪里' })).status, 422)
})

test('the hall’s screen: numbers and windows, never a name; read anew it has missed nothing (10.4.5)', async () => {
  const { id, number } = await taken('JY02', 'elder')
  await taken('JY01')
  pass(1)
  await call('wu', 3)
  const seen = (await board()).body
  assert.deepEqual([seen.calls[0].number, seen.calls[0].window, seen.calls[0].open], [number, 3, true])
  assert.ok(
    seen.zones.some(({ name, waiting }: { name: string; waiting: number }) => name === '综合业务' && waiting === 1),
  )
  const { call: mark } = seen.calls[0]
  await act('wu', id, 'recall')
  assert.notEqual((await board()).body.calls[0].call, mark, 'called again is another call')
  for (const word of ['王一', '吴五', '失业', '老年', id.slice(0, 8) + '-x'])
    assert.ok(!JSON.stringify(seen).includes(word), word)
  assert.equal((await send('GET', '/api/hall/display', { headers: { cookie: kiosk } })).status, 403)
  assert.equal((await send('GET', '/api/hall/display')).status, 401)
  assert.ok((await read('/hall/display', display)).text.includes('id="called"'))
  assert.ok((await read('/hall/display', kiosk)).text.includes('接入大厅显示屏'))
  const window = await hall.paired('head', 3)
  const at = () => send('GET', '/api/hall/evaluator', { headers: { cookie: window.cookie } })
  assert.deepEqual((await at()).body.ticket, { number, called: true })
  await act('wu', id, 'serve')
  assert.deepEqual((await at()).body.ticket, { number, called: false })
})

test('whoever has the slip sees how far the line is; nobody else sees anything', async () => {
  const [before, mine] = [await taken(), await taken()]
  const { rows } = await owner.query('select token_hash from queue_ticket where id = $1', [mine.id])
  const { tokenOf } = await import('#rules/quality-service/queue/change.ts')
  const url = `/q/${tokenOf(hall.world.keys, mine.id)}`
  assert.ok(!url.includes(rows[0].token_hash) && !url.includes(mine.id), 'what lies in the database opens nothing')
  const waits = await read(url)
  assert.ok(waits.status === 200 && waits.text.includes(mine.number) && waits.text.includes('前面1人'))
  await call('wang', 1)
  await act('wang', before.id, 'serve')
  await call('li', 2)
  assert.ok((await read(url)).text.includes('请现在到2号窗口'))
  assert.equal((await read(`/q/${'A'.repeat(43)}`)).status, 404)
  assert.equal((await read('/q/short')).status, 404)
})

test('the day is Chinese time at every hour; what is left is closed as not come, and kept', async () => {
  const { id } = await taken()
  pass((17 - 9) * 60 + 30)
  for (const url of ['/hall/kiosk/take/JY01', '/hall/kiosk/take'])
    assert.match((await read(url, kiosk)).text, /现在不取号[\s\S]*2026年11月24日 08:00开始取号/, 'after closing')
  const late = await as('head', 'POST', '/api/queue/tickets', { service: 'JY01' })
  assert.equal(late.body.number.startsWith('A'), true, late.text)
  const { rows } = await owner.query(`select distinct day::text from queue_ticket where office = $1`, [
    demoOffice('sljd'),
  ])
  assert.deepEqual(rows, [{ day: '2026-11-23' }], 'half past five is still today')
  const scope = { tenant: demoTenant, paths: ['cs'] }
  const closed = () => hall.db.transaction(scope, (tx) => closeDays(tx, demoTenant, now()))
  assert.equal(await closed(), 0)
  pass(15 * 60 + 30)
  assert.deepEqual((await as('wang', 'GET', '/api/queue')).body.rows, [], 'a new day begins empty')
  assert.equal(await closed(), 2)
  assert.equal(await closed(), 0)
  const kept = await owner.query('select state, end_why from queue_ticket where id = $1', [id])
  assert.deepEqual(kept.rows, [{ state: 'absent', end_why: '当天没有办' }])
  assert.equal((await taken()).number, 'A001', 'and counts from one')
  assert.equal((await act('wang', id, 'back')).status, 404, 'yesterday’s number is not called today')
})

test('figures for the head: by zone and hour, to be taken along as a table (6.6)', async () => {
  assert.equal((await as('wang', 'GET', '/api/queue/figures')).status, 403)
  const { status, body } = await as('head', 'GET', '/api/queue/figures?from=2026-11-23&until=2026-11-24')
  assert.equal(status, 200)
  assert.ok(body.total.taken > 30 && body.total.absent + body.total.uncalled >= 2)
  assert.ok(body.total.uncalled >= 1, '没有叫过的不算未到')
  const row = body.rows.find(({ zone, hour }: { zone: string; hour: number }) => zone === 'A' && hour === 9)
  assert.ok(row.taken > 0 && row.passed > 0 && row.priority > 0, JSON.stringify(row))
  const book = await as('head', 'GET', '/api/queue/figures.xlsx?from=2026-11-23&until=2026-11-24')
  assert.equal(book.status, 200)
  const { rows } = await owner.query(`select says from audit where what = 'register-export' order by at desc limit 1`)
  assert.match(rows[0].says, /排队统计/)
})

test('figures as a list: text in quotation marks, nothing that a spreadsheet would run (6.6)', async () => {
  const evil = [{ ...zones[0]!, name: '=1+1,"甲"' }, zones[1]!]
  assert.equal((await as('head', 'POST', '/api/queue/plan', { ...plan, zones: evil })).status, 200)
  const list = await as('head', 'GET', '/api/queue/figures.csv?from=2026-11-23&until=2026-11-24')
  assert.equal((await as('head', 'POST', '/api/queue/plan', plan)).status, 200)
  assert.equal(list.status, 200)
  const [titles, ...lines] = list.text.split('\r\n')
  assert.ok(titles?.startsWith('\ufeff"业务区","取号时段","取号"'), list.text)
  assert.ok(
    lines.some((line) => line.startsWith(`"'=1+1,""甲""","9:00–9:59",`)),
    list.text,
  )
  assert.equal((await as('wang', 'GET', '/api/queue/figures.csv')).status, 403)
})

test('a slip printed at the desk, by whom it may be; not of a number that is over (10.4.4)', async () => {
  const { body } = await as('li', 'POST', '/api/queue/tickets', { service: 'JY02', priority: 'elder' })
  const slip = (clerk: Clerk) => as(clerk, 'GET', `/api/queue/tickets/${body.id}/slip.pdf`)
  const printed = await slip('li')
  assert.ok(printed.status === 200 && printed.text.startsWith('%PDF-'), printed.text.slice(0, 200))
  const { rows } = await owner.query(`select says from audit where what = 'register-print' order by at desc limit 1`)
  assert.equal(rows[0].says, `印制${body.number}号号票`)
  assert.equal((await slip('qian')).status, 404, 'another office’s')
  await owner.query(`update queue_ticket set state = 'done', ended_at = now() where id = $1`, [body.id])
  const over = await slip('li')
  assert.deepEqual([over.status, over.body.clause], [422, '10.4.4'])
})

test('the second wall: another office’s numbers are not there', async () => {
  const { id } = await taken()
  assert.equal((await as('qian', 'GET', `/api/queue/tickets/${id}`)).status, 404)
  assert.equal((await act('qian', id, 'back')).status, 404)
  assert.deepEqual((await as('qian', 'GET', '/api/queue')).body.rows, [])
  assert.equal((await as('head', 'POST', '/api/queue/calls', { window: 1 })).status, 403, 'not at the window')
})

test('whoever sits down next does not rate the one before (10.5.1)', async () => {
  const window = await hall.paired('wang', 1)
  const at = async () =>
    (await send('GET', '/api/hall/evaluator', { headers: { cookie: window.cookie } })).body.matter?.id ?? null
  const one = await taken()
  await call('wang', 1)
  const visit = await hall.served('wang')
  assert.equal((await as('wang', 'GET', `/api/queue/tickets/${one.id}`)).body.matter, visit.id)
  assert.equal(await at(), visit.id, 'the one who is still there may rate')
  const two = await taken()
  await call('wang', 1)
  assert.equal(await at(), visit.id, 'and until somebody has come')
  await act('wang', two.id, 'serve')
  assert.equal(await at(), null)
})

test('a hint reaches the screens and desks of the office; a revoked screen is out of the line', async () => {
  const url = await hall.app.listen({ port: 0, host: '127.0.0.1' })
  const stop = new AbortController()
  const heard = async (path: string, cookie: string) => {
    const { body, status } = await fetch(`${url}${path}`, { headers: { cookie }, signal: stop.signal })
    assert.equal(status, 200)
    let text = ''
    for await (const piece of body!.pipeThrough(new TextDecoderStream())) {
      text += piece
      if (text.includes('event: queue')) return text
    }
    return text
  }
  const listening = [heard('/api/hall/live', display), heard('/api/live', await hall.cookieOf('wang'))]
  await new Promise((go) => setTimeout(go, 200))
  await taken()
  for (const text of await Promise.all(listening)) assert.ok(text.includes('event: queue\ndata: {}'), text)
  stop.abort()
  const { rows } = await owner.query(`select id from device where kind = 'display' and token_hash is not null`)
  const living = livingWith(async (ids) => new Set(ids), { db: hall.db, place })
  const [mine, session] = [listenerOf(rows[0].id), 'a session']
  assert.deepEqual([...(await living([mine, session]))].sort(), [session, mine].sort())
  assert.equal((await as('head', 'DELETE', `/api/hall/devices/${rows[0].id}`)).status, 200)
  assert.deepEqual([...(await living([mine, session]))], [session])
  assert.equal((await board()).status, 401)
})
