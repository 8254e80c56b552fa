import { setTimeout as sleep } from 'node:timers/promises'
import { type Catalogue, CatalogueError, loadCatalogue } from '#matter/catalogue.ts'
import { matterJobs } from '#matter/jobs.ts'
import { hashPassword } from '#platform/auth/password.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { DatabaseFault } from '#platform/db/fault.ts'
import { type Ground, openGround } from '#platform/db/ground.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'
import type { Gauge } from '#platform/http/metrics.ts'
import { type Jobs, startJobs } from '#platform/jobs/worker.ts'
import { openWire } from '#platform/live/wire.ts'
import { log } from '#platform/log.ts'
import { closePress } from '#platform/sheets/render.ts'
import { enrolmentJobs } from '#programs/enrolment/jobs.ts'
import { marketJobs } from '#programs/labour-market/jobs.ts'
import { accountabilityJobs } from '#rules/accountability/jobs.ts'
import { fulfilmentJobs } from '#rules/commitments/fulfilment/count.ts'
import { deputyJobs } from '#rules/deputies/jobs.ts'
import { figureJobs } from '#rules/figures/jobs.ts'
import { disclosureJobs } from '#rules/open-affairs/disclosure/compare.ts'
import { applicationJobs } from '#rules/quality-service/application/jobs.ts'
import { messageJobs } from '#rules/quality-service/messages/send.ts'
import { queueJobs } from '#rules/quality-service/queue/jobs.ts'
import { ratingJobs } from '#rules/quality-service/ratings/jobs.ts'
import { inspectionJobs } from '#rules/standard-conduct/series.ts'
import { buildApp } from './app.ts'
import { clockOf } from './clock.ts'
import { demoAccounts } from './demo.ts'
import { type Founded, founded } from './founded.ts'
import { housekeeping } from './housekeeping.ts'
import { superiorJobs } from './oversight.ts'
import { processesOf } from './processes.ts'
import { tellOpen } from './story/open.ts'
import { tellStory } from './story.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

await main()

async function main(): Promise<void> {
  const reading = readConfig()
  if ('problems' in reading) return fail(2, reading.problems)
  const { config } = reading
  try {
    const catalogue = loadCatalogue()
    const ground = await openGround({ data: config.data, databaseUrl: config.databaseUrl })
    const found = await founded(ground.db, config, () => hashPassword(config.demoPassword))
    const problems = 'problems' in found ? found.problems : refusals(config, found)
    if (problems.length > 0 || 'problems' in found) {
      await ground.close()
      return fail(2, problems)
    }
    await serve(config, catalogue, ground, found)
  } catch (error) {
    if (error instanceof EmbeddedFault || error instanceof DatabaseFault || error instanceof CatalogueError)
      return fail(2, [error.message])
    throw error
  }
}

/** Demonstration data stays on this machine unless somebody says otherwise; real ground never gets a moved clock. */
function refusals({ host, demo, now }: Config, { isDemo }: Founded): string[] {
  const problems: string[] = []
  if (isDemo && demo !== 'on' && !loopback.has(host))
    problems.push(`演示数据默认只在本机使用。确要在 ${host} 上公开演示，请设置 SHOUWEN_DEMO=1。`)
  if (!isDemo && now !== null) problems.push('SHOUWEN_NOW 只能用于演示数据目录，请去掉。')
  return problems
}

async function serve(config: Config, catalogue: Catalogue, ground: Ground, found: Founded): Promise<void> {
  const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`
  const gauges: Gauge[] = []
  const { app, world, copies } = await buildApp({
    http: { gauges },
    world: {
      db: ground.db,
      now: clockOf(config.now),
      processes: processesOf(catalogue),
      catalogue,
      keys: openKeys(config.data),
      address,
      mark: found.isDemo ? '测试数据' : null,
    },
    log,
    place: found.place,
    ...(config.databaseUrl !== null && {
      wire: (receive, watch) => openWire(ground.appUrl, receive, undefined, watch),
    }),
    demo: found.isDemo ? { password: config.demoPassword, accounts: demoAccounts } : null,
  })
  gauges.push(
    { name: 'shouwen_page_copies_bytes', help: 'Copies of public pages in memory.', read: copies.size },
    { name: 'shouwen_page_copies_sent', help: 'Answers that were copies.', read: copies.sent },
  )
  if (found.isNew) await tellStory(world, world.now())
  let jobs: Jobs | null = null
  let isStopping = false
  const stop = async (): Promise<void> => {
    isStopping = true
    await app.close()
    await jobs?.stop()
    closePress()
    await ground.close()
    process.exit(0)
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    await ground.close()
    return fail(2, [listenProblem(error, config)])
  }
  announce(app.listeningOrigin, config, found)
  if (found.isNew) await tellOpen(world, world.now())
  const time = matterJobs(world, log)
  const sums = figureJobs(world)
  const all = [
    ...time.jobs,
    ...deputyJobs(world),
    ...inspectionJobs(world),
    ...accountabilityJobs(world),
    ...ratingJobs(world),
    ...superiorJobs(world),
    ...applicationJobs(world),
    ...queueJobs(world),
    ...messageJobs(world),
    ...marketJobs(world),
    ...enrolmentJobs(world),
    ...disclosureJobs(world),
    ...fulfilmentJobs(world),
    ...sums.jobs,
    housekeeping(world),
  ]
  // The database may be away just now; what waits for time waits until it is back.
  while (!isStopping) {
    try {
      jobs = await startJobs({ appUrl: ground.appUrl, ownerUrl: ground.ownerUrl, jobs: all, log })
      gauges.push(...time.gauges, ...sums.gauges, ...jobs.gauges)
      return
    } catch (error) {
      log.warn('jobs.waiting', { says: error instanceof Error ? error.message : String(error) })
      await sleep(1_000)
    }
  }
}

function announce(origin: string, { demoPassword }: Config, { isDemo, place }: Founded): void {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  if (isDemo) {
    say(`演示账号（密码均为 ${demoPassword}）：`)
    for (const { username, says } of demoAccounts) say(`  ${username.padEnd(9)} ${says}`)
  }
  if (place === null) say('数据库是空的。请运行 npx shouwen setup 建立单位和首批管理员。')
  say(`工作台 ${origin}/desk/`)
  say(`ready ${origin}`)
}

function listenProblem(error: unknown, { host, port }: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用。请关闭占用它的程序，或用 PORT 另选端口。`
  if (code === 'EACCES') return `没有权限使用端口 ${port}。请用 PORT 另选 1024 以上的端口。`
  if (code === 'EADDRNOTAVAIL') return `本机没有地址 ${host}。请检查 HOST。`
  return `不能在 ${host}:${port} 上提供服务（${String(code)}）。`
}

function fail(code: number, problems: readonly string[]): void {
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exitCode = code
}
