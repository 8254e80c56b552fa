import type { PlaceSums, WindowSums } from './contract.ts'

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
    participation: of.visits === 0 ? null : share(Math.min(of.rated, of.visits), of.visits),
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
