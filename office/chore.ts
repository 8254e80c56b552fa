import type { Instant } from '#core/day.ts'
import type { StaffId } from '#core/roster.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** What somebody has to put right or to decide, by which clause, and the page of the desk where they do it. */
export type Chore = {
  readonly clause: ClauseId
  readonly says: string
  readonly to?: string
  /** Somebody else waits for this person's word: an approval, a confirmation. */
  readonly decides?: boolean
}

export type Watch = {
  readonly tenant: string
  readonly office: OfficeSnapshot
  readonly staff: StaffId
  readonly at: Instant
}

/** What a rule has to say to one person now, beside their matters. */
export type ChoreSource = (tx: Tx, watch: Watch) => Promise<readonly Chore[]>

const sources: ChoreSource[] = []

/** Adds a rule's chores; called once, when the house is put together. */
export function registerChores(source: ChoreSource): void {
  if (!sources.includes(source)) sources.push(source)
}

/** The chores of all rules that have said they have any. */
export async function otherChores(tx: Tx, watch: Watch): Promise<readonly Chore[]> {
  return (await Promise.all(sources.map((source) => source(tx, watch)))).flat()
}
