import { type Day, dayOf, spoken } from '#core/day.ts'
import { bankCard, tidyCard } from '#core/numbers.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { fen, yuan } from '#core/sums/money.ts'
import { type KeptLine, linesOfMany } from '#office/ledger.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import { mask } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Tx } from '#platform/db/db.ts'
import { doubtAccount, setAccount } from './accounts.ts'
import { clause, followed, held, tell } from './batch.ts'
import { type Batch, findRow, type Listed, payRows, putRow, rowsOfBatch, saveBatch, turnPayables } from './batches.ts'
import { type AccountAsk, type PaidAsk, payableStates, type ReturnAsk, type UnitAsk } from './contract.ts'
import { stoppedSays, ways } from './hands.ts'
import { lockPayable, lockPayables, type PayableFollower, type PayableRow, savePayable } from './payables.ts'
import { recoveryOf } from './recoveries.ts'

type Done = Promise<Batch | Refusal>
/** The ledger's word for a corrected account. */
const corrected = 'account'

/** The bank has paid: all that is left, or the rows named. Nothing is paid that was not approved in this batch. */
export async function pay(tx: Tx, at: Stand, id: string, ask: PaidAsk, follow: PayableFollower): Done {
  const found = await held(tx, at, id, ['approved'], '审批同意以后才能登记拨付')
  if (isRefusal(found)) return found
  const { batch, stand } = found
  if (stand.staff === batch.approved_by) return notYours(clause, '登记拨付由审批人以外的人办理')
  const on = ask.on as Day
  if (on > dayOf(stand.at)) return badInput(clause, '/on', '拨付日期还没有到')
  if (batch.approved_at && on < dayOf(batch.approved_at.getTime() as never))
    return badInput(clause, '/on', '拨付日期早于审批日期，请核对')
  const rows = (await rowsOfBatch(tx, stand.tenant, id)).filter(({ state }) => state === 'in')
  const open = rows.map((row) => row.payable)
  const wanted = ask.rows ? [...new Set(ask.rows)] : open
  if (wanted.length === 0) return badInput(clause, '/rows', '没有选中要登记拨付的，请选中已到账的各笔')
  if (wanted.some((one) => !open.includes(one))) return badInput(clause, '/rows', '有的已经拨付、退回或剔除，请刷新')
  const stopped = stoppedSays(
    rows.filter(({ payable }) => wanted.includes(payable)),
    ways.after,
  )
  if (stopped) return notMet(clause, stopped)
  const payees = await lockPayables(tx, stand.tenant, wanted)
  const paid = await payRows(tx, stand.tenant, id, wanted, on)
  const turned = await turnPayables(tx, stand.tenant, wanted, ['batched'], 'paid')
  if (paid.length !== wanted.length || turned.length !== wanted.length) throw new RangeError('a row was paid elsewhere')
  for (const payee of payees) {
    const says = `${batch.number}拨付${yuan(fen(payee.fen))}元，${spoken(on)}，凭证${ask.voucher.trim()}`
    await follow(tx, stand.tenant, payee, 'paid', followed(stand, says, on))
  }
  const done = await settled(tx, stand, batch)
  const sum = fen(payees.reduce((all, one) => all + one.fen, 0))
  tell(tx, stand, done, 'pay', `登记拨付${paid.length}笔${yuan(sum)}元，${spoken(on)}，凭证${ask.voucher.trim()}`)
  return done
}

/** The bank has sent one back: it waits for the person to put the account right, and is in no batch meanwhile. */
export async function sentBack(tx: Tx, at: Stand, id: string, ask: ReturnAsk, follow: PayableFollower): Done {
  const found = await held(tx, at, id, ['approved', 'settled'], '还没有拨付，不会有银行退回')
  if (isRefusal(found)) return found
  const { batch, stand } = found
  if (ask.due < dayOf(stand.at)) return badInput(clause, '/due', '请填写今天或以后的日期')
  const row = await findRow(tx, stand.tenant, id, ask.row)
  if (row?.state === 'in') return badInput(clause, '/row', '这一笔还没有登记拨付，不会有银行退回；先登记拨付')
  if (row?.state !== 'paid') return badInput(clause, '/row', '这一笔不在批次里，或者已经登记退回，请刷新')
  const payee = (await lockPayable(tx, stand.tenant, ask.row))!
  if (payee.recovered > 0 || (await recoveryOf(tx, stand.tenant, payee.id)))
    return notMet(clause, '这一笔登记过追回，不能再登记银行退回')
  const reason = ask.reason.trim()
  await putRow(tx, stand.tenant, id, { ...row, state: 'returned', reason })
  await savePayable(tx, stand.tenant, { ...payee, state: 'returned', note: reason, due_day: ask.due as Day })
  await doubtAccount(tx, stand, payee, reason)
  await follow(tx, stand.tenant, payee, 'returned', followed(stand, `${batch.number}银行退回：${reason}`))
  const done = await settled(tx, stand, batch)
  const until = spoken(ask.due as Day)
  tell(
    tx,
    stand,
    done,
    'return',
    `银行退回${payee.name}（${payee.number}）${yuan(fen(payee.fen))}元：${reason}；${until}前联系本人更正`,
  )
  return done
}

