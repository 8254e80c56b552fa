import { randomUUID } from 'node:crypto'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import { badInput, notMet, notYours } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { progressAt } from './change.ts'
import { type CheckAsk, checks } from './contract.ts'
import { held, tell } from './entry.ts'
import { seatAt } from './seat.ts'
import { drawEntries, type Entry, findEntry, saveEntry } from './shelf.ts'
import { clause, lockRound, type Round } from './store.ts'

/**
 * Draws what is to be looked at again, up to the share of each area and kind, at random: nobody knows before which visits
 * will be. Drawn again when more has come in; where nothing is missing nothing is drawn.
 */
export async function draw(tx: Tx, at: Stand, id: string): Promise<Round | Refusal> {
  const seat = await seatAt(tx, at, id)
  if (isRefusal(seat)) return seat
  const { stand, round, leads } = seat
  if (!leads && round.checker !== stand.staff)
    return notYours(clause, `抽取由复核人${nameOf(stand.office.roster, round.checker as StaffId)}或负责人办理`)
  // One after the other: two who draw at once would each draw the whole share.
  const held = await lockRound(tx, stand.tenant, id)
  if (held?.state !== 'open') return notMet(clause, `“${round.title}”已经结束`)
  const missing = (await progressAt(tx, seat)).flatMap(({ area, kind, toCheck, drawn }) =>
    toCheck > drawn ? [{ area, kind, count: toCheck - drawn }] : [],
  )
  if (missing.length === 0) return notMet(clause, '按复核比例，现在没有要再抽的')
  const drawn: Entry[] = []
  for (const part of missing)
    for (const { id: entry } of await drawEntries(tx, stand.tenant, {
      ...part,
      round: id,
      salt: randomUUID(),
      at: stand.at,
    })) {
      const row = await findEntry(tx, stand.tenant, entry)
      if (row) drawn.push(row)
    }
  for (const row of drawn) tell(tx, stand, row, 'draw', '抽中复核，由调查员以外的人回访')
  return round
}

/** A second look by the checker, or a head where the checker asked themselves: never by who was there first. */
export async function check(
  tx: Tx,
  at: Stand,
  id: string,
  { version, result, note }: CheckAsk,
): Promise<Entry | Refusal> {
  const found = await held(tx, at, id, version)
  if (isRefusal(found)) return found
  const { seat, row } = found
  const { stand, round } = seat
  if (row.check_state === null) return notMet(clause, '这一户（家）没有被抽中')
  if (row.check_state !== 'drawn') return notMet(clause, '已经复核过了')
  if (row.staff === stand.staff) return notYours(clause, '自己调查的不能自己复核')
  if (round.checker !== stand.staff && !seat.leads)
    return notYours(clause, `由复核人${nameOf(stand.office.roster, round.checker as StaffId)}或负责人复核`)
  const said = note?.trim() ?? ''
  if (result !== 'agrees' && !said) return badInput(clause, '/note', `${checks[result]}的，写明情况`)
  const done = await saveEntry(tx, stand.tenant, {
    ...{ ...row, check_state: result, checked_by: stand.staff },
    ...{ checked_at: new Date(stand.at), check_note: said || null },
  })
  tell(tx, stand, done, 'check', `复核${checks[result]}${said ? `：${said}` : ''}`)
  return done
}
