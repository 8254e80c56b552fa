import { dayOf } from '#core/day.ts'
import { postsOf } from '#core/roster.ts'
import type { ChoreSource } from '#office/chore.ts'
import { dueCount } from './store.ts'

/** To the helper, or whoever stands in: today's appointments, and what of the plans is due or over (JY06). */
export const aidChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const posts = postsOf(office.roster, staff, at).map(({ post }) => post)
  if (posts.length === 0) return []
  const { count, appointments } = await dueCount(tx, tenant, posts, dayOf(at))
  const says = [
    ...(appointments > 0 ? [`今天约见就业援助对象${appointments}人`] : []),
    ...(count > 0 ? [`就业援助计划里到了日期还没有做的有${count}项`] : []),
  ]
  return says.map((one) => ({ clause: '1.3', says: one, to: '/aids' }))
}
