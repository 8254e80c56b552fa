import { dayOf, spoken } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { absenceAt, isHeadOf, officeOf } from '#core/roster.ts'
import type { Chore, ChoreSource } from '#office/chore.ts'
import { leads } from '#office/keeper.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { doubtedAccounts } from './accounts.ts'
import { clause } from './batch.ts'
import { type Batch, openBatches } from './batches.ts'
import { compiled } from './hands.ts'
import { latePayables } from './payables.ts'
import { lateRecoveries } from './recoveries.ts'

/** To the owner what is due, to whoever may approve what waits for them, to the head what nobody has followed up. */
export const subsidyChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const today = dayOf(at)
  const by = { tenant, staff, at }
  const [batches, returned, owed, doubted] = await Promise.all([
    openBatches(tx, tenant),
    latePayables(tx, tenant, today),
    lateRecoveries(tx, tenant, today),
    doubtedAccounts(tx, tenant),
  ])
  const own = batches
    .filter(({ owner, due_day }) => owner === staff && due_day <= today)
    .map(
      ({ number, due_day }): Chore => ({
        clause,
        says: `拨付批次${number}应在${spoken(due_day)}前拨付完`,
        to: '/subsidies',
      }),
    )
  const waiting = batches
    .filter((b) => b.state === 'frozen' && !compiled(b, staff))
    .flatMap((b): Chore[] => {
      const place = b.office as OfficeId
      const to = `/subsidies?tab=batches&batch=${b.id}`
      const told = (what: string): Chore[] => [
        { clause, says: `拨付批次${b.number}（${b.count}笔）等待${what}`, to, decides: true },
      ]
      if (b.unchecked > 0) return reads(office, by, b) ? told('逐笔复核') : []
      return leads(office, by, place) && !b.checkers.includes(staff) ? told('审批') : []
    })
  const heads = (one: { readonly office: string }) => isHeadOf(office.roster, staff, one.office as OfficeId, at)
  const told = (rows: readonly { readonly office: string }[], says: string, to = '/subsidies'): readonly Chore[] => {
    const count = rows.filter(heads).length
    return count > 0 ? [{ clause, says: `${count}${says}`, to }] : []
  }
  return [
    ...own,
    ...waiting,
    ...told(returned, '笔银行退回的补贴到期还没有更正账户'),
    ...told(doubted, '个单位账户被银行退回，等核对或登记新账户', '/subsidies?tab=accounts'),
    ...told(owed, '笔多发的补贴到期还没有追回'),
  ]
}

/** Who is asked to look at the rows: the office's people; whoever is to approve only where nobody else is there to do it. */
function reads(office: OfficeSnapshot, by: By, batch: Batch): boolean {
  const place = batch.office as OfficeId
  const { roster } = office
  const there = [...roster.staff.values()].filter(
    ({ id, active, administrator }) =>
      active && !administrator && officeOf(roster, id, by.at) === place && !absenceAt(roster, id, by.at),
  )
  const free = there.filter(({ id }) => !compiled(batch, id) && !leads(office, { ...by, staff: id }, place))
  if (free.length > 0) return free.some(({ id }) => id === by.staff)
  return leads(office, by, place)
}
