import { existsSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { Config } from '#platform/config.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { locateNative } from '#platform/embedded/binaries.ts'
import { type Cluster, joinCluster, startCluster } from '#platform/embedded/cluster.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'
import { openFolder } from '#platform/embedded/folder.ts'
import { parsed, say } from './words.ts'

type Check = { readonly name: string; readonly look: () => Promise<Seen> }
/** `fault`: it will not run, or not well, until this is put right. */
type Seen = { readonly says: string; readonly fault?: true }

const leastDiskBytes = 1_000_000_000
const mostDriftMs = 60_000

/** `shouwen doctor`: everything that running needs, each with its finding; 1 when one is at fault. Changes nothing. */
export async function doctor(config: Config, args: readonly string[]): Promise<number> {
  parsed(args, 0, [], 'shouwen doctor')
  let faults = 0
  for (const { name, look } of checks(config)) {
    const seen = await look().catch(
      (error: unknown): Seen => ({ says: error instanceof Error ? error.message : String(error), fault: true }),
    )
    if (seen.fault) faults += 1
    say(`${seen.fault ? '✗' : '✓'} ${name}：${seen.says}`)
  }
  say(faults === 0 ? '一切正常。' : `有 ${faults} 处需要处理。`)
  return faults === 0 ? 0 : 1
}

function checks(config: Config): readonly Check[] {
  return [
    { name: 'Node', look: async () => ({ says: process.versions.node }) },
    { name: '数据目录', look: async () => ({ says: openFolder(config.data) }) },
    { name: '磁盘', look: async () => disk(config.data) },
    { name: '端口', look: () => port(config) },
    { name: '数据库', look: () => (config.databaseUrl === null ? embedded(config) : database(config.databaseUrl)) },
  ]
}

function disk(data: string): Seen {
  const { bavail, bsize } = statfsSync(existsSync(data) ? data : dirname(data))
  const free = bavail * bsize
  const says = `剩余 ${(free / 1e9).toFixed(1)} GB`
  return free < leastDiskBytes ? { says: `${says}，不足 1 GB，请清理或更换磁盘。`, fault: true } : { says }
}

/** Taken is well when it is our own server that has it. */
async function port({ port: number, host }: Config): Promise<Seen> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false)).listen(number, host, () => probe.close(() => resolve(true)))
  })
  if (free) return { says: `${host}:${number} 可用` }
  const own = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${number}/readyz`, {
    signal: AbortSignal.timeout(3_000),
  }).catch(() => null)
  if (own)
    return own.ok
      ? { says: `${host}:${number} 上的服务正在运行` }
      : { says: `${host}:${number} 上的服务没有就绪（${own.status}）`, fault: true }
  return { says: `${host}:${number} 已被别的程序占用，请用 PORT 另选端口。`, fault: true }
}

async function embedded({ data }: Config): Promise<Seen> {
  const native = locateNative()
  if (!existsSync(join(data, 'database', 'PG_VERSION')))
    return { says: `自带数据库组件已装好，尚未建立数据（${native}）` }
  const cluster = await startCluster({ folder: data }).catch((fault: unknown): Cluster => {
    const joined = fault instanceof EmbeddedFault && fault.code === 'in-use' ? joinCluster(data) : null
    if (!joined) throw fault
    return joined
  })
  try {
    return await database(cluster.url('shouwen'))
  } finally {
    await cluster.stop()
  }
}

async function database(url: string): Promise<Seen> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  const reached = await client.connect().then(
    () => true,
    () => false,
  )
  if (!reached) return { says: '连不上，请检查数据库服务和 DATABASE_URL。', fault: true }
  try {
    const { rows } = await client.query<{ version: string; now: Date; there: boolean }>(
      `select current_setting('server_version') as version, clock_timestamp() as now, to_regclass('public.migration') is not null as there`,
    )
    const { version, now, there } = rows[0]!
    const drift = Math.abs(now.getTime() - Date.now())
    if (drift > mostDriftMs)
      return { says: `数据库的时钟与本机相差 ${Math.round(drift / 1000)} 秒，请校准时间。`, fault: true }
    const done = there ? (await client.query<{ name: string }>('select name from migration order by name')).rows : []
    const files = readMigrations()
    if (done.length > files.length)
      return { says: `数据库结构比本程序新（${done.at(-1)?.name}），请改用新版程序。`, fault: true }
    const left = files.length - done.length
    return {
      says: `PostgreSQL ${version}，${left === 0 ? '结构为当前版本' : `有 ${left} 个升级文件待执行，下次启动时自动执行`}`,
    }
  } finally {
    await client.end()
  }
}
