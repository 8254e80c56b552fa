import { randomUUIDv7 } from 'node:crypto'
import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import type { Service } from '#core/service/format.ts'
import { enter } from '#office/ledger.ts'
import { badInput } from '#office/refusals.ts'
import { onlyHead, type Stand } from '#office/register.ts'
import { sees } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { kinds, type QuotaAsk, type RoundAsk, type ShareAsk, units } from './contract.ts'
import { missingOf, progressOf } from './policy.ts'
import { areaName, headSeat, isAreaOf, type Seat } from './seat.ts'
import {
  addRound,
  clause,
  countsOf,
  findRound,
  quotasOf,
  type Round,
  saveQuota,
  saveRound,
  saveShare,
  sharesOf,
} from './store.ts'

type Done = Promise<Round | Refusal>

/** A new round of an office: its days, what is told to whoever is asked, and the questions as they are today (frozen). */
export async function begin(tx: Tx, stand: Stand, ask: RoundAsk, service: Service): Done {
  const refused =
    onlyHead(stand, clause, '调查轮次') ?? wrongDays(ask.from, ask.until) ?? stranger(stand, stand.org.id, ask.checker)
  if (refused) return refused
  const before = ask.previous === undefined ? null : await findRound(tx, stand.tenant, ask.previous)
  if (ask.previous !== undefined && before?.office !== stand.org.id)
    return badInput(clause, '/previous', '没有这一轮调查')
  const made = await addRound(
    tx,
    stand.tenant,
    {
      ...{ id: randomUUIDv7(), office: stand.org.id, title: ask.title.trim(), from_day: ask.from as Round['from_day'] },
      ...{
        until_day: ask.until as Round['until_day'],
        service_version: service.version,
        basis: ask.basis,
        notice: ask.notice,
      },
      ...{ check_share: ask.checkShare, checker: ask.checker, previous: ask.previous ?? null },
    },
    stand.staff,
    stand.at,
  )
  if (!made) return badInput(clause, '/title', `“${ask.title.trim()}”已经有了`)
  const span = `${spoken(made.from_day)}至${spoken(made.until_day)}`
  tell(tx, stand, made, 'begin', `开始“${made.title}”人力资源调查，${span}，按调查表第${made.service_version}版`)
  return made
}

type Alter = { readonly until: string; readonly checker: string; readonly checkShare: number; readonly reason: string }

/** A later or an earlier end, another checker, another share: with the reason, on the record. */
export async function alter(tx: Tx, at: Stand, id: string, ask: Alter): Done {
  const seat = await headSeat(tx, at, id, '轮次的调整')
  if (isRefusal(seat)) return seat
  const { stand, round } = seat
  const wrong = wrongDays(round.from_day, ask.until) ?? stranger(stand, round.office, ask.checker)
  if (wrong) return wrong
  const done = await saveRound(tx, stand.tenant, {
    ...{ ...round, until_day: ask.until as Round['until_day'] },
    ...{ checker: ask.checker, check_share: ask.checkShare },
  })
  const says = `截止日期${spoken(done.until_day)}，复核人${personOf(stand, done.checker)}，复核${done.check_share}%：${ask.reason}`
  tell(tx, stand, done, 'alter', `调整“${done.title}”：${says}`)
  return done
}

/** How many of a kind an area is to bring, by when. What was given out of it already can't be taken by this. */
export async function setQuota(tx: Tx, at: Stand, id: string, ask: QuotaAsk): Done {
  const seat = await headSeat(tx, at, id, '名额的安排')
  if (isRefusal(seat)) return seat
  const { stand, round } = seat
  if (!isAreaOf(stand, ask.area, round.office))
    return badInput(clause, '/area', '没有这个单位，或者不是本轮单位和它的下级')
  if (ask.due < round.from_day || ask.due > round.until_day)
    return badInput(clause, '/due', `完成日期应在${spoken(round.from_day)}到${spoken(round.until_day)}之间`)
  const given = (await sharesOf(tx, stand.tenant, id)).filter(
    ({ area, kind }) => area === ask.area && kind === ask.kind,
  )
  const shared = given.reduce((sum, { amount }) => sum + amount, 0)
  if (ask.amount < shared)
    return badInput(clause, '/amount', `已经分出${shared}${units[ask.kind]}，名额不能少于这个数，请先收回分工`)
  saveQuota(tx, stand.tenant, id, { ...ask, due: ask.due as Round['from_day'] })
  const says = ask.amount === 0 ? '取消' : `定为${ask.amount}，${spoken(ask.due as Round['from_day'])}前完成`
  tell(tx, stand, round, 'quota', `${areaName(stand, ask.area)}${kinds[ask.kind]}名额${says}`)
  return round
}

