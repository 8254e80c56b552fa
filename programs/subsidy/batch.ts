import { randomUUIDv7 } from 'node:crypto'
import { type Day, dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { nameOf, officeOf } from '#core/roster.ts'
import { fen, yuan } from '#core/sums/money.ts'
import { paperNumber } from '#matter/number.ts'
import { officesBelow } from '#office/below.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import { sm3 } from '#platform/crypto/sm3.ts'
import type { Tx } from '#platform/db/db.ts'
import {
  addBatch,
  type Batch,
  checkRows,
  findBatch,
  findRow,
  keepRows,
  type Listed,
  lockBatch,
  putRow,
  refreshUnits,
  rowsOfBatch,
  saveBatch,
  takeIn,
  turnPayables,
} from './batches.ts'
import { type BatchAsk, batchStates, type Followed, type OwnerAsk, payableKinds, type StrikeAsk } from './contract.ts'
import { compiled, isStopped, readSays, stoppedSays, tooFew, ways } from './hands.ts'
import {
  lackingAccounts,
  lockPayable,
  type PayableFollower,
  readyPayables,
  savePayable,
  whoRegisters,
  withUnitAccount,
} from './payables.ts'
import { canonical, sumOf } from './policy.ts'

export const register = 'payment-batch'
export const clause = '7.4'
/** A batch that somebody is to read row by row holds no more. */
export const mostRows = 1000
type Done = Promise<Batch | Refusal>

/** The office and all below it: whose sums its batches collect. */
export function officesUnder({ office, org }: Pick<Stand, 'office' | 'org'>): readonly string[] {
  return officesBelow(office, org.path)
}

/** Who works with an office's batches: its own people and whoever leads it. */
export function works({ office, org, staff, at, leads }: Stand): boolean {
  return leads || officeOf(office.roster, staff, at) === org.id
}

/** A new batch of one kind, with everything that waits for one, this office's and below. */
export async function make(tx: Tx, stand: Stand, { kind, until, due }: BatchAsk): Done {
  if (!works(stand)) return notYours(clause, `批次由${stand.org.name}的工作人员编制`)
  const few = tooFew(stand)
  if (few) return notMet(clause, few)
  const today = dayOf(stand.at)
  if (until > today) return badInput(clause, '/until', '只能汇集到今天为止批准的')
  if (due < today) return badInput(clause, '/due', '计划拨付完成日期已经过了')
  const ready = await readyPayables(tx, stand.tenant, officesUnder(stand), kind, until as Day, mostRows)
  const { units, persons } = await lackingAccounts(tx, stand.tenant, officesUnder(stand), kind, until as Day)
  const lack = units + persons
  if (ready.length === 0) {
    const label = payableKinds[kind].label
    return notMet(
      clause,
      lack > 0
        ? `待入批的${lack}笔${label}还缺账户，请先在“待入批”里登记：${whoRegisters(units, persons)}`
        : `到${spoken(until as Day)}没有待入批的${label}`,
    )
  }
  const number = await paperNumber(tx, stand.tenant, stand.org, '拨', stand.at)
  const { id: office, path: org_path } = stand.org
  const made = await addBatch(
    tx,
    stand.tenant,
    {
      ...{ id: randomUUIDv7(), org_path, office, number, kind, until_day: until as Day },
      ...{ owner: stand.staff, due_day: due as Day },
    },
    stand.at,
  )
  await takeIn(
    tx,
    stand.tenant,
    made.id,
    ready.map(({ id }) => id),
  )
  const done = await saveBatch(tx, stand.tenant, { ...made, ...sumOf(ready.map((one) => ({ ...one, state: 'in' }))) })
  tell(tx, stand, done, 'make', `编制${number}，汇集${words(done)}${lack > 0 ? `；另有${lack}笔缺账户，没有汇集` : ''}`)
  return done
}

/** Takes in what was approved meanwhile. */
export async function gather(tx: Tx, stand: Stand, id: string, until: Day): Done {
  const found = await held(tx, stand, id, ['open'], '只有汇集中的批次可以再汇集')
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  if (until > dayOf(at.at)) return badInput(clause, '/until', '只能汇集到今天为止批准的')
  const room = mostRows - batch.count
  const ready = await readyPayables(tx, at.tenant, officesUnder(at), batch.kind, until, room)
  if (room <= 0 || ready.length === 0)
    return notMet(clause, room <= 0 ? `一个批次最多${mostRows}笔` : '没有新的待入批的')
  await takeIn(
    tx,
    at.tenant,
    id,
    ready.map((one) => one.id),
  )
  const done = await resummed(tx, at, batch)
  tell(tx, at, done, 'gather', `再汇集${ready.length}笔，现有${words(done)}`)
  return done
}

/** From here on the rows and their accounts stand as they are: counted, summed, sealed by a hash that the approval has to name. */
export async function freeze(tx: Tx, stand: Stand, id: string): Done {
  const found = await held(tx, stand, id, ['open'], '只有汇集中的批次可以提交复核')
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  refreshUnits(tx, at.tenant, id)
  // Before they are read: what was frozen and sent back still has the accounts of that time.
  keepRows(tx, at.tenant, id)
  const rows = (await rowsOfBatch(tx, at.tenant, id)).filter(({ state }) => state === 'in')
  if (rows.length === 0) return notMet(clause, '批次里没有要拨付的，请解散或再汇集')
  const lacks = rows.find(({ payee }) => payee.account_blind === null)?.payee
  if (lacks) {
    const who = lacks.unit === null ? '' : '由负责人或上级'
    const says = `${lacks.name}（${lacks.number}）的账户已停用或被银行退回，请先${who}登记新账户，或剔除退回待入批`
    return notMet(clause, says)
  }
  const when = { frozen_by: at.staff, frozen_at: new Date(at.at), returned: null }
  const done = await saveBatch(tx, at.tenant, {
    ...batch,
    ...when,
    state: 'frozen',
    ...sumOf(rows),
    hash: hashOf(batch, rows),
  })
  tell(tx, at, done, 'freeze', `提交${batch.number}复核审批：${words(done)}，校验码${short(done)}`)
  return done
}

/** Looked at row by row, by somebody else than who put it together. */
export async function check(tx: Tx, stand: Stand, id: string, ids: readonly string[]): Done {
  const found = await reviewed(tx, stand, id)
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  const rows = (await rowsOfBatch(tx, at.tenant, id)).filter(({ payable }) => ids.includes(payable))
  const stopped = stoppedSays(rows, ways.before)
  if (stopped) return notMet(clause, stopped)
  const checked = await checkRows(tx, at.tenant, id, ids, at.staff)
  if (checked.length < new Set(ids).size) return badInput(clause, '/rows', '有的不在这个批次里，或者已经剔除，请刷新')
  // Who looked first stands on the paper; a second look adds nothing to it.
  const fresh = rows.filter(({ checked_by }) => checked_by === null).length
  if (fresh > 0) tell(tx, at, batch, 'check', `复核通过${fresh}笔`)
  return (await findBatch(tx, at.tenant, id)) ?? batch
}

/**
 * Takes one row out with its reason: back to wait for the next batch, or refused for good. Once the batch is approved only
 * what can't be paid, since its unit's account holds no more; it waits with the account that holds now.
 */
export async function strike(
  tx: Tx,
  stand: Stand,
  id: string,
  { row: payable, after, reason }: StrikeAsk,
  follow: PayableFollower,
): Done {
  const found = await held(tx, stand, id, ['open', 'frozen', 'approved'], '已经审批的批次不能再剔除')
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  const late = batch.state === 'approved' && (await lateSays(tx, at.tenant, id, payable, after))
  if (late) return notMet(clause, late)
  if (after === 'refuse' && !at.leads) return notYours(clause, `不予拨付由${at.org.name}负责人或上级决定`)
  if (after === 'refuse' && at.staff === batch.made_by) return notYours(clause, '自己编制的批次，不能自己决定不予拨付')
  const row = await findRow(tx, at.tenant, id, payable)
  const payee = row?.state === 'in' ? await lockPayable(tx, at.tenant, payable) : null
  if (!row || !payee) return badInput(clause, '/row', '这一笔不在批次里，或者已经剔除，请刷新')
  const note = reason.trim()
  await putRow(tx, at.tenant, id, { ...row, state: 'struck', reason: note, checked_by: null })
  const state = after === 'refuse' ? 'refused' : 'waiting'
  const back = after === 'next' ? await withUnitAccount(tx, at.tenant, payee) : payee
  await savePayable(tx, at.tenant, { ...back, state, note: `${batch.number}剔除：${note}` })
  if (after === 'refuse')
    await follow(tx, at.tenant, payee, 'refused', followed(at, `${batch.number}剔除，不予拨付：${note}`))
  const done = await resummed(tx, at, batch)
  const what = `剔除${payee.name}（${payee.number}）${yuan(fen(row.fen))}元，${after === 'refuse' ? '不予拨付' : '退回待入批'}：${note}`
  const sealed = batch.state === 'approved' && done.hash ? `，校验码${short(done)}` : ''
  tell(tx, at, done, 'strike', `${what}；现有${words(done)}${sealed}`)
  return done
}

/** Why a row of an approved batch stays where it is; null where its account holds no more. */
async function lateSays(tx: Tx, tenant: string, id: string, payable: string, after: StrikeAsk['after']) {
  const rows = await rowsOfBatch(tx, tenant, id)
  if (!rows.some((row) => row.payable === payable && isStopped(row)))
    return '已经审批的批次不能再剔除；单位账户停用、被银行退回或更换的，才可以剔除退回待入批'
  return after === 'next' ? null : '已经审批的，只能退回待入批'
}

/** The reviewer sends the whole back to be put together anew. */
export async function sendBack(tx: Tx, stand: Stand, id: string, reason: string): Done {
  const found = await reviewed(tx, stand, id)
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  const thawed = { state: 'open', hash: null, frozen_by: null, frozen_at: null, returned: reason.trim() } as const
  const done = await saveBatch(tx, at.tenant, { ...batch, ...thawed })
  tell(tx, at, done, 'send-back', `退回${batch.number}：${reason.trim()}`)
  return done
}

/** Approves what was seen: every row looked at, the hash the one that stands. */
export async function approve(tx: Tx, stand: Stand, id: string, hash: string, opinion: string): Done {
  const found = await reviewed(tx, stand, id)
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  if (!at.leads) return notYours(clause, `批次由${at.org.name}负责人或上级审批`)
  if (batch.hash !== hash) return badInput(clause, '/hash', '批次内容已经变动，请刷新后重新复核')
  const rows = (await rowsOfBatch(tx, at.tenant, id)).filter(({ state }) => state === 'in')
  const read = readSays(rows, at.staff)
  if (read) return notYours(clause, read)
  const stopped = stoppedSays(rows, ways.before)
  if (stopped) return notMet(clause, stopped)
  const left = rows.filter(({ checked_by }) => checked_by === null)
  if (left.length > 0)
    return notMet(clause, `还有${left.length}笔没有逐笔复核，如${left[0]!.payee.name}（${left[0]!.payee.number}）`)
  if (rows.length === 0) return notMet(clause, '批次里已经没有要拨付的，请退回')
  if (hashOf(batch, rows) !== batch.hash) throw new RangeError('a frozen batch has changed behind its hash')
  const done = await saveBatch(tx, at.tenant, {
    ...batch,
    ...{ state: 'approved', approved_by: at.staff, approved_at: new Date(at.at) },
  })
  tell(tx, at, done, 'approve', `审批同意${batch.number}：${words(done)}，校验码${short(done)}；${opinion.trim()}`)
  return done
}

/** Puts everything back to wait, and the batch is over. */
export async function dissolve(tx: Tx, stand: Stand, id: string): Done {
  const found = await held(tx, stand, id, ['open'], '只有汇集中的批次可以解散')
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  const rows = (await rowsOfBatch(tx, at.tenant, id)).filter(({ state }) => state === 'in')
  for (const row of rows) await putRow(tx, at.tenant, id, { ...row, state: 'struck', reason: '批次解散' })
  await turnPayables(
    tx,
    at.tenant,
    rows.map(({ payable }) => payable),
    ['batched'],
    'waiting',
  )
  const done = await saveBatch(tx, at.tenant, { ...batch, state: 'dissolved', count: 0, fen: 0 })
  tell(tx, at, done, 'dissolve', `解散${batch.number}，${rows.length}笔退回待入批`)
  return done
}

/** Another owner, another day: an open batch is never nobody's. */
export async function handTo(tx: Tx, stand: Stand, id: string, { owner, due, reason }: OwnerAsk): Done {
  const found = await held(tx, stand, id, ['open', 'frozen', 'approved'], '批次已经办完，不用再调整')
  if (isRefusal(found)) return found
  const { batch, stand: at } = found
  if (batch.owner !== at.staff && !at.leads) return notYours(clause, '由承办人或负责人调整')
  if (officeOf(at.office.roster, owner as StaffId, at.at) !== batch.office)
    return badInput(clause, '/owner', '承办人须是本单位的在职人员')
  if (due < dayOf(at.at)) return badInput(clause, '/due', '计划拨付完成日期已经过了')
  const done = await saveBatch(tx, at.tenant, { ...batch, owner, due_day: due as Day })
  const name = nameOf(at.office.roster, owner as StaffId)
  tell(tx, at, done, 'hand', `${batch.number}由${name}承办，${spoken(due as Day)}前拨付完：${reason.trim()}`)
  return done
}

type Found = { readonly batch: Batch; readonly stand: Stand }

/** The batch, held, where somebody may work with it at this stage. */
export async function held(
  tx: Tx,
  at: Stand,
  id: string,
  states: readonly Batch['state'][],
  says: string,
): Promise<Found | Refusal> {
  const batch = await lockBatch(tx, at.tenant, id)
  if (!batch) return unseen
  const stand = standOf(at.office, at, batch.office as OfficeId)
  if (isRefusal(stand)) return stand
  if (!works(stand)) return notYours(clause, `这个批次由${stand.org.name}的工作人员办理`)
  return states.includes(batch.state) ? { batch, stand } : notMet(clause, `${says}；现为${batchStates[batch.state]}`)
}

async function reviewed(tx: Tx, at: Stand, id: string): Promise<Found | Refusal> {
  const found = await held(tx, at, id, ['frozen'], '只有提交了复核的批次可以复核审批')
  if (isRefusal(found)) return found
  const { batch, stand } = found
  return compiled(batch, stand.staff) ? notYours(clause, '自己编制或提交的批次，由其他人复核审批') : found
}

/** Counted and summed anew; what is frozen gets the hash of what is left in it. */
async function resummed(tx: Tx, { tenant }: Stand, batch: Batch): Promise<Batch> {
  const rows = (await rowsOfBatch(tx, tenant, batch.id)).filter(({ state }) => state !== 'struck')
  const hash = batch.hash === null ? null : hashOf(batch, rows)
  const done = { ...batch, ...sumOf(rows), hash }
  if (batch.state !== 'approved' || rows.some(({ state }) => state === 'in')) return saveBatch(tx, tenant, done)
  return saveBatch(tx, tenant, rows.length > 0 ? { ...done, state: 'settled' } : { ...done, ...dissolved })
}

/** Nothing of it was approved in the end: what was, stands on the record. */
const dissolved = { state: 'dissolved', hash: null, approved_by: null, approved_at: null } as const

function hashOf({ kind }: Batch, rows: readonly Listed[]): string {
  const hashed = rows.map(({ payable, fen: sum, count, payee }) => ({
    payable,
    fen: sum,
    count,
    account: [payee.account_blind ?? '', payee.account_name ?? '', payee.bank ?? ''],
  }))
  return sm3(canonical(kind, hashed))
}

/** Who did it and when, for the books of the program. */
export const followed = ({ at, staff }: Stand, says: string, on: Day = dayOf(at)): Followed => ({ at, staff, on, says })

/** 已拨付，1笔退回: what the bank sent back was not paid out. */
export function stateSays({ state, sent_back: back }: Pick<Batch, 'state' | 'sent_back'>): string {
  if (back === 0) return batchStates[state]
  return `${state === 'settled' ? '已拨付' : batchStates[state]}，${back}笔退回`
}

/** As many signs of the hash as people compare. */
export const short = ({ hash }: Pick<Batch, 'hash'>): string => (hash ?? '').slice(0, 8)

function words({ count, fen: sum }: Batch): string {
  return `${count}笔${yuan(fen(sum))}元`
}

export function tell(tx: Tx, stand: Stand, batch: Batch, act: string, says: string): void {
  const { number, kind, state, count, fen: sum, hash } = batch
  const what = { number, kind, state, count, fen: sum, hash }
  entered(tx, stand, { register, entry: batch.id, clause, act, says, what })
}

export const unseen = notSeen('没有这个批次，或者它不属于您可以查看的单位')
