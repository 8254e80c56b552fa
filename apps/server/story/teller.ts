import { isWorkingDay } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instant, instantAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Asker, advance } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'

export type Who = Parameters<typeof demoStaff>[0]
export type Input = Readonly<Record<string, unknown>>

/** The days of the demonstration, counted from now by the office's own working days. */
export type Days = {
  readonly now: Instant
  /** The instant so many working days ago at a time of day; never later than now. */
  readonly at: (daysBack: number, hour: number, minute?: number) => Instant
  /** Has that hour come? */
  readonly isPast: (daysBack: number, hour: number, minute?: number) => boolean
  /** Some minutes ago: what has to be done while the visitor waits. */
  readonly lately: (minutes: number) => Instant
  /** A working day ahead of today. */
  readonly ahead: (days: number) => Day
}

/** What is told in one transaction, through the doors that everybody uses. */
export type Scene = Days & {
  readonly world: World
  readonly tx: Tx
  readonly by: (who: Who, at: Instant) => By
  /** The place as it was then. */
  readonly office: (at: Instant) => Promise<OfficeSnapshot>
  readonly open: (who: Who, kind: string, input: Input, at: Instant) => Promise<Matter>
  readonly move: (
    who: Who | 'visitor' | 'time',
    matter: Matter,
    name: string,
    input: Input,
    at: Instant,
  ) => Promise<Matter>
  /** Time writes down what has run out by then, a minute after it did. */
  readonly lapse: (matter: Matter, until: Instant) => Promise<Matter>
}

export const scope = { tenant: demoTenant, paths: [demoPath('cs')] }

/** Tells one part of the story as one unit of work: all of it or nothing. */
export function telling(world: World, days: Days) {
  return (part: (scene: Scene) => Promise<void>): Promise<void> =>
    world.db.transaction(scope, (tx) => part(sceneOf(world, days, tx)))
}

function sceneOf(world: World, days: Days, tx: Tx): Scene {
  const move: Scene['move'] = async (who, { id, version }, name, input, at) => {
    const by: Asker = who === 'visitor' || who === 'time' ? who : { staff: demoStaff(who) }
    const request = { tenant: demoTenant, by, matter: id, move: name, version, input, at }
    return done(await advance(world, tx, request), name).held.matter
  }
  return {
    ...days,
    world,
    tx,
    by: (who, at) => ({ tenant: demoTenant, staff: demoStaff(who), at }),
    office: (at) => current(tx, demoTenant, at),
    open: async (who, kind, input, at) =>
      done(await openMatter(world, tx, { tenant: demoTenant, staff: demoStaff(who), kind, input, at }), kind).held
        .matter,
    move,
    lapse: async (matter, until) => {
      const due = matter.clocks.flatMap(({ is, dueAt, lateSince }) =>
        is === 'running' && lateSince === null && dueAt !== null && dueAt < until ? [dueAt] : [],
      )
      return due.length === 0 ? matter : move('time', matter, 'lapse', {}, instant(Math.max(...due) + 60_000))
    },
  }
}

export async function daysOf({ db }: Pick<World, 'db'>, now: Instant): Promise<Days> {
  const calendar = await db.read(scope, async (tx) => (await current(tx, demoTenant, now)).calendar(demoOffice('sljd')))
  const working = (step: 1 | -1, count: number): Day => {
    let day = dayOf(now)
    for (let left = count; ; day = addDays(day, step)) if (isWorkingDay(calendar, day) && left-- === 0) return day
  }
  const raw = (back: number, hour: number, minute = 0) => instantAt(working(-1, back), hour * 60 + minute)
  return {
    now,
    at: (...when) => {
      const at = raw(...when)
      return at < now ? at : now
    },
    isPast: (...when) => raw(...when) < now,
    lately: (minutes) => instant(now - minutes * 60_000),
    ahead: (days) => working(1, isWorkingDay(calendar, dayOf(now)) ? days : days - 1),
  }
}

/** The story is told by the rules: what they refuse is a mistake in it. */
export function done<T>(made: T | Refusal, what = ''): T {
  if (isRefusal(made)) {
    const { says, problems = [] } = made as Refusal & { readonly problems?: readonly unknown[] }
    throw new Error(`story: ${what} ${says} ${JSON.stringify(problems)}`)
  }
  return made
}

/** A visitor of the demonstration: no person behind the number. */
export const visitor = (name: string, n: number) => ({ name, phone: `1390000${String(n).padStart(4, '0')}` })
