import { type Month, monthsOf, type Span } from '#core/sums/month.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Taken } from './policy.ts'

export type MonthState = 'reserved' | 'granted' | 'paid' | 'elsewhere'

const hold = sql<{ person: string }>(
  'subsidy.hold-person',
  `insert into subsidy_person (tenant_id, person) values ($1, $2)
   on conflict (tenant_id, person) do update set person = excluded.person returning person`,
)
const ofPerson = sql<Taken & { readonly claim: string }>(
  'subsidy.months-of',
  `select month, claim, number, office, state from subsidy_month where tenant_id = $1 and person = $2 order by month`,
)
const ofClaim = sql<{ readonly month: Month; readonly state: MonthState }>(
  'subsidy.months-of-claim',
  `select month, state from subsidy_month where tenant_id = $1 and claim = $2 order by month`,
)
const take = sql<{ month: Month }>(
  'subsidy.take-months',
  `insert into subsidy_month (tenant_id, person, month, claim, number, office, state)
   select $1, $2, m, $4, $5, $6, $7 from unnest($3::text[]) as m order by m
   on conflict (tenant_id, person, month) do nothing returning month`,
)
const turn = sql<{ month: Month }>(
  'subsidy.turn-months',
  `update subsidy_month set state = $4 where tenant_id = $1 and claim = $2 and state = any($3::text[]) returning month`,
)
const free = sql<{ month: Month }>(
  'subsidy.free-months',
  `delete from subsidy_month where tenant_id = $1 and claim = $2 and state = any($3::text[])
     and ($4::text is null or month between $4 and $5) returning month`,
)

/** Everything that a person has, in all offices; whoever else changes their months waits until this is over. */
export async function heldMonths(tx: Tx, tenant: string, person: string) {
  await tx.one(hold, [tenant, person])
  return tx.all(ofPerson, [tenant, person])
}

/** The same to look at only. */
export const monthsOfPerson = (tx: Tx, tenant: string, person: string) => tx.all(ofPerson, [tenant, person])
export const monthsOfClaim = (tx: Tx, tenant: string, claim: string) => tx.all(ofClaim, [tenant, claim])

export type Claimant = {
  readonly id: string
  readonly person: string
  readonly number: string
  readonly office: string
}

/** Takes the months of a span; answers how many. Fewer than there are: somebody has one of them already. */
export async function takeMonths(
  tx: Tx,
  tenant: string,
  claim: Claimant,
  span: Span,
  state: MonthState,
): Promise<number> {
  const { id, person, number, office } = claim
  return (await tx.all(take, [tenant, person, monthsOf(span), id, number, office, state])).length
}

/** Brings the months of a claim from one state to another; answers how many. */
export async function turnMonths(
  tx: Tx,
  tenant: string,
  claim: string,
  from: readonly MonthState[],
  to: MonthState,
): Promise<number> {
  return (await tx.all(turn, [tenant, claim, from, to])).length
}

/** Gives months of a claim back, all of them or those of a span; answers how many. */
export async function freeMonths(
  tx: Tx,
  tenant: string,
  claim: string,
  from: readonly MonthState[],
  span: Span | null = null,
): Promise<number> {
  return (await tx.all(free, [tenant, claim, from, span?.from ?? null, span?.to ?? null])).length
}
