import { freshKey } from '#apps/desk/api/key.ts'
import type { Problem } from '#core/refusal.ts'

type Answers = Readonly<Record<string, unknown>>

/** Somebody of the household who is being written down and isn't among the members yet; `at`: their place among them. */
export type Half = { readonly at: number; readonly values: Answers }

/** One visit as it is being written down on the tablet. `entry` is its name for ever: sent twice, it is there once. */
export type Visit = {
  readonly entry: string
  readonly round: string
  readonly kind: 'household' | 'enterprise'
  /** What the page asks of the household or enterprise as a whole; the members beside it. */
  readonly values: Answers
  readonly members: readonly Answers[]
  readonly half?: Half | null
  /** Finished by the surveyor, to be sent; the order in which they were finished is the order in which they go. */
  readonly finished: number | null
  /** The day it was begun, by the tablet's clock. */
  readonly since: string
}
type Held = { readonly says: string; readonly problems: readonly Problem[] }

/**
 * What this tablet has and the server may not: kept until it is acknowledged and no longer, since it is about people. Whoever
 * signs out takes it off the tablet.
 */
export type Queue = {
  readonly visits: readonly Visit[]
  /** On its way, under this key, without an answer yet: it goes again as it is, and nobody changes it meanwhile. */
  readonly sent: { readonly key: string; readonly entry: string } | null
  /** What the server said no to, by visit: it waits for its surveyor, the others go on. */
  readonly held: Readonly<Record<string, Held>>
}

export const nothing: Queue = { visits: [], sent: null, held: {} }

/** So long a visit may stay on a tablet that nobody signs out of. */
const keptDays = 14

const prefix = 'shouwen.survey.'
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export function readQueue(store: Store, staff: string): Queue {
  try {
    const text = store.getItem(prefix + staff)
    return text ? (JSON.parse(text) as Queue) : nothing
  } catch {
    return nothing
  }
}

/** False when the tablet would not keep it: then the page says so. */
export function keepQueue(store: Store, staff: string, queue: Queue): boolean {
  try {
    if (queue.visits.length === 0) store.removeItem(prefix + staff)
    else store.setItem(prefix + staff, JSON.stringify(queue))
    return true
  } catch {
    return false
  }
}

function slots(store: Store): readonly string[] {
  const names = Array.from({ length: store.length }, (_, n) => store.key(n) ?? '')
  return names.filter((name) => name.startsWith(prefix))
}

/** Is this the place in the tablet's store where this person's visits lie? */
export function isSlotOf(staff: string, name: string | null): boolean {
  return name === prefix + staff
}

/** How many visits of this person are on this tablet and nowhere else. */
export function unsent(store: Store, staff: string): number {
  return readQueue(store, staff).visits.length
}

/** Takes what this person has here off the tablet, at sign-out; what another has not sent yet is not theirs to lose. */
export function forgetVisits(store: Store, staff: string): void {
  store.removeItem(prefix + staff)
}

/** Takes off what has lain here too long, of whomever; answers how many visits that were. */
export function forgetOld(store: Store, today: string): number {
  let gone = 0
  for (const name of slots(store)) {
    const staff = name.slice(prefix.length)
    const queue = readQueue(store, staff)
    const visits = queue.visits.filter(({ since }) => daysFrom(since, today) <= keptDays)
    if (visits.length === queue.visits.length) continue
    gone += queue.visits.length - visits.length
    keepQueue(store, staff, {
      ...queue,
      visits,
      sent: visits.some(({ entry }) => entry === queue.sent?.entry) ? queue.sent : null,
    })
  }
  return gone
}

function daysFrom(since: string, today: string): number {
  return (Date.parse(today) - Date.parse(since)) / 86_400_000
}

/** A new visit beside those that are open already. */
export function began(queue: Queue, visit: Omit<Visit, 'entry' | 'finished'>): Queue {
  return { ...queue, visits: [...queue.visits, { ...visit, entry: freshKey(), finished: null }] }
}

