import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { chainFaults } from './chain.ts'
import { registration, turns } from './life.ts'
import { machine } from './machine.ts'
import { freshFolder, postmasterOf, type Running, sparePort, startServer, until, urlsOf } from './place.ts'
import { signIn, Wire } from './wire.ts'

/**
 * kill -9 of the server and of its database, in turn and at random moments, under write load over HTTP. Clients do what
 * the contract asks of them: each change has its Idempotency-Key, and is asked again with the same key until an answer
 * comes. Afterwards every change that was acknowledged is looked for: once, not less and not more.
 *
 *   node bench/kill.ts [--rounds 50] [--clients 6] [--minutes 20] [--save]
 *
 * Ends with 1 when something was lost, doubled, answered wrongly, or the service stayed away too long.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    clients: { type: 'string', default: '6' },
    minutes: { type: 'string', default: '30' },
    save: { type: 'boolean', default: false },
  },
})
const rounds = whole(values.rounds, 1000)
const clients = whole(values.clients, 64)
const deadline = performance.now() + whole(values.minutes, 600) * 60_000
/** The service must be back within this (ms). */
const allowedMs = 5_000

type Kept = { readonly said: string; matter: string | null; moves: number }
type Load = {
  readonly kept: Kept[]
  acknowledged: number
  retries: number
  readonly wrong: string[]
  isOver: boolean
  lastAt: number
}

