import { type Instant, iso } from '#core/day.ts'
import { type Month, monthsIn, monthsOf } from '#core/sums/month.ts'
import { enlist, soughtIn, soughtPage } from '#matter/listing.ts'
import { notSeen } from '#office/refusals.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import type { ReliefService } from './contract.ts'
import type { Claim } from './policy.ts'

export type Row = {
  readonly id: string
  readonly office: string
  readonly matter_id: string
  readonly number: string
  readonly nth: number
  readonly service: ReliefService
  readonly employer: string
  readonly credit_code: string
  readonly person: string
  readonly masked: string
  readonly year: number
  readonly from_month: Month
  readonly until_month: Month
  readonly months: number
  readonly certified_at: Date
  readonly certified_by: string | null
  readonly revoked_at: Date | null
  readonly revoked_by: string | null
  readonly revoked_for: string | null
}

const columns = `id, office, matter_id, number, nth, service, employer, credit_code, person, masked, year, from_month, until_month, months,
  certified_at, certified_by, revoked_at, revoked_by, revoked_for`
const has = `($6::text[] is null or concat_ws(' ', employer, credit_code, number, person) ilike all($6))`
const pageBy = (name: string, year: string) => {
  const own = `office = $2 and id < $3 and ${year} and ($5::text is null or service = $5)`
  const walk = (also: string) =>
    `select ${columns} from tax_relief where tenant_id = $1 and ${own} and ${also} order by id desc limit $7`
  const sought = { list: 'tax_relief', columns, own, has, walk, scope: '= $2', order: 'id desc' } as const
  return {
    all: sql<Row>(name, walk(has)),
    found: soughtPage<Row>(`${name}-found`, { ...sought, given: ['$8', '$9', '$7'] }),
  }
}
const page = pageBy('tax.page', '$4::int is null')
const pageOfYear = pageBy('tax.page-of-year', 'year = $4')
const totals = sql<{ year: number; service: ReliefService; people: number; months: number }>(
  'tax.totals',
  `select year, service, count(*)::int as people, sum(months)::int as months from tax_relief
   where tenant_id = $1 and office = $2 and revoked_at is null group by year, service order by year desc, service limit 40`,
)
const byId = sql<Row>('tax.by-id', `select ${columns} from tax_relief where tenant_id = $1 and id = $2`)
const lock = sql<Row>('tax.lock', `select ${columns} from tax_relief where tenant_id = $1 and id = $2 for update`)
const revoke = sql<Row>(
  'tax.revoke',
  `update tax_relief set revoked_at = $3, revoked_by = $4, revoked_for = $5 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const revokedIn = sql<{ nth: number; revoked_at: Date }>(
  'tax.revoked-of',
  `select nth, revoked_at from tax_relief where tenant_id = $1 and matter_id = $2 and revoked_at is not null order by nth`,
)
const free = sql('tax.free', `delete from tax_month where tenant_id = $1 and relief = $2`)

export type Filter = { readonly year?: number; readonly service?: string; readonly q?: string; readonly after?: string }

/** Lines of an office's register, newest first; one more than asked tells that there are more. */
export function reliefPage(tx: Tx, tenant: string, office: string, { year, service, q, after }: Filter, limit: number) {
  const { like, pieces, exact } = soughtIn('tax_relief', q)
  const asked = [tenant, office, after || lastId, year ?? null, service ?? null, like, limit]
  const { all, found } = year === undefined ? page : pageOfYear
  return pieces ? tx.all(found, [...asked, pieces, exact]) : tx.all(all, asked)
}
export const reliefTotals = (tx: Tx, tenant: string, office: string) => tx.all(totals, [tenant, office])
export const findRelief = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
/** What of one case was taken back. */
export const revokedOf = (tx: Tx, tenant: string, matter: string) => tx.all(revokedIn, [tenant, matter])
export const lockRelief = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])

/** Takes one back: its months may be certified again. The caller has locked it and seen that it stands. */
export function revokeRelief(
  tx: Tx,
  tenant: string,
  id: string,
  at: Instant,
  by: string,
  reason: string,
): Promise<Row> {
  tx.write(free, [tenant, id])
  return tx.one(revoke, [tenant, id, iso(at), by, reason])
}

type Taken = {
  readonly blind: string
  readonly month: Month
  readonly number: string | null
  readonly service: string | null
}
const taken = sql<Taken>(
  'tax.taken',
  `select m.blind, m.month, r.number, r.service
   from unnest($2::text[], $3::text[]) as asked (blind, month)
   join tax_month m on m.tenant_id = $1 and m.blind = asked.blind and m.month = asked.month
   left join tax_relief r on r.tenant_id = $1 and r.id = m.relief`,
)
const used = sql<{ blind: string; months: number; traded: string | null }>(
  'tax.used',
  `select blind, sum(months) filter (where service = 'JY10')::int as months, min(number) filter (where service = 'JY11') as traded
   from tax_relief where tenant_id = $1 and blind = any($2::text[]) and revoked_at is null group by blind`,
)
const certify = sql<{ id: string }>(
  'tax.certify',
  `insert into tax_relief (tenant_id, id, org_path, office, matter_id, number, nth, service, employer, credit_code, person, masked, blind, year,
     from_month, until_month, months, certified_at, certified_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) on conflict do nothing returning id`,
)
const take = sql<{ blind: string; month: Month }>(
  'tax.take',
  `insert into tax_month (tenant_id, blind, month, org_path, relief)
   select $1, t.blind, t.month, $2, t.relief from unnest($3::text[], $4::text[], $5::uuid[]) as t (blind, month, relief)
   order by t.blind, t.month
   on conflict do nothing returning blind, month`,
)

type Asked = { readonly claim: Claim; readonly month: Month }
const askedBy = (claims: readonly Claim[]): readonly Asked[] =>
  claims.flatMap((claim) => monthsOf(claim.span).map((month) => ({ claim, month })))

/** The months of these that were certified already, as far as this scope sees. */
export function takenOf(tx: Tx, tenant: string, claims: readonly Claim[]): Promise<readonly Taken[]> {
  const asked = askedBy(claims)
  return tx.all(taken, [tenant, asked.map(({ claim }) => claim.idNumber.blind), asked.map(({ month }) => month)])
}

/** How many months of each person were certified as somebody's hire, and where they were noted as a trader. */
export async function usedOf(tx: Tx, tenant: string, claims: readonly Claim[]) {
  const rows = await tx.all(used, [tenant, claims.map(({ idNumber }) => idNumber.blind)])
  return new Map(rows.map((row) => [row.blind, row]))
}

export type Certified = {
  readonly tenant: string
  readonly path: string
  readonly office: string
  readonly matter: string
  readonly number: string
  readonly service: ReliefService
  readonly employer: string
  readonly creditCode: string
  readonly at: Instant
  readonly by: string | null
}

/** Enters one claim under this id; false where the index knows another note of the person that this scope may not see. */
export async function enterRelief(tx: Tx, c: Certified, id: string, claim: Claim): Promise<boolean> {
  const { nth, person, idNumber, year, span } = claim
  const made = await tx.maybe(certify, [
    ...[c.tenant, id, c.path, c.office, c.matter, c.number, nth, c.service, c.employer, c.creditCode],
    ...[person, idNumber.masked, idNumber.blind, year, span.from, span.to, monthsIn(span), iso(c.at), c.by],
  ])
  if (!made) return false
  const told = { number: c.number, names: [c.employer, person], texts: [c.creditCode] }
  enlist(tx, c.tenant, { list: 'tax_relief', id, scope: c.office }, told)
  return true
}

/** Takes the months of all claims; what comes back is what could not be taken, since somebody has it. */
export async function takeMonths(
  tx: Tx,
  c: Certified,
  claims: readonly { readonly id: string; readonly claim: Claim }[],
): Promise<readonly Asked[]> {
  const asked = claims.flatMap(({ id, claim }) => monthsOf(claim.span).map((month) => ({ id, claim, month })))
  const got = await tx.all(take, [
    ...[c.tenant, c.path, asked.map(({ claim }) => claim.idNumber.blind), asked.map(({ month }) => month)],
    asked.map(({ id }) => id),
  ])
  const has = new Set(got.map(({ blind, month }) => `${blind} ${month}`))
  return asked.filter(({ claim, month }) => !has.has(`${claim.idNumber.blind} ${month}`))
}

export const unseen = notSeen('没有这条记录，或者它不属于您可以查看的单位')
