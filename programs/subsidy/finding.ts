import { dayOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { fen, inYuan, part } from '#core/sums/money.ts'
import { monthsIn, spokenSpan } from '#core/sums/month.ts'
import { readMatter } from '#matter/store.ts'
import { notSeen } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { findClaim } from './claims.ts'
import { type BookOf, readCase, service } from './effect.ts'
import { monthsOfPerson } from './months.ts'
import { enjoyedOf, insurances, judgeMonths, termSays } from './policy.ts'
import { claimView, monthsView } from './view.ts'

/**
 * What the ledger makes of one case before it is accepted: the months that this person has, what would be refused and why, and
 * the amounts. What is granted or taken already is told from the ledger.
 */
export async function findingOf(tx: Tx, at: Stand, id: string, bookOf: BookOf) {
  const held = await readMatter(tx, at.tenant, id)
  if (!held || held.matter.service?.code !== service) return unseen
  const { matter } = held
  const stand = standOf(at.office, at, matter.office)
  if (isRefusal(stand)) return unseen
  const book = bookOf(at.office, matter.office, at.at)
  const read = readCase((matter.facts as CaseFacts).form, book)
  const claim = await findClaim(tx, at.tenant, id)
  if (isRefusal(read)) return { ...none, says: read.says, claim: claim && claimView(at, claim) }
  const { sealed, asked, parts } = read
  const all = await monthsOfPerson(tx, at.tenant, sealed.blind)
  const others = all.filter((one) => one.claim !== id)
  const placeOf = (office: string) => at.office.organizations.get(office as OfficeId)?.short ?? ''
  const judged = judgeMonths(book, others, asked, placeOf)
  const cap = book.share('subsidy.cap')
  const local = book.share('subsidy.local')
  return {
    says: isRefusal(judged) ? judged.says : null,
    span: spokenSpan(asked.span),
    asked: monthsIn(asked.span),
    declared: asked.enjoyed,
    enjoyed: enjoyedOf(others),
    taken: others.length,
    left: isRefusal(judged) ? null : judged.left,
    term: isRefusal(judged) ? null : termSays(judged.term),
    months: monthsView(at, others),
    parts: parts.map(({ kind, paid, asked: sum }) => ({
      ...{ label: insurances[kind], paid: inYuan(paid), asked: inYuan(sum) },
      most: inYuan(part(paid, cap.by, cap.over, 'down')),
      local: kind === 'pension' ? inYuan(part(paid, local.by, local.over, 'down')) : null,
    })),
    capSays: cap.says,
    localSays: `${local.says}${book.mark('subsidy.local')}`,
    total: inYuan(fen(parts.reduce((sum, one) => sum + one.asked, 0))),
    on: dayOf(at.at),
    claim: claim && claimView(at, claim),
  }
}

const none = {
  ...{
    span: null,
    asked: 0,
    declared: 0,
    enjoyed: { least: 0, most: 0 },
    taken: 0,
    left: null,
    term: null,
    months: [],
    parts: [],
  },
  ...{ capSays: '', localSays: '', total: 0, on: null },
}
const unseen: Refusal = notSeen('没有找到这件社会保险补贴申请，或者它不在您可以查看的范围内')
