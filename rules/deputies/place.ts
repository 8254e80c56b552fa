import Type from 'typebox'
import type { Refusal } from '#core/refusal.ts'
import { type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { notSeen } from '#office/refusals.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'

export const OfPlace = Type.Object(
  { office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })) },
  { additionalProperties: false },
)

/** The office asked for, one's own unless named; nobody looks sideways or up. */
export function placeOf(office: OfficeSnapshot, by: By, named: string | undefined): OfficeId | Refusal {
  const place = (named ?? officeOf(office.roster, by.staff, by.at)) as OfficeId | null
  return place && office.organizations.has(place) && sees(office, by.staff, place, by.at)
    ? place
    : notSeen('没有这个单位')
}

export const byOf = ({ tenantId, staffId }: Who, at: By['at']): By => ({
  ...{ tenant: tenantId, staff: staffId as StaffId, at },
})
