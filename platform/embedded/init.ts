import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from '#platform/embedded/binaries.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'
import { dress, type Launch } from '#platform/embedded/launch.ts'

/** The bootstrap superuser: it owns the tables, runs migrations and backups, and never serves a request. */
export const ownerRole = 'shouwen_owner'

/**
 * Makes the cluster beside its place and moves it there in one step, so that a half-made one is never taken for real.
 * Answers whether it was made now.
 */
export async function initCluster(
  folder: string,
  cluster: string,
  password: string,
  way: Launch,
  binaries: Binaries,
): Promise<boolean> {
  for (const name of readdirSync(folder))
    if (name.startsWith('database.new-')) rmSync(join(folder, name), { recursive: true, force: true })
  if (existsSync(cluster)) return false
  const fresh = join(folder, `database.new-${randomBytes(4).toString('hex')}`)
  const passwordFile = `${fresh}.password`
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
  if (way.uid !== null) for (const path of [fresh, passwordFile]) chownSync(path, way.uid, way.uid)
  try {
    await run(way, binaries, [
      `--pgdata=${fresh}`,
      `--username=${ownerRole}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Byte order does not change with a library's version, so no index is ever silently wrong; sort names by "zh-x-icu".
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
      '--no-instructions',
    ])
    renameSync(fresh, cluster)
    return true
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function run(way: Launch, binaries: Binaries, args: readonly string[]): Promise<void> {
  const { command, args: words, options } = dress(way, binaries, 'initdb', args)
  const child = spawn(command, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const [code] = await once(child, 'close')
  if (code !== 0)
    throw new EmbeddedFault('cannot-start', `数据库初始化失败：${complaint.trim().split('\n').slice(-2).join(' ')}`)
}
