import type { Instant } from '#core/day.ts'
import { isHeadOf, type OfficeId, officeOf, type StaffId, superiorOffice } from '#core/roster.ts'
import { officesWithin } from '#office/below.ts'
import type { Behind, Counting, Counts, Source } from '#office/gauge.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Branch, type GaugeKey, gaugeKeys } from '#rules/commitments/gaps.ts'

/** The offices that this person looks over: the one they lead and all below, as the tree stands now; none for a clerk. */
export function overseen(office: OfficeSnapshot, staff: StaffId, at: Instant): readonly OfficeId[] {
  const own = officeOf(office.roster, staff, at)
  if (!own || !isHeadOf(office.roster, staff, own, at)) return []
  return officesWithin(office, own, at).filter((id) => office.organizations.get(id)?.closedAt === null)
}

/** Every gauge must be counted by somebody, and by one only: seen when the house is put together. */
export function assembled(sources: readonly Source<GaugeKey>[]): ReadonlyMap<GaugeKey, Source<GaugeKey>> {
  const found = new Map<GaugeKey, Source<GaugeKey>>()
  for (const source of sources)
    for (const key of source.keys) {
      if (found.has(key)) throw new TypeError(`counted twice: ${key}`)
      found.set(key, source)
    }
  const lost = gaugeKeys.filter((key) => !found.has(key))
  if (lost.length > 0) throw new TypeError(`nobody counts: ${lost.join(', ')}`)
  return found
}

/** The tree with every number: one look for each room, whatever the number of offices. */
export async function treeOf(
  tx: Tx,
  sources: readonly Source<GaugeKey>[],
  asked: Counting,
): Promise<readonly Branch[]> {
  const found = await Promise.all(sources.map((source) => source.count(tx, asked)))
  const counts: Readonly<Partial<Record<GaugeKey, Counts>>> = Object.assign({}, ...found)
  const { office, offices, at } = asked
  return [...offices]
    .sort((a, b) => (pathOf(office, a) < pathOf(office, b) ? -1 : 1))
    .map((id) => ({
      ...{ id, name: office.organizations.get(id)?.name ?? '', level: office.roster.offices.get(id)?.level ?? '' },
      above: superiorOffice(office.roster, id, at),
      own: Object.fromEntries(
        gaugeKeys.flatMap((key) => {
          const number = counts[key]?.get(id) ?? 0
          return number > 0 ? [[key, number]] : []
        }),
      ),
    }))
}

const pathOf = ({ organizations }: OfficeSnapshot, id: OfficeId): string => organizations.get(id)?.path ?? ''

/** The lines behind the numbers of one office, where they have no list of their own on the desk. */
export async function linesBehind(
  tx: Tx,
  sources: readonly Source<GaugeKey>[],
  asked: Counting,
): Promise<Readonly<Partial<Record<GaugeKey, readonly Behind[]>>>> {
  const told = await Promise.all(
    sources.flatMap((source) =>
      source.keys.map(async (key) => [key, (await source.behind?.(tx, asked, key)) ?? null] as const),
    ),
  )
  return Object.fromEntries(
    told.flatMap(([key, lines]) => {
      const all = lines
        ? [...lines.values()].flat().map(({ says, matter }): Behind => (matter ? { says, matter } : { says }))
        : []
      return all.length > 0 ? [[key, all]] : []
    }),
  )
}
