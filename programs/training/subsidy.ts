import { randomUUIDv7 } from 'node:crypto'
import { addDays, dayOf, iso, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Fen, yuan } from '#core/sums/money.ts'
import { paperNumber } from '#matter/number.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Payables } from '#programs/subsidy/contract.ts'
import { enclosures, neededEnclosures } from './contract.ts'
import { type Desk, type Done, held, named, tell, works } from './held.ts'
import { clause } from './institution.ts'
import { type ListState, listStates, type Payee, payees, totalOf } from './policy.ts'
import { paidSeats, settled } from './progress.ts'
import { type Seat, seatsOf } from './seats.ts'
import { findClass, lockClass, type Row } from './store.ts'
import { putSums, takeSums } from './sums.ts'
import { figureFor, standardFor } from './terms.ts'

/** A list of those for whom is paid: made by one, looked through by another, approved by a third. */
export type List = {
  readonly id: string
  readonly office: string
  readonly class: string
  readonly number: string
  readonly payee: Payee
  readonly state: ListState
  readonly standard: Fen
  readonly source: string
  readonly people: number
  readonly total: Fen
  readonly enclosures: readonly (keyof typeof enclosures)[]
  readonly made_at: Date
  readonly made_by: string
  readonly checked_at: Date | null
  readonly checked_by: string | null
  readonly decided_at: Date | null
  readonly decided_by: string | null
  readonly handed_at: Date | null
  readonly handed_by: string | null
  readonly returned: string | null
}
const columns = `id, office, class, number, payee, state, standard, source, people, total, enclosures, made_at, made_by, checked_at, checked_by,
  decided_at, decided_by, handed_at, handed_by, returned`
