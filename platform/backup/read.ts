import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createZstdDecompress } from 'node:zlib'
import pg from 'pg'
import {
  BackupFault,
  type End,
  type Entry,
  type Header,
  keysBeside,
  type Section,
  type SectionEnd,
} from '#platform/backup/format.ts'
import { plainText, standAt } from '#platform/backup/tables.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'

/** What a backup says of itself. Throws `BackupFault` when it is none, or of a newer program. */
export async function readHeader(file: string): Promise<Header> {
  if (!existsSync(file)) throw new BackupFault(`没有备份文件 ${file}。`)
  for await (const entry of entriesOf(file)) {
    if (typeof entry === 'string' || !('shouwen' in entry) || entry.format !== 1) break
    const known = readMigrations()
    const fits = entry.migrations.every(({ name, sha256 }, i) => known[i]?.name === name && known[i].sha256 === sha256)
    if (!fits) throw new BackupFault('备份来自比本程序新或与本程序不同的版本，请用写出备份的版本恢复。')
    return entry
  }
  throw new BackupFault(`${file} 不是首问的备份文件。`)
}

/** The keys that belong to a backup, from the file beside it or another. Throws `BackupFault` when they are not its own. */
export function readKeys(file: string, { keys }: Header, from: string = keysBeside(file)): string {
  if (!existsSync(from)) throw new BackupFault(`缺少密钥文件 ${from}：没有它，备份中的证件号码和电话无法打开。`)
  const text = readFileSync(from, 'utf8')
  if (createHash('sha256').update(text).digest('hex') !== keys)
    throw new BackupFault(`密钥文件 ${from} 与这份备份不配套。`)
  return text
}

/**
 * Loads a backup into an empty database of the owner's: the tables as they were then, all rows or none, each section
 * counted and its digest compared, then the migrations that have come since. Throws `BackupFault`.
 */
export async function loadBackup(ownerUrl: string, file: string): Promise<End> {
  const header = await readHeader(file)
  await migrate(ownerUrl, readMigrations().slice(0, header.migrations.length))
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shouwen-restore' })
  await client.connect()
  try {
    await client.query(plainText)
    await client.query('begin')
    for (const month of header.months) await client.query('select make_journal_partition($1::date)', [month])
    const end = await loadEntries(client, file)
    await client.query('commit')
    return end
  } catch (error) {
    throw error instanceof BackupFault
      ? error
      : new BackupFault(`恢复未能完成：${error instanceof Error ? error.message : String(error)}`, error)
  } finally {
    await client.end()
  }
}

const batch = 500

async function loadEntries(client: pg.Client, file: string): Promise<End> {
  let section: Section | null = null
  let rows: string[] = []
  let digest = createHash('sha256')
  const total = { sections: 0, rows: 0, inSection: 0 }
  const flush = async (): Promise<void> => {
    if (section && rows.length > 0) await insert(client, section.table, rows)
    rows = []
  }
  for await (const entry of entriesOf(file)) {
    if (typeof entry === 'string') {
      digest.update(entry).update('\n')
      total.inSection += 1
      if (rows.push(entry) >= batch) await flush()
    } else if ('table' in entry) {
      section = entry
      digest = createHash('sha256')
      total.inSection = 0
      await standAt(client, entry.tenant, entry.paths)
    } else if ('sha256' in entry) {
      await flush()
      checkSection(section, entry, total.inSection, digest.digest('hex'))
      total.sections += 1
      total.rows += entry.rows
    } else if ('end' in entry) {
      if (entry.sections === total.sections && entry.rows === total.rows) return entry
      throw new BackupFault('备份文件不完整：表或行数与末尾的记载不符。')
    }
  }
  throw new BackupFault('备份文件不完整：没有写到末尾。')
}

function checkSection(section: Section | null, { rows, sha256 }: SectionEnd, counted: number, digest: string): void {
  if (rows !== counted || sha256 !== digest)
    throw new BackupFault(`备份文件已损坏或被改动：表 ${section?.table ?? ''} 的内容与摘要不符。`)
}

async function insert(client: pg.Client, table: string, rows: readonly string[]): Promise<void> {
  if (!/^[a-z_]+$/.test(table)) throw new BackupFault('备份文件已损坏或被改动：表名有误。')
  await client.query(
    `insert into ${table} select (s.r).* from (select x::${table} as r from unnest($1::text[]) as x offset 0) s`,
    [rows],
  )
}

async function* entriesOf(file: string): AsyncGenerator<Entry> {
  const plain = createReadStream(file).pipe(createZstdDecompress())
  const lines = createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })
  const broken = new Promise<never>((_, reject) => plain.once('error', reject))
  broken.catch(() => {})
  const each = lines[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([each.next(), broken])
      if (next.done) return
      yield JSON.parse(next.value) as Entry
    }
  } catch (error) {
    throw new BackupFault(`备份文件 ${file} 已损坏，或不是备份文件。`, error)
  } finally {
    lines.close()
    plain.destroy()
  }
}
