import { workingDaysAfter } from '#core/calendar.ts'
import { dayOf, instant, spoken } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { officeOf } from '#core/roster.ts'
import type { Chore, ChoreSource } from '#office/chore.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { firstId } from '#platform/db/sql.ts'
import { defaultLimit } from '#regulation/limits.ts'
import { lastOpening, type OpeningRow, openPapersOf, unenteredOf, waitingOpening } from './store.ts'

const clause = '10.5.1'

/** How many working days may pass between two openings: the office's own setting, else the default. */
export function boxDays({ settings }: Stand['org']): number {
  const own = settings['rating.box']
  return typeof own === 'number' && Number.isSafeInteger(own) && own > 0 ? own : defaultLimit('rating.box').amount
}

/** What the head has to see to: a box that nobody opens, papers that lie about. */
export async function boxGaps(tx: Tx, stand: Stand): Promise<readonly Chore[]> {
  if ((stand.office.windows.get(stand.org.id) ?? []).length === 0) return []
  const [last, left, open] = await Promise.all([
    lastOpening(tx, stand.tenant, stand.org.id),
    unenteredOf(tx, stand.tenant, stand.org.id, firstId),
    openPapersOf(tx, stand.tenant, stand.org.id),
  ])
  const waiting = open.reduce((sum, { count }) => sum + count, 0)
  return [
    ...lateIn(stand, last),
    ...left.map(({ number, left: many }) => ({ clause, says: `${number}开箱的纸张还有${many}张没有录入` }) as const),
    ...(waiting > 0 ? [{ clause, says: `意见箱有${waiting}张纸已经录入，还没有核对一致` } as const] : []),
  ]
}

function lateIn(stand: Stand, last: OpeningRow | null): readonly Chore[] {
  const days = boxDays(stand.org)
  if (!last) return [{ clause, says: `意见箱还没有开箱记录，应至少每${days}个工作日开一次` }]
  const on = dayOf(instant(last.opened_at.getTime()))
  const due = workingDaysAfter(stand.office.calendar(stand.org.id), on, days).day
  return dayOf(stand.at) > due ? [{ clause, says: `意见箱上次开箱是${spoken(on)}，应在${spoken(due)}前再开一次` }] : []
}

/** What waits for one person: to confirm the opening they were at; to check, or to put right, what was entered. */
export const boxChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const own = officeOf(office.roster, staff, at)
  const stand = own === null ? null : standOf(office, { tenant, staff, at }, own)
  if (!stand || isRefusal(stand)) return []
  const [waiting, last, open] = await Promise.all([
    waitingOpening(tx, tenant, stand.org.id),
    lastOpening(tx, tenant, stand.org.id),
    openPapersOf(tx, tenant, stand.org.id),
  ])
  const isOne = last?.first === staff || last?.second === staff
  const sum = (rows: typeof open) => rows.reduce((all, { count }) => all + count, 0)
  const check = isOne ? sum(open.filter((row) => row.entered_by !== staff && row.state === 'entered')) : 0
  const differ = sum(open.filter((row) => row.entered_by === staff && row.state === 'differs'))
  const to = '/opinion-box'
  return [
    ...(waiting?.second === staff
      ? [{ clause, says: `${waiting.number}开箱等您确认`, to, decides: true } as const]
      : []),
    ...(check > 0 ? [{ clause, says: `意见箱有${check}张纸等您对照扫描件核对`, to } as const] : []),
    ...(differ > 0 ? [{ clause, says: `您录的${differ}张纸与核对的不一致，请对照扫描件改正`, to } as const] : []),
  ]
}
