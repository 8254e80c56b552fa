import type { Hours } from '#core/calendar.ts'
import { type Day, type Instant, iso } from '#core/day.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'
import type { Settings } from '#office/snapshot.ts'
import type { Write } from '#office/store.ts'
import { sql } from '#platform/db/db.ts'

/** An office as it is founded; its place in the tree is written beside it. */
export type NewOffice = {
  readonly id: OfficeId
  readonly code: string
  readonly name: string
  readonly short: string
  readonly level: string
  readonly address: string
  readonly phone: string
  readonly supervisionPhone: string
}

const officeInsert = sql(
  'ground.office.insert',
  `insert into organization (tenant_id, id, code, name, short, level, address, phone, supervision_phone) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
export function insertOffice(tenant: string, o: NewOffice): Write {
  const values = [tenant, o.id, o.code, o.name, o.short, o.level, o.address, o.phone, o.supervisionPhone]
  return { statement: officeInsert, values }
}

const placeInsert = sql(
  'ground.place.insert',
  `insert into organization_place (tenant_id, org, parent, path, valid_from) values ($1, $2, $3, $4::text::ltree, $5)`,
)
const placeEnd = sql(
  'ground.place.end',
  `update organization_place set valid_until = $3 where tenant_id = $1 and org = $2 and valid_until is null`,
)
export function insertPlace(tenant: string, org: OfficeId, parent: OfficeId, path: string, from: Instant): Write {
  return { statement: placeInsert, values: [tenant, org, parent, path, iso(from)] }
}
/** The place that is open ends then; a new row follows it. */
export function endPlace(tenant: string, org: OfficeId, until: Instant): Write {
  return { statement: placeEnd, values: [tenant, org, iso(until)] }
}

const officeRename = sql(
  'ground.office.rename',
  `update organization set name = $3, short = $4 where tenant_id = $1 and id = $2`,
)
export function saveOfficeName(tenant: string, org: OfficeId, name: string, short: string): Write {
  return { statement: officeRename, values: [tenant, org, name, short] }
}

const officeContact = sql(
  'ground.office.contact',
  `update organization set address = $3, phone = $4, supervision_phone = $5 where tenant_id = $1 and id = $2`,
)
export function saveContact(
  tenant: string,
  org: OfficeId,
  c: { readonly address: string; readonly phone: string; readonly supervisionPhone: string },
): Write {
  return { statement: officeContact, values: [tenant, org, c.address, c.phone, c.supervisionPhone] }
}

const officeSettings = sql(
  'ground.office.settings',
  `update organization set settings = $3 where tenant_id = $1 and id = $2`,
)
export function saveSettings(tenant: string, org: OfficeId, settings: Settings): Write {
  return { statement: officeSettings, values: [tenant, org, JSON.stringify(settings)] }
}

const officeClose = sql(
  'ground.office.close',
  `update organization set closed_at = $3 where tenant_id = $1 and id = $2`,
)
export function saveOfficeClosed(tenant: string, org: OfficeId, at: Instant): Write {
  return { statement: officeClose, values: [tenant, org, iso(at)] }
}

const schemeInsert = sql(
  'ground.hours.insert',
  `insert into hours_scheme (tenant_id, org, valid_from, set_at, set_by, week) values ($1, $2, $3, $4, $5, $6)`,
)
export function insertHours(
  by: { readonly tenant: string; readonly staff: StaffId; readonly at: Instant },
  org: OfficeId,
  from: Day,
  hours: Hours,
): Write {
  return { statement: schemeInsert, values: [by.tenant, org, from, iso(by.at), by.staff, JSON.stringify(hours.week)] }
}

const postInsert = sql(
  'ground.post.insert',
  `insert into post (tenant_id, id, org, code, name, duties, services, is_head) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
export type NewPost = {
  readonly id: PostId
  readonly office: OfficeId
  readonly code: string
  readonly name: string
  readonly duties: string
  readonly services: readonly string[]
  readonly head: boolean
}
export function insertPost(tenant: string, p: NewPost): Write {
  return { statement: postInsert, values: [tenant, p.id, p.office, p.code, p.name, p.duties, p.services, p.head] }
}

const postSave = sql(
  'ground.post.save',
  `update post set name = $3, duties = $4, services = $5 where tenant_id = $1 and id = $2`,
)
export function savePost(tenant: string, p: Pick<NewPost, 'id' | 'name' | 'duties' | 'services'>): Write {
  return { statement: postSave, values: [tenant, p.id, p.name, p.duties, p.services] }
}

const postClose = sql('ground.post.close', `update post set closed_at = $3 where tenant_id = $1 and id = $2`)
export function savePostClosed(tenant: string, post: PostId, at: Instant): Write {
  return { statement: postClose, values: [tenant, post, iso(at)] }
}

const assignmentsEnd = sql(
  'ground.assignments.end',
  `update post_assignment set valid_until = $3
   where tenant_id = $1 and post = $2 and valid_from < $3 and (valid_until is null or valid_until > $3)`,
)
export function endAssignments(tenant: string, post: PostId, at: Instant): Write {
  return { statement: assignmentsEnd, values: [tenant, post, iso(at)] }
}

const windowSave = sql(
  'ground.window.save',
  `insert into service_window (tenant_id, org, number, name, post) values ($1, $2, $3, $4, $5)
   on conflict (tenant_id, org, number) do update set name = excluded.name, post = excluded.post, closed_at = null`,
)
export function saveWindow(tenant: string, org: OfficeId, number: number, name: string, post: PostId): Write {
  return { statement: windowSave, values: [tenant, org, number, name, post] }
}
const windowClose = sql(
  'ground.window.close',
  `update service_window set closed_at = $4 where tenant_id = $1 and org = $2 and number = $3`,
)
export function saveWindowClosed(tenant: string, org: OfficeId, number: number, at: Instant): Write {
  return { statement: windowClose, values: [tenant, org, number, iso(at)] }
}

const answerable = sql('ground.answerable', `update tenant set answerable = $2 where tenant_id = $1`)
export function saveAnswerable(tenant: string, staff: StaffId): Write {
  return { statement: answerable, values: [tenant, staff] }
}
