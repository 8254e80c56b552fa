import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { keptSeeker, renewedUntil, wished } from './book.ts'
import { clause, type Desk, keeps } from './change.ts'
import type { Wishes } from './contract.ts'
import { addPassedOver, openBetween } from './referrals.ts'
import { lockSeeker, type Seeker, saveSeeker } from './store.ts'
import { findVacancy } from './vacancies.ts'

type Done = Promise<Seeker | Refusal>

/** Once more as long as they asked for, from the last day or from today. */
export async function renewSeeker(tx: Tx, desk: Desk, id: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const valid_until = renewedUntil(row.valid_until, dayOf(stand.at), row.months)
  return write(tx, stand, { ...row, valid_until }, 'renew', `本人愿意继续求职，续期到${spoken(valid_until)}`)
}

/** Taken out of what is matched, at their wish or because they found work. */
export async function endSeeker(tx: Tx, desk: Desk, id: string, reason: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  return write(tx, found.stand, { ...found.row, state: 'ended', ended: reason }, 'end', `停止求职：${reason}`)
}

/** Other wishes from now on; what was matched before is matched anew. */
export async function wish(tx: Tx, desk: Desk, id: string, ask: Wishes): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const { payTop } = row.data
  if (payTop !== undefined && ask.payLow > payTop)
    return badInput(clause, '/payLow', `期望月薪的下限高于上限${payTop}元`)
  return write(
    tx,
    stand,
    { ...row, data: wished(row.data, ask) },
    'wish',
    `更改求职意向：${ask.wantedJob}，${ask.workPlace}`,
  )
}

/** Consent to be told to employers, given or taken back at any time (个人信息保护法 15, 23). */
export async function share(tx: Tx, desk: Desk, id: string, shares: boolean): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const says = shares ? '本人同意把求职信息提供给招聘单位' : '本人撤回同意，不再把求职信息提供给招聘单位'
  return write(tx, found.stand, { ...found.row, shares }, 'share', says)
}

/** They say no beforehand: no refusal, and not proposed again. */
export async function passOver(tx: Tx, desk: Desk, id: string, ask: { vacancy: string; reason: string }): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const vacancy = await findVacancy(tx, stand.tenant, ask.vacancy)
  if (!vacancy) return badInput(clause, '/vacancy', '没有这个岗位')
  if (await openBetween(tx, stand.tenant, vacancy.id, row.id))
    return notMet(clause, '已经推荐，求职人不去的在推荐里登记')
  const { staff, at } = stand
  addPassedOver(
    tx,
    stand.tenant,
    { seeker: row.id, vacancy: vacancy.id, path: row.org_path, reason: ask.reason, staff },
    at,
  )
  const where = `${vacancy.data.company ?? ''}“${vacancy.data.jobTitle ?? ''}”`
  return write(tx, stand, row, 'pass-over', `事先说明不去${where}，不计拒绝：${ask.reason}`)
}

export const unseenSeeker = notSeen('没有这位求职人，或者不属于您可以查看的单位')

async function held(tx: Tx, { stand: at }: Desk, id: string): Promise<{ row: Seeker; stand: Stand } | Refusal> {
  const row = await lockSeeker(tx, at.tenant, id)
  if (!row) return unseenSeeker
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  if (!keeps(stand)) return notYours(clause, `由${stand.org.name}的工作人员办理`)
  return row.state === 'open' ? { row, stand } : notMet(clause, `求职登记${row.ended ?? '已经停止'}，需要时请重新登记`)
}

async function write(tx: Tx, stand: Stand, next: Seeker, act: string, says: string): Promise<Seeker> {
  const row = await saveSeeker(tx, stand.tenant, keptSeeker(next), stand.at)
  const what = { state: row.state, until: row.valid_until }
  entered(tx, stand, { register: 'seeker', entry: row.id, clause, act, says, what })
  return row
}
