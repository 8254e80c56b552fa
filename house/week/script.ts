import { randomUUID } from 'node:crypto'
import { addDays, type Day, type Instant, instantAt } from '#core/day.ts'
import { taskInput } from '#house/forms.ts'
import type { handsOf } from '#house/week/hands.ts'
import { changeAssignment } from '#office/assignment.ts'
import { closeOffice } from '#office/closure.ts'
import { askLeave, decideLeave, endAbsence, recordAbsence } from '#office/leave.ts'
import { demoOffice, demoPost, demoStaff } from '#office/seed.ts'
import type { Username } from '#office/story.ts'

type Hands = ReturnType<typeof handsOf>

/** What befalls the office at a minute of the week. */
export type Event = {
  readonly at: Instant
  readonly says: string
  readonly happens: (hands: Hands) => Promise<unknown>
}

/** Somebody who is in their place by the roster and does nothing: absent without a word, or sitting on an offer. */
export type Idle = {
  readonly who: Username
  readonly from: Instant
  readonly until: Instant
  /** The reasons for which they leave matters lying; all of them unless said. */
  readonly leaves?: readonly string[]
}

type On = (day: number, hour: number, minute?: number) => Instant

/** The planned part of a week that begins on a Monday; what visitors bring is left to chance. */
export function scriptOf(monday: Day): { readonly events: readonly Event[]; readonly idle: readonly Idle[] } {
  const on: On = (day, hour, minute = 0) => instantAt(addDays(monday, day), hour * 60 + minute)
  return { events: [...bothAway(on), ...changes(on, monday)], idle: idleOf(on) }
}

/** Leave, and who does not come without a word: A and B both away (5.4). */
function bothAway(on: On): readonly Event[] {
  const leave = { id: randomUUID(), kind: 'leave', reason: '家中有事（测试数据）' } as const
  const gone = { id: randomUUID(), kind: 'other', reason: '未请假未到岗，联系不上（测试数据）' } as const
  return [
    {
      at: on(0, 10),
      says: '李二申请周二全天请假',
      happens: ({ command }) => command('li', askLeave, { ...leave, from: on(1, 8), until: on(1, 18) }, on(0, 10)),
    },
    {
      at: on(0, 10, 20),
      says: '负责人批准，王一在岗，不必另行指定',
      happens: ({ command }) =>
        command('head', decideLeave, { id: leave.id, approve: true, says: '', named: [] }, on(0, 10, 20)),
    },
    {
      at: on(1, 9, 35),
      says: '周二王一未到岗，李二请假：AB角都不在，负责人登记离岗并指定吴五代办',
      happens: ({ command }) =>
        command(
          'head',
          recordAbsence,
          {
            ...gone,
            ...{ staff: demoStaff('wang'), from: on(1, 9, 36), until: on(1, 17) },
            named: ['counter', 'counter2'].map((code) => ({
              ...{ id: randomUUID(), post: demoPost(`sljd.${code}`), staff: demoStaff('wu') },
            })),
          },
          on(1, 9, 35),
        ),
    },
    {
      at: on(1, 15),
      says: '王一下午返岗销假',
      happens: ({ command }) => command('wang', endAbsence, { id: gone.id }, on(1, 15)),
    },
  ]
}

/** People change posts, the head is away, the office shuts. */
function changes(on: On, monday: Day): readonly Event[] {
  return [
    {
      at: on(2, 9),
      says: '人员变动：信息采集岗A角由郑六调整为吴五，B角由郑六接任',
      happens: async ({ command }) => {
        const post = demoPost('sljd.collect')
        await command('head', changeAssignment, { post, role: 'B', staff: null, from: on(2, 9) }, on(2, 9))
        await command(
          'head',
          changeAssignment,
          { post, role: 'A', staff: demoStaff('wu'), from: on(2, 9, 1) },
          on(2, 9),
        )
      },
    },
    {
      at: on(2, 9, 10),
      says: '负责人交办一项任务',
      happens: ({ open }) => open('head', 'task', taskInput, on(2, 9, 10)),
    },
    {
      at: on(2, 9, 30),
      says: '负责人补上信息采集岗B角',
      happens: ({ command }) =>
        command(
          'head',
          changeAssignment,
          { post: demoPost('sljd.collect'), role: 'B', staff: demoStaff('zheng'), from: on(2, 9, 30) },
          on(2, 9, 30),
        ),
    },
    {
      at: on(3, 14),
      says: '负责人本人次日公出，由上级批准',
      happens: async ({ command }) => {
        const away = { id: randomUUID(), kind: 'official', reason: '到区里开会（测试数据）' } as const
        await command('head', askLeave, { ...away, from: on(4, 8), until: on(4, 12) }, on(3, 14))
        await command('district', decideLeave, { id: away.id, approve: true, says: '', named: [] }, on(3, 14))
      },
    },
    {
      at: on(4, 14),
      says: '周五下午停电，15:00起停止办公',
      happens: ({ command }) =>
        command(
          'head',
          closeOffice,
          {
            id: randomUUID(),
            office: demoOffice('sljd'),
            day: addDays(monday, 4),
            from: 900,
            to: 1020,
            why: '停电（测试数据）',
          },
          on(4, 14),
        ),
    },
  ]
}

function idleOf(on: On): readonly Idle[] {
  return [
    { who: 'wang', from: on(1, 0), until: on(1, 15) },
    // Sits on what is handed over to him: late hand-overs (2.4.1).
    { who: 'zheng', from: on(0, 0), until: on(3, 12), leaves: ['offered', 'hold'] },
    { who: 'zhao', from: on(3, 9), until: on(4, 11), leaves: ['offered'] },
    { who: 'head', from: on(4, 8), until: on(4, 12) },
  ]
}
