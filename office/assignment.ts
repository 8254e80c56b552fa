import { dayOf, type Instant, instant, spokenAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import {
  assignedTo,
  isHeadOf,
  isSuperiorOf,
  isWithin,
  nameOf,
  officeOf,
  type PostId,
  type Role,
  type StaffId,
  superiorOffice,
} from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { founds } from '#office/keeper.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { endAssignment, insertAssignment } from '#office/store.ts'

export type AssignmentAsk = {
  readonly post: PostId
  readonly role: Role
  readonly staff: StaffId | null
  readonly from: Instant
}

/** The head puts somebody at a post as A or B from an instant on, or leaves it open (5.5). What was stays on record. */
export function changeAssignment(office: OfficeSnapshot, by: By, ask: AssignmentAsk): Refusal | Change<AssignmentAsk> {
  const { roster } = office
  const post = roster.posts.get(ask.post)
  if (!post || office.closedPosts.has(ask.post) || !sees(office, by.staff, post.office, by.at))
    return notSeen('没有这个岗位')
  const emptySeat = post.head && assignedTo(roster, ask.post, ask.role, by.at) === null
  const leads = isHeadOf(roster, by.staff, post.office, by.at) || isSuperiorOf(roster, by.staff, post.office, by.at)
  if (!leads && !founds(office, by, post.office, emptySeat)) {
    return notYours('5.5', 'AB角由单位负责人或上级调整')
  }
  const ownSeat = post.head && leads && !isSuperiorOf(roster, by.staff, post.office, by.at)
  if (ownSeat && superiorOffice(roster, post.office, by.at) !== null)
    return notYours('6.3', '负责人岗位的A角、B角由上级单位负责人调整')
  if (dayOf(ask.from) < dayOf(by.at)) return badInput('5.5', '/from', 'AB角不能从过去的日子起调整，请填今天或以后')
  const from = instant(Math.max(ask.from, by.at))
  const wrong = ask.staff === null ? null : unfit(office, by, { ...ask, from }, ask.staff)
  if (wrong) return wrong
  const later = roster.assignmentsOf.get(ask.post)?.some((a) => a.role === ask.role && a.from >= from)
  if (later) return { refused: 'not-from-here', clause: '5.5', says: '此后已有新的安排，请先核对' }
  const says = `${nameOf(roster, by.staff)}调整${post.name}${ask.role}角：自${spokenAt(from)}起${ask.staff === null ? '空缺' : `由${nameOf(roster, ask.staff)}担任`}`
  const end = endAssignment(by.tenant, ask.post, ask.role, from)
  return {
    writes:
      ask.staff === null ? [end] : [end, insertAssignment(by.tenant, { ...ask, staff: ask.staff, from, until: null })],
    line: { act: 'post.assign', clause: '5.5', office: post.office, what: { ...ask, from }, says },
    result: { ...ask, from },
  }
}

function unfit({ roster }: OfficeSnapshot, by: By, ask: AssignmentAsk, staff: StaffId): Refusal | null {
  const post = roster.posts.get(ask.post)
  const person = roster.staff.get(staff)
  const where = officeOf(roster, staff, by.at)
  if (!post || !person || where === null || !isWithin(roster, post.office, where, by.at)) {
    return badInput('5.5', '/staff', '人选不在本单位或上级单位')
  }
  if (!person.active || person.administrator) return badInput('5.5', '/staff', `${person.name}不能承担业务岗位`)
  if (assignedTo(roster, ask.post, ask.role === 'A' ? 'B' : 'A', ask.from) === staff) {
    return notMet('5.1.a', `${person.name}已是${post.name}的${ask.role === 'A' ? 'B' : 'A'}角，A角和B角不能是同一人`)
  }
  return null
}
