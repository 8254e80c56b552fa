import { places } from '#matter/jobs.ts'
import type { World } from '#matter/world.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { handBack } from './brief.ts'

/** Hands back by itself: each minute the briefs of absences that are over (5.1.c). */
export function deputyJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope, office } of await places(world))
      await world.db.transaction(scope, (tx) => handBack(world, tx, scope.tenant, office, world.now()))
  }
  return [defineJob({ name: 'hand-back', every: { minutes: 1 }, run })]
}
