import type { Clock } from '#core/clock.ts'
import { type Day, dayOf, daysBetween } from '#core/day.ts'
import type { Facts } from '#core/matter.ts'
import type { Condition, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { Task, TaskFacts } from './contract.ts'

type Said = (input: never) => string

/** One limit, one person other than oneself, and a day that is still to come (5.3). */
export function settable(input: Task, { at, actor, hold }: Setting): readonly Problem[] {
  const problems: Problem[] = []
  if ((input.days === undefined) === (input.by === undefined))
    problems.push({ at: '/days', says: '期限填一种：几个工作日，或者哪一天' })
  if (input.by !== undefined && input.by <= dayOf(at)) problems.push({ at: '/by', says: '日期须晚于今天' })
  if (hold(input.to) !== null && hold(input.to)?.staff === actor?.staff)
    problems.push({ at: '/to', says: '不能交办给自己' })
  return problems
}

/** A task as it is set, with the days until the day that was named. */
export function assigned(input: Task, { at }: Setting): TaskFacts {
  const natural = input.by === undefined ? null : daysBetween(dayOf(at), input.by as Day)
  return { ...input, lines: [], percent: 0, natural }
}

/** Which of the two limits was set. */
export const inWorkingDays = (_clocks: readonly Clock[], facts: Facts): boolean => (facts as TaskFacts).natural === null
export const byADay = (clocks: readonly Clock[], facts: Facts): boolean => !inWorkingDays(clocks, facts)
export const workingDays = (facts: Facts): number => (facts as TaskFacts).days ?? 1
export const naturalDays = (facts: Facts): number => (facts as TaskFacts).natural ?? 1

/** Adds a line of what was reported or decided. */
export function noted(what: string, says: Said, more: (input: never) => Partial<TaskFacts> = () => ({})) {
  return (facts: TaskFacts, input: never, { at, actor }: Setting): TaskFacts => ({
    ...facts,
    ...more(input),
    lines: [...facts.lines, { at, by: actor?.staff ?? null, what, says: says(input) }],
  })
}

export const asksTime: Condition<TaskFacts> = {
  clause: '7.5',
  says: '已申请延期，等待交办人答复',
  holds: ({ facts }) => facts.more?.state !== 'asked',
}
export const timeAsked: Condition<TaskFacts> = {
  clause: '7.5',
  says: '没有待答复的延期申请',
  hides: true,
  holds: ({ facts }) => facts.more?.state === 'asked',
}
/** Extension is asked for before the date; after it, it is lateness (7.5). */
export const inTime: Condition<TaskFacts> = {
  clause: '7.5',
  says: '完成期限已到，延期须在期限届满前提出',
  holds: ({ clocks }, { at }) => {
    const clock = clocks.find(({ name }) => name === 'result')
    return clock !== undefined && clock.lateSince === null && (clock.dueAt === null || at <= clock.dueAt)
  },
}
/** At most once, as everywhere (7.5). */
export const firstTime: Condition<TaskFacts> = {
  clause: '7.5',
  says: '每项任务只能延期一次',
  holds: ({ facts }) => facts.more?.state !== 'granted',
}

/** By how many days the result's date moves: as many as were asked for. */
export const daysAsked = (facts: Facts): number => (facts as TaskFacts).more?.amount ?? 0

/** Writes the asking, and beside it the decision. */
export const askedMore = noted(
  'ask',
  ({ reason }: { reason: string }) => reason,
  ({ amount, reason }: { amount: number; reason: string }) => ({ more: { amount, reason, state: 'asked' } }),
)
export function decidedMore(state: 'granted' | 'denied') {
  return (facts: TaskFacts, input: { opinion: string }, setting: Setting): TaskFacts => {
    const { more, ...rest } = noted(state, () => input.opinion)(facts, input as never, setting)
    return { ...rest, ...(more && { more: { ...more, state } }) } as TaskFacts
  }
}

/** Whoever set it is whoever confirms it; who does it never confirms it, not even while standing in for them. */
export const bySomebodyElse: Condition<TaskFacts> = {
  clause: '5.3',
  says: '承办人不能确认自己的结果',
  holds: ({ custody }, { actor }) => custody.holder.staff !== actor?.staff,
}

export const titled = ({ title }: TaskFacts): string => title
