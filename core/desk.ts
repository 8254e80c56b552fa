import type { Clock } from '#core/clock.ts'
import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process, Setting } from '#core/process.ts'
import type { PostId, StaffId } from '#core/roster.ts'
import { turnsOf } from '#core/standing.ts'

export const whys = {
  ask: '待审批',
  offered: '待接收',
  turn: '待本环节办理',
  hold: '承办',
  join: '协办',
  owe: '欠服务对象答复',
  concern: '涉及本人',
} as const
export type Why = keyof typeof whys

/** Why a matter lies on a desk, in words; who opened a task follows it up and owes nobody an answer. */
export function whySays(why: Why, process: Pick<Process, 'owes'> | null): string {
  return (why === 'owe' && process?.owes) || whys[why]
}

/** A matter on the desk of a post, or of the person whom it is about: why it lies there, and by when. */
export type DeskEntry = {
  readonly post: PostId | StaffId
  readonly why: Why
  readonly clock: string | null
  readonly dueAt: Instant | null
  readonly yellowAt: Instant | null
  readonly late: boolean
  /** When it comes onto the day's list; null: it is on it. */
  readonly wakesAt: Instant | null
}

/** Whose desks a matter lies on now; none when it is closed. The strongest reason wins where one post has several. */
export function deskOf(process: Process, matter: Matter, setting: Pick<Setting, 'post' | 'at'>): readonly DeskEntry[] {
  const state = process.states[matter.state]
  if (!state || state.closed) return []
  const { custody, asked } = matter
  const found: (readonly [Why, PostId | StaffId | null])[] = [
    ['ask', asked],
    ['offered', custody.offered?.to.post ?? null],
    ...turnsOf(matter).map((post) => ['turn', post] as const),
    ['turn', state.owner === 'head' ? setting.post('head') : null],
    ['hold', custody.holder.post],
    ['join', matter.partner ?? null],
    ['owe', custody.first.post],
    ['concern', process.hidesFrom ? null : (matter.concerns ?? null)],
  ]
  const entries = new Map<PostId | StaffId, DeskEntry>()
  for (const [why, post] of found) {
    if (post === null || entries.has(post)) continue
    const due = duly(process, matter, why, setting.at)
    const wakesAt = state.rests && resting.includes(why) && !due.late ? (due.yellowAt ?? due.dueAt) : null
    entries.set(post, { post, why, ...due, wakesAt })
  }
  return [...entries.values()]
}

/** Whose hands may rest: nobody waits for a word of theirs. */
const resting: readonly Why[] = ['hold', 'join', 'owe']

/** The clock that presses: the receiver's own for an offer, else the next of the office's clocks to run out. */
function duly(
  process: Process,
  { clocks }: Matter,
  why: Why,
  at: Instant,
): Omit<DeskEntry, 'post' | 'why' | 'wakesAt'> {
  const running = clocks.filter(({ is, name }) => is === 'running' && (why !== 'offered' || name === 'accept'))
  const next = running.reduce<Clock | null>(
    (soonest, clock) => (!soonest || (clock.dueAt ?? 0) < (soonest.dueAt ?? 0) ? clock : soonest),
    null,
  )
  const late = clocks.some(
    (clock) => process.clocks[clock.name]?.of === 'office' && clock.is !== 'stopped' && clock.lateSince !== null,
  )
  return { clock: next?.name ?? null, dueAt: next?.dueAt ?? null, yellowAt: next?.yellowAt ?? null, late }
}
