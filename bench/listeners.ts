import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import { idOf, newToken } from '#platform/auth/token.ts'
import { type Ground, openGround } from '#platform/db/ground.ts'
import { openWire } from '#platform/live/wire.ts'
import type { Ears, Heard } from './ears.ts'
import { registration } from './life.ts'
import { machine } from './machine.ts'
import { freshFolder, type Running, residentMb, sparePort, startServer } from './place.ts'
import { signIn, Wire } from './wire.ts'

/**
 * So many who listen at one server, half of them at desks and half screens of the hall, beside another node on the same
 * database: how long a change takes from its commit until all have heard of it, what each costs in memory, what an
 * ordinary request takes meanwhile; how long until all were told to look again after the database cut the line between
 * the nodes while something happened, and until all listen again after the server was started anew.
 *
 *   node bench/listeners.ts [--listeners 2000] [--changes 40] [--cuts 5] [--save]
 */
const { values } = parseArgs({
  options: {
    listeners: { type: 'string', default: '2000' },
    changes: { type: 'string', default: '40' },
    cuts: { type: 'string', default: '5' },
    save: { type: 'boolean', default: false },
  },
})
const count = Number(values.listeners)
const say = (line: string) => process.stdout.write(`${line}\n`)
const ms = ({ p50, p95, most }: Spread) => `p50 ${p50.toFixed(0)}, p95 ${p95.toFixed(0)}, at most ${most.toFixed(0)} ms`
const folder = freshFolder()
const port = await sparePort()
const child = fork(join(import.meta.dirname, 'ears.ts'))
let ground: Ground | null = null
let server: Running | null = null
try {
  ground = await openGround({ data: folder.path, databaseUrl: null })
  server = await begun(ground)
  const lines = await enrolled(ground, count)
  const cookie = await signIn(port, 'wang')
  await ordinary(cookie, 200)
  const before = residentMb(server.pid) ?? 0
  const alone = await ordinary(cookie, 200)
  child.send({ port, lines } satisfies Ears)
  await allOpen()
  await sleep(1_000)
  const kbEach = (((residentMb(server.pid) ?? 0) - before) * 1024) / count
  say(`${count} listeners, ${kbEach.toFixed(1)} KB each`)
  const told = await changes(cookie, Number(values.changes))
  say(`a change reached ${told.least} of ${count} at the least; all had heard after ${ms(told.all)}`)
  say(`an ordinary request: ${ms(told.request)} while they are told, ${ms(alone)} before they came`)
  const cut = await cutLines(ground, Number(values.cuts))
  say(`after the line was cut ${cut.least} of ${count} at the least were told to look again; all after ${ms(cut.all)}`)
  const storm = await restarted(ground)
  say(`after a restart all listen again ${storm.allAgainMs} ms after it was ready; refused ${storm.refused}`)
  say(`an ordinary request meanwhile: ${ms(storm.request)}`)
  const load = loadavg().map((one) => Math.round(one * 10) / 10)
  const result = { machine: await machine(ground.ownerUrl), load, listeners: count, kbEach, alone, told, cut, storm }
  if (values.save) writeFileSync(join(import.meta.dirname, 'listeners.json'), `${JSON.stringify(result, null, 2)}\n`)
  say(`load ${load.join(' ')}`)
  process.exitCode = told.least === count && cut.least === count && told.all.p95 <= 1_000 ? 0 : 1
} finally {
  child.disconnect()
  await server?.stop()
  await ground?.close()
  folder.remove()
}

/** The server on a database that others use too, so that it has a line to them. */
function begun({ ownerUrl }: Ground): Promise<Running> {
  return startServer(folder, port, [], { DATABASE_URL: ownerUrl, SHOUWEN_DEMO: '1' })
}

/** Sessions and paired screens, written as sign-in and pairing would: two thousand passwords are another benchmark. 测试数据. */
async function enrolled({ ownerUrl }: Ground, all: number): Promise<Ears['lines']> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const tokens = Array.from({ length: all }, newToken)
  const now = '2026-11-23T09:30:00+08:00'
  const hashes = tokens.map((token) => idOf(token))
  const half = all >> 1
  await owner.query(
    `insert into session (token_hash, tenant_id, staff_id, created_at, seen_at, expires_at)
     select h, $2, $3, $4, $4::timestamptz + interval '10 minutes', $4::timestamptz + interval '10 hours' from unnest($1::text[]) h`,
    [hashes.slice(0, half), demoTenant, demoStaff('wang'), now],
  )
  await owner.query(
    `insert into device (tenant_id, id, org_path, office, number, kind, code_until, made_by, made_at, token_hash, paired_at, seen_at)
     select $2, gen_random_uuid(), $3, $4, n, 'display', $6, $5, $6, h, $6, $6 from unnest($1::text[]) with ordinality x(h, n)`,
    [hashes.slice(half), demoTenant, demoPath('sljd'), demoOffice('sljd'), demoStaff('wang'), now],
  )
  await owner.end()
  return tokens.map((token, n) =>
    n < half
      ? { path: '/api/live', cookie: `shouwen=${token}` }
      : { path: '/api/hall/live', cookie: `shouwen-device=${token}` },
  )
}

