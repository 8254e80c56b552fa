import { openingsOn } from '#core/calendar.ts'
import type { Clock } from '#core/clock.ts'
import { clockTime, dayOf, type Instant, instant, spoken } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { duty, lineOf, nameOf, type OfficeId, officeOf, type PostId, type StaffId } from '#core/roster.ts'
import { turnsOf } from '#core/standing.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { BreachCode } from './contract.ts'

/** Whose lateness it is and why, in a sentence; or that it is nobody's, and why. */
export type Blame =
  | { readonly staff: StaffId; readonly kind: BreachCode; readonly says: string }
  | { readonly staff: null; readonly says: string }

/** A lateness as the rule of time limits noted it: which posts it saw as having to act. */
type Noted = { readonly clock: string | null; readonly since: number; readonly posts?: readonly PostId[] }

/**
 * Who answers for a lateness: from the matter as it stood when the time ran out and the roster of that instant, not from
 * who holds it today (2.4.1, 5.1.b). Whoever acted for another answers for what they did not do. Where A and B were both
 * rightly away, or the office was shut that day, it is nobody's.
 */
export function blameFor(
  then: Matter,
  process: Process,
  clock: Pick<Clock, 'name' | 'lateSince' | 'limit'>,
  office: OfficeSnapshot,
): Blame {
  const missed = clock.lateSince!
  const shut = shutOn(office, then, missed)
  if (shut) return { staff: null, says: shut }
  const { roster } = office
  const late = process.states[then.state]
  const isOwn = late?.closed !== true && late?.clock === clock.name
  if (isOwn && late.owner === 'concerned' && then.concerns)
    return {
      ...{ staff: then.concerns, kind: 'solve' },
      says: `期限届满时应由当事人${nameOf(roster, then.concerns)}本人办理。`,
    }
  const post = postOf(then, process, clock.name, office, missed)
  // The last moment before: an absence that ends with the working day still covers it.
  const now = duty(roster, post, instant(missed - 1))
  const name = roster.posts.get(post)?.name ?? '本岗位'
  if (now.as === 'head')
    return { staff: null, says: `期限届满时${now.alarm?.says ?? `${name}没有人在岗`}，不向个人提出。` }
  const stands = now.standsFor ? `代${nameOf(roster, now.standsFor)}` : ''
  const as = { A: 'A角', B: 'B角', named: '被指定的人' }[now.as]
  const decides = clock.name === 'decide' || (isOwn && (late.owner === 'head' || late.owner === 'turn'))
  const kind: BreachCode =
    clock.name === 'accept' || clock.name === 'contact' ? clock.name : decides ? 'decide' : 'solve'
  return { staff: now.staff, kind, says: `期限届满时${name}由${as}${nameOf(roster, now.staff)}${stands}在岗办理。` }
}

/** The post that had to act so that this clock stopped. */
function postOf(then: Matter, process: Process, name: string, { roster }: OfficeSnapshot, missed: Instant): PostId {
  const { custody, asked } = then
  const state = process.states[then.state]
  const owner = state?.closed ? undefined : state?.clock === name ? state?.owner : undefined
  const noted = ((then.facts['lateness'] ?? []) as readonly Noted[]).find(
    (one) => one.clock === name && one.since === missed,
  )
  const head = roster.headPost.get(then.office)?.id
  if (name === 'accept' && custody.offered) return custody.offered.to.post
  if (noted?.posts?.length === 1) return noted.posts[0]!
  if (owner === 'head' && head) return head
  if (owner === 'receiver' && custody.offered) return custody.offered.to.post
  const [turn, ...others] = turnsOf(then)
  if (owner === 'turn' && turn && others.length === 0) return turn
  if (name === 'decide') return asked ?? head ?? custody.holder.post
  return custody.holder.post
}

/**
 * Where a proposal about somebody is opened: at the office where it happened, or the nearest above that has a head; where
 * the person belongs to an office above, there, so that nobody decides on who stands over them.
 */
export function placeFor({ roster }: OfficeSnapshot, office: OfficeId, staff: StaffId, at: Instant): OfficeId | null {
  const line = lineOf(roster, office, at)
  const own = officeOf(roster, staff, at)
  const from = own && line.includes(own) ? line.indexOf(own) : 0
  return line.slice(from).find((one) => roster.headPost.has(one)) ?? null
}

/** The office was shut on the day: whoever recorded the closure said why. */
function shutOn(office: OfficeSnapshot, { office: place }: Matter, missed: Instant): string | null {
  const day = dayOf(missed)
  const closed = office.closures.get(place)?.filter((one) => one.day === day) ?? []
  if (closed.length === 0) return null
  const whole = closed.some(({ from }) => from === null) || openingsOn(office.calendar(place), day).length === 0
  if (!whole) return null
  return `期限届满当日（${spoken(day)}）停止办公：${closed.map(({ why }) => why).join('、')}，不向个人提出。`
}

/** Hours of that day in which the office was shut: they excuse nobody by themselves, the head weighs them. */
export function partlyShut(office: OfficeSnapshot, { office: place }: Matter, missed: Instant): readonly string[] {
  const day = dayOf(missed)
  return (office.closures.get(place) ?? []).flatMap(({ day: on, from, to, why }) =>
    on === day && from !== null && to !== null
      ? [`${spoken(day)}${clockTime(from)}至${clockTime(to)}停止办公：${why}`]
      : [],
  )
}
