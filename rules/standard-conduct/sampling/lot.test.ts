import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { draw, keyOf, populationHash, quotas, type Ticketed } from './lot.ts'

const one = (n: number, stratum = '', tickets = 1): Ticketed => ({
  id: `id${String(n).padStart(4, '0')}`,
  stratum,
  tickets,
})
const many = (count: number) => Array.from({ length: count }, (_, n) => one(n))
const seeds = Array.from({ length: 4000 }, (_, n) => createHash('sm3').update(`种子${n}`).digest('hex'))

const populations = fc
  .uniqueArray(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 60 })
  .chain((ids) =>
    fc.tuple(
      ...ids
        .toSorted((a, b) => a - b)
        .map((n) =>
          fc
            .record({ stratum: fc.constantFrom('', '甲', '乙', '丙'), tickets: fc.integer({ min: 1, max: 5 }) })
            .map((more) => ({ ...one(n), ...more })),
        ),
    ),
  )

test('the same seed and population give the same list, in whatever order the population comes (6.6)', () => {
  fc.assert(
    fc.property(populations, fc.integer({ min: 1, max: 70 }), fc.string(), (population, size, seed) => {
      const first = draw(seed, population, size)
      assert.deepEqual(draw(seed, population.toReversed(), size), first)
      assert.equal(first.length, Math.min(size, population.length))
      assert.equal(new Set(first.map(({ id }) => id)).size, first.length)
    }),
  )
})

test('each stratum gets its share, at least one and never more than it has, as long as they go round (6.6)', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('甲', '乙', '丙', '丁'), fc.integer({ min: 1, max: 50 }), { minKeys: 1 }),
      fc.integer({ min: 4, max: 120 }),
      (counts, size) => {
        const strata = new Map(Object.entries(counts))
        const all = [...strata.values()].reduce((sum, count) => sum + count, 0)
        const due = quotas(strata, size)
        assert.equal(
          [...due.values()].reduce((sum, count) => sum + count, 0),
          Math.min(size, all),
        )
        for (const [name, count] of strata) assert.ok(due.get(name)! >= 1 && due.get(name)! <= count)
      },
    ),
  )
})

test('over many seeds everybody is drawn equally often, within tolerance (6.6)', () => {
  const population = many(40)
  const times = new Map<string, number>()
  for (const seed of seeds) for (const { id } of draw(seed, population, 10)) times.set(id, (times.get(id) ?? 0) + 1)
  // 4000 draws of one in four: 1000 each; 27 is one standard deviation, five of them is one in a million.
  for (const { id } of population)
    assert.ok(Math.abs((times.get(id) ?? 0) - 1000) < 5 * 27.4, `${id}: ${times.get(id)}`)
})

test('three tickets are three chances to be the first, as was announced (6.6)', () => {
  const population = [...many(6), one(6, '', 3), one(7, '', 3)]
  let first = 0
  for (const seed of seeds) if (draw(seed, population, 1)[0]!.tickets === 3) first += 1
  // Six of twelve tickets are theirs.
  assert.ok(Math.abs(first - 2000) < 5 * 31.7, `${first}`)
})

test('an outsider who has only the words of the page comes to the same, by another road (6.6)', () => {
  const population = [one(1, '甲'), one(2, '乙', 2), one(3, '甲')]
  const hash = (text: string) => createHash('sm3').update(Buffer.from(text, 'utf8')).digest('hex')
  assert.equal(populationHash(population), hash('id0001\t甲\t1\nid0002\t乙\t2\nid0003\t甲\t1\n'))
  const values = [hash('66c7\nid0002\n1'), hash('66c7\nid0002\n2')].toSorted()
  assert.equal(keyOf('66c7', population[1]!), values[0])
  // SM3 itself by the standard's own example (GB/T 32905, A.1).
  assert.equal(hash('abc'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
})

test('one changed, left out or pushed in changes the hash (6.6)', () => {
  const base = populationHash(many(5))
  for (const other of [many(4), many(6), many(5).toReversed(), [...many(4), one(4, '甲')], [...many(4), one(4, '', 2)]])
    assert.notEqual(populationHash(other), base)
})
