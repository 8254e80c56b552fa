import { randomUUIDv7 } from 'node:crypto'
import { type Day, type Instant, iso } from '#core/day.ts'
import type { ServiceVersion } from '#core/service/format.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** A text that waits to be published, or was not taken. */
export type Draft = {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly digest: string
  readonly body: string
  readonly made_by: string
  readonly made_at: Date
  readonly dropped_at: Date | null
  readonly dropped_why: string | null
}
/** Who put which version in force, when, from which day and why (6.2). */
export type ReleaseRow = {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly digest: string
  readonly draft: string | null
  readonly from_day: Day
  readonly reason: string
  readonly changes: number
  readonly published_by: string
  readonly published_at: Date
  readonly called_off_at: Date | null
  readonly called_off_by: string | null
  readonly called_off_why: string | null
}

const draftColumns = 'id, code, version, digest, body, made_by, made_at, dropped_at, dropped_why'
const drafts = sql<Draft>(
  'version.drafts',
  `select ${draftColumns} from service_draft where tenant_id = $1 order by code, version, made_at`,
)
const addDraft = sql(
  'version.draft',
  `insert into service_draft (tenant_id, id, code, version, digest, body, org_path, made_by, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const lockDraft = sql<Draft>(
  'version.lock',
  `select ${draftColumns} from service_draft where tenant_id = $1 and id = $2 for update`,
)
const drop = sql(
  'version.drop',
  `update service_draft set dropped_at = $3, dropped_why = $4 where tenant_id = $1 and id = $2`,
)
const releases = sql<ReleaseRow>(
  'version.releases',
  `select id, code, version, digest, draft, from_day::text as from_day, reason, changes, published_by, published_at,
     called_off_at, called_off_by, called_off_why
   from service_release where tenant_id = $1 order by code, from_day, published_at, id`,
)
const countReleases = sql<{ count: number }>(
  'version.count',
  `select (count(*) + count(called_off_at))::int as count from service_release where tenant_id = $1`,
)
const callOff = sql(
  'version.call-off',
  `update service_release set called_off_at = $3, called_off_by = $4, called_off_why = $5
   where tenant_id = $1 and id = $2`,
)
const addRelease = sql(
  'version.release',
  `insert into service_release (tenant_id, id, code, version, digest, draft, org_path, from_day, reason, changes, published_by, published_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)

type By = { readonly tenant: string; readonly path: string; readonly staff: string; readonly at: Instant }

/** All drafts of a tenant, in the order of their services. */
export const draftsOf = (tx: Tx, tenant: string): Promise<Draft[]> => tx.all(drafts, [tenant])
/** All releases of a tenant in the order in which they come into force, those that were called off among them. */
export const releasesOf = (tx: Tx, tenant: string): Promise<ReleaseRow[]> => tx.all(releases, [tenant])
/** Those that count: not called off. */
export const standingOf = (all: readonly ReleaseRow[]): readonly ReleaseRow[] =>
  all.filter(({ called_off_at }) => called_off_at === null)
/** How often somebody published or called off: of both the record only grows, so another number tells that something was done. */
export const actsOf = (all: readonly ReleaseRow[]): number => all.length + (all.length - standingOf(all).length)
export const releaseCount = async (tx: Tx, tenant: string): Promise<number> =>
  (await tx.one(countReleases, [tenant])).count
export const lockedDraft = (tx: Tx, tenant: string, id: string): Promise<Draft | null> =>
  tx.maybe(lockDraft, [tenant, id])

export function keepDraft(
  tx: Tx,
  { tenant, path, staff, at }: By,
  { code, version, digest }: ServiceVersion,
  body: string,
): string {
  const id = randomUUIDv7()
  tx.write(addDraft, [tenant, id, code, version, digest, body, path, staff, iso(at)])
  return id
}

export function dropDraft(tx: Tx, { tenant, at }: By, id: string, why: string): void {
  tx.write(drop, [tenant, id, iso(at), why])
}

export function keepCalledOff(tx: Tx, { tenant, staff, at }: By, id: string, why: string): void {
  tx.write(callOff, [tenant, id, iso(at), staff, why])
}

type Fresh = Pick<ReleaseRow, 'code' | 'version' | 'digest' | 'draft' | 'from_day' | 'reason' | 'changes'>

export function keepRelease(tx: Tx, { tenant, path, staff, at }: By, one: Fresh): void {
  const { code, version, digest, draft, from_day, reason, changes } = one
  tx.write(addRelease, [
    tenant,
    randomUUIDv7(),
    code,
    version,
    digest,
    draft,
    path,
    from_day,
    reason,
    changes,
    staff,
    iso(at),
  ])
}
