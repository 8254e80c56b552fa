import { clockTime, dayOf, minuteOf, spoken, spokenAt } from '#core/day.ts'
import { gaps, isHeadOf, nameOf, type OfficeId, officeOf } from '#core/roster.ts'
import { type Missing, missing } from '#office/absent.ts'
import { emptySays, overstayed } from '#office/away.ts'
import type { Chore, Watch } from '#office/chore.ts'
import { deciderOf } from '#office/cover.ts'
import { deciderFor } from '#office/leave.ts'
import { marksIn } from '#office/marks.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { unsignedChores } from './handback.ts'
import { confirmedAt, reviewDue } from './scheme.ts'
import { owedBy, owedLeaves, receiversOf, takeoversOf } from './takeover.ts'

/**
 * What this person has to put right about the place, beside their matters: gaps, people who aren't there, requests for
 * leave, hand-overs that are late, briefs to confirm. Worked out afresh at each look, so nothing of it can be stale.
 */
export async function placeChores(tx: Tx, asked: Watch): Promise<readonly Chore[]> {
  const { office, staff, at } = asked
  const led = officeOf(office.roster, staff, at)
    ? [...office.organizations.keys()].filter((id) => isHeadOf(office.roster, staff, id, at))
    : []
  const [briefs, people, schemes, takeovers] = await Promise.all([
    unsignedChores(tx, asked, led),
    notThere(tx, asked, led),
    unconfirmed(tx, asked, led),
    notHanded(tx, asked),
  ])
  return [
    ...led
      .flatMap((id) => gaps(office.roster, id, at))
      .map(({ says, clause }): Chore => ({ clause, says, to: '/office' })),
    ...people,
    ...outTooLong(asked, led),
    ...toDecide(asked),
    ...takeovers,
    ...schemes,
    ...briefs,
  ]
}

function toDecide({ office, staff, at }: Watch): readonly Chore[] {
  return [...office.leaves.values()]
    .filter((leave) => leave.state === 'requested' && leave.until > at && deciderFor(office, leave, at) === staff)
    .map((leave) => ({
      clause: '3.2.3',
      says: `${nameOf(office.roster, leave.staff)}请假待您审批（${spokenAt(leave.from)}起）`,
      to: '/office',
      decides: true,
    }))
}

/** Five minutes before opening: who hasn't signed in (4.2.1); some minutes after it: who is absent without a word (3.2.3). */
async function notThere(
  tx: Tx,
  { tenant, office, staff, at }: Watch,
  led: readonly OfficeId[],
): Promise<readonly Chore[]> {
  const watched = watchedPlaces(office, led)
  const marks = await marksIn(tx, tenant, watched, [dayOf(at), dayOf(at)])
  const late = watched.flatMap((place) =>
    missing(office, place, marks, at).filter(
      (one) => one.staff !== staff && deciderOf(office.roster, one.staff, place, at) === staff,
    ),
  )
  const names = (some: readonly Missing[]) => some.map((one) => nameOf(office.roster, one.staff)).join('、')
  const [absent, waited] = [late.filter(({ isAbsent }) => isAbsent), late.filter(({ isAbsent }) => !isAbsent)]
  const chores: Chore[] = []
  if (absent.length > 0)
    chores.push({ clause: '3.2.3', says: `${names(absent)}未到岗且未请假，请核实登记`, to: '/duty' })
  if (waited.length > 0)
    chores.push({ clause: '4.2.1', says: `${names(waited)}未在${clockTime(waited[0]!.due.arrive)}前签到`, to: '/duty' })
  return chores
}

/** Offices led, and those right below: their heads answer to this person. */
function watchedPlaces({ roster }: OfficeSnapshot, led: readonly OfficeId[]): readonly OfficeId[] {
  return [...new Set([...led, ...led.flatMap((id) => roster.below.get(id) ?? [])])]
}

/** Out for longer than a post may stand empty (空岗, 4.2.3): said to who leads the office, and for a head to the one above. */
function outTooLong({ office, staff, at }: Watch, led: readonly OfficeId[]): readonly Chore[] {
  return overstayed(office, at)
    .filter((out) => out.staff !== staff)
    .filter((out) => led.includes(out.office) || deciderOf(office.roster, out.staff, out.office, at) === staff)
    .map((out) => ({ clause: '4.2.3', says: emptySays(office, out), to: '/duty' }))
}

/** A hand-over that isn't done when the leave begins is late: A, B and the head hear of it (5.1.b). */
async function notHanded(tx: Tx, { tenant, office, staff, at }: Watch): Promise<readonly Chore[]> {
  const soon = owedLeaves(office, at).filter(
    (leave) => leave.state === 'approved' && at >= owedBy(office, leave) - 3 * dayMs,
  )
  const rows = await takeoversOf(tx, tenant, soon)
  return soon.flatMap((leave): readonly Chore[] => {
    const row = rows.get(leave.id)
    if (row?.taken_at) return []
    const name = nameOf(office.roster, leave.staff)
    const isLate = at > owedBy(office, leave)
    const mine = receiversOf(office, leave).some(
      (one) => one.staff === staff && !row?.receipts.some(({ post }) => post === one.post),
    )
    const when = `${spoken(dayOf(leave.from))} ${clockTime(minuteOf(leave.from))}`
    const tell = (says: string): Chore => ({ clause: '5.1.b', says, to: '/office' })
    if (leave.staff === staff && !row) return [tell(`请在${when}离岗前填写离岗交接单${isLate ? '，已过交接时间' : ''}`)]
    if (mine && row) return [tell(`${name}的离岗交接等您签收${isLate ? '，已过交接时间' : ''}`)]
    if (mine && isLate) return [tell(`${name}${when}离岗，还没有交接给您`)]
    const isHead = deciderOf(office.roster, leave.staff, leave.office, at) === staff
    return isHead && isLate ? [tell(`${name}${when}离岗，交接${row ? '尚未签收' : '尚未办理'}`)] : []
  })
}

const dayMs = 86_400_000

/** Every six months the head says again that the scheme holds (5.5). */
async function unconfirmed(tx: Tx, { tenant, office, at }: Watch, led: readonly OfficeId[]): Promise<readonly Chore[]> {
  const own = led.filter((id) => (office.roster.postsIn.get(id)?.length ?? 0) > 1)
  const last = await confirmedAt(tx, tenant, own)
  return own.flatMap((id): readonly Chore[] => {
    const due = reviewDue(office, id, last.get(id) ?? null, at)
    const name = office.organizations.get(id)?.name ?? ''
    if (due === null || dayOf(at) < due) return []
    return [{ clause: '5.5', says: `${name}的AB角名单应在${spoken(due)}前复核确认`, to: '/office', decides: true }]
  })
}
