import type { Lane, Plan, Zone } from './contract.ts'

/** A ticket that waits, as the order rule sees it. `since`: its place, milliseconds; kept on transfer and when passed over. */
export type Waiting = {
  readonly id: string
  readonly zone: string
  readonly lane: Lane
  readonly since: number
  readonly origin: string
  readonly seq: number
  /** Passed over: its turn comes when its zone has called so many; null: at once. */
  readonly backAfter: number | null
  readonly toWindow: number | null
}

/** Of each zone how many were called today. */
export type Called = ReadonlyMap<string, number>

export type Seat = {
  readonly window: number
  /** The zones that the window serves. */
  readonly zones: readonly string[]
  /** How many priority tickets it has called in a row while somebody else waited. */
  readonly streak: number
}

export type Choice = { readonly ticket: Waiting; readonly streak: number }

/** What an office has before it says otherwise: one line for everything, at every window. */
export const plain: Plan = {
  zones: [{ letter: 'A', name: '综合业务', services: [], windows: [] }],
  ratio: 2,
  back: 3,
  passes: 2,
}

/**
 * Whom a window calls next. The priority lane goes first, but after `ratio` of them in a row an ordinary one has its turn, so
 * that nobody starves; in a lane the place counts, and a ticket passed over waits until its zone has called some others.
 */
export function nextOf(waiting: readonly Waiting[], called: Called, seat: Seat, ratio: number): Choice | null {
  const mine = waiting.filter(({ zone, toWindow }) =>
    toWindow === null ? seat.zones.includes(zone) : toWindow === seat.window,
  )
  const ripe = mine.filter(({ zone, backAfter }) => backAfter === null || (called.get(zone) ?? 0) >= backAfter)
  // With nobody else there, those who were passed over are tried again.
  const line = (ripe.length > 0 ? ripe : mine).toSorted(byPlace)
  const common = line.find(({ lane }) => lane === 'common')
  const priority = line.find(({ lane }) => lane === 'priority')
  if (priority && !(common && seat.streak >= ratio)) return { ticket: priority, streak: common ? seat.streak + 1 : 0 }
  return common ? { ticket: common, streak: 0 } : null
}

/**
 * How many are likely to be called before a ticket: those before it in its lane of its zone; for an ordinary one whoever
 * goes first too, for a priority one the ordinary ones that have their turn in between.
 */
export function aheadOf(
  waiting: readonly Waiting[],
  ticket: Pick<Waiting, 'zone' | 'lane' | 'since' | 'origin' | 'seq'>,
  ratio: number,
): number {
  const zone = waiting.filter((one) => one.zone === ticket.zone)
  const before = zone.filter((one) => one.lane === ticket.lane && byPlace(one, ticket) < 0).length
  const others = zone.filter((one) => one.lane !== ticket.lane).length
  if (ticket.lane === 'common') return before + others
  return before + Math.min(others, Math.floor(before / ratio) + 1)
}

type Placed = Pick<Waiting, 'since' | 'origin' | 'seq'>

/** The order of places: by when they came; of one moment, by number. */
export function byPlace(a: Placed, b: Placed): number {
  return a.since - b.since || (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : a.seq - b.seq)
}

/** The number as printed, called and shown: `A012`. */
export function numberOf({ origin, seq }: Pick<Waiting, 'origin' | 'seq'>): string {
  return `${origin}${String(seq).padStart(3, '0')}`
}

/** Where somebody queues who came for this; whatever no zone claims, questions too, goes to the first. */
export function zoneFor({ zones }: Plan, service: string | null): Zone {
  return zones.find(({ services }) => service !== null && services.includes(service)) ?? zones[0]!
}

/**
 * The zones that a window serves. A zone without a window of its own that still stands is everybody's, and so is a line that
 * a newer plan forgot while people wait in it.
 */
export function zonesAt(
  { zones }: Plan,
  window: number,
  open: readonly number[],
  lines: readonly string[],
): readonly string[] {
  const planned = zones.filter(({ windows }) => {
    const standing = windows.filter((one) => open.includes(one))
    return standing.length === 0 || standing.includes(window)
  })
  const known = zones.map(({ letter }) => letter)
  return [...planned.map(({ letter }) => letter), ...lines.filter((letter) => !known.includes(letter))]
}

/** Minutes to wait, from what handling took lately; null where too little is known to say anything. */
export function estimate(ahead: number, minutesEach: number | null, windows: number): number | null {
  if (minutesEach === null) return null
  return Math.ceil((ahead * minutesEach) / Math.max(1, windows))
}

/** How the wait is told: nothing is promised that isn't known. */
export function waitSays(ahead: number, minutes: number | null): string {
  if (ahead === 0) return '前面没有人等候'
  if (minutes === null) return `前面${ahead}人，今天还说不准要等多久`
  return `前面${ahead}人，估计约${minutes}分钟（按最近办理用时推算，不作承诺）`
}
