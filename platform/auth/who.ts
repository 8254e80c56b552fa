import type { StaffId } from '#core/roster.ts'
import type { Scope } from '#platform/db/db.ts'

/** The three administrators of 等保 2.0; no account holds two of them, none holds business posts. */
export type Administrator = 'system' | 'security' | 'audit'

/** The person behind a session, as the office knows them now. */
export type Who = {
  readonly staffId: StaffId
  readonly tenantId: string
  readonly orgId: string
  /** ltree path of the organization, city first: `c1.d1.s1`. */
  readonly orgPath: string
  /** Paths that it and those below it had before they were moved; their old matters keep them. Left out: none. */
  readonly formerPaths?: readonly string[]
  readonly name: string
  readonly administrator: Administrator | null
  /** Head of `orgId`. */
  readonly isHead: boolean
  /** Signed in with a password that somebody else issued: until it is changed, nothing else is let through. */
  readonly mustChangePassword?: true
}

/** What this person's transactions may see: their office's path and all below, also under the paths of before a move. */
export function scopeOf({
  tenantId,
  orgPath,
  formerPaths = [],
}: Pick<Who, 'tenantId' | 'orgPath' | 'formerPaths'>): Scope {
  return { tenant: tenantId, paths: [orgPath, ...formerPaths] }
}
