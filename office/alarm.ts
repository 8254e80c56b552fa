import type { Instant } from '#core/day.ts'
import type { StaffId } from '#core/roster.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** What somebody has to put right, by which clause, and the page of the desk where they do it. */
export type Alarm = { readonly clause: ClauseId; readonly says: string; readonly to?: string }

export type Watch = {
  readonly tenant: string
  readonly office: OfficeSnapshot
  readonly staff: StaffId
  readonly at: Instant
}

/** What a rule has to say to one person now, beside their matters. */
export type AlarmSource = (tx: Tx, watch: Watch) => Promise<readonly Alarm[]>

const sources: AlarmSource[] = []

/** Adds a rule's alarms; called once, when the house is put together. */
export function registerAlarms(source: AlarmSource): void {
  if (!sources.includes(source)) sources.push(source)
}

/** The alarms of all rules that have said they have any. */
export async function otherAlarms(tx: Tx, watch: Watch): Promise<readonly Alarm[]> {
  return (await Promise.all(sources.map((source) => source(tx, watch)))).flat()
}
