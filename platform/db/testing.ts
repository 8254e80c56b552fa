import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { testServer } from '#platform/config.ts'
import { connect, type Db } from '#platform/db/db.ts'
import { type Migration, migrate, readMigrations } from '#platform/db/migrate.ts'
import { appUrl, ensureAppRole } from '#platform/db/role.ts'
import { type Cluster, startCluster } from '#platform/embedded/cluster.ts'
import { testSettings } from '#platform/embedded/settings.ts'

/** A migrated database of one test file. */
export type TestDatabase = {
  /** As the program sees it: `shouwen_app`, row-level security on. */
  readonly db: Db
  /** As the owner, past every wall: for planting violations and looking behind. */
  readonly owner: pg.Pool
  readonly appUrl: string
  readonly ownerUrl: string
}

export type TestDatabaseOptions = {
  /** Migrations to apply; all of them unless said. */
  readonly migrations?: readonly Migration[]
  readonly max?: number
}

/**
 * An own copy of the migrated database, gone when the file's tests are over:
 * `const { db, owner } = await testDatabase('matter')` at the top of a test file.
 */
export async function testDatabase(
  name: string,
  { migrations = readMigrations(), max = 6 }: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const server = await serverUrl()
  const template = await templateOf(server, migrations)
  const database = `${name
    .replace(/[^a-z0-9]/gi, '_')
    .toLowerCase()
    .slice(0, 30)}_${process.pid}_${++copies}`
  await asOwner(server, (client) => client.query(`create database ${database} template ${template}`))
  const ownerUrl = databaseUrl(server, database)
  const servingUrl = appUrl(ownerUrl, passwordFor(server))
  const db = connect({ url: servingUrl, max })
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 3 })
  owner.on('error', () => {})
  after(async () => {
    await db.close()
    await owner.end()
    await asOwner(server, (client) => client.query(`drop database if exists ${database} with (force)`))
  })
  return { db, owner, appUrl: servingUrl, ownerUrl }
}

/** A server of our own in a temporary folder; it ends, and its folder with it, when this process does, however it does. */
export async function startTestServer(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-test-'))
  chmodSync(folder, 0o711)
  return await startCluster({ folder, settings: testSettings, throwAway: true })
}

let copies = 0
let started: Promise<string> | null = null

function serverUrl(): Promise<string> {
  const given = testServer()
  started ??= given === null ? startTestServer().then((cluster) => cluster.url('postgres')) : Promise.resolve(given)
  return started
}

/** Made once per server and set of migrations, under another name until it is whole. */
async function templateOf(server: string, migrations: readonly Migration[]): Promise<string> {
  const marks = migrations.map(({ name, sha256 }) => `${name} ${sha256}`).join('\n')
  const template = `template_${createHash('sha256').update(marks).digest('hex').slice(0, 16)}`
  await asOwner(server, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount === 1) return
    await client.query(`drop database if exists ${template}_making with (force)`)
    await client.query(`create database ${template}_making`)
    await migrate(databaseUrl(server, `${template}_making`), migrations)
    await ensureAppRole(databaseUrl(server, `${template}_making`), passwordFor(server))
    await client.query(`alter database ${template}_making rename to ${template}`)
  })
  return template
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function databaseUrl(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** The same in every process of a test run. */
function passwordFor(server: string): string {
  return createHash('sha256').update(`test ${server}`).digest('base64url')
}
