import { dayOf } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Fen } from '#core/sums/money.ts'
import { enter } from '#office/ledger.ts'
import { notMet } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import {
  type Follower,
  type PayableKind,
  type Payables,
  payableStates,
  type Standing,
} from '#programs/subsidy/contract.ts'
import { clause, findInstitution } from './institution.ts'
import { settled } from './progress.ts'
import { lockClass, type Row } from './store.ts'
import type { List } from './subsidy.ts'

/** The approved lists in the batches: one sum for the institution, or one for each person. */

const kinds = { JY14: 'training', JY15: 'startup' } as const satisfies Record<Row['service'], PayableKind>

type Person = {
  readonly matter: string
  readonly blind: string
  readonly name: string
  readonly id_masked: string
  readonly amount: Fen
}
const people = sql<Person>(
  'training.subsidy.people',
  `select s.applicant as matter, r.blind, r.name, r.id_masked, r.amount from training_subsidy_row r
   join training_seat s on s.tenant_id = r.tenant_id and s.id = r.seat where r.tenant_id = $1 and r.list = $2 and r.living order by r.paper, r.seat`,
)
/** Whoever isn't paid after all, or brought all of it back, may stand on another list. */
const drop = sql(
  'training.subsidy.unpaid',
  `update training_subsidy_row r set living = false from training_seat s
   where r.tenant_id = $1 and r.list = $2 and s.tenant_id = r.tenant_id and s.id = r.seat and ($3::uuid is null or s.applicant = $3)`,
)

/** Puts an approved list where batches collect from; refused where one of it is there already. */
export async function putSums(tx: Tx, stand: Stand, payables: Payables<Tx>, list: List, row: Row) {
  const { tenant, org } = stand
  const common = {
    ...{ kind: kinds[row.service], claim: list.id, number: list.number, office: org.id, path: org.path },
    ...{ subject: row.name, span: null, account: null, on: dayOf(stand.at) },
  }
  if (list.payee === 'provider') {
    const one = await findInstitution(tx, tenant, row.institution)
    if (!one) return notMet(clause, '培训机构不在名单里，不能拨付')
    const who = { person: one.id, unit: one.id, name: one.name, masked: one.credit_code }
    return payables.put(tx, tenant, { ...common, ...who, matter: row.id, count: list.people, fen: list.total })
  }
  for (const { matter, blind: person, name, id_masked: masked, amount } of await tx.all(people, [tenant, list.id])) {
    const refused = await payables.put(tx, tenant, { ...common, matter, person, name, masked, count: 1, fen: amount })
    if (refused) return refused
  }
  return null
}

const mattersOf = async (tx: Tx, tenant: string, list: List, row: Row): Promise<readonly string[]> =>
  list.payee === 'provider' ? [row.id] : (await tx.all(people, [tenant, list.id])).map(({ matter }) => matter)

/** Takes the sums of a list out of what waits; refused where a batch has one. */
export async function takeSums(
  tx: Tx,
  tenant: string,
  payables: Payables<Tx>,
  list: List,
  row: Row,
): Promise<Refusal | null> {
  for (const matter of await mattersOf(tx, tenant, list, row)) {
    const refused = await payables.withdraw(tx, tenant, kinds[row.service], matter, list.id)
    if (refused) return refused
  }
  return null
}

const allPeople = sql<{ matter: string }>(
  'training.subsidy.all-people',
  `select distinct s.applicant as matter from training_subsidy_row r join training_subsidy l on l.tenant_id = r.tenant_id and l.id = r.list
   join training_seat s on s.tenant_id = r.tenant_id and s.id = r.seat where l.tenant_id = $1 and l.class = $2 and l.payee = 'person'`,
)
type Paid = { readonly says: string; readonly batch: string | null; readonly batchNumber: string | null }

/** Where the sums of each list of a class stand: how many at which state, and in which batch. */
export async function standingOf(tx: Tx, tenant: string, payables: Payables<Tx>, row: Pick<Row, 'id' | 'service'>) {
  const matters = (await tx.all(allPeople, [tenant, row.id])).map(({ matter }) => matter)
  const found = await payables.standing(tx, tenant, kinds[row.service], [row.id, ...matters])
  const lists = Map.groupBy(found, ({ claim }) => claim)
  return new Map([...lists].map(([list, sums]) => [list, paidOf(sums)] as const))
}

function paidOf(sums: readonly Standing[]): readonly Paid[] {
  const groups = Map.groupBy(sums, (one) => [one.state, hasBatch(one) ? one.batch : '', lacks(one)].join())
  return [...groups.values()].map((all) => {
    const one = all[0]!
    const says = `${payableStates[one.state]}${all.length}笔${lacks(one) ? '，缺账户' : ''}`
    return { says, batch: hasBatch(one) ? one.batch : null, batchNumber: hasBatch(one) ? one.batchNumber : null }
  })
}
const hasBatch = ({ state }: Standing) => state === 'batched' || state === 'paid' || state === 'returned'
const lacks = ({ state, hasAccount }: Standing) => !hasAccount && (state === 'waiting' || state === 'returned')

const classOf = sql<{ class: string; payee: string }>(
  'training.subsidy.class',
  `select class, payee from training_subsidy where tenant_id = $1 and id = $2`,
)
/** What becomes of a sum in its batch, in the history of its class; who isn't paid may stand on another list. */
export const trainingFollower: Follower<Tx> = async (tx, tenant, sum, event, { at, staff, says }) => {
  const list = await tx.maybe(classOf, [tenant, sum.claim])
  const row = list && (await lockClass(tx, tenant, list.class))
  if (!list || !row) return
  if (event === 'refused' || event === 'recovered') {
    tx.write(drop, [tenant, sum.claim, list.payee === 'person' ? sum.matter : null])
    await settled(tx, tenant, row)
  }
  const what = { number: row.number, list: sum.claim, event, fen: sum.fen }
  enter(tx, {
    ...{ tenant, path: sum.org_path, register: 'training-class', entry: row.id, at, staff, clause },
    ...{ act: `subsidy-${event}`, says: `补贴名册${sum.number}，${sum.name}：${says}`, what },
  })
}
