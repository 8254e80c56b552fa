import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { isWithin, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { places } from '#matter/jobs.ts'
import { openMatter } from '#matter/open.ts'
import { makeRoots } from '#matter/root.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { Tx } from '#platform/db/db.ts'
import { announceable } from '#rules/standard-conduct/drawing.ts'
import { type Announcement, mostInPopulation, type SamplingFacts } from '#rules/standard-conduct/drawn.ts'
import { draw, populationHash, type Ticketed } from './lot.ts'
import { frozenPopulation, namesOf, officesOf, populationOf, seedOf } from './population.ts'
import { mayMakeRoot } from './view.ts'

export type Wish = Omit<Announcement, 'population'>
type Ask = { readonly tenant: string; readonly staff: StaffId; readonly at: Instant }

/** What a draw would be from: looked at before it is announced. */
export async function framed(tx: Tx, { tenant, staff, at }: Ask, wish: Wish): Promise<readonly Ticketed[] | Refusal> {
  const office = await current(tx, tenant, at)
  const own = officeOf(office.roster, staff, at)
  if (!own || !isWithin(office.roster, wish.office as OfficeId, own, at))
    return { refused: 'not-seen', clause: null, says: '没有这个单位' }
  const whole = { ...wish, population: { count: 1, hash: '' } }
  const problems = announceable(whole, { at } as Parameters<typeof announceable>[1])
  if (problems[0]) return { refused: 'bad-input', clause: '6.6', says: problems[0].says, problems }
  const all = await populationOf(tx, tenant, officesOf(office, wish, at), wish)
  if (all.length > mostInPopulation)
    return noGood('/until', `总体超过${mostInPopulation}件，请缩短时段或者只抽一个事项`)
  return all
}

/** Announces a draw: the population is frozen now, the seed is of a day that has not begun (6.6). */
export async function announce(
  world: World,
  tx: Tx,
  { tenant, staff, at }: Ask,
  wish: Wish,
  gate?: Promise<unknown>,
): Promise<Moved | Refusal> {
  await gate
  const all = await framed(tx, { tenant, staff, at }, wish)
  if (isRefusal(all)) return all
  if (all.length === 0) return noGood('/until', '这样划定的范围里一件也没有，没有可抽的')
  const input = { ...wish, population: { count: all.length, hash: populationHash(all) } }
  return openMatter(world, tx, { tenant, staff, kind: 'sampling', input, at })
}

/** The seed's day is closed now, where the night's run has not come to it yet: a root is made once and never again. */
export async function closeSeedDay(world: Pick<World, 'db' | 'now'>, tenant: string, seedDay: string): Promise<void> {
  const at = world.now()
  if (!mayMakeRoot({ seedDay } as SamplingFacts, at)) return
  for (const { scope } of await places(world as World)) {
    if (scope.tenant !== tenant) continue
    const kept = await world.db.read(scope, (tx) => seedOf(tx, tenant, seedDay))
    if (kept !== null) continue
    // The night's run may come to it in the same moment: then its root is there, and the same.
    await makeRoots(world.db, scope, at).catch(async (error: unknown) => {
      if ((await world.db.read(scope, (tx) => seedOf(tx, tenant, seedDay))) === null) throw error
    })
  }
}

/** Draws the lot by the journal root of the announced day. */
export async function drawLot(
  world: World,
  tx: Tx,
  { tenant, staff, at }: Ask,
  id: string,
  gate?: Promise<unknown>,
): Promise<Moved | Refusal> {
  const [held] = await Promise.all([readMatter(tx, tenant, id), gate])
  if (held?.matter.kind !== 'sampling') return unseen
  const facts = held.matter.facts as SamplingFacts
  const seed = (await seedOf(tx, tenant, facts.seedDay)) ?? '还没有'
  const chosen = draw(seed, await frozenPopulation(tx, tenant, id), facts.size)
  const names = await namesOf(
    tx,
    tenant,
    facts.source,
    chosen.map((one) => one.id),
  )
  const items = chosen.map(({ id: one, stratum, key }) => {
    const { matter = one, number = one, office = held.matter.office } = names.get(one) ?? {}
    return { id: one, matter, number, office, stratum, key }
  })
  const ask = { tenant, by: { staff }, matter: id, move: 'draw', version: null, input: { seed, items }, at }
  return advance(world, tx, ask)
}

function noGood(at: string, says: string): Refusal {
  return { refused: 'bad-input', clause: '6.6', says, problems: [{ at, says }] }
}

export const unseen: Refusal = {
  refused: 'not-seen',
  clause: null,
  says: '没有找到这次抽查，或者它不在您可以查看的范围内',
}
