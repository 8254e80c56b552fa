import { randomUUIDv7 } from 'node:crypto'
import { type Day, dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Desk, type Done, held, named, running, tell } from './held.ts'
import { clause } from './institution.ts'
import { barOf } from './policy.ts'
import { paidSeats, settled } from './progress.ts'
import {
  type Applicant,
  addSeat,
  lockApplicants,
  lockTaken,
  type Seat,
  saveSeat,
  seatsOf,
  setApplicant,
  setTaken,
  takePlace,
} from './seats.ts'
import type { Row } from './store.ts'
import { mayStand } from './subsidy.ts'

export const noSeat = notSeen('名册里没有这名学员')

type Enrolment = { readonly applicants: readonly string[]; readonly queue?: boolean }

/**
 * Puts approved applicants on the roll, all or none: in the order given, and when the class is full behind those who wait,
 * if that was asked. The class's row is locked, so that two desks never give away the same place.
 */
export async function enrol(tx: Tx, desk: Desk, id: string, { applicants, queue = false }: Enrolment): Done {
  const found = await running(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const late = begun(row, dayOf(stand.at))
  if (late) return late
  const people = await lockApplicants(tx, stand.tenant, applicants)
  const ordered = applicants.flatMap((one) => people.find((person) => person.id === one) ?? [])
  if (ordered.length < applicants.length) return notSeen('有的学员没有找到，或者不属于您可以查看的单位')
  let { taken } = row
  const joined: string[] = []
  for (const person of ordered) {
    const isFull = taken >= row.places
    const full = notMet(clause, `名额已满（${row.places}人），可以排入候补或编入下一班`)
    const refused =
      unfit(row, person) ??
      (await mayNot(tx, stand, row, person)) ??
      (isFull && !queue ? full : await seated(tx, stand, row, person, isFull ? 'waiting' : 'in'))
    if (refused) return refused
    if (!isFull) taken += 1
    joined.push(isFull ? `${person.name}（候补）` : person.name)
  }
  const done = await settled(tx, stand.tenant, { ...row, taken })
  tell(tx, stand, done, 'enrol', `编入${named(done)}：${joined.join('、')}；在册${taken}人，名额${row.places}人`)
  return done
}

/** Nobody joins after the first day, nor once its attendance is entered: what they missed would be counted for nothing. */
function begun({ from_day, next_what }: Row, today: Day): Refusal | null {
  if (from_day < today) return notMet(clause, `${spoken(from_day)}已开班，不再编入学员`)
  return next_what === 'start' ? null : notMet(clause, '已经登记过出勤，不再编入学员')
}

function unfit(row: Row, who: Applicant): Refusal | null {
  if (who.state !== 'waiting') return notMet(clause, `${who.name}已编入培训班，不能重复编班`)
  const fits = who.service === row.service && who.subject_key === row.subject_key
  return fits ? null : notMet(clause, `${who.name}核准的不是这个工种（课程）和等级`)
}

async function seated(
  tx: Tx,
  stand: Stand,
  row: Row,
  who: Applicant,
  state: 'in' | 'waiting',
): Promise<Refusal | null> {
  const { number, name, blind, id_masked, phone_masked, way, org_path } = who
  // Under the case's own place, so that whoever keeps the case sees how it went on; the class's office is above it.
  const fresh = { class: row.id, org_path, applicant: who.id, number, name, blind }
  const seat = await addSeat(
    tx,
    stand.tenant,
    { ...fresh, id: randomUUIDv7(), id_masked, phone_masked, way, state },
    stand.staff,
    stand.at,
  )
  if (!seat) return notMet(clause, `${name}已在这个班的名册或候补里`)
  setApplicant(tx, stand.tenant, who.id, 'placed')
  return state === 'in' ? placed(tx, stand, row, seat) : null
}

/** Why this person may not be taught here: read with the person's own row locked (three a year, not twice, no overlap). */
async function mayNot(tx: Tx, { tenant, at }: Stand, row: Row, { blind, name }: Pick<Seat, 'blind' | 'name'>) {
  const bar = barOf(await lockTaken(tx, tenant, blind, at), row, row.terms?.timesAYear ?? null)
  return bar ? notMet(clause, `${name}${bar}`) : null
}

async function placed(tx: Tx, { tenant }: Stand, row: Row, seat: Seat): Promise<Refusal | null> {
  if (await takePlace(tx, tenant, seat, row)) return null
  return notMet(clause, `${seat.name}已参加过同一工种（课程）同一等级的补贴培训`)
}

/** The first who waits gets the place that came free. Nobody moves up by time alone. */
export async function promote(tx: Tx, desk: Desk, id: string): Done {
  const found = await running(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const first = (await seatsOf(tx, stand.tenant, id)).find(({ state }) => state === 'waiting')
  if (!first) return notMet(clause, '没有候补的学员')
  if (row.taken >= row.places) return notMet(clause, `名额已满（${row.places}人），没有空位可以递补`)
  const late = begun(row, dayOf(stand.at))
  if (late) return late
  const barred = (await mayNot(tx, stand, row, first)) ?? (await placed(tx, stand, row, first))
  if (barred) return barred
  saveSeat(tx, stand.tenant, { ...first, state: 'in', joined_at: new Date(stand.at), joined_by: stand.staff })
  const done = await settled(tx, stand.tenant, { ...row, taken: row.taken + 1 })
  tell(tx, stand, done, 'promote', `${first.name}由候补递补到${named(done)}`)
  return done
}

type Leaving = { readonly seat: string; readonly reason: string; readonly out?: boolean }

/** Somebody leaves the roll or the line; they wait again for another class unless they want none. */
export async function leave(tx: Tx, desk: Desk, id: string, { seat: which, reason, out = false }: Leaving): Done {
  const found = await running(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const seat = (await seatsOf(tx, stand.tenant, id)).find((one) => one.id === which)
  if (!seat) return noSeat
  if (seat.state !== 'in' && seat.state !== 'waiting') return notMet(clause, `${seat.name}已不在名册里`)
  if (seat.result) return notMet(clause, `${seat.name}已有考核结果，不能退班`)
  saveSeat(tx, stand.tenant, { ...seat, state: 'withdrawn', left_at: new Date(stand.at), reason })
  if (seat.state === 'in') setTaken(tx, stand.tenant, seat.id, 'gone')
  setApplicant(tx, stand.tenant, seat.applicant, out ? 'out' : 'waiting', out ? reason : null)
  const taken = row.taken - (seat.state === 'in' ? 1 : 0)
  const done = await settled(tx, stand.tenant, { ...row, taken })
  tell(tx, stand, done, 'leave', `${seat.name}退出${named(done)}：${reason}`, { seat: seat.id })
  return done
}

/** Takes a class off: everybody on the roll and in line waits again, and is to be told. */
export async function cancel(tx: Tx, desk: Desk, id: string, reason: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state === 'closed' || row.state === 'cancelled') return notMet(clause, '培训班已经结束，不能取消')
  if (row.state === 'approved' && !stand.leads) return notMet(clause, `已批准的班由${stand.org.name}负责人取消`)
  const seats = (await seatsOf(tx, stand.tenant, id)).filter(({ state }) => state === 'in' || state === 'waiting')
  const tested = seats.find(({ result }) => result !== null)
  if (tested) return notMet(clause, `${tested.name}已有考核结果，不能取消，请结班`)
  for (const seat of seats) dropped(tx, stand, seat, reason)
  const ended = { state: 'cancelled', taken: 0, ended_at: new Date(stand.at), reason } as const
  const done = await settled(tx, stand.tenant, { ...row, ...ended })
  const told = seats.length > 0 ? `，须通知名册上的${seats.length}人` : ''
  tell(tx, stand, done, 'cancel', `取消${named(done)}：${reason}${told}`)
  return done
}

function dropped(tx: Tx, { tenant, at }: Stand, seat: Seat, reason: string): void {
  saveSeat(tx, tenant, { ...seat, state: 'gone', left_at: new Date(at), reason })
  if (seat.state === 'in') setTaken(tx, tenant, seat.id, 'gone')
  setApplicant(tx, tenant, seat.applicant, 'waiting')
}

type Closing = { readonly says: string; readonly unclaimed?: string }

/** Ends a class: whoever has no passing marks by now has not qualified, and whoever still waits in line waits elsewhere. */
export async function close(tx: Tx, desk: Desk, id: string, { says, unclaimed }: Closing): Done {
  const found = await running(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!['close', 'subsidy', 'paper', 'test'].includes(row.next_what ?? ''))
    return notMet(clause, '课程和出勤登记完以后才能结班；不办的请取消')
  const seats = await seatsOf(tx, stand.tenant, id)
  const roll = seats.filter(({ state }) => state === 'in')
  const unpapered = roll.find(({ result, sheet }) => result === 'qualified' && !sheet)
  if (unpapered) return notMet(clause, `${unpapered.name}等合格学员还没有制发合格证，先制发再结班`)
  const unlisted = await withoutList(tx, stand, id, roll, unclaimed)
  if (isRefusal(unlisted)) return unlisted
  const without = roll.filter(({ result }) => result === null)
  for (const seat of without) saveSeat(tx, stand.tenant, { ...seat, result: 'failed' })
  for (const seat of roll) {
    setTaken(tx, stand.tenant, seat.id, seat.result ?? 'failed')
    setApplicant(tx, stand.tenant, seat.applicant, 'done')
  }
  for (const seat of seats.filter(({ state }) => state === 'waiting')) dropped(tx, stand, seat, '培训班已结班')
  const done = await settled(tx, stand.tenant, { ...row, state: 'closed', ended_at: new Date(stand.at), reason: says })
  const failed = without.length > 0 ? `；${without.length}人没有考核或没有补考，记为不合格` : ''
  tell(tx, stand, done, 'close', `${named(done)}结班：${says}${unlisted}${failed}`)
  return done
}

/** What history says of those for whom no subsidy is claimed: nobody loses one because a list was forgotten. */
async function withoutList(
  tx: Tx,
  { tenant }: Stand,
  id: string,
  roll: readonly Seat[],
  unclaimed: string | undefined,
) {
  const listed = await paidSeats(tx, tenant, id)
  const open = roll.filter((seat) => mayStand(seat) && !listed.has(seat.id))
  if (open.length === 0)
    return unclaimed === undefined ? '' : badInput(clause, '/unclaimed', '合格学员都已造补贴名册，这一项不用填')
  const names = open.map(({ name }) => name).join('、')
  if (unclaimed !== undefined) return `；${names}不申报补贴：${unclaimed}`
  const says = `${names}共${open.length}名合格学员还没有造补贴名册，先造名册再结班；确实不申报的，写明不申报补贴的原因`
  return badInput(clause, '/unclaimed', says)
}

/** Writes down that people who lost their place were told. */
export async function told(tx: Tx, desk: Desk, id: string, seats: readonly string[], how: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const gone = (await seatsOf(tx, stand.tenant, id)).filter(({ state, told_at }) => state === 'gone' && !told_at)
  const these = gone.filter((seat) => seats.includes(seat.id))
  if (these.length < seats.length) return badInput(clause, '/seats', '有的学员不用通知，或者已经通知过')
  for (const seat of these) saveSeat(tx, stand.tenant, { ...seat, told_at: new Date(stand.at), told_how: how })
  const done = await settled(tx, stand.tenant, row)
  tell(tx, stand, done, 'told', `已通知${these.map(({ name }) => name).join('、')}`, { how })
  return done
}
