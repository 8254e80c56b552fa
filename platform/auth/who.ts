import type { StaffId } from '#core/roster.ts'

/** The three administrators of 等保 2.0; no account holds two of them, none holds business posts. */
export type Administrator = 'system' | 'security' | 'audit'

/** The person behind a session, as the office knows them now. */
export type Who = {
  readonly staffId: StaffId
  readonly tenantId: string
  readonly orgId: string
  /** ltree path of the organization, city first: `c1.d1.s1`. */
  readonly orgPath: string
  readonly name: string
  readonly administrator: Administrator | null
  /** Head of `orgId`. */
  readonly isHead: boolean
}
