import type { OfficeId } from '#core/roster.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { limits, settings } from '#regulation/limits.ts'

/** Every number that an office works by, as the regulation and the law have it. */
export const numbers = { ...limits, ...settings } as const
export type NumberKey = keyof typeof numbers

/** The number that the office works by: its own, else the built-in one. */
export function numberOf({ organizations }: OfficeSnapshot, office: OfficeId, key: NumberKey): number {
  return ownNumber(organizations.get(office), key) ?? numbers[key].amount
}

/** What the office has set for itself; null where the built-in number holds. */
export function ownNumber(org: Pick<Organization, 'settings'> | undefined, key: string): number | null {
  const own = org?.settings[key]
  return typeof own === 'number' && Number.isFinite(own) && own >= 0 ? own : null
}
