import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { snapshot } from '#office/current.ts'
import { chained } from '#office/journal.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { lockVersion, raiseVersion, type Write } from '#office/store.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** One line of the office journal: what was done, by which clause, in a sentence. */
export type Line = {
  readonly act: string
  readonly clause: ClauseId
  readonly office: OfficeId | null
  readonly says: string
  readonly what: Readonly<Record<string, unknown>>
  /** Null: time did it, in nobody's name. */
  readonly staff?: null
}

/** What a command decided: rows to write, the line for the journal, the answer. Nothing is written by deciding. */
export type Change<R> = { readonly writes: readonly Write[]; readonly line: Line; readonly result: R }

/**
 * The only door to a change of the place: lock → judge → write → journal → raise the version, in the caller's transaction.
 * The lock on the version's row puts all changes of a tenant in one order, so what was judged still holds when written.
 */
export async function change<Ask, R>(
  tx: Tx,
  by: By,
  judge: (office: OfficeSnapshot, by: By, ask: Ask) => Refusal | Change<R>,
  ask: Ask,
): Promise<Refusal | R> {
  const held = await lockVersion(tx, by.tenant)
  const decided = judge(await snapshot(tx, by.tenant, held, by.at), by, ask)
  if (isRefusal(decided)) return decided
  const { writes, line, result } = decided
  const seq = held.version + 1
  const entry = chained(held.hash, { tenant: by.tenant, seq, at: by.at, staff: by.staff, ...line })
  for (const { statement, values } of [...writes, ...raiseVersion(entry)]) tx.write(statement, values)
  return result
}
