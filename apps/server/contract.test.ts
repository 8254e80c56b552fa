import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

// A script of somebody who has only the outside contract and the program itself: its start line, its API document, and
// the forms that each page offers. No import of ours.

type Json = { [key: string]: Json } & { readonly length: number } & Json[]
type Answer = { readonly status: number; readonly body: Json }

const program = fileURLToPath(new URL('../../bin/start.js', import.meta.url))
const data = mkdtempSync(join(tmpdir(), 'shouwen-contract-'))
const env = { PATH: process.env['PATH'] ?? '', SHOUWEN_DATA: data, PORT: '0', SHOUWEN_NOW: '2026-11-23T09:30:00+08:00' }
const start = () => spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'ignore'] })
const cookies = new Map<string, string>()
let base = ''

let child: ReturnType<typeof start> | null = null

after(async () => {
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  child?.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
})

before(async () => {
  const started = start()
  child = started
  let text = ''
  base = await new Promise<string>((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    started.stdout.on('data', (chunk) => {
      text += chunk
      const ready = /^ready (http:\S+)$/m.exec(text)
      if (ready) resolve(ready[1]!)
    })
  })
  assert.match(text, /wang/, 'demonstration accounts are printed at start')
})

async function call(
  who: string | null,
  method: string,
  path: string,
  body?: unknown,
  key: string = randomUUID(),
): Promise<Answer> {
  if (who && !cookies.has(who)) {
    const reply = await fetch(`${base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: who, password: 'shouwen-demo' }),
    })
    assert.equal(reply.status, 200, who)
    cookies.set(who, (reply.headers.get('set-cookie') ?? '').split(';')[0]!)
  }
  const headers = {
    ...(who && { cookie: cookies.get(who)! }),
    ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': key }),
  }
  const reply = await fetch(`${base}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const isJson = reply.headers.get('content-type')?.includes('json')
  return {
    status: reply.status,
    body: isJson ? ((await reply.json()) as Json) : ({ text: await reply.text() } as unknown as Json),
  }
}

const move = (who: string, page: Json, name: string, input: object = {}) =>
  call(who, 'POST', `/api/matters/${page['matter']!['id']}/moves/${name}`, {
    version: page['matter']!['version'],
    ...input,
  })

async function done(answer: Promise<Answer>): Promise<Json> {
  const { status, body } = await answer
  assert.ok(status === 200 || status === 201, `${status} ${JSON.stringify(body)}`)
  return body
}

function offer(page: Json, name: string): Json {
  const found = [...page['offers']!].find((one) => String(one['move']) === name)
  assert.ok(found, `${name} is not offered: ${[...page['offers']!].map((one) => one['move'])}`)
  return found
}

/** The review form, filled from the form itself: all in order, but the first required material if `lacking`. */
function review(page: Json, lacking: boolean) {
  const { materials, conditions } = offer(page, 'check')['input']!['properties']! as unknown as Record<string, Json>
  const required = [...materials!['x-rows']!].find((row) => row['required'])
  return {
    missing: String(required?.['id']),
    materials: [...materials!['x-rows']!].map(({ id }) =>
      lacking && id === required?.['id'] ? { id, result: 'missing', reason: '没有带来' } : { id, result: 'ok' },
    ),
    conditions: [...conditions!['x-rows']!].filter(({ machine }) => !machine).map(({ id }) => ({ id, result: 'yes' })),
  }
}

const person = { name: '测试合', idNumber: '220203197512311017', mobile: '13900000031', address: '示例街道测试路31号' }

test('首问：登记、转交、接收、联系、答复', async () => {
  const opened = await done(
    call('wang', 'POST', '/api/matters', {
      kind: 'contact',
      input: { channel: 'call', inquiry: 'consult', matter: '问补贴进度', name: '测试问', phone: '13900000030' },
    }),
  )
  for (const name of [
    'id',
    'number',
    'kind',
    'state',
    'stateLabel',
    'version',
    'firstResponsible',
    'holder',
    'openedAt',
  ])
    assert.ok(name in opened['matter']!, name)
  const clock = opened['clocks']![0]!
  for (const name of ['name', 'is', 'unit', 'startedAt', 'dueAt', 'lamp', 'late', 'proof'])
    assert.ok(name in clock, name)
  const [post] = [...offer(opened, 'hand-over')['input']!['properties']!['to']!['oneOf']!].filter(({ title }) =>
    /复核/.test(String(title)),
  )
  const handed = await done(move('wang', opened, 'hand-over', { to: post!['const'], why: 'duty' }))
  const taken = await done(move('zhao', handed, 'accept'))
  assert.equal(taken['matter']!['holder']!['name'] === opened['matter']!['holder']!['name'], false)
  const reached = await done(move('zhao', taken, 'reach', { way: 'call', said: '已电话联系' }))
  const answered = await done(move('zhao', reached, 'answer', { result: '已说明' }))
  assert.equal((await call('qian', 'GET', `/api/matters/${answered['matter']!['id']}`)).status, 404)
})

test('办件：JY01 当场办结并由服务对象评价；工作人员不能评价', async () => {
  const form = {
    ...person,
    reason: '24',
    formerEmployer: '测试单位',
    unemployedSince: '2026-10-08',
    employed: false,
    ownsBusiness: false,
    receivesPension: false,
    studying: false,
    wantsWork: true,
  }
  const opened = await done(call('wang', 'POST', '/api/matters', { kind: 'case', input: { service: 'JY01', form } }))
  const checked = await done(
    move('wang', opened, 'check', (({ missing: _none, ...input }) => input)(review(opened, false))),
  )
  const finished = await done(move('wang', checked, 'finish'))
  assert.equal((await move('wang', finished, 'rate', { level: 5 })).status, 403)
  const rating = { number: finished['matter']!['number'], code: opened['visitorCode'], level: 5 }
  assert.ok((await call(null, 'POST', '/api/visitor/ratings', rating)).status < 300)
  assert.equal((await call(null, 'POST', '/api/visitor/ratings', rating)).status, 422)
})

test('办件：JY02 一次性告知、补正、受理、延期', async () => {
  const form = {
    ...person,
    community: '示例社区',
    unemployedSince: '2026-01-05',
    category: 'older',
    monthlyIncome: 0,
    employed: false,
    ownsBusiness: false,
    wantsWork: true,
    agreesNotice: true,
  }
  const opened = await done(call('wang', 'POST', '/api/matters', { kind: 'case', input: { service: 'JY02', form } }))
  const { missing, ...lacking } = review(opened, true)
  const told = await done(move('wang', await done(move('wang', opened, 'check', lacking)), 'notify'))
  const paper = await fetch(`${base}${told['sheets']![0]!['url']}`, { headers: { cookie: cookies.get('wang')! } })
  assert.deepEqual([paper.status, paper.headers.get('content-type')], [200, 'application/pdf'])
  const back = await done(move('wang', told, 'resupply', { materials: [missing] }))
  const { missing: _none, ...whole } = review(back, false)
  const accepted = await done(move('wang', await done(move('wang', back, 'check', whole)), 'accept'))
  const asked = await done(move('wang', accepted, 'ask-extension', { amount: 3, reason: '需要核实', taken: '已去函' }))
  const own = await move('wang', asked, 'extend', { opinion: '同意', told: 'call' })
  assert.deepEqual([own.status, own.body['code'], own.body['clause']], [403, 'not-yours', '7.5'])
  assert.ok(String(own.body['says']).length > 4)
  const extended = await done(move('head', asked, 'extend', { opinion: '同意', told: 'call' }))
  assert.equal((await move('wang', asked, 'check', whole)).status, 409, '旧版本')
  assert.equal((await move('wang', extended, 'finish')).status, 409, '还不到这一步')
})

test('列表、目录、条款、期限、健康', async () => {
  const desk = (await done(call('wang', 'GET', '/api/desk?limit=2'))) as Json
  assert.equal([...desk['rows']!].length, 2)
  const next = await done(call('wang', 'GET', `/api/desk?limit=2&cursor=${encodeURIComponent(String(desk['next']))}`))
  assert.notEqual(next['rows']![0]!['id'], desk['rows']![0]!['id'])
  assert.ok([...(await done(call('wang', 'GET', '/api/search?q=%E6%B5%8B%E8%AF%95')))['rows']!].length > 0)
  assert.equal([...(await done(call(null, 'GET', '/api/services')))['services']!].length, 15)
  assert.equal((await done(call(null, 'GET', '/api/services/JY02')))['code'] as unknown, 'JY02')
  assert.ok([...(await done(call('wang', 'GET', '/api/clauses')))].length > 100)
  const due = await done(call('wang', 'GET', '/api/deadline?from=2026-02-13&limit=10&unit=workingDays'))
  assert.deepEqual([due['dueAt'], due['provisional']] as unknown, ['2026-03-05', false])
  assert.equal(
    (await done(call('wang', 'GET', '/api/deadline?from=2026-12-20&limit=10&unit=workingDays')))[
      'provisional'
    ] as unknown,
    true,
  )
  for (const path of ['/healthz', '/readyz', '/metrics', '/api/openapi.json'])
    assert.equal((await call(null, 'GET', path)).status, 200, path)
  assert.equal((await call(null, 'GET', '/api/desk')).status, 401)
})

test('错误的设置：一行说明，退出码 2', () => {
  for (const wrong of [{ PORT: 'x' }, { SHOUWEN_NOW: '昨天' }, { SHOUWEN_DEMO: 'ja' }, { DATABASE_URL: 'mysql://x' }]) {
    const ended = spawnSync(process.execPath, [program], {
      env: { ...env, SHOUWEN_DATA: join(data, 'none'), ...wrong },
      encoding: 'utf8',
    })
    assert.equal(ended.status, 2, JSON.stringify(wrong))
    assert.equal(ended.stderr.trim().split('\n').length, 1, ended.stderr)
  }
})
