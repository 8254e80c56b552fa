import { addDays, dayOf, spoken } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { isHeadOf, officeOf } from '#core/roster.ts'
import type { Chore, ChoreSource } from '#office/chore.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { progressAt } from './change.ts'
import { kinds, units } from './contract.ts'
import { areaName } from './seat.ts'
import { waitingOf } from './shelf.ts'
import { clause, countsOf, openRounds, type Round, sharesWith } from './store.ts'

/** From this many days before its end on, a share that isn't done is told to its surveyor. */
const daysBefore = 7

/** To each surveyor what is left of their share, to the checker what waits, to the head what nobody does and what is late. */
export const surveyChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const own = officeOf(office.roster, staff, at)
  const stand = own && standOf(office, { tenant, staff, at }, own)
  if (!stand || isRefusal(stand)) return []
  const rounds = await openRounds(tx, tenant, [stand.org.id])
  const leads = isHeadOf(office.roster, staff, stand.org.id, at)
  const told = await Promise.all([
    mine(tx, stand),
    ...rounds.map((round) => checking(tx, stand, round)),
    ...(leads ? rounds.map((round) => leading(tx, stand, round)) : []),
  ])
  return told.flat()
}

async function mine(tx: Tx, stand: Stand): Promise<readonly Chore[]> {
  const today = dayOf(stand.at)
  const shares = (await sharesWith(tx, stand.tenant, stand.staff)).filter(
    ({ due }) => addDays(due, -daysBefore) <= today,
  )
  const counts = new Map(
    await Promise.all(
      [...new Set(shares.map(({ round }) => round))].map(
        async (round) => [round, await countsOf(tx, stand.tenant, round)] as const,
      ),
    ),
  )
  return shares.flatMap(({ round, area, kind, amount, due }): Chore[] => {
    const own = (counts.get(round) ?? []).filter(
      (one) => one.area === area && one.kind === kind && one.staff === stand.staff,
    )
    const done = own.reduce((sum, { outcome, count }) => sum + (outcome === 'answered' ? count : 0), 0)
    if (done >= amount) return []
    const late = today > due ? '，已经过期' : ''
    const says = `您的${areaName(stand, area)}${kinds[kind]}调查还有${amount - done}${units[kind]}，${spoken(due)}前完成${late}`
    return [{ clause, says, to: `/surveys/${round}` }]
  })
}

/** The checker's; what they asked themselves waits for the head. */
async function checking(tx: Tx, stand: Stand, round: Round): Promise<readonly Chore[]> {
  const leads = isHeadOf(stand.office.roster, stand.staff, stand.org.id, stand.at)
  const own = round.checker === stand.staff
  if (!own && !leads) return []
  const waiting = await waitingOf(tx, stand.tenant, round.id)
  const count = waiting
    .filter(({ staff }) => staff !== stand.staff && (own || staff === round.checker))
    .reduce((sum, one) => sum + one.count, 0)
  const says = `“${round.title}”抽中的${count}份调查表等您复核`
  return count > 0 ? [{ clause, says, to: `/surveys/${round.id}?tab=entries&check=drawn` }] : []
}

async function leading(tx: Tx, stand: Stand, round: Round): Promise<readonly Chore[]> {
  const rows = await progressAt(tx, { stand, round, leads: true })
  const to = `/surveys/${round.id}`
  const late = rows.filter(({ lamp }) => lamp === 'red')
  const unshared = rows.filter((row) => row.unshared > 0)
  const gone = round.state === 'open' && dayOf(stand.at) > round.until_day
  const names = (some: typeof rows) =>
    [...new Set(some.map(({ area }) => areaName(stand, area)))].slice(0, 3).join('、')
  return [
    ...(rows.length === 0 ? [`“${round.title}”还没有定名额`] : []),
    ...(unshared.length > 0 ? [`“${round.title}”有名额没有分到人：${names(unshared)}`] : []),
    ...(late.length > 0 ? [`“${round.title}”过了完成日期还没完成：${names(late)}`] : []),
    ...(gone ? [`“${round.title}”已过截止日期，请结束本轮`] : []),
  ].map((says) => ({ clause, says, to }))
}
