import { type Day, dayOf } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import { spokenQuarter } from '#core/sums/interest.ts'
import { fen } from '#core/sums/money.ts'
import type { Effect } from '#matter/effect.ts'
import { caseRefusal } from '#matter/follow.ts'
import { enter } from '#office/ledger.ts'
import { notMet } from '#office/refusals.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import type { Follower, Payable, Payables } from '#programs/subsidy/contract.ts'
import { goesOn } from '#rules/told-once/ledger.ts'
import type { LoanFacts, paymentStates, Subsidy } from './contract.ts'
import { borrowerKey, service } from './policy.ts'

const times = sql<{ nth: number; cleared: boolean }>(
  'loan.times',
  `select nth, cleared from loan_time where tenant_id = $1 and borrower = $2 order by nth`,
)
const addTime = sql<{ nth: number }>(
  'loan.time-add',
  `insert into loan_time (tenant_id, borrower, nth, matter_id) values ($1, $2, $3, $4) on conflict do nothing returning nth`,
)
const endTime = sql('loan.time-end', `update loan_time set cleared = true where tenant_id = $1 and matter_id = $2`)
const add = sql(
  'loan.add',
  `insert into loan (tenant_id, matter_id, org_path, office, granted_on, fen, months, owed) values ($1, $2, $3, $4, $5, $6, $7, $6)`,
)
const state = sql(
  'loan.state',
  `update loan set owed = $3, overdue = $4, cleared_on = $5 where tenant_id = $1 and matter_id = $2`,
)
const addSubsidy = sql<{ quarter: string }>(
  'loan.subsidy-add',
  `insert into loan_subsidy (tenant_id, matter_id, quarter, org_path, office, number, name, bank, contract, days, interest, taken, fen, share, approved_on, why, payment)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do nothing returning quarter`,
)

/** Keeps the books of loans in step with their matters; refuses what policy or the books don't allow. */
export const loanEffect =
  (payables: Payables<Tx>): Effect =>
  async (tx, tenant, { before, after, path, at }) => {
    if (after.kind === 'case') return reviewed(tx, tenant, before, after)
    if (after.kind !== 'loan') return null
    const facts = after.facts as LoanFacts
    const was = before?.facts as LoanFacts | undefined
    if (!before) {
      const origin = facts.case && { case: facts.case, service, kind: 'loan', called: '资格审核' }
      return (origin && (await caseRefusal(tx, tenant, origin))) || (await countRefusal(tx, tenant, facts)).refusal
    }
    if (facts.grant && !was?.grant) {
      const refusal = await granted(tx, tenant, after.id, facts)
      if (refusal) return refusal
      const { from, amount, months } = facts.grant
      tx.write(add, [tenant, after.id, path, after.office, from, amount, months])
    }
    if (facts.grant && (facts.statuses !== was?.statuses || facts.cleared !== was?.cleared)) {
      const owed = facts.cleared ? 0 : (facts.statuses.at(-1)?.owed ?? facts.grant.amount)
      const overdue = facts.overdue.some(({ until }) => until === undefined)
      tx.write(state, [tenant, after.id, owed, overdue, facts.cleared?.on ?? null])
      if (facts.cleared && !was?.cleared) tx.write(endTime, [tenant, after.id])
    }
    const approved = facts.subsidies.filter(
      (one, n) => one.state === 'approved' && was?.subsidies[n]?.state !== 'approved',
    )
    for (const one of approved) {
      const { number, office, id } = after
      const done = await subsidised(tx, { tenant, path, number, office, id, on: dayOf(at) }, facts, one)
      if (!done) return notMet('8.2', `${number}这一季的贴息已经批准过，不能重复`)
      // Nothing comes of a quarter whose half is less than a fen.
      const sum = one.amount > 0 && sumOf({ number, office, path, id, on: dayOf(at) }, facts, one)
      const refused = sum ? await payables.put(tx, tenant, sum) : null
      if (refused) return refused
    }
    return null
  }

/** The subsidy of a quarter as it goes into the batches: to the bank that took the interest, or to whoever paid it. */
function sumOf(place: Omit<Place, 'tenant'>, facts: LoanFacts, one: Subsidy): Payable {
  const { id: matter, number, office, path, on } = place
  const common = {
    ...({ kind: 'interest', matter, claim: one.quarter, number, office, path, span: null, count: 1 } as const),
    ...{ fen: fen(one.amount), on, account: null },
    subject: `合同${facts.grant?.contract ?? ''}，${spokenQuarter(one.quarter)}`,
  }
  const bank = facts.grant?.bank ?? ''
  if (one.payTo !== 'borrower') return { ...common, unit: bank, person: bank, name: facts.bank ?? '', masked: '' }
  const person = borrowerKey(facts)
  // An enterprise has an account of an institution's kind, told for this loan; a person's own is another thing.
  return facts.borrower === 'small'
    ? { ...common, unit: matter, person, name: facts.businessName, masked: facts.creditCode }
    : { ...common, person, name: facts.name, masked: facts.idNumber.masked }
}

const payment = sql(
  'loan.subsidy-payment',
  `update loan_subsidy set payment = $4, paid_on = $5 where tenant_id = $1 and matter_id = $2 and quarter = $3`,
)
/** What becomes of a quarter's subsidy in its batch, in the books of loans. */
export const loanFollower: Follower<Tx> = async (tx, tenant, sum, event, { at, staff, on, says }) => {
  tx.write(payment, [tenant, sum.matter, sum.claim, event, event === 'paid' ? on : null])
  const what = { number: sum.number, quarter: sum.claim, event, fen: sum.fen }
  enter(tx, {
    ...{ tenant, path: sum.org_path, register: 'loan-subsidy', entry: sum.matter, at, staff, clause: '1.3' as const },
    ...{ act: `subsidy-${event}`, says: `${sum.number}${spokenQuarter(sum.claim)}贴息：${says}`, what },
  })
}