/** Who brings how many of an area's quota: never more than there are, and nobody who can't enter them. */
export async function setShare(tx: Tx, at: Stand, id: string, ask: ShareAsk): Done {
  const seat = await headSeat(tx, at, id, '分工')
  if (isRefusal(seat)) return seat
  const { stand, round } = seat
  const [quotas, shares] = await Promise.all([quotasOf(tx, stand.tenant, id), sharesOf(tx, stand.tenant, id)])
  const here = (row: { readonly area: string; readonly kind: string }) => row.area === ask.area && row.kind === ask.kind
  const quota = quotas.find(here)
  if (!quota) return badInput(clause, '/area', `${areaName(stand, ask.area)}还没有${kinds[ask.kind]}名额，请先定名额`)
  if (ask.amount > 0 && !mayWork(stand, ask.staff, ask.area))
    return badInput(clause, '/staff', '调查员应是这个社区、它的上级单位或本轮单位的在岗人员')
  const others = shares
    .filter((row) => here(row) && row.staff !== ask.staff)
    .reduce((sum, { amount }) => sum + amount, 0)
  if (others + ask.amount > quota.amount)
    return badInput(
      clause,
      '/amount',
      `名额${quota.amount}，其他人已分${others}，最多还能分${Math.max(0, quota.amount - others)}`,
    )
  saveShare(tx, stand.tenant, id, ask)
  const who = personOf(stand, ask.staff)
  const says = ask.amount === 0 ? `收回${who}的${kinds[ask.kind]}名额` : `分给${who}${kinds[ask.kind]}${ask.amount}`
  tell(tx, stand, round, 'share', `${areaName(stand, ask.area)}：${says}`)
  return round
}

/** The end of a round. What is missing of quotas or second looks needs its reason, and nothing comes in afterwards. */
export async function close(tx: Tx, at: Stand, id: string, reason: string | undefined): Done {
  const seat = await headSeat(tx, at, id, '结束本轮')
  if (isRefusal(seat)) return seat
  const { stand, round } = seat
  const missing = missingOf(await progressAt(tx, seat), (area) => areaName(stand, area))
  const said = reason?.trim() ?? ''
  if (missing.length > 0 && !said)
    return badInput(
      clause,
      '/reason',
      `${missing.slice(0, 5).join('；')}${missing.length > 5 ? '等' : ''}。写明原因才能结束`,
    )
  const done = await saveRound(tx, stand.tenant, {
    ...{ ...round, state: 'closed', closed_by: stand.staff },
    ...{ closed_at: new Date(stand.at), closed_reason: said || null },
  })
  const short = missing.length > 0 ? `（${missing.join('；')}）：${said}` : '，名额和复核都已完成'
  tell(tx, stand, done, 'close', `结束“${done.title}”${short}`.slice(0, 2000))
  return done
}

/** How far a round is, as its office counts it today. */
export async function progressAt(tx: Tx, { stand, round }: Seat) {
  const [quotas, shares, counts] = await Promise.all([
    quotasOf(tx, stand.tenant, round.id),
    sharesOf(tx, stand.tenant, round.id),
    countsOf(tx, stand.tenant, round.id),
  ])
  return progressOf(
    { from: round.from_day, until: round.until_day, checkShare: round.check_share },
    quotas,
    shares,
    counts,
    dayOf(stand.at),
  )
}

function wrongDays(from: string, until: string): Refusal | null {
  return from > until ? badInput(clause, '/until', '截止日期不能早于开始日期') : null
}

function stranger({ office, at }: Stand, place: string, checker: string): Refusal | null {
  return officeOf(office.roster, checker as StaffId, at) === place
    ? null
    : badInput(clause, '/checker', '复核人应是本轮单位的在岗人员')
}

/** Whoever enters an area's households must see the area. */
function mayWork({ office, at }: Stand, staff: string, area: string): boolean {
  const person = office.roster.staff.get(staff as StaffId)
  return person !== undefined && person.active && !person.administrator && sees(office, person.id, area as OfficeId, at)
}

function personOf({ office }: Stand, staff: string): string {
  return nameOf(office.roster, staff as StaffId)
}

/** The round's history lies at its own office, whoever above it acts. */
function tell(tx: Tx, { tenant, office, at, staff }: Stand, round: Round, act: string, says: string): void {
  const path = office.organizations.get(round.office as OfficeId)?.path
  if (path === undefined) throw new RangeError('a round of no office')
  enter(tx, { tenant, path, at, staff, register: 'survey', entry: round.id, clause, act, says, what: {} })
}
