import { type Day, type Instant, instant, iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { defaultScheme, type Inputs, type Scheme } from '#rules/figures/scoring.ts'

type SchemeRow = Pick<Scheme, 'weights' | 'least' | 'source'> & { readonly from_month: string }
const inForce = sql<SchemeRow>(
  'score.scheme',
  `select weights, least, source, from_month::text from score_scheme where tenant_id = $1 and from_month <= $2::date
   order by from_month desc, made_at desc limit 1`,
)
const addScheme = sql(
  'score.add-scheme',
  `insert into score_scheme (tenant_id, id, from_month, weights, least, source, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/** The weights by which a month is scored. */
export async function schemeAt(tx: Tx, tenant: string, month: Day): Promise<Scheme> {
  const row = await tx.maybe(inForce, [tenant, month])
  if (!row) return defaultScheme
  const { weights, least, source, from_month } = row
  return { weights: { ...defaultScheme.weights, ...weights }, least, source, from: from_month.slice(0, 7) }
}

type NewScheme = Pick<Scheme, 'weights' | 'least' | 'source'> & { readonly id: string; readonly from: Day }
type By = { readonly tenant: string; readonly staff: string; readonly at: Instant }
export function keepScheme(tx: Tx, { tenant, staff, at }: By, scheme: NewScheme): void {
  const { id, from, weights, least, source } = scheme
  tx.write(addScheme, [tenant, id, from, JSON.stringify(weights), least, source, staff, iso(at)])
}

export type Frozen = {
  readonly office: string
  readonly post: string | null
  readonly month: string
  readonly name: string
  readonly inputs: Inputs
  readonly scheme: Scheme
  readonly score: number | null
  readonly closed_at: Date
}
const columns =
  'office, nullif(post, office) as post, month::text, name, inputs, scheme, score::float8 as score, closed_at'
const ofMonth = sql<Frozen>(
  'score.month',
  `select ${columns} from score_month where tenant_id = $1 and month = $2::date and office = any($3::uuid[])`,
)
const ofPost = sql<Frozen>(
  'score.of-post',
  `select ${columns} from score_month where tenant_id = $1 and post = $2 order by month desc limit 24`,
)
const freeze = sql(
  'score.freeze',
  `insert into score_month (tenant_id, office, month, post, org_path, name, inputs, scheme, score, closed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
)
const lastClosed = sql<{ month: string | null }>(
  'score.last',
  `select max(month)::text as month from score_month where tenant_id = $1`,
)

export const frozenMonth = (tx: Tx, tenant: string, month: Day, offices: readonly string[]) =>
  tx.all(ofMonth, [tenant, month, offices])
export const historyOf = (tx: Tx, tenant: string, { office, post }: { office: string; post: string | null }) =>
  tx.all(ofPost, [tenant, post ?? office])

export async function lastMonthClosed(tx: Tx, tenant: string): Promise<Day | null> {
  return ((await tx.maybe(lastClosed, [tenant]))?.month ?? null) as Day | null
}

type Freezing = Omit<Frozen, 'closed_at' | 'month'> & { readonly month: Day; readonly path: string }
export function freezeRow(tx: Tx, tenant: string, at: Instant, row: Freezing): void {
  const { office, month, post, path, name, inputs, scheme, score } = row
  tx.write(freeze, [
    ...[tenant, office, month, post ?? office, path, name, JSON.stringify(inputs)],
    ...[JSON.stringify(scheme), score, iso(at)],
  ])
}

export type NamingRow = {
  readonly id: string
  readonly office: string
  readonly post: string
  readonly name: string
  readonly from_month: string
  readonly until_month: string
  readonly scores: readonly { readonly month: string; readonly score: number; readonly rank: number }[]
  readonly why: string
  readonly named_by: string
  readonly named_at: Date
  readonly disclosure: string | null
  readonly withdrawn_at: Date | null
  readonly withdrawn_why: string | null
}
const namingColumns =
  'id, office, post, name, from_month::text, until_month::text, scores, why, named_by, named_at, disclosure, withdrawn_at, withdrawn_why'
const listNamings = sql<NamingRow>(
  'score.namings',
  `select ${namingColumns} from score_naming where tenant_id = $1 and office = any($2::uuid[]) order by named_at desc, id desc limit 50`,
)
const oneNaming = sql<NamingRow>(
  'score.naming',
  `select ${namingColumns} from score_naming where tenant_id = $1 and id = $2 for update`,
)
const addNaming = sql(
  'score.name',
  `insert into score_naming (tenant_id, id, org_path, office, post, name, from_month, until_month, scores, why, named_by, named_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const setDisclosure = sql('score.publish', `update score_naming set disclosure = $3 where tenant_id = $1 and id = $2`)
const takeBack = sql(
  'score.take-back',
  `update score_naming set withdrawn_by = $3, withdrawn_at = $4, withdrawn_why = $5 where tenant_id = $1 and id = $2`,
)

export const namingsOf = (tx: Tx, tenant: string, offices: readonly string[]) => tx.all(listNamings, [tenant, offices])
export const namingOf = (tx: Tx, tenant: string, id: string) => tx.maybe(oneNaming, [tenant, id])

type NewNaming = Omit<NamingRow, 'named_by' | 'named_at' | 'disclosure' | 'withdrawn_at' | 'withdrawn_why'> & {
  readonly path: string
}
export function keepNaming(tx: Tx, { tenant, staff, at }: By, row: NewNaming): void {
  const { id, path, office, post, name, from_month, until_month, scores, why } = row
  tx.write(addNaming, [
    ...[tenant, id, path, office, post, name, from_month, until_month, JSON.stringify(scores), why, staff, iso(at)],
  ])
}
export const publishNaming = (tx: Tx, tenant: string, id: string, disclosure: string): void =>
  tx.write(setDisclosure, [tenant, id, disclosure])
export const withdrawNaming = (tx: Tx, { tenant, staff, at }: By, id: string, why: string): void =>
  tx.write(takeBack, [tenant, id, staff, iso(at), why])

export const spokenMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`
export const instantOf = (at: Date): Instant => instant(at.getTime())
