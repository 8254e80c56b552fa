import { bodyRoles } from '#core/field.ts'
import type { Refusal } from '#core/refusal.ts'
import { isHeadOf, nameOf, officeOf } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { badInput, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot, OutsideBody } from '#office/snapshot.ts'
import { sql } from '#platform/db/db.ts'

const insert = sql(
  'office.body.insert',
  `insert into outside_body (tenant_id, id, in_system, role, name, matters, phone, address, hours) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const giveRole = sql('office.body.role', `update outside_body set role = $3 where tenant_id = $1 and id = $2`)

/** Who may enter where visitors are sent: a head, or the system administrator. */
export function keepsBodies(office: OfficeSnapshot, { staff, at }: By): Refusal | null {
  const own = officeOf(office.roster, staff, at)
  const may = office.administrators.get(staff) === 'system' || (own !== null && isHeadOf(office.roster, staff, own, at))
  return may ? null : notYours('2.3.3', '可指引的部门和单位由负责人或系统管理员登记')
}

/**
 * A department of the system (2.3.2.a) or a body outside it (2.3.3) comes into the directory. Its name is there once: entered
 * again with the role that was not known of it, it takes that role and nothing else.
 */
export function addBody(office: OfficeSnapshot, by: By, ask: OutsideBody): Refusal | Change<OutsideBody> {
  const refused = keepsBodies(office, by)
  if (refused) return refused
  if (ask.role && ask.inSystem) return badInput('2.3.3', '/role', `${bodyRoles[ask.role]}是系统外单位，本系统部门不填`)
  const known = office.outside.find(({ name }) => name === ask.name)
  if (known) {
    const isNew = ask.role !== null && known.role === null && !known.inSystem
    return isNew
      ? withRole(office, by, { ...known, role: ask.role })
      : badInput('2.3.3', '/name', `名录里已有“${ask.name}”`)
  }
  return {
    writes: [
      {
        statement: insert,
        values: [by.tenant, ask.id, ask.inSystem, ask.role, ask.name, ask.matters, ask.phone, ask.address, ask.hours],
      },
    ],
    line: {
      ...{ act: 'body.add', clause: '2.3.3', office: officeOf(office.roster, by.staff, by.at) },
      what: { body: ask.id, name: ask.name, inSystem: ask.inSystem, ...(ask.role && { role: ask.role }) },
      says: `${nameOf(office.roster, by.staff)}在名录里登记${ask.inSystem ? '本系统部门' : '系统外单位'}${ask.name}`,
    },
    result: ask,
  }
}

function withRole({ roster }: OfficeSnapshot, { tenant, staff, at }: By, body: OutsideBody): Change<OutsideBody> {
  const { id, name, role } = body
  return {
    writes: [{ statement: giveRole, values: [tenant, id, role] }],
    line: {
      ...{ act: 'body.role', clause: '2.3.3', office: officeOf(roster, staff, at), what: { body: id, name, role } },
      says: `${nameOf(roster, staff)}在名录里把${name}登记为${role ? bodyRoles[role] : ''}`,
    },
    result: body,
  }
}