const folder = freshFolder()
let server: Running | null = null
process.on('exit', () => {
  if (server) endServer(server.pid)
  folder.remove()
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const port = await sparePort()
server = await startServer(folder, port)
const load: Load = { kept: [], acknowledged: 0, retries: 0, wrong: [], isOver: false, lastAt: 0 }
const cookies = { wang: await signIn(port, 'wang'), zhao: await signIn(port, 'zhao') }
const working = Array.from({ length: clients }, () => client(load))
const times: { readonly what: 'server' | 'database'; readonly awayMs: number }[] = []
process.once('uncaughtException', (error) => {
  process.stderr.write(
    `${error.message}; the server said last:\n${readFileSync(join(folder.path, 'server.log'), 'utf8').slice(-3000)}\n`,
  )
  process.exit(1)
})
for (let round = 0; round < rounds * 2 && performance.now() < deadline; round++) {
  const what = round % 2 === 0 ? 'server' : 'database'
  await sleep(200 + Math.random() * 1300)
  const killedAt = performance.now()
  const anewAt = await (what === 'server' ? killServer() : killDatabase())
  await until(() => load.lastAt > anewAt || load.wrong.length > 0)
  if (load.wrong.length > 0) break
  const awayMs = Math.round(load.lastAt - killedAt)
  times.push({ what, awayMs })
  process.stdout.write(
    `${String(round + 1).padStart(3)} ${what.padEnd(8)} back after ${awayMs} ms; ${load.acknowledged} acknowledged, ${load.retries} retries\n`,
  )
}
load.isOver = true
await Promise.all(working)
await report()

/** Kills the server and starts it again at once, as a service manager would. Answers when the old one was gone. */
async function killServer(): Promise<number> {
  const old = server!
  old.child.kill('SIGKILL')
  await until(() => old.child.signalCode !== null || old.child.exitCode !== null)
  const goneAt = performance.now()
  server = await startServer(folder, port)
  return goneAt
}

/** Kills the database; the server starts it again by itself. What its orphaned backends still answer doesn't count as back. */
async function killDatabase(): Promise<number> {
  const old = postmasterOf(folder.path)
  process.kill(old, 'SIGKILL')
  await until(() => ![0, old].includes(postmasterOf(folder.path)))
  return performance.now()
}

/** One client: a contact and its moves, each change asked for until it is acknowledged. */
async function client(load: Load): Promise<void> {
  const wire = new Wire(port)
  const change = async (who: 'wang' | 'zhao', path: string, body: object): Promise<Buffer> => {
    const headers = `cookie: ${cookies[who]}\r\nidempotency-key: ${randomUUID()}\r\n`
    const text = JSON.stringify(body)
    for (let nth = 0; ; nth++) {
      const reply = await patient(wire.ask('POST', path, headers, text)).catch(() => null)
      if (reply && reply.status < 300) {
        load.acknowledged++
        load.lastAt = performance.now()
        return reply.body
      }
      if (!reply) wire.close()
      else if (reply.status !== 503 && reply.status !== 429) {
        load.wrong.push(`${path} ${reply.status} ${reply.body.toString().slice(0, 200)}`)
        throw new Error('answered wrongly')
      }
      if (nth > 2000) throw new Error(`no answer to ${path}`)
      load.retries++
      await sleep(20)
    }
  }
  while (!load.isOver) {
    const kept: Kept = { said: `拟办 ${randomUUID()}`, matter: null, moves: 0 }
    load.kept.push(kept)
    try {
      const opened = await change('wang', '/api/matters', { kind: 'contact', input: registration(kept.said) })
      kept.matter = opened.subarray(0, 80).toString().slice(17, 53)
      for (const [i, { who, move, input }] of turns.entries()) {
        await change(who, `/api/matters/${kept.matter}/moves/${move}`, { version: i + 1, ...input })
        kept.moves++
      }
    } catch {
      // Written down in `wrong`; the next matter goes on.
    }
  }
  wire.close()
}

/** A connection that says nothing for ten seconds is given up, as a browser's user would. */
async function patient<T>(answer: Promise<T>): Promise<T> {
  const limit = new AbortController()
  const late = sleep(10_000, undefined, { signal: limit.signal }).then(() => {
    throw new Error('no answer')
  })
  late.catch(() => {})
  try {
    return await Promise.race([answer, late])
  } finally {
    limit.abort()
  }
}

async function report(): Promise<void> {
  const owner = new pg.Client({ connectionString: urlsOf(folder).owner })
  await owner.connect()
  const { rows } = await owner.query<{ id: string; said: string; version: number; lines: string }>(
    `select m.id, m.facts->>'matter' as said, m.version, (select string_agg(j.move, ' ' order by j.seq) from journal j where j.tenant_id = m.tenant_id and j.matter_id = m.id) as lines from matter m`,
  )
  const bySaid = Map.groupBy(rows, ({ said }) => said)
  const life = ['open', ...turns.map(({ move }) => move)]
  const lost = load.kept.filter(({ said, matter, moves }) => {
    const found = bySaid.get(said)?.[0]
    return matter !== null && (found?.id !== matter || !found.lines.startsWith(life.slice(0, moves + 1).join(' ')))
  })
  const doubled = load.kept.filter(({ said, matter, moves }) => {
    const found = bySaid.get(said) ?? []
    return (
      found.length > 1 ||
      found.some(
        ({ lines, version }) =>
          matter !== null && (lines !== life.slice(0, moves + 1).join(' ') || version !== moves + 1),
      )
    )
  })
  const broken = await chainFaults(owner)
  await owner.end()
  const away = (what: string) =>
    times
      .filter((time) => time.what === what)
      .map(({ awayMs }) => awayMs)
      .sort((a, b) => a - b)
  const told = (what: string) => {
    const all = away(what)
    return { kills: all.length, medianMs: all[all.length >> 1] ?? 0, mostMs: all.at(-1) ?? 0 }
  }
  const result = {
    machine: await machine(null),
    clients,
    acknowledged: load.acknowledged,
    retries: load.retries,
    lost: lost.length,
    doubled: doubled.length,
    brokenChains: broken.length,
    wrongAnswers: load.wrong.length,
    server: told('server'),
    database: told('database'),
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  for (const line of [...load.wrong, ...broken].slice(0, 10)) process.stdout.write(`${line}\n`)
  if (values.save) writeFileSync(join(import.meta.dirname, 'kill.json'), `${JSON.stringify(result, null, 2)}\n`)
  await server?.stop()
  server = null
  const late = times.some(({ awayMs }) => awayMs > allowedMs)
  process.exitCode = lost.length + doubled.length + broken.length + load.wrong.length > 0 || late ? 1 : 0
}

function endServer(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch {
    // It has ended already.
  }
}

function whole(text: string, most: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new RangeError(`a whole number from 1 to ${most}, not ${text}`)
  return number
}
