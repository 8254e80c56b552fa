import { randomBytes } from 'node:crypto'
import { type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** One line of a register that is not a matter. `staff` is null where time acted; `what` is what can be asked of it later. */
export type LedgerLine = {
  readonly tenant: string
  /** Path of the office whose register it is (row-level security). */
  readonly path: string
  /** Which register, as one word: `badge`, `machine`, `venue`, `item` … */
  readonly register: string
  /** The entry's own identity in its register. */
  readonly entry: string
  readonly at: Instant
  readonly staff: string | null
  readonly clause: ClauseId
  /** What was done, as one word of the code. */
  readonly act: string
  /** The same as a Chinese sentence. */
  readonly says: string
  readonly what: Readonly<Record<string, unknown>>
}

/** A line as it is read back. */
export type KeptLine = Omit<LedgerLine, 'tenant' | 'path' | 'register'> & { readonly id: string }

type Row = {
  readonly id: string
  readonly entry: string
  readonly at: Date
  readonly staff: string | null
  readonly clause: ClauseId
  readonly act: string
  readonly says: string
  readonly what: Readonly<Record<string, unknown>>
}

const insert = sql(
  'ledger.enter',
  `insert into ledger (tenant_id, id, org_path, register, entry, at, staff, clause, act, says, what)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)
const insertAll = sql(
  'ledger.enter-all',
  `insert into ledger (tenant_id, id, org_path, register, entry, at, staff, clause, act, says, what)
   select $1::uuid, l.id, l.org_path::ltree, l.register, l.entry, l.at, l.staff, l.clause, l.act, l.says, l.what
   from json_to_recordset($2::json) as l (id uuid, org_path text, register text, entry uuid, at timestamptz, staff uuid, clause text, act text, says text,
     what jsonb)`,
)
const columns = 'id, entry, at, staff, clause, act, says, what'
const ofEntry = sql<Row>(
  'ledger.of-entry',
  `select ${columns} from ledger where tenant_id = $1 and register = $2 and entry = $3 order by at, id`,
)
const ofMany = sql<Row>(
  'ledger.of-many',
  `select ${columns} from ledger where tenant_id = $1 and register = $2 and entry = any($3::uuid[]) order by at, id`,
)

/** Writes a line, in the transaction of the change that it tells of: one is never without the other. */
export function enter(tx: Tx, line: LedgerLine): void {
  const { tenant, path, register, entry, at, staff, clause, act, says, what } = line
  tx.write(insert, [tenant, lineId(at), path, register, entry, iso(at), staff, clause, act, says, what])
}

/** Many lines of one tenant at once, in their order. */
export function enterAll(tx: Tx, tenant: string, lines: readonly LedgerLine[]): void {
  if (lines.length === 0) return
  const rows = lines.map(({ path, at, ...line }) => ({ ...line, id: lineId(at), org_path: path, at: iso(at) }))
  tx.write(insertAll, [tenant, JSON.stringify(rows)])
}

/** The history of one entry, oldest first. Empty for an entry that this scope may not see. */
export async function linesOf(tx: Tx, tenant: string, register: string, entry: string): Promise<readonly KeptLine[]> {
  return (await tx.all(ofEntry, [tenant, register, entry])).map(read)
}

/** The histories of several entries at once, oldest first. */
export async function linesOfMany(
  tx: Tx,
  tenant: string,
  register: string,
  entries: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptLine[]>> {
  return Map.groupBy((await tx.all(ofMany, [tenant, register, entries])).map(read), (line) => line.entry)
}

function read(row: Row): KeptLine {
  return { ...row, at: instant(row.at.getTime()) }
}

let written = 0

/** A UUIDv7 of the line's instant with a running number behind it: lines of one instant keep the order of writing. */
function lineId(at: Instant): string {
  written = (written + 1) % 2 ** 24
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes.writeUInt16BE(0x7000 | (written >>> 12), 6)
  bytes.writeUInt16BE(0x8000 | (written & 0xfff), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
