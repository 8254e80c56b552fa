import { clockTime, dayOf, minuteOf } from '#core/day.ts'
import type { OfficeId, PostId } from '#core/roster.ts'
import type { Mark } from '#office/attendance.ts'
import { coveredBy } from '#office/away.ts'
import { leads } from '#office/keeper.ts'
import { marksIn } from '#office/marks.ts'
import { outNow } from '#office/out.ts'
import { openable } from '#office/scheme.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { dutyView } from '#office/view.ts'
import type { Tx } from '#platform/db/db.ts'
import { boardOf } from './month.ts'
import { doorsOf, nextOf } from './next.ts'

/** The marks of an office's day. */
export const todays = (tx: Tx, by: By, place: OfficeId): Promise<readonly Mark[]> =>
  marksIn(tx, by.tenant, [place], [dayOf(by.at), dayOf(by.at)])

/** Today as one person sees it: their own day, what they can do now, and who of the office is there. */
export function todayView(office: OfficeSnapshot, by: By, place: OfficeId, marks: readonly Mark[]) {
  const board = boardOf(office, place, marks, by.at)
  const isLed = leads(office, by, place)
  const out = outNow(office, by.staff, by.at)
  const covers = coveredBy(office, by.staff, by.at)
  const mine = board.find((one) => one.staff.id === by.staff) ?? null
  const had = marks.filter((mark) => mark.staff === by.staff)
  const doors = mine && doorsOf(office, by, had)
  return {
    day: dayOf(by.at),
    now: clockTime(minuteOf(by.at)),
    isLed,
    mine,
    next: doors && nextOf(office, place, by, had, doors),
    doors,
    windows: openable(office, place, by).map(({ number, name, refusal }) => ({
      ...{ number, name, says: refusal?.says ?? null, clause: refusal?.clause ?? null },
    })),
    covers: out
      ? []
      : covers.map(({ post, duty }) => ({
          post: { id: post, name: postName(office, post) },
          ...dutyView(office, duty),
        })),
    // Minutes late are one's own and the head's business; colleagues see who is there.
    board: board.map((one) =>
      isLed || one.staff.id === by.staff
        ? { ...one, mayRecord: isLed && one.mayRecord && one.staff.id !== by.staff }
        : { ...one, in: null, out: null, mayRecord: false },
    ),
  }
}

const postName = (office: OfficeSnapshot, post: PostId): string => office.roster.posts.get(post)?.name ?? ''
