import { type Day, dayOf, type Instant } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { current } from '#office/current.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { subjectSays } from './held.ts'
import type { Code } from './policy.ts'

/** A class that anybody may apply for: no names, only what is taught, where, when, and how many places are left. */
export type Course = {
  readonly id: string
  readonly service: Code
  readonly name: string
  readonly subject: string
  readonly institution: string
  readonly office: string
  readonly place: string
  readonly phone: string
  readonly hours: number
  readonly from: Day
  readonly until: Day
  readonly left: number
  readonly places: number
}
type Row = Omit<Course, 'left' | 'subject'> & {
  readonly subject: string
  readonly level: string
  readonly taken: number
}

const list = sql<Row>(
  'training.public',
  `select c.id, c.service, c.name, c.subject, c.level, i.name as institution, c.office, c.place, c.phone, c.hours, c.from_day as "from",
     c.until_day as until, c.places, c.taken
   from training_class c join training_institution i on i.tenant_id = c.tenant_id and i.id = c.institution
   where c.tenant_id = $1 and c.state = 'approved' and c.from_day >= $2 and ($3::text is null or c.service = $3)
     and ($4::date is null or (c.from_day, c.id) > ($4, $5::uuid))
   order by c.from_day, c.id limit $6`,
)

type Place = { readonly tenant: string; readonly path: string }
export type Key = { readonly from: Day; readonly id: string }
type Needs = { readonly db: Db; readonly catalogue: Catalogue }
type Asked = { readonly service: Code | null; readonly after: Key | null }

const pageOf = 30

/** The classes that are yet to begin, the next first, and where the next page begins. */
export function courseList({ db, catalogue }: Needs, place: Place, { service, after }: Asked, at: Instant) {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [office, rows] = await Promise.all([
      current(tx, place.tenant, at),
      tx.all(list, [place.tenant, dayOf(at), service, after?.from ?? null, after?.id ?? null, pageOf + 1]),
    ])
    const shown = rows.slice(0, pageOf).map(
      ({ level, taken, subject, ...row }): Course => ({
        ...row,
        subject: subjectSays(catalogue, row.service, subject, level),
        office: office.organizations.get(row.office as OfficeId)?.name ?? '',
        left: Math.max(0, row.places - taken),
      }),
    )
    const last = shown.at(-1)
    return { rows: shown, next: rows.length > pageOf && last ? { from: last.from, id: last.id } : null }
  })
}

const revoked = sql<{ at: Date }>(
  'training.public.void',
  `select at from training_void where tenant_id = $1 and code = $2`,
)

/** When a certificate was declared void; null while it holds, or where it is another paper. */
export function revokedOn(db: Db, scope: { readonly tenant: string; readonly paths: readonly string[] }, code: string) {
  return db.read(scope, async (tx) => (await tx.maybe(revoked, [scope.tenant, code]))?.at ?? null)
}
