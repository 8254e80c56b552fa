import type { Day, Instant } from '#core/day.ts'
import { iso } from '#core/day.ts'
import type { Month } from '#core/sums/month.ts'
import { enlist, soughtIn, soughtPage } from '#matter/listing.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'
import { claimStates } from './contract.ts'
import type { Part } from './policy.ts'

export type ClaimState = keyof typeof claimStates
/** One application, or months that somebody has entered as enjoyed elsewhere. */
export type Claim = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly number: string
  readonly person: string
  readonly name: string
  readonly id_masked: string
  readonly kind: 'difficult' | 'graduate' | 'elsewhere'
  readonly from_month: Month
  readonly to_month: Month
  readonly months: number
  readonly state: ClaimState
  readonly parts: readonly Part[]
  readonly fen: number
  readonly term: number
  readonly term_says: string
  readonly left_after: number
  readonly source: string
  readonly made_at: Date
  readonly granted_on: Day | null
}

const columns = `id, org_path::text as org_path, office, number, person, name, id_masked, kind, from_month, to_month, months, state, parts, fen, term,
  term_says, left_after, source, made_at, granted_on`
const insert = sql<Claim>(
  'subsidy.claim-insert',
  `insert into subsidy_claim (tenant_id, id, org_path, office, number, person, name, id_masked, kind, from_month, to_month, months, state, parts, fen,
     term, term_says, left_after, source, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16, $17, $18, $19, $20) returning ${columns}`,
)
const byId = sql<Claim>('subsidy.claim-by-id', `select ${columns} from subsidy_claim where tenant_id = $1 and id = $2`)
const lock = sql<Claim>(
  'subsidy.claim-lock',
  `select ${columns} from subsidy_claim where tenant_id = $1 and id = $2 for update`,
)
const update = sql<Claim>(
  'subsidy.claim-update',
  `update subsidy_claim set state = $3, parts = $4::jsonb, fen = $5, left_after = $6, granted_on = $7
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
/** Each state's list is a walk of one index, newest first; the walks are merged. */
const walk = (also: string) => `select r.* from unnest($4::text[]) as s(state) cross join lateral (
     select ${columns} from subsidy_claim where tenant_id = $1 and office = $2 and state = s.state and id < ${orLast('$3')} and ${also} order by id desc limit $6
   ) r order by r.id desc limit $6`
const has = "($5::text[] is null or concat_ws(' ', name, number) ilike all($5))"
const page = sql<Claim>('subsidy.claim-page', walk(has))
const pageFound = soughtPage<Claim>('subsidy.claim-page-found', {
  ...{ list: 'subsidy_claim', columns, walk, has, scope: '= $2', order: 'id desc', given: ['$7', '$8', '$6'] },
  own: `office = $2 and state = any($4::text[]) and id < ${orLast('$3')}`,
})
const ofPerson = sql<Claim>(
  'subsidy.claims-of-person',
  `select ${columns} from subsidy_claim where tenant_id = $1 and person = $2 order by id limit 500`,
)

type Fresh = Omit<Claim, 'made_at' | 'granted_on'>

export function addClaim(tx: Tx, tenant: string, c: Fresh, at: Instant): Promise<Claim> {
  enlist(tx, tenant, { list: 'subsidy_claim', id: c.id, scope: c.office }, { number: c.number, names: [c.name] })
  const who = [c.id, c.org_path, c.office, c.number, c.person, c.name, c.id_masked, c.kind]
  const what = [c.from_month, c.to_month, c.months, c.state, JSON.stringify(c.parts), c.fen, c.term, c.term_says]
  return tx.one(insert, [tenant, ...who, ...what, c.left_after, c.source, iso(at)])
}

export function saveClaim(tx: Tx, tenant: string, c: Claim): Promise<Claim> {
  return tx.one(update, [tenant, c.id, c.state, JSON.stringify(c.parts), c.fen, c.left_after, c.granted_on])
}

export const findClaim = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockClaim = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
/** What this scope may see of a person's claims, oldest first. */
export const claimsOfPerson = (tx: Tx, tenant: string, person: string) => tx.all(ofPerson, [tenant, person])

export type ClaimFilter = { readonly state?: string; readonly q?: string; readonly after?: string }

/** The office's claims, newest first, a page at a time. */
export function claimPage(tx: Tx, tenant: string, office: string, { state, q, after }: ClaimFilter, limit: number) {
  const { like, pieces, exact } = soughtIn('subsidy_claim', q)
  const asked = [tenant, office, after || null, state ? [state] : Object.keys(claimStates), like, limit]
  return pieces ? tx.all(pageFound, [...asked, pieces, exact]) : tx.all(page, asked)
}
