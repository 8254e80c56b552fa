import { addDays, addMonths, type Day, daysBetween, yearOf } from '#core/day.ts'
import { type Line, type PlaceSums, placeKeys, type Side, type WindowSums, windowKeys } from './contract.ts'

/** A share in per cent, one decimal; null of nothing. Never rounded up to a hundred: one late case is one late case. */
export function share(part: number, whole: number): number | null {
  if (whole === 0) return null
  return part === whole ? 100 : Math.min(99.9, tenths((part / whole) * 100))
}

/** A mean, one decimal; null of nothing. */
export const mean = (sum: number, count: number): number | null => (count === 0 ? null : tenths(sum / count))

/**
 * Up to what bound at least this part of all lies, from counts by bucket, each with its upper bound; null of nothing, and
 * Infinity where it lies in the open one at the end.
 */
export function within(part: number, buckets: readonly (readonly [bound: number, count: number])[]): number | null {
  const all = buckets.reduce((sum, [, count]) => sum + count, 0)
  if (all === 0) return null
  let seen = 0
  for (const [bound, count] of buckets) {
    seen += count
    if (seen >= all * part) return bound
  }
  return Number.POSITIVE_INFINITY
}

/** Which of ordered upper bounds a value falls under; the last key takes what is above them all. */
export function bucketOf<Key extends string>(bounds: readonly (readonly [Key, number])[], above: Key, value: number) {
  return bounds.find(([, bound]) => value <= bound)?.[0] ?? above
}

const hour = 60
/** Handling, in minutes. */
export const tookBounds = [
  ['took1h', hour],
  ['took1d', 24 * hour],
  ['took3d', 72 * hour],
  ['took10d', 240 * hour],
  ['took30d', 720 * hour],
] as const
/** Waiting, in seconds. */
export const waitBounds = [
  ['wait5', 300],
  ['wait10', 600],
  ['wait15', 900],
  ['wait30', 1800],
  ['wait60', 3600],
] as const

/** What follows from sums: never without what it is a share of (R11: participation beside satisfaction). */
export function windowShares(of: WindowSums) {
  const hands = of.hands1 + of.hands2 + of.hands3 + of.hands4
  const level = of.level1 + 2 * of.level2 + 3 * of.level3 + 4 * of.level4 + 5 * of.level5
  return {
    kept: share(of.kept, of.done),
    usedDays: mean(of.used, of.done),
    oneHand: share(of.hands1, hands),
    hours: mean(of.minutes / hour, of.closed),
    participation: of.visits === 0 ? null : share(Math.min(of.rated + of.excluded, of.visits), of.visits),
    satisfaction: share(of.level3 + of.level4 + of.level5, of.rated),
    level: mean(level, of.rated),
  }
}

export function placeShares(of: PlaceSums) {
  const waits = waitBounds.map(([key, bound]) => [bound / 60, of[key]] as const)
  const called = waits.reduce((sum, [, count]) => sum + count, 0) + of.waitmore
  const most = within(0.9, [...waits, [Number.POSITIVE_INFINITY, of.waitmore]])
  return {
    oneWindow: share(of.served, of.visitors),
    waitMinutes: mean(of.waited / 60, called),
    /** Nine in ten waited no longer than so many minutes; null of nobody, or where it was more than an hour. */
    waitMost: most === Number.POSITIVE_INFINITY ? null : most,
    servingMinutes: mean(of.serving / 60, of.finished),
    upheld: share(of.upheld + of.partly, of.upheld + of.partly + of.unfounded),
  }
}

const tenths = (value: number) => Math.round(value * 10) / 10

export type Span = { readonly from: Day; readonly until: Day }

/**
 * What a stretch is compared with. A year or a part of it that begins with January: the same of the year before; two or three
 * months that begin a quarter: the same of the quarter before; else as many months before, where it begins with a month
 * (no further into them than the stretch itself), or as many days.
 */