/** Written on; what was said no to is looked at again, and is not on its way before it is finished once more. */
export function written(
  queue: Queue,
  entry: string,
  change: Partial<Pick<Visit, 'values' | 'members' | 'half'>>,
): Queue {
  if (queue.sent?.entry === entry) return queue
  const { [entry]: _gone, ...held } = queue.held
  return {
    ...queue,
    held,
    visits: queue.visits.map((one) => (one.entry === entry ? { ...one, ...change, finished: null } : one)),
  }
}

/** Finished: it goes behind all that were finished before. */
export function finish(queue: Queue, entry: string): Queue {
  const last = Math.max(0, ...queue.visits.map(({ finished }) => finished ?? 0))
  const { [entry]: _gone, ...held } = queue.held
  return {
    ...queue,
    held,
    visits: queue.visits.map((one) =>
      one.entry === entry && one.finished === null ? { ...one, finished: last + 1 } : one,
    ),
  }
}

/** What is to go now: what was on its way, under the key it had, else the first that was finished and is not held back. */
export function nextToGo(queue: Queue): { readonly key: string; readonly visit: Visit } | null {
  const { sent, visits, held } = queue
  const going = visits.find(({ entry }) => entry === sent?.entry)
  if (sent && going) return { key: sent.key, visit: going }
  const [first] = visits
    .filter(({ entry, finished }) => finished !== null && !held[entry])
    .toSorted((a, b) => (a.finished ?? 0) - (b.finished ?? 0))
  return first ? { key: freshKey(), visit: first } : null
}

export function sending(queue: Queue, { key, visit }: { readonly key: string; readonly visit: Visit }): Queue {
  return { ...queue, sent: { key, entry: visit.entry } }
}

/** The server has it: it leaves the tablet. */
export function taken(queue: Queue, entry: string): Queue {
  return dropped({ ...queue, sent: null }, entry)
}

/** The server said no: it waits for its surveyor with the reason. */
export function refused(queue: Queue, entry: string, held: Held): Queue {
  return { ...queue, sent: null, held: { ...queue.held, [entry]: held } }
}

/** Thrown away by its surveyor; what is on its way can't be any more. */
export function dropped(queue: Queue, entry: string): Queue {
  if (queue.sent?.entry === entry) return queue
  const { [entry]: _gone, ...held } = queue.held
  return { ...queue, held, visits: queue.visits.filter((one) => one.entry !== entry) }
}

export type Stage = 'writing' | 'waiting' | 'going' | 'held'

export function stageOf({ sent, held }: Queue, { entry, finished }: Visit): Stage {
  if (held[entry]) return 'held'
  if (sent?.entry === entry) return 'going'
  return finished === null ? 'writing' : 'waiting'
}

const own = ['area', 'number', 'address', 'name', 'outcome', 'reason', 'method', 'surveyedOn'] as const

/** A visit as the server takes it: what is asked of the whole, the answers beside it, the members. */
export function bodyOf({ entry, kind, values, members }: Visit): Answers {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const isOwn = ([name]: readonly [string, unknown]) => (own as readonly string[]).includes(name)
  const answers = Object.fromEntries(given.filter((pair) => !isOwn(pair)))
  const answered = values['outcome'] === 'answered'
  return {
    ...{ entry, kind, ...Object.fromEntries(given.filter(isOwn)) },
    ...(answered && { answers }),
    ...(answered && kind === 'household' && { members }),
  }
}

/** Where the server's problems stand on the page: those of members by their line, the rest at the fields of the whole. */
export function placesOf(problems: readonly Problem[]) {
  const whole = problems.map((one) => ({ ...one, at: one.at.replace(/^\/answers(?=\/)/, '') }))
  const nth = ({ at }: Problem) => Number(/^\/members\/(\d+)/.exec(at)?.[1] ?? -1)
  const members = Map.groupBy(
    whole
      .filter((one) => nth(one) >= 0)
      .map((one) => ({ n: nth(one), problem: { ...one, at: one.at.replace(/^\/members\/\d+/, '') } })),
    ({ n }) => n,
  )
  return {
    whole: whole.filter((one) => nth(one) < 0),
    members: new Map([...members].map(([n, found]) => [n, found.map(({ problem }) => problem)])),
  }
}
