import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { BackupFault, type End, type Entry, type Header, keysBeside, type SectionEnd } from '#platform/backup/format.ts'
import { plainText, standAt, type Table, tablesOf, tenantsOf } from '#platform/backup/tables.ts'
import { writeThrough } from '#platform/crypto/secret.ts'

export type BackupAsk = {
  readonly ownerUrl: string
  /** The data folder, for the keys. */
  readonly folder: string
  readonly file: string
  /** ISO, for the header. */
  readonly at: string
}

const page = 1_000

/**
 * Writes all data as it is at one instant, beside a running server, and the keys into a file of their own next to it.
 * The file appears under its name only when it is whole. Throws `BackupFault`.
 */
export async function writeBackup({ ownerUrl, folder, file, at }: BackupAsk): Promise<End> {
  for (const path of [file, keysBeside(file)])
    if (existsSync(path)) throw new BackupFault(`文件 ${path} 已存在，请换一个文件名。`)
  const keys = readFileSync(join(folder, 'secret', 'keys.json'), 'utf8')
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shouwen-backup' })
  await client.connect()
  const part = `${file}.part`
  try {
    await client.query(plainText)
    await client.query('begin isolation level repeatable read read only')
    const out = opened(part)
    const header = await headerOf(client, at, createHash('sha256').update(keys).digest('hex'))
    await out.write(header)
    const end = await writeTables(client, out.write)
    await out.write(end)
    await out.close()
    await client.query('commit')
    writeThrough(keysBeside(file), keys)
    renameSync(part, file)
    return end
  } catch (error) {
    rmSync(part, { force: true })
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'ENOSPC')
    )
      throw new BackupFault(`不能写入 ${file}，请检查目录、权限和磁盘空间。`, error)
    throw error
  } finally {
    await client.end()
  }
}

function opened(path: string) {
  const zstd = createZstdCompress()
  const file = createWriteStream(path, { flags: 'w', mode: 0o600 })
  const done = finished(file)
  done.catch(() => {})
  zstd.pipe(file)
  file.on('error', (error) => zstd.destroy(error))
  return {
    async write(entry: Entry): Promise<void> {
      if (!zstd.write(`${lineOf(entry)}\n`)) await Promise.race([once(zstd, 'drain'), done])
    },
    async close(): Promise<void> {
      zstd.end()
      await done
      const flat = openSync(path, 'r+')
      fsyncSync(flat)
      closeSync(flat)
    },
  }
}

/** These two end a line for some readers. */
function lineOf(entry: Entry): string {
  return JSON.stringify(entry).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

async function headerOf(client: pg.Client, at: string, keys: string): Promise<Header> {
  const migrations = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by name',
  )
  const months = await client.query<{ month: string }>(
    `select to_char(to_date(right(relname, 7), 'YYYY_MM'), 'YYYY-MM-DD') as month from pg_class where relname ~ '^journal_\\d{4}_\\d{2}$' order by 1`,
  )
  return {
    shouwen: 'backup',
    format: 1,
    at,
    migrations: migrations.rows,
    months: months.rows.map(({ month }) => month),
    keys,
  }
}

async function writeTables(client: pg.Client, write: (entry: Entry) => Promise<void>): Promise<End> {
  const tenants = await tenantsOf(client)
  let sections = 0
  let rows = 0
  for (const table of await tablesOf(client)) {
    let written = 0
    for (const { tenant, paths } of table.byTenant ? tenants : [{ tenant: null, paths: [] }]) {
      await write({ table: table.name, tenant, paths })
      const end = await writeRows(client, table, tenant, paths, write)
      await write(end)
      written += end.rows
      sections += 1
    }
    const { rows: counted } = await client.query<{ n: string }>(`select count(*) as n from ${table.name}`)
    if (!table.byTenant || (await seesAll(client))) expectAll(table, written, Number(counted[0]?.n))
    rows += written
  }
  return { end: true, sections, rows }
}

async function seesAll(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ all: boolean }>(
    'select rolsuper or rolbypassrls as all from pg_roles where rolname = current_user',
  )
  return rows[0]?.all === true
}

function expectAll({ name }: Table, written: number, counted: number): void {
  if (written !== counted)
    throw new BackupFault(`表 ${name} 有 ${counted} 行，只能备份 ${written} 行：有的数据不属于任何单位，请先查明。`)
}

async function writeRows(
  client: pg.Client,
  { name }: Table,
  tenant: string | null,
  paths: readonly string[],
  write: (entry: Entry) => Promise<void>,
): Promise<SectionEnd> {
  await standAt(client, tenant, paths)
  const digest = createHash('sha256')
  const where = tenant === null ? '' : `where t.tenant_id = '${tenant}'`
  await client.query(`declare backup no scroll cursor for select t::text as row from ${name} t ${where}`)
  let count = 0
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${page} from backup`)
    for (const { row } of rows) {
      digest.update(row).update('\n')
      await write(row)
    }
    count += rows.length
    if (rows.length < page) break
  }
  await client.query('close backup')
  return { rows: count, sha256: digest.digest('hex') }
}
