import { dayOf, spoken } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import type { ChoreSource } from '#office/chore.ts'
import { leads } from '#office/keeper.ts'
import { topics } from './contract.ts'
import { clause, lateOnes } from './store.ts'

/** To whoever may let it out: what has waited for them longer than publishing may take. */
export const publicationChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const late = await lateOnes(tx, tenant, dayOf(at))
  return late
    .filter((row) => !row.authors.includes(staff) && leads(office, { tenant, staff, at }, row.office as OfficeId))
    .map(({ topic, title, due_day, office: id }) => {
      const where = office.organizations.get(id as never)?.short ?? ''
      const by = due_day ? `，应在${spoken(due_day)}前审核` : ''
      const says = `${where}${topics[topic].label}“${title}”等待发布审核超过期限${by}`
      return { clause, says, to: '/publications', decides: true }
    })
}
