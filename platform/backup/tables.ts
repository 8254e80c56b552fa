import type pg from 'pg'
import { leftOut } from '#platform/backup/format.ts'

/** Values are written so that any server reads them back alike. */
export const plainText = `set datestyle = 'ISO'; set intervalstyle = 'iso_8601'; set extra_float_digits = 1; set bytea_output = 'hex'`

export type Table = { readonly name: string; readonly byTenant: boolean }

/** The tables of a backup, each after those that it points at. */
export async function tablesOf(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows: tables } = await client.query<{ name: string; by_tenant: boolean }>(
    `select relname::text as name, relrowsecurity as by_tenant from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> all($1) order by relname`,
    [leftOut],
  )
  const { rows: keys } = await client.query<{ from: string; to: string }>(
    `select f.relname::text as from, t.relname::text as to from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and f.relnamespace = 'public'::regnamespace and f.oid <> t.oid`,
  )
  const sorted: Table[] = []
  const place = (name: string, below: readonly string[]): void => {
    if (below.includes(name) || sorted.some((one) => one.name === name)) return
    for (const key of keys) if (key.from === name) place(key.to, [...below, name])
    const table = tables.find((one) => one.name === name)
    if (table) sorted.push({ name, byTenant: table.by_tenant })
  }
  for (const { name } of tables) place(name, [])
  return sorted
}

/** Every tenant with the paths of its top offices, as row-level security wants to hear them. */
export async function tenantsOf(
  client: pg.ClientBase,
): Promise<readonly { readonly tenant: string; readonly paths: readonly string[] }[]> {
  const { rows } = await client.query<{ tenant: string; paths: string[] }>(
    `select t.tenant_id as tenant, coalesce(array_agg(distinct subpath(p.path, 0, 1)::text) filter (where p.path is not null), '{}') as paths
     from tenant t left join organization_place p on p.tenant_id = t.tenant_id group by t.tenant_id order by t.tenant_id`,
  )
  return rows
}

/** Stands where the rows of this tenant are seen, also for an owner that row-level security binds. */
export async function standAt(client: pg.ClientBase, tenant: string | null, paths: readonly string[]): Promise<void> {
  await client.query(`select set_config('app.tenant', $1, true), set_config('app.paths', $2, true)`, [
    tenant ?? '',
    paths.join(','),
  ])
}
