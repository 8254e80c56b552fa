import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import { monthsIn } from '#core/sums/month.ts'
import type { Effect } from '#matter/effect.ts'
import { newId } from '#matter/id.ts'
import { notMet } from '#office/refusals.ts'
import type { Tx } from '#platform/db/db.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { againstLedger, type LedgerFault, wasChecked } from '#rules/told-once/ledger.ts'
import { isRelief, type ReliefService, reliefs } from './contract.ts'
import { type Claim, claimsOf, monthsSay } from './policy.ts'
import { type Certified, enterRelief, takeMonths, takenOf, usedOf } from './store.ts'

/**
 * What follows from a case of tax relief: on acceptance it is told at once which row was certified before (8.1); by the
 * approval each month of each person is taken, once for all employers and offices, or the approval is refused.
 */
export const taxEffect: Effect = async (tx, tenant, { before, after, path, at }) => {
  const service = after.service?.code
  if (after.kind !== 'case' || !isRelief(service) || !before) return null
  const facts = after.facts as CaseFacts
  if (wasChecked(before, after))
    return againstLedger(facts, await faultsOf(tx, tenant, service, claimsOf(service, facts)), conditionNames)
  if (before.state === after.state) return null
  const leaves = before.state === 'reviewing' && !after.closedAt && after.state !== 'supplementing'
  if (!leaves && after.state !== 'granted') return null
  const claims = claimsOf(service, facts)
  const known = await certifiedBefore(tx, tenant, service, claims)
  if (known || after.state !== 'granted') return known
  return certified(tx, certificate(tenant, service, after, path, at), claims)
}

function certificate(tenant: string, service: ReliefService, after: Matter, path: string, at: Instant): Certified {
  const { form, applicant, steps = [] } = after.facts as CaseFacts
  return {
    ...{ tenant, path, office: after.office, matter: after.id, number: after.number, service, at },
    employer: String(form['company'] ?? form['businessName'] ?? applicant),
    creditCode: String(form['creditCode'] ?? ''),
    by: steps.at(-1)?.by || null,
  }
}

/** The conditions that the register decides, as the services' files call them. */
export const conditionNames: Readonly<Record<string, string>> = {
  noOther: '没有重复享受其他就业税收优惠',
  months36: '每人累计享受不超过最长月数',
  firstTime: '没有重复享受其他创业就业税收优惠',
}

/** The first claim that was certified before, or goes beyond the months that one may have: its row and month are named. */
async function certifiedBefore(
  tx: Tx,
  tenant: string,
  service: ReliefService,
  claims: readonly Claim[],
): Promise<Refusal | null> {
  const [first] = await faultsOf(tx, tenant, service, claims)
  return first ? notMet('8.2', first.says) : null
}

/** Everything that the register says against these claims, in the order of their rows. */
async function faultsOf(
  tx: Tx,
  tenant: string,
  service: ReliefService,
  claims: readonly Claim[],
): Promise<readonly LedgerFault[]> {
  if (claims.length === 0) return []
  const [taken, used] = await Promise.all([takenOf(tx, tenant, claims), usedOf(tx, tenant, claims)])
  const once = service === 'JY11' ? 'firstTime' : 'noOther'
  return claims.flatMap(({ named, idNumber, span, before, most }): readonly LedgerFault[] => {
    const of = used.get(idNumber.blind)
    if (service === 'JY11' && of?.traded)
      return [{ of: [once], says: `${named}已经注明过自主创业税收政策（编号${of.traded}），每人只享受一次` }]
    const twice = taken.filter(({ blind }) => blind === idNumber.blind)
    const [first] = twice
    const faults: LedgerFault[] = []
    if (first) {
      const where = first.number
        ? `已由${first.number}核发（${reliefs[first.service as ReliefService].label}）`
        : '已在其他单位核发'
      const months = monthsSay(twice.map(({ month }) => month))
      faults.push({ of: [once], says: `${named}的${months}${where}，同一个月不能重复享受，请更正月份或移出名单` })
    }
    const had = Math.max(before, of?.months ?? 0)
    if (service === 'JY10' && had + monthsIn(span) > most)
      faults.push({
        of: ['months36'],
        says: `${named}以前已核发${had}个月，加上本次${monthsIn(span)}个月超过${most}个月，请更正月数或移出名单`,
      })
    return faults
  })
}

async function certified(tx: Tx, c: Certified, claims: readonly Claim[]): Promise<Refusal | null> {
  const entries = claims.map((claim) => ({ id: newId(c.at), claim }))
  const made = await Promise.all(entries.map(({ id, claim }) => enterRelief(tx, c, id, claim)))
  const refused = entries.find((_, n) => !made[n])
  if (refused) return notMet('8.2', `${refused.claim.named}已经在其他单位注明过自主创业税收政策，每人只享受一次`)
  const [first, ...more] = await takeMonths(tx, c, entries)
  if (!first) return null
  const months = [first, ...more].filter(({ claim }) => claim.nth === first.claim.nth).map(({ month }) => month)
  return notMet(
    '8.2',
    `${first.claim.named}的${monthsSay(months)}已在其他单位核发，同一个月不能重复享受，请更正月份或移出名单`,
  )
}
