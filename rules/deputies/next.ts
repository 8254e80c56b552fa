import { openingsOn } from '#core/calendar.ts'
import { clockTime, dayOf, minuteOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { absenceAt, type OfficeId } from '#core/roster.ts'
import { current, dueOn, type Mark, signIn, signOut } from '#office/attendance.ts'
import { comeBack, leavePost } from '#office/away.ts'
import { outNow } from '#office/out.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

export type Step = 'in' | 'leave' | 'back' | 'out'
/** The one thing to do about one's presence now; `does` is null when nothing can be done yet, and `says` why. */
export type Next = { readonly does: Step | null; readonly label: string; readonly says: string }
export type Doors = Readonly<Record<Step, { readonly says: string; readonly clause: string | null } | null>>

/** Which of the four steps would be let through now: asked of the same judges that answer the click. */
export function doorsOf(office: OfficeSnapshot, by: By, had: readonly Mark[]): Doors {
  const door = (answer: object | Refusal) => (isRefusal(answer) ? { says: answer.says, clause: answer.clause } : null)
  const came = current(had, 'in') !== null
  return {
    in: door(signIn(office, by, { id: '', had })),
    // Who hasn't signed in isn't there yet, and has nothing to leave (4.2.1).
    leave: came
      ? door(leavePost(office, by, { id: '', minutes: 1, why: '' }))
      : { says: '今天还没有签到，先签到再报备离岗', clause: '4.2.1' },
    back: door(comeBack(office, by, { staff: by.staff })),
    out: door(signOut(office, by, { id: '', had })),
  }
}

/** What the button in the header is: never a step that would be refused (4.2.1, 4.2.3). Null on a day without work. */
export function nextOf(
  office: OfficeSnapshot,
  place: OfficeId,
  by: By,
  had: readonly Mark[],
  doors = doorsOf(office, by, had),
): Next | null {
  const out = outNow(office, by.staff, by.at)
  if (out) {
    const says = `报备${clockTime(minuteOf(out.backBy))}前返岗，事项由B角代行`
    return { does: 'back', label: '返岗', says }
  }
  const due = dueOn(office, place, by.staff, dayOf(by.at))
  if (due === null) return null
  const now = minuteOf(by.at)
  const [came, left] = [current(had, 'in'), current(had, 'out')]
  if (!came) {
    if (doors.in === null && now < due.leave)
      return { does: 'in', label: '签到', says: `应在${clockTime(due.arrive)}前到岗` }
    const says = doors.in?.says ?? '今天没有签到记录；确已到岗的，请负责人更正'
    return { does: null, label: '未签到', says }
  }
  if (left && left.at >= came.at)
    return { does: null, label: '已签退', says: `今天已在${clockTime(minuteOf(left.at))}签退` }
  if (doors.leave === null) return { does: 'leave', label: '离岗', says: '离开几分钟，先报备，由B角代行' }
  if (now >= due.leave && doors.out === null) return { does: 'out', label: '签退', says: '已到下班时间' }
  return waiting(office, place, by, doors.leave.says)
}

/** Signed in, and nothing to do but wait: for the doors to open, or for the end of a leave. */
function waiting(office: OfficeSnapshot, place: OfficeId, by: By, why: string): Next {
  if (absenceAt(office.roster, by.staff, by.at)) return { does: null, label: '请假中', says: why }
  const now = minuteOf(by.at)
  const opens = openingsOn(office.calendar(place), dayOf(by.at)).find(([from]) => from > now)?.[0]
  if (opens === undefined) return { does: null, label: '不能离岗', says: why }
  const time = clockTime(opens)
  return { does: null, label: `${time}开门`, says: `${why}；${time}开门后离开窗口再报备` }
}
