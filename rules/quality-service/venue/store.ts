import { type Day, type Instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Venue } from './contract.ts'

export type Row = {
  readonly version: number
  readonly from_day: Day
  readonly data: Venue
  readonly made_by: string
  readonly made_at: Date
}

const columns = 'version, from_day, data, made_by, made_at'
const insert = sql<Row>(
  'venue.insert',
  `insert into venue (tenant_id, office, version, org_path, from_day, data, made_by, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${columns}`,
)
/** The one that holds on a day: of those that have begun, the newest. */
const onDay = sql<Row>(
  'venue.on-day',
  `select ${columns} from venue where tenant_id = $1 and office = $2 and from_day <= $3 order by from_day desc, version desc limit 1`,
)
const onDayIn = sql<Pick<Row, 'data'> & { office: string }>(
  'venue.on-day-in',
  `select distinct on (office) office, data from venue where tenant_id = $1 and office = any($2::uuid[]) and from_day <= $3
   order by office, from_day desc, version desc`,
)
const newest = sql<Row>(
  'venue.newest',
  `select ${columns} from venue where tenant_id = $1 and office = $2 order by version desc limit 1`,
)
const versions = sql<Omit<Row, 'data'>>(
  'venue.versions',
  `select version, from_day, made_by, made_at from venue where tenant_id = $1 and office = $2 order by version desc limit 100`,
)
const one = sql<Row>('venue.one', `select ${columns} from venue where tenant_id = $1 and office = $2 and version = $3`)

export const venueOn = (tx: Tx, tenant: string, office: string, on: Day) => tx.maybe(onDay, [tenant, office, on])
/** The same of many offices at once. */
export const venuesOn = (tx: Tx, tenant: string, offices: readonly string[], on: Day) =>
  tx.all(onDayIn, [tenant, offices, on])
export const newestVenue = (tx: Tx, tenant: string, office: string) => tx.maybe(newest, [tenant, office])
export const venueVersions = (tx: Tx, tenant: string, office: string) => tx.all(versions, [tenant, office])
export const venueVersion = (tx: Tx, tenant: string, office: string, version: number) =>
  tx.maybe(one, [tenant, office, version])

type Fresh = {
  readonly office: string
  readonly path: string
  readonly version: number
  readonly from: Day
  readonly data: Venue
}

/** Null where somebody wrote this version at the same moment. */
export function addVenue(tx: Tx, tenant: string, v: Fresh, by: string, at: Instant): Promise<Row | null> {
  return tx.maybe(insert, [tenant, v.office, v.version, v.path, v.from, v.data, by, iso(at)])
}
