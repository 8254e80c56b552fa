/**
 * The places where a statement reads or changes a tenant table without binding its tenant: `tenant_id = $n`, or
 * equality with the tenant_id of a table that is bound. Row-level security would hide other tenants' rows anyway; this is what
 * sends the statement to one server instead of all of them. A reader of text, not a parser: write statements plainly.
 */
export function unboundTables(text: string, isTenantTable: (table: string) => boolean): string[] {
  const plain = text
    .replace(/--[^\n]*/g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\s+/g, ' ')
    .toLowerCase()
  const uses = [...plain.matchAll(useOfTable)].filter(
    (use) => isTenantTable(use[1] ?? '') && !isInsert(plain, use.index),
  )
  const bound = boundNames(plain)
  // A bare `tenant_id = $n` stands for one table only: where there are two, SQL wants the name with it.
  let bare = [...plain.matchAll(/(?<![.\w])tenant_id = (?:\$\d+|any ?\(\$\d+)/g)].length
  return uses
    .filter((use) => {
      const name = aliasOf(use)
      if (bound.has(name)) return false
      return bare-- <= 0
    })
    .map(aliasOf)
}

/** A table after its keyword, or further down the list of a FROM. */
const useOfTable =
  /\b(?:(?:from|join|update|using|into) (?:only )?|(?<=\bfrom (?:[a-z_]+(?: (?:as )?[a-z_]+)?, )+))([a-z_]+)(?: (?:as )?([a-z_]+))?/g
const notAnAlias = new Set([
  'where',
  'set',
  'on',
  'using',
  'join',
  'left',
  'right',
  'inner',
  'cross',
  'full',
  'natural',
  'order',
  'group',
  'limit',
  'for',
  'returning',
  'union',
  'having',
  'window',
  'offset',
  'values',
  'select',
  'lateral',
])

function aliasOf(use: RegExpExecArray | RegExpMatchArray): string {
  const [, table = '', alias] = use
  return alias === undefined || notAnAlias.has(alias) ? table : alias
}

function isInsert(plain: string, at: number | undefined): boolean {
  return plain.slice(at).startsWith('into ')
}

/** Names with `name.tenant_id = $n`, and those made equal to them, also by `using (tenant_id, …)`. */
function boundNames(plain: string): Set<string> {
  const bound = new Set(
    [...plain.matchAll(/\b([a-z_]+)\.tenant_id = (?:\$\d+|any ?\(\$\d+)/g)].map((found) => found[1] ?? ''),
  )
  const pairs = [...plain.matchAll(/\b([a-z_]+)\.tenant_id = ([a-z_]+)\.tenant_id/g)].map((found): [string, string] => [
    found[1] ?? '',
    found[2] ?? '',
  ])
  for (let grew = true; grew; ) {
    const before = bound.size
    for (const [one, other] of pairs) if (bound.has(one) || bound.has(other)) bound.add(one).add(other)
    grew = bound.size > before
  }
  if (bound.size > 0 || /(?<![.\w])tenant_id = \$\d+/.test(plain))
    for (const use of plain.matchAll(/\bjoin (?:only )?([a-z_]+)(?: (?:as )?([a-z_]+))? using \(tenant_id/g))
      bound.add(aliasOf(use))
  return bound
}
