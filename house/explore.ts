import { dayOf, type Instant, instant } from '#core/day.ts'
import { deskOf } from '#core/desk.ts'
import type { Facts, Matter } from '#core/matter.ts'
import { shapeOf } from '#core/offer.ts'
import type { Process } from '#core/process.ts'
import { isRefusal } from '#core/refusal.ts'
import { duty, type PostId } from '#core/roster.ts'
import { fillings } from '#house/fill.ts'
import { asked, opened, type Player, relationsOf, settingFor, soonAfter } from '#house/stage.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'

/** One situation of a matter: what there is to know of it, apart from the hour. */
export type Spot = {
  readonly key: string
  readonly matter: Matter
  readonly at: Instant
  readonly way: readonly string[]
}
type Arrow = { readonly from: string; readonly to: string; readonly move: string }
export type Explored = {
  readonly spots: ReadonlyMap<string, Spot>
  readonly arrows: readonly Arrow[]
  readonly faults: readonly string[]
}

const players: readonly Player[] = ['wang', 'li', 'zhao', 'wu', 'head', 'district', 'city', 'time', 'visitor']

type Ground = {
  readonly process: Process
  readonly office: OfficeSnapshot
  /** The same office after a closure or a notice came in, in which time acts. */
  readonly changed?: OfficeSnapshot
  readonly input: Readonly<Record<string, unknown>>
  /** Other openings from which other moves can be reached; walked besides. */
  readonly others?: readonly Readonly<Record<string, unknown>>[]
  /** Who opens it; the clerk `wang` unless said. */
  readonly by?: Player
  /** What of its facts makes two situations differ; texts, hours and counts beyond a few belong not in it. */
  readonly tells?: (facts: Facts) => unknown
  /** Asides that meet only on the main road: each walk leaves one of these lists of moves out. Absent: one walk of all. */
  readonly without?: readonly (readonly string[])[]
  readonly from: Instant
  readonly most?: number
}

/**
 * Walks a process wherever anybody can take it: from every situation, every person tries every move with every kind of
 * filled form, soon and after the next clock has run out, through the judge and the fold themselves. Two situations are
 * the same when all but the hour is the same.
 */
export function explore(ground: Ground): Explored {
  const { process, input, others = [], without = [] } = ground
  if (without.length === 0 && others.length === 0) return exploreAll(ground)
  const walks =
    others.length > 0
      ? [input, ...others].map((one) => exploreAll({ ...ground, input: one }))
      : without.map((left) => {
          const moves = Object.fromEntries(Object.entries(process.moves).filter(([name]) => !left.includes(name)))
          return exploreAll({ ...ground, process: { ...process, moves } })
        })
  return {
    spots: new Map(walks.flatMap(({ spots }) => [...spots])),
    arrows: walks.flatMap(({ arrows }) => arrows),
    faults: [...new Set(walks.flatMap(({ faults }) => faults))],
  }
}

function exploreAll(ground: Ground): Explored {
  const { process, office, changed = office, input, by = 'wang', from, most = 20000 } = ground
  const { tells = () => null } = ground
  const begun = opened({ process, office, who: by, at: from }, input)
  if (isRefusal(begun)) throw new Error(`the opening is refused: ${begun.says} ${JSON.stringify(begun.problems)}`)
  const first: Spot = { key: keyOf(begun.after, tells), matter: begun.after, at: from, way: [] }
  const spots = new Map([[first.key, first]])
  const arrows: Arrow[] = []
  const faults = new Set<string>(wrongAt(process, office, null, first))
  const queue = [first]
  for (let spot = queue.shift(); spot !== undefined; spot = queue.shift()) {
    for (const next of onward(process, office, changed, spot, tells)) {
      const move = next.way.at(-1) ?? ''
      arrows.push({ from: spot.key, to: next.key, move })
      for (const fault of wrongAt(process, office, spot, next)) faults.add(fault)
      if (spots.has(next.key)) continue
      if (spots.size >= most) throw new Error(`more than ${most} situations: ${next.key}`)
      spots.set(next.key, next)
      queue.push(next)
    }
  }
  return { spots, arrows, faults: [...faults] }
}

type Tells = (facts: Facts) => unknown

function onward(
  process: Process,
  office: OfficeSnapshot,
  changed: OfficeSnapshot,
  { matter, at, way }: Spot,
  tells: Tells,
): Spot[] {
  return hours(matter, at).flatMap((now) =>
    players.flatMap((who) => {
      const scene = { process, office: who === 'time' ? changed : office, who, at: now }
      const as = relationsOf(scene, matter)
      return Object.entries(process.moves)
        .filter(([, move]) => move.from.includes(matter.state) && move.by.some((one) => as.has(one)))
        .flatMap(([name, move]) =>
          fillings(shapeOf(move, matter, settingFor(scene)), office, dayOf(now)).flatMap((input): Spot[] => {
            const stepped = asked(scene, matter, name, input)
            return isRefusal(stepped)
              ? []
              : [{ key: keyOf(stepped.after, tells), matter: stepped.after, at: now, way: [...way, name] }]
          }),
        )
    }),
  )
}

/** Soon, and just after the next running clock has run out. */
function hours(matter: Matter, at: Instant): readonly Instant[] {
  const due = matter.clocks
    .flatMap(({ is, dueAt }) => (is === 'running' && dueAt !== null ? [dueAt] : []))
    .sort((a, b) => a - b)
  const next = due.find((one) => one >= at)
  return next === undefined ? [soonAfter(at)] : [soonAfter(at), instant(next + 60_000)]
}

