import type { OfficeId } from '#core/roster.ts'
import { type Counting, type Source, spoken, standsIn } from '#office/gauge.ts'
import type { Tx } from '#platform/db/db.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'
import { gapsOf } from './chores.ts'
import { livingBadgesIn } from './store.ts'

/** What the badges of offices lack (9.0, 9.2): the same words as their heads read, from one look at all badges. */
async function lacking(tx: Tx, asked: Counting) {
  const living = Map.groupBy(await livingBadgesIn(tx, asked.tenant, asked.offices), ({ office }) => office)
  const told = await Promise.all(
    standsIn(asked).map(
      async (stand) => [stand.org.id, await gapsOf(tx, stand, living.get(stand.org.id) ?? [])] as const,
    ),
  )
  return new Map<OfficeId, Awaited<ReturnType<typeof gapsOf>>>(told)
}

export const badgeGauge = spoken('badges', lacking) satisfies Source<GaugeKey>
