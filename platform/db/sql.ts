declare const row: unique symbol

/** One named statement: prepared once per connection, read as SQL. `Row` is what a row of its answer looks like. */
export type Statement<Row> = { readonly name: string; readonly text: string; readonly [row]?: Row }

const known = new Map<string, string>()

/** PostgreSQL keeps 63 bytes of a statement's name; two longer ones would be taken for each other. */
const nameLimitBytes = 63

/**
 * Names a statement, e.g. `sql<{ id: string }>('matter.lock', 'select id from matter where tenant_id = $1 …')`.
 * A name stands for one text in the whole program; call it once, at the top of a module.
 */
export function sql<Row = never>(name: string, text: string): Statement<Row> {
  if (name === '' || Buffer.byteLength(name) > nameLimitBytes) throw new RangeError(`statement name: ${name}`)
  if ((known.get(name) ?? text) !== text) throw new Error(`two statements are called ${name}`)
  known.set(name, text)
  return { name, text }
}

/** Before every id and behind every id, where a list has no cursor yet. */
export const firstId = '00000000-0000-0000-0000-000000000000'
export const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * The cursor of a list whose newest ids come first, as SQL: `id < ${orLast('$3')}` is all where the parameter is null. One
 * bound that an index is walked from, where `$3 is null or id < $3` would be read and thrown away row by row.
 */
export const orLast = (parameter: `$${number}`): string =>
  `case when ${parameter}::uuid is null then '${lastId}' else ${parameter} end`

/** Every statement that the loaded modules have named; for tests about SQL. */
export function statements(): readonly Statement<unknown>[] {
  return [...known].map(([name, text]) => ({ name, text }))
}
