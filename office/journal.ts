import { createHash } from 'node:crypto'
import { type Instant, iso } from '#core/day.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'

/** One line as it is hashed and kept. `seq` is the version of the place that the change made. */
export type Entry = {
  readonly tenant: string
  readonly seq: number
  readonly at: Instant
  readonly office: OfficeId | null
  readonly staff: StaffId | null
  readonly act: string
  readonly clause: string
  readonly says: string
  readonly what: Readonly<Record<string, unknown>>
}

export type Chained = Entry & { readonly previous: string; readonly hash: string }

/** The line with its link: the SM3 of the line before and of all that this one says. */
export function chained(previous: string, entry: Entry): Chained {
  return { ...entry, previous, hash: digest(previous, entry) }
}

/** The first line that doesn't follow from the one before it, or null when the whole chain holds. */
export function broken(lines: readonly Chained[]): Chained | null {
  let previous = ''
  let seq: number | null = null
  for (const line of lines) {
    if (line.previous !== previous || line.hash !== digest(previous, line) || (seq !== null && line.seq !== seq + 1))
      return line
    previous = line.hash
    seq = line.seq
  }
  return null
}

function digest(previous: string, e: Entry): string {
  const said = [e.tenant, e.seq, iso(e.at), e.office, e.staff, e.act, e.clause, e.says, sorted(e.what)]
  return createHash('sm3').update(previous).update(JSON.stringify(said)).digest('hex')
}

/** jsonb doesn't keep the order of keys; the digest must not depend on it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => [key, sorted(child)])
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}
