import { randomUUIDv7 } from 'node:crypto'
import { type Day, dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { fen, fenOf, yuan } from '#core/sums/money.ts'
import { monthsIn, monthsOf, type Span, shared, spokenSpan } from '#core/sums/month.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { clause, followed } from './batch.ts'
import { type ReceiveAsk, type RecoveryAsk, recoveryStates } from './contract.ts'
import { freeMonths, monthsOfClaim } from './months.ts'
import { lockPayable, type PayableFollower, type PayableRow, savePayable } from './payables.ts'
import { heldPayable } from './payout.ts'
import { spanOf } from './policy.ts'
import { addRecovery, lockRecovery, type Recovery, saveRecovery } from './recoveries.ts'

type Done = Promise<Recovery | Refusal>

/** Asks back what was paid too much: the months stay counted as paid until the money is here. */
export async function askBack(tx: Tx, at: Stand, id: string, ask: RecoveryAsk): Done {
  const found = await heldPayable(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!stand.leads) return notYours(clause, `追回由${stand.org.name}负责人或上级决定`)
  if (row.state !== 'paid') return notMet(clause, '还没有拨付，不用追回')
  const amount = fenOf(ask.amount)
  if (amount === null || amount === 0) return badInput(clause, '/amount', '金额应大于0，最多写到分')
  if (amount > row.fen - row.recovered)
    return badInput(
      clause,
      '/amount',
      `这一笔拨付了${yuan(fen(row.fen))}元，已追回${yuan(fen(row.recovered))}元，不能追回更多`,
    )
  if (ask.due < dayOf(stand.at)) return badInput(clause, '/due', '限期退回日期已经过了')
  const span = await spanAsked(tx, stand, row, ask)
  if (span && 'refused' in span) return span
  const made = await addRecovery(
    tx,
    stand.tenant,
    {
      ...{ id: randomUUIDv7(), org_path: row.org_path, office: row.office, payable: row.id, number: row.number },
      ...{ name: row.name, from_month: span?.from ?? null, to_month: span?.to ?? null, fen: amount },
      ...{ reason: ask.reason.trim(), due_day: ask.due as Day, made_by: stand.staff },
    },
    stand.at,
  )
  if (!made) return notMet(clause, '这一笔正在追回，办完以后再追回其余的')
  const what = span ? `，${spokenSpan(span)}` : ''
  tell(
    tx,
    stand,
    made,
    'ask',
    `追回${row.name}（${row.number}）${yuan(amount)}元${what}，${spoken(made.due_day)}前退回：${made.reason}`,
  )
  return made
}

/** The months that are asked back: of a sum by months they have to be months that it paid. */
async function spanAsked(
  tx: Tx,
  { tenant }: Stand,
  row: PayableRow,
  { from, to }: RecoveryAsk,
): Promise<Span | null | Refusal> {
  if (from === undefined && to === undefined) return null
  const span = spanOf(from, to)
  if (!span) return badInput(clause, '/to', '多发的月份要写起止，最后一个月不早于第一个月')
  const whole = spanOf(row.from_month, row.to_month)
  const paid = (await monthsOfClaim(tx, tenant, row.matter))
    .filter(({ state }) => state === 'paid')
    .map(({ month }) => month)
  const inside = whole && shared(whole, span)
  const isPaid = monthsOf(span).every((month) => paid.includes(month))
  return inside && monthsIn(inside) === monthsIn(span) && isPaid
    ? span
    : badInput(clause, '/from', '这一笔没有拨付过其中的月份，请核对')
}

/** Money that came back. With the last of it the months asked back are free again. */
export async function receive(
  tx: Tx,
  at: Stand,
  id: string,
  { amount, voucher }: ReceiveAsk,
  follow: PayableFollower,
): Done {
  const found = await heldRecovery(tx, at, id)
  if (isRefusal(found)) return found
  const { recovery, stand } = found
  const got = fenOf(amount)
  if (got === null || got === 0) return badInput(clause, '/amount', '金额应大于0，最多写到分')
  if (got > recovery.fen - recovery.got)
    return badInput(clause, '/amount', `还应退回${yuan(fen(recovery.fen - recovery.got))}元，不能多收`)
  const all = recovery.got + got
  const done = await saveRecovery(tx, stand.tenant, {
    ...recovery,
    got: all,
    state: all === recovery.fen ? 'done' : 'open',
  })
  const payee = (await lockPayable(tx, stand.tenant, recovery.payable))!
  await savePayable(tx, stand.tenant, { ...payee, recovered: payee.recovered + got })
  const span = spanOf(recovery.from_month, recovery.to_month)
  const isWhole = payee.recovered + got === payee.fen
  const freed =
    done.state !== 'done' || (!span && !isWhole)
      ? 0
      : await freeMonths(tx, stand.tenant, payee.matter, ['paid'], isWhole ? null : span)
  if (isWhole)
    await follow(tx, stand.tenant, payee, 'recovered', followed(stand, `${yuan(fen(payee.fen))}元已全部追回`))
  const months = freed > 0 ? `，${freed}个月不再计入` : ''
  tell(tx, stand, done, 'receive', `收到退回${yuan(got)}元，凭证${voucher.trim()}${months}`)
  return done
}

/** Decided wrongly: the head takes it back while nothing has come. */
export async function drop(tx: Tx, at: Stand, id: string, reason: string): Done {
  const found = await heldRecovery(tx, at, id)
  if (isRefusal(found)) return found
  const { recovery, stand } = found
  if (!stand.leads) return notYours(clause, `撤销追回由${stand.org.name}负责人或上级决定`)
  if (recovery.got > 0) return notMet(clause, '已经有退回入账，不能撤销')
  const done = await saveRecovery(tx, stand.tenant, { ...recovery, state: 'dropped' })
  tell(tx, stand, done, 'drop', `撤销追回：${reason.trim()}`)
  return done
}

async function heldRecovery(tx: Tx, at: Stand, id: string): Promise<{ recovery: Recovery; stand: Stand } | Refusal> {
  const recovery = await lockRecovery(tx, at.tenant, id)
  if (!recovery) return unseen
  const stand = standOf(at.office, at, recovery.office as OfficeId)
  if (isRefusal(stand)) return stand
  return recovery.state === 'open'
    ? { recovery, stand }
    : notMet(clause, `${recoveryStates[recovery.state]}，不用再登记`)
}

function tell(tx: Tx, stand: Stand, r: Recovery, act: string, says: string): void {
  const what = { number: r.number, fen: r.fen, got: r.got, state: r.state }
  entered(tx, stand, { register: 'payment-recovery', entry: r.id, clause, act, says, what })
}

export const unseen = notSeen('没有这笔追回，或者它不属于您可以查看的单位')
