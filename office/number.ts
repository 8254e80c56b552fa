import type { OfficeId } from '#core/roster.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type SettingKey, settings } from '#regulation/limits.ts'

/** A number that the office may set for itself, else the built-in one. */
export function numberOf({ organizations }: OfficeSnapshot, office: OfficeId, key: SettingKey): number {
  const own = organizations.get(office)?.settings[key]
  return typeof own === 'number' && Number.isSafeInteger(own) && own >= 0 ? own : settings[key].amount
}
