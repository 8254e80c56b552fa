import type { Instant } from '#core/day.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import type { Stand } from '#office/register.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'

/** Who looks at which offices, all of them at once. */
export type Counting = {
  readonly tenant: string
  readonly staff: StaffId
  readonly at: Instant
  readonly office: OfficeSnapshot
  readonly offices: readonly OfficeId[]
}
export type Counts = ReadonlyMap<OfficeId, number>
/** One line behind a number: a gap in words, or a matter. */
export type Behind = { readonly says: string; readonly matter?: string }

/**
 * How a room tells what it knows of offices: one look for all of them, never one for each. `behind`: the lines themselves,
 * where no list of the desk shows them; asked for few offices.
 */
export type Source<K extends string> = {
  readonly keys: readonly K[]
  readonly count: (tx: Tx, asked: Counting) => Promise<Readonly<Partial<Record<K, Counts>>>>
  /** A method, so that a source of one gauge fits where any is taken. */
  behind?(tx: Tx, asked: Counting, key: K): Promise<ReadonlyMap<OfficeId, readonly Behind[]>>
}

/** A source whose numbers are the lines that it has to say. */
export function spoken<K extends string>(
  key: K,
  linesOf: (tx: Tx, asked: Counting) => Promise<ReadonlyMap<OfficeId, readonly { readonly says: string }[]>>,
): Source<K> {
  const count = async (tx: Tx, asked: Counting) => {
    const lines = await linesOf(tx, asked)
    const counts: Counts = new Map([...lines].map(([office, told]) => [office, told.length]))
    return { [key]: counts } as Record<K, Counts>
  }
  return { keys: [key], count, behind: linesOf }
}

/** What a look at each office says that needs no database beyond what was read for all. */
export function each<T>(offices: readonly OfficeId[], of: (office: OfficeId) => T): ReadonlyMap<OfficeId, T> {
  return new Map(offices.map((office) => [office, of(office)]))
}

/** How a register stands before each office, for those who lead it or one above. */
export function standsIn({ tenant, staff, at, office, offices }: Counting): readonly Stand[] {
  return offices.flatMap((id) => {
    const org = office.organizations.get(id)
    return org ? [{ tenant, staff, at, office, org, leads: true }] : []
  })
}

/** Rows of numbers by office as a map of one column. */
export function column<Row extends { readonly office: string }>(
  rows: readonly Row[],
  of: (row: Row) => number,
): Counts {
  return new Map(rows.map((row) => [row.office as OfficeId, of(row)]))
}
