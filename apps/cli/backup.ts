import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { iso } from '#core/day.ts'
import { BackupFault, type End, keysBeside } from '#platform/backup/format.ts'
import { loadBackup, readHeader, readKeys } from '#platform/backup/read.ts'
import { writeBackup } from '#platform/backup/write.ts'
import type { Config } from '#platform/config.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { writeThrough } from '#platform/crypto/secret.ts'
import { startCluster } from '#platform/embedded/cluster.ts'
import { openFolder } from '#platform/embedded/folder.ts'
import { now, onGround } from './ground.ts'
import { verified } from './verify.ts'
import { parsed, say } from './words.ts'

/** `shouwen backup <file>`: beside a running server or alone. */
export async function backup(config: Config, args: readonly string[]): Promise<number> {
  const { words } = parsed(args, 1, [], 'shouwen backup <文件>')
  const file = resolve(words[0]!)
  openKeys(openFolder(config.data))
  const end = await onGround(config, ({ ownerUrl }) =>
    writeBackup({ ownerUrl, folder: config.data, file, at: iso(now()) }),
  )
  say(`已备份 ${end.rows} 行到 ${file}。`)
  say(`密钥在 ${keysBeside(file)}：没有它，证件号码和电话无法打开；请与备份分开保管。`)
  return 0
}

/** `shouwen restore <file>`: built beside, verified, and only then put in place. */
export async function restore(config: Config, args: readonly string[]): Promise<number> {
  const { words, options } = parsed(args, 1, ['keys'], 'shouwen restore <文件> [--keys <密钥文件>]')
  const file = resolve(words[0]!)
  const header = await readHeader(file)
  const keys = readKeys(file, header, options['keys'])
  if (config.databaseUrl !== null) return restoreTo(config, config.databaseUrl, file, keys)
  if (existsSync(config.data) && readdirSync(config.data).length > 0)
    throw new BackupFault(`数据目录 ${config.data} 不是空的，不能恢复到其中。请用 SHOUWEN_DATA 另选空目录。`)
  const beside = `${config.data}.restoring`
  if (existsSync(beside)) throw new BackupFault(`目录 ${beside} 已存在（可能是上次未完成的恢复），请先移走。`)
  try {
    putKeys(beside, keys)
    const end = await loadInto(beside, file)
    const findings = await onGround({ data: beside, databaseUrl: null }, ({ db }) => verified(db))
    if (findings > 0) return kept(beside)
    if (existsSync(config.data)) rmdirSync(config.data)
    mkdirSync(dirname(config.data), { recursive: true })
    renameSync(beside, config.data)
    say(`已恢复 ${end.rows} 行到 ${config.data}。`)
    return 0
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    throw error
  }
}

function kept(beside: string): number {
  say(`备份中的记录本身有问题（见上），没有放到数据目录。恢复的内容留在 ${beside}，供查看。`)
  return 1
}

function putKeys(folder: string, keys: string): void {
  mkdirSync(join(folder, 'secret'), { recursive: true, mode: 0o700 })
  writeThrough(join(folder, 'secret', 'keys.json'), keys)
}

async function loadInto(folder: string, file: string): Promise<End> {
  const cluster = await startCluster({ folder })
  try {
    const client = new pg.Client({ connectionString: cluster.url('postgres') })
    await client.connect()
    await client.query('create database shouwen').finally(() => client.end())
    return await loadBackup(cluster.url('shouwen'), file)
  } finally {
    await cluster.stop()
  }
}

/** Into a database of a server of one's own: nobody's data may be in it, and none is when the load fails. */
async function restoreTo(config: Config, databaseUrl: string, file: string, keys: string): Promise<number> {
  if (!(await isFree(databaseUrl))) throw new BackupFault('DATABASE_URL 指定的数据库不是空的，不能恢复到其中。')
  const ring = join(openFolder(config.data), 'secret', 'keys.json')
  if (existsSync(ring))
    throw new BackupFault(`数据目录 ${config.data} 里已有密钥，不能覆盖。请用 SHOUWEN_DATA 另选空目录。`)
  const end = await loadBackup(databaseUrl, file)
  putKeys(config.data, keys)
  const findings = await onGround(config, ({ db }) => verified(db))
  say(`已恢复 ${end.rows} 行。`)
  return findings === 0 ? 0 : 1
}

/** No tables at all, or those of a restore that failed, without an office in them. */
async function isFree(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ tables: number; ours: boolean }>(
      `select count(*)::int as tables, to_regclass('public.tenant') is not null as ours from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    if (rows[0]?.tables === 0) return true
    return rows[0]?.ours === true && (await client.query('select from tenant limit 1')).rowCount === 0
  } catch (error) {
    throw new BackupFault('连不上 DATABASE_URL 指定的数据库，请检查地址、用户和密码。', error)
  } finally {
    await client.end().catch(() => {})
  }
}
