import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Said } from './bare.ts'
import type { Outcome } from './load.ts'
import { startLoader } from './loader.ts'
import { machine } from './machine.ts'
import { cpuSeconds, freshFolder, type Running, startServer } from './place.ts'

/**
 * Public pages as the program answers them, beside a bare Fastify that sends the same bytes; in turns, in one run, since
 * only the ratio means something. And what a first visit takes: the page, its style, its script and its icon, as they go
 * over the line.
 *
 *   node bench/portal.ts [--seconds 3] [--turns 2] [--only /jobs] [--profile folder] [--save]
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    turns: { type: 'string', default: '2' },
    profile: { type: 'string' },
    only: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)
const connections = 16
const pages = ['/', '/services/JY13', '/jobs', '/promises', '/search?q=%E5%A4%B1%E4%B8%9A'].filter(
  (page) => values.only === undefined || page === values.only,
)
const least = 0.7
const mostBytes = 60_000
/** What browsers say that they can read. */
const accepts = 'gzip, deflate, br, zstd'
const headers = `accept: text/html\r\naccept-encoding: ${accepts}\r\n`

type Server = { readonly port: number; readonly pid: number }
type Figure = {
  readonly page: string
  readonly bytes: number
  readonly firstVisitBytes: number
  readonly perSecond: number
  readonly p95: number
  readonly cpuMs: number
  readonly barePerSecond: number
  readonly bareCpuMs: number
  readonly ratio: number
}

const folder = freshFolder()
const loader = startLoader()
let server: Running | null = null
try {
  server = await startServer(folder, 0, values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [])
  const figures = await measured(server)
  for (const one of figures) process.stdout.write(`${told(one)}\n`)
  const result = { machine: await machine(null), connections, seconds, figures }
  if (values.save) writeFileSync(join(import.meta.dirname, 'portal.json'), `${JSON.stringify(result, null, 2)}\n`)
  process.exitCode = figures.every(({ ratio, firstVisitBytes }) => ratio >= least && firstVisitBytes <= mostBytes)
    ? 0
    : 1
} finally {
  loader.end()
  await server?.stop()
  folder.remove()
}

async function measured(ours: Server): Promise<Figure[]> {
  const origin = `http://127.0.0.1:${ours.port}`
  const all = await Promise.all(pages.map((page) => said(origin, page)))
  const child = fork(join(import.meta.dirname, 'bare.ts'))
  child.send(all)
  const [theirs] = (await once(child, 'message')) as [Server]
  const figures: Figure[] = []
  for (const [i, page] of pages.entries()) {
    for (const one of [ours, theirs]) await rate(one, page, 1)
    const both: [Rate[], Rate[]] = [[], []]
    for (let turn = 0; turn < Number(values.turns); turn++)
      for (const [at, one] of [ours, theirs].entries()) both[at]!.push(await rate(one, page, seconds))
    const [mine, bare] = [mean(both[0]), mean(both[1])]
    figures.push({
      ...{ page, bytes: Buffer.from(all[i]!.body, 'base64').length, firstVisitBytes: await firstVisit(origin, page) },
      ...{ perSecond: mine.perSecond, p95: mine.p95, cpuMs: mine.cpuMs },
      ...{ barePerSecond: bare.perSecond, bareCpuMs: bare.cpuMs, ratio: mine.perSecond / bare.perSecond },
    })
  }
  child.disconnect()
  return figures
}

type Rate = { readonly perSecond: number; readonly p95: number; readonly cpuMs: number }

async function rate(server: Server, page: string, length: number): Promise<Rate> {
  const before = cpuSeconds(server.pid) ?? 0
  const found: Outcome = await loader.run({
    ...{ what: 'visit', port: server.port, seconds: length, connections, paths: [page], headers },
    cookies: { wang: [], zhao: [] },
  })
  if (found.firstOther) throw new Error(`${page}: ${found.firstOther}`)
  const cpuMs = (((cpuSeconds(server.pid) ?? 0) - before) * 1000) / found.count
  return { perSecond: found.perSecond, p95: found.p95, cpuMs }
}

function mean(all: readonly Rate[]): Rate {
  const of = (key: keyof Rate) => all.reduce((sum, one) => sum + one[key], 0) / all.length
  return { perSecond: of('perSecond'), p95: of('p95'), cpuMs: of('cpuMs') }
}

/** An answer as it goes over the line: compressed, with every header but those that a server makes itself. */
async function said(origin: string, path: string): Promise<Said> {
  const { promise, resolve, reject } = Promise.withResolvers<Said>()
  const { get } = await import('node:http')
  get(`${origin}${path}`, { headers: { 'accept-encoding': accepts, accept: 'text/html' } }, async (answer) => {
    const body = Buffer.concat(await answer.toArray()).toString('base64')
    const own = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'])
    const kept = Object.entries(answer.headers).filter(([name]) => !own.has(name))
    resolve({ path, headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])), body })
  }).on('error', reject)
  return promise
}

/** Bytes of the page and of everything of ours that it makes a browser fetch. */
async function firstVisit(origin: string, page: string): Promise<number> {
  const text = await (await fetch(`${origin}${page}`)).text()
  const files = [...text.matchAll(/(?:<link rel="(?:icon|stylesheet)"[^>]*href|<(?:script|img)[^>]* src)="([^"]+)"/g)]
  const all = await Promise.all([page, ...files.map(([, file]) => file!)].map((path) => said(origin, path)))
  return all.reduce((sum, { body }) => sum + Buffer.from(body, 'base64').length, 0)
}

function told({
  page,
  bytes,
  firstVisitBytes,
  perSecond,
  p95,
  cpuMs,
  barePerSecond,
  bareCpuMs,
  ratio,
}: Figure): string {
  const good = (is: boolean) => (is ? '✓' : '✗')
  const rates = `${perSecond.toFixed(0)}/s (p95 ${p95.toFixed(1)} ms, cpu ${cpuMs.toFixed(3)} ms), bare ${barePerSecond.toFixed(0)}/s (cpu ${bareCpuMs.toFixed(3)} ms)`
  return `${page.padEnd(18)} ${bytes} bytes, first visit ${firstVisitBytes} ${good(firstVisitBytes <= mostBytes)}; ${rates}: ${(ratio * 100).toFixed(0)} % ${good(ratio >= least)}`
}
