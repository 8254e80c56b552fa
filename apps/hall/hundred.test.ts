import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { demoOffice, demoTenant } from '#office/seed.ts'
import { joinCluster } from '#platform/embedded/cluster.ts'

// The real program over HTTP, a hundred windows at once; it is killed in between as a machine is that loses its power.

const clerks = 100
const tickets = 260
const program = fileURLToPath(new URL('../../bin/start.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'shouwen-hundred-'))
chmodSync(folder, 0o711)
const office = demoOffice('ybjd')
const port = await freePort()
let child: ChildProcess = await started()
after(async () => {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

async function started(): Promise<ChildProcess> {
  const env = { PATH: process.env['PATH'] ?? '', SHOUWEN_DATA: folder, PORT: String(port) }
  const made = spawn(process.execPath, [program], {
    env: { ...env, SHOUWEN_NOW: '2026-11-23T09:30:00+08:00' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((ready, failed) => {
    made.once('exit', (code) => failed(new Error(`ended with ${code}`)))
    made.stdout?.on('data', (text) => /^ready /m.test(String(text)) && ready())
  })
  return made
}

const owner = () => {
  const cluster = joinCluster(folder)
  if (!cluster) throw new Error('no database')
  return new pg.Client({ connectionString: cluster.url('shouwen') })
}

/** What the database says, asked past the program. */
async function asked<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = owner()
  await client.connect()
  const { rows } = await client.query<Row>(text, values)
  await client.end()
  return rows
}

const id = (group: string, n: number) => `01900000-0000-7000-9${group}-${String(n).padStart(12, '0')}`

/** A hundred clerks, each A of a window of their own and B of the next, signed in (测试数据). */
async function staffed(): Promise<string[]> {
  const tokens = Array.from({ length: clerks }, () => randomBytes(32).toString('base64url'))
  const from = '2025-01-01T00:00:00+08:00'
  const client = owner()
  await client.connect()
  const put = (text: string, values: unknown[]) => client.query(text, values)
  await put('begin', [])
  for (const [n, token] of tokens.entries()) {
    const [one, post] = [id('100', n), id('200', n)]
    await put(`insert into staff (tenant_id, id, username, name, number) values ($1, $2, $3, $4, $5)`, [
      ...[demoTenant, one, `hundred-${n}`, `测试员${n}`, `H${n}`],
    ])
    await put(`insert into staff_place (tenant_id, staff, org, valid_from) values ($1, $2, $3, $4)`, [
      demoTenant,
      one,
      office,
      from,
    ])
    await put(`insert into post (tenant_id, id, org, code, name) values ($1, $2, $3, $4, $5)`, [
      demoTenant,
      post,
      office,
      `h${n}`,
      `岗${n}`,
    ])
    const hash = createHash('sha256').update(token).digest('hex')
    await put(
      `insert into session (token_hash, tenant_id, staff_id, created_at, seen_at, expires_at)
       values ($1, $2, $3, '2026-11-23 09:00+08', '2026-11-23 09:30+08', '2026-11-24 09:00+08')`,
      [hash, demoTenant, one],
    )
  }
  for (let n = 0; n < clerks; n++) {
    for (const [role, other] of [
      ['A', n],
      ['B', (n + 1) % clerks],
    ] as const)
      await put(`insert into post_assignment (tenant_id, post, role, staff, valid_from) values ($1, $2, $3, $4, $5)`, [
        ...[demoTenant, id('200', n), role, id('100', other), from],
      ])
    await put(`insert into service_window (tenant_id, org, number, name, post) values ($1, $2, $3, $4, $5)`, [
      ...[demoTenant, office, 100 + n, `测试窗口${n}`, id('200', n)],
    ])
  }
  await put('update office_version set version = version + 1 where tenant_id = $1', [demoTenant])
  await put('commit', [])
  await client.end()
  return tokens
}

type Told = { readonly status: number; readonly body: ReturnType<typeof JSON.parse> }
let retries = 0

/** A change, asked for again under the same key until there is an answer, as the contract wants it. */
async function change(token: string, path: string, body: object): Promise<Told> {
  const headers = { cookie: `shouwen=${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  for (let nth = 0; nth < 400; nth++) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...{ method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) },
    }).catch(() => null)
    const text = await answer?.text().catch(() => null)
    if (answer && typeof text === 'string' && answer.status !== 503)
      return { status: answer.status, body: JSON.parse(text) }
    retries++
    await sleep(50)
  }
  throw new Error(`no answer to ${path}`)
}

test('a hundred clerks call at the same instant, and the program is killed in between: no number twice, none lost (10.4.5)', async () => {
  const tokens = await staffed()
  const made = await Promise.all(
    Array.from({ length: tickets }, (_, n) => change(tokens[n % clerks]!, '/api/queue/tickets', {})),
  )
  assert.deepEqual([...new Set(made.map(({ status }) => status))], [201])
  const numbers = made.map(({ body }) => body.number as string).sort()
  assert.deepEqual(
    numbers,
    Array.from({ length: tickets }, (_, n) => `A${String(n + 1).padStart(3, '0')}`),
    'no gap, no double',
  )

  const call = (n: number) => change(tokens[n]!, '/api/queue/calls', { window: 100 + n })
  const first = await Promise.all(tokens.map((_, n) => call(n)))
  const called = first.map(({ body }) => body.ticket.number as string)
  assert.equal(new Set(called).size, clerks, 'a hundred calls, a hundred numbers')
  assert.deepEqual(called.toSorted(), numbers.slice(0, clerks), 'the first hundred of the line')

  // Each goes on with the next one; in the middle of it the program dies and comes back.
  const got: string[] = [...called]
  const next = async (n: number, before: string) => {
    await change(tokens[n]!, `/api/queue/tickets/${before}/serve`, {})
    const ended = await change(tokens[n]!, `/api/queue/tickets/${before}/finish`, { why: '测试' })
    assert.equal(ended.status, 200, JSON.stringify(ended.body))
    const { status, body } = await call(n)
    assert.equal(status, 200, JSON.stringify(body))
    got.push(body.ticket.number)
  }
  const working = Promise.all(first.map(({ body }, n) => next(n, body.ticket.id)))
  while (got.length < clerks + 8) await sleep(2)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const before = got.length
  child = await started()
  await working
  assert.ok(before < 2 * clerks && retries > 0, `it was killed while they called (${before}, ${retries})`)

  assert.equal(new Set(got).size, 2 * clerks, 'nobody was told a number that another was told')
  assert.deepEqual(got.toSorted(), numbers.slice(0, 2 * clerks))
  const lines = await asked<{ entry: string; many: number }>(
    `select entry, count(*)::int as many from ledger where register = 'queue' and act = 'queue.call' group by entry having count(*) > 1`,
  )
  assert.deepEqual(lines, [], 'nor is one called twice in the register')
  const states = await asked<{ state: string; many: number }>(
    'select state, count(*)::int as many from queue_ticket where office = $1 group by state order by state',
    [office],
  )
  assert.deepEqual(states, [
    { state: 'called', many: clerks },
    { state: 'done', many: clerks },
    { state: 'waiting', many: tickets - 2 * clerks },
  ])
})