/** Clocks that begin anew each time: one that has stopped is as good as none, and no rule asks whether one is late. */
const passing: ReadonlySet<string> = new Set(['accept', 'decide', 'explain'])
/** Clocks of what is done beside the road: they run where the matter itself is promised nothing, too. */
const aside: ReadonlySet<string> = new Set([...passing, 'newDay'])

/** What is known of a matter, without hours, texts and counts beyond those that rules look at. */
function keyOf({ state, custody, turn, beside, partner, asked: asking, clocks, facts }: Matter, tells: Tells): string {
  const extensions = facts['extensions'] as readonly { state: string }[] | undefined
  const review = facts['review'] as
    | { materials: readonly { result: string }[]; conditions: readonly { result: string }[] }
    | undefined
  const objections = facts['objections'] as readonly { settled?: string }[] | undefined
  return JSON.stringify([
    state,
    custody.holder.post === custody.first.post ? 'first' : custody.holder.post.slice(-2),
    custody.offered?.to.post.slice(-2) ?? '',
    Math.min(custody.bounces, 1),
    [turn, ...(beside ?? [])].map((post) => post?.slice(-2) ?? ''),
    partner !== undefined,
    asking === null ? '' : 'asked',
    clocks
      .filter(({ name, is }) => is !== 'stopped' || !passing.has(name))
      .map(({ name, is, lateSince }) =>
        is === 'stopped' ? name : `${name} ${is}${lateSince === null || passing.has(name) ? '' : ' late'}`,
      )
      .sort(),
    [...new Set(extensions?.map((one) => one.state))].sort(),
    review
      ? [...review.materials, ...review.conditions]
          .map(({ result }) => result)
          .filter((r) => r !== 'ok' && r !== 'yes')
          .sort()
      : null,
    Math.min((facts['notices'] as readonly unknown[] | undefined)?.length ?? 0, 1),
    objections ? objections.some(({ settled }) => settled === undefined) : null,
    facts['rating'] !== undefined,
    tells(facts),
  ])
}

/** What must hold wherever a matter stands (2.1, 5.0, 7.4); each breach as a sentence with a way that leads to it. */
function wrongAt(process: Process, office: OfficeSnapshot, before: Spot | null, { matter, at, way }: Spot): string[] {
  const state = process.states[matter.state]!
  const found: string[] = []
  const wrong = (says: string) => found.push(`${process.title} ${matter.state}: ${says} (${way.slice(-1)})`)
  const { custody, clocks } = matter
  if (!custody.holder?.staff || !custody.holder.post) wrong('nobody answers for it')
  if (
    before &&
    (custody.first.staff !== before.matter.custody.first.staff ||
      custody.first.post !== before.matter.custody.first.post)
  )
    wrong('the first asked has changed')
  if (before && matter.version !== before.matter.version + 1) wrong('its version did not grow by one')
  if (
    before &&
    before.matter.clocks.some(
      (clock) =>
        clock.lateSince !== null &&
        clocks.find(({ name, startedAt }) => name === clock.name && startedAt === clock.startedAt)?.lateSince === null,
    )
  )
    wrong('lateness was wiped out')
  const desk = deskOf(process, matter, { at, post: settingFor({ process, office, who: 'time', at }).post })
  if (state.closed) {
    if (before && process.states[before.matter.state]?.closed) return found
    if (clocks.some(({ is }) => is !== 'stopped')) wrong('a clock goes on although it is closed')
    if (desk.length > 0) wrong('it lies on a desk although it is closed')
    if (custody.offered !== null) wrong('it is still offered although it is closed')
    if (matter.turn !== null) wrong('it is still somebody else’s turn although it is closed')
    if (matter.asked !== null) wrong('somebody is still asked although it is closed')
    if (matter.closedAt === null) wrong('nobody knows when it was closed')
    return found
  }
  if (desk.length === 0) wrong('it lies on no desk')
  for (const { post, why } of desk)
    if (why !== 'concern' && !duty(office.roster, post as PostId, at).staff)
      wrong('nobody is on duty for a desk it lies on')
  if (matter.closedAt !== null) wrong('it was closed and is open again')
  if (typeof state.clock === 'string' && clocks.find(({ name }) => name === state.clock)?.is !== 'running')
    wrong(`its clock ${state.clock} does not run`)
  if (
    typeof state.clock !== 'string' &&
    clocks.some(({ is, name }) => is === 'running' && !aside.has(name) && process.clocks[name]?.of === 'office')
  )
    wrong('a clock of the office runs in a pause')
  return found
}

/** Situations from which no way leads to an end. */
export function stuck(process: Process, { spots, arrows }: Explored): string[] {
  const back = Map.groupBy(arrows, ({ to }) => to)
  const queue = [...spots.values()].filter(({ matter }) => process.states[matter.state]?.closed).map(({ key }) => key)
  const free = new Set(queue)
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const { from } of back.get(key) ?? []) {
      if (free.has(from)) continue
      free.add(from)
      queue.push(from)
    }
  }
  return [...spots.keys()].filter((key) => !free.has(key))
}

/** Open states whose owner has no move of their own that leads on. */
export function ownerless(process: Process): string[] {
  return Object.entries(process.states)
    .filter(
      ([name, state]) =>
        !state.closed &&
        !Object.values(process.moves).some(
          ({ from, to, by }) =>
            from.includes(name) &&
            to !== undefined &&
            by.some((one) => one === state.owner || (state.owner === 'visitor' && one === 'window')),
        ),
    )
    .map(([name]) => name)
}
