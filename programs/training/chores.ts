import { addDays, dayOf, spoken } from '#core/day.ts'
import { type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import type { Chore, ChoreSource } from '#office/chore.ts'
import { leads } from '#office/keeper.ts'
import { clause } from './institution.ts'
import type { Next } from './policy.ts'
import { dueClasses, type Row, waitingClasses } from './store.ts'
import { waitingLists } from './subsidy.ts'

const words: Readonly<Record<Exclude<Next['what'], 'decide' | 'start'>, (day: string) => string>> = {
  attendance: (day) => `${day}的出勤要登记`,
  test: (day) => `应在${day}前登记考核成绩`,
  paper: (day) => `应在${day}前制发合格证`,
  subsidy: (day) => `应在${day}前造补贴名册`,
  close: (day) => `应在${day}前结班`,
  tell: () => '名册上有学员还没有通知到',
}

/** How many days before the last one a class reminds of its test, papers and subsidy. */
const soonDays = 5

/** What a class asks of whoever answers for it, by the day; to the head where that person has left. */
export const trainingChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const own = officeOf(office.roster, staff, at)
  const by = { tenant, staff, at }
  const today = dayOf(at)
  const waiting = await waitingClasses(tx, tenant)
  const asked = waiting
    .filter((row) => !row.authors.includes(staff) && leads(office, by, row.office as OfficeId))
    .map((row): Chore => {
      const where = row.office === own ? '' : (office.organizations.get(row.office as OfficeId)?.short ?? '')
      return {
        clause,
        says: `${where}${row.name}申请开班，${spoken(row.from_day)}开课`,
        to: `/classes/${row.id}`,
        decides: true,
      }
    })
  if (!own) return asked
  const [due, lists] = await Promise.all([
    dueClasses(tx, tenant, own, addDays(today, soonDays)),
    waitingLists(tx, tenant, own),
  ])
  const isMine = ({ keeper }: Row) =>
    keeper === staff || (leads(office, by, own) && officeOf(office.roster, keeper as StaffId, at) !== own)
  const mine = due.filter(isMine).flatMap((row): Chore[] => {
    const says = saysOf(row, today)
    return says ? [{ clause, says: `${row.name}：${says}`, to: `/classes/${row.id}` }] : []
  })
  const sums = lists.flatMap((list): Chore[] => {
    const did = list.made_by === staff || list.checked_by === staff
    const to = `/classes/${list.class}`
    if (list.state === 'made' && !did) return [{ clause, says: `补贴名册${list.number}等待复核`, to, decides: true }]
    if (list.state === 'checked' && !did && leads(office, by, own))
      return [{ clause, says: `补贴名册${list.number}等待批准`, to, decides: true }]
    return []
  })
  return [...asked, ...mine, ...sums]
}

/** Nothing before its time: a class day asks on that day, a start the day before. */
function saysOf({ next_what, next_day, from_day, taken }: Row, today: string): string | null {
  if (!next_what || !next_day || next_what === 'decide') return null
  if (next_what === 'start') {
    if (today < addDays(from_day, -1)) return null
    return today < from_day ? `${spoken(from_day)}开班，在册${taken}人` : `${spoken(from_day)}的出勤要登记`
  }
  if (next_what === 'attendance' && today < next_day) return null
  const said = words[next_what](spoken(next_day))
  return next_what !== 'attendance' && next_what !== 'tell' && today > next_day ? `${said}，已经过了期限` : said
}