async function heard(): Promise<Heard> {
  child.send('heard')
  const [answer] = (await once(child, 'message')) as [Heard]
  return answer
}

async function allOpen(): Promise<{ readonly lastAt: number; readonly refused: number }> {
  let [lastAt, refused] = [0, 0]
  for (let tries = 0; tries < 600; tries++) {
    const now = await heard()
    lastAt = Math.max(lastAt, ...now.openAt)
    refused += now.refused
    if (now.open === count) return { lastAt, refused }
    await sleep(100)
  }
  throw new Error(`not all listen: ${JSON.stringify(await heard())}`)
}

/** Opens matters one after another, and asks for the desk meanwhile as others would. */
async function changes(cookie: string, times: number) {
  const wire = new Wire(port)
  const last: number[] = []
  const requests: number[] = []
  let least = Number.POSITIVE_INFINITY
  await heard()
  for (let nth = 0; nth < times; nth++) {
    const key = `cookie: ${cookie}\r\nidempotency-key: ${randomUUID()}\r\n`
    const body = JSON.stringify({ kind: 'contact', input: registration(`听见第${nth}次（测试数据）`) })
    const { status } = await wire.ask('POST', '/api/matters', key, body)
    // The answer goes out after the commit; between them lies less than what is measured.
    const from = Date.now()
    if (status >= 300) throw new Error(`a matter: ${status}`)
    // A pause between two: one person's requests a minute are limited.
    for (const until = from + 600; Date.now() < until; await sleep(20)) requests.push(await desk(wire, cookie))
    const { at } = await heard()
    least = Math.min(least, at.length)
    last.push(Math.max(0, ...at) - from)
  }
  wire.close()
  return { least, all: spread(last), request: spread(requests) }
}

/** Another node says something in the moment in which the database has ended every line: nobody hears that. */
async function cutLines({ appUrl, ownerUrl }: Ground, times: number) {
  const other = openWire(appUrl, () => {}, 300)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await sleep(500)
  const last: number[] = []
  let least = Number.POSITIVE_INFINITY
  const hint = {
    tenantId: demoTenant,
    orgPaths: [demoPath('sljd')],
    posts: [],
    matter: { id: randomUUID(), version: 1 },
  }
  for (let nth = 0; nth < times; nth++) {
    await heard()
    const from = Date.now()
    await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shouwen-live'`)
    await other.pass([hint])
    await sleep(8_000)
    const { at } = await heard()
    least = Math.min(least, at.length)
    last.push(Math.max(0, ...at) - from)
  }
  await other.close()
  await owner.end()
  return { least, all: spread(last) }
}

async function ordinary(cookie: string, times: number): Promise<Spread> {
  const wire = new Wire(port)
  const taken: number[] = []
  for (let nth = 0; nth < times; nth++) taken.push(await desk(wire, cookie))
  wire.close()
  return spread(taken)
}

async function desk(wire: Wire, cookie: string): Promise<number> {
  const from = performance.now()
  const { status } = await wire.ask('GET', '/api/desk?limit=20', `cookie: ${cookie}\r\n`)
  if (status !== 200) throw new Error(`the desk: ${status}`)
  return performance.now() - from
}

type Spread = { readonly p50: number; readonly p95: number; readonly most: number }

function spread(all: readonly number[]): Spread {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95), most: Math.round((sorted.at(-1) ?? 0) * 10) / 10 }
}

/** Ends the server and starts it again: everybody comes back at once. */
async function restarted(here: Ground) {
  await server?.stop()
  server = await begun(here)
  const readyAt = Date.now()
  const cookie = await signIn(port, 'wang')
  const [{ lastAt, refused }, request] = await Promise.all([allOpen(), ordinary(cookie, 400)])
  return { allAgainMs: Math.max(0, lastAt - readyAt), refused, request }
}
