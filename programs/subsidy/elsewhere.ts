import { randomUUIDv7 } from 'node:crypto'
import { dayOf } from '#core/day.ts'
import { citizenProblems, tidyCitizen } from '#core/numbers.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Book } from '#core/sums/book.ts'
import { fen, fenOf, yuan } from '#core/sums/money.ts'
import { monthOf, monthsIn, spokenSpan } from '#core/sums/month.ts'
import { paperNumber } from '#matter/number.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import { mask } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Tx } from '#platform/db/db.ts'
import { works } from './batch.ts'
import { addClaim, type Claim, lockClaim, saveClaim } from './claims.ts'
import type { CorrectAsk, ElsewhereAsk } from './contract.ts'
import { register } from './effect.ts'
import { freeMonths, heldMonths, takeMonths } from './months.ts'
import { payableOf, savePayable } from './payables.ts'
import { granted, type Insurance, insurances, overlapSays, overShare, type Part, spanOf } from './policy.ts'

const clause = '8.2'
type Done = Promise<Claim | Refusal>

/** Months that somebody had elsewhere, with what says so: they count, and can't be asked for here. */
export async function enterElsewhere(tx: Tx, stand: Stand, keys: Keys, ask: ElsewhereAsk): Done {
  if (!works(stand)) return notYours(clause, `由${stand.org.name}的工作人员登记`)
  const plain = tidyCitizen(ask.idNumber)
  const wrong = citizenProblems(plain, dayOf(stand.at))[0]
  if (wrong) return badInput(clause, '/idNumber', wrong)
  const span = spanOf(ask.from, ask.to)
  if (!span) return badInput(clause, '/to', '最后一个月早于第一个月，请核对')
  if (span.to > monthOf(dayOf(stand.at))) return badInput(clause, '/to', '还没有到的月份不会享受过')
  const person = keys.blind('idNumber', plain)
  const taken = await heldMonths(tx, stand.tenant, person)
  const twice = overlapSays(taken, span, (id) => stand.office.organizations.get(id as OfficeId)?.short ?? '')
  if (twice) return notMet(clause, twice.replace('申请的月份里', '登记的月份里'))
  const number = await paperNumber(tx, stand.tenant, stand.org, '享', stand.at)
  const { id: office, path: org_path } = stand.org
  const id = randomUUIDv7()
  const made = await addClaim(
    tx,
    stand.tenant,
    {
      ...{ id, org_path, office, number, person, name: ask.name.trim(), id_masked: mask('idNumber', plain) },
      ...{ kind: 'elsewhere', from_month: span.from, to_month: span.to, months: monthsIn(span), state: 'elsewhere' },
      ...{ parts: [], fen: 0, term: 0, term_says: '', left_after: 0, source: ask.source.trim() },
    },
    stand.at,
  )
  const took = await takeMonths(tx, stand.tenant, { id, person, number, office }, span, 'elsewhere')
  if (took < monthsIn(span)) throw new RangeError('months were taken while their person was held')
  tell(tx, stand, made, 'elsewhere', `登记${made.name}在外地或单位享受${spokenSpan(span)}，依据：${made.source}`)
  return made
}

/** Entered by mistake: the months are free again, the entry and its reason stay. */
export async function removeElsewhere(tx: Tx, at: Stand, id: string, reason: string): Done {
  const found = await heldClaim(tx, at, id)
  if (isRefusal(found)) return found
  const { claim, stand } = found
  if (claim.state !== 'elsewhere') return notMet(clause, '只有登记的外地或单位享受月份可以删除')
  await heldMonths(tx, stand.tenant, claim.person)
  await freeMonths(tx, stand.tenant, id, ['elsewhere'])
  const done = await saveClaim(tx, stand.tenant, { ...claim, state: 'removed' })
  tell(tx, stand, done, 'remove', `删除登记的月份：${reason.trim()}`)
  return done
}

/**
 * Other amounts than were asked for: up to approval by whoever works on it, afterwards and until it is in a batch by the
 * head. No insurance over its share.
 */
export async function correct(tx: Tx, at: Stand, id: string, ask: CorrectAsk, bookOf: (stand: Stand) => Book): Done {
  // The sum before the claim, as batches hold them too.
  const payable = await payableOf(tx, at.tenant, 'insurance', id)
  const found = await heldClaim(tx, at, id)
  if (isRefusal(found)) return found
  const { claim, stand } = found
  if (claim.state !== 'reserved' && claim.state !== 'granted') return notMet(clause, '这一笔没有在审核或待拨付')
  if (claim.state === 'granted' && !stand.leads)
    return notYours(clause, `审批以后的核算调整由${stand.org.name}负责人或上级办理`)
  const parts: Part[] = []
  for (const part of claim.parts) {
    const sum = fenOf(ask[part.kind])
    if (sum === null) return badInput(clause, `/${part.kind}`, '金额最多写到分')
    const over =
      sum > part.asked
        ? `申请了${yuan(part.asked)}元，不能核给更多`
        : overShare(bookOf(stand), part.kind, part.paid, sum)
    if (over) return badInput(clause, `/${part.kind}`, over)
    parts.push({ ...part, granted: sum })
  }
  const whole = granted(parts)
  if (whole === 0) return badInput(clause, '/pension', '核定总额为0，请按不予补贴办理')
  if (payable && payable.state !== 'waiting') return notMet(clause, '已经入批或拨付，不能再调整；多发的按追回办理')
  if (payable) await savePayable(tx, stand.tenant, { ...payable, fen: whole })
  const done = await saveClaim(tx, stand.tenant, { ...claim, parts, fen: whole })
  const words = parts.map(({ kind, granted: sum }) => `${insurances[kind as Insurance]}${yuan(sum)}元`)
  const says = `核定${words.join('，')}，合计${yuan(whole)}元（原${yuan(fen(claim.fen))}元）：${ask.reason.trim()}`
  tell(tx, stand, done, 'correct', says)
  return done
}

async function heldClaim(tx: Tx, at: Stand, id: string): Promise<{ claim: Claim; stand: Stand } | Refusal> {
  const claim = await lockClaim(tx, at.tenant, id)
  if (!claim) return unseen
  const stand = standOf(at.office, at, claim.office)
  if (isRefusal(stand)) return stand
  return works(stand) ? { claim, stand } : notYours(clause, `由${stand.org.name}的工作人员办理`)
}

function tell(tx: Tx, stand: Stand, claim: Claim, act: string, says: string): void {
  const what = { number: claim.number, from: claim.from_month, to: claim.to_month, fen: claim.fen, state: claim.state }
  entered(tx, stand, { register, entry: claim.id, clause, act, says, what })
}

export const unseen = notSeen('没有这条台账，或者它不属于您可以查看的单位')
