import { addDays, dayOf, type Instant, parseInstant, spoken, spokenAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import { nameOf, officeOf, type StaffId } from '#core/roster.ts'
import { newId } from '#matter/id.ts'
import { paperNumber } from '#matter/number.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { type OpeningAsk, seals } from './contract.ts'
import { addOpening, answerOpening, lastOpening, lockedOpening, type OpeningRow, waitingOpening } from './store.ts'

const clause = '10.5.1'
/** The word of an opening in its number: 示例街箱〔2026〕3号. */
const series = '箱'
/** An opening is put on record on the day, or soon after a day without the network. */
const mostDaysLate = 3

export const ours = ({ office, org }: Stand, staff: string, at: Instant): boolean =>
  officeOf(office.roster, staff as StaffId, at) === org.id

/** Puts an opening on record: one of the two says what was found; it counts when the other has said the same (10.5.1). */
export async function register(tx: Tx, stand: Stand, ask: OpeningAsk): Promise<OpeningRow | Refusal> {
  const { tenant, org, staff, at } = stand
  const openedAt = parseInstant(ask.openedAt)
  const refused = wrong(stand, ask, openedAt)
  if (refused) return refused
  const [before, last] = await Promise.all([waitingOpening(tx, tenant, org.id), lastOpening(tx, tenant, org.id)])
  if (before)
    return notMet(
      clause,
      `${before.number}还在等${nameOf(stand.office.roster, before.second as StaffId)}确认，确认或者退回以后再登记`,
    )
  if (last && openedAt <= last.opened_at.getTime())
    return badInput(
      clause,
      '/openedAt',
      `上一次开箱是${spokenAt(last.opened_at.getTime() as Instant)}（${last.number}），这一次应在它以后`,
    )
  const made = await addOpening(tx, tenant, {
    ...{
      id: newId(at),
      path: org.path,
      office: org.id,
      number: await paperNumber(tx, tenant, org, series, at),
      openedAt,
    },
    ...{ papers: ask.papers, seal: ask.seal, note: ask.note?.trim() ?? '', first: staff, second: ask.second, at },
  })
  if (!made) return notMet(clause, '另一个人刚刚登记了开箱，请刷新以后再看')
  tell(
    tx,
    stand,
    made,
    'register',
    `登记开箱${made.number}：${foundSays(made)}，请${nameOf(stand.office.roster, made.second as StaffId)}确认`,
  )
  return made
}

function wrong(stand: Stand, ask: OpeningAsk, openedAt: Instant): Refusal | null {
  if (!ours(stand, stand.staff, stand.at)) return notYours(clause, '意见箱由本单位的两名工作人员开启')
  if (ask.second === stand.staff) return badInput(clause, '/second', '意见箱要由两人开启，不能两个都是您自己')
  if (!ours(stand, ask.second, stand.at)) return badInput(clause, '/second', '一起开箱的人不是本单位人员')
  if (openedAt > stand.at) return badInput(clause, '/openedAt', '开箱时间还没有到')
  const first = addDays(dayOf(stand.at), -mostDaysLate)
  if (dayOf(openedAt) < first)
    return badInput(clause, '/openedAt', `开箱应当场登记，最迟不超过${mostDaysLate}天（${spoken(first)}以后）`)
  if (ask.seal === 'broken' && !ask.note?.trim()) return badInput(clause, '/note', '封条有破损的，写明情况')
  return null
}

/** The other one says, under their own session, that it was so. */
export async function agree(tx: Tx, at: Stand, id: string): Promise<OpeningRow | Refusal> {
  const found = await asSecond(tx, at, id)
  if (isRefusal(found)) return found
  const done = await answerOpening(tx, at.tenant, id, 'agreed', at.at, null)
  if (!done) return answered
  tell(tx, found.stand, done, 'agree', `确认开箱${done.number}：${foundSays(done)}`)
  return done
}

/** The other one says that it was not so: nothing is entered from this opening; what is right is put on record anew. */
export async function decline(tx: Tx, at: Stand, id: string, reason: string): Promise<OpeningRow | Refusal> {
  const found = await asSecond(tx, at, id)
  if (isRefusal(found)) return found
  const done = await answerOpening(tx, at.tenant, id, 'declined', at.at, reason.trim())
  if (!done) return answered
  tell(tx, found.stand, done, 'decline', `不同意开箱登记${done.number}：${reason.trim()}`)
  return done
}

type Held = { readonly row: OpeningRow; readonly stand: Stand }

/** An opening of an office in sight, locked. */
export async function heldOpening(tx: Tx, at: Stand, id: string): Promise<Held | Refusal> {
  const row = await lockedOpening(tx, at.tenant, id)
  if (!row) return unseen
  const stand = standOf(at.office, at, row.office)
  return isRefusal(stand) ? stand : { row, stand }
}

async function asSecond(tx: Tx, at: Stand, id: string): Promise<Held | Refusal> {
  const found = await heldOpening(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const name = nameOf(stand.office.roster, row.second as StaffId)
  if (row.second !== at.staff) return notYours(clause, `这次开箱由${name}用自己的账号确认，别人不能代签`)
  return row.state === 'waiting' ? found : answered
}

export const foundSays = ({ opened_at, papers, seal, note }: OpeningRow): string =>
  `${spokenAt(opened_at.getTime() as Instant)}开箱，${papers === 0 ? '箱内没有纸张' : `箱内${papers}张`}，${seals[seal]}${note ? `；${note}` : ''}`

function tell(tx: Tx, stand: Stand, row: OpeningRow, act: string, says: string): void {
  const { papers, seal, second } = row
  entered(tx, stand, { register: 'box', entry: row.id, clause, act, says, what: { papers, seal, second } })
}

export const unseen = notSeen('没有这次开箱，或者它不属于您可以查看的单位')
const answered = notMet(clause, '这次开箱已经确认或者退回，不能再改')
