import type pg from 'pg'
import { appendOnlyTables, kindOf } from '#platform/db/kinds.ts'

/** A table that would not stand on Citus, or not behind the second wall: which, and what is wrong with it. */
export type Breach = { readonly table: string; readonly rule: Rule; readonly what: string }

export type Rule =
  | 'tenant-column'
  | 'primary-key'
  | 'key'
  | 'index'
  | 'foreign-key'
  | 'set-null'
  | 'trigger'
  | 'serial'
  | 'row-level-security'
  | 'policy'
  | 'sub-select'
  | 'owner'
  | 'append-only'

type Found = { readonly name: string; readonly root: string; readonly what: string }

type Check = {
  readonly rule: Rule
  /** All tables, or tenant tables only. */
  readonly of: 'all' | 'tenant'
  /** Rows of `name` (the table's oid as regclass), `what`. */
  readonly text: string
}

/** Tables of our own schema; graphile-worker and others bring theirs and answer for them. */
const ours = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`
const tenantColumn = `(select a.attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.atttypid = 'uuid'::regtype and a.attnotnull)`

const checks: readonly Check[] = [
  {
    rule: 'tenant-column',
    of: 'tenant',
    text: `select c.oid, 'tenant_id uuid not null is not the first column' as what from pg_class c where ${ours} and ${tenantColumn} is distinct from 1`,
  },
  {
    rule: 'primary-key',
    of: 'all',
    text: `select c.oid, 'no primary key' as what from pg_class c
      where ${ours} and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  },
  {
    rule: 'key',
    of: 'tenant',
    text: `select c.oid, i.indexrelid::regclass::text as what from pg_class c join pg_index i on i.indrelid = c.oid
      where ${ours} and (i.indisunique or i.indisexclusion) and i.indkey[0] is distinct from ${tenantColumn}`,
  },
  {
    rule: 'index',
    of: 'tenant',
    text: `select c.oid, i.indexrelid::regclass::text as what from pg_class c join pg_index i on i.indrelid = c.oid
      join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
      where ${ours} and not i.indisunique and not i.indisexclusion and m.amname <> 'brin' and i.indkey[0] is distinct from ${tenantColumn}`,
  },
  {
    rule: 'foreign-key',
    of: 'tenant',
    text: `select c.oid, k.conname::text as what from pg_class c join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = k.confkey[1]
      where ${ours} and (k.conkey[1] is distinct from ${tenantColumn} or a.attname <> 'tenant_id')`,
  },
  {
    rule: 'set-null',
    of: 'all',
    text: `select c.oid, k.conname::text as what from pg_class c join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
      where ${ours} and (k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd'))`,
  },
  {
    rule: 'trigger',
    of: 'all',
    text: `select c.oid, t.tgname::text as what from pg_class c join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal where ${ours}
      union all select c.oid, r.rulename::text from pg_class c join pg_rewrite r on r.ev_class = c.oid where ${ours}`,
  },
  {
    rule: 'serial',
    of: 'all',
    text: `select c.oid, a.attname::text as what from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where ${ours} and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval')`,
  },
  {
    rule: 'row-level-security',
    of: 'tenant',
    text: `select c.oid, 'not enabled and forced' as what from pg_class c where ${ours} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    rule: 'policy',
    of: 'tenant',
    text: `select c.oid, 'no policy binds tenant_id to app.tenant, or one lets more through' as what from pg_class c
      where ${ours} and not coalesce((select bool_and(pg_get_expr(p.polqual, p.polrelid) ~ 'tenant_id = .*app\\.tenant'
        and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'tenant_id = app.tenant') ~ 'tenant_id = .*app\\.tenant')
        from pg_policy p where p.polrelid = c.oid and p.polpermissive), false)`,
  },
  {
    rule: 'sub-select',
    of: 'all',
    text: `select c.oid, p.polname::text as what from pg_class c join pg_policy p on p.polrelid = c.oid
      where ${ours} and (p.polqual::text ~ '\\{SUBLINK' or p.polwithcheck::text ~ '\\{SUBLINK')`,
  },
  {
    rule: 'owner',
    of: 'all',
    text: `select c.oid, 'the serving role owns it' as what from pg_class c where ${ours} and pg_has_role('shouwen_app', c.relowner, 'member')`,
  },
]

/** Every breach in the catalog of a migrated database; needs no Citus. `server` connects as the owner. */
export async function breachesOf(server: Pick<pg.Pool, 'query'>): Promise<Breach[]> {
  const breaches: Breach[] = []
  for (const { rule, of, text } of checks) {
    const { rows } = await server.query<Found>(
      `select o.oid::regclass::text as name, ${rootOf('o.oid')} as root, o.what from (${text}) o order by 1, 3`,
    )
    for (const { name, root, what } of rows)
      if (of === 'all' || kindOf(root) === 'tenant') breaches.push({ table: name, rule, what })
  }
  return [...breaches, ...(await pointers(server)), ...(await rewritable(server))]
}

/** The table that a partition is part of, or the table itself. */
function rootOf(oid: string): string {
  return `coalesce(pg_partition_root(${oid}), ${oid})::regclass::text`
}

/** Reference and technical tables never point at tenant tables. */
async function pointers(server: Pick<pg.Pool, 'query'>): Promise<Breach[]> {
  const { rows } = await server.query<{ name: string; root: string; target: string; what: string }>(`
    select c.oid::regclass::text as name, ${rootOf('c.oid')} as root, ${rootOf('k.confrelid')} as target, k.conname::text as what
    from pg_class c join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' where ${ours}`)
  return rows
    .filter(({ root, target }) => kindOf(root) !== 'tenant' && kindOf(target) === 'tenant')
    .map(({ name, what }) => ({ table: name, rule: 'foreign-key', what }))
}

async function rewritable(server: Pick<pg.Pool, 'query'>): Promise<Breach[]> {
  const { rows } = await server.query<Found & { privilege: string }>(`
    select c.oid::regclass::text as name, ${rootOf('c.oid')} as root, w.privilege as what
    from pg_class c, unnest(array['update', 'delete', 'truncate']) w (privilege)
    where ${ours} and (has_table_privilege('shouwen_app', c.oid, w.privilege)
      or w.privilege = 'update' and has_any_column_privilege('shouwen_app', c.oid, 'update'))`)
  return rows
    .filter(({ root }) => appendOnlyTables.includes(root))
    .map(({ name, what }) => ({ table: name, rule: 'append-only', what }))
}