export function spanBefore({ from, until }: Span): Span {
  if (from !== monthOf(from)) {
    const days = daysBetween(from, until) + 1
    return { from: addDays(from, -days), until: addDays(from, -1) }
  }
  const month = (day: Day) => Number(day.slice(5, 7))
  const months = 12 * (yearOf(until) - yearOf(from)) + month(until) - month(from) + 1
  const back = shiftOf(month(from), months)
  const isWhole = monthOf(addDays(until, 1)) !== monthOf(until)
  const last = addDays(addMonths(monthOf(until), 1 - back), -1)
  const same = addMonths(until, -back)
  return { from: addMonths(from, -back), until: isWhole || same > last ? last : same }
}

function shiftOf(first: number, months: number): number {
  if (first === 1 && months > 3) return 12 * Math.ceil(months / 12)
  return first % 3 === 1 && months > 1 && months <= 3 ? 3 : months
}

/** More days than a quarter has are no picture any more. */
export const mostDaysByDay = 93

export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day

/** Whether nothing at all was counted. */
export const isNothing = ({ sums }: Line): boolean => Object.values(sums).every((sum) => sum === 0)

/** A figure as people read it; nothing is said of nothing. */
export const said = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : String(value)

/** 比上期多3件, 比上期少0.4个百分点, 和上期一样; null where there is nothing to compare with. */
export function change(now: number | null | undefined, before: number | null | undefined, unit: string): string | null {
  if (now === null || now === undefined || before === null || before === undefined) return null
  const by = tenths(now - before)
  if (by === 0) return '和上期一样'
  return `比上期${by > 0 ? '多' : '少'}${Math.abs(by)}${unit === '%' ? '个百分点' : unit}`
}

/** A line from what was counted; of a single post nothing is said that is the whole office's. */
export function lineOf(
  key: string,
  name: string,
  windows: WindowSums | undefined,
  places: PlaceSums | undefined,
): Line {
  const pick = <Key extends string>(keys: readonly Key[], of: Readonly<Record<Key, number>>) =>
    Object.fromEntries(keys.map((one) => [one, of[one]])) as Record<Key, number>
  return {
    ...{ key, name },
    sums: { ...(windows && pick(windowKeys, windows)), ...(places && pick(placeKeys, places)) },
    shares: { ...(windows && windowShares(windows)), ...(places && placeShares(places)) },
  }
}

/** Every day or month of a stretch, so that what nothing happened in is seen as nothing; none where it isn't laid out by time. */
export function timesOf(by: Side, { from, until }: Span): readonly string[] {
  if (by === 'day') return Array.from({ length: daysBetween(from, until) + 1 }, (_, nth) => addDays(from, nth))
  if (by !== 'month') return []
  const keys: string[] = []
  for (let month = monthOf(from); month <= until; month = addMonths(month, 1)) keys.push(month.slice(0, 7))
  return keys
}

/** What is said of a time to everybody: how promises were kept, how many took part in rating, and how they rated. */
export type Shown = { readonly from: string; readonly until: string } & Pick<
  WindowSums,
  'done' | 'kept' | 'late' | 'visits' | 'rated' | 'level1' | 'level2' | 'level3' | 'level4' | 'level5'
>
/** Fewer ratings than these might show who gave which. */
export const fewest = 10

/**
 * Months one after another, joined until each piece has enough ratings; what is left over at the end goes to the piece before.
 * Null where all of them together have too few.
 */
export function joined(months: readonly Shown[], least = fewest): readonly Shown[] | null {
  const pieces: Shown[] = []
  let open: Shown | null = null
  for (const month of months) {
    open = open ? plus(open, month) : month
    if (open.rated < least) continue
    pieces.push(open)
    open = null
  }
  const last = pieces.at(-1)
  if (open === null || !last) return last ? pieces : null
  return [...pieces.slice(0, -1), plus(last, open)]
}

function plus(one: Shown, next: Shown): Shown {
  const added = (key: Exclude<keyof Shown, 'from' | 'until'>) => one[key] + next[key]
  return {
    ...{ from: one.from, until: next.until, done: added('done'), kept: added('kept'), late: added('late') },
    ...{ visits: added('visits'), rated: added('rated'), level1: added('level1'), level2: added('level2') },
    ...{ level3: added('level3'), level4: added('level4'), level5: added('level5') },
  }
}
