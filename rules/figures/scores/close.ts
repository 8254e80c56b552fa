import { addDays, addMonths, type Day, dayOf, instantAt } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Scope } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { monthOf } from '#rules/figures/policy.ts'
import { scoreOf } from '#rules/figures/scoring.ts'
import { markOf } from '#rules/figures/store.ts'
import { countMonth } from './month.ts'
import { freezeRow, frozenMonth, lastMonthClosed, schemeAt } from './store.ts'

/** Days after its end on which a month is closed: until then what arrives late still counts. */
export const closesAfterDays = 5

type Place = { readonly scope: Scope; readonly office: OfficeSnapshot }

/**
 * Closes the months that are over for long enough, with the formula and the inputs as they are now. A month is closed once;
 * what the record says differently later is shown beside it and changes nothing. Answers the months that it closed.
 */
export async function closeMonths(
  { db, now }: Pick<World, 'db' | 'now'>,
  { scope, office }: Place,
): Promise<readonly Day[]> {
  const at = now()
  const { tenant } = scope
  const latest = monthOf(addMonths(monthOf(addDays(dayOf(at), -closesAfterDays)), -1))
  const offices = [...office.organizations.values()]
  const done: Day[] = []
  const { last, mark } = await db.read(scope, async (tx) => ({
    last: await lastMonthClosed(tx, tenant),
    mark: await markOf(tx, tenant),
  }))
  // The sums must have been read past the end of the month.
  if (!mark?.at || mark.at.getTime() < instantAt(addMonths(latest, 1), 0)) return done
  for (let month = last ? addMonths(last, 1) : latest; month <= latest; month = addMonths(month, 1)) {
    const isNew = await db.transaction(scope, async (tx) => {
      const ids = offices.map(({ id }) => id)
      const [rows, scheme, kept] = await Promise.all([
        countMonth(tx, office, { tenant, offices: ids, month }),
        schemeAt(tx, tenant, month),
        frozenMonth(tx, tenant, month, ids),
      ])
      if (kept.length > 0) return false
      for (const row of rows) {
        const path = office.organizations.get(row.office as never)?.path
        if (path) freezeRow(tx, tenant, at, { ...row, month, path, scheme, score: scoreOf(row.inputs, scheme).score })
      }
      return rows.length > 0
    })
    if (isNew) done.push(month)
  }
  return done
}

/** Each night the months that are over are closed (6.5). */
export function scoreJobs(world: World): readonly Job[] {
  const nightly = async (): Promise<void> => {
    for (const place of await places(world)) await closeMonths(world, place)
  }
  return [defineJob({ name: 'scores', every: { daily: '03:20' }, run: nightly })]
}