/** A case that is taken on or signed while an earlier loan is owed would end with a result that nobody may hand out. */
async function reviewed(tx: Tx, tenant: string, before: Matter | null, after: Matter): Promise<Refusal | null> {
  if (!goesOn(before, after) || after.service?.code !== service) return null
  const { borrower, creditCode, idNumber, loansBefore } = after.facts['form'] as LoanFacts
  if (!isSealed(idNumber)) return null
  // How many times one may borrow is judged when it is granted.
  return (await countRefusal(tx, tenant, { borrower, creditCode, idNumber, loansBefore, timesMost: null })).refusal
}

type Borrower = Pick<LoanFacts, 'borrower' | 'creditCode' | 'idNumber' | 'loansBefore' | 'timesMost'>
/** The loans that a borrower has had, and why there may be no further one. */
async function countRefusal(tx: Tx, tenant: string, facts: Borrower) {
  const had = await tx.all(times, [tenant, borrowerKey(facts)])
  const count = Math.max(had.at(-1)?.nth ?? 0, facts.loansBefore)
  const { timesMost } = facts
  const refusal =
    timesMost !== null && count >= timesMost
      ? notMet('8.2', `享受创业担保贷款累计不超过${timesMost}次，记录中已有${count}次`)
      : had.some(({ cleared }) => !cleared)
        ? notMet('8.2', '以前的创业担保贷款还没有还清，还清以后可以再办')
        : null
  return { count, refusal }
}

async function granted(tx: Tx, tenant: string, id: string, facts: LoanFacts): Promise<Refusal | null> {
  const { count, refusal } = await countRefusal(tx, tenant, facts)
  if (refusal) return refusal
  const made = await tx.maybe(addTime, [tenant, borrowerKey(facts), count + 1, id])
  return made ? null : notMet('8.2', '同一借款人刚刚登记了另一笔放款，请核对后再办')
}

type Place = { tenant: string; path: string; number: string; office: string; id: string; on: Day }
function subsidised(tx: Tx, { tenant, path, number, office, id, on }: Place, facts: LoanFacts, one: Subsidy) {
  const { quarter, days, interest, taken, amount, share, why = null } = one
  const paid = [facts.name, facts.bank ?? '', facts.grant?.contract ?? '']
  return tx.maybe(addSubsidy, [
    ...[tenant, id, quarter, path, office, number, ...paid],
    ...[days, interest, taken, amount, share, on, why, amount === 0 ? 'none' : 'waiting'],
  ])
}

export type LoanFigures = {
  readonly count: number
  readonly fen: number
  readonly owed: number
  readonly open: number
  readonly overdue: number
}
const figures = sql<LoanFigures>(
  'loan.figures',
  `select count(*)::int as count, coalesce(sum(fen), 0)::bigint as fen, coalesce(sum(owed) filter (where cleared_on is null), 0)::bigint as owed,
     count(*) filter (where cleared_on is null)::int as open, count(*) filter (where cleared_on is null and overdue)::int as overdue
   from loan where tenant_id = $1 and office = $2 and granted_on between $3 and $4`,
)
/** What was granted in a span of days at an office, and what of it is still owed. */
export const loanFigures = (tx: Tx, tenant: string, office: string, from: Day, until: Day) =>
  tx.one(figures, [tenant, office, from, until])

const subsidySums = sql<{ approved: number; paid: number }>(
  'loan.subsidy-sums',
  `select coalesce(sum(fen), 0)::bigint as approved, coalesce(sum(fen) filter (where payment = 'paid'), 0)::bigint as paid
   from loan_subsidy where tenant_id = $1 and office = $2 and approved_on between $3 and $4`,
)
export const subsidyFigures = (tx: Tx, tenant: string, office: string, from: Day, until: Day) =>
  tx.one(subsidySums, [tenant, office, from, until])

export type SubsidyRow = {
  readonly matter_id: string
  readonly quarter: string
  readonly number: string
  readonly name: string
  readonly bank: string
  readonly contract: string
  readonly days: number
  readonly interest: number
  readonly taken: number
  readonly fen: number
  readonly share: string
  readonly approved_on: Day
  readonly why: string | null
  /** Of the time before batches: the list with which it was handed over. */
  readonly batch: string | null
  readonly handed_on: Day | null
  readonly payment: keyof typeof paymentStates
  readonly paid_on: Day | null
}
const columns =
  'matter_id, quarter, number, name, bank, contract, days, interest, taken, fen, share, approved_on, why, batch, handed_on, payment, paid_on'
const rows = sql<SubsidyRow>(
  'loan.subsidies',
  `select ${columns} from loan_subsidy where tenant_id = $1 and office = $2 and ($3::text is null or quarter = $3)
     and ($4::text is null or payment = $4) and (quarter, matter_id) < ($5, $6::uuid)
   order by quarter desc, matter_id desc limit $7`,
)
export type SubsidyFilter = {
  readonly quarter?: string | undefined
  readonly payment?: string | undefined
  readonly after?: string | undefined
}
/** Approved subsidies of an office, the newest quarter first, a page at a time; `after`: `2026-Q1~<matter>`. */
export function subsidyPage(
  tx: Tx,
  tenant: string,
  office: string,
  { quarter, payment: wanted, after }: SubsidyFilter,
  limit: number,
) {
  const [last = '9999-Q4', matter = lastId] = after?.split('~') ?? []
  return tx.all(rows, [tenant, office, quarter ?? null, wanted ?? null, last, matter, limit])
}
