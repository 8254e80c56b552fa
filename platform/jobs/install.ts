import pg from 'pg'
import { DatabaseFault } from '#platform/db/fault.ts'
import { appRole } from '#platform/db/role.ts'

const schema = 'graphile_worker'
/** Raise it when the rights below change. */
const mark = 'shouwen rights 1'

/**
 * Makes or renews the queue's tables by the owner and lets the serving role use them: it owns none of them. Cheap when
 * nothing is to be done (one question). Must come before the first `enqueue`.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shouwen-jobs' })
  await client.connect()
  try {
    if (await isCurrent(client)) return
    const { runMigrations } = await import('graphile-worker')
    const { version } = await import('graphile-worker/package.json', { with: { type: 'json' } }).then(
      (found) => found.default,
    )
    await runMigrations({ connectionString: ownerUrl, logger: await quiet() })
    await client.query('begin')
    for (const text of await rights(client)) await client.query(text)
    await client.query(`comment on schema ${schema} is '${mark} ${version}'`)
    await client.query('commit')
  } catch (error) {
    throw new DatabaseFault('后台任务的数据表不能建立，请检查 DATABASE_URL 的用户权限。', error)
  } finally {
    await client.end()
  }
}

async function isCurrent(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ says: string | null }>(
    `select obj_description(oid, 'pg_namespace') as says from pg_namespace where nspname = $1`,
    [schema],
  )
  if (!rows[0]?.says?.startsWith(mark)) return false
  const { default: found } = await import('graphile-worker/package.json', { with: { type: 'json' } })
  return rows[0].says === `${mark} ${found.version}`
}

/** The tables have row-level security on and no policy: without these, the serving role would see an empty queue. */
async function rights(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; has: boolean }>(
    `select c.relname as name, exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'serving') as has
     from pg_class c where c.relnamespace = $1::regnamespace and c.relkind = 'r'`,
    [schema],
  )
  return [
    `grant usage on schema ${schema} to ${appRole}`,
    `grant select, insert, update, delete on all tables in schema ${schema} to ${appRole}`,
    `grant usage on all sequences in schema ${schema} to ${appRole}`,
    `grant execute on all functions in schema ${schema} to ${appRole}`,
    `revoke insert, update, delete on ${schema}.migrations from ${appRole}`,
    ...rows
      .filter(({ has }) => !has)
      .map(({ name }) => `create policy serving on ${schema}.${name} to ${appRole} using (true) with check (true)`),
  ]
}

async function quiet() {
  const { Logger } = await import('graphile-worker')
  return new Logger(() => () => {})
}
