import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { removeStale } from './store.ts'

/** Each night what was begun online and not sent in time goes, with its pictures: nobody asked the office for anything yet. */
export function applicationJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope } of await places(world)) {
      const at = world.now()
      for (;;) if ((await world.db.transaction(scope, (tx) => removeStale(tx, scope.tenant, at))) === 0) break
    }
  }
  return [defineJob({ name: 'applications', every: { daily: '03:40' }, run })]
}
