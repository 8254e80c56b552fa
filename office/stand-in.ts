import { spokenAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import {
  assignedTo,
  isHeadOf,
  isSuperiorOf,
  isWithin,
  nameOf,
  officeOf,
  type PostId,
  type Roster,
  type StaffId,
} from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { awayWithin, type Stretch, uncovered } from '#office/cover.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { insertArrangement } from '#office/store.ts'

export type StandInAsk = Stretch & { readonly id: string; readonly post: PostId; readonly staff: StaffId }
export type StandIn = StandInAsk & { readonly by: StaffId; readonly at: By['at'] }

/** The head names who stands in while A and B are both away (5.4). It ends by itself when either is back. */
export function nameStandIn(office: OfficeSnapshot, by: By, ask: StandInAsk): Refusal | Change<StandIn> {
  const post = office.roster.posts.get(ask.post)
  if (!post || office.closedPosts.has(ask.post) || !sees(office, by.staff, post.office, by.at))
    return notSeen('没有这个岗位')
  if (
    !isHeadOf(office.roster, by.staff, post.office, by.at) &&
    !isSuperiorOf(office.roster, by.staff, post.office, by.at)
  ) {
    return notYours('5.4', 'A角、B角都不在岗时由单位负责人指定代办人员')
  }
  if (ask.until <= ask.from || ask.until <= by.at) return badInput('5.4', '/until', '结束时间须晚于开始时间和现在')
  if (!uncovered(office.roster, ask.post, ask).length) return notMet('5.4', '这段时间A角或B角在岗，不需要另行指定')
  const standIn = judgeStandIn(office.roster, by, ask)
  if ('refused' in standIn) return standIn
  const says = `${nameOf(office.roster, by.staff)}指定${nameOf(office.roster, ask.staff)}在${spokenAt(ask.from)}至${spokenAt(ask.until)}代办${post.name}`
  return {
    writes: [insertArrangement(by.tenant, standIn)],
    line: {
      act: 'post.stand-in',
      clause: '5.4',
      office: post.office,
      what: { post: ask.post, staff: ask.staff },
      says,
    },
    result: standIn,
  }
}

/** Can this person stand in: of the office or one above, no administrator, there whenever they are needed, not A or B anyway. */
export function judgeStandIn(roster: Roster, by: By, ask: StandInAsk, at = '/staff'): Refusal | StandIn {
  const post = roster.posts.get(ask.post)
  const where = officeOf(roster, ask.staff, by.at)
  if (!post || where === null || !isWithin(roster, post.office, where, by.at))
    return badInput('5.4', at, '指定的人员不在本单位或上级单位')
  const name = nameOf(roster, ask.staff)
  const person = roster.staff.get(ask.staff)
  if (!person?.active || person.administrator) return badInput('5.4', at, `${name}不能承担业务岗位`)
  const isAppointed = (['A', 'B'] as const).some((role) => assignedTo(roster, ask.post, role, ask.from) === ask.staff)
  if (isAppointed) return badInput('5.4', at, `${name}就是${post.name}的A角或B角`)
  const holes = uncovered(roster, ask.post, ask)
  if (holes.some((hole) => awayWithin(roster, ask.staff, hole)))
    return notMet('5.4', `${name}这段时间也不在岗，不能再由其转托，请指定其他人员`)
  return { ...ask, by: by.staff, at: by.at }
}
