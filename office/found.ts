import type { Instant } from '#core/day.ts'
import { iso } from '#core/day.ts'
import { keepCalendars } from '#office/calendar.ts'
import { current } from '#office/current.ts'
import { chained } from '#office/journal.ts'
import { raiseVersion } from '#office/store.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = Readonly<Record<string, unknown>>

/** A whole tenant's place as rows, table by table; columns left out take what the table says. */
export type Founding = {
  readonly tenant: {
    readonly tenant_id: string
    readonly code: string
    readonly name: string
    readonly answerable: string | null
  }
  readonly organization: readonly Row[]
  readonly organization_place: readonly Row[]
  readonly staff: readonly Row[]
  readonly staff_place: readonly Row[]
  readonly post: readonly Row[]
  readonly post_assignment: readonly Row[]
  readonly service_window: readonly Row[]
  readonly opening_hours: readonly Row[]
  readonly outside_body: readonly Row[]
  readonly holiday_notice: readonly Row[]
}

const begin = sql<{ code: string }>(
  'office.found.tenant',
  `insert into tenant (tenant_id, code, name, answerable) values ($1, $2, $3, $4) on conflict (tenant_id) do nothing returning code`,
)
const count = sql('office.found.version', `insert into office_version (tenant_id) values ($1)`)

/** In the order of their keys. */
const tables = {
  organization: 'tenant_id, id, code, name, short, level, address, phone, supervision_phone, settings',
  organization_place: 'tenant_id, org, parent, path, valid_from',
  staff: 'tenant_id, id, username, name, number, phone, password_hash, administrator, active',
  staff_place: 'tenant_id, staff, org, valid_from',
  post: 'tenant_id, id, org, code, name, duties, services, is_head',
  post_assignment: 'tenant_id, post, role, staff, valid_from',
  service_window: 'tenant_id, org, number, name, post',
  opening_hours: 'tenant_id, org, weekday, opens, closes',
  outside_body: 'tenant_id, id, in_system, role, name, matters, phone, address, hours',
  holiday_notice: 'tenant_id, year, version, source, issued, off, work, imported_at',
} as const

const inserts = Object.entries(tables).map(([table, columns]) => ({
  table: table as keyof typeof tables,
  statement: sql(
    `office.found.${table}`,
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) where tenant_id = $2`,
  ),
}))

/** Founds a tenant with its offices and people in one go, with the first line of its journal. False when it is there already. */
export async function foundTenant(tx: Tx, founding: Founding, at: Instant, says: string): Promise<boolean> {
  const { tenant_id, code, name, answerable } = founding.tenant
  if (!(await tx.maybe(begin, [tenant_id, code, name, answerable]))) return false
  tx.write(count, [tenant_id])
  for (const { table, statement } of inserts) {
    tx.write(statement, [JSON.stringify(founding[table].map((row) => ({ tenant_id, ...row }))), tenant_id])
  }
  const what = { code, founded: iso(at) }
  const line = chained('', {
    tenant: tenant_id,
    seq: 1,
    at,
    office: null,
    staff: null,
    act: 'tenant.found',
    clause: '5.0',
    says,
    what,
  })
  for (const { statement, values } of raiseVersion(line)) tx.write(statement, values)
  const office = await current(tx, tenant_id, at)
  for (const { statement, values } of keepCalendars(office, { tenant: tenant_id, at })) tx.write(statement, values)
  return true
}