/** Everything paid or sent back: the batch is over. */
async function settled(tx: Tx, { tenant }: Stand, batch: Batch): Promise<Batch> {
  const left = (await rowsOfBatch(tx, tenant, batch.id)).filter(({ state }) => state === 'in')
  return left.length > 0 ? batch : saveBatch(tx, tenant, { ...batch, state: 'settled' })
}

/** The person has told the right account in writing: the sum waits for the next batch, the number under seal. */
export async function correctAccount(
  tx: Tx,
  at: Stand,
  keys: Keys,
  id: string,
  ask: AccountAsk,
): Promise<PayableRow | Refusal> {
  const found = await heldPayable(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'returned' && row.state !== 'waiting')
    return notMet(clause, `现为${payableStates[row.state]}，不能更正账户；已入批的先剔除或登记退回`)
  if (row.unit !== null) return notMet(clause, '这一笔拨给单位，请用“登记单位账户”办理')
  if (ask.accountName.trim() !== row.name) return badInput(clause, '/accountName', '银行户名不是本人，须为本人账户')
  const number = tidyCard(ask.account)
  const [wrong] = bankCard(number).problems
  if (wrong) return badInput(clause, '/account', wrong)
  const account_blind = keys.blind('bankCard', number)
  if (row.state === 'returned' && account_blind === row.account_blind)
    return badInput(clause, '/account', '与退回的账号相同，请核对')
  const saved = await savePayable(tx, stand.tenant, {
    ...{ ...row, account_name: ask.accountName.trim(), bank: ask.bank.trim(), account_blind },
    ...{ account_masked: mask('bankCard', number), account_field: null },
    account_cipher: keys.seal({ tenant: stand.tenant, matter: row.id, field: 'payable.account' }, number),
    ...{ state: 'waiting', due_day: null, note: row.account_blind ? '账户已按本人说明更正' : null },
  })
  const masks = row.account_masked ? `${row.account_masked}改为${saved.account_masked}` : String(saved.account_masked)
  const says = `${row.account_masked ? '更正' : '登记'}${row.name}（${row.number}）的账户，${masks}，本人说明：${ask.statement.trim()}`
  const what = { number: row.number, kind: row.kind, state: saved.state, fen: row.fen, was: row.account_blind ?? '' }
  entered(tx, stand, { register: 'payable', entry: row.id, clause, act: corrected, says, what })
  return saved
}

type Found = { readonly row: PayableRow; readonly stand: Stand }

/** A sum, held, for whoever sees it: its office, and those above, whose batches pay it. */
export async function heldPayable(tx: Tx, at: Stand, id: string): Promise<Found | Refusal> {
  const row = await lockPayable(tx, at.tenant, id)
  if (!row) return notSeen('没有这一笔补贴，或者它不属于您可以查看的单位')
  const stand = standOf(at.office, at, row.office as OfficeId)
  if (isRefusal(stand)) return stand
  return { row, stand }
}

/** How the accounts were put right to which a batch could not be paid: told with the sum, and with the batch too. */
export async function corrections(tx: Tx, tenant: string, rows: readonly Listed[]): Promise<readonly KeptLine[]> {
  const back = rows.filter(({ state }) => state === 'returned')
  if (back.length === 0) return []
  const lines = await linesOfMany(
    tx,
    tenant,
    'payable',
    back.map(({ payable }) => payable),
  )
  return back.flatMap(({ payable, payee }) =>
    (lines.get(payable) ?? []).filter(({ act, what }) => act === corrected && what['was'] === payee.account_blind),
  )
}

/** An institution or a bank has told its account in writing: everything that waits for it is paid there. */
export async function unitAccountOf(tx: Tx, at: Stand, keys: Keys, id: string, ask: UnitAsk) {
  const found = await heldPayable(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.unit === null) return notMet(clause, '这一笔拨给本人，请用“更正账户”办理')
  if (row.state !== 'returned' && row.state !== 'waiting')
    return notMet(clause, `现为${payableStates[row.state]}，不能登记账户；已入批的先剔除或登记退回`)
  const back = row.state === 'returned' ? row.account_blind : null
  const made = await setAccount(tx, stand, keys, { unit: row.unit, name: row.name, back }, ask)
  return isRefusal(made) ? made : ((await lockPayable(tx, stand.tenant, id)) ?? row)
}

/** Not to be paid any more: the person has died, or took it back in writing. What is in a batch is struck there. */
export async function withdrawSum(tx: Tx, at: Stand, id: string, reason: string, follow: PayableFollower) {
  const found = await heldPayable(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!stand.leads) return notYours(clause, `不再拨付由${stand.org.name}负责人或上级决定`)
  if (row.state !== 'waiting' && row.state !== 'returned')
    return notMet(clause, `现为${payableStates[row.state]}，不能撤回；已入批的在批次里剔除，已拨付的按追回办理`)
  const note = reason.trim()
  const saved = await savePayable(tx, stand.tenant, { ...row, state: 'withdrawn', due_day: null, note })
  await follow(tx, stand.tenant, row, 'refused', followed(stand, `不再拨付：${note}`))
  const what = { number: row.number, kind: row.kind, state: saved.state, fen: row.fen }
  const says = `${row.name}（${row.number}）${yuan(fen(row.fen))}元不再拨付：${note}`
  entered(tx, stand, { register: 'payable', entry: row.id, clause, act: 'withdraw', says, what })
  return saved
}
