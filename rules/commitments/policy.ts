import { type Calendar, workingDaysBetween } from '#core/calendar.ts'
import { dayOf, instant } from '#core/day.ts'
import { form, text } from '#core/field.ts'
import type { Move } from '#core/process.ts'

/** What a field is called where somebody looked at it, by its path. */
type Names = Readonly<Record<string, string>>
const known: Names = { name: '姓名', phone: '联系电话' }

/** A field of a row is called by its column: without the row's number and the name under which its number lies. */
const columnOf = (field: string): string => field.replaceAll(/\.(\d+|[0-9a-f]{16})(?=\.|$)/g, '')

/** Looking at a personal number is itself a step: with a reason, by those who handle the matter, on the record (6.3). */
export function views<S extends string>(from: readonly S[], names: Names = {}): Move<S, never> {
  return {
    label: '查看个人信息',
    from,
    by: ['holder', 'deputy', 'receiver', 'turn', 'head', 'first'],
    cites: ['6.3', '3.2.2'],
    input: form({ field: text('查看项'), reason: text('查看理由', { minLength: 2 }) }),
    says: (_matter: unknown, { field, reason }: { field: string; reason: string }) =>
      `查看${names[columnOf(field)] ?? known[field] ?? '个人信息'}，理由：${reason}`,
    quiet: true,
  }
}

/** From when to when something ran, and its pauses in milliseconds. */
export type Ran = {
  readonly started_at: Date
  readonly stopped_at: Date
  readonly pauses: readonly (readonly [from: number, until: number])[]
}

/** Working days that a case took: from its start to its result, without the days on which its clock stood (6.0). */
export function usedDays(calendar: Calendar, { started_at, stopped_at, pauses }: Ran): number {
  const between = (from: number, until: number) =>
    workingDaysBetween(calendar, dayOf(instant(from)), dayOf(instant(until)))
  const stood = pauses.reduce((sum, [from, until]) => sum + between(from, until), 0)
  return Math.max(0, between(started_at.getTime(), stopped_at.getTime()) - stood)
}
