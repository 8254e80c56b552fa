import { dayOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { pointsIfAny, tenthsOf } from '#core/sums/marks.ts'
import { badInput, notMet, notYours } from '#office/refusals.ts'
import type { Tx } from '#platform/db/db.ts'
import { sharesOf } from './attendance.ts'
import type { TestAsk } from './contract.ts'
import { type Desk, type Done, named, running, tell } from './held.ts'
import { clause } from './institution.ts'
import { failedParts, mayResit, percentOf, reaches, resultOf, type Terms } from './policy.ts'
import { settled } from './progress.ts'
import { noSeat } from './roll.ts'
import { marksOf, type Seat, saveSeat, seatsOf, setTaken } from './seats.ts'
import { planOfClass, type Row } from './store.ts'

/** Lets somebody sit the test who came too seldom: the head's word, with the reason. */
export async function admit(tx: Tx, desk: Desk, id: string, which: string, reason: string): Done {
  const found = await running(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!stand.leads) return notYours(clause, `出勤不够的，由${stand.org.name}负责人准予参加考核`)
  const { roll, shares } = await rollOf(tx, row, stand.tenant)
  const seat = roll.find((one) => one.id === which)
  if (!seat) return noSeat
  if (reaches(shares.get(seat.id)!, row.terms!.attendance))
    return notMet(clause, `${seat.name}的出勤率已经达到，不用另批`)
  if (seat.theory !== null) return notMet(clause, `${seat.name}已有成绩`)
  saveSeat(tx, stand.tenant, { ...seat, admitted_by: stand.staff, admitted_why: reason })
  const done = await settled(tx, stand.tenant, row)
  tell(tx, stand, done, 'admit', `准予${seat.name}（出勤率${percentOf(shares.get(seat.id)!)}%）参加考核：${reason}`)
  return done
}

/** Enters the marks of a test or of the one resit; 合格 and 不合格 follow from the figures of the class. */
export async function enterTest(tx: Tx, desk: Desk, id: string, ask: TestAsk): Done {
  const found = await running(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const terms = row.terms!
  const { roll, shares, open } = await rollOf(tx, row, stand.tenant)
  if (open > 0) return notMet(clause, `还有${open}天没有登记出勤，登记完再录成绩`)
  if (dayOf(stand.at) < row.until_day) return notMet(clause, '课程还没有结束，不能登记考核成绩')
  if (new Set(ask.rows.map(({ seat }) => seat)).size < ask.rows.length)
    return badInput(clause, '/rows', '有的学员录了两次')
  const changed: string[] = []
  for (const given of ask.rows) {
    const seat = roll.find((one) => one.id === given.seat)
    if (!seat) return noSeat
    if (!seat.admitted_by && !reaches(shares.get(seat.id)!, terms.attendance))
      return notMet(
        clause,
        `${seat.name}出勤率${percentOf(shares.get(seat.id)!) ?? 0}%，低于${terms.attendance}%，不能参加考核`,
      )
    const after = marked(seat, given, ask.again, terms)
    if (isRefusal(after)) return after
    const corrects = isSecond(seat, ask.again)
    if (corrects && !stand.leads) return notYours(clause, `已录的成绩由${stand.org.name}负责人更正`)
    if (corrects && !ask.reason?.trim()) return badInput(clause, '/reason', '请填写更正原因')
    const result = resultOf(after, terms)
    saveSeat(tx, stand.tenant, { ...after, result })
    setTaken(tx, stand.tenant, seat.id, result ?? 'in')
    changed.push(
      `${seat.name}${corrects ? '更正为' : ''}${pointsIfAny(after.theory_again ?? after.theory)}、${pointsIfAny(after.practice_again ?? after.practice)}`,
    )
  }
  const done = await settled(tx, stand.tenant, row)
  const why = ask.reason?.trim() ? `；原因：${ask.reason.trim()}` : ''
  const says = `登记${named(done)}${ask.again ? '补考' : '考核'}成绩（理论、实操）：${changed.join('；')}${why}`
  tell(tx, stand, done, 'test', says.slice(0, 1900), {
    rows: ask.rows.map((given) => ({ seat: given.seat, tenths: inTenths(given) })),
    again: ask.again,
  })
  return done
}

/** Marks of this round stand already: other ones put them right. */
const isSecond = (seat: Seat, again: boolean): boolean =>
  again ? seat.theory_again !== null || seat.practice_again !== null : seat.theory !== null

type Given = TestAsk['rows'][number]

const inTenths = ({ theory, practice }: Given) => ({
  theory: theory === undefined ? null : tenthsOf(theory),
  practice: practice === undefined ? null : tenthsOf(practice),
})

function marked(seat: Seat, given: Given, again: boolean, terms: Terms): Seat | Refusal {
  if (seat.sheet && !seat.revoked_at) return notMet(clause, `${seat.name}的合格证已经制发，成绩不能再改`)
  const { theory, practice } = inTenths(given)
  if (!again) {
    if (theory === null || practice === null) return badInput(clause, '/rows', `请填写${seat.name}的理论和实操成绩`)
    if (seat.theory_again !== null || seat.practice_again !== null)
      return notMet(clause, `${seat.name}已经补考，只能更正补考成绩`)
    return { ...seat, theory, practice }
  }
  if (!mayResit(seat, terms) && !isSecond(seat, true)) return notMet(clause, `${seat.name}${whyNoResit(seat)}`)
  const wrong = resitSays(seat, { theory, practice }, terms)
  return wrong
    ? badInput(clause, '/rows', `${seat.name}${wrong}`)
    : { ...seat, theory_again: theory, practice_again: practice }
}

/** Only what was failed is sat again, all of it; the earlier pass of the other part counts on. */
function resitSays(seat: Seat, again: Pick<Seat, 'theory' | 'practice'>, terms: Terms): string | null {
  const failed = failedParts(seat, terms)
  const parts = [
    { label: '理论', failed: failed.theory, given: again.theory !== null },
    { label: '实操', failed: failed.practice, given: again.practice !== null },
  ]
  const passed = parts.find((part) => part.given && !part.failed)
  if (passed) return `的${passed.label}已经合格，原来的成绩有效，只登记没有合格的一项的补考成绩`
  const lacking = parts.find((part) => part.failed && !part.given)
  return lacking ? `的${lacking.label}没有合格，请填写${lacking.label}的补考成绩` : null
}

function whyNoResit({ theory, result }: Seat): string {
  if (theory === null) return '还没有参加考核，不能补考'
  return result === 'qualified' ? '已经合格，不用补考' : '已经补考过，补考只有一次'
}

async function rollOf(tx: Tx, row: Row, tenant: string) {
  const [days, seats, kept] = await Promise.all([
    planOfClass(tx, tenant, row.id),
    seatsOf(tx, tenant, row.id),
    marksOf(tx, tenant, row.id),
  ])
  const roll = seats.filter(({ state }) => state === 'in')
  const open = days.filter(({ entered_at }) => entered_at === null).length
  return { roll, open, shares: sharesOf(days, kept, roll) }
}
