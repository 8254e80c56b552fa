import { instant } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { joinComplaints } from './complaints.ts'
import { explain, propose } from './propose.ts'
import { keepAbsent, keepEmptied, keepOverlooked } from './record.ts'

const day = 86_400_000

/** Each minute: what the record shows is looked at once; each night: nothing was overlooked (2.4.1, 7.6). */
export function accountabilityJobs(world: World): readonly Job[] {
  const minutely = async (): Promise<void> => {
    for (const { scope, office } of await places(world)) {
      const at = world.now()
      await world.db.transaction(scope, async (tx) => {
        await keepEmptied(tx, scope.tenant, instant(at - 3 * day), at)
        await keepAbsent(tx, scope.tenant, office, at)
      })
      await propose(world, scope)
      await explain(world, scope)
      await joinComplaints(world, scope)
    }
  }
  const nightly = async (): Promise<void> => {
    for (const { scope } of await places(world))
      await world.db.transaction(scope, (tx) => keepOverlooked(world, tx, scope.tenant, world.now()))
  }
  return [
    defineJob({ name: 'accountability', every: { minutes: 1 }, run: minutely }),
    defineJob({ name: 'accountability-overlooked', every: { daily: '01:20' }, run: nightly }),
  ]
}
