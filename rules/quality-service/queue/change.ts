import { dayOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { duty, nameOf } from '#core/roster.ts'
import { newId } from '#matter/id.ts'
import type { World } from '#matter/world.ts'
import { outNow } from '#office/out.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand } from '#office/register.ts'
import { unopened } from '#office/scheme.ts'
import type { Window } from '#office/snapshot.ts'
import { idOf } from '#platform/auth/token.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Ask, type LaneReason, laneReasons, type Plan, type Said, states } from './contract.ts'
import { nextOf, numberOf, zoneFor, zonesAt } from './policy.ts'
import { type Act, acts } from './process.ts'
import {
  addTicket,
  atWindows,
  callTicket,
  ensureLine,
  type Line,
  lockedTicket,
  lockLines,
  nextNumber,
  planOf,
  saveTicket,
  streakOf,
  type Ticket,
  ticketAsked,
  type Where,
  waitingIn,
  waitingOf,
} from './store.ts'

type Here = Pick<Stand, 'tenant' | 'org' | 'at'>

/** The lines of an office today. */
export function whereOf({ tenant, org, at }: Here): Where {
  return { tenant, office: org.id, path: org.path, day: dayOf(at) }
}

export type TakeWish = {
  readonly service: string | null
  readonly priority: LaneReason | null
  /** Who asks: the kiosk or the clerk; and the one form that asked, so that a double tap gives one ticket. */
  readonly by: string
  readonly how: 'kiosk' | 'desk'
  readonly asked: string
  readonly said?: Said | null
}

/** A ticket and the token of its slip; the same ones again for the same form. */
export async function take(tx: Tx, keys: World['keys'], here: Here, wish: TakeWish): Promise<Ticket> {
  const where = whereOf(here)
  const { tenant, at } = here
  const { plan } = await planOf(tx, tenant, where.office)
  const { letter: zone } = zoneFor(plan, wish.service)
  ensureLine(tx, where, zone, at)
  const [, known] = await Promise.all([lockLines(tx, where), ticketAsked(tx, tenant, wish.by, wish.asked)])
  if (known) return known
  const { seq, since } = await nextNumber(tx, where, zone, at)
  const id = newId(at)
  const lane = wish.priority === null ? 'common' : 'priority'
  const { service, asked, by, how, priority: why, said = null } = wish
  const token = idOf(tokenOf(keys, id))!
  return addTicket(tx, where, { id, zone, seq, since, lane, why, service, token, asked, by, how, said, at })
}

/** The secret of a slip: made from the ticket's id under the key outside the database, so it is stored nowhere. */
export function tokenOf(keys: Pick<World['keys'], 'blind'>, ticket: string): string {
  return keys.blind('text', `ticket:${ticket}`)
}

/** The window, if this person serves there now: not while away, not in another's place (4.2.3, 5.1.b, 5.5). */
export function seatAt({ office, org, staff, at }: Stand, number: number): Window | Refusal {
  const window = office.windows.get(org.id)?.find((one) => one.number === number)
  if (!window) return badInput('10.1.3', '/window', '本单位没有这个窗口')
  const shut = unopened(office, window.post, `${number}号窗口`, at)
  if (shut) return shut
  if (outNow(office, staff, at)) return notMet('4.2.3', '您已报备离岗，返岗后才能叫号')
  const { staff: there } = duty(office.roster, window.post, at)
  return there === staff
    ? window
    : notYours('5.1.b', `${number}号窗口现在由${nameOf(office.roster, there)}值守，由值守的人叫号`)
}

/** The windows at which this person serves now. */
export function seatsOf(stand: Stand): readonly Window[] {
  const all = stand.office.windows.get(stand.org.id) ?? []
  return all.filter(({ number }) => !isRefusal(seatAt(stand, number)))
}

export type Called = { readonly ticket: Ticket | null; readonly finished: Ticket | null }

/** Calls the next one to a window: the lines are locked, the rule chooses, one conditional statement writes it. */
export async function callNext(tx: Tx, stand: Stand, number: number): Promise<Called | Refusal> {
  const seat = seatAt(stand, number)
  if (isRefusal(seat)) return seat
  const where = whereOf(stand)
  const [lines, [current], rows, streak, { plan }] = await Promise.all([
    lockLines(tx, where),
    atWindows(tx, where, [number]),
    waitingIn(tx, where),
    streakOf(tx, where, number),
    planOf(tx, where.tenant, where.office),
  ])
  if (current?.state === 'called')
    return notMet('10.4.5', `${numberOf(current)}号还没有应答：到了请点“开始办理”，没到请点“过号”`)
  const finished = current ? await finishFor(tx, stand, current) : null
  if (isRefusal(finished)) return finished
  const choice = nextOf(
    rows.map((row) => stillTo(stand, row)),
    new Map(lines.map(({ zone, called }) => [zone, called])),
    { window: number, zones: zonesHere(stand, plan, number, lines), streak },
    plan.ratio,
  )
  if (!choice) return { ticket: null, finished }
  const ask = { window: number, staff: stand.staff, post: seat.post, at: stand.at, streak: choice.streak }
  const ticket = await callTicket(tx, where, choice.ticket, ask)
  if (!ticket) return { refused: 'stale', clause: '10.4.5', says: '号码刚刚有变化，请再叫一次' }
  tell(tx, stand, ticket, 'queue.call', '10.4.5', `请${numberOf(ticket)}号到${number}号窗口`)
  return { ticket, finished }
}

/** Whoever calls the next one has finished with the one before, if that one's first contact stands in the register (2.1). */
function finishFor(tx: Tx, stand: Stand, current: Ticket): Promise<Ticket> | Refusal {
  if (current.matter_id === null)
    return notMet('2.1', `${numberOf(current)}号还没有登记首问；没有接谈的，请点“办结”写明原因`)
  return ended(tx, stand, { ...current, state: 'done' }, `${numberOf(current)}号办结`, 'queue.finish')
}

function ended(tx: Tx, stand: Stand, ticket: Ticket, says: string, act: string): Promise<Ticket> {
  tell(tx, stand, ticket, act, '2.1', says)
  return saveTicket(tx, stand.tenant, { ...ticket, ended_at: new Date(stand.at) })
}

/** What one act makes of a ticket, with the sentence for its history. */
type Step = { readonly ticket: Ticket; readonly says: string }

/** Does one thing with one ticket: lock, judge, write. */
export async function actOn(tx: Tx, stand: Stand, id: string, act: Act, ask: Ask): Promise<Ticket | Refusal> {
  const where = whereOf(stand)
  if (ask.zone !== undefined) ensureLine(tx, where, ask.zone, stand.at)
  const [lines, ticket, { plan }] = await Promise.all([
    lockLines(tx, where),
    lockedTicket(tx, stand.tenant, id),
    planOf(tx, stand.tenant, where.office),
  ])
  if (ticket?.office !== where.office || ticket.day !== where.day)
    return notSeen('没有这个号码，或者不是本单位今天的号码')
  const row = acts[act]
  if (!(row.from as readonly string[]).includes(ticket.state)) {
    const says = `${numberOf(ticket)}号现在是“${states[ticket.state]}”，不能“${row.label}”`
    return { refused: 'not-from-here', clause: row.cites[0], says }
  }
  const mayNot = refusedTo(stand, ticket)
  if (mayNot) return mayNot
  const step = stepOf(act, { stand, plan, lines, ticket, ask })
  if (isRefusal(step)) return step
  tell(tx, stand, step.ticket, `queue.${act}`, row.cites[0], step.says)
  return saveTicket(tx, stand.tenant, step.ticket)
}

/** Who was called belongs to the window; who waits, to everybody at a window. The head may put anything right. */
function refusedTo(stand: Stand, { at_window }: Ticket): Refusal | null {
  if (stand.leads) return null
  if (at_window !== null) {
    const seat = seatAt(stand, at_window)
    return isRefusal(seat) ? seat : null
  }
  return seatsOf(stand).length > 0 ? null : notYours('5.1.b', '排队的号码由在岗的窗口人员或单位负责人处理')
}

type Case = {
  readonly stand: Stand
  readonly plan: Plan
  readonly lines: readonly Line[]
  readonly ticket: Ticket
  readonly ask: Ask
}

const free = { at_window: null, staff: null, post: null } as const

function stepOf(act: Act, given: Case): Step | Refusal {
  const { stand, ticket, ask } = given
  const now = new Date(stand.at)
  const number = numberOf(ticket)
  if (act === 'serve')
    return { ticket: { ...ticket, state: 'serving', served_at: now }, says: `${number}号到窗口，开始接待` }
  if (act === 'recall')
    return {
      ticket: { ...ticket, calls: ticket.calls + 1, called_at: now },
      says: `再叫${number}号，第${ticket.calls + 1}次`,
    }
  if (act === 'pass') return passed(given)
  if (act === 'transfer') return transferred(given)
  if (act === 'lane') return moved(given)
  if (act === 'back')
    return {
      ticket: { ...ticket, state: 'waiting', back_after: null, ended_at: null, end_why: null },
      says: `${number}号回来了，排回原来的位置`,
    }
  if (ticket.matter_id === null && !ask.why) {
    const says = '还没有登记首问；没有接谈的写明原因，如“只问路”'
    return { refused: 'bad-input', clause: '2.1', says, problems: [{ at: '/why', says }] }
  }
  const end = { state: 'done', ended_at: now, end_why: ask.why ?? null } as const
  return { ticket: { ...ticket, ...end }, says: `${number}号办结${ask.why ? `：${ask.why}` : ''}` }
}

/** Not there: the place is kept, the turn comes again when some others were called; after so many times no more (过号). */
function passed({ stand, plan, lines, ticket }: Case): Step {
  const number = numberOf(ticket)
  const passes = ticket.passes + 1
  if (passes >= plan.passes) {
    const end = { state: 'absent', ended_at: new Date(stand.at), end_why: '叫号未到' } as const
    return { ticket: { ...ticket, ...free, ...end, passes }, says: `${number}号${passes}次叫号未到` }
  }
  const called = lines.find(({ zone }) => zone === ticket.zone)?.called ?? 0
  const waits = { state: 'waiting', back_after: called + plan.back } as const
  return { ticket: { ...ticket, ...free, ...waits, passes }, says: `${number}号过号，隔${plan.back}个号再叫` }
}

function transferred({ stand, plan, ticket, ask }: Case): Step | Refusal {
  const zone = ask.zone ?? ticket.zone
  const to = plan.zones.find(({ letter }) => letter === zone)
  if (ask.zone !== undefined && !to) return badInput('10.4.5', '/zone', '没有这个业务区')
  const window = stand.office.windows.get(stand.org.id)?.find(({ number }) => number === ask.window)
  if (ask.window !== undefined && !window) return badInput('10.4.5', '/window', '本单位没有这个窗口')
  if (zone === ticket.zone && !window) return badInput('10.4.5', '/zone', '请选转到哪个业务区或窗口')
  const place = [ask.zone && to?.name, window && `${window.number}号窗口`].filter(Boolean).join('，')
  const moved = { state: 'waiting', zone, to_window: window?.number ?? null, back_after: null } as const
  return { ticket: { ...ticket, ...free, ...moved }, says: `${numberOf(ticket)}号转到${place}，位置不变：${ask.why}` }
}

function moved({ ticket, ask }: Case): Step | Refusal {
  const number = numberOf(ticket)
  if (ask.priority === 'none')
    return { ticket: { ...ticket, lane: 'common', lane_why: null }, says: `${number}号改回普通号：${ask.why}` }
  if (!ask.priority) return badInput('10.4.2', '/priority', '请选优先的原因')
  const says = `${number}号改为优先（${laneReasons[ask.priority]}）：${ask.why}`
  return { ticket: { ...ticket, lane: 'priority', lane_why: ask.priority }, says }
}

/** A window that was taken away holds nobody back. */
function stillTo({ office, org }: Stand, row: Ticket) {
  const stands = office.windows.get(org.id)?.some(({ number }) => number === row.to_window)
  return { ...waitingOf(row), toWindow: stands ? row.to_window : null }
}

/** The zones that a window of this office serves now. */
export function zonesHere(
  { office, org }: Pick<Stand, 'office' | 'org'>,
  plan: Plan,
  window: number,
  lines: readonly Line[],
) {
  const open = (office.windows.get(org.id) ?? []).map(({ number }) => number)
  return zonesAt(
    plan,
    window,
    open,
    lines.map(({ zone }) => zone),
  )
}

function tell(
  tx: Tx,
  stand: Stand,
  { id }: Ticket,
  act: string,
  clause: '2.1' | (typeof acts)[Act]['cites'][number],
  says: string,
) {
  entered(tx, stand, { register: 'queue', entry: id, clause, act, says, what: {} })
}
