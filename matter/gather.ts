import { type Statement, sql, type Tx } from '#platform/db/db.ts'

type Write = { readonly statement: Statement<unknown>; readonly values: readonly unknown[] }

/** A transaction whose writes are held back, so that those of many matters can be sent together or dropped. */
export type Gathering = {
  readonly tx: Tx
  readonly writes: readonly Write[]
  /** Something was asked of the database directly: it can't be dropped any more. */
  readonly isSent: () => boolean
}

/** Holds back writes; questions go through at once. */
export function gathering(tx: Tx): Gathering {
  const writes: Write[] = []
  let sent = false
  const through =
    <A extends unknown[], R>(ask: (...args: A) => R) =>
    (...args: A): R => {
      sent = true
      return ask(...args)
    }
  return {
    writes,
    isSent: () => sent,
    tx: {
      all: through(tx.all) as Tx['all'],
      one: through(tx.one) as Tx['one'],
      maybe: through(tx.maybe) as Tx['maybe'],
      write: (statement, values) => void writes.push({ statement, values }),
    },
  }
}

/** Sends the writes of many matters, one statement for all rows of a kind; what has no such form goes one by one. */
export function sendTogether(tx: Tx, tenant: string, writes: readonly Write[]): void {
  for (const [statement, group] of Map.groupBy(writes, (write) => write.statement)) {
    const crowd = group.length > 1 ? crowdOf(statement) : null
    if (crowd)
      tx.write(
        crowd.statement,
        crowd.values(
          group.map(({ values }) => crowd.row(values)),
          tenant,
        ),
      )
    else for (const { values } of group) tx.write(statement, values)
  }
}

type Row = Readonly<Record<string, unknown>>
type Crowd = {
  readonly statement: Statement<unknown>
  readonly row: (values: readonly unknown[]) => Row
  readonly values: (rows: readonly Row[], tenant: string) => readonly unknown[]
}

const crowds = new Map<Statement<unknown>, Crowd | null>()

function crowdOf(statement: Statement<unknown>): Crowd | null {
  const known = crowds.get(statement)
  if (known !== undefined) return known
  const made = insertOf(statement) ?? updateOf(statement)
  crowds.set(statement, made)
  return made
}

/** `insert into t (a, b) values ($1, f($2)) …` for many rows: derived from the text itself, so the two can't part ways. */
function insertOf({ name, text }: Statement<unknown>): Crowd | null {
  const parts = /^insert into (\w+) \(([^)]+)\)\s+values \((.*?)\)(\s+on conflict .*)?$/s.exec(text.trim())
  if (!parts) return null
  const [, table = '', list = '', values = '', conflict = ''] = parts
  const columns = list.split(',').map((column) => column.trim())
  const numbers = [...values.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n))
  const inOrder = numbers.length === columns.length && numbers.every((n, i) => n === i + 1)
  if (!inOrder || columns[0] !== 'tenant_id') return null
  const taken = values.replace(/\$(\d+)/g, (_, n) => `r.${columns[Number(n) - 1]}`)
  const crowd = `insert into ${table} (${list}) select ${taken} from jsonb_populate_recordset(null::${table}, $1::jsonb) r where r.tenant_id = $2${conflict}`
  return {
    statement: sql(`${name}.crowd`, crowd),
    row: rowBy(columns),
    values: (rows, tenant) => [JSON.stringify(rows), tenant],
  }
}

/** `update t set a = $3, b = $4 where tenant_id = $1 and id = $2` for many rows. The list of ids keeps it on the key's index, statistics or not. */
function updateOf({ name, text }: Statement<unknown>): Crowd | null {
  const parts = /^update (\w+) set (.*) where tenant_id = \$1 and id = \$2$/s.exec(text.trim())
  if (!parts) return null
  const [, table = '', list = ''] = parts
  const pairs = [...list.matchAll(/(\w+) = \$(\d+)/g)].map(([, column = '', n]) => [column, Number(n)] as const)
  if (pairs.length !== list.split(',').length || pairs.some(([, n], i) => n !== i + 3)) return null
  const sets = pairs.map(([column]) => `${column} = r.${column}`).join(', ')
  const crowd = `update ${table} set ${sets} from jsonb_populate_recordset(null::${table}, $1::jsonb) r where ${table}.tenant_id = $2 and ${table}.id = any($3::uuid[]) and ${table}.id = r.id`
  return {
    statement: sql(`${name}.crowd`, crowd),
    row: rowBy(['tenant_id', 'id', ...pairs.map(([column]) => column)]),
    values: (rows, tenant) => [JSON.stringify(rows), tenant, rows.map(({ id }) => id)],
  }
}

/** Columns whose JSON the store hands over as text, since a list would become an array of the database. */
const jsonTexts: ReadonlySet<string> = new Set(['extensions'])

function rowBy(columns: readonly string[]): Crowd['row'] {
  return (values) =>
    Object.fromEntries(
      columns.map((column, i) => [column, jsonTexts.has(column) ? JSON.parse(String(values[i])) : values[i]]),
    )
}
