import { type Instant, instant } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import { sweepFailures } from '#platform/auth/lockout.ts'
import { sweepSessions } from '#platform/auth/store.ts'
import { purgeIdempotency } from '#platform/http/once.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'

const hour = 3_600_000
const back = (at: Instant, hours: number): Instant => instant(at - hours * hour)

/** What has done its service goes each night: answers kept for repeated requests, sessions that ended, old failures. */
export function housekeeping(world: World): Job {
  const run = async (): Promise<void> => {
    const at = world.now()
    for (const { scope } of await places(world))
      await world.db.transaction(scope, async (tx) => purgeIdempotency(tx, scope.tenant, back(at, 72)))
    await world.db.plain(async (tx) => {
      sweepSessions(tx, back(at, 12), at)
      sweepFailures(tx, back(at, 24))
    })
  }
  return defineJob({ name: 'housekeeping', every: { daily: '03:10' }, run })
}
