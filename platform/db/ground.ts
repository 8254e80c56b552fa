import pg from 'pg'
import { secretOf } from '#platform/crypto/secret.ts'
import { connect, type Db } from '#platform/db/db.ts'
import { DatabaseFault } from '#platform/db/fault.ts'
import { migrate } from '#platform/db/migrate.ts'
import { codeOf, isOutage } from '#platform/db/outage.ts'
import { appUrl, ensureAppRole, refusePrivilege } from '#platform/db/role.ts'
import { type Cluster, joinCluster, startCluster } from '#platform/embedded/cluster.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'
import { openFolder } from '#platform/embedded/folder.ts'

/** The database, ready to serve. */
export type Ground = {
  readonly db: Db
  /** The serving role's connection string (for graphile-worker's and LISTEN's own connections). Never log it. */
  readonly appUrl: string
  /** The owner's, for migrations and backup. Never log it. */
  readonly ownerUrl: string
  /** The embedded cluster, or null when DATABASE_URL names a server. */
  readonly cluster: Cluster | null
  readonly close: () => Promise<void>
}

export type GroundOptions = {
  readonly data: string
  readonly databaseUrl: string | null
  readonly max?: number
  /** For commands beside a running server: use its embedded cluster instead of failing because it has the folder. */
  readonly mayJoin?: boolean
}

const embeddedDatabase = 'shouwen'

/** Starts or finds the server, migrates as owner, connects as the serving role. Throws `EmbeddedFault` or `DatabaseFault`. */
export async function openGround({ data, databaseUrl, max, mayJoin = false }: GroundOptions): Promise<Ground> {
  const folder = openFolder(data)
  const cluster = databaseUrl === null ? await startOrJoin(folder, mayJoin) : null
  try {
    const ownerUrl = databaseUrl ?? (await ownDatabase(cluster))
    await reach(ownerUrl)
    await migrate(ownerUrl)
    const password = secretOf(folder, 'database-app')
    await ensureAppRole(ownerUrl, password)
    const serving = appUrl(ownerUrl, password)
    await refusePrivilege(serving)
    const db = connect({ url: serving, ...(max === undefined ? {} : { max }) })
    return {
      db,
      appUrl: serving,
      ownerUrl,
      cluster,
      async close() {
        await db.close()
        await cluster?.stop()
      },
    }
  } catch (error) {
    await cluster?.stop()
    throw error
  }
}

async function startOrJoin(folder: string, mayJoin: boolean): Promise<Cluster> {
  try {
    return await startCluster({ folder })
  } catch (fault) {
    const joined = mayJoin && fault instanceof EmbeddedFault && fault.code === 'in-use' ? joinCluster(folder) : null
    if (joined) return joined
    throw fault
  }
}

async function ownDatabase(cluster: Cluster | null): Promise<string> {
  if (cluster === null) throw new TypeError('no cluster')
  const client = new pg.Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [embeddedDatabase])
    if (rowCount === 0) await client.query(`create database ${embeddedDatabase}`)
  } finally {
    await client.end()
  }
  return cluster.url(embeddedDatabase)
}

/** Tells "not there" from "does not let us in" before anything else is tried. */
async function reach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    if ((rows[0]?.version ?? 0) < 160_000)
      throw new DatabaseFault('DATABASE_URL 的 PostgreSQL 版本过低，须为 16 或更高。')
  } catch (error) {
    if (error instanceof DatabaseFault) throw error
    if (isOutage(error))
      throw new DatabaseFault('连不上 DATABASE_URL 指定的数据库，请检查地址、端口和服务器是否在运行。', error)
    throw new DatabaseFault(
      `DATABASE_URL 指定的数据库拒绝登录（${codeOf(error) ?? '原因不详'}），请检查用户名、密码和数据库名。`,
      error,
    )
  } finally {
    await client.end().catch(() => {})
  }
}
