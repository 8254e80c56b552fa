import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { measureDates } from './dates.ts'
import { fill } from './fill.ts'
import { registration } from './life.ts'
import { startLoader } from './loader.ts'
import { machine } from './machine.ts'
import { type Bench, type Beside, beside, load } from './measure.ts'
import { cloneMatters, hasPgbench } from './pgbench.ts'
import { freshFolder, type Running, residentMb, startServer, urlsOf } from './place.ts'
import { explain, type Plan } from './plans.ts'
import { record } from './record.ts'
import { print } from './table.ts'
import { signIn, Wire } from './wire.ts'

/**
 * The figures of the product, each beside what the same machine can do at that moment.
 *
 *   npm run bench -- [--size 10k] [--full] [--clients 8] [--seconds 4] [--prof folder]
 *
 * `--size` fills the database with so many matters (0, 10k, 1m); `--full` measures at 10k and again at 1m
 * (six minutes and 12 GB of disk more).
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10k' },
    full: { type: 'boolean', default: false },
    clients: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '4' },
    prof: { type: 'string' },
  },
})
const sizes = values.full ? [10_000, 1_000_000] : [sizeOf(values.size)]
const clients = Number(values.clients)
const seconds = Number(values.seconds)
if (![clients, seconds].every((each) => Number.isInteger(each) && each > 0 && each <= 64))
  throw new RangeError('--clients and --seconds: 1 to 64')

export type Round = {
  readonly matters: number
  readonly journalLines: number
  readonly databaseGb: number
  readonly filledSeconds: number
  readonly move: Beside
  readonly open: Beside
  readonly desk: Beside
  readonly page: Beside
  readonly searches: Readonly<
    Record<string, { readonly p50: number; readonly p95: number; readonly perSecond: number }>
  >
  readonly sweep: { readonly moved: number; readonly perSecond: number } | null
  readonly idleMb: number | null
  readonly loadedMb: number | null
  readonly plans: readonly Plan[]
}

const ends: (() => void)[] = []
process.on('exit', () => {
  for (const end of ends.toReversed()) end()
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const starts = await measureStarts()
const dates = measureDates(1)
const rounds: Round[] = []
let described = await machine(null)
for (const size of sizes) rounds.push(await measureSize(size))
const result = { machine: described, clients, secondsEach: seconds, starts, dates, rounds }
writeFileSync(
  join(import.meta.dirname, 'result.json'),
  `${JSON.stringify(result, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 2)}\n`,
)
print(result)

/** Two starts of a new folder and two later ones: the better of each, since a start can only be disturbed. */
async function measureStarts() {
  const first: number[] = []
  const later: number[] = []
  let idleMb: number | null = null
  for (let nth = 0; nth < 2; nth++) {
    const folder = freshFolder()
    ends.push(folder.remove)
    const one = await running(() => startServer(folder))
    first.push(one.readyMs)
    await one.stop()
    const two = await running(() => startServer(folder))
    later.push(two.readyMs)
    // Idle: what starting allocated has been let go.
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    idleMb = residentMb(two.pid)
    await two.stop()
    folder.remove()
  }
  return { firstMs: Math.min(...first), laterMs: Math.min(...later), idleMb }
}

/** A server that ends with the benchmark, however it ends. */
async function running(start: () => Promise<Running>): Promise<Running> {
  const server = await start()
  ends.push(() => {
    if (server.child.exitCode === null && server.child.signalCode === null) server.child.kill('SIGTERM')
  })
  return server
}

