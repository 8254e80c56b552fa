import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Db, sql } from '#platform/db/db.ts'
import { DatabaseFault } from '#platform/db/fault.ts'
import { codeOf } from '#platform/db/outage.ts'
import { splitStatements } from '#platform/db/split.ts'

export type Migration = { readonly name: string; readonly text: string; readonly sha256: string }

const folder = join(import.meta.dirname, 'migrations')
/** Any constant: two migrators must choose the same. Held by the session, so a killed one lets go. */
const lockNumber = 7_283_417

/** The migrations in the order of their numbers, `0001_word.sql`. */
export function readMigrations(from: string = folder): Migration[] {
  const files = readdirSync(from)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
  return files.map((file) => {
    const text = readFileSync(join(from, file), 'utf8')
    return { name: file.slice(0, -'.sql'.length), text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

/**
 * Applies what is missing, as the owner. Each file is one transaction, unless its first line is `-- no transaction`
 * (for CONCURRENTLY; each of its statements must then bear repetition). Answers the names applied now.
 */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shouwen-migrate' })
  await client.connect()
  client.on('error', () => {})
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await client.query(`set client_min_messages = warning`)
    await client.query(
      `create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    )
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration order by name',
    )
    const applied: string[] = []
    for (const migration of pending(rows, migrations)) {
      await apply(client, migration)
      applied.push(migration.name)
    }
    return applied
  } finally {
    await client.end()
  }
}

/** What is still to be done; refuses a history that these files did not make. */
function pending(applied: readonly { name: string; sha256: string }[], migrations: readonly Migration[]): Migration[] {
  for (const [index, done] of applied.entries()) {
    const known = migrations[index]
    if (known?.name !== done.name)
      throw new DatabaseFault(
        `数据库已升级到 ${applied.at(-1)?.name}，比本程序新或与本程序不同。请改用写入该数据库的版本。`,
      )
    if (known.sha256 !== done.sha256)
      throw new DatabaseFault(`数据库升级文件 ${done.name} 在执行之后被改动过。请恢复原文件，新的改动写进下一个编号。`)
  }
  return migrations.slice(applied.length)
}

async function apply(client: pg.Client, { name, text, sha256 }: Migration): Promise<void> {
  const inTransaction = !text.startsWith('-- no transaction')
  let statement = ''
  try {
    if (inTransaction) await client.query('begin')
    for (statement of splitStatements(text)) await client.query(statement)
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
    if (inTransaction) await client.query('commit')
  } catch (error) {
    if (inTransaction) await client.query('rollback').catch(() => {})
    const reason = error instanceof Error ? error.message : String(error)
    const right =
      codeOf(error) === '42501' ? '（DATABASE_URL 的用户权限不足，见 docs/decisions/0003-database-roles.md）' : ''
    throw new DatabaseFault(
      `数据库升级 ${name} 未能完成${right}：${reason}；语句：${statement.slice(0, 120).replace(/\s+/g, ' ')}`,
      error,
    )
  }
}

const appliedMigrations = sql<{ name: string; sha256: string }>(
  'migration.all',
  'select name, sha256 from migration order by name',
)

/** Whether the database is exactly where this program's files lead; for /readyz. Throws `Outage` when it is away. */
export async function migrationsCurrent(db: Db, migrations: readonly Migration[] = readMigrations()): Promise<boolean> {
  const rows = await db.plain((tx) => tx.all(appliedMigrations, []))
  return (
    rows.length === migrations.length &&
    rows.every((row, index) => row.name === migrations[index]?.name && row.sha256 === migrations[index].sha256)
  )
}