const insert = sql<List>(
  'training.subsidy.insert',
  `insert into training_subsidy (tenant_id, id, org_path, office, class, number, payee, state, standard, source, people, total, enclosures, made_at, made_by)
   values ($1, $2, $3, $4, $5, $6, $7, 'made', $8, $9, $10, $11, $12, $13, $14) returning ${columns}`,
)
const addRow = sql<{ seat: string }>(
  'training.subsidy.row',
  `insert into training_subsidy_row (tenant_id, list, seat, org_path, blind, subject_key, name, id_masked, paper, amount, living)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true) on conflict do nothing returning seat`,
)
const lock = sql<List>(
  'training.subsidy.lock',
  `select ${columns} from training_subsidy where tenant_id = $1 and id = $2 for update`,
)
const update = sql<List>(
  'training.subsidy.update',
  `update training_subsidy set state = $3, checked_at = $4, checked_by = $5, decided_at = $6, decided_by = $7, handed_at = $8, handed_by = $9,
     returned = $10 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const drop = sql(
  'training.subsidy.drop',
  `update training_subsidy_row set living = false where tenant_id = $1 and list = $2`,
)
const ofClass = sql<List>(
  'training.subsidy.of-class',
  `select ${columns} from training_subsidy where tenant_id = $1 and class = $2 order by made_at, id`,
)
const waiting = sql<List>(
  'training.subsidy.waiting',
  `select ${columns} from training_subsidy where tenant_id = $1 and office = $2 and state in ('made', 'checked') order by made_at limit 200`,
)
export type ListRow = Pick<Seat, 'name' | 'id_masked'> & {
  readonly seat: string
  /** The case that the person applied by. */
  readonly matter: string
  readonly paper: string
  readonly amount: Fen
}
const rows = sql<ListRow>(
  'training.subsidy.rows',
  `select r.seat, s.applicant as matter, r.name, r.id_masked, r.paper, r.amount from training_subsidy_row r
   join training_seat s on s.tenant_id = r.tenant_id and s.id = r.seat where r.tenant_id = $1 and r.list = $2 order by r.paper, r.seat`,
)

const byId = sql<List>(
  'training.subsidy.by-id',
  `select ${columns} from training_subsidy where tenant_id = $1 and id = $2`,
)

export const findList = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const listsOf = (tx: Tx, tenant: string, id: string) => tx.all(ofClass, [tenant, id])
export const waitingLists = (tx: Tx, tenant: string, office: string) => tx.all(waiting, [tenant, office])
export const rowsOfList = (tx: Tx, tenant: string, id: string) => tx.all(rows, [tenant, id])

type Ask = { readonly payee: Payee; readonly enclosures: readonly (keyof typeof enclosures)[] }

/** Makes the list: all who qualified, have their paper and stand on no list yet, one standard each. */
export async function makeList(tx: Tx, desk: Desk, id: string, ask: Ask): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand, catalogue } = found
  if (row.state !== 'approved' && row.state !== 'closed') return notMet(clause, '没有开班，不能申报补贴')
  const late = lateness(found, row)
  if (late) return late
  const lacks = neededEnclosures[row.service].filter((one) => !ask.enclosures.includes(one))
  if (lacks.length > 0)
    return badInput(clause, '/enclosures', `还缺${lacks.map((one) => enclosures[one]).join('、')}，附件齐全再造册`)
  const set = standardFor(catalogue, stand, row.service)
  if (!set) return notMet('6.2', '本单位还没有填写补贴标准（待本单位确认），请负责人先在政策标准里设定')
  const onList = await paidSeats(tx, stand.tenant, id)
  const seats = (await seatsOf(tx, stand.tenant, id)).filter(
    (seat) => mayStand(seat) && seat.way === ask.payee && !onList.has(seat.id),
  )
  if (seats.length === 0) return notMet(clause, `没有可以列入的合格学员（拨给${payees[ask.payee]}）`)
  const number = await paperNumber(tx, stand.tenant, stand.org, '培补', stand.at)
  const { standard, source } = set
  const total = totalOf(standard, seats.length)
  const sums = [standard, source, seats.length, total, ask.enclosures]
  const place = [stand.tenant, randomUUIDv7(), stand.org.path, stand.org.id, id, number, ask.payee]
  const list = await tx.one(insert, [...place, ...sums, iso(stand.at), stand.staff])
  for (const seat of seats) {
    const refused = await stands(tx, stand, row, list, seat)
    if (refused) return refused
  }
  const done = await settled(tx, stand.tenant, row)
  const says = `造${named(done)}补贴名册${number}：${seats.length}人，每人${yuan(standard)}元，共${yuan(total)}元，拨给${payees[ask.payee]}`
  tell(tx, stand, done, 'subsidy', says, { list: list.id })
  return done
}

/** Qualified, with a paper that stands. */
export const mayStand = ({ state, result, sheet, revoked_at }: Seat): boolean =>
  state === 'in' && result === 'qualified' && sheet !== null && revoked_at === null

async function stands(tx: Tx, stand: Stand, row: Row, list: List, seat: Seat): Promise<Refusal | null> {
  const who = [seat.blind, row.subject_key, seat.name, seat.id_masked, seat.paper_number, list.standard]
  const made = await tx.maybe(addRow, [stand.tenant, list.id, seat.id, stand.org.path, ...who])
  return made ? null : notMet(clause, `${seat.name}已按同一工种（课程）同一等级申报过补贴，不能重复`)
}

/** After the window nobody makes a list but the head. */
function lateness({ stand, catalogue }: Desk, row: Row): Refusal | null {
  const days = row.terms?.subsidyDays ?? figureFor(catalogue, stand, row.service, 'subsidyDays') ?? 0
  const last = addDays(row.until_day, days)
  if (dayOf(stand.at) <= last || stand.leads) return null
  return notYours(clause, `补贴应在${spoken(last)}前申报，逾期由${stand.org.name}负责人决定`)
}

const steps = {
  check: { from: 'made', to: 'checked', says: '复核' },
  approve: { from: 'checked', to: 'approved', says: '批准' },
} as const
export type ListStep = keyof typeof steps

/** The second pair of eyes, and the approval, with which the sums go into the batches: each by somebody else than those before. */
export async function stepOn(
  tx: Tx,
  { stand: at }: Desk,
  id: string,
  step: ListStep,
  opinion: string,
  payables: Payables<Tx>,
): Promise<List | Refusal> {
  const found = await heldList(tx, at, id)
  if (isRefusal(found)) return found
  const { list, stand, row } = found
  const { from, to, says } = steps[step]
  if (list.state !== from) return notMet(clause, `名册${listStates[list.state]}，不能${says}`)
  if (list.made_by === stand.staff || list.checked_by === stand.staff)
    return notYours(clause, `造册、复核、批准应由不同的人办理，自己办过的不能再${says}`)
  if (step === 'approve' && !stand.leads) return notYours(clause, `补贴名册由${stand.org.name}负责人或上级批准`)
  const by = step === 'check' ? 'checked' : 'decided'
  const done = await saveList(tx, stand.tenant, {
    ...{ ...list, state: to, [`${by}_at`]: new Date(stand.at), [`${by}_by`]: stand.staff },
  })
  const refused = step === 'approve' ? await putSums(tx, stand, payables, done, row) : null
  if (refused) return refused
  tell(tx, stand, row, step, `${says}补贴名册${list.number}（${list.people}人，${yuan(list.total)}元）：${opinion}`, {
    list: id,
  })
  return done
}

/** Sends a list back: its people may stand on another. What a batch has, or was paid, is not taken back here. */
export async function returnList(
  tx: Tx,
  { stand: at }: Desk,
  id: string,
  reason: string,
  payables: Payables<Tx>,
): Promise<List | Refusal> {
  const found = await heldList(tx, at, id)
  if (isRefusal(found)) return found
  const { list, stand, row } = found
  if (list.state === 'handed' || list.state === 'returned')
    return notMet(clause, `名册${listStates[list.state]}，不能退回`)
  if (list.state === 'approved' && !stand.leads) return notYours(clause, `已批准的名册由${stand.org.name}负责人退回`)
  if (list.state === 'approved') {
    const refused = await takeSums(tx, stand.tenant, payables, list, row)
    if (refused) return refused
  }
  tx.write(drop, [stand.tenant, id])
  const done = await saveList(tx, stand.tenant, { ...list, state: 'returned', returned: reason })
  const kept = await settled(tx, stand.tenant, row)
  tell(tx, stand, kept, 'subsidy-return', `退回补贴名册${list.number}：${reason}`, { list: id })
  return done
}

async function heldList(tx: Tx, at: Stand, id: string) {
  const seen = await tx.maybe(lock, [at.tenant, id])
  const row = seen && (await lockClass(tx, at.tenant, seen.class))
  if (!seen || !row) return unseenList
  const stand = standOf(at.office, at, seen.office)
  if (isRefusal(stand)) return stand
  return works(stand) ? { list: seen, stand, row } : notYours(clause, `补贴名册由${stand.org.name}的工作人员办理`)
}

export const unseenList = notSeen('没有这份补贴名册，或者它不属于您可以查看的单位')

function saveList(tx: Tx, tenant: string, l: List): Promise<List> {
  const by = [l.checked_at, l.checked_by, l.decided_at, l.decided_by, l.handed_at, l.handed_by, l.returned]
  return tx.one(update, [tenant, l.id, l.state, ...by])
}

/** A list with its class, for whoever may see it. */
export async function readList(tx: Tx, at: Stand, id: string) {
  const list = await findList(tx, at.tenant, id)
  const row = list && (await findClass(tx, at.tenant, list.class))
  if (!list || !row) return unseenList
  const stand = standOf(at.office, at, list.office)
  return isRefusal(stand) ? stand : { list, row, stand, rows: await rowsOfList(tx, at.tenant, id) }
}