async function measureSize(matters: number): Promise<Round> {
  const folder = freshFolder()
  ends.push(folder.remove)
  const server = await running(() =>
    startServer(folder, 0, values.prof ? ['--cpu-prof', `--cpu-prof-dir=${values.prof}`] : []),
  )
  const urls = urlsOf(folder)
  described = await machine(urls.owner)
  const owner = new pg.Client({ connectionString: urls.owner })
  const app = new pg.Client({ connectionString: urls.app })
  await Promise.all([owner.connect(), app.connect()])
  const tape = await record(urls.app, folder.path)
  const filledSeconds = matters === 0 ? 0 : await fill(owner, tape.matter, matters, say)
  const cookies = { wang: await signedIn(server.port, 'wang'), zhao: await signedIn(server.port, 'zhao') }
  const loader = startLoader()
  ends.push(loader.end)
  const bench: Bench = { folder, server, loader, appUrl: urls.app, tape, clients, seconds, cookies }

  const idleMb = residentMb(server.pid)
  // Lists first: the load of moves would lay thousands of matters on one desk, which no clerk ever has.
  await someWork(server.port, cookies.wang[0]!)
  await owner.query('vacuum analyze')
  const desk = await beside(bench, 'desk', [tape.desk], () => ({ what: 'get', paths: ['/api/desk?limit=20'] }))
  const known = await owner.query<Known>(
    `select id, number, title from matter where org_path = 'cs.slq.sljd' order by md5(id::text) limit 400`,
  )
  const page = await beside(bench, 'page', [tape.page], () => ({
    what: 'get',
    paths: known.rows.map(({ id }) => `/api/matters/${id}`),
  }))
  const searches = await measureSearches(bench, known.rows)
  const plans = await explain(app, tape, String(matters))
  say('lists done')

  const { open, move } = await measureChanges(bench, owner)
  const loadedMb = residentMb(server.pid)
  const sweep = existsSync(join(import.meta.dirname, '..', 'matter', 'sweep.ts'))
    ? await (await import('./sweep.ts')).measureSweep(urls.app, folder.path)
    : null
  const {
    rows: [size],
  } = await owner.query<{ lines: string; bytes: string }>(
    `select (select count(*) from journal) as lines, pg_database_size(current_database()) as bytes`,
  )
  loader.end()
  await Promise.all([owner.end(), app.end()])
  await server.stop()
  folder.remove()
  return {
    matters,
    journalLines: Number(size?.lines),
    databaseGb: Number(size?.bytes) / 1e9,
    filledSeconds,
    move: bare(move),
    open: bare(open),
    desk: bare(desk),
    page: bare(page),
    searches,
    sweep,
    idleMb,
    loadedMb,
    plans,
  }
}

type Known = { readonly id: string; readonly number: string; readonly title: string }

/** Searches as people type them, by two at a time: the time for one counts, not how many fit into a second. */
async function measureSearches(bench: Bench, rows: readonly Known[]): Promise<Round['searches']> {
  const searches: Record<string, { p50: number; p95: number; perSecond: number }> = {}
  const words = {
    'whole name': (row: { title: string }) => row.title.slice(0, 3),
    'two characters': (row: { title: string }) => row.title.slice(0, 2),
    number: (row: { number: string }) => row.number.slice(-8),
  }
  for (const [name, word] of Object.entries(words)) {
    const paths = rows.map((row) => `/api/search?q=${encodeURIComponent(word(row))}`)
    const { p50, p95, perSecond } = await load({ ...bench, clients: 2 }, { what: 'get', paths }, 0.5)
    searches[name] = { p50, p95, perSecond }
  }
  return searches
}

/** Opening and moving. What was opened is what is moved, each matter once through its life. */
async function measureChanges(bench: Bench, owner: pg.Client) {
  const [young] = (
    await owner.query<{ id: string }>(
      `select id from matter where version = 1 and state = 'open' and kind = 'contact' and org_path = 'cs.slq.sljd' order by id desc limit 1`,
    )
  ).rows
  if (hasPgbench() && young) await cloneMatters(owner, young.id, clients)
  await load(bench, { what: 'open' }, 0.25)
  const open = await beside(bench, 'open', [bench.tape.open], () => ({ what: 'open' }))
  const pool = open.outcomes.flatMap(({ opened }) => opened)
  const half = pool.length >> 1
  const move = await beside(bench, 'move', bench.tape.turns, (turn) => ({
    what: 'move',
    matters: turn === 0 ? pool.slice(0, half) : pool.slice(half),
  }))
  return { open, move }
}

function bare({ outcomes: _, ...rest }: Beside & { readonly outcomes: unknown }): Beside {
  return rest
}

/** Sixty contacts on the clerk's desk: three pages. */
async function someWork(port: number, cookie: string): Promise<void> {
  const wire = new Wire(port)
  for (let nth = 0; nth < 60; nth++) {
    const key = `cookie: ${cookie}\r\nidempotency-key: some-${nth}\r\n`
    const reply = await wire.ask(
      'POST',
      '/api/matters',
      key,
      JSON.stringify({ kind: 'contact', input: registration(`拟办第 ${nth} 件`) }),
    )
    if (reply.status !== 201) throw new Error(`open: ${reply.status} ${reply.body.toString().slice(0, 300)}`)
  }
  wire.close()
}

/** Sixteen sessions of one person: a session may ask six thousand times a minute. */
async function signedIn(port: number, username: string): Promise<string[]> {
  const cookies: string[] = []
  // So many that no session comes near its limit of requests a minute.
  for (let nth = 0; nth < 60; nth++) cookies.push(await signIn(port, username))
  return cookies
}

function sizeOf(text: string): number {
  const found = /^(\d{1,4})(k|m)?$/.exec(text)
  if (!found) throw new RangeError(`--size: 0, 10k or 1m, not ${text}`)
  return Number(found[1]) * (found[2] === 'm' ? 1_000_000 : found[2] === 'k' ? 1_000 : 1)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
