/** Every table of the migrations that has a `tenant_id`. */
export function tenantTables(migrations: readonly string[]): ReadonlySet<string> {
  const tables = migrations.flatMap((text) => [
    ...text.matchAll(/create table (?:if not exists )?(\w+) \(([\s\S]*?)\n\)/g),
  ])
  return new Set(tables.filter(([, , body]) => /^\s*tenant_id\s/m.test(body ?? '')).map(([, name]) => name ?? ''))
}

/**
 * Statements that go across tenants on purpose, each with its reason. Everything else names `tenant_id`: a query
 * without it is wrong here and slow on a spread database.
 */
export const acrossTenants: Readonly<Record<string, string>> = {
  'tenant.root': 'at the start nobody has a tenant yet; the question is whether there is one',
  'tenant.all': 'a job goes through all tenants one by one',
  'office.login.username': 'who signs in has no tenant yet; the name is unique in the whole program',
  'ground.username': 'a user name must be free in the whole program before somebody is given it',
  'office.login.staff': 'a session names the person, the person has the tenant',
  'session.load': 'a cookie names no tenant; its digest is the key',
  'session.touch': 'as session.load',
  'session.end': 'as session.load',
  'session.living': 'as session.load',
  'session.sweep': 'old sessions of all tenants end alike',
}

type Named = { readonly name: string; readonly text: string }

/** Statements on a tenant table that don't say whose rows they mean, each as one line. */
export function unscoped(statements: readonly Named[], tables: ReadonlySet<string>): string[] {
  return statements
    .filter(({ name }) => !Object.hasOwn(acrossTenants, name))
    .flatMap(({ name, text }) => {
      const plain = text.replaceAll(/\s+/g, ' ').toLowerCase()
      const inserted = [...plain.matchAll(/insert into (\w+) \(([^)]*)\)/g)].filter(([, table]) =>
        tables.has(table ?? ''),
      )
      const bare = inserted.filter(([, , columns]) => !/(^|\s|,)tenant_id(,|$)/.test(columns ?? ''))
      const others = [...plain.matchAll(/(?:\bfrom|\bjoin|^update|[( ]update|\busing) (?:only )?(\w+)/g)].filter(
        ([, table]) => tables.has(table ?? ''),
      )
      const said = [...plain.matchAll(/\btenant_id = (\$\d+|\w+\.tenant_id)/g)].length
      const scoped = others.length === 0 || (said >= others.length && /\btenant_id = \$\d+/.test(plain))
      return [
        ...bare.map(([, table]) => `${name}: inserts into ${table} without tenant_id`),
        ...(scoped ? [] : [`${name}: reads or changes ${others.map(([, table]) => table).join(', ')} of every tenant`]),
      ]
    })
}
