import { sm3 } from '#platform/crypto/sm3.ts'

/**
 * The lot, so that anybody can draw it again (6.6).
 *
 * 1. The population is a list of ids in ascending order. Each makes one line `id TAB stratum TAB tickets LF`; the SM3
 *    digest of all lines in UTF-8 is the population's hash, told before anybody can know the seed.
 * 2. One with k tickets has k hash values: SM3(seed LF id LF j) in hex, j from 1 to k. Its smallest counts. One ticket
 *    each unless it was announced that late or badly rated ones get more.
 * 3. In each stratum those with the smallest values are drawn, as many as are its due: one each, the rest shared out by
 *    the number that each still has, whole parts first, then by the largest remainder, of equal ones the first by name.
 *    Where there are more strata than are drawn, there are none: all lie in one.
 * 4. The list of all that were drawn stands in the order of their values.
 */

export type Ticketed = { readonly id: string; readonly stratum: string; readonly tickets: number }
export type Drawn = Ticketed & { readonly key: string }

export function populationHash(population: readonly Ticketed[]): string {
  return sm3(population.map(({ id, stratum, tickets }) => `${id}\t${stratum}\t${tickets}\n`).join(''))
}

/** The smallest hash value of its tickets. */
export function keyOf(seed: string, { id, tickets }: Pick<Ticketed, 'id' | 'tickets'>): string {
  let smallest = ''
  for (let j = 1; j <= tickets; j += 1) {
    const value = sm3(`${seed}\n${id}\n${j}`)
    if (smallest === '' || value < smallest) smallest = value
  }
  return smallest
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** How many of each stratum, by name, of `size` in all; no more strata than that. */
export function quotas(strata: ReadonlyMap<string, number>, size: number): ReadonlyMap<string, number> {
  const names = [...strata.keys()].toSorted(byName)
  const left = [...strata.values()].reduce((sum, count) => sum + count, 0) - names.length
  const rest = Math.min(size - names.length, left)
  if (rest < 0) throw new RangeError('lot: more strata than are drawn')
  const parts = names.map((name) => {
    const share = rest * ((strata.get(name) ?? 0) - 1)
    return { name, whole: left === 0 ? 0 : Math.floor(share / left), remainder: left === 0 ? 0 : share % left }
  })
  const spare = rest - parts.reduce((sum, { whole }) => sum + whole, 0)
  const lucky = parts.toSorted((a, b) => b.remainder - a.remainder || byName(a.name, b.name)).slice(0, spare)
  return new Map(parts.map((part) => [part.name, 1 + part.whole + (lucky.includes(part) ? 1 : 0)]))
}

/** All of the population with their values, in the order of the draw. */
export function keyed(seed: string, population: readonly Ticketed[]): readonly Drawn[] {
  return population
    .map((one) => ({ ...one, key: keyOf(seed, one) }))
    .toSorted((a, b) => byName(a.key, b.key) || byName(a.id, b.id))
}

/** Who is drawn. The same seed and population give the same list, whoever asks and whenever. */
export function draw(seed: string, population: readonly Ticketed[], size: number): readonly Drawn[] {
  const counts = new Map<string, number>()
  for (const { stratum } of population) counts.set(stratum, (counts.get(stratum) ?? 0) + 1)
  const all = keyed(seed, population)
  if (counts.size > size) return all.slice(0, size)
  const left = new Map(quotas(counts, size))
  return all.filter(({ stratum }) => {
    const due = left.get(stratum) ?? 0
    left.set(stratum, due - 1)
    return due > 0
  })
}
