import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Relation } from '#core/relation.ts'
import type { StaffId } from '#core/roster.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** One line of what happened to a matter: enough to say it to people, and to do it again. */
export type Line = {
  readonly matter: string
  readonly seq: number
  readonly at: Instant
  readonly actor: StaffId | null
  readonly actorPost: string | null
  readonly actingFor: StaffId | null
  readonly as: Relation
  readonly move: string
  readonly clauses: readonly ClauseId[]
  readonly from: string | null
  readonly to: string
  readonly says: string
  readonly input: unknown
  readonly given: unknown
  /** Digest of the matter as this line left it. */
  readonly after: string
  readonly prev: string
}

export type Hash = (text: string) => string

/** The link of a line: over all its content and the link before, so that no line can change, go or move unnoticed. */
export function linkOf(line: Line, hash: Hash): string {
  return hash(canonical(line))
}

/** The digest of a matter: every fact of it, whatever order the store gives its keys and clocks in. */
export function digestOf(matter: Matter, hash: Hash): string {
  const clocks = matter.clocks.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return hash(canonical({ ...matter, clocks }))
}

/** JSON with sorted keys and nothing undefined: the same content gives the same text in any program. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}
