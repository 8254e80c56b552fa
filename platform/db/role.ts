import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import pg from 'pg'
import { DatabaseFault } from '#platform/db/fault.ts'
import { codeOf } from '#platform/db/outage.ts'

/** The role that serves requests: no owner, no superuser, row-level security applies to it. */
export const appRole = 'shouwen_app'

/** The owner's connection string with the serving role's name and password in it. */
export function appUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = ''
  url.password = ''
  url.searchParams.set('user', appRole)
  url.searchParams.set('password', password)
  return url.href
}

/** Makes the password valid for the serving role if it is not yet; the server never sees it in clear. Needs the migrations. */
export async function ensureAppRole(ownerUrl: string, password: string): Promise<void> {
  if (await canSignIn(appUrl(ownerUrl, password))) return
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'shouwen-role' })
  await owner.connect()
  try {
    await owner.query(`alter role ${appRole} login password '${verifierOf(password)}'`)
  } catch (error) {
    throw new DatabaseFault(
      `不能为数据库角色 ${appRole} 设置密码。请数据库管理员按 docs/decisions/0003-database-roles.md 处理。`,
      error,
    )
  } finally {
    await owner.end()
  }
  if (!(await canSignIn(appUrl(ownerUrl, password))))
    throw new DatabaseFault(`数据库角色 ${appRole} 不能登录，请检查服务器的 pg_hba.conf。`)
}

/** Refuses to serve as a role that could get round the second wall. */
export async function refusePrivilege(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ mighty: boolean }>(`
      select r.rolsuper or r.rolbypassrls or r.rolcreaterole
        or exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'member')) as mighty
      from pg_roles r where r.rolname = current_user`)
    if (rows[0]?.mighty !== false)
      throw new DatabaseFault(`数据库角色 ${appRole} 的权限过大（超级用户、可绕过行级安全或是表的所有者），拒绝启动。`)
  } finally {
    await client.end()
  }
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (['28P01', '28000'].includes(codeOf(error) ?? '')) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** RFC 5803: what PostgreSQL stores for a password, so that the password itself does not travel or reach a log. */
function verifierOf(password: string): string {
  const salt = randomBytes(16)
  const rounds = 4096
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const hmac = (words: string): Buffer => createHmac('sha256', salted).update(words).digest()
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`
}
