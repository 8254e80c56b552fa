/** Chance that is the same at each run of one seed (mulberry32), so that a week that went wrong can be played again. */
export type Chance = {
  /** True so often in a hundred. */
  readonly percent: (often: number) => boolean
  readonly one: <T>(of: readonly T[]) => T | undefined
  /** One by its weight. */
  readonly weighed: <T>(of: readonly T[], weight: (one: T) => number) => T | undefined
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    percent: (often) => next() * 100 < often,
    one: (of) => of[Math.floor(next() * of.length)],
    weighed: (of, weight) => {
      const whole = of.reduce((sum, one) => sum + weight(one), 0)
      let left = next() * whole
      return of.find((one) => {
        left -= weight(one)
        return left < 0
      })
    },
  }
}
