import type { Leave } from '#rules/deputies/screens/leaves.tsx'
import { day, moment, timeOfDay } from '#ui/when.ts'

/** From when until when, as people say it: whole days as days, the last one included; 2026年12月1日至12月2日（全天）. */
export function spell(from: string, until: string): string {
  if (timeOfDay(from) !== midnight || timeOfDay(until) !== midnight) return `${moment(from)} 至 ${moment(until)}`
  const first = day(from)
  const last = day(new Date(Date.parse(until) - 1).toISOString())
  if (first === last) return `${first}（全天）`
  const year = first.slice(0, first.indexOf('年') + 1)
  return `${first}至${last.startsWith(year) ? last.slice(year.length) : last}（全天）`
}

type Said = Pick<Leave, 'staff' | 'kindLabel'>

const midnight = '00:00'

/** Who, what kind, from when until when, and why. */
export function wordsOf({
  staff,
  kindLabel,
  from,
  until,
  reason,
}: Said & Pick<Leave, 'from' | 'until' | 'reason'>): string {
  return `${staff.name}，${kindLabel}，${spell(from, until)}${reason ? `，事由：${reason}` : ''}`
}

/** Who did what with whose absence, once it is over: `answer` is how it stands now. */
export function endedSays(leave: Said, me: string, answer: Pick<Leave, 'state'>): string {
  const isOwn = leave.staff.id === me
  if (answer.state === 'cancelled') return `您已取消${isOwn ? '本人' : leave.staff.name}的${leave.kindLabel}`
  return isOwn ? '您已返岗' : `您已登记${leave.staff.name}返岗`
}
